//! Tasks of users, each in a few keys in the real program.

use crate::Sandbox;
use crate::support::bundled::bundled_rows;
use crate::support::session::{Session, pane_name, shows};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// Keys that follow one another faster count as one paste.
const KEY_PAUSE: Duration = Duration::from_millis(20);

/// A key that is pressed, or a text that is typed.
enum Input {
    Press(&'static str),
    Type(&'static str),
}
use Input::{Press, Type};

/// Starts the program and does a task; asserts that it needs at most six keys besides typed text.
fn run_task(args: &[&str], keys: &[Input]) -> Session {
    let pressed = keys.iter().filter(|key| matches!(key, Press(_))).count();
    assert!(pressed <= 6, "{pressed} keys");
    let mut session = Session::open(args);
    for key in keys {
        let (Press(text) | Type(text)) = key;
        session.press(text);
        // a person does not press the next key at once
        session.wait_until_read();
        thread::sleep(KEY_PAUSE);
    }
    session
}

fn quit(mut session: Session) {
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}

#[test]
fn who_leads_objective_5_in_the_second_phase() {
    let session = run_task(&[], &[Press("3"), Press(">")]);
    session.wait("IOM at objective 5", |screen| {
        let row = |line: &str| line.contains("5 Protection") && line.contains("·     N");
        pane_name(screen) == "Matrix"
            && shows("Asia and the Middle East")(screen)
            && screen.contents().lines().any(row)
    });
    quit(session);
}

#[test]
fn which_african_countries_iom_worked_in() {
    let session =
        run_task(&[], &[Press("4"), Press("/"), Type("region:africa agency:iom"), Press("\r")]);
    session.wait("three countries", |screen| {
        shows(&format!("3 of {}", bundled_rows("go countries")))(screen)
            && ["Mali", "Morocco", "South Africa"].iter().all(|words| shows(words)(screen))
    });
    quit(session);
}

#[test]
fn the_next_event_after_today() {
    // the first key removes the first-run hints
    let session = run_task(&["--today", "2018-10-01"], &[Press("\x1b")]);
    session.wait("the next event", |screen| {
        screen.contents().lines().any(|line| line.contains("Next") && line.contains("2–4 Oct 2018"))
    });
    quit(session);
}

#[test]
fn every_source_that_says_13_countries() {
    let session = run_task(&[], &[Press("\x0b"), Type("countries delivered"), Press("\r")]);
    session.wait("what the sources say", |screen| {
        ["up to 15", "IOM page on the first phase"].iter().all(|words| shows(words)(screen))
    });
    quit(session);
}

#[test]
fn find_the_kyrgyz_launch_and_go_back() {
    let mut session =
        run_task(&[], &[Press("2"), Press("\x0b"), Type("kyrgyz launch"), Press("\r")]);
    session.wait("the event", |screen| {
        shows("National launch in the Kyrgyz Republic")(screen) && shows("31 May 2017")(screen)
    });
    session.press("\x7f");
    session.wait("the phases again", |screen| pane_name(screen) == "Phases");
    quit(session);
}

/// Returns the text that was copied to the terminal's clipboard.
pub(crate) fn clipboard(session: &Session) -> String {
    use base64::Engine;
    session.inspect(|seen| {
        let text = String::from_utf8_lossy(&seen.bytes).into_owned();
        let (_, after) = text.rsplit_once("\x1b]52;c;").unwrap();
        let coded = after.split('\x07').next().unwrap();
        String::from_utf8(base64::prelude::BASE64_STANDARD.decode(coded).unwrap()).unwrap()
    })
}

#[test]
fn the_countries_of_the_second_phase_as_markdown() {
    let keys = [
        Press("4"),
        Press("/"),
        Type("phase:ame"),
        Press("\r"),
        Press("y"),
        Type("rows markdown"),
        Press("\r"),
    ];
    let mut session = run_task(&[], &keys);
    session.wait("that it was sent", shows("sent to the clipboard"));
    // OSC 52 is not part of the grammar of drawing
    session.foreign_output = true;
    let copied = clipboard(&session);
    let rows: Vec<&str> = copied.lines().skip(2).collect();
    assert!(
        copied.starts_with("| ") && rows.len() == 4 && rows.iter().any(|row| row.contains("Iran")),
        "{copied}"
    );
    quit(session);
}

#[test]
fn choices_and_views_persist_between_sessions() {
    let mut session = Session::open(&[]);
    session.wait("the lesson", shows("C-k finds anything"));
    session.press("\x0blaos\r");
    session
        .wait("the country", |screen| shows("country · LA")(screen) && !shows("C-k finds")(screen));
    session.press("4vhere\r");
    session.wait("that it is kept", shows("bookmarked as"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
    let sandbox = std::mem::replace(&mut session.sandbox, Sandbox::new());
    let text = |path: &Path| std::fs::read_to_string(path).unwrap();
    let views = text(&sandbox.0.path().join(".config/gloact/views.json"));
    assert!(views.contains("\"here\"") && views.contains("go countries"), "{views}");
    assert!(
        text(&sandbox.0.path().join(".local/state/gloact/memory.json")).contains("countries/LA")
    );
    let mut again = Session::start_in(sandbox, env!("CARGO_BIN_EXE_gloact"), &[]);
    again
        .wait("no lesson", |screen| pane_name(screen) == "Overview" && !shows("C-k finds")(screen));
    again.press("\x0b");
    again.wait("the recent choice first", |screen| {
        screen.contents().lines().nth(3).is_some_and(|line| line.contains("Lao"))
    });
    again.press("\x1b");
    again.wait("the pane", |screen| pane_name(screen) == "Overview");
    again.press("vhere\r");
    again.wait("the view", |screen| pane_name(screen) == "Countries");
    quit(again);
}

#[test]
fn link_hints_and_mouse_follow_links() {
    let mut session = Session::open(&[]);
    session.press("1o");
    session.wait("letters", shows("aaO.ACT"));
    session.press("\x1b");
    session.wait("no letters", |screen| !shows("aaO.ACT")(screen));
    session.press("m");
    session.wait("the mouse", shows("mouse on"));
    // the name of a pane on the first line
    let column = session.inspect(|seen| {
        seen.terminal.screen().contents().lines().next().unwrap().find("Countries").unwrap()
    });
    session.press(&format!("\x1b[<0;{};1M\x1b[<0;{};1m", column + 1, column + 1));
    session.wait("the pane", |screen| pane_name(screen) == "Countries");
    session.press("\x1b[<0;6;7M");
    session.wait("the row", |screen| {
        screen.contents().lines().nth(6).is_some_and(|line| line.contains('›'))
    });
    session.press("\x1b[<65;6;7M");
    session.wait("the wheel", |screen| {
        screen.contents().lines().nth(9).is_some_and(|line| line.contains('›'))
    });
    session.press("m");
    session.wait("no mouse", shows("mouse off"));
    quit(session);
}

#[test]
fn user_key_bindings_work() {
    let sandbox = Sandbox::new();
    sandbox.write(
        ".config/gloact/keys.json",
        "{\"g+n\": \"go countries/NP\", \"x\": null,\n \"ctrl-y\": \"qiut\"}",
    );
    let mut session = Session::start_in(sandbox, env!("CARGO_BIN_EXE_gloact"), &[]);
    session.wait("what is wrong", shows("1 problem: press ! to read"));
    session.press("gn");
    session.wait("the country", shows("country · NP"));
    // the same keys on a Cyrillic keyboard
    session.press("2");
    session.wait("the phases", |screen| pane_name(screen) == "Phases");
    session.press("пт");
    session.wait("the country", shows("country · NP"));
    quit(session);
}
