//! Conditions and values to filter the current list by, and the same filter carried to another
//! list.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::model::{LINK_FIELDS, field_heading};
use crate::pane::{ListState, Pane};
use crate::query::facets::{facets, toggle_value};
use crate::ui::picker::PickerRow;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let query = app.loaded.query();
    let Some(state) = app.panes.current().list_state() else { return Vec::new() };
    let ListState { list, filter, shows_all, rows, .. } = state;
    let mut choices = Vec::new();
    let mut add = |text: String, kind: String, is_checked: Option<bool>, action: ChoiceAction| {
        let row = PickerRow { kind, is_checked, ..PickerRow::new(text) };
        choices.extend(Choice::matching(picker.query(), row, action));
    };
    let values = facets(list, &query, shows_all, filter);
    for (index, term) in filter.terms.iter().enumerate() {
        let is_listed_below = term
            .named_values()
            .is_some_and(|(column, _)| values.iter().any(|facet| facet.column == column));
        if !is_listed_below {
            let shorter = filter.without_term(index).to_text();
            let label = term.chip_label(list, &query, rows);
            let action = ChoiceAction::Perform(Action::Filter(shorter));
            add(label, "condition".into(), Some(true), action);
        }
    }
    for (index, facet) in values.iter().enumerate() {
        let label = format!("{}  {}", list.column_at(facet.column).label(), facet.label);
        let toggled = toggle_value(list, filter, &values, index);
        let action = ChoiceAction::Perform(Action::Filter(toggled));
        add(label, facet.row_count.to_string(), Some(facet.is_selected), action);
    }
    for (text, script) in carried_filters(app, &state) {
        add(text, "go".into(), None, ChoiceAction::RunScript(script));
    }
    choices
}

/// Returns the filtered records as a condition on other lists, each with its script: the events of
/// these countries.
fn carried_filters(app: &App, state: &ListState) -> Vec<(String, String)> {
    if state.filter.terms.is_empty() || state.rows.is_empty() {
        return Vec::new();
    }
    app.panes.iter().filter_map(|pane| carried_filter(app, state, pane)).collect()
}

fn carried_filter(app: &App, state: &ListState, pane: &dyn Pane) -> Option<(String, String)> {
    let other = pane.list_state()?.list;
    let is_home = other.kinds.iter().any(|kind| pane.info().home_kinds.contains(kind));
    if std::ptr::eq(other, state.list) || !is_home {
        return None;
    }
    let kind = state.rows[0].kind;
    // the column there that holds links to these records
    let column = other.columns.iter().find(|column| LINK_FIELDS.contains(&(column.key, kind)))?;
    let ids: Vec<&str> = state.rows.iter().map(|row| app.data().id(*row)).collect();
    let (singular, plural) = state.list.singular_plural;
    let noun = if ids.len() == 1 { singular } else { plural };
    let heading = field_heading(other.singular_plural.1);
    Some((
        format!("{heading} of these {} {noun}", ids.len()),
        format!("go {}; filter {}={}", pane.name(), column.key, ids.join(",")),
    ))
}
