//! Dates that are far from all others, such as a year with a slip: they stretch no axis.

use crate::fixture_dataset;
use crate::support::dashboard::{dashboard, screen_text};
use gloact::app::App;
use gloact::store::layer::Layer;
use serde_json::json;

/// Returns the dashboard of the fixture with two events more: one long before, one long after.
fn app_with_outliers(size: (u16, u16)) -> App {
    let event = |date: &str| json!({"title": "Outlier", "date": date, "phase": "rivers-1", "kind": "visit"});
    let events = json!({"events": {"old": event("0999"), "late": event("2205-03")}});
    dashboard(fixture_dataset(vec![Layer::from_text("more", events.to_string())]), size)
}

/// Returns the line of a screen that has the labels of years.
fn years(text: &str) -> String {
    let is_axis = |line: &&str| line.split_whitespace().filter(|word| is_year(word)).count() > 2;
    text.lines().find(is_axis).unwrap_or_else(|| panic!("{text}")).to_string()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20")
}

#[test]
fn axes_show_the_years_of_nearly_all_events() {
    let size = (120, 36);
    for pane in ["overview", "timeline"] {
        let script = format!("go {pane}");
        let mut usual = dashboard(fixture_dataset(Vec::new()), size);
        usual.run_script(&script).unwrap();
        let mut app = app_with_outliers(size);
        app.run_script(&script).unwrap();
        let text = screen_text(&mut app, size);
        assert_eq!(years(&text), years(&screen_text(&mut usual, size)), "{pane}: {text}");
    }
}

#[test]
fn events_outside_the_axis_are_counted() {
    let size = (120, 36);
    let mut app = app_with_outliers(size);
    let overview = screen_text(&mut app, size);
    assert!(overview.contains("2 off the axis"), "{overview}");
    app.run_script("go timeline").unwrap();
    let timeline = screen_text(&mut app, size);
    assert!(timeline.contains("◂ 1 before ▸ 1 after"), "{timeline}");
}
