//! Names what the fields of records are about, so that contradictions can be grouped.

/// The subject of a field. The order is that of groups on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldTopic {
    Money,
    Time,
    Places,
    Who,
    HowMany,
    Names,
    /// All other fields: aims, approaches, activities and so on.
    What,
}

impl FieldTopic {
    /// Returns the subject of a field, or of a value inside a field: `budget/amount`.
    pub fn of_field(field_path: &str) -> FieldTopic {
        let field = field_path.split('/').next().unwrap_or_default();
        let is_listed = |(_, fields): &&(FieldTopic, &[&str])| fields.contains(&field);
        FIELD_SUBJECTS.iter().find(is_listed).map_or(FieldTopic::What, |(subject, _)| *subject)
    }

    /// Returns the heading of the group.
    pub fn heading(self) -> &'static str {
        match self {
            FieldTopic::Money => "Money",
            FieldTopic::Time => "Time",
            FieldTopic::Places => "Places",
            FieldTopic::Who => "Who",
            FieldTopic::HowMany => "How many",
            FieldTopic::Names => "Names",
            FieldTopic::What => "What",
        }
    }
}

/// The fields of all kinds by subject.
const FIELD_SUBJECTS: &[(FieldTopic, &[&str])] = &[
    (FieldTopic::Money, &["amount", "budget", "currency", "ec_contribution"]),
    (
        FieldTopic::Time,
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
        FieldTopic::Places,
        &[
            "countries",
            "countries_by",
            "country",
            "country_shares",
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
        FieldTopic::Who,
        &[
            "accountable",
            "agencies",
            "agency",
            "contacts",
            "donor",
            "donors",
            "email",
            "extending",
            "role",
            "roles",
            "unit",
            "units",
        ],
    ),
    (
        FieldTopic::HowMany,
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
        FieldTopic::Names,
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
            "titles",
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
        assert_eq!(FieldTopic::of_field("budget/amount"), FieldTopic::Money);
        assert_eq!(FieldTopic::of_field("approach"), FieldTopic::What);
    }
}
