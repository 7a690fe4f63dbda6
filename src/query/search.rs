//! Searches all records by all their names: by parts of names, then with typos, then fuzzily.

mod best_name_per_record;
mod name_matching;
mod search_result;
mod searchable_names;
mod searched_record;

use super::joined_strings::JoinedStrings;
use crate::model::KindId;
use crate::model::text::normalize_for_search;
use crate::model::text::search_text;
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::store::{Dataset, RecordRef};
use best_name_per_record::{BestNamePerRecord, Candidate};
use name_matching::{FuzzyMatcher, TypoMatcher, match_score};
pub use name_matching::{NameMatch, match_name, typo_score};
pub use search_result::SearchResult;
use searchable_names::searchable_names;
use searched_record::SearchedRecord;
use std::cmp::Reverse;
use std::ops::Range;

/// The kinds that people look for, the likeliest first. Records of other kinds come last.
const KIND_PRIORITY: &[KindId] = &[
    KindId::Countries,
    KindId::Agencies,
    KindId::Phases,
    KindId::Objectives,
    KindId::Programme,
    KindId::Contacts,
    KindId::Events,
    KindId::Activities,
    KindId::Indicators,
    KindId::Documents,
    KindId::Instruments,
];

/// Fewer letters, in order but with gaps, occur in almost every name.
const MIN_FUZZY_LETTERS: usize = 4;

/// More letters are compared with names as they are only, because the search for similar names
/// takes time for each letter.
const MAX_SIMILAR_LETTERS: usize = 100;

/// The minimum fuzzy score per letter. A letter next to another scores as much; letters scattered
/// over a long title score less.
const MIN_FUZZY_PER_LETTER: u32 = 26;

/// An index of all names of all records.
#[derive(Default)]
pub struct NameIndex {
    records: Vec<SearchedRecord>,
    names: JoinedStrings,
    /// The names, normalised for search.
    folded: JoinedStrings,
}

impl NameIndex {
    /// Builds the index.
    pub fn build(data: &Dataset) -> NameIndex {
        let rows: Vec<RecordRef> = data.all_records().collect();
        let chunks = parallel::map_chunks(&rows, MIN_ITEMS_PER_THREAD, |rows| {
            let mut index = NameIndex::default();
            for row in rows {
                index.add(data, *row);
            }
            index
        });
        let mut all = NameIndex::default();
        for chunk in chunks {
            all.append(chunk);
        }
        all
    }

    fn add(&mut self, data: &Dataset, row: RecordRef) {
        let start = self.names.len();
        for name in searchable_names(data, row) {
            self.names.push(&name);
            self.folded.push(&normalize_for_search(&name));
        }
        let position = KIND_PRIORITY.iter().position(|kind| *kind == row.kind);
        let priority = position.map_or(0, |position| (KIND_PRIORITY.len() - position) as u32);
        self.records.push(SearchedRecord { row, names: start..self.names.len(), priority });
    }

    fn append(&mut self, other: NameIndex) {
        let offset = self.names.len();
        for mut entry in other.records {
            entry.names = entry.names.start + offset..entry.names.end + offset;
            self.records.push(entry);
        }
        self.names.append(&other.names);
        self.folded.append(&other.folded);
    }

    /// Returns at most `limit` records that match `words`, the best first.
    ///
    /// If no name contains the words, names with similar words match; else names with the letters
    /// in order.
    pub fn search(&self, words: &str, limit: usize) -> Vec<SearchResult> {
        let words = &search_text(words);
        let folded = normalize_for_search(words);
        let letter_count = folded.chars().count();
        let mut candidates = self.search_substrings(&folded);
        // a longer text is a sentence, of which no name is a misspelling
        let may_be_misspelt = letter_count <= MAX_SIMILAR_LETTERS;
        if candidates.is_empty() && may_be_misspelt {
            candidates = self.search_with(|| {
                let mut typos = TypoMatcher::new(&folded);
                move |name| typos.score(self.folded.get(name))
            });
        }
        let is_fuzzy =
            candidates.is_empty() && may_be_misspelt && letter_count >= MIN_FUZZY_LETTERS;
        if is_fuzzy {
            candidates = self.search_with(|| {
                let mut fuzzy = FuzzyMatcher::new(words);
                move |name| Some(fuzzy.match_name(self.names.get(name))?.score)
            });
            let min_score = letter_count as u32 * MIN_FUZZY_PER_LETTER;
            candidates.retain(|candidate| candidate.score >= min_score);
        }
        candidates.sort_by_key(|candidate| Reverse(candidate.score));
        candidates.truncate(limit);
        let mut fuzzy = is_fuzzy.then(|| FuzzyMatcher::new(words));
        let mut match_title = |title: &str| match &mut fuzzy {
            Some(fuzzy) => fuzzy.match_name(title),
            None => match_name(&folded, title),
        };
        candidates.iter().map(|candidate| self.result(candidate, &mut match_title)).collect()
    }

    fn result(
        &self,
        candidate: &Candidate,
        match_title: &mut dyn FnMut(&str) -> Option<NameMatch>,
    ) -> SearchResult {
        let entry = &self.records[candidate.record];
        let mut name_match = NameMatch::default();
        let mut other_name = None;
        if candidate.matches_title {
            let title = self.names.get(entry.names.start);
            name_match = match_title(title).unwrap_or_default();
        } else {
            other_name = Some(self.names.get(candidate.name).to_string());
        }
        name_match.score = candidate.score;
        SearchResult { row: entry.row, name_match, other_name }
    }

    /// Returns the records with a name that contains each of the words.
    fn search_substrings(&self, words: &str) -> Vec<Candidate> {
        // the longest word is probably the rarest
        let longest = words.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default();
        parallel::map_chunks(&self.records, MIN_ITEMS_PER_THREAD, |records| {
            let names = name_range(records);
            let mut counter = BestNamePerRecord::new(&self.records, names.start);
            self.folded.for_each_containing(longest, names, |name, _| {
                if let Some(score) = match_score(self.folded.get(name), words, |_, _| ()) {
                    counter.add(name, score);
                }
            });
            counter.finish()
        })
        .concat()
    }

    /// Returns the records with a name to which a scorer gives a score. Each thread makes its own
    /// scorer.
    fn search_with<S: FnMut(usize) -> Option<u32>>(
        &self,
        make_scorer: impl Fn() -> S + Sync,
    ) -> Vec<Candidate> {
        parallel::map_chunks(&self.records, MIN_ITEMS_PER_THREAD, |records| {
            let names = name_range(records);
            let mut counter = BestNamePerRecord::new(&self.records, names.start);
            let mut scorer = make_scorer();
            for name in names {
                if let Some(score) = scorer(name) {
                    counter.add(name, score);
                }
            }
            counter.finish()
        })
        .concat()
    }
}

/// Returns the range of the names of consecutive records.
fn name_range(records: &[SearchedRecord]) -> Range<usize> {
    match records {
        [first, .., last] => first.names.start..last.names.end,
        [only] => only.names.clone(),
        [] => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expected_record_is_first() {
        let data = Dataset::bundled();
        let index = NameIndex::build(&data);
        for (words, path) in [
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
            let first = found.first().map(|found| data.path(found.row).to_string());
            assert_eq!(first.as_deref(), Some(path), "{words}");
        }
        for words in ["xqzxqz", "who paid", "csv"] {
            assert!(index.search(words, 1).is_empty(), "{words}");
        }
    }
}
