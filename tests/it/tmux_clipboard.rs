//! Copies inside tmux: tmux passes them on if it can, else the terminal is asked, and the status
//! line says which of the two was done.

use crate::support::session::{Session, TIMEOUT, poll_until, shows};
use crate::support::sshd::assert_gone;
use crate::tmux::Tmux;
use crate::user_tasks::clipboard;
use crate::{Sandbox, tool};
use rustix::process::Pid;
use std::fs;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");

/// Starts a session inside of a tmux that is this script, and copies the rows of a pane.
fn copy_with(script: &str) -> Session {
    let sandbox = Sandbox::new();
    let bin = sandbox.0.path().join("bin");
    fs::create_dir(&bin).unwrap();
    if !script.is_empty() {
        sandbox.install_script("bin/tmux", script);
    }
    let path = format!("{}:/usr/bin:/bin", bin.display());
    // without the real tmux
    let path = if script.is_empty() { bin.display().to_string() } else { path };
    let variables = [("TMUX", "x"), ("PATH", path.as_str())];
    let args = ["--today", "2026-11-22", "--do", "go countries"];
    let mut session = Session::start_with_env(sandbox, &variables, PROGRAM, &args);
    session.wait("the countries", shows("Nepal"));
    session.foreign_output = true;
    session.press("yrows csv\r");
    session
}

fn has_sequence(session: &Session) -> bool {
    session.inspect(|seen| String::from_utf8_lossy(&seen.bytes).contains("\x1b]52;"))
}

#[test]
fn tmux_gets_the_text_if_it_takes_it() {
    let session = copy_with("echo \"$@\" > \"$HOME/args\"; cat > \"$HOME/buffer\"");
    session.wait("that tmux has it", shows("sent to the clipboard by tmux"));
    let read = |name: &str| fs::read_to_string(session.sandbox.0.path().join(name)).unwrap();
    assert_eq!(read("args"), "load-buffer -w -\n");
    assert!(read("buffer").lines().count() > 10 && read("buffer").contains("Nepal"));
    assert!(!has_sequence(&session), "it is sent twice");
}

#[test]
fn the_terminal_is_asked_if_tmux_is_not_there_or_refuses() {
    for script in ["", "echo unknown flag -w >&2; exit 1", "exec 0<&-; exit 1"] {
        let session = copy_with(script);
        session.wait("what was done", shows("through tmux, which may not pass it on"));
        assert!(clipboard(&session).contains("Nepal"), "{script}");
    }
}

#[test]
fn a_hanging_tmux_does_not_hang_the_dashboard() {
    // it also keeps its streams open in a process of its own
    let mut session = copy_with("echo $$ > \"$HOME/pid\"; sleep 120 & wait");
    session.wait("what was done", shows("through tmux, which may not pass it on"));
    assert!(clipboard(&session).contains("Nepal"));
    let pid = fs::read_to_string(session.sandbox.0.path().join("pid")).unwrap();
    assert_gone(Pid::from_raw(pid.trim().parse().unwrap()).unwrap(), "the tmux that hangs");
    session.press("1");
    session.wait("the overview", shows("Overview"));
}

#[test]
fn a_copy_inside_tmux_reaches_the_terminal_with_default_options() {
    if tool(&["tmux"], &["-V"]).is_none() {
        return;
    }
    // the terminal is another tmux, which keeps what programs send to its clipboard
    let (terminal, inner) = (Tmux(Sandbox::new()), Tmux(Sandbox::new()));
    let program = format!(
        "env -u TMUX tmux -u -S {} -f /dev/null new-session \
         \"{PROGRAM} --today 2026-11-22 --do 'go countries'\"",
        inner.0.0.path().join("tmux").display()
    );
    let run = |args: &[&str]| assert!(terminal.run(args).unwrap().status.success(), "{args:?}");
    let wait = |text: &str| {
        let shown = poll_until(TIMEOUT, || terminal.screen().contains(text).then_some(()));
        assert!(shown.is_some(), "{text}: {}", terminal.screen());
    };
    let options = ["set", "-g", "default-terminal", "xterm-256color", ";", "set", "-s"];
    let start = ["set-clipboard", "on", ";", "new-session", "-d", "-s", "it", "-x", "100"];
    run(&[&["start-server", ";"], &options[..], &start, &["-y", "30", &program]].concat());
    wait("Nepal");
    run(&["send-keys", "-t", "it", "y"]);
    wait("Copy");
    run(&["send-keys", "-t", "it", "rows csv", "Enter"]);
    wait("sent to the clipboard by tmux");
    let came = poll_until(TIMEOUT, || {
        let buffer = terminal.run(&["show-buffer"]).unwrap().stdout;
        String::from_utf8_lossy(&buffer).contains("Nepal").then_some(())
    });
    assert!(came.is_some(), "nothing arrives");
}
