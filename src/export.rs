//! Prints tables in text formats. A new format is a line of [`FORMATS`], an arm of [`print()`] and
//! a file.

mod csv;
mod export_format;
pub mod handout;
mod html;
pub mod iati;
mod ics;
mod json;
mod markdown;
mod table_rows;
mod text_table;
mod tsv;
mod xlsx;

use crate::error::{Error, Result};
use crate::model::text::BYTE_ORDER_MARK;
use crate::query::Table;
use crate::store::Dataset;
pub use csv::{CsvDialect, neutralize_formula as spreadsheet_text};
pub use export_format::{ExportFormat, FORMATS};
pub use ics::{calendar_omissions, has_calendar_rows};
pub use table_rows::{CellValuePart, machine_cell};
use table_rows::{machine_rows, plain_rows, spreadsheet_rows, visible_columns};
pub use text_table::TableStyle;
pub use xlsx::workbook;

/// Returns the table in a format. `name` is the name of its list.
pub fn print(
    data: &Dataset,
    name: &str,
    table: &Table,
    format: ExportFormat,
    look: TableStyle,
) -> Result<String> {
    print_with(data, name, table, format, look, CsvDialect::default())
}

/// Returns the table in a format; CSV has the signs of `dialect`.
pub fn print_with(
    data: &Dataset,
    name: &str,
    table: &Table,
    format: ExportFormat,
    look: TableStyle,
    dialect: CsvDialect,
) -> Result<String> {
    Ok(match format {
        ExportFormat::Table => text_table::print(table, look),
        ExportFormat::Json => json::print(data, name, table),
        ExportFormat::JsonLines => json::print_lines(table),
        ExportFormat::Csv => csv::print(machine_rows(table), dialect),
        ExportFormat::Excel => {
            let text = csv::print(spreadsheet_rows(table), dialect);
            format!("{BYTE_ORDER_MARK}{text}")
        }
        ExportFormat::Tsv => tsv::print(table),
        ExportFormat::Markdown => markdown::print(table),
        ExportFormat::Html => html::print(data, name, table),
        ExportFormat::Ics => ics::print(data, name, table)?,
        ExportFormat::Xlsx => {
            return Err(Error::usage("a workbook is no text: it is written to a file")
                .with_hint("gloact list events --format xlsx -o events.xlsx"));
        }
    })
}
