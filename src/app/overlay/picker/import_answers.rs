//! Answers to the selected question of the open import: proposals first, then all that fits.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::app::overlay::import_view::{AnswerValue, GivenAnswer, ImportChoice};
use crate::import::{QuestionSubject, ValueAnswer, ValueQuestion, slug};
use crate::model::{Country, EdtfDate, KindId};
use crate::query::search::match_name;
use crate::store::{Dataset, RecordRef};
use crate::ui::picker::PickerRow;
use std::cmp::Reverse;

/// No more records are offered.
const MAX_RECORDS: usize = 200;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let Some((question, is_given)) = app.overlays.import().and_then(|view| {
        let question = view.selected_question()?.question;
        let is_given = view.is_given(&question);
        Some((question, is_given))
    }) else {
        return Vec::new();
    };
    let query = picker.query();
    let mut choices = proposals(&question, query);
    let others = other_answers(&question, query, is_given);
    let matching = match question.subject {
        QuestionSubject::Record(kind) => records(app.data(), &question, kind, query),
        QuestionSubject::Date => typed_date(&question, query).into_iter().collect(),
        _ => Vec::new(),
    };
    // all records are many
    let (before, behind) = if query.is_empty() { (others, matching) } else { (matching, others) };
    choices.extend(before);
    choices.extend(behind);
    choices
}

/// Returns the answers that name nothing that there is: a new record, nothing, no answer.
fn other_answers(question: &ValueQuestion, query: &str, is_given: bool) -> Vec<Choice> {
    let mut choices = Vec::new();
    if let Some(name) = new_record_name(question, query) {
        let answer = ValueAnswer::New(slug(&name));
        let row = PickerRow { note: format!("adds {}", slug(&name)), ..PickerRow::new("new") };
        choices.push(answered(question, row, AnswerValue::Text(answer)));
    }
    if !is_about_notation(question) {
        let row = PickerRow { note: "no value".into(), ..PickerRow::new("leave out") };
        choices.push(answered(question, row, AnswerValue::Text(ValueAnswer::LeaveOut)));
    }
    if is_given {
        let row = PickerRow { note: "without your answer".into(), ..PickerRow::new("ask again") };
        let action = ChoiceAction::Import(ImportChoice::AskAgain(question.clone()));
        choices.push(Choice::new(row, action));
    }
    choices
}

fn is_about_notation(question: &ValueQuestion) -> bool {
    use QuestionSubject::{DayOrder, DecimalSign, ExcelDays};
    matches!(question.subject, DayOrder | DecimalSign | ExcelDays)
}

/// Returns the name of the record that can be added; the id of a country is its code.
fn new_record_name(question: &ValueQuestion, query: &str) -> Option<String> {
    let QuestionSubject::Record(kind) = question.subject else { return None };
    let name = if query.is_empty() || "new".starts_with(query) { &question.text } else { query };
    (kind != KindId::Countries && !slug(name).is_empty()).then(|| name.to_string())
}

/// Returns the proposals of the importer that match.
fn proposals(question: &ValueQuestion, query: &str) -> Vec<Choice> {
    let choice = |(value, label): &(String, String)| {
        let (text, note) = match (&question.subject, &**label) {
            (QuestionSubject::Record(_), label) => (label, value.as_str()),
            (_, label) => (value.as_str(), label),
        };
        let row = PickerRow { note: note.into(), kind: "proposed".into(), ..PickerRow::new(text) };
        let value = match is_about_notation(question) {
            true => AnswerValue::Notation(value.clone()),
            false => AnswerValue::Text(ValueAnswer::Value(value.clone())),
        };
        let action = given(question, value, text);
        Choice::matching(query, row, action)
    };
    question.suggestions.iter().filter_map(choice).collect()
}

/// Returns the records of a kind that match, other than the proposed ones.
fn records(data: &Dataset, question: &ValueQuestion, kind: KindId, query: &str) -> Vec<Choice> {
    let is_proposed = |id: &str| question.suggestions.iter().any(|(known, _)| known == id);
    let mut found: Vec<(Reverse<u32>, bool, String, Choice)> = Vec::new();
    for record in data.records(kind) {
        let id = data.id(record);
        let score = if query.is_empty() { Some(0) } else { best_score(data, record, query) };
        let Some(score) = score.filter(|_| !is_proposed(id)) else { continue };
        let title = data.title(record).into_owned();
        let row = PickerRow { note: id.into(), ..PickerRow::new(title.clone()) };
        let value = AnswerValue::Text(ValueAnswer::Value(id.into()));
        let choice = Choice::new(row, given(question, value, &title));
        // countries of the programme before all others
        let country = data.get::<Country>(record);
        let is_outside = country.is_some_and(|country| country.phases.is_empty());
        found.push((Reverse(score), is_outside, title, choice));
    }
    found.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
    found.into_iter().take(MAX_RECORDS).map(|(.., choice)| choice).collect()
}

/// Returns how well the best name of a record matches.
fn best_score(data: &Dataset, record: RecordRef, query: &str) -> Option<u32> {
    let mut best = None;
    let mut score = |name: &str| {
        best = best.max(match_name(query, name).map(|found| found.score));
    };
    score(&data.title(record));
    score(&data.short_label(record));
    score(data.id(record));
    data.for_each_other_name(record, &mut score);
    best
}

/// Returns the choice of a date that is typed.
fn typed_date(question: &ValueQuestion, query: &str) -> Option<Choice> {
    let date = EdtfDate::parse(query).ok()?;
    let row = PickerRow { note: date.display(), ..PickerRow::new(query) };
    let value = AnswerValue::Text(ValueAnswer::Value(query.into()));
    Some(answered(question, row, value))
}

fn answered(question: &ValueQuestion, row: PickerRow, value: AnswerValue) -> Choice {
    let label = value.label();
    Choice::new(row, given(question, value, &label))
}

fn given(question: &ValueQuestion, value: AnswerValue, label: &str) -> ChoiceAction {
    let answer = GivenAnswer { question: question.clone(), value, label: label.into() };
    ChoiceAction::Import(ImportChoice::Answer(answer))
}
