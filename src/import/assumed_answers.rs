//! Decides the answers that need no question: texts that say "none", phases by their numbers, and
//! agencies that resemble no known one. The preview shows each, and another answer replaces it.

use super::answers::ValueAnswer;
use super::cell_text::fold_heading;
use super::phase_names::likely_phases;
use super::record_identity::slug;
use crate::model::KindId;
use crate::store::Dataset;

/// Words for no value, folded.
const NOTHING_WORDS: &[&str] = &[
    "n a",
    "n d",
    "na",
    "none",
    "nil",
    "null",
    "not applicable",
    "not available",
    "not known",
    "not specified",
    "not stated",
    "unspecified",
    "unknown",
    "tba",
    "tbc",
    "tbd",
    "to be confirmed",
    "to be decided",
    "to be determined",
    "aucun",
    "sans objet",
    "a confirmer",
    "ninguno",
    "no aplica",
    "por confirmar",
];

/// Words for all countries, or for none in particular, folded.
const EVERYWHERE_WORDS: &[&str] = &[
    "global",
    "globally",
    "worldwide",
    "world",
    "international",
    "interregional",
    "regional",
    "all",
    "all countries",
    "multiple",
    "multiple countries",
    "various",
    "several",
    "online",
    "virtual",
    "mondial",
    "monde",
    "mundial",
];

/// Of two long names so many letters in a hundred may differ before they are different ones.
const MAX_TYPO_PERCENT: usize = 20;
/// Shorter names have no typos: "ILO" is not "IOM".
const MIN_TYPO_LETTERS: usize = 4;

/// Returns whether a text says that there is no value.
pub(super) fn is_nothing(text: &str) -> bool {
    let folded = fold_heading(text);
    folded.is_empty() || NOTHING_WORDS.contains(&&*folded)
}

/// Returns whether a text with signs says that there is no value, whatever its letters name: "n/a"
/// is not Namibia.
pub(super) fn is_nothing_with_signs(text: &str) -> bool {
    text.contains(|c: char| !c.is_alphanumeric()) && is_nothing(text)
}

/// Returns the answer that is assumed for a text that names no record; `None` if it must be asked.
pub(super) fn assumed_record(data: &Dataset, kind: KindId, text: &str) -> Option<ValueAnswer> {
    let is_everywhere =
        kind == KindId::Countries && EVERYWHERE_WORDS.contains(&&*fold_heading(text));
    if is_everywhere || is_nothing(text) {
        return Some(ValueAnswer::LeaveOut);
    }
    if kind == KindId::Phases {
        return match *likely_phases(data, text) {
            [id] => Some(ValueAnswer::Value(id.to_string())),
            _ => None,
        };
    }
    let is_list = text.contains([',', ';', '/', '|']);
    let is_new = kind == KindId::Agencies && !is_list && !resembles_any(data, kind, text);
    is_new.then(|| ValueAnswer::New(slug(text))).filter(|answer| *answer != no_id())
}

fn no_id() -> ValueAnswer {
    ValueAnswer::New(String::new())
}

/// Returns whether a text may be another writing of a record's name.
fn resembles_any(data: &Dataset, kind: KindId, text: &str) -> bool {
    let name = ComparedName::new(text);
    data.records(kind).any(|record| {
        let mut found = name.resembles(&data.title(record))
            || name.resembles(&data.short_label(record))
            || name.resembles(data.id(record));
        data.for_each_other_name(record, &mut |other| found = found || name.resembles(other));
        found
    })
}

/// A name with its forms for comparison.
struct ComparedName {
    folded: String,
    initials: String,
}

impl ComparedName {
    fn new(text: &str) -> ComparedName {
        ComparedName { folded: fold_heading(text), initials: initials(text) }
    }

    /// Returns whether another name is a misspelling, an abbreviation or a part of this one, or the
    /// other way around.
    fn resembles(&self, other: &str) -> bool {
        let other = ComparedName::new(other);
        let contains = |one: &str, all: &str| {
            !one.is_empty() && one.split(' ').all(|word| all.split(' ').any(|other| other == word))
        };
        let is_short = |initials: &str, word: &str| initials.len() > 1 && initials == word;
        let length = self.folded.chars().count().max(other.folded.chars().count());
        let is_typo = || {
            let changes = strsim::osa_distance(&self.folded, &other.folded);
            length >= MIN_TYPO_LETTERS && changes * 100 <= length * MAX_TYPO_PERCENT
        };
        contains(&self.folded, &other.folded)
            || contains(&other.folded, &self.folded)
            || is_short(&self.initials, &other.folded)
            || is_short(&other.initials, &self.folded)
            || is_typo()
    }
}

/// Returns the first letters of the words that begin with a capital, in lower case.
fn initials(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let first = words.filter_map(|word| word.chars().next());
    first.filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_agencies_that_resemble_none_are_assumed_to_be_new() {
        let text = r#"{
            "wat": {"name": "WAT", "title": "Water Alliance Trust"},
            "fund": {"name": "River Fund", "other_spellings": ["Rivers Fund of the North"]}
        }"#;
        let data = Dataset::with_base(&[(KindId::Agencies, text)], Vec::new());
        let assumed = |text| assumed_record(&data, KindId::Agencies, text);
        for text in ["Lake Watch", "WHO", "Finn Church Aid & partners"] {
            assert_eq!(assumed(text), Some(ValueAnswer::New(slug(text))), "{text}");
        }
        for text in ["WAT Arvenia", "River Fnud", "Water Alliance", "Lake Watch, WHO", "Rivers"] {
            assert_eq!(assumed(text), None, "{text}");
        }
        for text in ["n/a", "TBC", "–"] {
            assert_eq!(assumed(text), Some(ValueAnswer::LeaveOut), "{text}");
        }
        assert_eq!(assumed_record(&data, KindId::Phases, "LAKES"), None);
        assert_eq!(assumed_record(&data, KindId::Countries, "Nowhere"), None);
        let everywhere = assumed_record(&data, KindId::Countries, "Global");
        assert_eq!(everywhere, Some(ValueAnswer::LeaveOut));
    }
}
