//! Finds the phase that a text means by its number, its years or some of its words: "Phase II",
//! "RIVERS 2016-2020", "North".

use super::cell_text::fold_heading;
use crate::model::{Phase, Text};
use crate::store::Dataset;

/// Words for the numbers of phases, in English, French and Spanish.
const ORDINALS: [&[&str]; 6] = [
    &["1", "i", "one", "first", "1st", "1er", "1ere", "premiere", "primera", "1a"],
    &["2", "ii", "two", "second", "2nd", "2e", "deuxieme", "seconde", "segunda", "2a"],
    &["3", "iii", "three", "third", "3rd", "3e", "troisieme", "tercera", "3a"],
    &["4", "iv", "four", "fourth", "4th", "4e", "quatrieme", "cuarta", "4a"],
    &["5", "v", "five", "fifth", "5th", "5e", "cinquieme", "quinta", "5a"],
    &["6", "vi", "six", "sixth", "6th", "6e", "sixieme", "sexta", "6a"],
];

/// Words that tell no phase from another.
const GENERIC_WORDS: &[&str] =
    &["phase", "phases", "fase", "project", "programme", "program", "the", "la", "le", "of", "to"];

/// Returns the ids of the phases that a text may mean by its number, its years or some of its
/// words.
pub(super) fn likely_phases<'a>(data: &'a Dataset, text: &str) -> Vec<&'a str> {
    let folded = fold_heading(text);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let years = years_in(text);
    let number = if years.is_none() { take_number(&mut words) } else { None };
    words.retain(|word| !GENERIC_WORDS.contains(word) && year(word).is_none());
    let programme = fold_heading(&data.programme_names());
    let is_programme = words.iter().all(|word| programme.split(' ').any(|name| name == *word));
    if years.is_none() && number.is_none() && is_programme {
        return Vec::new();
    }
    let is_meant = |id: &Text, phase: &Phase| {
        let names = [Some(&phase.title), phase.short.as_ref(), phase.programme.as_ref(), Some(id)];
        let mut names: String =
            names.into_iter().flatten().flat_map(|name| [fold_heading(name), " ".into()]).collect();
        names.push_str(&programme);
        let is_named = words.iter().all(|word| names.split(' ').any(|name| name == *word));
        let is_same = match (years, number) {
            (Some(years), _) => years_of(phase) == Some(years),
            (None, Some(number)) => number_of(id, phase) == Some(number),
            (None, None) => true,
        };
        is_named && is_same
    };
    let phases = data.phases().iter().filter(|(id, phase)| is_meant(id, phase));
    phases.map(|(id, _)| &**id).collect()
}

/// Returns the first and the last year that a text names, as in "RIVERS 2016–2020"; `None` if it
/// names other than two.
pub(super) fn years_in(text: &str) -> Option<(i16, i16)> {
    let mut years = text.split(|c: char| !c.is_alphanumeric()).filter_map(year);
    let (first, last) = (years.next()?, years.next()?);
    (years.next().is_none() && first <= last).then_some((first, last))
}

/// Returns the year that a word is.
pub(super) fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| is_year && (1900..2100).contains(year))
}

fn years_of(phase: &Phase) -> Option<(i16, i16)> {
    let date = phase.date.as_ref()?;
    Some((date.earliest()?.year(), date.latest()?.year()))
}

/// Returns the number of a phase: that of its stage, else the one that its names end with.
fn number_of(id: &str, phase: &Phase) -> Option<usize> {
    let names = [phase.stage.as_deref(), phase.short.as_deref(), Some(&phase.title), Some(id)];
    names.into_iter().flatten().find_map(|name| {
        let folded = fold_heading(name);
        take_number(&mut folded.split(' ').collect())
    })
}

/// Takes the number of a phase out of words: the one beside the word "phase", else a last one in
/// Roman digits.
fn take_number(words: &mut Vec<&str>) -> Option<usize> {
    let number = |word: &str| ORDINALS.iter().position(|names| names.contains(&word));
    let found = match words.iter().position(|word| matches!(*word, "phase" | "fase")) {
        Some(at) => {
            let beside = [Some(at + 1), at.checked_sub(1)];
            let mut beside = beside.into_iter().flatten();
            beside.find_map(|at| Some((at, number(words.get(at)?)?)))
        }
        None => {
            let last = words.len().checked_sub(1)?;
            let is_roman = matches!(words[last], "ii" | "iii" | "iv" | "v" | "vi");
            number(words[last]).filter(|_| is_roman).map(|number| (last, number))
        }
    };
    found.map(|(at, number)| {
        words.remove(at);
        number + 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KindId;

    #[test]
    fn phases_are_found_by_number_and_years() {
        let text = r#"{
            "one": {"title": "LAKES 2016–2020", "date": "2016/2020", "stage": "first phase"},
            "two": {"title": "LAKES North", "date": "2019/2023", "stage": "second phase"},
            "two-b": {"title": "LAKES Delta", "date": "2019/2023", "stage": "second phase"},
            "three": {"title": "LAKES III", "date": "2024"}
        }"#;
        let data = Dataset::with_base(&[(KindId::Phases, text)], Vec::new());
        for (text, ids) in [
            ("Phase 1", &["one"][..]),
            ("LAKES phase I", &["one"]),
            ("1st phase", &["one"]),
            ("Phase II", &["two", "two-b"]),
            ("North, phase 2", &["two"]),
            ("Phase 3", &["three"]),
            ("LAKES, 2016 to 2020", &["one"]),
            ("Delta 2019-2023", &["two-b"]),
            ("2019–2023", &["two", "two-b"]),
            ("LAKES 2024-2028", &[]),
            ("Ponds phase 1", &[]),
            ("North", &["two"]),
            ("LAKES", &["one", "two", "two-b", "three"]),
            ("South", &[]),
            ("Phase", &[]),
        ] {
            assert_eq!(likely_phases(&data, text), ids, "{text}");
        }
    }
}
