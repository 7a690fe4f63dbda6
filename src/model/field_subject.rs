//! Names what the fields of records are about, so that contradictions can be grouped.

/// The subject of a field. The order is that of groups on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldSubject {
    Money,
    Time,
    Places,
    Who,
    HowMany,
    Names,
    /// All other fields: aims, approaches, activities and so on.
    What,
}

impl FieldSubject {
    /// Returns the subject of a field, or of a value inside a field: `budget/amount`.
    pub fn of_field(field_path: &str) -> FieldSubject {
        let field = field_path.split('/').next().unwrap_or_default();
        let is_listed = |(_, fields): &&(FieldSubject, &[&str])| fields.contains(&field);
        FIELD_SUBJECTS.iter().find(is_listed).map_or(FieldSubject::What, |(subject, _)| *subject)
    }

    /// Returns the heading of the group.
    pub fn heading(self) -> &'static str {
        match self {
            FieldSubject::Money => "Money",
            FieldSubject::Time => "Time",
            FieldSubject::Places => "Places",
            FieldSubject::Who => "Who",
            FieldSubject::HowMany => "How many",
            FieldSubject::Names => "Names",
            FieldSubject::What => "What",
        }
    }
}

/// The fields of all kinds by subject.
const FIELD_SUBJECTS: &[(FieldSubject, &[&str])] = &[
    (FieldSubject::Money, &["amount", "budget", "currency", "ec_contribution"]),
    (
        FieldSubject::Time,
        &[
            "actual_date",
            "adopted",
            "date",
            "dated_by",
            "duration",
            "in_force",
            "opened",
            "period",
            "project_dates",
            "stage",
            "status",
        ],
    ),
    (
        FieldSubject::Places,
        &[
            "countries",
            "countries_by",
            "country",
            "m49_region",
            "m49_subregion",
            "online",
            "place",
            "placed_by",
            "point",
            "region",
            "regions",
        ],
    ),
    (
        FieldSubject::Who,
        &["agencies", "agency", "donor", "donors", "email", "role", "roles", "unit", "units"],
    ),
    (
        FieldSubject::HowMany,
        &[
            "baseline",
            "countries_delivered",
            "countries_planned",
            "number",
            "number_of_objectives",
            "participants",
            "periods",
        ],
    ),
    (
        FieldSubject::Names,
        &[
            "aliases",
            "identifier",
            "name",
            "names",
            "official",
            "other_names",
            "other_spellings",
            "short",
            "terms",
            "title",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KindId;

    #[test]
    fn every_field_of_the_table_exists_once() {
        let fields: Vec<&str> =
            FIELD_SUBJECTS.iter().flat_map(|(_, fields)| *fields).copied().collect();
        for (index, field) in fields.iter().enumerate() {
            assert!(KindId::ALL.iter().any(|kind| kind.fields().contains(field)), "{field}");
            assert!(!fields[..index].contains(field), "{field}");
        }
    }

    #[test]
    fn the_first_key_of_a_path_names_the_subject() {
        assert_eq!(FieldSubject::of_field("budget/amount"), FieldSubject::Money);
        assert_eq!(FieldSubject::of_field("approach"), FieldSubject::What);
    }
}
