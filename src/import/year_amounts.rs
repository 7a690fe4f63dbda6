//! The amounts of years, each of which becomes a budget line.

use super::cell_text::fold_heading;
use super::column_matching::{ColumnMatch, ColumnTarget};
use super::sheet::SheetRow;
use super::year_heading::YearHeading;
use serde_json::{Map, Value};

/// Words at the start of a row that adds up others, folded.
const TOTAL_WORDS: &[&str] =
    &["total", "totals", "grand total", "sub total", "subtotal", "sum", "totaux", "suma"];

/// The amount of a year.
pub(super) struct YearAmount {
    pub(super) heading: YearHeading,
    pub(super) amount: Value,
    pub(super) currency: Option<String>,
}

/// Returns what a row of a budget is that makes no line: a total by its first text, or a row that
/// has no amount in any year.
pub(super) fn passed_over(matched: &ColumnMatch, row: &SheetRow) -> Option<&'static str> {
    let mut cells = matched.columns.iter().map(|column| row.cell(column.column));
    let first = cells.find(|cell| !cell.is_empty())?;
    let is_amount = |target: &ColumnTarget| match target {
        ColumnTarget::YearAmount(_) => true,
        ColumnTarget::Field(field) => field.path == "amount",
        _ => false,
    };
    let mut amounts = matched.columns.iter().filter(|column| is_amount(&column.target));
    if TOTAL_WORDS.contains(&&*fold_heading(&first.text())) {
        Some("with a total")
    } else if matched.has_years() && amounts.all(|column| row.cell(column.column).is_empty()) {
        Some("without an amount")
    } else {
        None
    }
}

/// Returns a record for each amount of a year; the record itself where there are none.
pub(super) fn records_of_years(
    id: String,
    fields: Map<String, Value>,
    amounts: &[YearAmount],
) -> Vec<(String, Map<String, Value>)> {
    if amounts.is_empty() {
        return vec![(id, fields)];
    }
    let record = |year: &YearAmount| {
        let mut fields = fields.clone();
        let mut id = format!("{id}-{}", year.heading.period.replace('/', "-"));
        fields.insert("amount".into(), year.amount.clone());
        fields.insert("period".into(), year.heading.period.clone().into());
        if let Some(currency) = &year.currency {
            fields.entry("currency").or_insert_with(|| currency.clone().into());
        }
        if let Some(kind) = year.heading.kind {
            fields.insert("kind".into(), kind.into());
            // the planned amount of a year, and the spent one, are two lines
            if kind != "budget" {
                id = format!("{id}-{kind}");
            }
        }
        (id, fields)
    };
    amounts.iter().map(record).collect()
}
