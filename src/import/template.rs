//! Writes an empty sheet for a kind of record: headings, an example, and the allowed values.

use super::field_types::{FieldType, ImportField, import_fields};
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::BYTE_ORDER_MARK;
use crate::model::{EVENT_KINDS, KindId};
use crate::store::Dataset;
use csv::{Terminator, WriterBuilder};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The key of the row that shows how to fill the sheet in; an import passes over it.
pub(super) const EXAMPLE_KEY: &str = "example";

/// So many values of a field are listed.
const MAX_LISTED_VALUES: usize = 300;

/// Returns the fields that have a column, with the heading and the example of each.
fn columns(data: &Dataset, kind: KindId) -> Vec<(&'static ImportField, String, String)> {
    let has_column = |field: &&ImportField| {
        let is_object =
            matches!(field.field_type, FieldType::Object | FieldType::Money | FieldType::Other);
        !is_object
    };
    let fields = import_fields(kind).iter().filter(has_column);
    let column = |field: &'static ImportField| {
        let mark = if field.is_needed { " *" } else { "" };
        (field, format!("{}{mark}", field.path), example(data, field))
    };
    fields.map(column).collect()
}

/// Returns an example of the value of a field.
fn example(data: &Dataset, field: &ImportField) -> String {
    match &field.field_type {
        FieldType::Date => "2027-03-02".into(),
        FieldType::Whole => "12".into(),
        FieldType::Number => "12500.50".into(),
        FieldType::Bool => "yes".into(),
        FieldType::Link(kind) | FieldType::Links(kind) => {
            let first = data.records(*kind).next();
            first.map(|record| data.short_label(record).into_owned()).unwrap_or_default()
        }
        FieldType::OneOf(words) => words.first().cloned().unwrap_or_default(),
        FieldType::Text if field.path == "title" || field.path == "name" => {
            "An example; this row is passed over".into()
        }
        FieldType::Text if field.path.ends_with("currency") => "EUR".into(),
        _ => String::new(),
    }
}

/// Returns the values that a field allows, each with its name.
fn allowed(data: &Dataset, kind: KindId, field: &ImportField) -> Vec<(String, String)> {
    match &field.field_type {
        FieldType::OneOf(words) => words.iter().map(|word| (word.clone(), String::new())).collect(),
        FieldType::Link(linked) | FieldType::Links(linked) => {
            let records = data.records(*linked).take(MAX_LISTED_VALUES);
            let value = |record| (data.id(record).to_string(), data.title(record).into_owned());
            records.map(value).collect()
        }
        FieldType::Text if kind == KindId::Events && field.path == "kind" => {
            EVENT_KINDS.iter().map(|word| ((*word).to_string(), String::new())).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the sheet as CSV.
pub fn template_csv(data: &Dataset, kind: KindId) -> String {
    let columns = columns(data, kind);
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let headings = columns.iter().map(|(_, heading, _)| &**heading);
    let examples = columns.iter().map(|(.., example)| &**example);
    // writing into memory cannot fail
    let _ = out.write_record(std::iter::once("id").chain(headings));
    let _ = out.write_record(std::iter::once(EXAMPLE_KEY).chain(examples));
    let bytes = out.into_inner().unwrap_or_default();
    format!("{BYTE_ORDER_MARK}{}", String::from_utf8(bytes).unwrap_or_default())
}

/// Returns the sheet as a workbook; a second sheet explains the fields and lists their values.
///
/// # Errors
/// Fails if the library refuses a text.
pub fn template_workbook(data: &Dataset, kind: KindId) -> Result<Vec<u8>> {
    write_workbook(data, kind)
        .map_err(|e| Error::new(ErrorKind::System, format!("the workbook cannot be made: {e}")))
}

fn write_workbook(data: &Dataset, kind: KindId) -> Result<Vec<u8>, XlsxError> {
    let columns = columns(data, kind);
    let mut workbook = Workbook::new();
    let head = Format::new().set_bold();
    let faint = Format::new().set_italic();
    let sheet = workbook.add_worksheet();
    sheet.set_name(kind.name())?;
    sheet.write_string_with_format(0, 0, "id", &head)?;
    sheet.write_string_with_format(1, 0, EXAMPLE_KEY, &faint)?;
    for (index, (_, heading, example)) in columns.iter().enumerate() {
        let column = index as u16 + 1;
        sheet.write_string_with_format(0, column, heading, &head)?;
        sheet.write_string_with_format(1, column, example, &faint)?;
        let width = heading.chars().count().max(example.chars().count()).min(40);
        sheet.set_column_width(column, width as f64 + 2.0)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let values = workbook.add_worksheet();
    values.set_name("values")?;
    for (column, heading) in ["column", "value", "meaning"].iter().enumerate() {
        values.write_string_with_format(0, column as u16, *heading, &head)?;
    }
    let mut row = 1;
    for (field, heading, _) in &columns {
        values.write_string_with_format(row, 0, heading, &head)?;
        values.write_string(row, 2, &field.description)?;
        row += 1;
        for (value, name) in allowed(data, kind, field) {
            values.write_string(row, 1, &value)?;
            values.write_string(row, 2, &name)?;
            row += 1;
        }
    }
    values.set_freeze_panes(1, 0)?;
    for (column, width) in [24.0, 28.0, 80.0].into_iter().enumerate() {
        values.set_column_width(column as u16, width)?;
    }
    workbook.save_to_buffer()
}
