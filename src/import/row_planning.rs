//! Plans what becomes of each row: new, changed, the same, or left out.

use super::field_merge::changes_nothing;
use super::planned_row::{PlannedRow, RowState};
use super::row_reading::{Continuation, RowOutcome, RowReader};
use super::sheet::SheetRow;
use crate::model::KindId;
use crate::model::text::sanitize;
use crate::store::Dataset;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// A row to which those below may add.
struct OpenRow {
    number: u32,
    last_number: u32,
    outcome: RowOutcome,
}

/// Reads rows, and compares each record with the one that there is.
pub(super) fn plan_rows<'s>(
    reader: &mut RowReader,
    rows: impl Iterator<Item = &'s SheetRow>,
) -> Vec<PlannedRow> {
    let mut planned = Vec::new();
    let mut open: Option<OpenRow> = None;
    for row in rows {
        match reader.read(row) {
            RowOutcome::PassedOver => {}
            RowOutcome::Continues(more) => {
                if let Some(open) = &mut open {
                    open.last_number = row.number;
                    open.outcome = continued(reader, row.number, &mut open.outcome, *more);
                }
            }
            outcome => {
                let next = OpenRow { number: row.number, last_number: row.number, outcome };
                finish(reader, open.replace(next), &mut planned);
            }
        }
    }
    finish(reader, open, &mut planned);
    planned
}

/// Adds what a row says to the record of the row above.
fn continued(
    reader: &mut RowReader,
    row: u32,
    outcome: &mut RowOutcome,
    more: Continuation,
) -> RowOutcome {
    match std::mem::replace(outcome, RowOutcome::PassedOver) {
        RowOutcome::Records(_) | RowOutcome::Waits if !more.faults.is_empty() => {
            RowOutcome::LeftOut(more.faults.join("; "))
        }
        RowOutcome::Records(_) if more.waits => RowOutcome::Waits,
        RowOutcome::Records(mut records) => {
            for (_, fields) in &mut records {
                let passed_over = add_fields(fields, &more.fields);
                if !passed_over.is_empty() {
                    let names = passed_over.join(", ");
                    let reason = "continues the row above, which has another value";
                    reader.add_problem(format!(
                        "{}:{row}: the row {reason}: {names}; it is passed over",
                        reader.file
                    ));
                }
            }
            RowOutcome::Records(records)
        }
        other => other,
    }
}

/// Adds values to a record: lists grow, other fields are set where they were blank. Returns the
/// fields that have another value.
fn add_fields(fields: &mut Map<String, Value>, more: &Map<String, Value>) -> Vec<String> {
    let mut passed_over = Vec::new();
    for (field, value) in more {
        match (fields.get_mut(field), value) {
            (None, value) => {
                fields.insert(field.clone(), value.clone());
            }
            (Some(Value::Array(list)), Value::Array(added)) => {
                for one in added.iter().filter(|one| !one.is_null()) {
                    if !list.contains(one) {
                        list.push(one.clone());
                    }
                }
            }
            (Some(own), value) if own != value => passed_over.push(field.clone()),
            _ => {}
        }
    }
    passed_over
}

fn finish(reader: &mut RowReader, open: Option<OpenRow>, planned: &mut Vec<PlannedRow>) {
    let Some(OpenRow { number, last_number, outcome }) = open else { return };
    let first = planned.len();
    // the reading of a row tells its own faults
    let is_read = matches!(outcome, RowOutcome::Records(_));
    match outcome {
        RowOutcome::Records(records) => {
            let (data, kind) = (reader.ctx.data, reader.matched.kind);
            let plan = |(id, fields)| self::planned(data, kind, number, id, fields);
            planned.extend(records.into_iter().map(plan));
        }
        RowOutcome::LeftOut(reason) => planned.push(left_out(number, RowState::LeftOut(reason))),
        RowOutcome::Waits => planned.push(left_out(number, RowState::Waits)),
        RowOutcome::Continues(_) | RowOutcome::PassedOver => {}
    }
    for row in &mut planned[first..] {
        row.last_row = last_number;
        if let (RowState::LeftOut(reason), true) = (&row.state, is_read) {
            let problem = format!("{}:{number}: {reason}; the row is left out", reader.file);
            reader.add_problem(problem);
        }
    }
}

fn left_out(row: u32, state: RowState) -> PlannedRow {
    PlannedRow { row, last_row: row, id: String::new(), state, fields: "".into() }
}

/// Compares the fields of a row with the record that there is.
fn planned(
    data: &Dataset,
    kind: KindId,
    row: u32,
    id: String,
    fields: Map<String, Value>,
) -> PlannedRow {
    let state = match data.find(kind, &id) {
        None => {
            let needed = kind.needed_fields().iter();
            let missing: Vec<&str> = needed
                .copied()
                .filter(|field| fields.get(*field).is_none_or(Value::is_null))
                .collect();
            if !missing.is_empty() {
                let reason = format!("the row has no {}", missing.join(" and no "));
                return left_out(row, RowState::LeftOut(reason));
            }
            RowState::New
        }
        Some(record) => {
            let own = data.value(record);
            let mut same =
                fields.iter().map(|(field, value)| changes_nothing(own.get(field), value));
            if same.all(|is_same| is_same) { RowState::Same } else { RowState::Changed }
        }
    };
    let fields = serde_json::to_string(&fields).unwrap_or_default().into();
    PlannedRow { row, last_row: row, id, state, fields }
}

/// Refuses rows with the same id and different contents. Of equal ones the first stays; returns the
/// number of the others. Without a key, names of one id differ in case and signs only.
pub(super) fn refuse_doubles(
    file: &str,
    has_key: bool,
    rows: &mut Vec<PlannedRow>,
    problems: &mut Vec<String>,
) -> usize {
    let mut first_by_id: HashMap<String, usize> = HashMap::new();
    let mut repeated = HashSet::new();
    for index in 0..rows.len() {
        if !rows[index].is_imported() {
            continue;
        }
        let Some(first) = first_by_id.get(&rows[index].id).copied() else {
            first_by_id.insert(rows[index].id.clone(), index);
            continue;
        };
        let is_same_but_name =
            || !has_key && without_names(&rows[first]) == without_names(&rows[index]);
        if rows[first].fields == rows[index].fields || is_same_but_name() {
            repeated.insert(index);
            continue;
        }
        let (id, one, other) = (&rows[index].id, rows[first].row, rows[index].row);
        let reason = format!("rows {one} and {other} are both \"{id}\" and differ");
        let reason = sanitize(&reason).into_owned();
        if rows[first].is_imported() {
            problems.push(format!("{file}:{one}: {reason}; both are left out"));
        }
        problems.push(format!("{file}:{other}: {reason}; the row is left out"));
        rows[first].state = RowState::LeftOut(reason.clone());
        rows[index].state = RowState::LeftOut(reason);
    }
    let mut index = 0;
    rows.retain(|_| {
        index += 1;
        !repeated.contains(&(index - 1))
    });
    repeated.len()
}

fn without_names(row: &PlannedRow) -> Map<String, Value> {
    let mut fields = row.fields();
    fields.retain(|field, _| !matches!(&**field, "title" | "name"));
    fields
}
