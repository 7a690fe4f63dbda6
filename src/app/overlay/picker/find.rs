//! Anything: records by all their names, commands, panes; what was chosen lately where nothing is typed.

use super::commands::matching;
use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::detail::subtitle;
use crate::model::{Event, RecordPath};
use crate::query::search::Match;
use crate::sort;
use crate::store::RecordRef;
use crate::ui::picker::PickerRow;

/// The most records that are worth showing.
const MAX_RECORDS: usize = 200;

pub(crate) fn choices(app: &App, pick: &Picker) -> Vec<Choice> {
    let words = pick.query();
    if words.is_empty() {
        let places =
            app.profile.session_memory.recent.iter().map(|place| RecordPath::new(place.as_str()));
        let recent = places.filter_map(|place| {
            Some(record(app, app.data.record_at(&place)?, Match::default(), None))
        });
        return recent
            .chain(matching(app, "", false).into_iter().map(|(_, choice)| choice))
            .collect();
    }
    // commands are there at once; records follow when their names are gathered
    let records = if app.cache.names_pending() {
        Vec::new()
    } else {
        app.cache.name_index(&app.context().query).search(words, MAX_RECORDS)
    };
    let mut all: Vec<(u32, Choice)> = records
        .into_iter()
        .map(|found| {
            (found.name_match.score, record(app, found.row, found.name_match, found.other_name))
        })
        .collect();
    all.extend(matching(app, words, false));
    sort::by_key(&mut all, |(score, _)| std::cmp::Reverse(*score));
    all.into_iter().map(|(_, choice)| choice).collect()
}

fn record(app: &App, row: RecordRef, fit: Match, also: Option<String>) -> Choice {
    let (data, scope) = (&app.data, app.context().query);
    let place = data.path(row);
    let note = match (also, data.get::<Event>(row)) {
        (_, Some(event)) => event.date.display(),
        (Some(also), _) => also,
        // the kind stands at the end of the line already
        _ => subtitle(&scope, row)
            .split_once(" · ")
            .map(|(_, rest)| rest.to_string())
            .unwrap_or_default(),
    };
    let line = PickerRow {
        text: data.title(row).into_owned(),
        match_positions: fit.letters,
        kind: row.kind_info().singular.into(),
        note,
        ..PickerRow::default()
    };
    Choice { line, action: ChoiceAction::Perform(Action::Go(place.to_string())), path: Some(place) }
}
