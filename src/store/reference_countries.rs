//! The bundled countries as they hold for every programme.

use super::bundled_texts::BUNDLED_TEXTS;
use super::json::to_pretty;
use crate::model::KindId;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The fields of a country that hold for every programme.
const REFERENCE_FIELDS: &[&str] = &[
    "name",
    "kind",
    "short",
    "official",
    "aliases",
    "region",
    "m49_region",
    "m49_subregion",
    "iso3",
    "m49",
    "names",
    "point",
];

/// The bundled countries with these fields alone.
pub(super) static REFERENCE_COUNTRIES: LazyLock<String> = LazyLock::new(|| {
    let text = BUNDLED_TEXTS.iter().find(|(kind, _)| *kind == KindId::Countries);
    let mut countries: Value =
        text.and_then(|(_, text)| serde_json::from_str(text).ok()).unwrap_or_default();
    for country in countries.as_object_mut().into_iter().flat_map(|all| all.values_mut()) {
        if let Value::Object(fields) = country {
            fields.retain(|field, _| REFERENCE_FIELDS.contains(&&**field));
            // the bundled programme has regions of its own
            if let Some(region) = fields.get("m49_region").cloned() {
                fields.insert("region".into(), region);
            }
        }
    }
    to_pretty(&countries, 2)
});

/// Returns whether a country is among those that hold for every programme.
pub fn is_reference_country(code: &str) -> bool {
    static CODES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let countries: Value = serde_json::from_str(&REFERENCE_COUNTRIES).unwrap_or_default();
        countries.as_object().into_iter().flat_map(|all| all.keys().cloned()).collect()
    });
    CODES.contains(code)
}
