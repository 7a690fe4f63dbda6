//! Decides which rows satisfy one term of a filter.

use super::operator::{FilterOperator, WantedValue, matches, word_starts_with};
use crate::model::text::normalize_for_search;
use crate::model::{LINK_FIELDS, RecordPath};
use crate::query::list_column_cache::ListColumnCache;
use crate::query::{CellValue, ListDef, QueryContext};
use crate::store::RecordRef;

/// One condition of a filter.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterTerm {
    /// The term as it was typed.
    pub text: String,
    /// Matches the rows that do not satisfy the condition.
    pub is_negated: bool,
    pub(super) condition: FilterCondition,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum FilterCondition {
    /// A column contains the text, normalised for search.
    Word(String),
    /// The column at an index compares to one of the values.
    Field(usize, FilterOperator, Vec<String>),
}

impl FilterTerm {
    /// Returns the index of the column that the term names.
    pub(in crate::query) fn column(&self) -> Option<usize> {
        match self.condition {
            FilterCondition::Field(column, ..) => Some(column),
            FilterCondition::Word(_) => None,
        }
    }

    /// Returns the word that any column may contain, if the term is one, normalised for search.
    pub(in crate::query) fn any_column_word(&self) -> Option<&str> {
        match &self.condition {
            FilterCondition::Word(word) => Some(word),
            FilterCondition::Field(..) => None,
        }
    }

    /// Returns whether the condition holds for a value, negated or not.
    pub(in crate::query) fn names(&self, ctx: &QueryContext, value: &CellValue) -> bool {
        match &self.condition {
            FilterCondition::Field(_, op, wanted) => {
                let mut wanted = wanted.iter().map(|wanted| WantedValue::new(wanted));
                wanted.any(|wanted| matches(ctx.data, value, *op, &wanted))
            }
            FilterCondition::Word(_) => false,
        }
    }

    /// Returns the operator and the values if the term names values of a column.
    pub(super) fn wanted_names(&self, column: usize) -> Option<(FilterOperator, &[String])> {
        match &self.condition {
            FilterCondition::Field(index, op, values)
                if *index == column && op.compares_names() && !self.is_negated =>
            {
                Some((*op, values))
            }
            _ => None,
        }
    }

    /// Returns the column and the values if the term names values.
    pub fn named_values(&self) -> Option<(usize, &[String])> {
        let FilterCondition::Field(column, ..) = &self.condition else { return None };
        let (_, values) = self.wanted_names(*column)?;
        Some((*column, values))
    }

    /// Returns true if a row matches.
    pub(super) fn matches_row(&self, list: &ListDef, ctx: &QueryContext, row: RecordRef) -> bool {
        let is_satisfied = match &self.condition {
            FilterCondition::Word(word) => list.columns.iter().any(|column| {
                normalize_for_search(&column.value(ctx, row).display()).contains(word)
            }),
            FilterCondition::Field(column, ..) => {
                self.names(ctx, &list.column_at(*column).value(ctx, row))
            }
        };
        is_satisfied != self.is_negated
    }

    /// Returns for each row whether it matches.
    pub(super) fn match_mask(
        &self,
        list: &ListDef,
        ctx: &QueryContext,
        rows: &ListColumnCache,
    ) -> Vec<bool> {
        let mut mask = vec![false; rows.rows.len()];
        let mut add = |value_of_row: &[u32], is_match: &[bool]| {
            for (mask, value) in mask.iter_mut().zip(value_of_row) {
                *mask |= is_match[*value as usize];
            }
        };
        match &self.condition {
            FilterCondition::Word(word) => {
                for column in 0..list.columns.len() {
                    let column = rows.column(ctx, column);
                    if let Some(contains) = column.values_containing(ctx, word) {
                        add(&column.value_of_row, &contains);
                    }
                }
            }
            FilterCondition::Field(column, op, wanted) => {
                let definition = list.column_at(*column);
                let column = rows.column(ctx, *column);
                let wanted: Vec<WantedValue> =
                    wanted.iter().map(|wanted| WantedValue::new(wanted)).collect();
                let is_match = column.matching_values(|row| {
                    let value = definition.value(ctx, row);
                    wanted.iter().any(|wanted| matches(ctx.data, &value, *op, wanted))
                });
                add(&column.value_of_row, &is_match);
            }
        }
        if self.is_negated {
            for matches in &mut mask {
                *matches = !*matches;
            }
        }
        mask
    }

    /// Returns the path of the record that the term names, if it names exactly one.
    pub fn record_path(&self, list: &ListDef, ctx: &QueryContext) -> Option<RecordPath> {
        let FilterCondition::Field(column, op, wanted) = &self.condition else { return None };
        let [wanted] = &wanted[..] else { return None };
        if !op.compares_names() {
            return None;
        }
        let key = list.column_at(*column).key;
        let &(_, kind) = LINK_FIELDS.iter().find(|(field, _)| *field == key)?;
        let by_word = || {
            let is_named = |row: &RecordRef| word_starts_with(&ctx.data.short_label(*row), wanted);
            let mut named = ctx.data.records(kind).filter(is_named);
            named.next().filter(|_| named.next().is_none())
        };
        let row = ctx.data.resolve_name(kind, wanted).or_else(by_word);
        row.map(|row| ctx.data.path(row))
    }
}
