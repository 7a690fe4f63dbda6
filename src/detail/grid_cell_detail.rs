//! Describes a cell of a grid, or all cells of a row or a column, with the records behind them.

use super::Detail;
use super::backlinks::event_bounds;
use super::entry::TextFragment;
use crate::model::{
    Agency, Contact, Document, Engagement, KindId, NOT_STATED, RecordPath, Text, field_heading,
};
use crate::query::QueryContext;
use crate::query::pivot::grid::{AxisItem, CellContent, Grid, GridCell, GridQuery};
use crate::query::pivot::money_grid::included_lines;
use crate::store::RecordRef;
use crate::store::budget_totals::BudgetMeasure;
use std::collections::BTreeSet;

/// Describes the cells in a row and a column; `None` means all rows or all columns.
pub fn detail(
    grid: &Grid,
    ctx: &QueryContext,
    query: &GridQuery,
    row: Option<usize>,
    column: Option<usize>,
) -> Detail {
    let data = ctx.data;
    let row_item = row.and_then(|row| grid.rows.get(row));
    let column_item = column.and_then(|column| grid.columns.get(column));
    let items: Vec<&AxisItem> = row_item.into_iter().chain(column_item).collect();
    let cells = select_cells(grid, row, column);

    let titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
    let heading = if titles.is_empty() { "All".to_string() } else { titles.join(" × ") };
    let phase = match &query.phase {
        Some(phase) => data.short_label_of(KindId::Phases, phase),
        None => "all phases".into(),
    };
    let subtitle = format!("{} × {} · {phase}", query.rows.name(), query.columns.name());
    let mut detail = Detail::new(heading, subtitle);

    if let Some(money) = &grid.money {
        push_money(&mut detail, ctx, money.measure, &cells);
    } else if let [cell] = cells[..] {
        let words = match cell.content {
            CellContent::OthersNamed => CellContent::others_named(data.has_sources()).into(),
            content => content.display(),
        };
        detail.push_field("Role", vec![TextFragment::plain(words)]);
    }
    for row in items.iter().filter_map(|item| item.row) {
        let link = TextFragment::link(data.title(row), data.path(row));
        detail.push_field(&field_heading(row.kind.singular()), vec![link]);
    }
    push_donors(&mut detail, ctx, &cells);
    push_engagements(&mut detail, ctx, &cells);
    let events: BTreeSet<RecordRef> = cells.iter().flat_map(|cell| &cell.events).copied().collect();
    let mut events: Vec<RecordRef> = events.into_iter().collect();
    events.sort_by_key(|row| event_bounds(ctx, *row));
    detail.push_records(ctx, "Events", &events);
    for row in items.iter().filter_map(|item| item.row) {
        if let Some(agency) = data.get::<Agency>(row) {
            push_agency(&mut detail, ctx, query, data.id(row), agency);
        }
    }
    detail
}

/// Adds the sum of the budget lines of some cells, and the lines.
fn push_money(
    detail: &mut Detail,
    ctx: &QueryContext,
    measure: BudgetMeasure,
    cells: &[&GridCell],
) {
    let lines: BTreeSet<RecordRef> = cells.iter().flat_map(|cell| &cell.lines).copied().collect();
    let lines: Vec<RecordRef> = lines.into_iter().collect();
    let totals = ctx.data.budget_totals(&lines);
    let title = field_heading(measure.name());
    let sum = if totals.is_empty() { NOT_STATED.into() } else { totals.display() };
    detail.push_field(&title, vec![TextFragment::plain(sum)]);
    let count = included_lines(ctx, cells);
    if count > 0 {
        let verb = if count == 1 { "is part of another" } else { "are part of others" };
        let text = format!("{count} of these lines {verb} and not added");
        detail.push_item(vec![TextFragment::dim(text)]);
    }
    detail.push_records(ctx, "Budget lines", &lines);
}

fn select_cells(grid: &Grid, row: Option<usize>, column: Option<usize>) -> Vec<&GridCell> {
    let mut selected = Vec::new();
    for (row_index, cells) in grid.cells.iter().enumerate() {
        for (column_index, cell) in cells.iter().enumerate() {
            if row.is_none_or(|row| row == row_index)
                && column.is_none_or(|column| column == column_index)
            {
                selected.push(cell);
            }
        }
    }
    selected
}

/// Adds the phases whose lists of donors name the agency.
fn push_donors(detail: &mut Detail, ctx: &QueryContext, cells: &[&GridCell]) {
    let paths: BTreeSet<&str> =
        cells.iter().flat_map(|cell| &cell.donors).map(RecordPath::as_str).collect();
    for (index, path) in paths.into_iter().map(RecordPath::new).enumerate() {
        let phase = path.id().unwrap_or_default();
        let label = ctx.data.short_label_of(KindId::Phases, phase).into_owned();
        let title = if index == 0 { "Donor of" } else { "" };
        detail.push_field(title, vec![TextFragment::link(label, path)]);
    }
}

/// Adds the engagements with their work.
fn push_engagements(detail: &mut Detail, ctx: &QueryContext, cells: &[&GridCell]) {
    let data = ctx.data;
    let rows: BTreeSet<RecordRef> =
        cells.iter().flat_map(|cell| &cell.engagements).copied().collect();
    match rows.len() {
        0 => return,
        1 => detail.push_heading("Engagement"),
        count => detail.push_heading(&format!("Engagements {count}")),
    }
    for row in rows {
        let Some(engagement) = data.get::<Engagement>(row) else { continue };
        let link = TextFragment::link(data.title(row), data.path(row));
        detail.push_item(vec![link, TextFragment::dim(engagement.role_text())]);
        for text in engagement.work.iter().chain(&engagement.strands) {
            detail.push_item(vec![TextFragment::plain(&**text)]);
        }
        let country_link = |id: &Text| {
            let label = data.short_label_of(KindId::Countries, id).into_owned();
            TextFragment::link(label, RecordPath::for_record(KindId::Countries, id))
        };
        let countries: Vec<TextFragment> = engagement.countries.iter().map(country_link).collect();
        if !countries.is_empty() {
            detail.push_item(countries);
        }
        if let Some(origin) = &engagement.countries_by {
            detail.push_item(vec![TextFragment::dim(format!("({origin})"))]);
        }
    }
}

/// Adds the contacts and documents of an agency, limited to the phase of the query. They belong to
/// the agency, not to the cell, and the headings say so.
fn push_agency(
    detail: &mut Detail,
    ctx: &QueryContext,
    query: &GridQuery,
    id: &str,
    agency: &Agency,
) {
    let data = ctx.data;
    let is_in_phase = |record_phase: &Option<Text>| match (&query.phase, record_phase) {
        (Some(phase), Some(record_phase)) => **record_phase == **phase,
        _ => true,
    };
    let has_contact =
        |contact: &Contact| contact.agency.as_deref() == Some(id) && is_in_phase(&contact.phase);
    let has_document = |document: &Document| {
        document.agencies.iter().any(|agency| **agency == *id) && is_in_phase(&document.phase)
    };
    let contacts: Vec<RecordRef> = data
        .records(KindId::Contacts)
        .filter(|row| data.get(*row).is_some_and(has_contact))
        .collect();
    let documents: Vec<RecordRef> = data
        .records(KindId::Documents)
        .filter(|row| data.get(*row).is_some_and(has_document))
        .collect();
    let scope = if query.phase.is_some() { " in this phase" } else { "" };
    detail.push_records(ctx, &format!("Contacts of {}{scope}:", agency.name), &contacts);
    detail.push_records(ctx, &format!("Documents of {}{scope}:", agency.name), &documents);
}
