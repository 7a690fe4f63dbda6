//! Conditions and values of the list that is shown, and the same filter carried to another list.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::model::field_heading;
use crate::pane::ListState;
use crate::query::facets::{facets, toggle_value};
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

pub(crate) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let scene = app.context();
    let Some(asked) = app.panes.current().list_state() else { return Vec::new() };
    let ListState { list, filter, shows_all: all, rows, .. } = asked;
    let mut found = Vec::new();
    let mut offer = |text: String, kind: String, on: Option<bool>, does: ChoiceAction| {
        if let Some(fit) = match_name(picker.query(), &text) {
            found.push(Choice::new(
                PickerRow {
                    text,
                    kind,
                    is_checked: on,
                    match_positions: fit.letters,
                    ..PickerRow::default()
                },
                does,
            ));
        }
    };
    let all_values = facets(list, &scene.query, all, filter);
    let offered: Vec<usize> = all_values.iter().map(|facet| facet.column).collect();
    // a condition that stands for no value below is dropped here
    for (at, term) in filter.terms.iter().enumerate().filter(|(_, term)| {
        term.named_values().is_none_or(|(column, _)| !offered.contains(&column))
    }) {
        let does = ChoiceAction::Perform(Action::Filter(filter.without_term(at).to_text()));
        offer(term.chip_label(list, &scene.query, rows), "condition".into(), Some(true), does);
    }
    for (at, facet) in all_values.iter().enumerate() {
        let column = list.column_at(facet.column);
        let does =
            ChoiceAction::Perform(Action::Filter(toggle_value(list, filter, &all_values, at)));
        offer(
            format!("{}  {}", column.label(), facet.label),
            facet.row_count.to_string(),
            Some(facet.is_selected),
            does,
        );
    }
    for (text, script) in carried_filters(app, &asked) {
        offer(text, "go".into(), None, ChoiceAction::RunScript(script));
    }
    found
}

/// The records of this list as a condition of another: the events of these countries, the countries of these events.
fn carried_filters(app: &App, asked: &ListState) -> Vec<(String, String)> {
    if asked.filter.terms.is_empty() || asked.rows.is_empty() {
        return Vec::new();
    }
    let data = app.data();
    let here = asked.rows[0].kind;
    let mut found = Vec::new();
    for tab in app.panes.iter() {
        // each list is gone to where it is at home
        let home = |other: &ListState| {
            !std::ptr::eq(other.list, asked.list)
                && other.list.kinds.iter().any(|kind| tab.info().home_kinds.contains(kind))
        };
        let Some(other) = tab.list_state().filter(home) else { continue };
        // a column there that holds records of the kind here
        let column = other.list.columns.iter().find(|column| {
            crate::model::LINK_FIELDS
                .iter()
                .any(|(field, kind)| *field == column.key && *kind == here)
        });
        let nouns = (
            if asked.rows.len() == 1 {
                asked.list.singular_plural.0
            } else {
                asked.list.singular_plural.1
            },
            other.list.singular_plural.1,
        );
        if let Some(column) = column {
            let ids: Vec<&str> = asked.rows.iter().map(|row| data.id(*row)).collect();
            let text = format!("{} of these {} {}", field_heading(nouns.1), ids.len(), nouns.0);
            found.push((
                text,
                format!("go {}; filter {}={}", tab.name(), column.key, ids.join(",")),
            ));
        }
    }
    found
}
