//! The program ends on signals and closed terminals, also when output or its event loop is blocked.

use crate::PROGRAM;
use crate::support::session::{Session, TIMEOUT, pane_name, poll_until, shows};
use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Action, tcflow};
use std::thread;
use std::time::Duration;

#[test]
fn signal_ends_the_program_and_restores_the_terminal() {
    for (signal, number) in
        [(Signal::TERM, 15), (Signal::HUP, 1), (Signal::INT, 2), (Signal::QUIT, 3)]
    {
        let mut session = Session::open(&[]);
        session.signal(signal);
        assert_eq!(session.wait_for_exit(), 128 + number, "{signal:?}");
        session.assert_terminal_restored();
    }
    let mut session = Session::open(&[]);
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0, "Ctrl-C");
    session.assert_terminal_restored();
}

#[test]
fn hang_up_ends_the_program() {
    // also if the parent ignores or catches HUP, and if output is blocked
    for (how, full) in [
        ("exec \"$0\"", false),
        ("exec \"$0\"", true),
        ("trap '' HUP; exec \"$0\"", false),
        ("trap '' HUP; exec \"$0\"", true),
        ("trap true HUP; \"$0\"", false),
    ] {
        let mut session = Session::start("/bin/sh", &["-c", how, PROGRAM]);
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        session.stop_reading();
        if full {
            fill(&mut session);
        }
        session.hang_up();
        assert_eq!(session.wait_for_exit(), 128 + 1, "{how}, full: {full}");
    }
}

/// Stops the output of the terminal, so that the next write blocks.
fn fill(session: &mut Session) {
    let name = session.line.as_ref().unwrap().0.tty_name().unwrap();
    let far = open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap();
    tcflow(far, Action::OOff).unwrap();
    session.may_be_cut = true;
    session.press("4\x0c");
    session.wait_until_read();
    // wait until a frame is being written
    thread::sleep(Duration::from_millis(200));
}

#[test]
fn blocked_terminal_does_not_block_exit() {
    for (key, signal, code) in [
        (None, Some(Signal::TERM), 143),
        (None, Some(Signal::HUP), 129),
        (Some("q"), None, 0),
        (Some("\x03"), None, 0),
    ] {
        let mut session = Session::open(&[]);
        fill(&mut session);
        key.into_iter().for_each(|key| session.press(key));
        signal.into_iter().for_each(|signal| session.signal(signal));
        assert_eq!(session.wait_for_exit(), code, "{key:?} {signal:?}");
        assert!(
            session.mode() == session.initial_mode,
            "the mode of the line is given back, whatever became of the bytes"
        );
    }
}

#[test]
fn blocked_event_loop_does_not_block_exit() {
    // by a signal, and by a hang-up without a signal
    for (how, signal) in [("exec", Some(Signal::TERM)), ("trap true HUP;", None)] {
        let script = format!("{how} \"$0\" --do 'go countries/NP'");
        let mut session = Session::start("/bin/sh", &["-c", &script, PROGRAM]);
        session.wait("the detail", shows("country · NP"));
        // an editor that ignores signals
        session.sandbox.install_script(
            "editor",
            "trap '' TERM HUP\necho $$ > ~/pid\necho waiting\nexec sleep 600",
        );
        session.press("e");
        session.wait("the editor", shows("waiting"));
        match signal {
            Some(signal) => session.signal(signal),
            None => session.hang_up(),
        }
        let ended = poll_until(TIMEOUT, || session.child.try_wait().unwrap());
        let editor = std::fs::read_to_string(session.sandbox.0.path().join("pid"))
            .unwrap()
            .trim()
            .parse()
            .unwrap();
        kill_process(Pid::from_raw(editor).unwrap(), Signal::KILL).unwrap();
        assert_eq!(
            ended.map(|status| status.exit_code()),
            Some(128 + signal.map_or(1, |_| 15)),
            "{how}"
        );
        assert!(signal.is_none() || session.mode() == session.initial_mode);
    }
}
