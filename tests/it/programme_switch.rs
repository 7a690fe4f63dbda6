//! Switching programmes in the dashboard: what follows the programme, and what is refused.

use crate::support::session::{Session, shows};
use crate::{Output, PROGRAM, Sandbox, dashboard, draw, fixture_dataset, tool};
use crossterm::event::Event;
use gloact::app::{App, Effect, LoadedProgramme, ProgrammeEntry};
use gloact::command::key;
use gloact::store::Dataset;
use gloact::ui::buffer_text;
use std::process::Command;

const USER: &str = ".local/share/gloact/programmes";

/// Writes a programme with one phase.
fn write_programme(sandbox: &Sandbox, folder: &str, short: &str) {
    let programme = format!(r#"{{"{short}": {{"title": "{short} title", "short": "{short}"}}}}"#);
    sandbox.write(&format!("{folder}/programme.json"), programme);
    let phases = format!(r#"{{"p": {{"title": "Phase of {short}", "date": "2020/2024"}}}}"#);
    sandbox.write(&format!("{folder}/phases.json"), phases);
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        app.update(Event::Key(key::parse(key).unwrap()));
    }
}

fn screen(app: &mut App) -> String {
    buffer_text(&draw(app, (80, 24)).0)
}

/// Returns the list of visited views on the screen.
fn history(app: &mut App) -> String {
    press(app, "H");
    let shown = screen(app);
    press(app, "esc");
    shown
}

/// Shows a programme, as the effect does.
fn show(app: &mut App, word: &str, data: Dataset) {
    app.show_programme(LoadedProgramme { word: word.into(), data, bookmarks: Default::default() });
}

#[test]
fn views_history_and_undo_follow_the_programme() {
    let mut app = dashboard(fixture_dataset(Vec::new()), (80, 24)).with_programme("rivers".into());
    press(&mut app, "4");
    app.run_script("go countries; filter region:north").unwrap();
    press(&mut app, "x 5");
    let (script, visited) = (app.script(), history(&mut app));
    assert!(visited.contains("Countries: "), "{visited}");
    show(&mut app, "bundled", Dataset::bundled());
    assert_eq!(app.programme(), "bundled");
    assert!(screen(&mut app).contains("GLO.ACT is shown"), "{}", screen(&mut app));
    assert!(history(&mut app).contains("no earlier view"));
    press(&mut app, "4");
    let shown = screen(&mut app);
    assert!(shown.contains("Afghanistan") && !shown.contains("Arvenia"), "{shown}");
    press(&mut app, "u");
    assert!(screen(&mut app).contains("nothing to undo"), "{}", screen(&mut app));
    show(&mut app, "rivers", fixture_dataset(Vec::new()));
    assert_eq!(app.script(), script);
    assert_eq!(history(&mut app), visited);
    press(&mut app, "4 u");
    let shown = screen(&mut app);
    assert!(shown.contains("region: North") && shown.contains("Arvenia"), "{shown}");
}

#[test]
fn the_picker_lists_programmes_and_requests_the_chosen_one() {
    let mut app = dashboard(fixture_dataset(Vec::new()), (80, 24)).with_programme("rivers".into());
    press(&mut app, "P");
    assert_eq!(app.next_effect(), Some(Effect::ReloadProgrammes));
    let entry = |word: &str, title: &str| ProgrammeEntry {
        word: word.into(),
        setting: word.into(),
        title: title.into(),
    };
    app.set_programmes(vec![entry("bundled", "GLO.ACT"), entry("rivers", "Clean Rivers")]);
    let shown = screen(&mut app);
    assert!(shown.contains("✓ rivers") && shown.contains("Clean Rivers"), "{shown}");
    press(&mut app, "b u n enter");
    assert_eq!(app.next_effect(), Some(Effect::ShowProgramme("bundled".into())));
    app.run_script("programme lakes").unwrap();
    assert_eq!(app.next_effect(), Some(Effect::ShowProgramme("lakes".into())));
    let error = app.run_script("programme").unwrap_err();
    assert!(error.to_string().contains("P lists the programmes"), "{error}");
    // the setting is a choice of the same programmes, and shows the one that is set
    press(&mut app, ",");
    assert_eq!(app.next_effect(), Some(Effect::ReloadProgrammes));
    press(&mut app, "r i v");
    assert!(screen(&mut app).contains("programme: rivers"), "{}", screen(&mut app));
    press(&mut app, "enter");
    assert_eq!(app.next_effect(), Some(Effect::SetProgramme("rivers".into())));
    app.store_programme("rivers".into());
    let stored = Effect::StoreSetting("programme".into(), Some("rivers".into()));
    assert_eq!(app.next_effect(), Some(stored));
}

#[test]
fn files_overrides_and_bookmarks_follow_the_programme() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "LAKES");
    write_programme(&sandbox, "here", "HERE");
    sandbox.write(&format!("{USER}/broken/programme.json"), "{\"x\":");
    let config = ".config/gloact";
    sandbox.write(&format!("{config}/views.json"), r#"{"of here": "go map"}"#);
    sandbox.write(&format!("{config}/programmes/lakes/views.json"), r#"{"of lakes": "go map"}"#);
    let lakes = sandbox.0.path().join(USER).join("lakes");
    let overrides = sandbox.0.path().join(config).join("programmes/lakes/overrides.json");
    let views = sandbox.0.path().join(config).join("programmes/lakes/views.json");
    let mut session = Session::start_in(sandbox, PROGRAM, &["--programme", "here"]);
    session.wait("the first programme", shows("HERE"));
    session.press("P");
    session.wait("all programmes", |screen| {
        let all = ["bundled", "lakes", "LAKES", "here", "broken"];
        all.iter().all(|word| shows(word)(screen))
    });
    session.press("broken\r");
    session.wait("why it is not shown", shows("broken cannot be shown: programme.json:1:5"));
    session.wait("the old one", shows("HERE"));
    session.press("Plakes\r");
    session.wait("the new one", shows("LAKES is shown"));
    session.press("v");
    session.wait("its bookmarks", |screen| shows("of lakes")(screen) && !shows("of here")(screen));
    session.press("mine\r");
    session.wait("the new bookmark", shows("bookmarked as"));
    session.press("2");
    session.wait("its phases", shows("Phase of LAKES"));
    // its files and overrides are watched now
    let phases = r#"{"p": {"title": "Changed phase", "date": "2020/2024"}}"#;
    std::fs::write(lakes.join("phases.json"), phases).unwrap();
    session.wait("the changed file", shows("Changed phase"));
    std::fs::write(&overrides, r#"{"phases": {"p": {"title": "Overridden"}}}"#).unwrap();
    session.wait("the override", shows("Overridden"));
    assert!(std::fs::read_to_string(&views).unwrap().contains("mine"));
    session.press("Phere\r");
    session.wait("the first one again", shows("HERE is shown"));
    session.press("2");
    session.wait("its phases", shows("Phase of HERE"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn line_mode_switches_too() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "LAKES");
    let lines = sandbox.write("lines", "programme lakes\ngo phases\nprogramme x\n");
    let lines = std::fs::File::open(lines).unwrap();
    let output = sandbox.command(&["--plain"]).stdin(lines).output().unwrap();
    let output = Output::from_process(output);
    assert!(output.out.contains("LAKES is shown"), "{}", output.out);
    assert!(output.out.contains("Phase of LAKES"), "{}", output.out);
    assert!(output.out.contains("there is no programme \"x\""), "{}", output.out);
    assert_eq!(output.code, 2);
}

#[test]
fn a_setting_that_is_chosen_shows_its_programme_and_is_kept() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "LAKES");
    let settings = sandbox.0.path().join(".config/gloact/settings.json");
    let mut session = Session::start_in(sandbox, PROGRAM, &[]);
    session.wait("the bundled one", shows("GLO.ACT"));
    session.press(",programme: lakes\r");
    session.wait("the other", shows("LAKES"));
    session.wait("the file", |_| {
        std::fs::read_to_string(&settings).is_ok_and(|text| text.contains("\"lakes\""))
    });
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn guests_switch_between_the_programmes_of_the_host() {
    // a private /etc/xdg for this process
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/etc/xdg"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    write_programme(&sandbox, "host/gloact/programmes/lakes", "LAKES");
    write_programme(&sandbox, "host/gloact/programmes/ponds", "PONDS");
    write_programme(&sandbox, &format!("{USER}/mine"), "MINE");
    sandbox.write("host/gloact/programmes/spare/overrides/a.json", "{}");
    let lakes = "host/gloact/programmes/lakes/overrides/a.json";
    sandbox.write(lakes, r#"{"phases": {"p": {"title": "Of the host"}}}"#);
    let host = sandbox.0.path().join("host");
    let script = |args: &str| {
        format!("mount --bind {} /etc/xdg && exec {PROGRAM} --kiosk {args}", host.display())
    };
    for name in ["mine", "spare", "./here", "/etc/xdg/gloact/programmes/lakes"] {
        let script = script(&format!("--programme {name}"));
        let output = Command::new("unshare").args(["-m", "sh", "-c", &script]).output().unwrap();
        let output = Output::from_process(output);
        assert!(output.err.contains("unknown programme of this host"), "{}", output.all_output());
        assert!(output.err.contains("known: bundled, lakes, ponds"), "{}", output.err);
    }
    let script = script("--programme lakes --do \"go phases\"");
    let mut session = Session::start_in(sandbox, "/usr/bin/unshare", &["-m", "sh", "-c", &script]);
    session.wait("the programme with its override", shows("Of the host"));
    session.press("P");
    session.wait("the programmes of the host", |screen| {
        shows("PONDS")(screen) && !shows("mine")(screen) && !shows("spare")(screen)
    });
    session.press("ponds\r");
    session.wait("the other programme", shows("PONDS is shown"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn enter_in_the_list_of_programmes_keeps_the_one_that_is_shown() {
    let entry =
        |word: &str| ProgrammeEntry { word: word.into(), setting: word.into(), title: word.into() };
    let mut app = dashboard(fixture_dataset(Vec::new()), (80, 24)).with_programme("rivers".into());
    press(&mut app, "P");
    // the list is read after the picker has opened
    app.set_programmes(["bundled", "lakes", "rivers"].map(entry).into());
    assert_eq!(app.next_effect(), Some(Effect::ReloadProgrammes));
    press(&mut app, "enter");
    assert_eq!(app.next_effect(), Some(Effect::ShowProgramme("rivers".into())));
}
