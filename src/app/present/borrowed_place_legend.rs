//! Explains the sign of a place that no source states for its event.

use crate::detail::PaneContent;
use crate::model::{BORROWED_PLACE_LEGEND, Event, RecordPath};
use crate::store::Dataset;

/// Returns the legend of borrowed places if a cell of the content shows one.
pub(super) fn borrowed_place_legend(data: &Dataset, content: &PaneContent) -> Option<&'static str> {
    let (PaneContent::Rows(table, _) | PaneContent::Picture(table)) = content else {
        return None;
    };
    let column_of = |key: &str| table.headers.iter().position(|header| header.key == key);
    let place = column_of("place").filter(|column| table.headers[*column].visible)?;
    let path = column_of("record")?;
    let is_borrowed = |row: usize| {
        let path = RecordPath::new((table.cell)(row, path).display());
        let event = data.record_at(&path).and_then(|record| data.get::<Event>(record));
        event.is_some_and(|event| {
            event.placed_by.is_some()
                && event.place_text().is_some_and(|text| (table.cell)(row, place).display() == text)
        })
    };
    (0..table.len).any(is_borrowed).then_some(BORROWED_PLACE_LEGEND)
}
