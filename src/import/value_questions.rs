//! Questions about texts of a sheet that cannot be understood alone: each is asked once, however
//! often the text stands in the sheet.

use super::answers::ValueAnswer;
use super::cell_text::fold_heading;
use super::phase_names::likely_phases;
use crate::model::KindId;
use crate::query::search::{match_name, typo_score};
use crate::store::Dataset;
use indexmap::IndexMap;

/// Suggestions are made for so many questions, because each compares all names.
const MAX_SUGGESTED_QUESTIONS: usize = 60;

/// The most suggestions for a question.
const MAX_SUGGESTIONS: usize = 3;

/// A word that two names share has at least so many letters.
const MIN_SHARED_LETTERS: usize = 4;

/// Names that are less alike (Jaro-Winkler, in a hundred) are not suggested.
const MIN_SIMILAR_PERCENT: u32 = 70;

/// The subject of a question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum QuestionSubject {
    /// The record that a text means.
    Record(KindId),
    /// One of the words that a field has.
    Word,
    /// The date that a text means.
    Date,
    /// The order of day and month in a column.
    DayOrder,
    /// Numbers of five digits: days as Excel counts them, or not.
    ExcelDays,
    /// The sign before decimals in a column.
    DecimalSign,
}

/// A question about a text of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueQuestion {
    pub subject: QuestionSubject,
    /// The field of the text.
    pub field: String,
    pub text: String,
    /// The number of cells with the text.
    pub count: u32,
    /// The first of these cells, as a spreadsheet names it.
    pub first_cell: String,
    /// Values that may be meant, with their names; the likeliest first.
    pub suggestions: Vec<(String, String)>,
    /// The answer that counts unless another is given; `None` if the rows wait for one.
    pub assumed: Option<ValueAnswer>,
}

/// The questions of a sheet, by subject, field and text.
#[derive(Default)]
pub(super) struct Questions {
    asked: IndexMap<(QuestionSubject, String, String), ValueQuestion>,
}

impl Questions {
    /// Adds a cell to the question about its text. `suggest` is called for a new one.
    pub(super) fn ask(
        &mut self,
        subject: QuestionSubject,
        field: &str,
        text: &str,
        cell: &str,
        suggest: impl FnOnce() -> Vec<(String, String)>,
    ) {
        self.ask_or_assume(subject, field, text, cell, None, suggest);
    }

    /// Adds a cell to a question whose answer is assumed, if there is one.
    pub(super) fn ask_or_assume(
        &mut self,
        subject: QuestionSubject,
        field: &str,
        text: &str,
        cell: &str,
        assumed: Option<ValueAnswer>,
        suggest: impl FnOnce() -> Vec<(String, String)>,
    ) {
        let is_few = self.asked.len() < MAX_SUGGESTED_QUESTIONS;
        let key = (subject.clone(), field.to_string(), text.to_string());
        let question = self.asked.entry(key).or_insert_with(|| ValueQuestion {
            subject,
            field: field.to_string(),
            text: text.to_string(),
            count: 0,
            first_cell: cell.to_string(),
            suggestions: if is_few && assumed.is_none() { suggest() } else { Vec::new() },
            assumed,
        });
        question.count += 1;
    }

    /// Returns the questions that wait for an answer, and those whose answer is assumed; in each
    /// list those about most cells first.
    pub(super) fn into_lists(self) -> (Vec<ValueQuestion>, Vec<ValueQuestion>) {
        let mut list: Vec<ValueQuestion> = self.asked.into_values().collect();
        list.sort_by_key(|question| std::cmp::Reverse(question.count));
        list.into_iter().partition(|question| question.assumed.is_none())
    }
}

/// Returns the records whose names resemble a text, the most similar first.
pub(super) fn suggest_records(data: &Dataset, kind: KindId, text: &str) -> Vec<(String, String)> {
    let mut scored: Vec<(u32, String, String)> = Vec::new();
    let likely = match kind {
        KindId::Phases => likely_phases(data, text),
        _ => Vec::new(),
    };
    for record in data.records(kind) {
        let mut best = if likely.contains(&data.id(record)) { u32::MAX } else { 0 };
        let mut score = |name: &str| {
            let found = match_name(text, name).map(|found| found.score);
            let turned = match_name(name, text).filter(|_| name.chars().count() > 2);
            let found = found.max(turned.map(|found| found.score)).or(typo_score(text, name));
            best = best.max(found.unwrap_or(0));
        };
        score(&data.title(record));
        score(&data.short_label(record));
        data.for_each_other_name(record, &mut score);
        if best > 0 {
            let label = data.short_label(record).into_owned();
            scored.push((best, data.id(record).to_string(), label));
        }
    }
    if scored.is_empty() {
        scored = similar_records(data, kind, text);
    }
    scored.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let scored = scored.into_iter().take(MAX_SUGGESTIONS);
    scored.map(|(_, id, label)| (id, label)).collect()
}

/// Returns the records that share a long word with a text, or are spelt alike, with a score.
fn similar_records(data: &Dataset, kind: KindId, text: &str) -> Vec<(u32, String, String)> {
    let text = fold_heading(text);
    let score = |name: &str| {
        let name = fold_heading(name);
        let is_long = |word: &str| word.chars().count() >= MIN_SHARED_LETTERS;
        let is_shared = |word: &str| name.split(' ').any(|other| other == word);
        let shared = text.split(' ').filter(|word| is_long(word) && is_shared(word)).count();
        let initials: String = name.split(' ').filter_map(|word| word.chars().next()).collect();
        let is_initials = initials.len() > 1 && text.split(' ').any(|word| word == initials);
        let similarity = (strsim::jaro_winkler(&text, &name) * 100.0) as u32;
        let similarity = if similarity >= MIN_SIMILAR_PERCENT { similarity } else { 0 };
        similarity + 100 * (shared as u32 + u32::from(is_initials))
    };
    let mut found = Vec::new();
    for record in data.records(kind) {
        let label = data.short_label(record).into_owned();
        let mut best = score(&data.title(record)).max(score(&label));
        data.for_each_other_name(record, &mut |name| best = best.max(score(name)));
        if best > 0 {
            found.push((best, data.id(record).to_string(), label));
        }
    }
    found
}

/// Returns the words that a text may mean.
pub(super) fn suggest_words(words: &[&str], text: &str) -> Vec<(String, String)> {
    let nearest = crate::suggest::closest(text, words.iter().copied());
    let others = words.iter().copied().filter(|word| Some(*word) != nearest);
    let all = nearest.into_iter().chain(others);
    all.map(|word| (word.to_string(), String::new())).collect()
}
