//! The map of a programme whose countries are in no phase, and its slide.

use crate::support::dashboard::screen_text;
use crate::{Sandbox, dashboard, fixture_dataset};
use gloact::store::layer::Layer;
use serde_json::json;

#[test]
fn an_empty_map_says_why_it_is_empty() {
    let none: Vec<&str> = Vec::new();
    let countries =
        ["XA", "XB", "XC", "XD", "XE"].map(|id| (id.to_string(), json!({"phases": none})));
    let countries: serde_json::Map<_, _> = countries.into_iter().collect();
    let layer = json!({ "countries": countries }).to_string();
    for size in [(80, 24), (120, 36)] {
        let layers = vec![Layer::from_text("none", layer.clone())];
        let mut app = dashboard(fixture_dataset(layers), size);
        app.run_script("go map").unwrap();
        let text = screen_text(&mut app, size);
        assert!(text.contains("no country is in a phase"), "{text}");
    }
}

#[test]
fn slide_of_tiles_names_countries_and_agencies_by_phase() {
    let sandbox = Sandbox::new();
    for (kind, value) in [
        ("programme", json!({"main": {"title": "Clean lakes"}})),
        ("agencies", json!({"own": {"name": "Lake Office"}})),
        ("phases", json!({"p1": {"title": "Lakes", "agencies": ["own"]}})),
        ("countries", json!({"NP": {"phases": ["p1"]}, "KE": {"phases": ["p1"]}})),
    ] {
        sandbox.write(&format!("lakes/{kind}.json"), value.to_string());
    }
    let script = "go map; present view";
    let output = sandbox.run(&["screenshot", "--format", "text", script, "--programme", "lakes"]);
    assert!(output.out.contains("● Lakes: Kenya, Nepal; with Lake Office"), "{}", output.out);
}
