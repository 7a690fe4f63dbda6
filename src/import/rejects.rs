//! The rows that were left out, with the reason for each, as a file to mend and import again.

use super::heading_table::REASON_HEADING;
use super::import_plan::ImportPlan;
use super::planned_row::RowState;
use super::sheet::{SheetFile, SheetRow};
use crate::export::spreadsheet_text;
use crate::model::text::BYTE_ORDER_MARK;
use csv::{Terminator, WriterBuilder};

/// Returns the rows that were left out, with the separator of their file; `None` if all rows are
/// imported.
pub fn rejects_text(plan: &ImportPlan, file: &SheetFile) -> Option<String> {
    if plan.left_out() == 0 {
        return None;
    }
    let sheet = file.sheets.get(plan.sheet_index)?;
    let mut out = WriterBuilder::new()
        .delimiter(file.separator.unwrap_or(b','))
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let width = plan.headings.len();
    let headings = plan.headings.iter().map(String::as_str).chain([REASON_HEADING]);
    // writing into memory cannot fail
    let _ = out.write_record(headings);
    let mut rows = sheet.rows.iter().peekable();
    for planned in plan.rows.iter().filter(|row| !row.is_imported()) {
        let Some(row) = rows.find(|row| row.number == planned.row) else { continue };
        let reason = match &planned.state {
            RowState::LeftOut(reason) => reason,
            _ => "a question about a value is not answered",
        };
        let mut write = |row: &SheetRow, reason: &str| {
            let cells = (0..width).map(|column| spreadsheet_text(&row.cell(column).text()));
            let _ = out.write_record(cells.chain([reason.to_string()]));
        };
        write(row, reason);
        // the rows that add to it come with it
        while let Some(row) = rows.next_if(|row| row.number <= planned.last_row) {
            write(row, "");
        }
    }
    let bytes = out.into_inner().ok()?;
    Some(format!("{BYTE_ORDER_MARK}{}", String::from_utf8(bytes).ok()?))
}
