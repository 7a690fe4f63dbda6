//! Names what the fields of records are about, so that contradictions can be grouped.

/// The subject of a field. The order is that of groups on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Money,
    Time,
    Places,
    Who,
    HowMany,
    Names,
    /// All other fields: aims, approaches, activities and so on.
    What,
}

impl Subject {
    /// Returns the subject of a field, or of a value inside a field: `budget/amount`.
    pub fn of_field(field_path: &str) -> Subject {
        let field = field_path.split('/').next().unwrap_or_default();
        let is_listed = |(_, fields): &&(Subject, &[&str])| fields.contains(&field);
        FIELD_SUBJECTS.iter().find(is_listed).map_or(Subject::What, |(subject, _)| *subject)
    }

    /// Returns the heading of the group.
    pub fn heading(self) -> &'static str {
        match self {
            Subject::Money => "Money",
            Subject::Time => "Time",
            Subject::Places => "Places",
            Subject::Who => "Who",
            Subject::HowMany => "How many",
            Subject::Names => "Names",
            Subject::What => "What",
        }
    }
}

/// The fields of all kinds by subject.
const FIELD_SUBJECTS: &[(Subject, &[&str])] = &[
    (Subject::Money, &["budget", "ec_contribution"]),
    (
        Subject::Time,
        &[
            "adopted",
            "date",
            "dated_by",
            "duration",
            "in_force",
            "opened",
            "period",
            "project_dates",
            "stage",
        ],
    ),
    (
        Subject::Places,
        &[
            "countries",
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
    (Subject::Who, &["agencies", "agency", "donors", "email", "role", "roles", "unit", "units"]),
    (
        Subject::HowMany,
        &["countries_delivered", "countries_planned", "number", "number_of_objectives"],
    ),
    (
        Subject::Names,
        &[
            "aliases",
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
        assert_eq!(Subject::of_field("budget/amount"), Subject::Money);
        assert_eq!(Subject::of_field("approach"), Subject::What);
    }
}
