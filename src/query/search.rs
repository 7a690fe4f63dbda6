//! Any record by any of its names: folded parts first, fuzzy where no part is found.

use super::string_arena::StringArena;
use crate::model::text::normalize_for_search;
use crate::model::{Citation, Event, KindId, Objective};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::store::{Dataset, RecordRef};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::cmp::Reverse;
use std::collections::BTreeSet;
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
const KIND_PRIORITY: &[KindId] = &[
    KindId::Countries,
    KindId::Agencies,
    KindId::Phases,
    KindId::Objectives,
    KindId::Programme,
    KindId::Contacts,
    KindId::Events,
    KindId::Documents,
    KindId::Instruments,
];

/// How well words fit a name: the larger, the better; and the letters of the name that they fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// How well.
    pub score: u32,
    /// Which characters, from 0.
    pub letters: Vec<usize>,
}

/// Fits that are more than parts of words.
const EXACT_SCORE: u32 = 4000;
const NAME_START_SCORE: u32 = 3000;
const WORD_START_SCORE: u32 = 2000;
const SUBSTRING_SCORE: u32 = 1000;

/// How well folded words fit a folded name: each must be found. The byte of the name where each is best, with its length.
fn match_score(name: &str, words: &str, mut see: impl FnMut(usize, usize)) -> Option<u32> {
    let mut least = NAME_START_SCORE;
    for word in words.split_whitespace() {
        let starts = |at: usize| !name[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let first = name.find(word)?;
        // the start of a word is meant before its middle
        let at = if starts(first) {
            first
        } else {
            name.match_indices(word).map(|(at, _)| at).find(|at| starts(*at)).unwrap_or(first)
        };
        least = least.min(match () {
            () if at == 0 => NAME_START_SCORE,
            () if starts(at) => WORD_START_SCORE,
            () => SUBSTRING_SCORE,
        });
        see(at, word.len());
    }
    // of two names that fit alike the shorter one is meant
    let short = 200u32.saturating_sub(name.chars().count() as u32);
    Some(short + if name == words { EXACT_SCORE } else { least })
}

/// How `words` fit a name by their folded parts, and the letters that they fit.
pub fn match_name(words: &str, name: &str) -> Option<Match> {
    // folding may make one character several, or none
    let (mut folded, mut from) = (String::new(), Vec::new());
    for (at, c) in name.chars().enumerate() {
        folded.push_str(&normalize_for_search(c.encode_utf8(&mut [0; 4])));
        from.resize(folded.len(), at);
    }
    let mut letters = Vec::new();
    let score = match_score(&folded, &normalize_for_search(words.trim()), |at, len| {
        letters.extend(&from[at..at + len])
    })?;
    letters.sort_unstable();
    letters.dedup();
    Some(Match { score, letters })
}

/// How alike two words must be for one to be a slip of the other.
const MIN_TYPO_SIMILARITY: f64 = 0.88;

/// How near a slip of `words` is to words of a name: letters that changed places, one too many.
pub fn typo_score(words: &str, name: &str) -> Option<u32> {
    TypoMatcher::new(&normalize_for_search(words.trim())).score(&normalize_for_search(name))
}

/// Words that may be a slip of others.
struct TypoMatcher<'a> {
    words: String,
    /// How long another may be to be near enough.
    lengths: std::ops::RangeInclusive<usize>,
    /// What was found of the words of names: the same ones come again and again.
    known: HashMap<&'a str, f64>,
}

impl<'a> TypoMatcher<'a> {
    fn new(words: &str) -> TypoMatcher<'a> {
        let count = words.chars().count();
        // of 0.88 at most 0.4 are for the same beginning, so that two fifths of the longer one must be in the shorter one
        TypoMatcher {
            words: words.into(),
            lengths: count * 2 / 5..=count * 5 / 2 + 1,
            known: HashMap::new(),
        }
    }

    /// How near they are to a folded name, or to one of its words.
    fn score(&mut self, name: &'a str) -> Option<u32> {
        let TypoMatcher { words, lengths, known } = self;
        let mut near = |other: &'a str| {
            if !lengths.contains(&other.chars().count()) {
                0.0
            } else {
                *known.entry(other).or_insert_with(|| strsim::jaro_winkler(words, other))
            }
        };
        let best = name.split(|c: char| !c.is_alphanumeric()).map(&mut near).fold(0.0, f64::max);
        let best = best.max(near(name));
        (best >= MIN_TYPO_SIMILARITY).then_some((best * 1000.0) as u32)
    }
}

/// Words whose letters a name must have in order, gaps allowed.
struct FuzzyMatcher {
    pattern: Pattern,
    matcher: Matcher,
}

impl FuzzyMatcher {
    fn new(words: &str) -> FuzzyMatcher {
        let pattern =
            Pattern::new(words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        FuzzyMatcher { pattern, matcher: Matcher::new(Config::DEFAULT) }
    }

    fn match_name(&mut self, name: &str) -> Option<Match> {
        // letter by letter: the matcher's own reader counts bytes where only marks are beyond ASCII
        let all: Vec<char> = name.chars().collect();
        let text = if name.is_ascii() {
            Utf32Str::Ascii(name.as_bytes())
        } else {
            Utf32Str::Unicode(&all)
        };
        let mut letters = Vec::new();
        let score = self.pattern.indices(text, &mut self.matcher, &mut letters)?;
        let mut letters: Vec<usize> = letters.into_iter().map(|at| at as usize).collect();
        letters.sort_unstable();
        letters.dedup();
        Some(Match { score, letters })
    }
}

/// A record, and which of the names are its own.
struct NameEntry {
    row: RecordRef,
    names: Range<usize>,
    priority: u32,
}

/// All records by all their names, the name that is shown first.
#[derive(Default)]
pub struct NameIndex {
    records: Vec<NameEntry>,
    names: StringArena,
    folded: StringArena,
}

/// A record that was found.
pub struct SearchResult {
    /// The record.
    pub row: RecordRef,
    /// How well it fits.
    pub name_match: Match,
    /// The name that fits, when it is not the one that is shown.
    pub other_name: Option<String>,
}

/// How well a record fits, and by which of its names; whether by the first one too.
#[derive(Clone, Copy)]
struct Candidate {
    score: u32,
    record: usize,
    name: usize,
    is_shown_name: bool,
}

impl NameIndex {
    /// Looks through all records once.
    pub fn build(data: &Dataset) -> NameIndex {
        let rows: Vec<RecordRef> =
            KindId::ALL.iter().flat_map(|kind| data.records(*kind)).collect();
        let parts = parallel::map_chunks(&rows, MIN_ITEMS_PER_THREAD, |rows| {
            let mut index = NameIndex::default();
            rows.iter().for_each(|row| index.add(data, *row));
            index
        });
        parts.into_iter().fold(NameIndex::default(), |mut all, part| {
            let before = all.names.len();
            all.records.extend(part.records.into_iter().map(|named| NameEntry {
                names: named.names.start + before..named.names.end + before,
                ..named
            }));
            all.names.append(&part.names);
            all.folded.append(&part.folded);
            all
        })
    }

    fn add(&mut self, data: &Dataset, row: RecordRef) {
        let mut names = vec![
            data.title(row).into_owned(),
            data.short_label(row).into_owned(),
            data.id(row).to_string(),
        ];
        if let Some(citation) = data.get::<Citation>(row) {
            // a value is also found by what its sources say
            let sides = citation.0.iter().flat_map(|side| side.says.iter().chain(&side.quote));
            names.extend(sides.map(|text| text.to_string()));
        } else {
            data.for_each_text(row, &mut |field, text| {
                if is_name(field) {
                    names.push(text.to_string());
                }
            });
        }
        // what people put together: a name with its place, its date, its number
        names.extend(composite_name(data, row));
        let first = names.remove(0);
        names.retain(|name| *name != first && !name.is_empty());
        names = BTreeSet::from_iter(names).into_iter().collect();
        names.insert(0, first);
        let near =
            KIND_PRIORITY.iter().position(|kind| *kind == row.kind).unwrap_or(KIND_PRIORITY.len());
        let start = self.names.len();
        for name in &names {
            self.names.push(name);
            self.folded.push(&normalize_for_search(name));
        }
        self.records.push(NameEntry {
            row,
            names: start..self.names.len(),
            priority: (KIND_PRIORITY.len() - near) as u32,
        });
    }

    /// The records that fit words, so many of the best, the best first: by parts, else with a slip, else by letters in order.
    pub fn search(&self, words: &str, most: usize) -> Vec<SearchResult> {
        let folded = normalize_for_search(words.trim());
        let mut hits = self.search_substrings(&folded);
        if hits.is_empty() {
            hits = self.search_with(|| {
                let mut slip = TypoMatcher::new(&folded);
                move |name| slip.score(self.folded.get(name))
            });
        }
        // a few letters in order are in anything
        let mut fuzzy = FuzzyMatcher::new(words);
        let scattered = hits.is_empty() && folded.chars().count() > 3;
        if scattered {
            // far letters of a long title fit anything: most must stand together
            let least = folded.chars().count() as u32 * MIN_FUZZY_PER_LETTER;
            hits = self.search_with(|| {
                let mut fuzzy = FuzzyMatcher::new(words);
                move |name| fuzzy.match_name(self.names.get(name)).map(|fit| fit.score)
            });
            hits.retain(|hit| hit.score >= least);
        }
        hits.sort_by_key(|hit| Reverse(hit.score));
        hits.truncate(most);
        let found = |hit: &Candidate| {
            let named = &self.records[hit.record];
            let shown = self.names.get(named.names.start);
            let letters = match (hit.is_shown_name, scattered) {
                (false, _) => Vec::new(),
                (true, true) => fuzzy.match_name(shown).unwrap_or_default().letters,
                (true, false) => match_name(&folded, shown).unwrap_or_default().letters,
            };
            let also = (!hit.is_shown_name).then(|| self.names.get(hit.name).to_string());
            SearchResult {
                row: named.row,
                name_match: Match { score: hit.score, letters },
                other_name: also,
            }
        };
        hits.iter().map(found).collect()
    }

    /// The records of which a name has each of the words.
    fn search_substrings(&self, words: &str) -> Vec<Candidate> {
        // the longest is in the fewest names
        let longest = words.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default();
        parallel::map_chunks(&self.records, MIN_ITEMS_PER_THREAD, |records| {
            let [first, ..] = records else { return Vec::new() };
            let among = first.names.start..records[records.len() - 1].names.end;
            let mut tally = ScoreCounter {
                index: self,
                record: self.records.partition_point(|named| named.names.end <= among.start),
                candidates: Vec::new(),
            };
            self.folded.for_each_containing(longest, among, |name, _| {
                if let Some(score) = match_score(self.folded.get(name), words, |_, _| ()) {
                    tally.add(name, score);
                }
            });
            tally.finish()
        })
        .concat()
    }

    /// The records of which a name fits; each part of the work makes its own measure.
    fn search_with<M: FnMut(usize) -> Option<u32>>(
        &self,
        measure: impl Fn() -> M + Sync,
    ) -> Vec<Candidate> {
        parallel::map_chunks(&self.records, MIN_ITEMS_PER_THREAD, |records| {
            let [first, ..] = records else { return Vec::new() };
            let (start, mut measure) = (first.names.start, measure());
            let mut tally = ScoreCounter {
                index: self,
                record: self.records.partition_point(|named| named.names.end <= start),
                candidates: Vec::new(),
            };
            for name in start..records[records.len() - 1].names.end {
                if let Some(score) = measure(name) {
                    tally.add(name, score);
                }
            }
            tally.finish()
        })
        .concat()
    }
}

/// Names that fit, one after the other, as their records.
struct ScoreCounter<'a> {
    index: &'a NameIndex,
    record: usize,
    candidates: Vec<Candidate>,
}

impl ScoreCounter<'_> {
    fn add(&mut self, name: usize, score: u32) {
        while self.index.records[self.record].names.end <= name {
            self.record += 1;
        }
        let shown = name == self.index.records[self.record].names.start;
        match self.candidates.last_mut().filter(|hit| hit.record == self.record) {
            Some(hit) if score > hit.score => (hit.score, hit.name) = (score, name),
            Some(_) => {}
            None => self.candidates.push(Candidate {
                score,
                record: self.record,
                name,
                is_shown_name: shown,
            }),
        }
    }

    fn finish(mut self) -> Vec<Candidate> {
        for hit in &mut self.candidates {
            let near = self.index.records[hit.record].priority;
            // what sources say of a record comes after the record
            hit.score = if near == 0 { hit.score / 2 } else { hit.score + near * 10 };
        }
        self.candidates
    }
}

/// The score of a letter that stands together with others.
const MIN_FUZZY_PER_LETTER: u32 = 26;

fn composite_name(data: &Dataset, row: RecordRef) -> Option<String> {
    if let Some(event) = data.get::<Event>(row) {
        let countries: Vec<_> =
            event.countries.iter().map(|id| data.short_label_of(KindId::Countries, id)).collect();
        let year = event.date.earliest().map(|day| day.year().to_string()).unwrap_or_default();
        let place = event.place.as_deref().unwrap_or_default();
        return Some(format!(
            "{} {place} {} {} {year}",
            event.title,
            countries.join(" "),
            event.date.display()
        ));
    }
    let objective = data.get::<Objective>(row)?;
    let phase = data.phases().get(&objective.phase);
    let stage = phase.and_then(|phase| phase.stage.as_deref()).unwrap_or_default();
    Some(format!(
        "objective {} {stage} {}",
        objective.number,
        data.short_label_of(KindId::Phases, &objective.phase)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_found_first() {
        let data = Dataset::bundled();
        let index = NameIndex::build(&data);
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
            let found = index.search(words, 20);
            assert_eq!(
                found.first().map(|found| data.path(found.row).to_string()).as_deref(),
                Some(place),
                "{words}"
            );
        }
        for words in ["xqzxqz", "who paid", "csv"] {
            assert!(index.search(words, 1).is_empty(), "{words}");
        }
    }

    #[test]
    fn the_letters_are_those_of_the_name() {
        assert_eq!(match_name("cote", "La Côte").map(|fit| fit.letters), Some(vec![3, 4, 5, 6]));
        assert_eq!(
            match_name("b a", "ab"),
            Some(Match { score: SUBSTRING_SCORE + 198, letters: vec![0, 1] })
        );
        assert_eq!(match_name("lao pdr", "Lao PDR").map(|fit| fit.score), Some(EXACT_SCORE + 193));
        assert_eq!(match_name("x", "ab"), None);
        assert_eq!(
            FuzzyMatcher::new("\"").match_name("0\u{11937}\"").map(|fit| fit.letters),
            Some(vec![2])
        );
        assert_eq!(match_name("", "ab").map(|fit| fit.letters), Some(vec![]));
    }

    proptest::proptest! {
        #[test]
        fn no_words_and_no_name_break_it(words in "\\PC{0,8}", name in "\\PC{0,20}") {
            for fit in [match_name(&words, &name), FuzzyMatcher::new(&words).match_name(&name)].into_iter().flatten() {
                proptest::prop_assert!(fit.letters.iter().all(|at| *at < name.chars().count()));
            }
        }
    }
}
