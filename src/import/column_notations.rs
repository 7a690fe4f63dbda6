//! Finds what all cells of a column settle together: the order of days, the sign before decimals.

use super::answers::ImportAnswers;
use super::cell_dates::DayOrder;
use super::cell_numbers::{DecimalSign, decimal_evidence};
use super::column_matching::{ColumnMatch, ColumnTarget, MatchedColumn};
use super::date_evidence::DateEvidence;
use super::field_types::{FieldType, ImportField};
use super::header_row::HeaderRow;
use super::sheet::Sheet;
use jiff::civil::Date;
use std::borrow::Cow;

/// What the cells of a column settle together; `None` is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ColumnNotation {
    pub(super) order: Option<DayOrder>,
    pub(super) decimal: Option<DecimalSign>,
    /// The first and the last day of the dates, if there are some.
    pub(super) days: Option<(Date, Date)>,
    /// The sentence about a date that is read as another one shows.
    pub(super) remark: Option<String>,
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
    let texts = |column: &MatchedColumn| {
        let index = column.column;
        rows.iter().map(move |row| row.cell(index).text())
    };
    let evidence = |column: &MatchedColumn| {
        let field = date_field(&column.target)?;
        Some((field, DateEvidence::of_column(rows, column.column)))
    };
    let evidence: Vec<_> = matched.columns.iter().map(evidence).collect();
    let all = DateEvidence::of_all(evidence.iter().flatten().map(|(_, found)| found));
    let with_numbers = matched.columns.iter().filter(|column| has_numbers(&column.target));
    let all_decimals = common_decimal(with_numbers.flat_map(texts));
    let settings = matched.columns.iter().zip(&evidence).map(|(column, evidence)| {
        let mut notation = ColumnNotation { order, decimal, ..ColumnNotation::default() };
        if let Some((field, evidence)) = evidence {
            notation.days = evidence.days();
            if order.is_none() {
                notation.order = evidence.order_beside(&all);
                notation.remark = evidence.remark(&field.path, &all);
            }
        }
        if decimal.is_none() && has_numbers(&column.target) {
            notation.decimal = common_decimal(texts(column)).or(all_decimals);
        }
        notation
    });
    settings.collect()
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

/// Returns the field of a column with dates.
fn date_field(target: &ColumnTarget) -> Option<&'static ImportField> {
    match target {
        ColumnTarget::Field(field) if field.field_type == FieldType::Date => Some(field),
        ColumnTarget::Date(field, _) => Some(field),
        _ => None,
    }
}

/// Returns whether a column has numbers.
fn has_numbers(target: &ColumnTarget) -> bool {
    let is_number = |field: &ImportField| {
        matches!(field.field_type, FieldType::Money | FieldType::Number | FieldType::Whole)
    };
    match target {
        ColumnTarget::Field(field) => is_number(field),
        ColumnTarget::YearAmount(_) => true,
        _ => false,
    }
}
