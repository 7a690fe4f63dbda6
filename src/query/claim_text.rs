//! The words of claims as people read them.

use super::QueryContext;
use super::field_value_text::{is_date_field, value_in_use};
use crate::model::{AgreeingClaims, DifferenceGrade, EdtfDate, LINK_FIELDS, RecordPath};

/// Returns the value that a group of claims states, with dates and names as people read them; a
/// group without words states the value in use.
pub fn claimed_value(ctx: &QueryContext, path: &RecordPath, group: &AgreeingClaims) -> String {
    match group.value {
        Some(text) => readable_claim(ctx, path, text),
        None => value_in_use(ctx, path),
    }
}

/// Returns the words of a claim; a date, or a list of ids of a link field, as people read it.
pub fn readable_claim(ctx: &QueryContext, path: &RecordPath, text: &str) -> String {
    let field = path.field_path().unwrap_or_default();
    let date = EdtfDate::parse(text).ok().filter(|_| is_date_field(ctx, path, field));
    if let Some(date) = date {
        return date.display();
    }
    let Some((_, kind)) = LINK_FIELDS.iter().find(|(key, _)| *key == field) else {
        return text.to_string();
    };
    let name = |id: &str| match ctx.data.find(*kind, id) {
        Some(record) => ctx.data.short_label(record).into_owned(),
        None => id.to_string(),
    };
    text.split(", ").map(name).collect::<Vec<_>>().join(", ")
}

/// Returns the sign before a value that differs; other words for the same fact have none.
pub fn difference_sign(difference: Option<DifferenceGrade>) -> &'static str {
    match difference {
        Some(DifferenceGrade::Contradiction) => "≠ ",
        Some(DifferenceGrade::Development) => "Δ ",
        Some(DifferenceGrade::Wording) | None => "",
    }
}
