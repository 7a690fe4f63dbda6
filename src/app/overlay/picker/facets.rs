//! Conditions and values of the list that is shown, and the same filter carried to another list.

use super::{Choice, Does, Pick};
use crate::app::App;
use crate::command::Action;
use crate::pane::Asked;
use crate::query::facets::{facets, toggled};
use crate::query::search::fit;
use crate::store::title_of;
use crate::ui::picker::Line;

pub(crate) fn choices(app: &App, pick: &Pick) -> Vec<Choice> {
    let scene = app.scene();
    let Some(asked) = app.tabs[app.current].asked() else { return Vec::new() };
    let Asked { list, filter, all, rows, .. } = asked;
    let mut found = Vec::new();
    let mut offer = |text: String, kind: String, on: Option<bool>, does: Does| {
        if let Some(fit) = fit(pick.words(), &text) {
            found.push(Choice::new(Line { text, kind, on, letters: fit.letters, ..Line::default() }, does));
        }
    };
    let all_values = facets(list, &scene.scope, all, filter);
    let offered: Vec<usize> = all_values.iter().map(|facet| facet.column).collect();
    // a condition that stands for no value below is dropped here
    for (at, term) in filter.terms.iter().enumerate().filter(|(_, term)| term.named().is_none_or(|(column, _)| !offered.contains(&column)))
    {
        let does = Does::Act(Action::Filter(filter.without(at).text()));
        offer(term.chip(list, &scene.scope, rows), "condition".into(), Some(true), does);
    }
    for (at, facet) in all_values.iter().enumerate() {
        let column = list.at(facet.column);
        let does = Does::Act(Action::Filter(toggled(list, filter, &all_values, at)));
        offer(format!("{}  {}", column.name(), facet.label), facet.rows.to_string(), Some(facet.on), does);
    }
    for (text, script) in carried(app, &asked) {
        offer(text, "go".into(), None, Does::Run(script));
    }
    found
}

/// The records of this list as a condition of another: the events of these countries, the countries of these events.
fn carried(app: &App, asked: &Asked) -> Vec<(String, String)> {
    if asked.filter.terms.is_empty() || asked.rows.is_empty() {
        return Vec::new();
    }
    let data = &app.data;
    let here = asked.rows[0].kind().name;
    let mut found = Vec::new();
    for tab in app.tabs.iter() {
        // each list is gone to where it is at home
        let home =
            |other: &Asked| !std::ptr::eq(other.list, asked.list) && other.list.kinds.iter().any(|kind| tab.card().kinds.contains(kind));
        let Some(other) = tab.asked().filter(home) else { continue };
        // a column there that holds records of the kind here
        let column =
            other.list.columns.iter().find(|column| crate::model::LINKS.iter().any(|(field, kind)| *field == column.key && *kind == here));
        let nouns = (if asked.rows.len() == 1 { asked.list.nouns.0 } else { asked.list.nouns.1 }, other.list.nouns.1);
        if let Some(column) = column {
            let ids: Vec<&str> = asked.rows.iter().map(|row| data.id(*row)).collect();
            let text = format!("{} of these {} {}", title_of(nouns.1), ids.len(), nouns.0);
            found.push((text, format!("go {}; filter {}={}", tab.name(), column.key, ids.join(","))));
        }
    }
    found
}
