//! The values of a cell, as a filter names them and as people read them.

use super::{CellValue, ListDef, QueryContext, RecordLink};
use crate::model::KindId;
use crate::store::RecordRef;

/// One of the values of a cell.
pub struct FilterableValue<'a> {
    /// The value as a filter names it.
    pub filter_text: String,
    /// The value as people read it.
    pub label: String,
    pub value: CellValue<'a>,
}

impl<'a> FilterableValue<'a> {
    /// Returns a value that a filter names as people read it.
    fn new(value: CellValue<'a>) -> FilterableValue<'a> {
        let text = value.display();
        FilterableValue { filter_text: text.clone(), label: text, value }
    }
}

/// Returns the values that a row has in a column. Dates and empty cells have none.
pub fn values<'a>(
    list: &ListDef,
    ctx: &QueryContext<'a>,
    column: usize,
    row: RecordRef,
) -> Vec<FilterableValue<'a>> {
    match list.column_at(column).value(ctx, row) {
        CellValue::Links(links) => {
            let to_value = |link: RecordLink<'a>| FilterableValue {
                filter_text: link.id.into(),
                label: link_label(ctx, &link),
                value: CellValue::Links(vec![link]),
            };
            links.into_iter().map(to_value).collect()
        }
        CellValue::Text(text) if text.is_empty() => Vec::new(),
        CellValue::Money(money) => vec![FilterableValue::new(money.display().into())],
        value @ (CellValue::Text(_) | CellValue::Number(_)) => vec![FilterableValue::new(value)],
        CellValue::Words(words) => {
            words.into_iter().map(|word| FilterableValue::new(CellValue::Text(word))).collect()
        }
        CellValue::Date(_) | CellValue::Empty => Vec::new(),
    }
}

/// Returns the label of a link among those of all rows: objectives of several phases share their
/// names.
fn link_label(ctx: &QueryContext, link: &RecordLink) -> String {
    match ctx.data.objectives().get(link.id).filter(|_| link.kind == KindId::Objectives) {
        Some(objective) => {
            let label = objective.numbered(&link.label);
            match ctx.data.phase_label_of(objective) {
                Some(phase) => format!("{label}, {phase}"),
                None => label,
            }
        }
        None => link.label.to_string(),
    }
}
