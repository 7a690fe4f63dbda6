//! Suspending under programs that do not stop with this one, and hanging up while it is stopped.

use crate::support::session::{Session, TIMEOUT, pane_name, poll_until, shows};
use std::fs;

/// Stops by the signal that stopped the program, and then continues it, as sudo does. The shell
/// ignores that signal from the keyboard, as the kernel does where no shell waits for sudo.
const RELAY: &str = "set -m; \"$0\"; status=$?
while [ $status -gt 128 ]; do kill -$((status - 128)) $$; fg > /dev/null; status=$?; done
exit $status";

/// Returns whether the terminal was released and acquired again after the first `start` bytes.
fn is_back(session: &Session, start: usize) -> bool {
    let bytes = session.inspect(|seen| seen.bytes[start..].to_vec());
    let text = String::from_utf8_lossy(&bytes).into_owned();
    text.split_once("\x1b[?1049l").is_some_and(|(_, after)| after.contains("\x1b[?1049h"))
}

#[test]
fn suspending_without_a_shell_behind_a_relay_goes_on() {
    let mut session = Session::start("/bin/sh", &["-c", RELAY, env!("CARGO_BIN_EXE_gloact")]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    for (pane, name) in [("4", "Countries"), ("5", "Timeline")] {
        let start = session.byte_count();
        session.press("\x1a");
        let came = poll_until(TIMEOUT, || is_back(&session, start).then_some(()));
        assert!(came.is_some(), "the screen does not come back");
        session.press(pane);
        session.wait(name, |screen| pane_name(screen) == name);
    }
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}

#[test]
fn suspending_a_session_leader_says_why_not() {
    let mut session = Session::open(&[]);
    session.press("\x1a");
    session.wait("why not", shows("there is no shell to return to"));
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}

/// Returns the letter that Linux gives to the state of a process; `None` when it has ended.
fn state(pid: &str) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next().filter(|state| !matches!(state, 'Z' | 'X'))
}

#[test]
fn hang_up_ends_a_stopped_program() {
    let script = "set -m; \"$0\"; jobs -p > ~/pid; echo at the shell; read -r line";
    let mut session = Session::start("/bin/sh", &["-c", script, env!("CARGO_BIN_EXE_gloact")]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("\x1a");
    session.wait("the shell", shows("at the shell"));
    session.assert_terminal_restored();
    let pid = fs::read_to_string(session.sandbox.0.path().join("pid")).unwrap();
    let pid = pid.trim();
    assert_eq!(state(pid), Some('T'), "{pid}");
    session.line = None;
    let ended = poll_until(TIMEOUT, || state(pid).is_none().then_some(()));
    assert!(ended.is_some(), "it is still there: {:?}", state(pid));
}

#[test]
fn editor_may_suspend_the_job() {
    let script = "set -m; \"$0\" --do 'go countries/NP'; echo at the shell; read -r line; fg";
    let mut session = Session::start("/bin/sh", &["-c", script, env!("CARGO_BIN_EXE_gloact")]);
    session.foreign_output = true;
    session.wait("the detail", shows("country · NP"));
    session.sandbox.install_script("editor", "echo the editor runs; read -r line");
    session.press("e");
    session.wait("the editor", shows("the editor runs"));
    // the terminal sends the signal to the editor and to this program
    session.press("\x1a");
    session.wait("the shell", shows("at the shell"));
    session.press("\n");
    session.press("done\n");
    session.wait("the dashboard", |screen| {
        screen.alternate_screen() && shows("country · NP")(screen)
    });
    session.press("\x03");
    session.wait_for_exit();
}
