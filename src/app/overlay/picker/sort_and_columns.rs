//! The columns of the current list: to sort by, and to hide and show.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::query::Column;
use crate::ui::picker::PickerRow;

/// Lists columns to sort by: ascending, then descending, then in the list's own order.
pub(super) fn sort_choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let state = app.panes.current().current_list().filter(|state| state.has_columns);
    let Some(state) = state else { return Vec::new() };
    let choice = |(index, column): (usize, &Column)| {
        let (kind, next) = match state.sort.filter(|sort| sort.column == index) {
            Some(sort) if sort.descending => ("descending", String::new()),
            Some(_) => ("ascending", format!("{} down", column.key)),
            None => ("", column.key.to_string()),
        };
        let row = PickerRow { kind: kind.into(), ..PickerRow::new(column.label()) };
        Choice::matching(picker.query(), row, ChoiceAction::Perform(Action::Sort(next)))
    };
    state.list.columns.iter().enumerate().filter_map(choice).collect()
}

/// Lists columns to hide and show.
pub(super) fn visibility_choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let state = app.panes.current().current_list().filter(|state| state.has_columns);
    let Some(state) = state else { return Vec::new() };
    let columns = &state.list.columns;
    let query = app.loaded.query();
    let is_default = |column: &&Column| column.is_default(&query);
    let default: Vec<&str> = columns.iter().filter(is_default).map(|column| column.key).collect();
    let visible = if state.columns.is_empty() { default.clone() } else { state.columns.to_vec() };
    let mut choices = Vec::new();
    for column in columns.iter() {
        let is_visible = visible.contains(&column.key);
        let is_wanted =
            |key: &str| if key == column.key { !is_visible } else { visible.contains(&key) };
        let mut wanted: Vec<&str> =
            columns.iter().map(|column| column.key).filter(|key| is_wanted(key)).collect();
        if wanted.is_empty() {
            // a list without any column would show nothing
            wanted.push(column.key);
        }
        let keys = if wanted == default { String::new() } else { wanted.join(",") };
        let row = PickerRow { is_checked: Some(is_visible), ..PickerRow::new(column.label()) };
        let action = ChoiceAction::Perform(Action::Columns(keys));
        choices.extend(Choice::matching(picker.query(), row, action));
    }
    choices
}
