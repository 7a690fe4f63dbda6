//! `gloact doctor`: each thing that was looked at has a line, and what is wrong has its mend.

use crate::Home;
use crate::session::{PATIENCE, Session, shows, until};
use rustix::process::Signal;
use serde_json::Value;

#[test]
fn everything_has_a_line_and_it_ends_well() {
    let home = Home::new();
    let ran = home.run(&["doctor"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for what in
        ["terminal", "size", "colour", "text", "signs", "clipboard", "tmux", "SSH", "editor", "own folder", "memory", "notes", "data"]
    {
        assert!(ran.out.lines().any(|line| line.starts_with(&format!("{what} "))), "{what}: {}", ran.out);
    }
    let all: Value = serde_json::from_str(&home.run(&["doctor", "--format", "json"]).out).unwrap();
    assert_eq!(all["rows"].as_array().unwrap().len(), 13);
}

#[test]
fn what_is_wrong_is_told_with_its_mend() {
    let told = |set: &[(&str, &str)], what: &str| {
        let home = Home::new();
        home.write("mine.json", r#"{"phases": {"glo-act": {"budget": 7}}}"#);
        // a tmux that answers
        home.script("bin/tmux", "[ \"$3\" = set-clipboard ] && echo external || echo 500");
        let mut command = home.command(&["doctor", "--format", "json"]);
        command.env("PATH", format!("{}:/usr/bin:/bin", home.0.path().join("bin").display())).envs(set.iter().copied());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{set:?}");
        let all: Value = serde_json::from_slice(&output.stdout).unwrap();
        let row = all["rows"].as_array().unwrap().iter().find(|row| row["what"] == what).unwrap().clone();
        format!("{}|{}", row["found"].as_str().unwrap(), row["mend"].as_str().unwrap())
    };
    for (set, what, found, mend) in [
        (&[("TERM", "dumb")][..], "terminal", "dumb", "--plain"),
        (&[("TERM", "")], "terminal", "TERM is not set", "export TERM"),
        (&[("NO_COLOR", "1")], "colour", "off in what is printed (NO_COLOR=1)", "unset NO_COLOR"),
        (&[("CLICOLOR_FORCE", "1")], "colour", "on in what is printed", ""),
        (&[("LANG", "C")], "text", "ASCII: LANG=C is not UTF-8", "C.UTF-8 in LANG"),
        (&[("LANG", "de_DE.UTF-8")], "text", "UTF-8 (LANG=de_DE.UTF-8)", ""),
        (&[], "text", "UTF-8 (no locale is set)", ""),
        (&[("LANG", "C.UTF-8"), ("TERM", "linux")], "text", "ASCII: TERM=linux knows no more", ""),
        (&[("TMUX", "x")], "tmux", "set-clipboard external, escape-time 500", "tmux set -s set-clipboard on; tmux set -s escape-time 20"),
        (&[("TMUX", "x")], "clipboard", "through tmux", "y, then Tab"),
        (&[("SSH_CONNECTION", "x")], "SSH", "over SSH", ""),
        (&[("EDITOR", "nano")], "editor", "nano (EDITOR)", ""),
        (&[("VISUAL", " "), ("EDITOR", "nano -w")], "editor", "nano -w (EDITOR)", ""),
        (&[("XDG_RUNTIME_DIR", "/proc")], "notes", "/proc/gloact cannot be used", "XDG_RUNTIME_DIR"),
        (&[("XDG_CONFIG_HOME", "/dev/null/none")], "own folder", "/dev/null/none/gloact cannot be made", "/dev/null is in the way"),
        (&[("GLOACT_DATA", "mine.json")], "data", "errors 1", "gloact check"),
    ] {
        let line = told(set, what);
        let (is, does) = line.split_once('|').unwrap();
        assert!(is.contains(found) && does.contains(mend) && (does.is_empty() || !mend.is_empty()), "{set:?}: {line}");
    }
}

/// Starts it in a terminal and waits until that is asked.
fn asking() -> Session {
    let it = Session::start(env!("CARGO_BIN_EXE_gloact"), &["doctor"]);
    assert!(until(PATIENCE, || it.look(|seen| asks(&seen.bytes)).then_some(())).is_some(), "the terminal is not asked");
    it
}

fn asks(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|part| part == b"\x1b[6n")
}

#[test]
fn the_terminal_is_asked_how_wide_signs_are() {
    for (column, words) in [(6, "5 cells for 5: as they count"), (9, "8 cells for 5")] {
        // an answer is waited for only so long: on a machine that stalls it may come too late, and is given anew
        let answered = until(PATIENCE, || {
            let mut it = asking();
            it.press(&format!("\x1b[1;{column}R"));
            it.lent = true;
            assert_eq!(it.end(), 0);
            assert!(it.mode() == it.before);
            it.look(|seen| shows(words)(seen.terminal.screen())).then_some(())
        });
        assert!(answered.is_some(), "{words}");
    }
}

#[test]
fn whatever_ends_it_while_it_asks_the_line_is_as_it_was() {
    for signal in [None, Some(Signal::TERM), Some(Signal::HUP)] {
        // it may come too late as well
        let heard = until(PATIENCE, || {
            let mut it = asking();
            match signal {
                Some(signal) => it.signal(signal),
                None => it.press("\x03"),
            }
            let heard = !it.child.wait().unwrap().success();
            assert!(it.mode() == it.before, "{signal:?}");
            heard.then_some(())
        });
        assert!(heard.is_some(), "{signal:?} is not heard");
    }
}

#[test]
fn a_terminal_that_cannot_place_text_is_not_asked() {
    let mut it = Session::start_with(Home::new(), &[("TERM", "dumb")], env!("CARGO_BIN_EXE_gloact"), &["doctor"]);
    it.lent = true;
    assert_eq!(it.end(), 0);
    assert!(it.look(|seen| shows("data  ")(seen.terminal.screen())));
    assert!(!it.look(|seen| asks(&seen.bytes)));
}
