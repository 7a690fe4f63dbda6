//! Kinds of records for the open import, and fields for its selected column.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::app::overlay::import_view::ImportChoice;
use crate::command::PickerKind;
use crate::import::field_choices;
use crate::model::KindId;
use crate::model::text::{capitalize, sanitize, truncate};
use crate::ui::picker::PickerRow;

/// The widest subject in the title of a picker, in cells.
const MAX_SUBJECT_WIDTH: u16 = 40;

impl App {
    /// Returns the column or the question that a picker of the open import is about.
    pub(super) fn import_subject(&self, kind: PickerKind) -> Option<String> {
        let view = self.overlays.import()?;
        let subject = match kind {
            PickerKind::ImportField => {
                let (_, heading, _) = view.selected_column()?;
                format!("Use column \"{heading}\" for")
            }
            PickerKind::ImportAnswer => {
                let question = view.selected_question()?.question;
                match &*question.text {
                    "" => question.field,
                    text => format!("{} \"{text}\"", question.field),
                }
            }
            _ => return None,
        };
        Some(truncate(&sanitize(&capitalize(&subject)), MAX_SUBJECT_WIDTH))
    }
}

pub(super) fn kinds(app: &App, picker: &Picker) -> Vec<Choice> {
    let current = app.overlays.import().and_then(|view| view.plan_kind());
    let kinds = KindId::ALL.iter().copied().filter(|kind| *kind != KindId::Citations);
    let choice = |kind: KindId| {
        let is_checked = Some(Some(kind) == current);
        let row = PickerRow { is_checked, ..PickerRow::new(kind.name()) };
        Choice::matching(picker.query(), row, ChoiceAction::Import(ImportChoice::Kind(kind)))
    };
    kinds.filter_map(choice).collect()
}

pub(super) fn fields(app: &App, picker: &Picker) -> Vec<Choice> {
    let Some((kind, heading, used)) = app.overlays.import().and_then(|view| view.selected_column())
    else {
        return Vec::new();
    };
    let choice = |field: &str, label: &str, note: &str| {
        let is_checked = Some(used.as_deref().unwrap_or_default() == field);
        let row = PickerRow { is_checked, note: note.into(), ..PickerRow::new(label) };
        let chosen = ImportChoice::Field { heading: heading.clone(), field: field.into() };
        Choice::matching(picker.query(), row, ChoiceAction::Import(chosen))
    };
    let fields = field_choices(kind);
    let named = fields.iter().filter_map(|field| {
        let needed = if field.is_needed { "needed: " } else { "" };
        choice(&field.path, &field.path, &format!("{needed}{}", field.description))
    });
    named.chain(choice("", "not used", "The column is left out")).collect()
}
