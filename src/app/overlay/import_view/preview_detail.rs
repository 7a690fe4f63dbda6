//! The preview of an import: each record that changes, with its values before and after.

use crate::detail::{Detail, StyleRole, TextFragment};
use crate::import::{FieldChange, ImportPlan, PlannedRow, RowState, counts, row_changes};
use crate::model::text::{sanitize, truncate};
use crate::store::Dataset;

/// So many records of a state are shown, and so many problems.
const MAX_SHOWN: usize = 100;
/// The longest value that is shown, in cells.
const MAX_VALUE_WIDTH: u16 = 300;

/// Returns the preview: counts, problems, changed records, new ones, and what is left out.
pub(super) fn preview_detail(data: &Dataset, plan: &ImportPlan) -> Detail {
    let mut detail = Detail {
        heading: counts(plan).trim_end().to_string(),
        subtitle: sanitize(&origin(plan)).into_owned(),
        entries: Vec::new(),
    };
    let remarks: Vec<&str> = plan.remarks.iter().map(String::as_str).collect();
    push_lines(&mut detail, "Remarks", &remarks);
    let problems: Vec<&str> = plan.problems.iter().map(String::as_str).collect();
    push_lines(&mut detail, "Problems", &problems);
    push_rows(&mut detail, data, plan, RowState::Changed, "Changed");
    push_vanished(&mut detail, plan);
    push_rows(&mut detail, data, plan, RowState::New, "New");
    push_left_out(&mut detail, plan);
    push_new_records(&mut detail, plan);
    detail
}

/// Returns the file, its format and the row of its headings.
fn origin(plan: &ImportPlan) -> String {
    let sheet = plan.sheet.as_ref().map(|sheet| format!(", sheet \"{sheet}\""));
    let sheet = sheet.unwrap_or_default();
    format!("{}: {}{sheet}; headings in row {}", plan.file, plan.format, plan.header_row)
}

fn push_rows(detail: &mut Detail, data: &Dataset, plan: &ImportPlan, state: RowState, title: &str) {
    let rows = || plan.rows.iter().filter(|row| row.state == state);
    for row in rows().take(MAX_SHOWN) {
        detail.push_heading(&format!("{title}: {}, row {}", plan.path(row), row.row));
        push_row(detail, data, plan, row);
    }
    push_more(detail, rows().count());
}

fn push_row(detail: &mut Detail, data: &Dataset, plan: &ImportPlan, row: &PlannedRow) {
    for FieldChange { field, old, new } in row_changes(data, plan, row) {
        let shown = |text: String| truncate(&sanitize(&text), MAX_VALUE_WIDTH);
        let new = new.map_or_else(|| "taken away".into(), shown);
        let text = match old {
            Some(old) => format!("{} → {new}", shown(old)),
            None => new,
        };
        let value = TextFragment { role: StyleRole::Changed, ..TextFragment::plain(text) };
        detail.push_field(&field, vec![value]);
    }
}

fn push_vanished(detail: &mut Detail, plan: &ImportPlan) {
    let paths = plan.vanished.iter().map(|id| format!("{}/{id}", plan.kind));
    let paths: Vec<String> = paths.collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    push_lines(detail, "Vanished: in the earlier import, not in this file; they stay", &paths);
}

fn push_left_out(detail: &mut Detail, plan: &ImportPlan) {
    let reason = |row: &PlannedRow| match &row.state {
        RowState::LeftOut(reason) => Some(format!("row {}: {reason}", row.row)),
        RowState::Waits => Some(format!("row {} waits for an answer", row.row)),
        _ => None,
    };
    let lines: Vec<String> = plan.rows.iter().filter_map(reason).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    push_lines(detail, "Left out", &lines);
}

fn push_new_records(detail: &mut Detail, plan: &ImportPlan) {
    let added = plan.new_records.iter().filter(|((kind, _), _)| *kind != plan.kind);
    let lines: Vec<String> =
        added.map(|((kind, id), name)| format!("{kind}/{id}: {name}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    push_lines(detail, "Added by answers", &lines);
}

/// Adds a group of lines, of which the first are shown.
fn push_lines(detail: &mut Detail, title: &str, lines: &[&str]) {
    if lines.is_empty() {
        return;
    }
    match title.split_once(':') {
        Some((title, rest)) => detail.push_heading(&format!("{title} {}:{rest}", lines.len())),
        None => detail.push_heading(&format!("{title} {}", lines.len())),
    }
    for line in lines.iter().take(MAX_SHOWN) {
        detail.push_item(vec![TextFragment::plain(sanitize(line))]);
    }
    push_more(detail, lines.len());
}

fn push_more(detail: &mut Detail, count: usize) {
    if count > MAX_SHOWN {
        detail.push_item(vec![TextFragment::dim(format!("and {} more", count - MAX_SHOWN))]);
    }
}

/// Returns a report of lines: those that are not indented are headings.
pub(super) fn report_detail(title: &str, report: &str) -> Detail {
    let mut detail = Detail { heading: sanitize(title).into_owned(), ..Detail::default() };
    for line in report.lines().filter(|line| !line.trim().is_empty()) {
        match line.strip_prefix(' ') {
            Some(item) => detail.push_item(vec![TextFragment::plain(sanitize(item.trim()))]),
            None => detail.push_heading(&sanitize(line)),
        }
    }
    detail
}
