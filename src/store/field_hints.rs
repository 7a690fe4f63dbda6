//! Suggests the field or the name that is probably meant.

use crate::suggest::{closest, did_you_mean};

/// Words that people write for fields, with the fields that may be meant: the first one that the
/// kind has.
const FIELD_SYNONYMS: &[(&str, &[&str])] = &[
    ("type", &["kind"]),
    ("what", &["kind"]),
    ("category", &["kind"]),
    ("name", &["title"]),
    ("title", &["name"]),
    ("label", &["title", "name"]),
    ("country", &["countries"]),
    ("countries", &["country"]),
    ("agency", &["agencies"]),
    ("agencies", &["agency"]),
    ("organisation", &["agency", "agencies"]),
    ("organization", &["agency", "agencies"]),
    ("partner", &["agency", "agencies"]),
    ("partners", &["agencies"]),
    ("objective", &["objectives"]),
    ("objectives", &["objective"]),
    ("donor", &["donors"]),
    ("donors", &["donor"]),
    ("part_of", &["parent"]),
    ("of", &["phase"]),
    ("source", &["sources"]),
    ("day", &["date"]),
    ("end", &["date"]),
    ("period", &["date"]),
    ("date", &["period"]),
    ("start", &["date", "period"]),
    ("when", &["date"]),
    ("year", &["date", "period"]),
    ("years", &["date"]),
    ("city", &["place"]),
    ("location", &["place", "point"]),
    ("venue", &["place"]),
    ("coordinates", &["point"]),
    ("description", &["summary", "aim"]),
    ("summary", &["description", "aim"]),
    ("budget", &["amount"]),
    ("comment", &["note"]),
    ("comments", &["note"]),
    ("remark", &["note"]),
    ("abbreviation", &["short"]),
    ("acronym", &["short"]),
    ("link", &["url"]),
    ("website", &["url"]),
    ("value", &["amount"]),
];

/// Suggests the field that an unknown one probably means.
pub(super) fn suggest_field(word: &str, fields: &[&str]) -> Option<String> {
    let lower = word.to_lowercase();
    let synonyms = FIELD_SYNONYMS.iter().filter(|(synonym, _)| *synonym == lower);
    let mut meant = synonyms.flat_map(|(_, meant)| meant.iter().copied());
    let field = meant.find(|field| fields.contains(field));
    field.or_else(|| closest(word, fields.iter().copied())).map(did_you_mean)
}

/// Suggests the known name nearest to an unknown one; serde names both between backticks.
pub(super) fn suggest_name(error: &str) -> Option<String> {
    if !error.starts_with("unknown") {
        return None;
    }
    let mut names = error.split('`').skip(1).step_by(2);
    let name = names.next()?;
    let known: Vec<&str> = names.collect();
    match error.starts_with("unknown field") {
        true => suggest_field(name, &known),
        false => closest(name, known).map(did_you_mean),
    }
}
