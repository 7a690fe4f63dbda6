//! Signs on the screen: each has a legend, and signs of differences have their own colour.

use crate::support::dashboard::{draw, fixture_dataset, screen_text};
use crate::{bundled_app, dashboard, fixture_app};
use gloact::store::layer::Layer;
use gloact::ui::text_wrapping::fit_phrases;
use gloact::ui::{StyleRole, buffer_text};
use ratatui::style::Color;
use serde_json::json;

#[test]
fn pointer_of_the_timeline_is_in_its_legend() {
    for size in [(80, 24), (120, 36)] {
        let text = screen_text(&mut fixture_app(size, false, "go timeline"), size);
        assert!(text.contains("▼ selected"), "{text}");
    }
}

#[test]
fn legend_of_the_timeline_is_whole_at_80_columns() {
    for app in [fixture_app, bundled_app] {
        let text = screen_text(&mut app((80, 24), false, "go timeline"), (80, 24));
        let legend = text.lines().find(|line| line.contains("▼ selected")).expect(&text);
        for sign in ["• day", "▮ days", "┄ later", "━ phase"] {
            assert!(legend.contains(sign), "{sign}\n{text}");
        }
    }
}

#[test]
fn a_legend_without_room_ends_with_an_ellipsis() {
    let phrases = || ["• day", "▮ days", "┄ later"].map(String::from).to_vec();
    assert_eq!(fit_phrases(phrases(), "  ", 22), "• day  ▮ days  ┄ later");
    assert_eq!(fit_phrases(phrases(), "  ", 21), "• day  ▮ days  …");
    // in the fixture's largest legend
    let many: serde_json::Map<String, serde_json::Value> = (0..40)
        .map(|n| (format!("p-{n}"), json!({"title": format!("Phase {n}"), "date": "2020"})))
        .collect();
    let layer = Layer::from_text("many", json!({ "phases": many }).to_string());
    let mut app = dashboard(fixture_dataset(vec![layer]), (80, 24));
    app.run_script("go timeline; lanes country").unwrap();
    let text = screen_text(&mut app, (80, 24));
    let legend = text.lines().find(|line| line.contains("▼ selected")).expect(&text);
    let last = legend.trim_end().rsplit("  ").next().unwrap();
    let known = ["…", "━ phase", "┄ later"];
    assert!(known.contains(&last), "{last}: {text}");
}

#[test]
fn signs_of_differences_have_their_own_colour() {
    let size = (120, 36);
    let mut app = fixture_app(size, false, "go overview");
    let (buffer, _) = draw(&mut app, size);
    let text = buffer_text(&buffer);
    let cells = || buffer.content.iter().filter(|cell| cell.symbol() == "≠");
    let colours: Vec<Color> = cells().map(|cell| cell.fg).collect();
    assert!(colours.len() >= 3, "{text}");
    assert!(colours.iter().all(|colour| *colour == colours[colours.len() - 1]), "{colours:?}");
    let dim = buffer.content.iter().find(|cell| cell.symbol() == "─").map(|cell| cell.fg);
    assert_ne!(dim, colours.first().copied(), "{:?}", StyleRole::Disputed);
}
