//! Reads cells as values of fields: links by any name of a record, dates, numbers, words, texts.

use super::answers::{ImportAnswers, ValueAnswer};
use super::assumed_answers::is_nothing;
use super::cell_dates::{DateReading, DayOrder, read_date};
use super::cell_numbers::{DecimalSign, NumberReading, currency_in, read_number, split_currency};
use super::cell_text::{clean, fold_heading};
use super::event_kinds::known_event_kind;
use super::field_types::{FieldType, ImportField};
use super::impossible_days::no_date;
use super::link_reading::LinkReading;
use super::sheet::SheetCell;
use super::value_questions::{QuestionSubject, Questions, suggest_words};
use crate::error::Error;
use crate::model::{ACTIVITY_STATUSES, EVENT_KINDS, KindId};
use crate::store::Dataset;
use jiff::civil::Date;
use serde_json::{Number, Value, json};
use std::collections::{BTreeMap, HashMap};

/// A number is the day of a column whose other days are at most so many years apart from it.
const MAX_YEARS_APART: i16 = 1;

/// The outcome of reading a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellOutcome {
    Value(Value),
    /// The field stays as it is.
    Blank,
    /// The value is taken away.
    Remove,
    /// A question about the text waits for an answer.
    Asked,
    /// The cell cannot be used, for this reason.
    Fault(String),
}

/// The place of a cell, and what is known of its column and row.
#[derive(Clone, Copy, Default)]
pub(super) struct CellContext<'a> {
    /// The name of the cell: `D12`.
    pub(super) cell: &'a str,
    pub(super) order: Option<DayOrder>,
    pub(super) decimal: Option<DecimalSign>,
    /// The first and the last day of the column.
    pub(super) days: Option<(Date, Date)>,
    /// The currency that the heading names.
    pub(super) currency: Option<&'a str>,
    /// The phase of the row, in which objectives have their numbers.
    pub(super) phase: Option<&'a str>,
    /// A question about the phase waits for an answer.
    pub(super) phase_waits: bool,
}

/// Reads cells, and keeps questions, new records, and links that were read before.
pub(super) struct CellReader<'a> {
    pub(super) data: &'a Dataset,
    pub(super) kind: KindId,
    pub(super) answers: &'a ImportAnswers,
    pub(super) questions: Questions,
    /// Records that answers add: their names, by kind and id.
    pub(super) new_records: BTreeMap<(KindId, String), String>,
    /// The first answer that cannot be used.
    pub(super) refused_answer: Option<Error>,
    /// Answers that are assumed, by field and text.
    pub(super) assumed: HashMap<(String, String), ValueAnswer>,
    /// The texts of the cell that is read for which an answer is assumed.
    pub(super) used_assumptions: Vec<(String, ValueAnswer)>,
    /// Links that were read before, by field, text and phase.
    pub(super) links: HashMap<(String, String, String), LinkReading>,
}

impl<'a> CellReader<'a> {
    pub(super) fn new(data: &'a Dataset, kind: KindId, answers: &'a ImportAnswers) -> Self {
        CellReader {
            data,
            kind,
            answers,
            questions: Questions::default(),
            new_records: BTreeMap::new(),
            refused_answer: None,
            assumed: HashMap::new(),
            used_assumptions: Vec::new(),
            links: HashMap::new(),
        }
    }

    /// Reads a cell as the value of a field.
    pub(super) fn read(
        &mut self,
        field: &ImportField,
        cell: SheetCell,
        ctx: CellContext,
    ) -> CellOutcome {
        match cell {
            SheetCell::Empty => return CellOutcome::Blank,
            SheetCell::Text("-") => return CellOutcome::Remove,
            SheetCell::Fault(fault) => return CellOutcome::Fault(format!("the cell has {fault}")),
            _ => {}
        }
        match &field.field_type {
            FieldType::Text => self.read_text(field, cell, ctx),
            FieldType::Texts => {
                let text = cell.text();
                let parts = text.split([';', '\n']).map(clean).filter(|part| !part.is_empty());
                CellOutcome::Value(parts.map(Value::from).collect())
            }
            FieldType::Link(kind) => {
                let outcome = self.read_links(field, *kind, &cell.text(), ctx, true);
                match outcome {
                    CellOutcome::Value(Value::Array(mut ids)) if ids.len() == 1 => {
                        CellOutcome::Value(ids.remove(0))
                    }
                    CellOutcome::Value(_) => CellOutcome::Blank,
                    other => other,
                }
            }
            FieldType::Links(kind) => self.read_links(field, *kind, &cell.text(), ctx, false),
            FieldType::Date => self.read_date_cell(field, cell, ctx),
            FieldType::Whole | FieldType::Number => self.read_number_cell(field, cell, ctx),
            FieldType::Bool => read_bool(&cell.text()),
            FieldType::Money => self.read_money(field, cell, ctx),
            FieldType::OneOf(words) => {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                self.read_word(field, &words, &cell.text(), ctx)
            }
            FieldType::Object | FieldType::Other => read_other(cell),
        }
    }

    fn read_text(&mut self, field: &ImportField, cell: SheetCell, ctx: CellContext) -> CellOutcome {
        let text = cell.text();
        let is_currency = field.path == "currency" || field.key() == Some("currency");
        if is_currency {
            let code = currency_in(&text).unwrap_or_else(|| clean(&text).to_uppercase());
            return CellOutcome::Value(code.into());
        }
        if field.path == "status"
            && let Some(word) = status_of_code(&text)
        {
            return CellOutcome::Value(word.into());
        }
        if self.kind == KindId::Events && field.path == "kind" {
            return self.read_word(field, EVENT_KINDS, &text, ctx);
        }
        CellOutcome::Value(clean(&text).into())
    }

    /// Keeps the error of an answer that cannot be used.
    pub(super) fn refuse_answer(&mut self, error: Error) {
        let message = format!("{}, an answer", error.message);
        self.refused_answer.get_or_insert(Error { message, ..error });
    }

    /// Reads one of the words that a field has.
    fn read_word(
        &mut self,
        field: &ImportField,
        words: &[&str],
        text: &str,
        ctx: CellContext,
    ) -> CellOutcome {
        if let Some(word) = meant_word(field, words, text) {
            return CellOutcome::Value(word.into());
        }
        let text = clean(text);
        match self.answers.value(&field.path, &text) {
            Some(ValueAnswer::LeaveOut) => CellOutcome::Blank,
            Some(ValueAnswer::Value(answer) | ValueAnswer::New(answer)) => {
                match meant_word(field, words, answer) {
                    Some(word) => CellOutcome::Value(word.into()),
                    None => {
                        let unknown =
                            Error::unknown_name(&field.path, answer, words.iter().copied());
                        self.refuse_answer(unknown);
                        CellOutcome::Blank
                    }
                }
            }
            None => {
                let suggest = || suggest_words(words, &text);
                let subject = QuestionSubject::Word;
                let assumed = is_nothing(&text).then_some(ValueAnswer::LeaveOut);
                let outcome =
                    if assumed.is_some() { CellOutcome::Blank } else { CellOutcome::Asked };
                self.questions.ask_or_assume(
                    subject,
                    &field.path,
                    &text,
                    ctx.cell,
                    assumed,
                    suggest,
                );
                outcome
            }
        }
    }

    /// Reads a cell as a date in EDTF.
    pub(super) fn read_date_cell(
        &mut self,
        field: &ImportField,
        cell: SheetCell,
        ctx: CellContext,
    ) -> CellOutcome {
        let text = match cell {
            SheetCell::Day { date, .. } => return CellOutcome::Value(date.to_string().into()),
            other => clean(&other.text()),
        };
        match self.answers.value(&field.path, &text) {
            Some(ValueAnswer::LeaveOut) => return CellOutcome::Blank,
            Some(ValueAnswer::Value(answer) | ValueAnswer::New(answer)) => {
                return match read_date(answer, ctx.order) {
                    DateReading::Edtf(date) => CellOutcome::Value(date.into()),
                    _ => {
                        let error = Error::usage(no_date(answer));
                        self.refuse_answer(error.with_hint("write it as 2025-03-15 or 2025-03"));
                        CellOutcome::Blank
                    }
                };
            }
            None => {}
        }
        match read_date(&text, ctx.order) {
            DateReading::Edtf(date) => CellOutcome::Value(date.into()),
            // a record that needs its date cannot do without
            DateReading::Unknown if field.is_needed => CellOutcome::Fault(no_date(&text)),
            DateReading::Unknown => CellOutcome::Blank,
            DateReading::Ambiguous => {
                let heading = field.path.clone();
                self.questions.ask(QuestionSubject::DayOrder, &heading, "", ctx.cell, || {
                    let read = |order| match read_date(&text, Some(order)) {
                        DateReading::Edtf(date) => format!("{text} is {date}"),
                        _ => String::new(),
                    };
                    let orders = [DayOrder::DayFirst, DayOrder::MonthFirst];
                    orders.map(|order| (order.name().to_string(), read(order))).into()
                });
                CellOutcome::Asked
            }
            DateReading::ExcelDay(day) if self.answers.excel_days => {
                CellOutcome::Value(day.to_string().into())
            }
            DateReading::ExcelDay(day) => self.read_excel_day(field, &text, day, ctx),
            DateReading::ShortMonth(month) => {
                let subject = QuestionSubject::Date;
                self.questions.ask(subject, &field.path, &text, ctx.cell, || {
                    vec![(month, "the month".to_string())]
                });
                CellOutcome::Asked
            }
            DateReading::NoDate => CellOutcome::Fault(no_date(&text)),
        }
    }

    /// Reads the number of a day, as Excel counts them: assumed where the day lies among the others
    /// of the column, else asked.
    fn read_excel_day(
        &mut self,
        field: &ImportField,
        text: &str,
        day: Date,
        ctx: CellContext,
    ) -> CellOutcome {
        let (questions, path) = (&mut self.questions, &field.path);
        let is_near = |(first, last): (Date, Date)| {
            let years = first.year() - MAX_YEARS_APART..=last.year() + MAX_YEARS_APART;
            years.contains(&day.year())
        };
        if ctx.days.is_some_and(is_near) {
            let assumed = Some(ValueAnswer::Value(day.to_string()));
            let subject = QuestionSubject::Date;
            questions.ask_or_assume(subject, path, text, ctx.cell, assumed, Vec::new);
            return CellOutcome::Value(day.to_string().into());
        }
        questions.ask(QuestionSubject::ExcelDays, path, "", ctx.cell, || {
            vec![("excel".to_string(), format!("{text} is {day}"))]
        });
        CellOutcome::Asked
    }

    fn read_number_cell(
        &mut self,
        field: &ImportField,
        cell: SheetCell,
        ctx: CellContext,
    ) -> CellOutcome {
        let is_whole = field.field_type == FieldType::Whole;
        let number = match self.number(field, cell, ctx) {
            Ok(number) => number,
            Err(outcome) => return outcome,
        };
        if is_whole && !number.is_i64() && !number.is_u64() {
            return CellOutcome::Fault(format!("\"{}\" is no whole number", clean(&cell.text())));
        }
        CellOutcome::Value(Value::Number(number))
    }

    /// Reads a cell as a number.
    fn number(
        &mut self,
        field: &ImportField,
        cell: SheetCell,
        ctx: CellContext,
    ) -> Result<Number, CellOutcome> {
        if let SheetCell::Number(number) = cell {
            return number_of(number).ok_or(CellOutcome::Blank);
        }
        let text = cell.text();
        match read_number(&text, ctx.decimal) {
            NumberReading::Number(number) => Ok(number),
            NumberReading::Ambiguous => {
                let subject = QuestionSubject::DecimalSign;
                self.questions.ask(subject, field.top(), "", ctx.cell, || {
                    let read = |sign| match read_number(&text, Some(sign)) {
                        NumberReading::Number(number) => format!("{text} is {number}"),
                        _ => String::new(),
                    };
                    let signs = [DecimalSign::Comma, DecimalSign::Point];
                    signs.map(|sign| (sign.name().to_string(), read(sign))).into()
                });
                Err(CellOutcome::Asked)
            }
            NumberReading::NoNumber if is_nothing(&text) => Err(CellOutcome::Blank),
            NumberReading::NoNumber => {
                Err(CellOutcome::Fault(format!("\"{}\" is no number", clean(&text))))
            }
        }
    }

    /// Reads an amount, whose currency stands beside it or in the heading. Without one the value
    /// has an amount alone.
    fn read_money(
        &mut self,
        field: &ImportField,
        cell: SheetCell,
        ctx: CellContext,
    ) -> CellOutcome {
        let text = cell.text();
        let (_, code) = split_currency(&text);
        match self.number(field, cell, ctx) {
            Err(outcome) => outcome,
            Ok(amount) => match code.as_deref().or(ctx.currency) {
                Some(code) => CellOutcome::Value(json!({"amount": amount, "currency": code})),
                None => CellOutcome::Value(json!({ "amount": amount })),
            },
        }
    }
}

/// Returns the word of a field that a text means: in any case, or by another word for it.
fn meant_word<'w>(field: &ImportField, words: &[&'w str], text: &str) -> Option<&'w str> {
    let folded = fold_heading(text);
    let known = words.iter().copied().find(|word| fold_heading(word) == folded);
    let kind = || known_event_kind(&folded, EVENT_KINDS).filter(|_| field.path == "kind");
    known.or_else(|| kind().and_then(|kind| words.iter().copied().find(|word| *word == kind)))
}

/// Returns the word for a code of IATI: "2", or "2 - Implementation".
fn status_of_code(text: &str) -> Option<&'static str> {
    let code = text.trim().strip_suffix(".0").unwrap_or(text.trim());
    let digits = code.split(|c: char| !c.is_alphanumeric()).next()?;
    let number: usize = digits.parse().ok()?;
    ACTIVITY_STATUSES.get(number.checked_sub(1)?).copied()
}

fn read_bool(text: &str) -> CellOutcome {
    match fold_heading(text).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "oui" | "o" | "si" | "vrai" | "online" => {
            CellOutcome::Value(true.into())
        }
        "no" | "n" | "false" | "0" | "non" | "faux" => CellOutcome::Value(false.into()),
        _ => CellOutcome::Fault(format!("\"{}\" is neither yes nor no", clean(text))),
    }
}

/// Reads a value of a field without a form of its own: a number, or JSON.
fn read_other(cell: SheetCell) -> CellOutcome {
    if let SheetCell::Number(number) = cell {
        return number_of(number)
            .map_or(CellOutcome::Blank, |number| CellOutcome::Value(Value::Number(number)));
    }
    let text = cell.text();
    match serde_json::from_str(&text) {
        Ok(value) => CellOutcome::Value(value),
        Err(_) => CellOutcome::Fault(format!("\"{}\" is no JSON", clean(&text))),
    }
}

/// Returns a number of a workbook, without decimals where it has none.
fn number_of(number: f64) -> Option<Number> {
    let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
    if is_whole { Some(Number::from(number as i64)) } else { Number::from_f64(number) }
}
