//! Settings: the picker, the file, errors in it, and the schema.

use crate::support::session::{Session, pane_name, shows};
use crate::themes::has_colours;
use crate::{PROGRAM, Sandbox, bundled_app, draw};
use crossterm::event::Event;
use gloact::app::appearance::AppearanceInputs;
use gloact::app::settings::{SETTINGS, Settings};
use gloact::app::{App, Effect, UserProfile};
use gloact::command::key;
use gloact::ui::buffer_text;
use gloact::ui::capabilities::{Capabilities, ColorDepth};
use gloact::ui::theme::ThemeSet;
use serde_json::{Value, json};

/// Returns a dashboard with settings on a terminal.
fn app_with_settings(settings: Value, terminal: Capabilities) -> App {
    let Value::Object(file) = settings else { panic!("settings are an object") };
    let own = UserProfile {
        settings: Settings::from_json(&file, &ThemeSet::default()).0,
        appearance: AppearanceInputs { terminal, ..AppearanceInputs::default() },
        ..UserProfile::default()
    };
    bundled_app((80, 24), false, "").with_profile(own)
}

fn press(app: &mut App, keys: &str) -> Option<Effect> {
    let mut effect = None;
    for key in keys.split(' ') {
        app.update(Event::Key(key::parse(key).unwrap()));
        effect = app.next_effect();
    }
    effect
}

#[test]
fn settings_picker_previews_and_saves() {
    let terminal = Capabilities { colors: ColorDepth::True, ..Capabilities::default() };
    let mut app = app_with_settings(json!({"theme": "mono"}), terminal);
    assert!(!has_colours(&mut app));
    press(&mut app, "4 ,");
    let (shown, _) = draw(&mut app, (80, 24));
    let text = buffer_text(&shown);
    assert!(text.contains("› ✓ theme: mono") && text.contains("Afghanistan"), "{text}");
    assert!(!has_colours(&mut app));
    // the picker previews dark, and Esc restores the old theme
    for key in ["d", "a", "r", "k"] {
        press(&mut app, key);
    }
    assert!(has_colours(&mut app));
    press(&mut app, "esc");
    assert!(!has_colours(&mut app));
    press(&mut app, ", d a r k");
    assert_eq!(
        press(&mut app, "enter"),
        Some(Effect::StoreSetting("theme".into(), Some("dark".into())))
    );
    assert!(has_colours(&mut app));
    // a default needs no line in the file
    app.run_script("set theme auto").unwrap();
    assert_eq!(app.next_effect(), Some(Effect::StoreSetting("theme".into(), None)));
    assert!(
        app.run_script("set theme drak")
            .is_err_and(|e| e.hint.as_deref() == Some("did you mean \"dark\"?"))
    );
    assert!(
        app.run_script("set mause true")
            .is_err_and(|e| e.hint.as_deref() == Some("did you mean \"mouse\"?"))
    );
}

#[test]
fn map_setting_off_removes_pane_key_and_verb() {
    let mut app = app_with_settings(json!({}), Capabilities::default());
    app.run_script("go map; filter region:north").unwrap();
    app.run_script("set map false").unwrap();
    assert_eq!(app.current_pane().0.name(), "overview");
    assert!(!buffer_text(&draw(&mut app, (80, 24)).0).contains("Map"));
    assert!(app.run_script("go map").is_err() && app.run_script("frame world").is_err());
    press(&mut app, "8");
    assert_eq!(app.current_pane().0.name(), "overview");
    assert!(!app.keys_markdown().contains("map |"));
    app.run_script("set map true; go map").unwrap();
    assert_eq!(app.current_pane().0.name(), "map");

    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/settings.json", r#"{"map": false, "start": "sources"}"#);
    sandbox.write("config/gloact/views.json", r#"{"world": "go map; frame world"}"#);
    assert!(
        sandbox
            .run(&["check", "--format", "lines"])
            .out
            .contains("views.json:1:2: warning: world: ")
    );
    let help = crate::line_mode::run_lines_in(&sandbox, &[], "help\n").out;
    assert!(
        help.contains("go matrix: ") && !help.contains("go map: ") && !help.contains("frame ["),
        "{help}"
    );
    assert_eq!(sandbox.run(&["list", "map"]).err.matches("gloact map").count(), 0);
    let output = sandbox.run(&["map"]);
    assert_eq!(output.code, 2, "{}", output.all_output());
    assert!(!sandbox.run(&["--help"]).out.contains("Where: a map"));
    assert_eq!(sandbox.run(&[]).out, sandbox.run(&["sources"]).out);
    assert_eq!(sandbox.run(&["--do", "go phases"]).out, sandbox.run(&["phases"]).out);
}

#[test]
fn conflicting_settings_are_rejected() {
    for (before, step) in
        [(json!({"map": false}), "set start map"), (json!({"start": "map"}), "set map false")]
    {
        let mut app = app_with_settings(before, Capabilities::default());
        let kept = app.run_script(step);
        assert!(
            kept.as_ref().is_err_and(|e| e.message == "start is the pane that map: false hides"),
            "{step}: {kept:?}"
        );
        // the old settings still hold
        let (words, _) = step.rsplit_once(' ').unwrap();
        assert!(
            app.run_script(&format!(
                "{words} {}",
                if words == "set map" { "true" } else { "overview" }
            ))
            .is_ok()
        );
    }
    let offered = |before: Value| {
        let mut app = app_with_settings(before, Capabilities::default());
        app.run_script("settings start").unwrap();
        buffer_text(&draw(&mut app, (80, 24)).0).contains("start: map")
    };
    assert!(offered(json!({})) && !offered(json!({"map": false})));
}

#[test]
fn invalid_setting_lists_valid_values() {
    let mut app = app_with_settings(json!({}), Capabilities::default());
    for (step, words) in [
        ("set mouse yes", "invalid value \"yes\" for mouse (expected false or true)"),
        ("set ascii", "invalid value \"\" for ascii (expected auto, always or never)"),
        ("set theme drak", "invalid value \"drak\" for theme (did you mean \"dark\"?)"),
        ("set teme dark", "unknown setting \"teme\" (did you mean \"theme\"?)"),
    ] {
        assert_eq!(app.run_script(step).unwrap_err().to_string(), words);
    }
}

#[test]
fn settings_errors_are_reported() {
    for (text, line, words) in [
        (r#"{"teme": "dark"}"#, "1:2", "did you mean \"theme\"?"),
        (r#"{"theme": "drak"}"#, "1:2", "did you mean \"dark\"?"),
        (r#"{"mouse": "yes"}"#, "1:2", "invalid value \"yes\" for mouse"),
        (r#"{"ascii": true}"#, "1:2", "invalid value true for ascii"),
        ("{\n\"start\": \"contries\"}", "2:1", "did you mean \"countries\"?"),
        (r#"{"start": "map", "map": false}"#, "1:2", "map: false hides"),
        (r#"{"mouse": true, "mouse": false}"#, "1:", "duplicate key"),
        ("[]", "1:1", "expected an object, found a list"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("config/gloact/settings.json", text);
        let report = sandbox.run(&["check", "--format", "text"]);
        assert!(
            report.out.contains("settings.json")
                && report.out.contains(line)
                && report.out.contains(words),
            "{text}: {}",
            report.out
        );
        assert_eq!(sandbox.run(&["countries"]).code, 0, "{text}");
    }
    // the other settings of the file hold, and of the two the last
    let sandbox = Sandbox::new();
    let file = r#"{"theme": "light", "mouse": true, "theme": "mono"}"#;
    sandbox.write("config/gloact/settings.json", file);
    let config = sandbox.run(&["config", "--format", "json"]).out;
    let config: Value = serde_json::from_str(&config).unwrap();
    let values: Vec<&Value> =
        config["rows"].as_array().unwrap().iter().map(|row| &row["value"]).collect();
    assert!(values.contains(&&"mono".into()) && values.contains(&&"true".into()), "{values:?}");
    let sandbox = Sandbox::new();
    let fine: serde_json::Map<String, Value> = SETTINGS
        .iter()
        .map(|one| (one.key.into(), (one.values)(&ThemeSet::default()).next().unwrap().0))
        .collect();
    sandbox.write("config/gloact/settings.json", serde_json::to_string(&fine).unwrap());
    assert!(!sandbox.run(&["check"]).out.contains("settings.json"));
}

#[test]
fn settings_schema_matches_the_program() {
    let sandbox = Sandbox::new();
    let schema: Value = serde_json::from_str(&sandbox.run(&["schema", "--settings"]).out).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for one in SETTINGS {
        for (value, _) in (one.values)(&ThemeSet::default()) {
            let file = json!({one.key: value, "$comment": "mine"});
            assert!(schema.is_valid(&file), "{file}");
        }
    }
    for wrong in
        [json!({"theme": "drak"}), json!({"teme": "dark"}), json!({"mouse": "true"}), json!([])]
    {
        assert!(!schema.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn only_changed_settings_are_written() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(
        ".config/gloact/settings.json",
        r#"{"$comment": "mine", "start": "phases", "theme": "light"}"#,
    );
    let mut session = Session::start_in(sandbox, PROGRAM, &[]);
    session.wait("the pane to start on", |screen| pane_name(screen) == "Phases");
    session.press(",mouse\x1b[B");
    session.wait("the choice", shows("mouse: true"));
    session.press("\r");
    session.wait("what became of it", shows("is saved in settings.json"));
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(
        written,
        json!({"$comment": "mine", "start": "phases", "theme": "light", "mouse": true})
    );
    session.press(",mouse\r");
    session.wait("what became of it", shows("mouse is back to its default"));
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(written, json!({"$comment": "mine", "start": "phases", "theme": "light"}));
    // an invalid file is not changed
    std::fs::write(&file, "{\"theme\": ").unwrap();
    session.press(",mouse\x1b[B\r");
    session.wait("why not", shows("is invalid and was not changed"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "{\"theme\": ");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}
