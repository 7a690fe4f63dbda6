//! Scores how well words match a name: as substrings, with typos, or as letters in order.

use crate::model::text::normalize_for_search;
use crate::model::text::search_text;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// The match of words in a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameMatch {
    /// The higher, the better.
    pub score: u32,
    /// The characters of the name that match, from 0.
    pub letters: Vec<usize>,
}

const EXACT_SCORE: u32 = 4000;
const NAME_START_SCORE: u32 = 3000;
const WORD_START_SCORE: u32 = 2000;
const SUBSTRING_SCORE: u32 = 1000;

/// Shorter names score up to this much more.
const MAX_LENGTH_BONUS: u32 = 200;

/// The least similarity of a word and its typo; 1 is equal.
const MIN_TYPO_SIMILARITY: f64 = 0.88;

/// Returns the score of a name that contains each of the words, both normalised for search. Calls
/// `visit` with the byte and the length of each match.
pub(super) fn match_score(
    name: &str,
    words: &str,
    mut visit: impl FnMut(usize, usize),
) -> Option<u32> {
    let starts_word =
        |at: usize| !name[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let mut worst = NAME_START_SCORE;
    for word in words.split_whitespace() {
        let first = name.find(word)?;
        let mut matches = name.match_indices(word).map(|(at, _)| at);
        let at = matches.find(|at| starts_word(*at)).unwrap_or(first);
        let score = match at {
            0 => NAME_START_SCORE,
            at if starts_word(at) => WORD_START_SCORE,
            _ => SUBSTRING_SCORE,
        };
        worst = worst.min(score);
        visit(at, word.len());
    }
    let length_bonus = MAX_LENGTH_BONUS.saturating_sub(name.chars().count() as u32);
    Some(length_bonus + if name == words { EXACT_SCORE } else { worst })
}

/// Matches a name that contains each of the words.
pub fn match_name(words: &str, name: &str) -> Option<NameMatch> {
    // normalising may turn one character into several, or none
    let mut folded = String::new();
    let mut letter_of_byte = Vec::new();
    for (letter, c) in name.chars().enumerate() {
        folded.push_str(&normalize_for_search(c.encode_utf8(&mut [0; 4])));
        letter_of_byte.resize(folded.len(), letter);
    }
    let mut letters = Vec::new();
    let score = match_score(&folded, &normalize_for_search(&search_text(words)), |at, len| {
        letters.extend(&letter_of_byte[at..at + len]);
    })?;
    letters.sort_unstable();
    letters.dedup();
    Some(NameMatch { score, letters })
}

/// Returns the score of a name with a word similar to `words`.
pub fn typo_score(words: &str, name: &str) -> Option<u32> {
    TypoMatcher::new(&normalize_for_search(&search_text(words))).score(&normalize_for_search(name))
}

/// Finds names with a word that may be a typo.
pub(super) struct TypoMatcher<'a> {
    words: String,
    /// The lengths of similar words, in characters.
    lengths: RangeInclusive<usize>,
    /// The similarity of words seen before: names share many words.
    similarities: HashMap<&'a str, f64>,
}

impl<'a> TypoMatcher<'a> {
    /// Returns a matcher for words that are normalised for search.
    pub(super) fn new(words: &str) -> TypoMatcher<'a> {
        let count = words.chars().count();
        // At most 0.4 of the 0.88 are a bonus for a common start, so the shorter word must have at
        // least two fifths of the letters of the longer one.
        let lengths = count * 2 / 5..=count * 5 / 2 + 1;
        TypoMatcher { words: words.into(), lengths, similarities: HashMap::new() }
    }

    /// Returns the score of a name, normalised for search, if it or one of its words is similar.
    pub(super) fn score(&mut self, name: &'a str) -> Option<u32> {
        let mut best = self.similarity(name);
        for word in name.split(|c: char| !c.is_alphanumeric()) {
            best = best.max(self.similarity(word));
        }
        (best >= MIN_TYPO_SIMILARITY).then_some((best * 1000.0) as u32)
    }

    fn similarity(&mut self, other: &'a str) -> f64 {
        if !self.lengths.contains(&other.chars().count()) {
            return 0.0;
        }
        let compare = || strsim::jaro_winkler(&self.words, other);
        *self.similarities.entry(other).or_insert_with(compare)
    }
}

/// Finds names that have the letters of words in order, with gaps.
pub(super) struct FuzzyMatcher {
    pattern: Pattern,
    matcher: Matcher,
}

impl FuzzyMatcher {
    pub(super) fn new(words: &str) -> FuzzyMatcher {
        let pattern =
            Pattern::new(words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        FuzzyMatcher { pattern, matcher: Matcher::new(Config::DEFAULT) }
    }

    pub(super) fn match_name(&mut self, name: &str) -> Option<NameMatch> {
        // `Utf32Str::new` miscounts letters when only combining marks are beyond ASCII
        let chars: Vec<char>;
        let text = if name.is_ascii() {
            Utf32Str::Ascii(name.as_bytes())
        } else {
            chars = name.chars().collect();
            Utf32Str::Unicode(&chars)
        };
        let mut letters = Vec::new();
        let score = self.pattern.indices(text, &mut self.matcher, &mut letters)?;
        let mut letters: Vec<usize> = letters.into_iter().map(|letter| letter as usize).collect();
        letters.sort_unstable();
        letters.dedup();
        Some(NameMatch { score, letters })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_name() {
        let letters = |words, name| match_name(words, name).map(|found| found.letters);
        let score = |words, name| match_name(words, name).map(|found| found.score);
        assert_eq!(letters("cote", "La Côte"), Some(vec![3, 4, 5, 6]));
        assert_eq!(letters("b a", "ab"), Some(vec![0, 1]));
        assert_eq!(score("b a", "ab"), Some(SUBSTRING_SCORE + 198));
        assert_eq!(score("lao pdr", "Lao PDR"), Some(EXACT_SCORE + 193));
        assert_eq!(letters("x", "ab"), None);
        assert_eq!(letters("", "ab"), Some(vec![]));
        let fuzzy = FuzzyMatcher::new("\"").match_name("0\u{11937}\"");
        assert_eq!(fuzzy.map(|found| found.letters), Some(vec![2]));
    }

    proptest::proptest! {
        #[test]
        fn letters_are_inside_the_name(words in "\\PC{0,8}", name in "\\PC{0,20}") {
            let fuzzy = FuzzyMatcher::new(&words).match_name(&name);
            for found in match_name(&words, &name).into_iter().chain(fuzzy) {
                proptest::prop_assert!(found.letters.iter().all(|at| *at < name.chars().count()));
            }
        }
    }
}
