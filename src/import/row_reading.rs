//! Reads a row as the fields of a record.

use super::cell_numbers::{currency_in, split_currency};
use super::cell_text::clean;
use super::cell_values::{CellContext, CellOutcome, CellReader};
use super::column_matching::{ColumnMatch, ColumnTarget, MatchedColumn, known_field};
use super::column_notations::ColumnNotation;
use super::constant_values::check_constant;
use super::field_merge::set_value;
use super::field_types::{FieldType, ImportField, find_field};
use super::record_identity::{id_of_key, id_of_path, id_of_values};
use super::sheet::{SheetCell, SheetRow, cell_name};
use super::split_date::SplitDate;
use super::template::EXAMPLE_KEY;
use super::year_amounts::{YearAmount, passed_over, records_of_years};
use crate::error::Result;
use crate::model::KindId;
use crate::query::QueryContext;
use crate::store::RecordRef;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The most problems that are kept; further ones are counted.
const MAX_PROBLEMS: usize = 1000;

/// The outcome of reading a row.
pub(super) enum RowOutcome {
    /// The ids and the fields of the records.
    Records(Vec<(String, Map<String, Value>)>),
    LeftOut(String),
    Waits,
    /// The row adds values to the record of the row above, whose key it leaves blank.
    Continues(Box<Continuation>),
    /// The example of a template, a total, or a row without amounts.
    PassedOver,
}

/// The values that a row adds to the record of the row above.
pub(super) struct Continuation {
    pub(super) fields: Map<String, Value>,
    pub(super) faults: Vec<String>,
    pub(super) waits: bool,
}

/// Reads the rows of a sheet.
pub(super) struct RowReader<'r, 'a> {
    pub(super) ctx: &'r QueryContext<'a>,
    pub(super) file: &'r str,
    pub(super) matched: &'r ColumnMatch,
    settings: &'r [ColumnNotation],
    pub(super) cells: &'r mut CellReader<'a>,
    /// The currencies that the headings name, by column.
    currencies: Vec<Option<String>>,
    /// The year of all rows whose date has none.
    pub(super) year: Option<String>,
    /// Values that all rows get.
    constants: Vec<(&'static ImportField, String)>,
    problems: Vec<String>,
    more_problems: usize,
    times: u32,
    /// Changed cells in columns that gloact computes.
    pub(super) computed: u32,
    /// A row had a key, which rows below may leave blank.
    has_key: bool,
    /// Ids of new records come from their short names.
    pub(super) has_short_ids: bool,
    /// The numbers of rows that say nothing of their own, by the reason.
    passed_over: BTreeMap<&'static str, u32>,
}

/// The state of a row while its cells are read.
#[derive(Default)]
pub(super) struct ReadRow {
    pub(super) fields: Map<String, Value>,
    /// Dates whose parts have columns of their own, by field.
    pub(super) dates: Vec<SplitDate>,
    record: Option<Result<String, String>>,
    key: Option<String>,
    phase: Option<String>,
    phase_waits: bool,
    /// The amounts of years, each with its currency.
    pub(super) amounts: Vec<YearAmount>,
    /// The currency of the amount, by its heading or its cell.
    pub(super) currency: Option<String>,
    pub(super) faults: Vec<String>,
    waits: bool,
}

impl<'r, 'a> RowReader<'r, 'a> {
    /// Returns a reader of rows.
    ///
    /// # Errors
    /// Fails if a value for all rows names an unknown field.
    pub(super) fn new(
        ctx: &'r QueryContext<'a>,
        file: &'r str,
        matched: &'r ColumnMatch,
        settings: &'r [ColumnNotation],
        cells: &'r mut CellReader<'a>,
    ) -> Result<Self> {
        let currencies = matched.columns.iter().map(|column| currency_in(&column.heading));
        let set = &cells.answers.set;
        let is_field = |path: &str| path != "year" || find_field(matched.kind, path).is_some();
        let constants = set
            .iter()
            .filter(|(path, _)| is_field(path))
            .map(|(path, text)| Ok((known_field(matched.kind, path)?, text.clone())));
        let constants = constants.collect::<Result<Vec<_>>>()?;
        for (field, text) in &constants {
            check_constant(ctx, cells, matched, field, text)?;
        }
        let year = set.get("year").filter(|_| find_field(matched.kind, "year").is_none());
        Ok(RowReader {
            ctx,
            file,
            matched,
            settings,
            currencies: currencies.collect(),
            year: year.cloned(),
            constants,
            cells,
            problems: Vec::new(),
            more_problems: 0,
            times: 0,
            computed: 0,
            has_key: false,
            has_short_ids: false,
            passed_over: BTreeMap::new(),
        })
    }

    /// Returns the problems and the remarks.
    pub(super) fn into_problems(mut self) -> (Vec<String>, Vec<String>) {
        if self.more_problems > 0 {
            self.problems.push(format!("and {} more problems", self.more_problems));
        }
        let mut remarks = Vec::new();
        if self.times > 0 {
            remarks.push(format!("{} dates have a time of the day, which is dropped", self.times));
        }
        if self.computed > 0 {
            let (changed, passed_over) = match self.computed {
                1 => ("cell was changed in a column", "it is"),
                _ => ("cells were changed in columns", "they are"),
            };
            let count = self.computed;
            remarks
                .push(format!("{count} {changed} that gloact computes; {passed_over} passed over"));
        }
        let passed_over = self.passed_over.iter();
        remarks
            .extend(passed_over.map(|(what, count)| format!("rows passed over: {count} {what}")));
        (self.problems, remarks)
    }

    /// Reads a row.
    pub(super) fn read(&mut self, row: &SheetRow) -> RowOutcome {
        let mut state = ReadRow::default();
        self.read_constants(row, &mut state);
        self.read_identity(row, &mut state);
        if state.key.as_deref() == Some(EXAMPLE_KEY) {
            return RowOutcome::PassedOver;
        }
        if self.matched.kind == KindId::Budgets
            && let Some(remark) = passed_over(self.matched, row)
        {
            *self.passed_over.entry(remark).or_default() += 1;
            return RowOutcome::PassedOver;
        }
        let continues = self.continues(row, &state);
        self.has_key |= state.key.is_some();
        let kind = self.matched.kind;
        let existing = state.record.as_ref().and_then(|id| id.as_ref().ok());
        let existing = existing.and_then(|id| self.ctx.data.find(kind, id));
        // the phase comes first: objectives have their numbers in it
        for (index, column) in self.matched.columns.iter().enumerate() {
            if is_phase(column) {
                self.read_column(index, column, row, existing, &mut state);
            }
        }
        for (index, column) in self.matched.columns.iter().enumerate() {
            if !is_phase(column) {
                self.read_column(index, column, row, existing, &mut state);
            }
        }
        self.finish_dates(row, &mut state);
        self.finish_money(existing, &mut state);
        if continues {
            let ReadRow { fields, faults, waits, .. } = state;
            return RowOutcome::Continues(Box::new(Continuation { fields, faults, waits }));
        }
        self.finish(row, state)
    }

    /// Returns whether a row belongs to the record above: its key and its title are blank.
    fn continues(&self, row: &SheetRow, state: &ReadRow) -> bool {
        let is_name = |column: &&MatchedColumn| match &column.target {
            ColumnTarget::Field(field) => matches!(&*field.path, "title" | "name"),
            _ => false,
        };
        let mut names = self.matched.columns.iter().filter(is_name).peekable();
        let has_name_column = names.peek().is_some();
        let is_blank = names.all(|column| row.cell(column.column).is_empty());
        self.has_key && state.key.is_none() && has_name_column && is_blank
    }

    fn finish(&mut self, row: &SheetRow, mut state: ReadRow) -> RowOutcome {
        let id = match (state.record, state.key) {
            (Some(Ok(id)), _) => Ok(id),
            (Some(Err(reason)), _) => Err(reason),
            (None, Some(key)) => match id_of_key(self.ctx.data, self.matched.kind, &key) {
                id if id.is_empty() => Err(format!("\"{key}\" is no key")),
                id => Ok(id),
            },
            // a question decides the values by which the row is named
            (None, None) if state.waits || !state.faults.is_empty() => Ok(String::new()),
            (None, None) => {
                let id = id_of_values(
                    self.ctx.data,
                    self.matched.kind,
                    &state.fields,
                    self.has_short_ids,
                );
                // the name by which a record is found is no new name of it
                let found = id.as_ref().ok();
                if found.is_some_and(|id| self.ctx.data.find(self.matched.kind, id).is_some()) {
                    state.fields.retain(|field, _| !matches!(&**field, "title" | "name"));
                }
                id
            }
        };
        if let Err(reason) = &id {
            self.add_problem(format!("{}:{}: {reason}", self.file, row.number));
            state.faults.push(reason.clone());
        }
        match id {
            Ok(id) if state.faults.is_empty() && !state.waits => {
                RowOutcome::Records(records_of_years(id, state.fields, &state.amounts))
            }
            _ if state.faults.is_empty() => RowOutcome::Waits,
            _ => RowOutcome::LeftOut(state.faults.join("; ")),
        }
    }

    fn read_constants(&mut self, row: &SheetRow, state: &mut ReadRow) {
        for (field, text) in self.constants.clone() {
            let cell = format!("row {}", row.number);
            let ctx = CellContext { cell: &cell, ..CellContext::default() };
            let value = if text.is_empty() { SheetCell::Empty } else { SheetCell::Text(&text) };
            let outcome = self.cells.read(field, value, ctx);
            self.take(field, outcome, &cell, state);
        }
        state.phase = state.fields.get("phase").and_then(Value::as_str).map(str::to_string);
    }

    /// Reads the path or the key of the record.
    fn read_identity(&mut self, row: &SheetRow, state: &mut ReadRow) {
        for column in &self.matched.columns {
            let cell = row.cell(column.column);
            if cell.is_empty() {
                continue;
            }
            match column.target {
                ColumnTarget::Record => {
                    state.record = Some(id_of_path(self.matched.kind, &cell.text()));
                }
                ColumnTarget::Key => state.key = Some(clean(&cell.text())),
                _ => {}
            }
        }
    }

    fn read_column(
        &mut self,
        index: usize,
        column: &MatchedColumn,
        row: &SheetRow,
        existing: Option<RecordRef>,
        state: &mut ReadRow,
    ) {
        let cell = row.cell(column.column);
        if let SheetCell::Day { has_time: true, .. } = cell {
            self.times += 1;
        }
        let name = || cell_name(column.column, row.number);
        let setting = &self.settings[index];
        let currency = self.currencies[index].clone();
        let (phase, phase_waits) = (state.phase.clone(), state.phase_waits);
        let ctx = |cell| CellContext {
            cell,
            order: setting.order,
            decimal: setting.decimal,
            days: setting.days,
            currency: currency.as_deref(),
            phase: phase.as_deref(),
            phase_waits,
        };
        match &column.target {
            ColumnTarget::Field(_) | ColumnTarget::Date(..) if cell.is_empty() => {}
            ColumnTarget::Field(field) => {
                let place = name();
                let outcome = self.cells.read(field, cell, ctx(&place));
                let outcome = match outcome {
                    CellOutcome::Value(Value::String(text)) if column.adds => {
                        let known = state.fields.get(field.top()).and_then(Value::as_str);
                        let whole = known.map(|known| format!("{known}; {text}"));
                        CellOutcome::Value(whole.unwrap_or(text).into())
                    }
                    other => other,
                };
                if field.path == "amount" {
                    state.currency = split_currency(&cell.text()).1.or(currency.clone());
                }
                self.take(field, outcome, &place, state);
            }
            ColumnTarget::YearAmount(_) if cell.is_empty() => {}
            ColumnTarget::YearAmount(heading) => {
                let place = name();
                self.read_year_amount(heading, cell, ctx(&place), state);
            }
            ColumnTarget::Date(field, part) => {
                let place = name();
                self.read_date_part(field, *part, cell, ctx(&place), state);
            }
            ColumnTarget::Exported(exported) => {
                let place = name();
                self.read_exported(*exported, cell, existing, ctx(&place), state);
            }
            ColumnTarget::Record | ColumnTarget::Key | ColumnTarget::Unused(_) => {}
        }
    }

    /// Takes the outcome of a cell into the record.
    pub(super) fn take(
        &mut self,
        field: &'static ImportField,
        outcome: CellOutcome,
        place: &str,
        state: &mut ReadRow,
    ) {
        match outcome {
            CellOutcome::Blank => {}
            CellOutcome::Asked => {
                state.waits = true;
                state.phase_waits |= field.field_type == FieldType::Link(KindId::Phases);
            }
            CellOutcome::Fault(reason) => {
                self.add_problem(format!("{}:{place}: {reason}; the row is left out", self.file));
                state.faults.push(format!("{place}: {reason}"));
            }
            CellOutcome::Remove if field.is_needed => {}
            CellOutcome::Remove => set_value(&mut state.fields, field, Value::Null),
            CellOutcome::Value(value) => {
                if field.field_type == FieldType::Link(KindId::Phases) {
                    state.phase = value.as_str().map(str::to_string);
                }
                set_value(&mut state.fields, field, value);
            }
        }
    }

    pub(super) fn fault(&mut self, row: &SheetRow, reason: &str, state: &mut ReadRow) {
        self.add_problem(format!("{}:{}: {reason}; the row is left out", self.file, row.number));
        state.faults.push(reason.to_string());
    }

    pub(super) fn add_problem(&mut self, problem: String) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.more_problems += 1;
        }
    }
}

fn is_phase(column: &MatchedColumn) -> bool {
    let field = match &column.target {
        ColumnTarget::Field(field) => Some(*field),
        ColumnTarget::Exported(exported) => exported.field,
        _ => None,
    };
    field.is_some_and(|field| field.field_type == FieldType::Link(KindId::Phases))
}
