//! Registers the lists of records: those of the panes and others with columns of their own, and one
//! for each other kind with a column for each field.

pub mod activities;
pub mod budgets;
pub mod contradictions_and_sources;
pub mod countries;
pub mod documents_and_contacts;
pub mod events;
pub mod indicators;
pub mod overview;
pub mod phases;
mod shared_columns;

use crate::model::{KindId, LINK_FIELDS};
use crate::query::{Column, ListDef};
use shared_columns::{
    ACTIVITY, AGENCY, COUNTRY, DATE, DERIVED_PHASE, DONOR, EVENT_COUNT, GROUP, KIND, OBJECTIVE,
    PHASE, PLACE, STATUS, TITLE, YEAR,
};
use std::sync::OnceLock;

/// The lists with columns of their own: those of the panes, and of kinds whose records hold
/// objects.
const DEFINED_LISTS: &[&ListDef] = &[
    &phases::LIST,
    &countries::LIST,
    &events::LIST,
    &activities::LIST,
    &budgets::LIST,
    &indicators::LIST,
    &documents_and_contacts::LIST,
    &contradictions_and_sources::LIST,
    &overview::LIST,
];

/// Fields with texts too long for a table on the screen.
const LONG_FIELDS: &[&str] = &[
    "areas",
    "continues",
    "continues_by",
    "description",
    "identifier",
    "kind_by",
    "note",
    "roles",
    "short",
    "strands",
    "takes_in",
    "takes_in_by",
    "units",
    "what",
    "work",
];

/// Returns the list that shows the records of a kind.
pub fn for_kind(kind: KindId) -> &'static ListDef {
    static LISTS: [OnceLock<ListDef>; KindId::ALL.len()] =
        [const { OnceLock::new() }; KindId::ALL.len()];
    match defined_list(kind) {
        Some(list) => list,
        None => LISTS[kind as usize].get_or_init(|| field_list(kind)),
    }
}

fn defined_list(kind: KindId) -> Option<&'static ListDef> {
    DEFINED_LISTS.iter().copied().find(|list| list.kinds.contains(&kind))
}

fn field_list(kind: KindId) -> ListDef {
    static COLUMNS: [OnceLock<Vec<Column>>; KindId::ALL.len()] =
        [const { OnceLock::new() }; KindId::ALL.len()];
    // every table ends with the sources of its rows
    let fields = kind.fields().iter().filter(|field| **field != "sources");
    let columns = COLUMNS[kind as usize]
        .get_or_init(|| fields.map(|field| field_column(kind, field)).collect());
    ListDef {
        singular_plural: (kind.singular(), kind.name()),
        all_singular_plural: None,
        count_suffix: "",
        kinds: std::slice::from_ref(&KindId::ALL[kind as usize]),
        columns,
        rows: |data, _| {
            let kinds = KindId::ALL.iter().filter(|kind| defined_list(**kind).is_none());
            kinds.flat_map(|kind| data.records(*kind)).collect()
        },
        all_description: None,
        dependent_column: None,
    }
}

fn field_column(kind: KindId, field: &'static str) -> Column {
    // the sort of an organisation is known from files of IATI only
    let is_rare = kind == KindId::Agencies && field == "kind";
    let min_width =
        if is_rare || LONG_FIELDS.contains(&field) { 0 } else { Column::DEFAULT.min_width };
    let is_links = LINK_FIELDS.iter().any(|(name, _)| *name == field);
    Column { key: field, min_width, is_links, ..Column::DEFAULT }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{CellValue, QueryContext};
    use crate::store::Dataset;

    #[test]
    fn only_link_columns_show_links() {
        let data = Dataset::bundled();
        let ctx = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        for kind in KindId::ALL.iter().copied() {
            let list = for_kind(kind);
            // for a contact, "kind" shows its agency, which has a column of its own
            for column in list.columns.iter().filter(|column| column.key != "kind") {
                for row in data.records(kind) {
                    let value = column.value(&ctx, row);
                    let is_links = matches!(value, CellValue::Links(_));
                    let what = (column.key, kind.name());
                    assert!(is_links == column.is_links || value == CellValue::Empty, "{what:?}");
                }
            }
        }
    }

    #[test]
    fn every_field_of_every_kind_has_a_column() {
        for kind in KindId::ALL.iter().copied() {
            let list = for_kind(kind);
            assert!(list.columns.iter().all(|column| !column.key.is_empty()), "{}", kind.name());
            if defined_list(kind).is_none() {
                let fields = kind.fields().iter().filter(|field| **field != "sources");
                assert!(
                    fields.eq(list.columns.iter().map(|column| &column.key)),
                    "{}",
                    kind.name()
                );
            }
        }
    }

    #[test]
    fn list_names_are_unique() {
        let mut names: Vec<&str> = DEFINED_LISTS.iter().map(|list| list.name()).collect();
        let kinds = KindId::ALL.iter().copied().filter(|kind| defined_list(*kind).is_none());
        names.extend(kinds.map(|kind| for_kind(kind).name()));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
