//! Themes of the user's own: files that are read, checked, offered and reloaded as the others.

use crate::documents::{blocks, document};
use crate::support::session::{Session, pane_name, shows};
use crate::{PROGRAM, Sandbox, fixture_app, tool};
use gloact::app::UserProfile;
use gloact::app::appearance::AppearanceInputs;
use gloact::ui::theme::{ThemeSet, parse_theme};
use serde_json::{Value, json};
use std::fs;
use vt100::Color;

/// Returns a theme for dark terminals with this accent among 256 colours.
fn theme(accent: u8) -> String {
    let theme = json!({
        "$comment": "mine",
        "about": "blue and green",
        "ground": "dark",
        "background": "#0b1a24",
        "text": "#dde8ee",
        "dim": [null, null, null],
        "accent": ["lightcyan", accent, "#5fd7d7"],
        "disputed": ["lightred", 210, "#ff8787"],
        "overridden": ["lightgreen", 114, "#87d787"],
        "phases": [["cyan", 111, "#87afff"], ["lightyellow", 221, "#ffd75f"]],
    });
    theme.to_string()
}

#[test]
fn a_theme_of_ones_own_is_used_by_its_name() {
    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/themes/sea.json", theme(80));
    sandbox.write("system/gloact/themes/sea.json", theme(81));
    sandbox.write("system/gloact/themes/host.json", theme(82).replace("#0b1a24", "#000011"));
    for (name, background) in [("sea", "#0b1a24"), ("host", "#000011")] {
        let picture = sandbox.run(&["screenshot", "go countries", "--theme", name]);
        assert_eq!((picture.code, picture.err.as_str()), (0, ""), "{name}");
        assert!(picture.out.contains(&format!("fill=\"{background}\"")), "{name}");
    }
    let unknown = sandbox.run(&["countries", "--theme", "see"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean \"sea\"?"), "{}", unknown.err);
    // a setting may name it, and its schema as well
    sandbox.write("config/gloact/settings.json", r#"{"theme": "sea"}"#);
    let report = sandbox.run(&["check", "--format", "lines"]).out;
    assert!(report.contains("errors 0, warnings 0"), "{report}");
    let schema = sandbox.run(&["schema", "--settings"]).out;
    assert!(schema.contains("\"sea\"") && schema.contains("\"host\""), "{schema}");
}

#[test]
fn problems_of_a_theme_have_their_line_and_column() {
    let with = |from: &str, to: &str| {
        let text =
            serde_json::to_string_pretty(&serde_json::from_str::<Value>(&theme(80)).unwrap());
        let text = text.unwrap();
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    };
    for (text, place, words) in [
        ("[]".into(), "1:1", "expected a theme, found a list"),
        ("{\"about\": }".into(), "1:11", "expected a value"),
        (String::new(), "1:1", "a theme needs about, ground, background, text, dim, accent"),
        (with("\"accent\": ", "\"acent\": "), "12:3", "did you mean \"accent\"?"),
        (with("\"accent\": ", "\"acent\": "), "1:1", "a theme needs accent"),
        (with("\"dark\"", "\"drak\""), "", "ground: expected \"dark\", \"light\" or \"both\""),
        (with("\"#0b1a24\"", "\"#0b1\""), "", "background: expected a colour such as"),
        (with("\"lightcyan\"", "\"cyanide\""), "", "accent: expected null or the name of a colour"),
        (with("80", "7"), "", "accent: expected null or a number from 16 to 255 second"),
        (with("\"#ffd75f\"", "5"), "", "phases/1: expected null or a colour such as"),
        (with("\"blue and green\"", "7"), "", "about: expected a line of text, found 7"),
        ("{\"about\": \"a\", \"about\": \"b\"}".into(), "1:", "duplicate key"),
        (
            with("\"#5fd7d7\"", "\"#0b1a25\""),
            "",
            "accent: the contrast of #0b1a25 on #0b1a24 is 1.0:1",
        ),
        (with("80", "17"), "", "contrast of colour 17 of 256 on #000000"),
        (
            with("\"lightcyan\"", "\"blue\""),
            "",
            "of blue on #000000 in the palette of the VGA console is 1.6:1, expected 4.5:1",
        ),
        (with("\"#dde8ee\"", "\"#333333\""), "", "text: the contrast of #333333 on #0b1a24"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("config/gloact/themes/sea.json", &text);
        let report = sandbox.run(&["check", "--format", "lines"]);
        let line = report.out.lines().find(|line| line.contains(words));
        let line = line.unwrap_or_else(|| panic!("{words}: {}", report.out));
        assert!(line.contains(&format!("themes/sea.json:{place}")), "{line}");
        assert!(line.contains(": warning: "), "{line}");
        assert_eq!(sandbox.run(&["countries"]).code, 0, "{text}");
    }
}

#[test]
fn the_names_of_the_program_are_reserved() {
    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/themes/dark.json", theme(80));
    let report = sandbox.run(&["check", "--format", "lines"]).out;
    assert!(
        report.contains("the name \"dark\" is reserved for a theme of the program"),
        "{report}"
    );
    let picture = sandbox.run(&["screenshot", "go map", "--theme", "dark"]).out;
    assert!(!picture.contains("#0b1a24"));
}

#[test]
fn the_picker_of_settings_offers_and_previews_it() {
    let mut app = fixture_app((80, 24), false, "");
    let (sea, problems) = parse_theme(&theme(80));
    assert_eq!(problems, []);
    let themes = ThemeSet::new([("sea".to_string(), sea.unwrap())]);
    let appearance = AppearanceInputs { themes, ..AppearanceInputs::default() };
    app = app.with_profile(UserProfile { appearance, ..UserProfile::default() });
    app.run_script("go countries; settings sea").unwrap();
    let (screen, _) = crate::draw(&mut app, (80, 24));
    let text = gloact::ui::buffer_text(&screen);
    assert!(text.contains("theme: sea") && text.contains("blue and green"), "{text}");
    app.run_script("set theme sea").unwrap();
    assert!(app.run_script("set theme see").unwrap_err().to_string().contains("\"sea\""));
}

/// Returns the colour of the selected row.
fn accent(screen: &vt100::Screen) -> Color {
    screen.cell(4, 4).unwrap().fgcolor()
}

#[test]
fn a_saved_theme_is_shown_at_once_and_a_broken_one_leaves_the_last() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(".config/gloact/themes/sea.json", theme(80));
    let mut session = Session::start_in(sandbox, PROGRAM, &["--theme", "sea"]);
    session.press("4");
    session.wait("the theme", |screen| {
        pane_name(screen) == "Countries" && accent(screen) == Color::Idx(80)
    });
    fs::write(&file, theme(120)).unwrap();
    session.wait("the saved theme", |screen| accent(screen) == Color::Idx(120));
    fs::write(&file, "{\"about\": ").unwrap();
    session.wait("that there is a problem", shows("1 problem"));
    session.inspect(|seen| assert_eq!(accent(seen.terminal.screen()), Color::Idx(120)));
    fs::write(&file, theme(200)).unwrap();
    session.wait("the mended theme", |screen| accent(screen) == Color::Idx(200));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn guests_have_the_themes_of_the_host_alone() {
    // a private /etc/xdg for this process
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/etc/xdg"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let file = sandbox.write("host/gloact/themes/host.json", theme(80));
    sandbox.write(".config/gloact/themes/mine.json", theme(81));
    let host = sandbox.0.path().join("host").display().to_string();
    let script = |theme: &str| {
        format!("mount --bind {host} /etc/xdg && exec {PROGRAM} --kiosk --theme {theme}")
    };
    let args = ["-m", "sh", "-c", &script("mine")];
    let refused = std::process::Command::new("unshare").args(args).output().unwrap();
    let error = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(error.contains("unknown theme \"mine\""), "{error}");
    let args = ["-m", "sh", "-c", &script("host")];
    let mut session = Session::start_in(sandbox, "/usr/bin/unshare", &args);
    session.press("4");
    session.wait("the theme of the host", |screen| {
        pane_name(screen) == "Countries" && accent(screen) == Color::Idx(80)
    });
    fs::write(&file, theme(120)).unwrap();
    session.press("\x0c");
    session.wait("the theme as it is now", |screen| accent(screen) == Color::Idx(120));
    session.press("\x03");
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn the_theme_of_the_document_has_no_problem_and_fits_the_schema() {
    let text = document("docs/config.md");
    let block = blocks(&text).into_iter().find(|block| block.file == Some("themes/sea.json"));
    let example = block.unwrap().text;
    let (theme, problems) = parse_theme(example);
    assert!(theme.is_some() && problems.is_empty(), "{problems:?}");
    let schema = Sandbox::new().run(&["schema", "--theme-file"]).out;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut example: Value = serde_json::from_str(example).unwrap();
    assert!(validator.is_valid(&example));
    // the table of the document has each field
    for field in schema["required"].as_array().unwrap() {
        assert!(text.contains(&format!("`{}`", field.as_str().unwrap())), "{field}");
    }
    example["accent"] = json!(["cyan", 3, null]);
    assert!(!validator.is_valid(&example));
}
