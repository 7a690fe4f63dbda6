//! A kiosk uses three environment variables and no file of the user.

use crate::support::session::{Session, pane_name, shows};
use crate::user_tasks::clipboard;
use crate::{PROGRAM, Sandbox};

/// Fills a home with files of a user, and returns variables that point to them.
fn hostile_environment(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    let mine = r#"{"countries": {"NP": {"name": "Trapped"}}}"#;
    for (file, text) in [
        (".config/gloact/overrides.json", mine),
        (
            ".config/gloact/settings.json",
            r#"{"start": "sources", "theme": "projector", "map": false}"#,
        ),
        (".config/gloact/keys.json", r#"{"4": "go map"}"#),
        ("system/gloact/overrides/a.json", mine),
        ("mine.json", mine),
    ] {
        sandbox.write(file, text);
    }
    let path = |name: &str| sandbox.0.path().join(name).display().to_string();
    vec![
        ("XDG_CONFIG_HOME", path(".config")),
        ("XDG_CONFIG_DIRS", path("system")),
        ("XDG_STATE_HOME", path("state")),
        ("XDG_RUNTIME_DIR", path("run")),
        ("GLOACT_DATA", path("mine.json")),
        ("COLORTERM", "truecolor".into()),
        ("COLORFGBG", "0;15".into()),
        ("NO_COLOR", "1".into()),
        ("LC_CTYPE", "C".into()),
        ("TMUX", "x".into()),
        ("STY", "x".into()),
        ("EDITOR", "false".into()),
        ("COLUMNS", "40".into()),
        ("LINES", "12".into()),
    ]
}

/// Returns everything visible on a screen, and the modes of the terminal.
fn visible_state(screen: &vt100::Screen) -> String {
    let modes = (
        screen.cursor_position(),
        screen.hide_cursor(),
        screen.alternate_screen(),
        screen.bracketed_paste(),
    );
    let mut all = format!("{modes:?} {:?}\n", screen.mouse_protocol_mode());
    let (rows, columns) = screen.size();
    for cell in
        (0..rows.get()).flat_map(|y| (0..columns.get()).filter_map(move |x| screen.cell(y, x)))
    {
        let ground = (cell.bgcolor(), cell.inverse(), cell.underline());
        let blank = cell.contents().trim().is_empty();
        // a blank cell has no visible foreground
        let letter = (!blank)
            .then(|| (cell.contents(), cell.fgcolor(), cell.bold(), cell.dim(), cell.italic()));
        all += &format!("{ground:?} {letter:?}\n");
    }
    all
}

/// Returns the screens of a walk through the kiosk, and what it copies. Frames are not compared,
/// because their number depends on the speed of the machine.
fn screens_of_a_walk(sandbox: Sandbox, variables: &[(&str, &str)]) -> Vec<String> {
    let mut session =
        Session::start_with_env(sandbox, variables, PROGRAM, &["--kiosk", "--today", "2026-11-22"]);
    let see = |session: &Session| session.inspect(|seen| visible_state(seen.terminal.screen()));
    let mut shown = Vec::new();
    for (keys, pane_then) in [
        ("", "Overview"),
        ("4", "Countries"),
        ("8", "Map"),
        ("4", "Countries"),
        ("\x0c2", "Phases"),
    ] {
        session.press(keys);
        session.wait(pane_then, |screen| pane_name(screen) == pane_then);
        shown.push(see(&session));
    }
    session.press("4yscript that\r");
    session.wait("the clipboard", shows("sent to the clipboard"));
    shown.extend([see(&session), clipboard(&session)]);
    session.press("\x03");
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 0);
    assert!(!session.sandbox.0.path().join("state").exists());
    shown
}

#[test]
fn only_three_environment_variables_are_used() {
    let clean = screens_of_a_walk(Sandbox::new(), &[]);
    let sandbox = Sandbox::new();
    let variables = hostile_environment(&sandbox);
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(screens_of_a_walk(sandbox, &variables) == clean, "another variable counts");
    let plain = screens_of_a_walk(Sandbox::new(), &[("LANG", "C")]);
    assert!(plain != clean && plain.iter().all(|shown| shown.is_ascii()), "LANG counts");
    assert!(
        screens_of_a_walk(Sandbox::new(), &[("LC_ALL", "C"), ("LANG", "C.UTF-8")]) == plain,
        "LC_ALL counts first"
    );
}
