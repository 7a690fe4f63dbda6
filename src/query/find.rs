//! Any record by any of its names: folded parts first, fuzzy where no part is found.

use crate::model::Citation;
use crate::model::text::fold;
use crate::store::{Dataset, KINDS, Row};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use serde_json::Value;

/// Fields that hold names of a record, besides its heading, its label and its id.
const NAMES: &[&str] = &[
    "aliases",
    "caption",
    "email",
    "iso3",
    "m49",
    "name",
    "names",
    "official",
    "other_names",
    "other_spellings",
    "short",
    "title",
    "unit",
];

/// How near kinds of record are to what people look for, the nearest first; what is not here comes last.
const NEAR: &[&str] = &["countries", "agencies", "phases", "objectives", "programme", "contacts", "events", "documents", "instruments"];

/// How well words fit a name: the larger, the better; and the letters of the name that they fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// How well.
    pub score: u32,
    /// Which characters, from 0.
    pub letters: Vec<usize>,
}

/// Fits that are more than parts of words.
const WHOLE: u32 = 4000;
const START: u32 = 3000;
const WORD: u32 = 2000;
const PART: u32 = 1000;

/// How `words` fit a name by their folded parts: each must be found.
pub fn fit(words: &str, name: &str) -> Option<Fit> {
    // folding may make one character several: each remembers where it stood
    let mut folded: Vec<(char, usize)> = Vec::new();
    for (at, c) in name.chars().enumerate() {
        folded.extend(fold(c.encode_utf8(&mut [0; 4])).chars().map(|c| (c, at)));
    }
    let text: String = folded.iter().map(|(c, _)| c).collect();
    let words = fold(words.trim());
    let mut fit = Fit { score: if text == words { WHOLE } else { u32::MAX }, letters: Vec::new() };
    for word in words.split_whitespace() {
        let starts = |at: &usize| *at == 0 || !text[..*at].chars().next_back().is_some_and(char::is_alphanumeric);
        let found = || text.match_indices(word).map(|(at, _)| at);
        let at = found().find(starts).or_else(|| found().next())?;
        let score = if at == 0 {
            START
        } else if starts(&at) {
            WORD
        } else {
            PART
        };
        fit.score = fit.score.min(score);
        let first = text[..at].chars().count();
        fit.letters.extend(folded[first..first + word.chars().count()].iter().map(|(_, at)| *at));
    }
    // of two names that fit alike the shorter one is meant
    fit.score = if fit.score == u32::MAX { PART } else { fit.score } + 200u32.saturating_sub(text.chars().count() as u32);
    fit.letters.sort_unstable();
    fit.letters.dedup();
    Some(fit)
}

/// How `words` fit a name by their letters in order, gaps allowed.
pub fn fuzzy(words: &str, name: &str, matcher: &mut Matcher) -> Option<Fit> {
    let pattern = Pattern::new(words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let (mut buffer, mut letters) = (Vec::new(), Vec::new());
    let score = pattern.indices(Utf32Str::new(name, &mut buffer), matcher, &mut letters)?;
    let mut letters: Vec<usize> = letters.into_iter().map(|at| at as usize).collect();
    letters.sort_unstable();
    letters.dedup();
    Some(Fit { score, letters })
}

/// What reads fuzzily.
pub fn matcher() -> Matcher {
    Matcher::new(Config::DEFAULT)
}

/// A record and all its names, the one that is shown first.
struct Named {
    row: Row,
    names: Vec<String>,
    near: u32,
}

/// All records by all their names.
pub struct Index(Vec<Named>);

/// A record that was found.
pub struct Found {
    /// The record.
    pub row: Row,
    /// How well it fits.
    pub fit: Fit,
    /// The name that fits, when it is not the one that is shown.
    pub also: Option<String>,
}

impl Index {
    /// Looks through all records once.
    pub fn of(data: &Dataset) -> Index {
        let rows = KINDS.iter().flat_map(|kind| data.rows(kind.name));
        let named = |row: Row| {
            let mut names = vec![data.heading(row).into_owned(), data.label(row).into_owned(), data.id(row).to_string()];
            if let Some(citation) = data.get::<Citation>(row) {
                // a value is also found by what its sources say
                let sides = citation.0.iter().flat_map(|side| side.says.iter().chain(&side.quote));
                names.extend(sides.map(|text| text.to_string()));
            } else {
                let value = data.value(row);
                NAMES.iter().filter_map(|field| value.get(field)).for_each(|value| texts(value, &mut names));
            }
            let first = names.remove(0);
            names.retain(|name| *name != first && !name.is_empty());
            names.sort();
            names.dedup();
            names.insert(0, first);
            let near = NEAR.iter().position(|kind| *kind == row.kind().name).unwrap_or(NEAR.len());
            Named { row, names, near: (NEAR.len() - near) as u32 }
        };
        Index(rows.map(named).collect())
    }

    /// The records that fit words, the best first.
    pub fn find(&self, words: &str) -> Vec<Found> {
        let mut found = self.by(|name| fit(words, name));
        if found.is_empty() {
            let mut matcher = matcher();
            found = self.by(|name| fuzzy(words, name, &mut matcher));
            // far letters of a long title fit anything
            let best = found.iter().map(|found| found.fit.score).max().unwrap_or(0);
            found.retain(|found| found.fit.score * 4 >= best * 3);
        }
        found.sort_by_key(|found| std::cmp::Reverse(found.fit.score));
        found
    }

    fn by(&self, mut fits: impl FnMut(&str) -> Option<Fit>) -> Vec<Found> {
        let mut all = Vec::new();
        for named in &self.0 {
            let mut best: Option<(usize, Fit)> = None;
            for (at, name) in named.names.iter().enumerate() {
                if let Some(fit) = fits(name).filter(|fit| best.as_ref().is_none_or(|(_, best)| fit.score > best.score)) {
                    best = Some((at, fit));
                }
            }
            if let Some((at, mut fit)) = best {
                fit.score += named.near * 10;
                // where the shown name fits too, its letters are shown
                let shown = if at > 0 { fits(&named.names[0]) } else { None };
                let also = (at > 0 && shown.is_none()).then(|| named.names[at].clone());
                if at > 0 {
                    fit.letters = shown.map(|fit| fit.letters).unwrap_or_default();
                }
                all.push(Found { row: named.row, fit, also });
            }
        }
        all
    }
}

fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|value| texts(value, into)),
        Value::Object(all) => all.values().for_each(|value| texts(value, into)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_found_first() {
        let data = Dataset::bundled();
        let index = Index::of(&data);
        for (words, place) in [
            ("laos", "countries/LA"),
            ("lao pdr", "countries/LA"),
            ("la", "countries/LA"),
            ("cote", "countries/CI"),
            ("kyrgyz republic", "countries/KG"),
            ("kyrgyzstan", "countries/KG"),
            ("unicef", "agencies/unicef"),
            ("MLI", "countries/ML"),
            ("iom", "agencies/iom"),
            ("nepal launch", "events/launch-nepal"),
            ("delivered in 13 countries", "citations/phases/glo-act/countries_delivered"),
            ("kyrgyz launch", "events/launch-kyrgyz-republic"),
        ] {
            let found = index.find(words);
            assert_eq!(found.first().map(|found| data.place(found.row).to_string()).as_deref(), Some(place), "{words}");
        }
        // a slip still leads there
        let found = index.find("kyrgz");
        assert!(found.iter().take(5).any(|found| data.id(found.row) == "KG"), "{}", found.len());
        assert!(index.find("xqzxqz").is_empty());
    }

    #[test]
    fn the_letters_are_those_of_the_name() {
        assert_eq!(fit("cote", "La Côte").map(|fit| fit.letters), Some(vec![3, 4, 5, 6]));
        assert_eq!(fit("b a", "ab"), Some(Fit { score: PART + 198, letters: vec![0, 1] }));
        assert_eq!(fit("x", "ab"), None);
        assert_eq!(fit("", "ab").map(|fit| fit.letters), Some(vec![]));
    }

    proptest::proptest! {
        #[test]
        fn no_words_and_no_name_break_it(words in "\\PC{0,8}", name in "\\PC{0,20}") {
            for fit in [fit(&words, &name), fuzzy(&words, &name, &mut matcher())].into_iter().flatten() {
                proptest::prop_assert!(fit.letters.iter().all(|at| *at < name.chars().count()));
            }
        }
    }
}
