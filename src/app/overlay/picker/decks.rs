//! What can be presented, and the slides of what is.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

/// The decks that there are, where one is as a deck, and the record where one is.
pub(crate) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let (tab, scene) = app.current_pane();
    let record = tab.focused_path(scene).and_then(|place| app.data().record_at(&place));
    let named = |name: &str| match name {
        "programme" => ("the programme".to_string(), "bundled".to_string()),
        name => (name.to_string(), "your own".to_string()),
    };
    let decks = app.deck_names().map(|name| (name.to_string(), named(name)));
    let view = ("view".to_string(), ("this view".to_string(), app.script()));
    let record = record.map(|row| {
        let place = app.data().path(row).to_string();
        (place.clone(), (app.data().title(row).into_owned(), place))
    });
    let all = decks.chain([view]).chain(record).filter_map(|(words, (text, note))| {
        let letters = match_name(picker.query(), &text)?.letters;
        Some(Choice::new(
            PickerRow { text, match_positions: letters, note, ..PickerRow::default() },
            ChoiceAction::Perform(Action::Present(words)),
        ))
    });
    all.collect()
}

/// The slides of the deck that is shown.
pub(crate) fn slides(app: &App, picker: &Picker) -> Vec<Choice> {
    let all = app.slide_titles().into_iter().enumerate().filter_map(|(at, title)| {
        let number = (at + 1).to_string();
        let text = format!("{number}  {title}");
        let letters = match_name(picker.query(), &text)?.letters;
        Some(Choice::new(
            PickerRow { text, match_positions: letters, ..PickerRow::default() },
            ChoiceAction::Perform(Action::PaneCommand("slide", number)),
        ))
    });
    all.collect()
}
