//! Fields that name the origin of another field, whose value no source states for the record.

use super::KindId;

/// The origin of a value that follows from our reading of the sources.
pub const OUR_READING: &str = "our reading";

/// Fields and the fields that name their origin.
const ORIGIN_FIELDS: &[(&str, &str)] = &[
    ("continues", "continues_by"),
    ("countries", "countries_by"),
    ("date", "dated_by"),
    ("kind", "kind_by"),
    ("objectives", "objectives_by"),
    ("place", "placed_by"),
    ("takes_in", "takes_in_by"),
];

/// Returns the field that names the origin of a field, if records of the kind have it.
pub fn origin_field(kind: KindId, field: &str) -> Option<&'static str> {
    let (_, origin) = ORIGIN_FIELDS.iter().find(|(name, _)| *name == field)?;
    kind.fields().contains(origin).then_some(*origin)
}

/// Returns whether a field names the origin of another.
pub fn is_origin_field(field: &str) -> bool {
    ORIGIN_FIELDS.iter().any(|(_, origin)| *origin == field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_belong_to_kinds_that_have_both_fields() {
        for (field, origin) in ORIGIN_FIELDS {
            let has_both =
                |kind: &&KindId| kind.fields().contains(field) && kind.fields().contains(origin);
            assert!(KindId::ALL.iter().any(|kind| has_both(&kind)), "{field}");
        }
        assert_eq!(origin_field(KindId::Events, "kind"), None);
        assert_eq!(origin_field(KindId::Offices, "kind"), Some("kind_by"));
    }
}
