//! The widths of a table's columns.

use crate::support::dashboard::{Size, screen_text};
use crate::{dashboard, fixture_dataset};
use gloact::store::layer::Layer;
use serde_json::json;

/// Returns a list of the fixture after a script.
fn list(layers: Vec<Layer>, script: &str, size: Size) -> String {
    let mut app = dashboard(fixture_dataset(layers), size);
    app.run_script(script).unwrap();
    screen_text(&mut app, size)
}

fn survey() -> Layer {
    let event = json!({
        "title": "Survey", "date": "2024-10/2025-02", "phase": "rivers-delta", "place": "Elva",
    });
    Layer::from_text("survey", json!({"events": {"survey": event}}).to_string())
}

#[test]
fn widths_follow_the_values() {
    for size in [(80, 24), (120, 36)] {
        let text = list(vec![survey()], "go timeline; select events/survey", size);
        assert!(text.contains("Oct 2024 – Feb 2025"), "{text}");
    }
}

#[test]
fn columns_of_short_values_stay_beside_a_detail() {
    let text = list(Vec::new(), "go countries", (120, 36));
    assert!(text.contains("Events") && text.contains("Code"), "{text}");
}
