//! Over a real sshd: ended connections are noticed and terminals restored.

use crate::support::session::{TIMEOUT, poll_until};
use crate::support::sshd::{Sshd, assert_gone, is_running, process_state};
use rustix::process::{Signal, kill_process};

/// Ways to start the program.
const LAUNCHERS: &[&str] = &[
    "exec BEGIN",
    "trap '' HUP; exec BEGIN",
    "trap '' HUP; sh -c BEGIN; true",
    "trap 'true' HUP; sh -c BEGIN; true",
    "exec setsid -w BEGIN",
];

#[test]
fn killed_client_ends_the_session() {
    let Some(sshd) = Sshd::start(|_| String::new()) else { return };
    for how in LAUNCHERS {
        let (session, pid) = sshd.dashboard(how);
        session.signal(Signal::KILL);
        assert_gone(pid, how);
    }
}

#[test]
fn frozen_client_ends_the_session_when_sshd_times_out() {
    let Some(sshd) = Sshd::start(|_| "ClientAliveInterval 1\nClientAliveCountMax 2\n".into())
    else {
        return;
    };
    for how in &LAUNCHERS[..2] {
        let (session, pid) = sshd.dashboard(how);
        let (_, parent) = process_state(pid).unwrap();
        session.signal(Signal::STOP);
        assert!(
            poll_until(TIMEOUT, || (!is_running(parent)).then_some(())).is_some(),
            "sshd does not give it up: the program keeps it awake"
        );
        assert_gone(pid, how);
        session.signal(Signal::CONT);
    }
}

#[test]
fn remote_terminal_is_restored_however_it_ends() {
    let Some(sshd) = Sshd::start(|_| String::new()) else { return };
    for (signal, code) in
        [(None, 0), (Some(Signal::TERM), 143), (Some(Signal::HUP), 129), (Some(Signal::INT), 130)]
    {
        let (mut session, pid) = sshd.dashboard("exec BEGIN");
        match signal {
            None => session.press("q"),
            Some(signal) => kill_process(pid, signal).unwrap(),
        }
        assert_gone(pid, "asked to end");
        assert_eq!(session.wait_for_exit(), code, "{signal:?}");
        session.assert_terminal_restored();
        assert!(
            session.mode() == session.initial_mode,
            "{signal:?}: the line is in another mode than before"
        );
    }
}
