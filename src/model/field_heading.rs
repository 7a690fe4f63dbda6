//! The names of fields as headings.

use super::text::capitalize;

/// Fields whose headings differ from their names.
const FIELD_HEADINGS: &[(&str, &str)] = &[
    ("budgets", "Budget lines"),
    ("countries_delivered", "Implemented in"),
    ("countries_planned", "Expected in"),
    ("data_of", "Data as of"),
    ("outcomes", "Expected outcomes"),
    ("other_texts", "Also as"),
    ("parent", "Part of"),
    ("pillars_word", "Term for the objectives"),
    ("takes_in", "Absorbs"),
    ("text", "Official text"),
];

/// Returns the name of a field as a heading: `m49_region` → "M49 region".
pub fn field_heading(field_path: &str) -> String {
    if let Some((_, heading)) = FIELD_HEADINGS.iter().find(|(field, _)| *field == field_path) {
        return (*heading).into();
    }
    let words = field_path.replace(['_', '/'], " ");
    if matches!(words.as_str(), "m49" | "iso3") {
        return words.to_uppercase();
    }
    let words: Vec<&str> = words
        .split(' ')
        .map(|word| match word {
            "m49" => "M49",
            "ec" => "EC",
            word => word,
        })
        .collect();
    capitalize(&words.join(" "))
}
