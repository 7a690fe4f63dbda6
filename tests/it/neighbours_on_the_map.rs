//! Neighbours on the map: each has its code beside its dot, or a sign of the key.

use crate::support::dashboard::screen_text;
use crate::{dashboard, fixture_dataset};
use gloact::store::layer::Layer;
use serde_json::json;

#[test]
fn codes_of_neighbours_do_not_touch_other_dots() {
    let record = |name: &str, phases: &[&str], x: f64| json!({"name": name, "phases": phases, "point": [10.0, x]});
    let both = ["rivers-1", "rivers-north"];
    let countries = json!({
        "QA": record("Quarta", &both, 10.0),
        "QB": record("Quebra", &["rivers-north"], 10.5),
        "QC": record("Quinta", &both, 14.0),
    });
    let layer = Layer::from_text("more", json!({ "countries": countries }).to_string());
    let mut app = dashboard(fixture_dataset(vec![layer]), (80, 24));
    app.run_script("go map; frame world").unwrap();
    let text = screen_text(&mut app, (80, 24));
    for code in ["QA", "QB", "QC"] {
        assert!(text.contains(code), "{code}:\n{text}");
    }
    // a heap such as "QA◆●◆QB" reads as one country in two phases
    for heap in ["◆●◆", "●◆●", "●◆◆", "◆◆●", "QB●", "QB◆●"] {
        assert!(!text.contains(heap), "{heap}:\n{text}");
    }
    assert!(text.contains("●◆QA Quarta"), "{text}");
}
