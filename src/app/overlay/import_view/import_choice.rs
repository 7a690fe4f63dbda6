//! Choices about an import: the kind of its records, the field of a column, the answer to a
//! question.

use super::ImportView;
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::command::PickerKind;
use crate::error::{Error, Result};
use crate::import::{ImportAnswers, QuestionSubject, ValueAnswer, ValueQuestion};
use crate::model::KindId;

/// A choice about the open import.
#[derive(Clone, Debug)]
pub(crate) enum ImportChoice {
    Kind(KindId),
    /// The field of a column; an empty one leaves the column out.
    Field {
        heading: String,
        field: String,
    },
    Answer(GivenAnswer),
    /// The question is open again.
    AskAgain(ValueQuestion),
}

/// An answer that the user gave.
#[derive(Clone, Debug)]
pub(crate) struct GivenAnswer {
    pub(crate) question: ValueQuestion,
    pub(crate) value: AnswerValue,
    /// The answer in words.
    pub(crate) label: String,
}

/// The value of an answer.
#[derive(Clone, Debug)]
pub(crate) enum AnswerValue {
    /// The meaning of a text.
    Text(ValueAnswer),
    /// The notation of dates or numbers: `dmy`, `comma`.
    Notation(String),
}

impl GivenAnswer {
    pub(super) fn is_about(&self, question: &ValueQuestion) -> bool {
        self.question.subject == question.subject
            && self.question.field == question.field
            && self.question.text == question.text
    }

    /// Adds the answer to those of a request.
    pub(super) fn add_to(&self, answers: &mut ImportAnswers) {
        let ValueQuestion { subject, field, text, .. } = &self.question;
        match &self.value {
            AnswerValue::Text(value) => {
                let of_field = answers.values.entry(field.clone()).or_default();
                of_field.insert(text.clone(), value.clone());
            }
            AnswerValue::Notation(word) => match subject {
                QuestionSubject::DayOrder => answers.dates = Some(word.clone()),
                QuestionSubject::DecimalSign => answers.decimal = Some(word.clone()),
                _ => answers.excel_days = true,
            },
        }
    }
}

impl ImportView {
    /// Takes a choice. The plan follows a column at once, and answers when all are given.
    fn take_choice(&mut self, app: &mut App, choice: ImportChoice) {
        self.is_stale = true;
        match choice {
            ImportChoice::Kind(kind) => {
                self.kind = Some(kind);
                // fields of another kind
                self.columns.clear();
                self.request_plan(app);
            }
            ImportChoice::Field { heading, field } => {
                self.columns.insert(heading, field);
                self.request_plan(app);
            }
            ImportChoice::Answer(answer) => {
                self.given.retain(|given| !given.is_about(&answer.question));
                self.given.push(answer);
                self.select_open_question();
                // the preview waits for its own key: the next Enter would write unseen
                if self.open_question_count() == 0 {
                    self.request_plan(app);
                }
            }
            ImportChoice::AskAgain(question) => {
                self.given.retain(|given| !given.is_about(&question));
                self.request_plan(app);
            }
        }
    }
}

impl App {
    /// Opens the picker for a row of the import: its kind, then the columns, then the questions.
    pub(crate) fn open_import_row(&mut self, index: usize) -> Result<()> {
        let Some(view) = self.overlays.import_mut() else {
            return Err(Error::usage("no import is open"));
        };
        let column_count = view.column_count();
        let kind = if index == 0 {
            PickerKind::ImportKind
        } else if index < column_count {
            PickerKind::ImportField
        } else if view.questions().len() > index - column_count {
            PickerKind::ImportAnswer
        } else {
            return Err(Error::usage("no question is open; Tab goes on"));
        };
        match kind {
            PickerKind::ImportAnswer => view.question = index - column_count,
            _ => view.column = index,
        }
        self.open_picker(kind, "")
    }

    /// Takes a choice about the open import.
    pub(crate) fn take_import_choice(&mut self, choice: ImportChoice) {
        match self.overlays.pop() {
            Some(Overlay::Import(mut view)) => {
                view.take_choice(self, choice);
                self.overlays.push(Overlay::Import(view));
            }
            Some(other) => self.overlays.push(other),
            None => {}
        }
    }
}
