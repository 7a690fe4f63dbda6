//! The program starts with any streams, signals, TERM and home.

use crate::support::bundled::bundled_rows;
use crate::support::session::{Session, pane_name, shows};
use crate::{Output, PROGRAM, Sandbox, tool};
use rustix::process::Signal;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

#[test]
fn signal_during_startup_restores_the_terminal() {
    for at in 0..60u64 {
        let signal = [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT][at as usize % 4];
        let mut session = Session::start(PROGRAM, &[]);
        // before, during and after the program sets up the terminal
        thread::sleep(Duration::from_millis(at * 4));
        session.signal(signal);
        session.wait_for_exit();
        session.assert_terminal_restored();
        assert!(
            session.mode() == session.initial_mode,
            "after {} ms, {signal:?}: the line is in another mode than before",
            at * 4
        );
    }
}

#[test]
fn missing_standard_streams_are_handled() {
    // `setsid` keeps the program from finding the terminal of the test
    let sandbox = Sandbox::new();
    let rows = sandbox.run(&["countries"]);
    assert!(
        rows.code == 0 && rows.out.lines().count() > bundled_rows("go countries"),
        "{}",
        rows.out
    );
    // a closed stream discards all output
    for (script, code) in [
        ("exec $0 countries < /dev/null > out", 0),
        ("exec $0 countries <&- > out", 0),
        ("exec $0 countries <&- > out 2>&-", 0),
        ("exec $0 countries <&- 2>&- >&-", 0),
        ("exec $0 <&- 2>&- >&-", 0),
        ("exec $0 countries > /dev/full", 4),
        ("exec $0 countries >&-", 0),
    ] {
        let mut shell = std::process::Command::new("setsid");
        shell.args(["-w", "sh", "-c", script, PROGRAM]).current_dir(sandbox.0.path()).env_clear();
        shell
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", sandbox.0.path())
            .env("TERM", "xterm-256color")
            .stdin(Stdio::null());
        let output = Output::from_process(shell.output().unwrap());
        assert!(
            output.code == code && !output.err.contains("panicked"),
            "{script}: {} {}",
            output.code,
            output.err
        );
        if script.contains("> out") {
            assert_eq!(
                fs::read_to_string(sandbox.0.path().join("out")).unwrap(),
                rows.out,
                "{script}"
            );
        }
    }
}

#[test]
fn no_helper_program_is_run_without_a_terminal() {
    let sandbox = Sandbox::new();
    let mark = sandbox.0.path().join("mark");
    for name in ["tput", "stty", "resize", "tty"] {
        sandbox
            .install_script(&format!("bin/{name}"), &format!("touch {}\necho 80", mark.display()));
    }
    let path = format!("{}:/usr/bin:/bin", sandbox.0.path().join("bin").display());
    for args in
        [&[][..], &["countries"], &["--help"], &["present", "--check", "80x24"], &["--nonsense"]]
    {
        let mut alone = std::process::Command::new("setsid");
        alone.args(["-w", PROGRAM]).args(args).current_dir(sandbox.0.path()).env_clear();
        alone
            .env("PATH", &path)
            .env("HOME", sandbox.0.path())
            .env("TERM", "xterm-256color")
            .stdin(Stdio::null());
        let output = Output::from_process(alone.output().unwrap());
        assert!([0, 2].contains(&output.code), "{args:?}: {} {}", output.code, output.err);
    }
    // a terminal on stdout only
    let shell = format!("exec setsid -w {PROGRAM} < /dev/null");
    let bin = sandbox;
    let mut session =
        Session::start_with_env(Sandbox::new(), &[("PATH", &path)], "/bin/sh", &["-c", &shell]);
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 4);
    assert!(
        session.inspect(
            |seen| String::from_utf8_lossy(&seen.bytes).contains("keyboard cannot be read")
        )
    );
    // with a terminal, the program asks the terminal itself
    let mut session = Session::start_with_env(Sandbox::new(), &[("PATH", &path)], PROGRAM, &[]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.resize(0, 0);
    session.press("4q");
    assert_eq!(session.wait_for_exit(), 0);
    assert!(!mark.exists(), "a program of the path was asked");
    drop(bin);
}

#[test]
fn keys_come_from_the_terminal_when_stdin_is_dev_null() {
    let mut session = Session::start("/bin/sh", &["-c", "exec \"$0\" < /dev/null", PROGRAM]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("4");
    session.wait("the countries", |screen| pane_name(screen) == "Countries");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}

#[test]
fn any_term_value_opens_silently() {
    let long = "x".repeat(10_000);
    for term in [
        "",
        "no-such-terminal",
        &long,
        "\x1b]0;owned\x07",
        "xterm\x1b[2J",
        "../../etc/passwd",
        "xterm-256color\n",
    ] {
        let mut session = Session::start_with_env(Sandbox::new(), &[("TERM", term)], PROGRAM, &[]);
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        session.press("q");
        // this checks every byte
        assert_eq!(session.wait_for_exit(), 0);
        session.assert_terminal_restored();
    }
    let mut session = Session::start_with_env(Sandbox::new(), &[("TERM", "dumb")], PROGRAM, &[]);
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 4);
    assert!(session.inspect(|seen| String::from_utf8_lossy(&seen.bytes).contains("dumb")));
}

#[test]
fn without_home_it_opens_and_reports_unsaved_state() {
    // an account whose home does not exist, so that the real home is not written to
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    if tool(&["setpriv"], &[&nobody[..], &["true"]].concat()).is_none() {
        return;
    }
    for script in ["exec env -u HOME \"$@\"", "HOME= exec \"$@\""] {
        let sandbox = Sandbox::new();
        let program = sandbox.install_program();
        fs::set_permissions(sandbox.0.path(), Permissions::from_mode(0o755)).unwrap();
        let words = [
            &["-c", script, "sh", "setpriv"][..],
            &nobody,
            &[program.to_str().unwrap(), "--do", "go countries"],
        ]
        .concat();
        let mut session = Session::start_in(sandbox, "/bin/sh", &words);
        session.wait("the first screen", |screen| pane_name(screen) == "Countries");
        session.press(":save-bookmark mine\r");
        session.wait("why not", shows("cannot be"));
        session.press("\x03");
        assert_eq!(session.wait_for_exit(), 0, "{script}");
        session.assert_terminal_restored();
    }
}
