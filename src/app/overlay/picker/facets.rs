//! Conditions and values to filter the current list by.

use super::related_lists::related_lists;
use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::pane::CurrentList;
use crate::query::facets::{facets, toggle_value};
use crate::ui::picker::PickerRow;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let query = app.loaded.query();
    let Some(state) = app.panes.current().current_list() else { return Vec::new() };
    let CurrentList { list, filter, shows_all, rows, .. } = state;
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
    for (text, script) in related_lists(app, &state) {
        add(text, "go".into(), None, ChoiceAction::RunScript(script));
    }
    choices
}
