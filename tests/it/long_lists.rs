//! Lists of many rows, cells with many values, and facets of many values.

use crate::dashboard;
use crate::support::dashboard::{Size, press, screen_text};
use crate::support::generated_programmes::all;
use gloact::app::App;
use gloact::model::KindId;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::glyphs::UNICODE;
use serde_json::json;

const SIZES: &[Size] = &[(80, 24), (120, 36), (200, 60)];

fn dataset(name: &str) -> Dataset {
    all().into_iter().find(|programme| programme.name == name).unwrap().dataset()
}

fn app_after(data: Dataset, script: &str) -> App {
    let mut app = dashboard(data, SIZES[0]);
    app.run_script(script).unwrap_or_else(|error| panic!("{script}: {error}"));
    app
}

#[test]
fn phases_without_room_in_a_cell_leave_a_sign() {
    let phases: Vec<String> = (1..=12).map(|number| format!("p{number:02}")).collect();
    let layer = json!({ "countries": { "AF": { "phases": phases } } });
    let programme = all().into_iter().find(|other| other.name == "many-phases").unwrap();
    let data = programme.dataset_with(vec![Layer::from_text("all", layer.to_string())]);
    let mut app = app_after(data, "go countries");
    let text = screen_text(&mut app, (80, 24));
    let line = text.lines().find(|line| line.contains("Afghanistan")).expect(&text);
    let shown = UNICODE.phase_symbols[..5].concat() + "…";
    assert!(line.contains(&shown), "{line}");
}

#[test]
fn records_are_facets_however_many_there_are() {
    // sixty countries are too many values of a text, not of records
    let mut app = app_after(dataset("many-countries"), "go timeline; facets");
    let mut seen = std::collections::BTreeSet::new();
    let countries = 60;
    for _ in 0..countries + 40 {
        let text = screen_text(&mut app, (80, 24));
        let line = text.lines().find(|line| line.starts_with(" ›")).expect(&text).to_string();
        if let Some(label) = line.split("Country  ").nth(1) {
            seen.insert(label.trim().to_string());
        }
        press(&mut app, "down");
    }
    let text = screen_text(&mut app, (80, 24));
    assert_eq!(seen.len(), countries, "{text}");
}

#[test]
fn every_row_of_long_lists_can_be_selected() {
    for (script, count) in
        [("go countries; all", None), ("go timeline", Some(5000)), ("go sources", None)]
    {
        let mut app = app_after(dataset("many-countries"), script);
        for size in SIZES {
            screen_text(&mut app, *size);
            press(&mut app, "end");
            let state = app.current_pane().0.current_list().unwrap();
            let rows = state.rows.len();
            assert_eq!(state.selected, Some(rows - 1), "{script}");
            assert!(count.is_none_or(|count| count == rows), "{script}: {rows}");
            let last = app.data().title(*state.rows.last().unwrap()).to_string();
            let text = screen_text(&mut app, *size);
            let is_named = |line: &str| last.split(' ').any(|word| line.contains(word));
            let line = text.lines().find(|line| line.starts_with(" ›")).expect(&text);
            assert!(is_named(line), "{script}: {last} in\n{text}");
            press(&mut app, "home");
        }
    }
}

#[test]
fn an_empty_list_without_a_filter_says_so() {
    let programme = all().into_iter().find(|other| other.name == "everything-missing").unwrap();
    let none = json!({ "sources": { "s01": null, "s02": null } });
    let data = programme.dataset_with(vec![Layer::from_text("none", none.to_string())]);
    assert_eq!(data.records(KindId::Sources).count(), 0, "{:?}", data.findings().first());
    let mut app = app_after(data, "go sources");
    let text = screen_text(&mut app, (80, 24));
    assert!(text.contains("there are no sources"), "{text}");
    app.run_script("filter kind:report").unwrap();
    assert!(screen_text(&mut app, (80, 24)).contains("x removes the last condition"));
}
