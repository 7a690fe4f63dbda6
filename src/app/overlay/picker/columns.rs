//! The columns of the list that is shown: to sort by, and to hide and show.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

/// Columns to sort by: up, then down, then as it was.
pub(crate) fn sort_choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let Some(asked) = app.panes.current().list_state().filter(|asked| asked.has_columns) else {
        return Vec::new();
    };
    let columns = asked.list.columns.iter().enumerate().filter_map(|(at, column)| {
        let text = column.label();
        let letters = match_name(picker.query(), &text)?.letters;
        let (kind, next) = match asked.sort {
            Some(sort) if sort.column == at && sort.descending => ("downwards", String::new()),
            Some(sort) if sort.column == at => ("upwards", format!("{} down", column.key)),
            _ => ("", column.key.to_string()),
        };
        Some(Choice::new(
            PickerRow { text, match_positions: letters, kind: kind.into(), ..PickerRow::default() },
            ChoiceAction::Perform(Action::Sort(next)),
        ))
    });
    columns.collect()
}

/// Columns to hide and show.
pub(crate) fn visible(app: &App, picker: &Picker) -> Vec<Choice> {
    let Some(asked) = app.panes.current().list_state().filter(|asked| asked.has_columns) else {
        return Vec::new();
    };
    let keys: Vec<&str> = asked.list.columns.iter().map(|column| column.key).collect();
    let usual: Vec<&str> = asked
        .list
        .columns
        .iter()
        .filter(|column| column.min_width > 0)
        .map(|column| column.key)
        .collect();
    let now: Vec<&str> =
        if asked.columns.is_empty() { usual.clone() } else { asked.columns.to_vec() };
    let columns = asked.list.columns.iter().filter_map(|column| {
        let text = column.label();
        let letters = match_name(picker.query(), &text)?.letters;
        let on = now.contains(&column.key);
        let wanted: Vec<&str> = keys
            .iter()
            .filter(|key| if **key == column.key { !on } else { now.contains(*key) })
            .copied()
            .collect();
        // a list without any column would show nothing
        let wanted = if wanted.is_empty() { vec![column.key] } else { wanted };
        let wanted = if wanted == usual { String::new() } else { wanted.join(",") };
        Some(Choice::new(
            PickerRow {
                text,
                match_positions: letters,
                is_checked: Some(on),
                ..PickerRow::default()
            },
            ChoiceAction::Perform(Action::Columns(wanted)),
        ))
    });
    columns.collect()
}
