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

fn long_region() -> Layer {
    let country = json!({
        "short": "Belmora (Federated Islands of)", "region": "Islands and the Far South"});
    Layer::from_text("long", json!({"countries": {"XB": country}}).to_string())
}

#[test]
fn values_are_whole_where_the_detail_leaves_them_room() {
    for size in [(130, 36), (200, 60)] {
        let text = list(vec![long_region()], "go countries", size);
        for value in ["Belmora (Federated Islands of)", "Islands and the Far South"] {
            assert!(text.contains(value), "{value} {size:?}\n{text}");
        }
        // a filter leaves the rule where it is
        let rule = |text: &str| text.lines().nth(5).unwrap().chars().position(|c| c == '│');
        let filtered = list(vec![long_region()], "go countries; filter name:arvenia", size);
        assert_eq!(rule(&text), rule(&filtered), "{filtered}");
    }
}

#[test]
fn an_open_detail_has_room_for_its_values() {
    let text = list(vec![long_region()], "go countries; enter", (150, 36));
    let rule = text.lines().nth(5).unwrap().chars().position(|c| c == '│').expect(&text);
    assert!(150 - rule >= 60, "{rule}\n{text}");
    // on a narrower screen it has the whole width
    let text = list(vec![long_region()], "go countries; enter", (120, 36));
    assert!(!text.contains('│') && text.contains("Names and codes"), "{text}");
}

#[test]
fn nothing_touches_the_rule_before_a_detail() {
    for script in ["go countries", "go timeline", "go documents", "go sources", "go map"] {
        for size in [(120, 36), (200, 60)] {
            let text = list(vec![long_region()], script, size);
            let before = text.lines().filter_map(|line| line.split_once('│'));
            for (list, _) in before.filter(|(list, _)| list.chars().count() > 50) {
                assert!(list.ends_with(' '), "{script} {size:?}\n{text}");
            }
        }
    }
}
