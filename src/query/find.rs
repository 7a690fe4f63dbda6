//! Any record by any of its names: folded parts first, fuzzy where no part is found.

use crate::model::text::fold;
use crate::model::{Citation, Event, Objective};
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

/// A name, folded once, with the character of the name that each folded one comes from.
struct Folded {
    text: String,
    from: Vec<usize>,
}

impl Folded {
    fn of(name: &str) -> Folded {
        if name.is_ascii() {
            return Folded { text: name.to_ascii_lowercase(), from: (0..name.len()).collect() };
        }
        let (mut text, mut from) = (String::new(), Vec::new());
        for (at, c) in name.chars().enumerate() {
            // folding may make one character several
            let folded = fold(c.encode_utf8(&mut [0; 4]));
            from.extend(std::iter::repeat_n(at, folded.chars().count()));
            text.push_str(&folded);
        }
        Folded { text, from }
    }

    /// How folded words fit: each must be found.
    fn fit(&self, words: &str) -> Option<Fit> {
        let mut fit = Fit { score: u32::MAX, letters: Vec::new() };
        for word in words.split_whitespace() {
            let starts = |at: &usize| *at == 0 || !self.text[..*at].chars().next_back().is_some_and(char::is_alphanumeric);
            let found = || self.text.match_indices(word).map(|(at, _)| at);
            let at = found().find(starts).or_else(|| found().next())?;
            let score = match () {
                () if at == 0 => START,
                () if starts(&at) => WORD,
                () => PART,
            };
            fit.score = fit.score.min(score);
            let first = self.text[..at].chars().count();
            fit.letters.extend(&self.from[first..first + word.chars().count()]);
        }
        // of two names that fit alike the shorter one is meant
        let short = 200u32.saturating_sub(self.from.len() as u32);
        fit.score = short + if self.text == words { WHOLE } else { fit.score.min(START) };
        fit.letters.sort_unstable();
        fit.letters.dedup();
        Some(fit)
    }

    /// How near a slip of the words is to words of the name: letters that changed places, one too many.
    fn near(&self, words: &str) -> Option<Fit> {
        let all = self.text.split(|c: char| !c.is_alphanumeric()).chain([self.text.as_str()]);
        let best = all.map(|word| strsim::jaro_winkler(words, word)).fold(0.0, f64::max);
        (best >= SLIP).then(|| Fit { score: (best * 1000.0) as u32, letters: Vec::new() })
    }
}

/// How alike two words must be for one to be a slip of the other.
const SLIP: f64 = 0.88;

/// How `words` fit a name by their folded parts: each must be found.
pub fn fit(words: &str, name: &str) -> Option<Fit> {
    Folded::of(name).fit(&fold(words.trim()))
}

/// How near a slip of `words` is to words of a name.
pub fn near(words: &str, name: &str) -> Option<u32> {
    Folded::of(name).near(&fold(words.trim())).map(|fit| fit.score)
}

/// Words whose letters a name must have in order, gaps allowed.
struct Fuzzy {
    pattern: Pattern,
    matcher: Matcher,
}

impl Fuzzy {
    fn of(words: &str) -> Fuzzy {
        let pattern = Pattern::new(words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        Fuzzy { pattern, matcher: Matcher::new(Config::DEFAULT) }
    }

    fn fit(&mut self, name: &str) -> Option<Fit> {
        // letter by letter: the matcher's own reader counts bytes where only marks are beyond ASCII
        let all: Vec<char> = name.chars().collect();
        let text = if name.is_ascii() { Utf32Str::Ascii(name.as_bytes()) } else { Utf32Str::Unicode(&all) };
        let mut letters = Vec::new();
        let score = self.pattern.indices(text, &mut self.matcher, &mut letters)?;
        let mut letters: Vec<usize> = letters.into_iter().map(|at| at as usize).collect();
        letters.sort_unstable();
        letters.dedup();
        Some(Fit { score, letters })
    }
}

/// A record and all its names, the one that is shown first.
struct Named {
    row: Row,
    names: Vec<(String, Folded)>,
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
            // what people put together: a name with its place, its date, its number
            names.extend(put_together(data, row));
            let first = names.remove(0);
            names.retain(|name| *name != first && !name.is_empty());
            names.sort();
            names.dedup();
            names.insert(0, first);
            let near = NEAR.iter().position(|kind| *kind == row.kind().name).unwrap_or(NEAR.len());
            let names = names
                .into_iter()
                .map(|name| {
                    let folded = Folded::of(&name);
                    (name, folded)
                })
                .collect();
            Named { row, names, near: (NEAR.len() - near) as u32 }
        };
        Index(rows.map(named).collect())
    }

    /// The records that fit words, the best first: by parts, else with a slip, else by letters in order.
    pub fn find(&self, words: &str) -> Vec<Found> {
        let folded = fold(words.trim());
        let mut found = self.by(|_, name| name.fit(&folded));
        if found.is_empty() {
            found = self.by(|_, name| name.near(&folded));
        }
        // a few letters in order are in anything
        if found.is_empty() && folded.chars().count() > 3 {
            let mut fuzzy = Fuzzy::of(words);
            found = self.by(|name, _| fuzzy.fit(name));
            // far letters of a long title fit anything: most must stand together
            let least = folded.chars().count() as u32 * FAIR;
            found.retain(|found| found.fit.score >= least);
        }
        found.sort_by_key(|found| std::cmp::Reverse(found.fit.score));
        found
    }

    fn by(&self, mut fits: impl FnMut(&str, &Folded) -> Option<Fit>) -> Vec<Found> {
        let mut all = Vec::new();
        for named in &self.0 {
            let mut best: Option<(usize, Fit)> = None;
            let mut shown = None;
            for (at, (name, folded)) in named.names.iter().enumerate() {
                let Some(fit) = fits(name, folded) else { continue };
                if at == 0 {
                    shown = Some(fit.letters.clone());
                }
                if best.as_ref().is_none_or(|(_, best)| fit.score > best.score) {
                    best = Some((at, fit));
                }
            }
            if let Some((at, mut fit)) = best {
                // what sources say of a record comes after the record
                fit.score = if named.near == 0 { fit.score / 2 } else { fit.score + named.near * 10 };
                // where the shown name fits too, its letters are shown
                let also = (at > 0 && shown.is_none()).then(|| named.names[at].0.clone());
                fit.letters = shown.unwrap_or_default();
                all.push(Found { row: named.row, fit, also });
            }
        }
        all
    }
}

/// The score of a letter that stands together with others.
const FAIR: u32 = 26;

fn put_together(data: &Dataset, row: Row) -> Option<String> {
    if let Some(event) = data.get::<Event>(row) {
        let countries: Vec<_> = event.countries.iter().map(|id| data.label_of("countries", id)).collect();
        let year = event.date.earliest().map(|day| day.year().to_string()).unwrap_or_default();
        let place = event.place.as_deref().unwrap_or_default();
        return Some(format!("{} {place} {} {} {year}", event.title, countries.join(" "), event.date.words()));
    }
    let objective = data.get::<Objective>(row)?;
    let phase = data.phases.get(&*objective.phase);
    let stage = phase.and_then(|phase| phase.stage.as_deref()).unwrap_or_default();
    Some(format!("objective {} {stage} {}", objective.number, data.label_of("phases", &objective.phase)))
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
            ("undoc", "agencies/unodc"),
            ("pakitsan", "countries/PK"),
            ("nepal 2017 launch", "events/launch-nepal"),
            ("objective 5 middle", "objectives/glo-act-ame-5"),
            ("kyrgyz launch", "events/launch-kyrgyz-republic"),
        ] {
            let found = index.find(words);
            assert_eq!(found.first().map(|found| data.place(found.row).to_string()).as_deref(), Some(place), "{words}");
        }
        for words in ["xqzxqz", "who paid", "csv"] {
            assert!(index.find(words).is_empty(), "{words}");
        }
    }

    #[test]
    fn the_letters_are_those_of_the_name() {
        assert_eq!(fit("cote", "La Côte").map(|fit| fit.letters), Some(vec![3, 4, 5, 6]));
        assert_eq!(fit("b a", "ab"), Some(Fit { score: PART + 198, letters: vec![0, 1] }));
        assert_eq!(fit("lao pdr", "Lao PDR").map(|fit| fit.score), Some(WHOLE + 193));
        assert_eq!(fit("x", "ab"), None);
        assert_eq!(Fuzzy::of("\"").fit("0\u{11937}\"").map(|fit| fit.letters), Some(vec![2]));
        assert_eq!(fit("", "ab").map(|fit| fit.letters), Some(vec![]));
    }

    proptest::proptest! {
        #[test]
        fn no_words_and_no_name_break_it(words in "\\PC{0,8}", name in "\\PC{0,20}") {
            for fit in [fit(&words, &name), Fuzzy::of(&words).fit(&name)].into_iter().flatten() {
                proptest::prop_assert!(fit.letters.iter().all(|at| *at < name.chars().count()));
            }
        }
    }
}
