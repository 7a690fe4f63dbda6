//! Themes, glyphs and settings: colour is never the only signal, and the environment is followed.

use crate::support::session::{Session, pane_name, shows};
use crate::{Sandbox, TODAY, bundled_app, draw, fixture_dataset};
use crossterm::event::Event;
use gloact::app::settings::{Appearance, SETTINGS, Settings};
use gloact::app::{App, Effect, Profile};
use gloact::command::key;
use gloact::detail::StyleRole;
use gloact::pane;
use gloact::profile::deck::Deck;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::capabilities::Capabilities;
use gloact::ui::glyphs::{UNICODE, UNICODE_WITHOUT_BRAILLE};
use gloact::ui::plain_text;
use gloact::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use serde_json::{Value, json};

/// Returns the fixture with an override that changes, adds and removes records.
fn overridden_dataset() -> Dataset {
    let text = r#"{"phases": {"rivers-1": {"budget": {"amount": 12000000}}}, "countries": {"XA": {"region": "Far North"}, "XF": null},
        "events": {"review-2027": {"title": "Review", "date": "2027-02", "phase": "rivers-north"}, "board-1": {"title": "Other"}},
        "engagements": {"rivers-1-1-wat": {"note": "mine"}}}"#;
    fixture_dataset(vec![Layer::from_text("mine.json", text)])
}

fn dashboard_with_theme(theme: Theme, script: &str, size: (u16, u16)) -> App {
    let mut app = App::new(overridden_dataset(), TODAY, theme, UNICODE, size);
    match script.strip_prefix("slide ") {
        Some(number) => {
            let (deck, _) = Deck::parse(FIXTURE_DECK);
            app.start_presentation("rivers".into(), deck).unwrap();
            app.goto_slide(number.parse().unwrap(), 9);
        }
        None => app.run_script(script).unwrap_or_else(|e| panic!("{script}: {e}")),
    }
    app
}

/// Slides over the fixture.
const FIXTURE_DECK: &str = include_str!("../fixtures/programme/deck.json");

/// Returns scripts of every pane, closed and open, and of screens with a layout of their own;
/// `slide N` is a slide of the deck.
fn scripts() -> Vec<String> {
    let panes = pane::all();
    let plain = panes.iter().map(|tab| format!("go {}", tab.name()));
    let open = panes
        .iter()
        .filter(|tab| tab.name() != "overview")
        .map(|tab| format!("go {}; enter", tab.name()));
    let own = [
        "go matrix; compare rivers-1 rivers-north",
        "go matrix; gaps",
        "go timeline; lanes country",
        "go timeline; lanes agency; select events/review-2027",
        "go map; filter region:north",
        "go countries/XA",
        "go phases/rivers-1/budget",
        "go countries; filter region:north; mark",
        "diff",
        "problems",
        "go countries/XA; why",
        "find belmora",
        "facets",
        "settings",
        "help",
    ];
    let slides = (0..6).map(|slide| format!("slide {slide}"));
    plain.chain(open).chain(own.map(String::from)).chain(slides).collect()
}

/// Returns the runs of one colour on a line: column, colour, text.
fn color_runs(buf: &Buffer, y: u16) -> Vec<(u16, Color, String)> {
    let mut all: Vec<(u16, Color, String)> = Vec::new();
    for x in 0..buf.area.width {
        let cell = &buf[(x, y)];
        match all.last_mut() {
            Some((_, color, text)) if *color == cell.fg => text.push_str(cell.symbol()),
            _ => all.push((x, cell.fg, cell.symbol().into())),
        }
    }
    all
}

#[test]
fn colour_is_never_the_only_signal() {
    let (theme, mono) = (Theme::by_name("dark").unwrap(), Theme::by_name("mono").unwrap());
    let color = |tone: StyleRole| theme.style(tone).fg.unwrap();
    for (script, size) in scripts()
        .into_iter()
        .flat_map(|script| [(80, 24), (120, 36)].map(|size| (script.clone(), size)))
    {
        let (shown, at) = draw(&mut dashboard_with_theme(theme.clone(), &script, size), size);
        let (plain, also_at) = draw(&mut dashboard_with_theme(mono.clone(), &script, size), size);
        // without colours, symbols, attributes and the cursor are the same
        assert!(
            plain.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset),
            "{script}"
        );
        for (one, other) in shown.content.iter().zip(&plain.content) {
            assert_eq!((one.symbol(), one.modifier), (other.symbol(), other.modifier), "{script}");
        }
        assert_eq!(at.cursor, also_at.cursor, "{script}");
        let lines: Vec<_> = (0..size.1).map(|y| color_runs(&shown, y)).collect();
        let mut report: Vec<(u16, u16, Color)> = Vec::new();
        for (y, line) in lines.iter().enumerate() {
            let whole: String = line.iter().map(|(.., text)| text.as_str()).collect();
            for (x, found, text) in line.iter().filter(|(.., text)| !text.trim().is_empty()) {
                // a value continues below its symbol
                let goes_on = y > 0 && report.contains(&(*x, y as u16 - 1, *found));
                let phase = (0..3).find(|number| *found == color(StyleRole::Phase(*number)));
                let says = match () {
                    () if *found == Color::Reset || *found == color(StyleRole::Dim) => continue,
                    () if *found == color(StyleRole::Accent) => {
                        let bold = |x: u16| shown[(x, y as u16)].modifier.contains(Modifier::BOLD);
                        (*x..*x + text.chars().count() as u16)
                            .all(|x| x >= size.0 || shown[(x, y as u16)].symbol() == " " || bold(x))
                    }
                    () if *found == color(StyleRole::Disputed) => {
                        text.contains(['≠', '−'])
                            || ["gap", "overlap"].iter().any(|word| text.contains(word))
                    }
                    () if *found == color(StyleRole::Changed) => {
                        text.contains(['*', '+', 'Δ', '>'])
                            || whole.contains(['*', '+', 'Δ'])
                            || whole.trim_start().starts_with("shown")
                    }
                    () => {
                        let number = phase.unwrap_or_else(|| panic!("{found} is no tone's"));
                        let lane = ["RIVERS 2016", "North", "Delta"][number];
                        // on a map a code may stand above or below its symbol
                        let near =
                            lines[y.saturating_sub(1)..lines.len().min(y + 2)].iter().flatten();
                        let sign = near
                            .map(|(.., text)| text)
                            .any(|text| text.contains(UNICODE.phase_symbol(number)));
                        sign || whole.contains(lane) || text.contains(['━', '┄'])
                    }
                };
                assert!(
                    says || goes_on,
                    "{script} {size:?}: {text:?} in {found} is told by its colour alone:\n{}",
                    plain_text(&shown)
                );
                report.push((*x, y as u16, *found));
            }
        }
    }
}

#[test]
fn each_glyph_set_draws_its_own_map() {
    let braille = |c: char| ('\u{2800}'..='\u{28ff}').contains(&c);
    let mut drawn = bundled_app((80, 24), false, "go map");
    let dots = plain_text(&draw(&mut drawn, (80, 24)).0);
    assert!(dots.contains(braille) && !dots.contains('▀'));
    let mut blocks = App::new(
        Dataset::bundled(),
        TODAY,
        Theme::by_name("dark").unwrap(),
        UNICODE_WITHOUT_BRAILLE,
        (80, 24),
    );
    blocks.run_script("go map").unwrap();
    let blocks = plain_text(&draw(&mut blocks, (80, 24)).0);
    assert!(
        !blocks.contains(braille)
            && blocks.contains('▀')
            && blocks.contains('▄')
            && blocks.contains('█'),
        "{blocks}"
    );
    // the text beside the map is the same
    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    assert_eq!(words(&dots), words(&blocks));
    let ascii = plain_text(&draw(&mut bundled_app((80, 24), true, "go map"), (80, 24)).0);
    assert!(ascii.contains("[2AF]") && !ascii.contains(braille) && !ascii.contains('▀'), "{ascii}");
}

/// Returns a dashboard with settings on a terminal.
fn app_with_settings(settings: Value, terminal: Capabilities) -> App {
    let Value::Object(file) = settings else { panic!("settings are an object") };
    let own = Profile {
        settings: Settings::from_json(&file).0,
        appearance: Appearance { terminal, ..Appearance::default() },
        ..Profile::default()
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

/// Returns whether the screen has colours.
fn has_colours(app: &mut App) -> bool {
    draw(app, (80, 24)).0.content.iter().any(|cell| cell.fg != Color::Reset)
}

#[test]
fn settings_picker_previews_and_saves() {
    let terminal = Capabilities { truecolor: true, ..Capabilities::default() };
    let mut app = app_with_settings(json!({"theme": "mono"}), terminal);
    assert!(!has_colours(&mut app));
    press(&mut app, "4 ,");
    let (shown, _) = draw(&mut app, (80, 24));
    let text = plain_text(&shown);
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
            .is_err_and(|e| e.hint.as_deref() == Some("did you mean dark?"))
    );
    assert!(
        app.run_script("set mause true")
            .is_err_and(|e| e.hint.as_deref() == Some("did you mean mouse?"))
    );
}

#[test]
fn map_setting_off_removes_pane_key_and_verb() {
    let mut app = app_with_settings(json!({}), Capabilities::default());
    app.run_script("go map; filter region:north").unwrap();
    app.run_script("set map false").unwrap();
    assert_eq!(app.current_pane().0.name(), "overview");
    assert!(!plain_text(&draw(&mut app, (80, 24)).0).contains("Map"));
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
        plain_text(&draw(&mut app, (80, 24)).0).contains("start: map")
    };
    assert!(offered(json!({})) && !offered(json!({"map": false})));
}

#[test]
fn invalid_setting_lists_valid_values() {
    let mut app = app_with_settings(json!({}), Capabilities::default());
    for (step, words) in [
        ("set mouse yes", "invalid value \"yes\" for mouse (expected false or true)"),
        ("set ascii", "invalid value \"\" for ascii (expected auto, always or never)"),
        ("set theme drak", "invalid value \"drak\" for theme (did you mean dark?)"),
        ("set teme dark", "unknown setting \"teme\" (did you mean theme?)"),
    ] {
        assert_eq!(app.run_script(step).unwrap_err().to_string(), words);
    }
}

#[test]
fn settings_errors_are_reported() {
    for (text, line, words) in [
        (r#"{"teme": "dark"}"#, "1:2", "did you mean theme?"),
        (r#"{"theme": "drak"}"#, "1:2", "did you mean dark?"),
        (r#"{"mouse": "yes"}"#, "1:2", "invalid value \"yes\" for mouse"),
        (r#"{"ascii": true}"#, "1:2", "invalid value true for ascii"),
        ("{\n\"start\": \"contries\"}", "2:1", "did you mean countries?"),
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
    let sandbox = Sandbox::new();
    let fine: serde_json::Map<String, Value> =
        SETTINGS.iter().map(|one| (one.key.into(), (one.values)().next().unwrap().0)).collect();
    sandbox.write("config/gloact/settings.json", serde_json::to_string(&fine).unwrap());
    assert!(!sandbox.run(&["check"]).out.contains("settings.json"));
}

#[test]
fn settings_schema_matches_the_program() {
    let sandbox = Sandbox::new();
    let schema: Value = serde_json::from_str(&sandbox.run(&["schema", "--settings"]).out).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for one in SETTINGS {
        for (value, _) in (one.values)() {
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
    let mut session = Session::start_in(sandbox, env!("CARGO_BIN_EXE_gloact"), &[]);
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

#[test]
fn colours_and_glyphs_follow_the_environment() {
    use vt100::Color::{Default, Idx, Rgb};
    for (variables, args, colour, sign) in [
        (&[("COLORFGBG", "15;0")][..], &[][..], Idx(14), "─"),
        (&[("COLORFGBG", "0;15")], &[], Idx(4), "─"),
        (&[], &[], Default, "─"),
        (&[("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")], &[], Rgb(111, 224, 230), "─"),
        (&[("COLORTERM", "truecolor")], &[], Rgb(38, 111, 237), "─"),
        (&[("COLORFGBG", "15;0"), ("NO_COLOR", "1")], &[], Default, "─"),
        (&[("COLORFGBG", "15;0"), ("NO_COLOR", "")], &[], Idx(14), "─"),
        (&[("NO_COLOR", "1")], &["--theme", "dark"], Idx(14), "─"),
        (&[("LANG", "C")], &["--theme", "dark"], Idx(14), "--------"),
        (&[("TERM", "linux")], &[], Default, "--------"),
        (&[("LANG", "C.UTF-8")], &["--ascii"], Default, "--------"),
    ] {
        let mut session =
            Session::start_with_env(Sandbox::new(), variables, env!("CARGO_BIN_EXE_gloact"), args);
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        session.press("4");
        session.wait("a list", |screen| pane_name(screen) == "Countries" && shows(sign)(screen));
        session.inspect(|seen| {
            let screen = seen.terminal.screen();
            let name = screen.cell(4, 4).unwrap();
            // the selected row is visible in any colour
            assert_eq!((name.fgcolor(), name.bold()), (colour, true), "{variables:?} {args:?}");
            let cells = (0..24).flat_map(|y| (0..80).filter_map(move |x| screen.cell(y, x)));
            assert!(
                colour != Default || cells.into_iter().all(|cell| cell.fgcolor() == Default),
                "{variables:?} {args:?}"
            );
        });
        session.press("q");
        assert_eq!(session.wait_for_exit(), 0);
    }
}

#[test]
fn dumb_terminal_gets_a_hint() {
    let mut session = Session::start_with_env(
        Sandbox::new(),
        &[("TERM", "dumb")],
        env!("CARGO_BIN_EXE_gloact"),
        &[],
    );
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 4);
    session.inspect(|seen| {
        let words_shown = String::from_utf8_lossy(&seen.bytes).into_owned();
        assert!(
            words_shown.contains("gloact PANE --format text") && !words_shown.contains('\x1b'),
            "{words_shown}"
        );
    });
}
