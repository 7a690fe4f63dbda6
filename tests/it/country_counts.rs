//! Numbers of countries: implemented, and expected at the start, which may be an upper bound.

use crate::{Sandbox, bundled_app, draw, fixture_app};
use gloact::ui::buffer_text;

/// Returns the text of a screen over the bundled data.
fn bundled_text(script: &str) -> String {
    let size = (120, 60);
    let mut app = bundled_app(size, false, script);
    buffer_text(&draw(&mut app, size).0)
}

#[test]
fn bound_is_no_plan_that_was_missed() {
    let phases = bundled_text("go phases");
    for words in ["up to 15 countries", "13 countries", "4 countries", "1 country"] {
        assert!(phases.contains(words), "{words}: {phases}");
    }
    let screens = [phases, bundled_text("go overview"), bundled_text("go phases/glo-act")];
    for screen in &screens {
        for words in ["planned 15", "15 planned", "of 15", "15 countries ≠", "13 countries ≠"] {
            assert!(!screen.to_lowercase().contains(words), "{words}: {screen}");
        }
    }
    let sandbox = Sandbox::new();
    let json = sandbox.run(&["list", "phases", "--format", "json"]).out;
    assert!(json.contains("13 (up to 15 expected)"), "{json}");
}

#[test]
fn number_in_brackets_is_explained() {
    let size = (120, 36);
    let mut app = fixture_app(size, false, "go overview");
    let text = buffer_text(&draw(&mut app, size).0);
    assert!(text.contains("(1)") && text.contains("(n) expected"), "{text}");
}

#[test]
fn bound_is_read_checked_and_shown() {
    let sandbox = Sandbox::new();
    let good = sandbox.write(
        "good.json",
        r#"{"phases": {"glo-act-bangladesh": {"countries_planned": {"up_to": 2}}}}"#,
    );
    let shown = sandbox.run(&["show", "phases/glo-act-bangladesh", "--data", &good]).out;
    assert!(shown.contains("up to 2"), "{shown}");
    let bad = sandbox.write(
        "bad.json",
        r#"{"phases": {"glo-act-bangladesh": {"countries_planned": {"upto": 2}}}}"#,
    );
    let output = sandbox.run(&["check", "--data", &bad]);
    let text = output.all_output();
    assert!(
        text.contains("warning: ") && text.contains("bad.json:1:") && text.contains("up_to"),
        "{text}"
    );
}
