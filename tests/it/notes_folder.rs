//! The folder of the socket between slides and speaker notes: a long path is replaced by a short
//! one, and a folder that cannot be used is reported on both sides and by `doctor`.

use crate::Sandbox;
use crate::support::session::{Session, shows};
use std::fs;
use std::path::PathBuf;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");
const TODAY: &[&str] = &["present", "--today", "2026-11-22"];

/// Creates a folder whose path is too long for a socket.
fn long_folder(sandbox: &Sandbox) -> PathBuf {
    let folder = sandbox.0.path().join("r".repeat(100));
    fs::create_dir(&folder).unwrap();
    folder
}

/// Starts a session with these variables.
fn start_in_folder(variables: &[(&str, &str)], args: &[&str]) -> Session {
    Session::start_with_env(Sandbox::new(), variables, PROGRAM, args)
}

/// Returns the row of `doctor` about notes.
fn notes_row(sandbox: &Sandbox, variables: &[(&str, &str)]) -> String {
    let mut command = sandbox.command(&["doctor"]);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines().skip_while(|line| !line.starts_with("notes"));
    let first = lines.next().unwrap_or_default();
    let fix = lines.next().filter(|line| line.starts_with(' ')).unwrap_or_default();
    format!("{first}\n{fix}")
}

#[test]
fn a_long_runtime_folder_is_replaced_on_both_sides() {
    let sandbox = Sandbox::new();
    let long = long_folder(&sandbox);
    let variables = [
        ("XDG_RUNTIME_DIR", long.to_str().unwrap()),
        ("TMPDIR", sandbox.0.path().to_str().unwrap()),
    ];
    let mut slides = start_in_folder(&variables, TODAY);
    slides.wait("the slide", shows("1 of "));
    let mut notes = start_in_folder(&variables, &["present", "--notes"]);
    notes.wait("the slide in the notes", shows(": 1 of "));
    notes.press("\x1b[C");
    slides.wait("the next slide", shows("2 of "));
    for session in [&mut slides, &mut notes] {
        session.press("q");
        assert_eq!(session.wait_for_exit(), 0);
    }
    let row = notes_row(&sandbox, &variables);
    let folder = sandbox.0.path().join("gloact-");
    assert!(row.contains(folder.to_str().unwrap()), "{row}");
    assert!(row.contains("XDG_RUNTIME_DIR is too long for a socket"), "{row}");
}

#[test]
fn a_long_temporary_folder_is_replaced_as_well() {
    let sandbox = Sandbox::new();
    let long = long_folder(&sandbox);
    let long = long.to_str().unwrap();
    let row = notes_row(&sandbox, &[("XDG_RUNTIME_DIR", long), ("TMPDIR", long)]);
    assert!(row.contains(" /tmp/gloact-") && !row.contains(long), "{row}");
}

#[test]
fn an_unusable_folder_is_reported_on_both_sides() {
    let sandbox = Sandbox::new();
    // the name of the folder is taken
    sandbox.write("gloact", "");
    let variables = [("XDG_RUNTIME_DIR", sandbox.0.path().to_str().unwrap())];
    let mut slides = start_in_folder(&variables, TODAY);
    slides.wait("why there are no notes", shows("gloact cannot be used for slides and notes"));
    slides.press("\x1b[C");
    // the message is shown once
    slides.wait("the next slide", |screen| {
        shows("2 of ")(screen) && !shows("cannot be used")(screen)
    });
    slides.press("q");
    assert_eq!(slides.wait_for_exit(), 0);
    let mut notes = start_in_folder(&variables, &["present", "--notes"]);
    notes.foreign_output = true;
    assert_eq!(notes.wait_for_exit(), 4);
    assert!(notes.inspect(|seen| shows("it is not a directory")(seen.terminal.screen())));
    assert!(notes_row(&sandbox, &variables).contains("fix: "));
}

#[test]
fn waiting_notes_name_their_folder() {
    let sandbox = Sandbox::new();
    let variables = [("XDG_RUNTIME_DIR", sandbox.0.path().to_str().unwrap())];
    let notes = start_in_folder(&variables, &["present", "--notes"]);
    let folder = sandbox.0.path().join("gloact");
    notes.wait("the folder", shows(folder.to_str().unwrap()));
}
