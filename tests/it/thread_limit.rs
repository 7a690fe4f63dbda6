//! Where the system starts no more threads, each verb works as ever, and the dashboard works or
//! ends with a sentence.

use crate::support::session::{Session, TIMEOUT, poll_until, shows};
use crate::{Sandbox, tool};
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::chown;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");

/// The number of accounts that tests have used.
static FIRST_USER: AtomicU32 = AtomicU32::new(0);

/// Returns strace with arguments that let the start of the thread `first` and of all later ones
/// fail. Threads are counted from 1.
fn strace_args(first: usize) -> [String; 6] {
    let inject = format!("inject=clone3,clone:error=EAGAIN:when={first}+");
    ["-f", "-qq", "-o", "/dev/null", "-e", &inject].map(String::from)
}

fn has_strace() -> bool {
    let args = strace_args(9);
    let args: Vec<&str> = args.iter().map(String::as_str).chain(["true"]).collect();
    tool(&["strace"], &args).is_some()
}

/// Returns a file with enough events that their work is shared among threads.
fn large_override(sandbox: &Sandbox) -> String {
    let mut text = String::from(r#"{"events": {"#);
    for number in 0..20_000 {
        let comma = if number == 0 { "" } else { "," };
        write!(
            text,
            "{comma}\n\"many-{number}\": {{\"title\": \"Event {number}\", \"date\": \"2031\"}}"
        )
        .unwrap();
    }
    sandbox.write("many.json", text + "}}")
}

#[test]
fn verbs_need_no_thread() {
    if !has_strace() {
        return;
    }
    let sandbox = Sandbox::new();
    let many = large_override(&sandbox);
    for verb in [
        &["list", "events", "--format", "csv"][..],
        &["timeline", "--format", "csv"],
        &["search", "event 77"],
        &["show", "events/many-7"],
        &["explain", "events/many-7/title"],
        &["check"],
        &["diff"],
        &["data"],
        &["next"],
        &["matrix", "--format", "json"],
        &["--plain", "--do", "go timeline"],
    ] {
        let args = [verb, &["--today", "2026-11-22", "--data", &many]].concat();
        let expected = sandbox.command(&args).output().unwrap();
        let mut traced = Command::new("strace");
        traced.args(strace_args(1)).arg(PROGRAM).args(&args);
        let command = sandbox.command(&args);
        traced
            .env_clear()
            .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        traced.current_dir(sandbox.0.path()).stdin(Stdio::null());
        let output = traced.output().unwrap();
        assert_eq!(output.status.code(), expected.status.code(), "{verb:?}: {output:?}");
        assert!(output.stdout == expected.stdout && output.stderr == expected.stderr, "{verb:?}");
    }
}

/// Runs a session of an account that may have so many threads. Returns its exit code and all of its
/// output. Where it shows `marker`, `q` ends it.
fn run_with_threads(limit: usize, args: &[&str], marker: &str) -> (u32, String) {
    let sandbox = Sandbox::new();
    large_override(&sandbox);
    // an account that no other test uses: its processes count
    let user = 200_000 + FIRST_USER.fetch_add(1, Ordering::Relaxed);
    let program = sandbox.install_program();
    let runtime = sandbox.0.path().join("run");
    fs::create_dir(&runtime).unwrap();
    for folder in [sandbox.0.path(), &runtime] {
        chown(folder, Some(user), Some(user)).unwrap();
    }
    let variables = [("XDG_RUNTIME_DIR", runtime.to_str().unwrap())];
    let (limit, user) = (format!("--nproc={limit}"), user.to_string());
    let words = ["setpriv", "--reuid", &user, "--clear-groups", program.to_str().unwrap()];
    let words = [&[limit.as_str()], &words[..], args].concat();
    let mut session = Session::start_with_env(sandbox, &variables, "/usr/bin/prlimit", &words);
    session.foreign_output = true;
    let ready = poll_until(TIMEOUT, || {
        let is_over = session.child.try_wait().unwrap().is_some();
        (is_over || session.inspect(|seen| shows(marker)(seen.terminal.screen())))
            .then_some(is_over)
    });
    let is_over = ready.unwrap_or_else(|| panic!("{limit}: neither opens nor ends"));
    if !is_over {
        session.press("q");
    }
    let code = session.wait_for_exit();
    session.assert_terminal_restored();
    assert!(session.mode() == session.initial_mode, "{limit}");
    (code, session.inspect(|seen| String::from_utf8_lossy(&seen.bytes).into_owned()))
}

/// Returns whether this test may run programs as another account.
fn can_change_account() -> bool {
    tool(&["setpriv"], &["--reuid", "61234", "--clear-groups", "true"]).is_some()
}

/// Asserts that a session ends with a sentence if it may have one thread, that it does so or runs
/// if it may have more, and that it runs at last.
fn assert_ends_or_runs(args: &[&str], marker: &str) {
    if !can_change_account() {
        return;
    }
    let (code, text) = run_with_threads(1, args, marker);
    assert!(code == 4 && text.contains("the system starts no more threads"), "{code} {text}");
    let mut has_run = false;
    for limit in 2..=8 {
        let (code, text) = run_with_threads(limit, args, marker);
        let is_told = code == 4 && text.contains("the system starts no more threads");
        assert!(code == 0 || is_told, "{args:?}, {limit} threads: {code} {text}");
        has_run |= code == 0;
    }
    assert!(has_run, "{args:?} needs more than 8 threads");
}

#[test]
fn dashboard_without_threads_runs_or_ends_with_a_sentence() {
    assert_ends_or_runs(&["--today", "2026-11-22", "--do", "go overview"], "Overview");
}

#[test]
fn slides_and_notes_without_threads_run_or_end_with_a_sentence() {
    assert_ends_or_runs(&["present", "--today", "2026-11-22"], "1 of ");
    assert_ends_or_runs(&["present", "--loop", "10m"], "1 of ");
    assert_ends_or_runs(&["present", "--notes"], "Waiting for slides");
}

#[test]
fn large_files_load_without_a_thread() {
    if !can_change_account() {
        return;
    }
    // the first thread loads, the second catches signals
    let (code, text) = run_with_threads(1, &["--data", "many.json"], "Overview");
    assert!(code == 4 && text.contains("signals cannot be caught"), "{code} {text}");
}

#[test]
fn slides_say_that_notes_cannot_follow_them() {
    if !can_change_account() {
        return;
    }
    let message = "no speaker notes: the system starts no more threads";
    let runs_and_tells = |limit| {
        let (code, output) = run_with_threads(limit, &["present"], "1 of ");
        code == 0 && output.contains(message)
    };
    assert!((2..=8).any(runs_and_tells));
}
