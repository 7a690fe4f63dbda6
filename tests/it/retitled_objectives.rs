//! Objectives that go on in a later phase under another title: no title is lost.

use crate::line_mode::run_lines_in;
use crate::support::dashboard::screen_text;
use crate::{Sandbox, dashboard, fixture_dataset, root};
use gloact::store::layer::Layer;

const RETITLED: &str = r#"{"objectives": {
    "rivers-1-2": {"title": "Wells that last", "short": null},
    "rivers-delta-1": {"title": "Water points", "short": null, "continues": "rivers-1-2"}},
    "engagements": {"later": {"objective": "rivers-delta-1", "agency": "lab"}}}"#;

fn screen(script: &str, size: (u16, u16)) -> String {
    let layers = vec![Layer::from_text("mine.json", RETITLED)];
    let mut app = dashboard(fixture_dataset(layers), size);
    app.run_script(script).unwrap();
    screen_text(&mut app, size)
}

#[test]
fn a_row_over_all_phases_has_the_older_and_the_later_title() {
    for script in ["go overview", "go matrix; phase all"] {
        let screen = screen(script, (200, 60));
        assert!(screen.contains("Wells that last, later Water points"), "{script}\n{screen}");
    }
    // without room for both the older one does not stand alone
    let narrow = screen("go matrix; phase all", (80, 24));
    assert!(narrow.contains("Wells that last, later"), "{narrow}");
    let screen = screen("go matrix; phase rivers-1", (200, 60));
    assert!(screen.contains("Wells that last") && !screen.contains(", later"), "{screen}");
}

#[test]
fn agencies_are_not_told_under_a_title_for_which_none_is_named() {
    let text = r#"{"objectives": {
        "rivers-1-2": {"title": "Wells that last"},
        "rivers-delta-1": {"title": "Water points", "continues": "rivers-1-2"}}}"#;
    let mut app = dashboard(fixture_dataset(vec![Layer::from_text("mine.json", text)]), (200, 60));
    app.run_script("go overview").unwrap();
    let screen = screen_text(&mut app, (200, 60));
    assert!(screen.contains("Wells that last"), "{screen}");
    assert!(!screen.contains("later Water points"), "{screen}");
}

#[test]
fn line_mode_has_both_titles() {
    let sandbox = Sandbox::new();
    sandbox.write("mine.json", RETITLED.as_bytes());
    let programme = root().join("tests/fixtures/programme").display().to_string();
    for script in ["go overview", "go matrix; phase all"] {
        let args = ["--programme", &programme, "--data", "mine.json"];
        let output = run_lines_in(&sandbox, &args, &format!("{script}\n")).out;
        assert!(output.contains("wells that last, later water points"), "{script}\n{output}");
    }
}
