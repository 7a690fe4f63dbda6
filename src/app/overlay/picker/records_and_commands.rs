//! Finds records by all their names, commands and panes. Without a query, lists the recent choices.

use super::commands_and_panes::{CommandSubset, matching, matching_or_similar};
use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::detail::subtitle;
use crate::model::{Event, RecordPath};
use crate::query::search::NameMatch;
use crate::store::RecordRef;
use crate::ui::picker::PickerRow;
use std::cmp::Reverse;

const MAX_RECORDS: usize = 200;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let query = picker.query();
    if query.is_empty() {
        return recent_choices(app);
    }
    let mut choices = matching_records(app, query);
    // a record that matches is meant rather than a command that only resembles the words
    let commands = if choices.is_empty() { matching_or_similar } else { matching };
    choices.extend(commands(app, query, CommandSubset::WithKeys));
    choices.sort_by_key(|(score, _)| Reverse(*score));
    choices.into_iter().map(|(_, choice)| choice).collect()
}

fn recent_choices(app: &App) -> Vec<Choice> {
    let mut choices = Vec::new();
    for path in &app.profile.recent_choices.recent {
        if let Some(record) = app.data().record_at(&RecordPath::new(path.as_str())) {
            choices.push(record_choice(app, record, NameMatch::default(), None));
        }
    }
    choices
        .extend(matching(app, "", CommandSubset::WithKeys).into_iter().map(|(_, choice)| choice));
    choices
}

/// Returns the matching records; none while their names are still being cached, so that commands
/// are there at once.
fn matching_records(app: &App, query: &str) -> Vec<(u32, Choice)> {
    let cache = app.loaded.cache();
    if cache.names_pending() {
        return Vec::new();
    }
    let found = cache.name_index(&app.loaded.query()).search(query, MAX_RECORDS);
    let choice = |result: crate::query::search::SearchResult| {
        let score = result.name_match.score;
        (score, record_choice(app, result.row, result.name_match, result.other_name))
    };
    found.into_iter().map(choice).collect()
}

/// Returns the choice of a record; the note is an event's date, the other name that matched, or the
/// record's subtitle.
fn record_choice(
    app: &App,
    record: RecordRef,
    fit: NameMatch,
    other_name: Option<String>,
) -> Choice {
    let data = app.data();
    let path = data.path(record);
    let note = match (data.get::<Event>(record), other_name) {
        (Some(event), _) => event.date.display(),
        (None, Some(name)) => name,
        (None, None) => {
            // the kind stands at the end of the row already
            let subtitle = subtitle(&app.loaded.query(), record);
            subtitle.split_once(" · ").map(|(_, rest)| rest.to_string()).unwrap_or_default()
        }
    };
    let row = PickerRow {
        text: data.title(record).into_owned(),
        match_positions: fit.letters,
        kind: data.singular(record).into(),
        note,
        ..PickerRow::default()
    };
    Choice { row, action: ChoiceAction::Perform(Action::Go(path.to_string())), path: Some(path) }
}
