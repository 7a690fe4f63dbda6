//! Anything: records by all their names, commands, panes; what was chosen lately where nothing is typed.

use super::commands::fitting;
use super::{Choice, Does, Pick};
use crate::app::App;
use crate::command::Action;
use crate::detail::about;
use crate::model::{Event, Place};
use crate::query::search::Fit;
use crate::sort;
use crate::store::RecordRef;
use crate::ui::picker::Line;

/// The most records that are worth showing.
const MOST: usize = 200;

pub(crate) fn choices(app: &App, pick: &Pick) -> Vec<Choice> {
    let words = pick.words();
    if words.is_empty() {
        let places = app.own.memory.recent.iter().map(|place| Place::new(place.as_str()));
        let recent = places.filter_map(|place| Some(record(app, app.data.row_of(&place)?, Fit::default(), None)));
        return recent.chain(fitting(app, "", false).into_iter().map(|(_, choice)| choice)).collect();
    }
    // commands are there at once; records follow when their names are gathered
    let records = if app.kept.are_names_coming() { Vec::new() } else { app.kept.names(&app.scene().scope).find(words, MOST) };
    let mut all: Vec<(u32, Choice)> =
        records.into_iter().map(|found| (found.fit.score, record(app, found.row, found.fit, found.also))).collect();
    all.extend(fitting(app, words, false));
    sort::by_key(&mut all, |(score, _)| std::cmp::Reverse(*score));
    all.into_iter().map(|(_, choice)| choice).collect()
}

fn record(app: &App, row: RecordRef, fit: Fit, also: Option<String>) -> Choice {
    let (data, scope) = (&app.data, app.scene().scope);
    let place = data.place(row);
    let note = match (also, data.get::<Event>(row)) {
        (_, Some(event)) => event.date.words(),
        (Some(also), _) => also,
        // the kind stands at the end of the line already
        _ => about(&scope, row).split_once(" · ").map(|(_, rest)| rest.to_string()).unwrap_or_default(),
    };
    let line =
        Line { text: data.heading(row).into_owned(), letters: fit.letters, kind: row.kind().singular.into(), note, ..Line::default() };
    Choice { line, does: Does::Act(Action::Go(place.to_string())), place: Some(place) }
}
