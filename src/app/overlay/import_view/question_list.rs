//! The questions of an import: the open ones first, then those that have an answer.

use super::{AnswerValue, GivenAnswer, ImportView};
use crate::import::{ValueAnswer, ValueQuestion, kept_answers, question_lines};

/// No more open questions are listed; the rest follow when these are answered.
const MAX_OPEN_QUESTIONS: usize = 500;

/// A question with its answer in words, if it has one.
pub(crate) struct ListedQuestion {
    pub(crate) question: ValueQuestion,
    pub(crate) answer: Option<String>,
}

impl ListedQuestion {
    /// Returns the question as a sentence, or what was answered.
    pub(super) fn sentence(&self) -> String {
        let ValueQuestion { field, text, .. } = &self.question;
        match &self.answer {
            Some(answer) if text.is_empty() => format!("{field}: {answer}"),
            Some(answer) => format!("{field} \"{text}\": {answer}"),
            None => question_lines(&self.question).0,
        }
    }
}

impl ImportView {
    fn answer_to(&self, question: &ValueQuestion) -> Option<&GivenAnswer> {
        self.given.iter().find(|given| given.is_about(question))
    }

    fn open_questions(&self) -> impl Iterator<Item = &ValueQuestion> {
        let all = self.plan.iter().flat_map(|plan| &plan.questions);
        all.filter(|question| self.answer_to(question).is_none())
    }

    pub(super) fn open_question_count(&self) -> usize {
        self.open_questions().count()
    }

    /// Returns the open questions, the answers that were given here, those that are assumed, and
    /// those of earlier files.
    pub(super) fn questions(&self) -> Vec<ListedQuestion> {
        let open = self.open_questions().take(MAX_OPEN_QUESTIONS);
        let open = open.map(|question| ListedQuestion { question: question.clone(), answer: None });
        let given = self.given.iter().map(|given| ListedQuestion {
            question: given.question.clone(),
            answer: Some(given.label.clone()),
        });
        let assumed = self.plan.iter().flat_map(|plan| &plan.assumed);
        let assumed = assumed.filter(|question| self.answer_to(question).is_none());
        let assumed = assumed.map(|question| ListedQuestion {
            question: question.clone(),
            answer: question.assumed.as_ref().map(|answer| format!("{}, assumed", label(answer))),
        });
        let kept = self.plan.iter().flat_map(|plan| kept_answers(plan));
        let kept = kept.filter(|(question, _)| self.answer_to(question).is_none());
        let kept = kept
            .map(|(question, answer)| ListedQuestion { question, answer: Some(label(&answer)) });
        open.chain(given).chain(assumed).chain(kept).collect()
    }

    /// Selects the first open question.
    pub(super) fn select_open_question(&mut self) {
        self.question = 0;
    }

    /// Returns the selected question.
    pub(crate) fn selected_question(&self) -> Option<ListedQuestion> {
        self.questions().into_iter().nth(self.question)
    }

    /// Returns whether the answer to a question was given here.
    pub(crate) fn is_given(&self, question: &ValueQuestion) -> bool {
        self.answer_to(question).is_some()
    }
}

/// Returns an answer in words.
fn label(answer: &ValueAnswer) -> String {
    match answer {
        ValueAnswer::Value(value) => value.clone(),
        ValueAnswer::New(id) => format!("new, {id}"),
        ValueAnswer::LeaveOut => "left out".into(),
    }
}

impl AnswerValue {
    /// Returns the value in words.
    pub(crate) fn label(&self) -> String {
        match self {
            AnswerValue::Text(answer) => label(answer),
            AnswerValue::Notation(word) => word.clone(),
        }
    }
}
