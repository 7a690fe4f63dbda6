//! `gloact doctor` prints a line for each check and a fix for each problem.

use crate::support::session::{Session, TIMEOUT, poll_until, shows};
use crate::support::slow_line::LineConfig;
use crate::{PROGRAM, Sandbox};
use rustix::process::Signal;
use serde_json::Value;

#[test]
fn every_check_prints_a_line_and_exits_with_zero() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["doctor"]);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    for what in [
        "program",
        "terminal",
        "size",
        "colour",
        "text",
        "symbols",
        "clipboard",
        "tmux",
        "SSH",
        "editor",
        "config directory",
        "state directory",
        "notes",
        "data",
    ] {
        assert!(
            output.out.lines().any(|line| line.starts_with(&format!("{what} "))),
            "{what}: {}",
            output.out
        );
    }
    let all: Value =
        serde_json::from_str(&sandbox.run(&["doctor", "--format", "json"]).out).unwrap();
    assert_eq!(all["rows"].as_array().unwrap().len(), 14);
}

/// Returns the result and the fix of a check of doctor with these variables.
fn result_and_fix(set: &[(&str, &str)], what: &str) -> String {
    let sandbox = Sandbox::new();
    sandbox.write("mine.json", r#"{"phases": {"glo-act": {"budget": 7}}}"#);
    for editor in ["nano", "code", "subl"] {
        sandbox.install_script(&format!("bin/{editor}"), "");
    }
    // a tmux that replies
    sandbox.install_script(
        "bin/tmux",
        "[ $1 = -V ] && echo tmux ${VERSION:-3.1c} && exit\n\
         [ $3 = set-clipboard ] && echo external || echo 500",
    );
    let mut command = sandbox.command(&["doctor", "--format", "json"]);
    command
        .env("PATH", format!("{}:/usr/bin:/bin", sandbox.0.path().join("bin").display()))
        .envs(set.iter().copied());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{set:?}");
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let row =
        all["rows"].as_array().unwrap().iter().find(|row| row["check"] == what).unwrap().clone();
    format!("{}|{}", row["result"].as_str().unwrap(), row["fix"].as_str().unwrap())
}

/// Variables, the check, its result and its fix.
type CheckCase =
    (&'static [(&'static str, &'static str)], &'static str, &'static str, &'static str);

const CHECKS: &[CheckCase] = &[
    (&[("TERM", "dumb")], "terminal", "dumb", "--plain"),
    (&[("TERM", "")], "terminal", "TERM is not set", "export TERM"),
    (&[("NO_COLOR", "1")], "colour", "output colour: off (NO_COLOR=1)", "unset NO_COLOR"),
    (&[("CLICOLOR_FORCE", "1")], "colour", "output colour: on (CLICOLOR_FORCE=1)", ""),
    (&[], "colour", "256 colours (TERM=xterm-256color); the background is unknown", ""),
    (&[("TERM", "xterm")], "colour", "16 colours (TERM=xterm)", "TERM=xterm-256color, if"),
    (&[("TERM", "vt100")], "colour", "no colours (TERM=vt100)", ""),
    (&[("TERM", "screen"), ("TMUX", "x")], "colour", "256 colours (tmux shows them", ""),
    (
        &[("TERM", "screen"), ("STY", "7.pts-0"), ("COLORTERM", "truecolor")],
        "colour",
        "16 colours (TERM=screen; GNU screen drops the exact colours of COLORTERM=truecolor)",
        "TERM=screen-256color, if",
    ),
    (
        &[("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")],
        "colour",
        "exact colours (COLORTERM=truecolor); dark background (COLORFGBG=15;0); \
         theme dark (auto)",
        "",
    ),
    (&[("LANG", "C")], "text", "ASCII: LANG=C is not UTF-8", "set LANG to a UTF-8 locale"),
    (&[("LANG", "de_DE.UTF-8")], "text", "UTF-8 (LANG=de_DE.UTF-8)", ""),
    (&[], "text", "UTF-8 (no locale is set)", ""),
    (
        &[("LANG", "C.UTF-8"), ("TERM", "linux")],
        "text",
        "ASCII: TERM=linux shows no other characters",
        "",
    ),
    (
        &[("TMUX", "x")],
        "tmux",
        "in tmux 3.1c: set-clipboard external, escape-time 500",
        "tmux set -s set-clipboard on; tmux set -s escape-time 20",
    ),
    // this tmux sends copies to the clipboard with its default options
    (
        &[("TMUX", "x"), ("VERSION", "next-3.6")],
        "tmux",
        "in tmux next-3.6: set-clipboard external, escape-time 500",
        "tmux set -s escape-time 20",
    ),
    (&[("TMUX", "x"), ("PATH", "/nowhere")], "tmux", "does not answer", "PATH"),
    (&[("TMUX", "x")], "clipboard", "tmux load-buffer, else OSC 52 through tmux", "y, then Tab"),
    (&[("SSH_CONNECTION", "x")], "SSH", "copies go to the local terminal", ""),
    (&[("EDITOR", "code -n")], "editor", "code -n (EDITOR)", "EDITOR='code -n --wait'"),
    (&[("EDITOR", "X=1 subl -w")], "editor", "X=1 subl -w (EDITOR)", ""),
    (&[("EDITOR", "nano")], "editor", "nano (EDITOR)", ""),
    (&[("EDITOR", "X=1 nowhere -w")], "editor", "X=1 nowhere -w (EDITOR): not found", "PATH"),
    (&[("EDITOR", "/none/nano")], "editor", "/none/nano (EDITOR): not found", "PATH"),
    // a shell reads these
    (&[("EDITOR", "'no where' -w")], "editor", "'no where' -w (EDITOR)", ""),
    (&[("VISUAL", " "), ("EDITOR", "nano -w")], "editor", "nano -w (EDITOR)", ""),
    (&[("XDG_RUNTIME_DIR", "/proc")], "notes", "/proc/gloact cannot be used", "XDG_RUNTIME_DIR"),
    (
        &[("XDG_CONFIG_HOME", "/dev/null/none")],
        "config directory",
        "cannot create /dev/null/none/gloact",
        "/dev/null is not a directory",
    ),
    (&[("GLOACT_DATA", "mine.json")], "data", "errors 1", "gloact check"),
];

#[test]
fn failed_checks_print_their_fix() {
    for (set, what, found, fix) in CHECKS.iter().copied() {
        let line = result_and_fix(set, what);
        let (is, does) = line.split_once('|').unwrap();
        assert!(
            is.contains(found) && does.contains(fix) && (does.is_empty() || !fix.is_empty()),
            "{set:?}: {line}"
        );
    }
    let line = result_and_fix(&[("TMUX", "x"), ("VERSION", "3.2")], "tmux");
    assert!(!line.contains("set-clipboard on"), "{line}");
}

/// Starts the program and waits until it queries the terminal.
fn start_probing() -> Session {
    // lines have room
    let line = LineConfig { size: (250, 50), ..LineConfig::default() };
    let session = Session::start_on_line(line, Sandbox::new(), &[], PROGRAM, &["doctor"]);
    assert!(
        poll_until(TIMEOUT, || session.inspect(|seen| contains_probe(&seen.bytes)).then_some(()))
            .is_some(),
        "the terminal is not asked"
    );
    session
}

fn contains_probe(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|part| part == b"\x1b[6n")
}

#[test]
fn glyph_widths_are_probed() {
    for (column, words) in [(6, "5 cells, as expected"), (9, "8 cells, expected 5")] {
        // the program waits a limited time: on a busy machine the reply may be late, so it is
        // repeated
        let answered = poll_until(TIMEOUT, || {
            let mut session = start_probing();
            session.press(&format!("\x1b[1;{column}R"));
            session.foreign_output = true;
            assert_eq!(session.wait_for_exit(), 0);
            assert!(session.mode() == session.initial_mode);
            session.inspect(|seen| shows(words)(seen.terminal.screen())).then_some(())
        });
        assert!(answered.is_some(), "{words}");
    }
}

#[test]
fn background_is_probed() {
    for (answer, words, fix) in [
        ("\x1b]11;rgb:fd/f6/e3\x07", "light background (the terminal answers #fdf6e3)", ""),
        ("", "the background is unknown; theme both (auto)", "gloact --theme dark, or light"),
    ] {
        let answered = poll_until(TIMEOUT, || {
            let mut session = start_probing();
            session.press(&format!("{answer}\x1b[1;6R"));
            session.foreign_output = true;
            assert_eq!(session.wait_for_exit(), 0);
            session.inspect(|seen| {
                let has_width = shows("5 cells, as expected")(seen.terminal.screen());
                let screen = seen.terminal.screen();
                has_width.then(|| assert!(shows(words)(screen) && shows(fix)(screen)))
            })
        });
        assert!(answered.is_some(), "{words}");
    }
}

#[test]
fn interrupted_width_probe_restores_the_terminal() {
    for signal in [None, Some(Signal::TERM), Some(Signal::HUP)] {
        // on a busy machine the signal may be late as well
        let is_handled = poll_until(TIMEOUT, || {
            let mut session = start_probing();
            match signal {
                Some(signal) => session.signal(signal),
                None => session.press("\x03"),
            }
            let is_handled = !session.child.wait().unwrap().success();
            assert!(session.mode() == session.initial_mode, "{signal:?}");
            is_handled.then_some(())
        });
        assert!(is_handled.is_some(), "{signal:?} is not heard");
    }
}

#[test]
fn dumb_terminal_is_not_probed() {
    let mut session = Session::start_with_env(
        Sandbox::new(),
        &[("TERM", "dumb")],
        env!("CARGO_BIN_EXE_gloact"),
        &["doctor"],
    );
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 0);
    assert!(session.inspect(|seen| shows("data  ")(seen.terminal.screen())));
    assert!(!session.inspect(|seen| contains_probe(&seen.bytes)));
}
