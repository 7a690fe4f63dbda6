//! Describes the terms of a filter for people, with the names that the matching rows show.

use super::filter_term::{FilterCondition, FilterTerm};
use super::operator::{FilterOperator, WantedValue, word_starts_with};
use super::parser::unquote;
use crate::query::{CellValue, ListDef, QueryContext};
use crate::store::RecordRef;

/// The number of rows in which the name of a value is looked up.
const MAX_ROWS_TO_SCAN: usize = 500;

/// The longest text, in bytes, that serves as the name of a value.
const MAX_LABEL_BYTES: usize = 40;

impl FilterTerm {
    /// Returns the term as a chip shows it: "region: Africa".
    pub fn chip_label(&self, list: &ListDef, ctx: &QueryContext, rows: &[RecordRef]) -> String {
        let not = if self.is_negated { "not " } else { "" };
        let FilterCondition::Field(column, op, _) = &self.condition else {
            return format!("{not}{}", self.word());
        };
        let labels = self.value_labels(list, ctx, rows);
        format!("{not}{}{} {labels}", list.column_at(*column).key, op.symbol())
    }

    /// Returns the term in words: "in Africa".
    pub(super) fn describe(
        &self,
        list: &ListDef,
        ctx: &QueryContext,
        rows: &[RecordRef],
    ) -> String {
        let not = if self.is_negated { "not " } else { "" };
        let FilterCondition::Field(column, op, _) = &self.condition else {
            return format!("{not}with \"{}\"", self.word());
        };
        let preposition = list.column_at(*column).preposition;
        let space = if preposition.is_empty() { "" } else { " " };
        let comparison = match op {
            FilterOperator::Prefix | FilterOperator::Equal => "",
            FilterOperator::Less => "before ",
            FilterOperator::LessOrEqual => "up to ",
            FilterOperator::More => "after ",
            FilterOperator::MoreOrEqual => "from ",
        };
        let labels = self.value_labels(list, ctx, rows);
        format!("{not}{preposition}{space}{comparison}{labels}")
    }

    fn word(&self) -> String {
        unquote(self.text.trim_start_matches('-'))
    }

    /// Returns the values of the term by the names that the rows show for them.
    fn value_labels(&self, list: &ListDef, ctx: &QueryContext, rows: &[RecordRef]) -> String {
        let FilterCondition::Field(column, op, values) = &self.condition else {
            return String::new();
        };
        let label = |value: &String| {
            let name = if op.compares_names() && !self.is_negated {
                shown_name(list, ctx, *column, rows, value)
            } else {
                None
            };
            name.unwrap_or_else(|| value.clone())
        };
        values.iter().map(label).collect::<Vec<_>>().join(" or ")
    }
}

/// Returns the one name that rows show for a value, or `None` if they show none or several.
fn shown_name(
    list: &ListDef,
    ctx: &QueryContext,
    column: usize,
    rows: &[RecordRef],
    value: &str,
) -> Option<String> {
    let wanted = WantedValue::new(value);
    let mut found: Option<String> = None;
    for row in rows.iter().take(MAX_ROWS_TO_SCAN) {
        let mut names = Vec::new();
        match list.column_at(column).value(ctx, *row) {
            CellValue::Links(links) => {
                let matching = links.iter().filter(|link| wanted.is_name_of(ctx.data, link));
                names.extend(matching.map(|link| link.label.to_string()));
            }
            CellValue::Words(words) => {
                let matching = words.iter().filter(|word| word_starts_with(word, value));
                names.extend(matching.map(|word| word.to_string()));
            }
            CellValue::Text(text)
                if text.len() < MAX_LABEL_BYTES && word_starts_with(&text, value) =>
            {
                names.push(text.to_string());
            }
            _ => {}
        }
        for name in names {
            if found.as_ref().is_some_and(|found| *found != name) {
                return None;
            }
            found = Some(name);
        }
    }
    found
}
