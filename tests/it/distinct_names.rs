//! Names that are alike at their beginnings, on screens without room for the whole of them.

use crate::support::dashboard::screen_text;
use crate::{dashboard, fixture_dataset};
use gloact::store::layer::Layer;
use serde_json::json;

#[test]
fn long_names_that_differ_at_the_end_are_told_apart() {
    let name = |end: &str| format!("Ministry of Water and Rivers, {end}");
    let agency = |end: &str| json!({ "name": name(end) });
    let engagement = |agency: &str| json!({"objective": "rivers-1-1", "agency": agency});
    let phase = |end: &str| json!({"title": format!("Restoration of the great rivers {end}")});
    let layer = json!({
        "agencies": {"m-n": agency("North"), "m-s": agency("South")},
        "engagements": {"e-n": engagement("m-n"), "e-s": engagement("m-s")},
        "phases": {"p-n": phase("North"), "p-s": phase("South")},
    });
    for size in [(120, 36), (200, 60)] {
        let layers = vec![Layer::from_text("alike", layer.to_string())];
        let mut app = dashboard(fixture_dataset(layers), size);
        app.run_script("go overview").unwrap();
        let text = screen_text(&mut app, size);
        let heading = text.lines().find(|line| line.contains("Who does what")).unwrap();
        assert!(heading.contains("North") && heading.contains("South"), "{text}");
        let phase =
            |end: &str| text.lines().any(|line| line.contains("Restoration") && line.contains(end));
        assert!(phase("North") && phase("South"), "{text}");
    }
}
