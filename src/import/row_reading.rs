//! Reads a row as the fields of a record.

use super::cell_dates::{DateReading, read_date};
use super::cell_numbers::currency_in;
use super::cell_text::clean;
use super::cell_values::{CellContext, CellOutcome, CellReader};
use super::column_matching::{ColumnMatch, ColumnTarget, MatchedColumn, known_field};
use super::column_notations::ColumnNotation;
use super::field_types::{FieldType, ImportField};
use super::heading_target::DatePart;
use super::record_identity::{id_of_key, id_of_path, id_of_values};
use super::sheet::{SheetCell, SheetRow, cell_name};
use super::split_date::SplitDate;
use super::template::EXAMPLE_KEY;
use crate::error::Result;
use crate::model::KindId;
use crate::query::QueryContext;
use crate::store::RecordRef;
use serde_json::{Map, Value};

/// The most problems that are kept; further ones are counted.
const MAX_PROBLEMS: usize = 1000;

/// The outcome of reading a row.
pub(super) enum RowOutcome {
    /// The id and the fields of the record.
    Fields(String, Map<String, Value>),
    LeftOut(String),
    Waits,
    /// The row that a template shows as an example.
    Example,
}

/// Reads the rows of a sheet.
pub(super) struct RowReader<'r, 'a> {
    pub(super) ctx: &'r QueryContext<'a>,
    file: &'r str,
    matched: &'r ColumnMatch,
    settings: &'r [ColumnNotation],
    pub(super) cells: &'r mut CellReader<'a>,
    /// The currencies that the headings name, by column.
    currencies: Vec<Option<String>>,
    /// Values that all rows get.
    constants: Vec<(&'static ImportField, String)>,
    problems: Vec<String>,
    more_problems: usize,
    times: u32,
    /// Changed cells in columns that gloact computes.
    pub(super) computed: u32,
}

/// The state of a row while its cells are read.
#[derive(Default)]
pub(super) struct ReadRow {
    pub(super) fields: Map<String, Value>,
    date: SplitDate,
    record: Option<Result<String, String>>,
    key: Option<String>,
    phase: Option<String>,
    phase_waits: bool,
    faults: Vec<String>,
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
        let set = cells.answers.set.iter();
        let constants =
            set.map(|(path, text)| Ok((known_field(matched.kind, path)?, text.clone())));
        let constants = constants.collect::<Result<Vec<_>>>()?;
        Ok(RowReader {
            ctx,
            file,
            matched,
            settings,
            currencies: currencies.collect(),
            constants,
            cells,
            problems: Vec::new(),
            more_problems: 0,
            times: 0,
            computed: 0,
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
            let what = "cells were changed in columns that gloact computes; they are passed over";
            remarks.push(format!("{} {what}", self.computed));
        }
        (self.problems, remarks)
    }

    /// Reads a row.
    pub(super) fn read(&mut self, row: &SheetRow) -> RowOutcome {
        let mut state = ReadRow::default();
        self.read_constants(row, &mut state);
        self.read_identity(row, &mut state);
        if state.key.as_deref() == Some(EXAMPLE_KEY) {
            return RowOutcome::Example;
        }
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
        self.finish_date(row, &mut state);
        self.finish_money(&mut state);
        self.finish(row, state)
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
            (None, None) => id_of_values(self.ctx.data, self.matched.kind, &state.fields),
        };
        if let Err(reason) = &id {
            self.add_problem(format!("{}:{}: {reason}", self.file, row.number));
            state.faults.push(reason.clone());
        }
        match id {
            Ok(id) if state.faults.is_empty() && !state.waits => {
                RowOutcome::Fields(id, state.fields)
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
                self.take(field, outcome, &place, state);
            }
            ColumnTarget::Date(field, part) => {
                let place = name();
                state.date.field = Some(field);
                self.read_date_part(field, *part, cell, ctx(&place), state);
            }
            ColumnTarget::Exported(exported) => {
                let place = name();
                self.read_exported(*exported, cell, existing, ctx(&place), state);
            }
            ColumnTarget::Record | ColumnTarget::Key | ColumnTarget::Unused(_) => {}
        }
    }

    fn read_date_part(
        &mut self,
        field: &'static ImportField,
        part: DatePart,
        cell: SheetCell,
        ctx: CellContext,
        state: &mut ReadRow,
    ) {
        let text = clean(&cell.text());
        match part {
            DatePart::Month => state.date.month = Some(text),
            DatePart::Year => state.date.year = Some(text),
            DatePart::Start | DatePart::End => {
                match self.cells.read_date_cell(field, cell, ctx) {
                    CellOutcome::Value(Value::String(date)) => match part {
                        DatePart::Start => state.date.start = Some(date),
                        _ => state.date.end = Some(date),
                    },
                    // an end that is not known yet leaves the start
                    CellOutcome::Fault(_)
                        if part == DatePart::End
                            && read_date(&text, None) == DateReading::Unknown => {}
                    other => self.take(field, other, ctx.cell, state),
                }
            }
        }
    }

    /// Puts the parts of the date together.
    fn finish_date(&mut self, row: &SheetRow, state: &mut ReadRow) {
        let Some(field) = state.date.field else { return };
        if let Some(Value::String(date)) = state.fields.get(field.top()) {
            state.date.start = Some(date.clone());
        }
        match state.date.whole() {
            Ok(None) => {}
            Ok(Some(date)) => {
                state.fields.insert(field.path.clone(), date.into());
            }
            Err(reason) => self.fault(row, &reason, state),
        }
    }

    /// Leaves out a row whose amount has no currency.
    fn finish_money(&mut self, state: &mut ReadRow) {
        for field in super::field_types::import_fields(self.matched.kind) {
            if field.field_type != FieldType::Money {
                continue;
            }
            let Some(Value::Object(money)) = state.fields.get(&field.path) else { continue };
            let is_whole = money.contains_key("amount") && money.contains_key("currency");
            let is_lone_currency = !money.contains_key("amount");
            if is_lone_currency {
                state.fields.shift_remove(&field.path);
            } else if !is_whole {
                let reason = format!(
                    "the amount has no currency: --set {}/currency=EUR gives all rows one",
                    field.path
                );
                self.add_problem(format!("{}: {reason}", self.file));
                state.faults.push(reason);
            }
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

    fn fault(&mut self, row: &SheetRow, reason: &str, state: &mut ReadRow) {
        self.add_problem(format!("{}:{}: {reason}; the row is left out", self.file, row.number));
        state.faults.push(reason.to_string());
    }

    fn add_problem(&mut self, problem: String) {
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

/// Sets a field, or a value inside one; several columns of a list add to it.
fn set_value(fields: &mut Map<String, Value>, field: &ImportField, value: Value) {
    match (field.key(), fields.get_mut(field.top())) {
        (Some(key), Some(Value::Object(members))) => {
            members.insert(key.to_string(), value);
        }
        (Some(key), _) => {
            let members = [(key.to_string(), value)].into_iter().collect();
            fields.insert(field.top().to_string(), Value::Object(members));
        }
        (None, Some(Value::Array(list))) if value.is_array() => {
            for one in value.as_array().into_iter().flatten() {
                if !list.contains(one) {
                    list.push(one.clone());
                }
            }
        }
        // a currency beside the amount stays
        (None, Some(Value::Object(members))) if value.is_object() => {
            for (key, one) in value.as_object().into_iter().flatten() {
                members.insert(key.clone(), one.clone());
            }
        }
        (None, _) => {
            fields.insert(field.path.clone(), value);
        }
    }
}
