//! Sorts the fields of each kind into groups: what readers ask for first, then names and codes,
//! then the terms of the sources and facts about their pages.

use super::KindId;

/// A group of fields in the detail of a record, in the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldProminence {
    /// Fields that readers look for first.
    Main,
    /// Names, codes and coordinates.
    Names,
    /// The terms that the sources use, and facts about their pages.
    Terms,
    /// Found by search and exported, but not shown.
    SearchOnly,
}

impl FieldProminence {
    /// Returns the group of a field.
    pub fn of(kind: KindId, field: &str) -> FieldProminence {
        let is_listed = |(_, kinds, fields): &&(FieldProminence, &[KindId], &[&str])| {
            (kinds.is_empty() || kinds.contains(&kind)) && fields.contains(&field)
        };
        FIELD_GROUPS.iter().find(is_listed).map_or(FieldProminence::Main, |(group, ..)| *group)
    }

    /// Returns the heading of a group at the end of a detail.
    pub fn heading(self) -> &'static str {
        match self {
            FieldProminence::Main | FieldProminence::SearchOnly => "",
            FieldProminence::Names => "Names and codes",
            FieldProminence::Terms => "Terms and page details",
        }
    }
}

/// The fields outside the main group, for some kinds or, without kinds, for all.
const FIELD_GROUPS: &[(FieldProminence, &[KindId], &[&str])] = &[
    // the amount is shown with its currency
    (FieldProminence::SearchOnly, &[KindId::Budgets], &["currency"]),
    (FieldProminence::SearchOnly, &[KindId::Countries], &["aliases"]),
    // shown with what follows from the planned years
    (FieldProminence::SearchOnly, &[KindId::Phases], &["status"]),
    (
        FieldProminence::Names,
        &[],
        &[
            "descriptions",
            "iso3",
            "m49",
            "m49_region",
            "m49_subregion",
            "names",
            "other_names",
            "other_spellings",
            "point",
            "titles",
        ],
    ),
    (FieldProminence::Terms, &[KindId::Programme], &["data_of", "nature", "terms"]),
    (FieldProminence::Terms, &[KindId::Phases], &["pillars_word", "stage"]),
    (FieldProminence::Terms, &[KindId::Documents], &["categories", "category"]),
    (
        FieldProminence::Terms,
        &[KindId::Sources],
        &["category", "page_country", "posted_by", "rating"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_table_exists() {
        for (_, kinds, fields) in FIELD_GROUPS {
            let kinds = if kinds.is_empty() { KindId::ALL } else { kinds };
            for field in *fields {
                assert!(kinds.iter().any(|kind| kind.fields().contains(field)), "{field}");
            }
        }
    }

    #[test]
    fn a_field_may_be_in_another_group_for_another_kind() {
        assert_eq!(FieldProminence::of(KindId::Sources, "category"), FieldProminence::Terms);
        assert_eq!(FieldProminence::of(KindId::Events, "category"), FieldProminence::Main);
        assert_eq!(FieldProminence::of(KindId::Countries, "aliases"), FieldProminence::SearchOnly);
    }
}
