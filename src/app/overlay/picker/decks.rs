//! What can be presented, and the slides of what is.

use super::{Choice, Does, Pick};
use crate::app::App;
use crate::command::Action;
use crate::query::search::fit;
use crate::ui::picker::Line;

/// The decks that there are, where one is as a deck, and the record where one is.
pub(crate) fn choices(app: &App, pick: &Pick) -> Vec<Choice> {
    let (tab, scene) = app.here();
    let record = tab.about(scene).and_then(|place| app.data().row_of(&place));
    let named = |name: &str| match name {
        "programme" => ("the programme".to_string(), "bundled".to_string()),
        name => (name.to_string(), "your own".to_string()),
    };
    let decks = app.decks().map(|name| (name.to_string(), named(name)));
    let view = ("view".to_string(), ("this view".to_string(), app.link()));
    let record = record.map(|row| {
        let place = app.data().place(row).to_string();
        (place.clone(), (app.data().heading(row).into_owned(), place))
    });
    let all = decks.chain([view]).chain(record).filter_map(|(words, (text, note))| {
        let letters = fit(pick.words(), &text)?.letters;
        Some(Choice::new(Line { text, letters, note, ..Line::default() }, Does::Act(Action::Present(words))))
    });
    all.collect()
}

/// The slides of the deck that is shown.
pub(crate) fn slides(app: &App, pick: &Pick) -> Vec<Choice> {
    let all = app.slide_titles().into_iter().enumerate().filter_map(|(at, title)| {
        let number = (at + 1).to_string();
        let text = format!("{number}  {title}");
        let letters = fit(pick.words(), &text)?.letters;
        Some(Choice::new(Line { text, letters, ..Line::default() }, Does::Act(Action::Pane("slide", number))))
    });
    all.collect()
}
