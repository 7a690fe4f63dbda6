//! Reports a plan as text: columns, questions, problems, the first records, and counts.

use super::answers::ValueAnswer;
use super::column_matching::ColumnUse;
use super::field_types::{FieldType, find_field};
use super::import_plan::ImportPlan;
use super::planned_row::{PlannedRow, RowState};
use super::row_changes::row_changes;
use super::sheet::column_name;
use super::value_questions::{QuestionSubject, ValueQuestion};
use crate::model::text::{sanitize, truncate};
use crate::model::{KindId, RecordPath};
use crate::store::Dataset;
use std::fmt::Write;

/// So many records are shown.
const MAX_SHOWN_RECORDS: usize = 3;
/// So many questions are shown.
const MAX_SHOWN_QUESTIONS: usize = 20;
/// So many problems are shown.
const MAX_SHOWN_PROBLEMS: usize = 20;
/// The longest value that is shown, in cells.
const MAX_VALUE_WIDTH: u16 = 60;
/// The longest heading that is shown in full, in cells.
const MAX_HEADING_WIDTH: u16 = 30;

/// Returns the report of a plan over the data.
pub fn report(data: &Dataset, plan: &ImportPlan) -> String {
    let mut text = format!("{}: {}", plan.file, plan.format);
    if let Some(sheet) = &plan.sheet {
        let _ = write!(text, ", sheet \"{sheet}\"");
    }
    let rows = plan.rows.len();
    let _ = writeln!(
        text,
        "; headings in row {}, {rows} {} of {}",
        plan.header_row,
        if rows == 1 { "row" } else { "rows" },
        plan.kind
    );
    write_columns(&mut text, plan);
    text.push_str(&question_list(plan));
    text.push_str(&assumption_lines(plan));
    write_problems(&mut text, plan);
    write_records(&mut text, data, plan);
    let _ = write!(text, "\n{}", counts(plan));
    sanitize_lines(&text)
}

/// Returns the number of rows in each state, on one line.
pub fn counts(plan: &ImportPlan) -> String {
    let count = |state: RowState| plan.count(|other| *other == state);
    let mut text = format!(
        "{} {}: {} new, {} changed, {} the same, {} left out",
        plan.rows.len(),
        if plan.rows.len() == 1 { "row" } else { "rows" },
        count(RowState::New),
        count(RowState::Changed),
        count(RowState::Same),
        plan.left_out()
    );
    let waiting = count(RowState::Waits);
    if waiting > 0 {
        let answers = if plan.questions.len() == 1 { "answer" } else { "answers" };
        let _ = write!(text, " ({waiting} wait for {} {answers})", plan.questions.len());
    }
    if !plan.vanished.is_empty() {
        let _ = write!(text, "; {} of the earlier import are not in the file", plan.vanished.len());
    }
    text.push('\n');
    text
}

fn write_columns(text: &mut String, plan: &ImportPlan) {
    text.push_str("\nColumns\n");
    let heading = |column: &ColumnUse| truncate(&sanitize(&column.heading), MAX_HEADING_WIDTH);
    let width = plan.columns.iter().map(|column| heading(column).chars().count()).max();
    let width = width.unwrap_or(0);
    for column in &plan.columns {
        let used = match (&column.field, &*column.reason) {
            (Some(field), _) => format!("→ {field}"),
            (None, "") => "not used".to_string(),
            (None, reason) => format!("not used: {reason}"),
        };
        let (letters, heading) = (column_name(column.column), heading(column));
        let _ = writeln!(text, "  {letters:<3} {heading:<width$}  {used}");
    }
    if plan.columns.iter().any(|column| column.field.is_none() && column.reason.is_empty()) {
        text.push_str("  --set note+=HEADING takes a column that is not used into a field\n");
    }
    for remark in &plan.remarks {
        let _ = writeln!(text, "  {remark}");
    }
}

/// Returns a question as a sentence, and the options that answer it.
pub fn question_lines(question: &ValueQuestion) -> (String, Vec<String>) {
    let ValueQuestion { field, text, .. } = question;
    let cells = cells(question);
    let sentence = match &question.subject {
        QuestionSubject::Record(kind) => {
            format!("{field} \"{text}\" ({cells}): which {}?", kind.singular())
        }
        QuestionSubject::Word => format!("{field} \"{text}\" ({cells}): which word?"),
        QuestionSubject::Date => format!("{field} \"{text}\" ({cells}): which date?"),
        QuestionSubject::DayOrder => {
            format!("{field} ({cells}): does the day or the month come first?")
        }
        QuestionSubject::ExcelDays => {
            format!("{field} ({cells}): are the numbers days as Excel counts them?")
        }
        QuestionSubject::DecimalSign => {
            format!("{field} ({cells}): is the sign between thousands or before decimals?")
        }
    };
    let flag = match question.subject {
        QuestionSubject::DayOrder | QuestionSubject::ExcelDays => "--dates ",
        QuestionSubject::DecimalSign => "--decimal ",
        _ => "",
    };
    let option = |value: &str| match flag {
        "" => format!("--answer '{}={value}'", text.replace('\'', "'\\''")),
        flag => format!("{flag}{value}"),
    };
    let labelled = |(value, label): &(String, String)| match &**label {
        "" => option(value),
        label => format!("{}   ({label})", option(value)),
    };
    let mut answers: Vec<String> = match question.subject {
        QuestionSubject::Word => {
            let words: Vec<&str> = question.suggestions.iter().map(|(word, _)| &**word).collect();
            vec![format!("{}   ({})", option("WORD"), words.join(", "))]
        }
        _ => question.suggestions.iter().map(labelled).collect(),
    };
    if flag.is_empty() {
        if let QuestionSubject::Record(_) = question.subject {
            answers.push(format!("{}   (gloact search WORDS finds the id)", option("ID")));
        } else if answers.is_empty() {
            answers.push(option("VALUE"));
        }
        // the id of a country is its code
        if matches!(&question.subject, QuestionSubject::Record(kind) if *kind != KindId::Countries)
        {
            answers.push(format!("{}   (adds it)", option("new")));
        }
        answers.push(format!("{}   (leaves it out)", option("")));
    }
    (sentence, answers)
}

/// Returns the columns whose values are lost, a line for each.
pub fn unused_columns(plan: &ImportPlan) -> String {
    let is_lost = |column: &&ColumnUse| {
        column.field.is_none() && (column.reason.is_empty() || column.reason.starts_with("column"))
    };
    let line = |column: &ColumnUse| {
        let (letters, heading) = (column.letters(), &column.heading);
        let reason = match &*column.reason {
            "" => String::new(),
            reason => format!(": {reason}"),
        };
        format!("column {letters} ({heading}) is not used{reason}\n")
    };
    plan.columns.iter().filter(is_lost).map(line).collect()
}

/// Returns the open questions with their options, below a heading; nothing without any.
pub fn question_list(plan: &ImportPlan) -> String {
    let mut text = String::new();
    if plan.questions.is_empty() {
        return text;
    }
    let _ = writeln!(
        text,
        "\nQuestions ({}); each is answered by one of its options",
        plan.questions.len()
    );
    for question in plan.questions.iter().take(MAX_SHOWN_QUESTIONS) {
        let (sentence, answers) = question_lines(question);
        let _ = writeln!(text, "  {sentence}");
        for answer in answers {
            let _ = writeln!(text, "      {answer}");
        }
    }
    write_more(&mut text, plan.questions.len(), MAX_SHOWN_QUESTIONS);
    sanitize_lines(&text)
}

/// Returns the answers that are assumed, as lines below a heading; nothing without any.
pub fn assumption_lines(plan: &ImportPlan) -> String {
    let mut text = String::new();
    if plan.assumed.is_empty() {
        return text;
    }
    let count = plan.assumed.len();
    let _ = writeln!(text, "\nAssumptions ({count}); --answer 'TEXT=VALUE' replaces one");
    for question in plan.assumed.iter().take(MAX_SHOWN_QUESTIONS) {
        let ValueQuestion { field, subject, .. } = question;
        let _ = write!(text, "  {field} \"{}\" ({}): ", question.text, cells(question));
        let _ = match (&question.assumed, subject) {
            (Some(ValueAnswer::New(id)), QuestionSubject::Record(kind)) => {
                writeln!(text, "adds {}", RecordPath::for_record(*kind, id))
            }
            (Some(ValueAnswer::New(value) | ValueAnswer::Value(value)), _) => {
                writeln!(text, "{value}")
            }
            _ => writeln!(text, "left out"),
        };
    }
    write_more(&mut text, count, MAX_SHOWN_QUESTIONS);
    sanitize_lines(&text)
}

/// Returns the cells of a question.
fn cells(question: &ValueQuestion) -> String {
    match question.count {
        1 => question.first_cell.clone(),
        count => format!("{count} cells, first {}", question.first_cell),
    }
}

fn write_problems(text: &mut String, plan: &ImportPlan) {
    if plan.problems.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nProblems ({})", plan.problems.len());
    for problem in plan.problems.iter().take(MAX_SHOWN_PROBLEMS) {
        let _ = writeln!(text, "  {problem}");
    }
    write_more(text, plan.problems.len(), MAX_SHOWN_PROBLEMS);
}

fn write_more(text: &mut String, count: usize, shown: usize) {
    if count > shown {
        let _ = writeln!(text, "  and {} more", count - shown);
    }
}

fn write_records(text: &mut String, data: &Dataset, plan: &ImportPlan) {
    let is_shown = |row: &&PlannedRow| matches!(row.state, RowState::New | RowState::Changed);
    let mut rows = plan.rows.iter().filter(is_shown).peekable();
    if rows.peek().is_none() {
        return;
    }
    text.push_str("\nFirst records\n");
    for row in rows.take(MAX_SHOWN_RECORDS) {
        let state = if row.state == RowState::New { "new" } else { "changed" };
        let _ = writeln!(text, "  {} (row {}, {state})", plan.path(row), row.row);
        for change in row_changes(data, plan, row) {
            let value = |text: &Option<String>, other: &str| {
                let text = text.as_ref().map(|text| named(data, plan.kind, &change.field, text));
                let text = text.unwrap_or_else(|| other.to_string());
                truncate(&sanitize(&text), MAX_VALUE_WIDTH)
            };
            let new = value(&change.new, "taken away");
            let old = match row.state {
                RowState::Changed => format!("{} → ", value(&change.old, "not stated")),
                _ => String::new(),
            };
            let _ = writeln!(text, "      {}: {old}{new}", change.field);
        }
    }
}

/// Returns the value of a field with the names of records in place of their ids.
fn named(data: &Dataset, kind: KindId, field: &str, text: &str) -> String {
    let field_type = find_field(kind, field).map(|field| &field.field_type);
    let Some(FieldType::Link(kind) | FieldType::Links(kind)) = field_type else {
        return text.to_string();
    };
    let name = |id: &str| match data.find(*kind, id) {
        Some(record) => data.short_label(record).into_owned(),
        None => id.to_string(),
    };
    text.split(", ").map(name).collect::<Vec<_>>().join(", ")
}

/// Returns a text of several lines without control characters.
fn sanitize_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", sanitize(line))).collect()
}
