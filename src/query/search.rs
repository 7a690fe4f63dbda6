//! Any record by any of its names: folded parts first, fuzzy where no part is found.

use super::string_arena::Joined;
use crate::model::text::fold;
use crate::model::{Citation, Event, Objective};
use crate::parallel::{self, MANY};
use crate::sort;
use crate::store::{Dataset, KINDS, RecordRef};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// Whether a field holds names of a record, besides its heading, its label and its id.
fn is_name(field: &str) -> bool {
    matches!(
        field,
        "aliases"
            | "caption"
            | "email"
            | "iso3"
            | "m49"
            | "name"
            | "names"
            | "official"
            | "other_names"
            | "other_spellings"
            | "short"
            | "title"
            | "unit"
    )
}

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

/// How well folded words fit a folded name: each must be found. The byte of the name where each is best, with its length.
fn score(name: &str, words: &str, mut see: impl FnMut(usize, usize)) -> Option<u32> {
    let mut least = START;
    for word in words.split_whitespace() {
        let starts = |at: usize| !name[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let first = name.find(word)?;
        // the start of a word is meant before its middle
        let at = if starts(first) { first } else { name.match_indices(word).map(|(at, _)| at).find(|at| starts(*at)).unwrap_or(first) };
        least = least.min(match () {
            () if at == 0 => START,
            () if starts(at) => WORD,
            () => PART,
        });
        see(at, word.len());
    }
    // of two names that fit alike the shorter one is meant
    let short = 200u32.saturating_sub(name.chars().count() as u32);
    Some(short + if name == words { WHOLE } else { least })
}

/// How `words` fit a name by their folded parts, and the letters that they fit.
pub fn fit(words: &str, name: &str) -> Option<Fit> {
    // folding may make one character several, or none
    let (mut folded, mut from) = (String::new(), Vec::new());
    for (at, c) in name.chars().enumerate() {
        folded.push_str(&fold(c.encode_utf8(&mut [0; 4])));
        from.resize(folded.len(), at);
    }
    let mut letters = Vec::new();
    let score = score(&folded, &fold(words.trim()), |at, len| letters.extend(&from[at..at + len]))?;
    letters.sort_unstable();
    letters.dedup();
    Some(Fit { score, letters })
}

/// How alike two words must be for one to be a slip of the other.
const SLIP: f64 = 0.88;

/// How near a slip of `words` is to words of a name: letters that changed places, one too many.
pub fn near(words: &str, name: &str) -> Option<u32> {
    Slip::of(&fold(words.trim())).fit(&fold(name))
}

/// Words that may be a slip of others.
struct Slip<'a> {
    words: String,
    /// How long another may be to be near enough.
    lengths: std::ops::RangeInclusive<usize>,
    /// What was found of the words of names: the same ones come again and again.
    known: HashMap<&'a str, f64>,
}

impl<'a> Slip<'a> {
    fn of(words: &str) -> Slip<'a> {
        let count = words.chars().count();
        // of 0.88 at most 0.4 are for the same beginning, so that two fifths of the longer one must be in the shorter one
        Slip { words: words.into(), lengths: count * 2 / 5..=count * 5 / 2 + 1, known: HashMap::new() }
    }

    /// How near they are to a folded name, or to one of its words.
    fn fit(&mut self, name: &'a str) -> Option<u32> {
        let Slip { words, lengths, known } = self;
        let mut near = |other: &'a str| {
            if !lengths.contains(&other.chars().count()) {
                0.0
            } else {
                *known.entry(other).or_insert_with(|| strsim::jaro_winkler(words, other))
            }
        };
        let best = name.split(|c: char| !c.is_alphanumeric()).map(&mut near).fold(0.0, f64::max);
        let best = best.max(near(name));
        (best >= SLIP).then_some((best * 1000.0) as u32)
    }
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

/// A record, and which of the names are its own.
struct Named {
    row: RecordRef,
    names: Range<usize>,
    near: u32,
}

/// All records by all their names, the name that is shown first.
#[derive(Default)]
pub struct Index {
    records: Vec<Named>,
    names: Joined,
    folded: Joined,
}

/// A record that was found.
pub struct Found {
    /// The record.
    pub row: RecordRef,
    /// How well it fits.
    pub fit: Fit,
    /// The name that fits, when it is not the one that is shown.
    pub also: Option<String>,
}

/// How well a record fits, and by which of its names; whether by the first one too.
#[derive(Clone, Copy)]
struct Hit {
    score: u32,
    record: usize,
    name: usize,
    shown: bool,
}

impl Index {
    /// Looks through all records once.
    pub fn of(data: &Dataset) -> Index {
        let rows: Vec<RecordRef> = KINDS.iter().flat_map(|kind| data.rows(kind.name)).collect();
        let parts = parallel::parts(&rows, MANY, |rows| {
            let mut index = Index::default();
            rows.iter().for_each(|row| index.add(data, *row));
            index
        });
        parts.into_iter().fold(Index::default(), |mut all, part| {
            let before = all.names.len();
            all.records.extend(
                part.records.into_iter().map(|named| Named { names: named.names.start + before..named.names.end + before, ..named }),
            );
            all.names.append(&part.names);
            all.folded.append(&part.folded);
            all
        })
    }

    fn add(&mut self, data: &Dataset, row: RecordRef) {
        let mut names = vec![data.heading(row).into_owned(), data.label(row).into_owned(), data.id(row).to_string()];
        if let Some(citation) = data.get::<Citation>(row) {
            // a value is also found by what its sources say
            let sides = citation.0.iter().flat_map(|side| side.says.iter().chain(&side.quote));
            names.extend(sides.map(|text| text.to_string()));
        } else {
            data.each_text(row, &mut |field, text| {
                if is_name(field) {
                    names.push(text.to_string());
                }
            });
        }
        // what people put together: a name with its place, its date, its number
        names.extend(put_together(data, row));
        let first = names.remove(0);
        names.retain(|name| *name != first && !name.is_empty());
        names = sort::distinct(names);
        names.insert(0, first);
        let near = NEAR.iter().position(|kind| *kind == row.kind().name).unwrap_or(NEAR.len());
        let start = self.names.len();
        for name in &names {
            self.names.push(name);
            self.folded.push(&fold(name));
        }
        self.records.push(Named { row, names: start..self.names.len(), near: (NEAR.len() - near) as u32 });
    }

    /// The records that fit words, so many of the best, the best first: by parts, else with a slip, else by letters in order.
    pub fn find(&self, words: &str, most: usize) -> Vec<Found> {
        let folded = fold(words.trim());
        let mut hits = self.by_parts(&folded);
        if hits.is_empty() {
            hits = self.by(|| {
                let mut slip = Slip::of(&folded);
                move |name| slip.fit(self.folded.get(name))
            });
        }
        // a few letters in order are in anything
        let mut fuzzy = Fuzzy::of(words);
        let scattered = hits.is_empty() && folded.chars().count() > 3;
        if scattered {
            // far letters of a long title fit anything: most must stand together
            let least = folded.chars().count() as u32 * FAIR;
            hits = self.by(|| {
                let mut fuzzy = Fuzzy::of(words);
                move |name| fuzzy.fit(self.names.get(name)).map(|fit| fit.score)
            });
            hits.retain(|hit| hit.score >= least);
        }
        hits.sort_by_key(|hit| Reverse(hit.score));
        hits.truncate(most);
        let found = |hit: &Hit| {
            let named = &self.records[hit.record];
            let shown = self.names.get(named.names.start);
            let letters = match (hit.shown, scattered) {
                (false, _) => Vec::new(),
                (true, true) => fuzzy.fit(shown).unwrap_or_default().letters,
                (true, false) => fit(&folded, shown).unwrap_or_default().letters,
            };
            let also = (!hit.shown).then(|| self.names.get(hit.name).to_string());
            Found { row: named.row, fit: Fit { score: hit.score, letters }, also }
        };
        hits.iter().map(found).collect()
    }

    /// The records of which a name has each of the words.
    fn by_parts(&self, words: &str) -> Vec<Hit> {
        // the longest is in the fewest names
        let longest = words.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default();
        parallel::parts(&self.records, MANY, |records| {
            let [first, ..] = records else { return Vec::new() };
            let among = first.names.start..records[records.len() - 1].names.end;
            let mut tally =
                Tally { index: self, record: self.records.partition_point(|named| named.names.end <= among.start), hits: Vec::new() };
            self.folded.containing(longest, among, |name, _| {
                if let Some(score) = score(self.folded.get(name), words, |_, _| ()) {
                    tally.add(name, score);
                }
            });
            tally.done()
        })
        .concat()
    }

    /// The records of which a name fits; each part of the work makes its own measure.
    fn by<M: FnMut(usize) -> Option<u32>>(&self, measure: impl Fn() -> M + Sync) -> Vec<Hit> {
        parallel::parts(&self.records, MANY, |records| {
            let [first, ..] = records else { return Vec::new() };
            let (start, mut measure) = (first.names.start, measure());
            let mut tally = Tally { index: self, record: self.records.partition_point(|named| named.names.end <= start), hits: Vec::new() };
            for name in start..records[records.len() - 1].names.end {
                if let Some(score) = measure(name) {
                    tally.add(name, score);
                }
            }
            tally.done()
        })
        .concat()
    }
}

/// Names that fit, one after the other, as their records.
struct Tally<'a> {
    index: &'a Index,
    record: usize,
    hits: Vec<Hit>,
}

impl Tally<'_> {
    fn add(&mut self, name: usize, score: u32) {
        while self.index.records[self.record].names.end <= name {
            self.record += 1;
        }
        let shown = name == self.index.records[self.record].names.start;
        match self.hits.last_mut().filter(|hit| hit.record == self.record) {
            Some(hit) if score > hit.score => (hit.score, hit.name) = (score, name),
            Some(_) => {}
            None => self.hits.push(Hit { score, record: self.record, name, shown }),
        }
    }

    fn done(mut self) -> Vec<Hit> {
        for hit in &mut self.hits {
            let near = self.index.records[hit.record].near;
            // what sources say of a record comes after the record
            hit.score = if near == 0 { hit.score / 2 } else { hit.score + near * 10 };
        }
        self.hits
    }
}

/// The score of a letter that stands together with others.
const FAIR: u32 = 26;

fn put_together(data: &Dataset, row: RecordRef) -> Option<String> {
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
            let found = index.find(words, 20);
            assert_eq!(found.first().map(|found| data.place(found.row).to_string()).as_deref(), Some(place), "{words}");
        }
        for words in ["xqzxqz", "who paid", "csv"] {
            assert!(index.find(words, 1).is_empty(), "{words}");
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
