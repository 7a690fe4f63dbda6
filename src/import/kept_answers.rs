//! Lists the answers that an import uses, so that they can be changed.

use super::answers::ValueAnswer;
use super::field_types::{FieldType, find_field};
use super::import_plan::ImportPlan;
use super::value_questions::{QuestionSubject, ValueQuestion, suggest_words};
use crate::model::{EVENT_KINDS, KindId};

/// Returns the answers about texts of single fields, each with the question that it answers.
pub fn kept_answers(plan: &ImportPlan) -> Vec<(ValueQuestion, ValueAnswer)> {
    let mut kept = Vec::new();
    for (field, answers) in &plan.answers.values {
        for (text, answer) in answers {
            let Some((subject, words)) = subject_of(plan.kind, field) else { continue };
            let suggestions =
                if words.is_empty() { Vec::new() } else { suggest_words(&words, text) };
            let question = ValueQuestion {
                subject,
                field: field.clone(),
                text: text.clone(),
                count: 0,
                first_cell: String::new(),
                suggestions,
                assumed: None,
            };
            kept.push((question, answer.clone()));
        }
    }
    kept
}

/// Returns the subject of questions about a field, and the words that the field has.
fn subject_of(kind: KindId, field: &str) -> Option<(QuestionSubject, Vec<&'static str>)> {
    let found = find_field(kind, field)?;
    Some(match &found.field_type {
        FieldType::Link(other) | FieldType::Links(other) => {
            (QuestionSubject::Record(*other), Vec::new())
        }
        FieldType::Date => (QuestionSubject::Date, Vec::new()),
        FieldType::OneOf(words) => {
            (QuestionSubject::Word, words.iter().map(String::as_str).collect())
        }
        _ if field == "kind" => (QuestionSubject::Word, EVENT_KINDS.to_vec()),
        _ => return None,
    })
}
