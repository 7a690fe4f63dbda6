//! Finds what all cells of a column settle together: the order of days, the sign before decimals.

use super::answers::ImportAnswers;
use super::cell_dates::{DateReading, DayOrder, read_date};
use super::cell_numbers::{DecimalSign, decimal_evidence};
use super::column_matching::{ColumnMatch, ColumnTarget};
use super::field_types::{FieldType, ImportField};
use super::header_row::HeaderRow;
use super::sheet::Sheet;
use std::borrow::Cow;

/// The order of days and months in a column, and its sign before decimals; `None` is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct ColumnNotation {
    pub(super) order: Option<DayOrder>,
    pub(super) decimal: Option<DecimalSign>,
}

/// Finds for each column whether days or months come first, and which sign stands before decimals.
pub(super) fn column_notations(
    sheet: &Sheet,
    header: &HeaderRow,
    matched: &ColumnMatch,
    answers: &ImportAnswers,
) -> Vec<ColumnNotation> {
    let order = answers.dates.as_deref().and_then(DayOrder::by_name);
    let decimal = answers.decimal.as_deref().and_then(DecimalSign::by_name);
    let rows = &sheet.rows[header.first_row..];
    let settings = matched.columns.iter().map(|column| {
        let texts = || rows.iter().map(|row| row.cell(column.column).text());
        let has_dates = has_dates(&column.target);
        let has_numbers = has_numbers(&column.target);
        ColumnNotation {
            order: order.or_else(|| has_dates.then(|| common_order(texts())).flatten()),
            decimal: decimal.or_else(|| has_numbers.then(|| common_decimal(texts())).flatten()),
        }
    });
    settings.collect()
}

/// Returns the order that dates of a column settle; `None` if they settle none or both.
fn common_order<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Option<DayOrder> {
    let mut found = None;
    for text in texts {
        let [day_first, month_first] =
            [DayOrder::DayFirst, DayOrder::MonthFirst].map(|order| read_date(&text, Some(order)));
        let settled = match (day_first, month_first) {
            (DateReading::Edtf(one), DateReading::Edtf(other)) if one == other => continue,
            (DateReading::Edtf(_), DateReading::NoDate) => DayOrder::DayFirst,
            (DateReading::NoDate, DateReading::Edtf(_)) => DayOrder::MonthFirst,
            _ => continue,
        };
        if found.is_some_and(|found| found != settled) {
            return None;
        }
        found = Some(settled);
    }
    found
}

fn common_decimal<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Option<DecimalSign> {
    let mut found = None;
    for evidence in texts.filter_map(|text| decimal_evidence(&text)) {
        if found.is_some_and(|found| found != evidence) {
            return None;
        }
        found = Some(evidence);
    }
    found
}

/// Returns whether a column has dates.
fn has_dates(target: &ColumnTarget) -> bool {
    match target {
        ColumnTarget::Field(field) => field.field_type == FieldType::Date,
        ColumnTarget::Date(..) => true,
        _ => false,
    }
}

/// Returns whether a column has numbers.
fn has_numbers(target: &ColumnTarget) -> bool {
    let is_number = |field: &ImportField| {
        matches!(field.field_type, FieldType::Money | FieldType::Number | FieldType::Whole)
    };
    matches!(target, ColumnTarget::Field(field) if is_number(field))
}
