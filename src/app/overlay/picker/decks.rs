//! The decks that can be presented, and the slides of the current one.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::{Action, SlideCommand};
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

/// Lists all decks, the current view as a deck, and the focused record.
pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let (pane, context) = app.current_pane();
    let mut choices = Vec::new();
    let mut add = |deck: &str, text: &str, note: &str| {
        if let Some(fit) = match_name(picker.query(), text) {
            let row = PickerRow {
                text: text.into(),
                match_positions: fit.letters,
                note: note.into(),
                ..PickerRow::default()
            };
            let action = ChoiceAction::Perform(Action::Present(deck.into()));
            choices.push(Choice::new(row, action));
        }
    };
    for name in app.deck_names() {
        match name {
            "programme" => add(name, "the programme", "bundled"),
            name => add(name, name, "your own"),
        }
    }
    add("view", "this view", &app.script());
    let focused = pane.focused_path(context);
    if let Some(record) = focused.and_then(|path| app.data().record_at(&path)) {
        let path = app.data().path(record).to_string();
        add(&path, &app.data().title(record), &path);
    }
    choices
}

/// Lists the slides of the deck that is presented.
pub(super) fn slides(app: &App, picker: &Picker) -> Vec<Choice> {
    let mut choices = Vec::new();
    for (index, title) in app.slide_titles().into_iter().enumerate() {
        let number = index + 1;
        let text = format!("{number}  {title}");
        if let Some(fit) = match_name(picker.query(), &text) {
            let row = PickerRow { text, match_positions: fit.letters, ..PickerRow::default() };
            let action = Action::Slide(SlideCommand::GoTo(number.to_string()));
            choices.push(Choice::new(row, ChoiceAction::Perform(action)));
        }
    }
    choices
}
