//! The decks that can be presented, and the slides of the current one.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::{Action, SlideAction};
use crate::ui::picker::PickerRow;

/// Lists all decks, the current view as a deck, and the focused record.
pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let (pane, context) = app.current_pane();
    let mut choices = Vec::new();
    let mut add = |deck: &str, text: &str, note: &str| {
        let row = PickerRow { note: note.into(), ..PickerRow::new(text) };
        let action = ChoiceAction::Perform(Action::Present(deck.into()));
        choices.extend(Choice::matching(picker.query(), row, action));
    };
    for name in app.deck_names() {
        match name {
            "programme" if app.data().is_bundled() => add(name, "the programme", "bundled"),
            "programme" => add(name, "the programme", "made from its data"),
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
        let action = ChoiceAction::Perform(Action::Slide(SlideAction::GoTo(number.to_string())));
        choices.extend(Choice::matching(picker.query(), PickerRow::new(text), action));
    }
    choices
}
