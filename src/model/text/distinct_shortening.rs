//! Shortens the names of a list so that different names stay different.

use super::{truncate, width};
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// Punctuation that has nothing to stand before where the rest is left out.
const LOOSE_ENDS: [char; 8] = [' ', ',', ';', ':', '(', '[', '·', '–'];

/// Shortens a text, so that it differs from the others of its group. Returns `None` where this way
/// has no room.
type Shortening = fn(&Group, &dyn Fn(&str) -> String) -> Option<String>;

/// The ways to shorten a text, the best one first. The first ones come again for names that others
/// of their group were told apart from.
const SHORTENINGS: [Shortening; 8] = [
    first_words_and_end,
    first_words_and_difference,
    first_words_and_end,
    first_words_and_difference,
    end,
    difference,
    letters_of_difference,
    numbered,
];

/// Returns texts of at most `max_width` cells. Different texts that would be cut to the same one
/// keep the words in which they differ: `Ministry of Water…North`.
pub fn truncate_distinctly(texts: &[&str], max_width: u16) -> Vec<String> {
    cut_distinctly(texts, |_, text| truncate(text, max_width))
}

/// Cuts each text with a function, which gets its index and may break lines. Different texts that
/// would be cut to the same one keep the words in which they differ.
pub fn cut_distinctly(texts: &[&str], cut: impl Fn(usize, &str) -> String) -> Vec<String> {
    let mut shown: Vec<String> =
        texts.iter().enumerate().map(|(index, text)| cut(index, text)).collect();
    for shorten in SHORTENINGS {
        let groups = groups_alike(texts, &shown);
        if groups.is_empty() {
            break;
        }
        for group in groups {
            let names: Vec<&str> = group.iter().map(|index| texts[*index]).collect();
            let shorter = group.iter().enumerate().map(|(position, index)| {
                let group = Group { names: &names, position, number: index + 1 };
                shorten(&group, &|text| cut(*index, text))
            });
            // all names of a group are shortened in the same way
            if let Some(shorter) = shorter.collect::<Option<Vec<String>>>() {
                group.iter().zip(shorter).for_each(|(index, text)| shown[*index] = text);
            }
        }
    }
    shown
}

/// Returns the indexes of different texts that are shown alike.
fn groups_alike(texts: &[&str], shown: &[String]) -> Vec<Vec<usize>> {
    let mut by_shown: HashMap<&str, Vec<usize>> = HashMap::with_capacity(shown.len());
    for (index, text) in shown.iter().enumerate() {
        by_shown.entry(text).or_default().push(index);
    }
    let is_ambiguous =
        |group: &Vec<usize>| group.iter().any(|index| texts[*index] != texts[group[0]]);
    by_shown.into_values().filter(is_ambiguous).collect()
}

/// Returns the end of the text behind its first words: `Ministry…North Department`.
fn first_words_and_end(group: &Group, cut: &dyn Fn(&str) -> String) -> Option<String> {
    group.behind_first_words(group.end(), cut)
}

/// Returns as many words of difference as there is room for behind the first words:
/// `Ministry…North…`.
fn first_words_and_difference(group: &Group, cut: &dyn Fn(&str) -> String) -> Option<String> {
    let difference = group.difference();
    let shorter = difference.match_indices(' ').rev().map(|(end, _)| {
        let words = difference[..end].trim_end_matches(LOOSE_ENDS);
        format!("{words}…")
    });
    let all = std::iter::once(difference.clone());
    all.chain(shorter).find_map(|part| group.behind_first_words(&part, cut))
}

/// Returns the end of the text from the first word of difference: `…North Department`.
fn end(group: &Group, cut: &dyn Fn(&str) -> String) -> Option<String> {
    let end = format!("…{}", group.end());
    let shown = cut(&end);
    fits(&end, &shown).then_some(shown)
}

/// Returns the words of difference, cut where they are too long: `…North…`.
fn difference(group: &Group, cut: &dyn Fn(&str) -> String) -> Option<String> {
    Some(cut(&format!("…{}", group.difference())))
}

/// Returns the text from the first letter in which it differs.
fn letters_of_difference(group: &Group, cut: &dyn Fn(&str) -> String) -> Option<String> {
    let text = group.text();
    let common = |other: &str| {
        let pairs = text.grapheme_indices(true).zip(other.graphemes(true));
        pairs.take_while(|((_, own), other)| own == other).count()
    };
    let count = group.names.iter().filter(|name| **name != text).map(|name| common(name)).min()?;
    let (start, _) = text.grapheme_indices(true).nth(count)?;
    Some(cut(&format!("…{}", &text[start..])))
}

/// Returns the first letters of the text with its number in the list.
fn numbered(group: &Group, cut: &dyn Fn(&str) -> String) -> Option<String> {
    let text = group.text();
    let starts = text.grapheme_indices(true).map(|(start, _)| start);
    let mut candidates = starts
        .rev()
        .map(|end| format!("{}…{}", text[..end].trim_end_matches(LOOSE_ENDS), group.number));
    candidates.find(|text| fits(text, &cut(text)))
}

/// A name among those that would be cut to the same text.
struct Group<'a> {
    names: &'a [&'a str],
    position: usize,
    /// The number of the name in the whole list, from 1.
    number: usize,
}

impl Group<'_> {
    fn text(&self) -> &str {
        self.names[self.position]
    }

    /// Returns the text from the first word in which the names differ.
    fn end(&self) -> &str {
        &self.text()[common_start(self.names)..]
    }

    /// Returns the words in which the names differ, with `…` if others follow.
    fn difference(&self) -> String {
        let start = common_start(self.names);
        let common = common_last_words(self.names.iter().map(|name| &name[start..]));
        let words: Vec<&str> = self.end().split(' ').collect();
        let own = words[..words.len() - common].join(" ");
        let rest = if common > 0 { "…" } else { "" };
        format!("{}{rest}", own.trim_end_matches(LOOSE_ENDS))
    }

    /// Returns a part of the text behind as many of its first words as there is room for. `None` if
    /// there is room for none.
    fn behind_first_words(&self, part: &str, cut: &dyn Fn(&str) -> String) -> Option<String> {
        let start = &self.text()[..common_start(self.names)];
        let ends: Vec<usize> = start.match_indices(' ').map(|(end, _)| end).collect();
        ends.into_iter().rev().find_map(|end| {
            let candidate = format!("{}…{part}", start[..end].trim_end_matches(LOOSE_ENDS));
            let shown = cut(&candidate);
            fits(&candidate, &shown).then_some(shown)
        })
    }
}

/// Returns the number of last words that texts have in common; each keeps a word.
fn common_last_words<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    let mut all = texts.map(|text| text.rsplit(' ').collect::<Vec<_>>());
    let Some(first) = all.next() else { return 0 };
    let common = all.map(|words| {
        let pairs = first.iter().zip(&words).take_while(|(one, other)| one == other);
        pairs.count().min(words.len() - 1)
    });
    common.min().unwrap_or(0).min(first.len() - 1)
}

/// Returns the byte at which the words begin that the names do not have in common.
fn common_start(names: &[&str]) -> usize {
    let first = names[0];
    let ends = first.match_indices(' ').map(|(end, space)| end + space.len());
    let is_common = |end: &usize| names.iter().all(|name| name.starts_with(&first[..*end]));
    ends.take_while(is_common).last().unwrap_or_default()
}

/// Returns whether nothing of a text was cut; lines may have been broken.
fn fits(text: &str, shown: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    width(shown) > 0 && letters(text) == letters(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_keep_the_words_in_which_they_differ() {
        let phases =
            ["Partnership for Rivers, preparatory phase", "Partnership for Rivers, main phase"];
        assert_eq!(
            truncate_distinctly(&phases, 25),
            ["Partnership…preparatory…", "Partnership for…main…"]
        );
        let ministries =
            ["Ministry of Coasts, Northern Department", "Ministry of Coasts, Southern Department"];
        assert_eq!(
            truncate_distinctly(&ministries, 20),
            ["Ministry…Northern…", "Ministry…Southern…"]
        );
        assert_eq!(
            truncate_distinctly(&ministries, 18),
            ["Ministry…Northern…", "Ministry…Southern…"]
        );
        assert_eq!(truncate_distinctly(&ministries, 8), ["…Northe…", "…Southe…"]);
        let codes = ["Interdepartmental-A", "Interdepartmental-B"];
        assert_eq!(truncate_distinctly(&codes, 8), ["…A", "…B"]);
        // equal names stay equal, and those that differ soon are cut as usual
        let names = ["North of the rivers", "North of the rivers", "South of the rivers"];
        assert_eq!(truncate_distinctly(&names, 8), ["North…", "North…", "South…"]);
    }

    #[test]
    fn one_name_may_be_the_beginning_of_another() {
        let names = ["Restoration of wells", "Restoration of wells and dams"];
        assert_eq!(truncate_distinctly(&names, 16), ["…wells", "…wells and dams"]);
    }

    proptest::proptest! {
        #[test]
        fn different_names_are_shown_differently(
            names in proptest::collection::vec("(the ){0,3}[ab]{1,3}( of a){0,2}( é| 日){0,1}", 1..8),
            max_width in 4u16..20,
        ) {
            let texts: Vec<&str> = names.iter().map(String::as_str).collect();
            let shown = truncate_distinctly(&texts, max_width);
            let pairs: HashSet<(&str, &str)> =
                texts.iter().copied().zip(shown.iter().map(String::as_str)).collect();
            let distinct: HashSet<&str> = pairs.iter().map(|(_, shown)| *shown).collect();
            proptest::prop_assert_eq!(pairs.len(), distinct.len(), "{:?} {:?}", texts, shown);
            proptest::prop_assert!(shown.iter().all(|text| width(text) <= max_width));
        }
    }
}
