//! Matches terms on a column whose values depend on another: the agencies of a country are those of
//! the phases that the filter names.

use super::{Filter, FilterTerm};
use crate::query::{DependentColumn, ListDef, QueryContext};
use crate::store::RecordRef;

/// A column whose values depend on another, and the terms of a filter on that other column.
pub(super) struct DependentColumnFilter<'a> {
    definition: &'a DependentColumn,
    /// The index of the dependent column.
    pub(super) dependent_column: usize,
    /// The terms on the column that it depends on.
    determining_terms: Vec<&'a FilterTerm>,
}

impl Filter {
    /// Returns the terms on a dependent column and on the column that it depends on, if the filter
    /// has both.
    pub(super) fn dependent_column_terms<'a>(
        &'a self,
        list: &'a ListDef,
    ) -> Option<DependentColumnFilter<'a>> {
        let definition = list.dependent_column.as_ref()?;
        let dependent_column = list.column_index(definition.key).ok()?;
        let determining_terms = self.terms_on(list.column_index(definition.depends_on).ok()?);
        let is_complete =
            !determining_terms.is_empty() && !self.terms_on(dependent_column).is_empty();
        is_complete.then_some(DependentColumnFilter {
            definition,
            dependent_column,
            determining_terms,
        })
    }

    /// Returns whether the values of a column depend on terms for another, or the other way round.
    pub fn restricts_values(&self, list: &ListDef, column: usize) -> bool {
        let Some(definition) = &list.dependent_column else { return false };
        let is_column = |key: &str| list.column_index(key).is_ok_and(|index| index == column);
        let other = match (is_column(definition.key), is_column(definition.depends_on)) {
            (true, _) => definition.depends_on,
            (_, true) => definition.key,
            _ => return false,
        };
        list.column_index(other).is_ok_and(|other| !self.terms_on(other).is_empty())
    }

    fn terms_on(&self, column: usize) -> Vec<&FilterTerm> {
        self.terms.iter().filter(|term| term.column() == Some(column)).collect()
    }
}

impl DependentColumnFilter<'_> {
    /// Returns whether a term on the dependent column matches a row.
    pub(super) fn matches_row(
        &self,
        term: &FilterTerm,
        ctx: &QueryContext,
        row: RecordRef,
    ) -> bool {
        let value = (self.definition.value)(ctx, row, &|value| {
            let mut positive =
                self.determining_terms.iter().filter(|term| !term.is_negated).peekable();
            let is_named = positive.peek().is_none() || positive.any(|term| term.names(ctx, value));
            let mut negative = self.determining_terms.iter().filter(|term| term.is_negated);
            is_named && !negative.any(|term| term.names(ctx, value))
        });
        term.names(ctx, &value) != term.is_negated
    }
}
