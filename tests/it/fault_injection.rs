//! Faults of the terminal, streams, sizes and disks: the program exits cleanly or continues, and
//! loses nothing.

use crate::support::bundled::bundled_rows;
use crate::support::session::{Session, TIMEOUT, cells, pane_name, poll_until, shows};
use crate::{Output, Sandbox, tool};
use rustix::process::Signal;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");

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
fn resumed_program_uses_the_current_size() {
    let script = "set -m; \"$0\"; echo at the shell; read -r line; fg > /dev/null; echo ended $?";
    let mut session = Session::start("/bin/sh", &["-c", script, PROGRAM]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("\x1a");
    session.wait("the shell", shows("at the shell"));
    session.resize(120, 36);
    session.press("\n");
    session.wait("the new size", |screen| {
        pane_name(screen) == "Overview" && shows(&"─".repeat(120))(screen)
    });
    session.press("q");
    session.wait("the end", shows("ended 0"));
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
fn any_size_is_drawn_and_zero_counts_as_80_by_24() {
    let mut session = Session::open(&["--today", "2026-11-22"]);
    for (columns, rows) in
        [(1, 1), (2, 2), (1, 200), (200, 1), (1000, 1000), (500, 200), (65_535, 1)]
    {
        session.resize(columns, rows);
        for key in ["1", "2", "3", "4", "5", "8", "?", "\x1b", "\x0c"] {
            session.press(key);
            thread::sleep(Duration::from_millis(20));
        }
    }
    session.press("4");
    session.resize(0, 0);
    session.press("\x0c");
    let rule = "─".repeat(80);
    session.wait("80×24", |screen| {
        pane_name(screen) == "Countries" && shows(&rule)(screen) && !shows("needs")(screen)
    });
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}

#[test]
fn rapid_resizes_end_at_the_last_size() {
    let mut session = Session::open(&[]);
    session.press("4");
    session.wait("the countries", |screen| pane_name(screen) == "Countries");
    let start = Instant::now();
    let before = session.byte_count();
    for at in 0..500u16 {
        session.resize(40 + (at * 7) % 160, 12 + (at * 3) % 48);
        thread::sleep(Duration::from_millis(5));
    }
    let took = start.elapsed();
    let drawn = session.frames_since(before) as u128;
    session.resize(100, 30);
    let rule = "─".repeat(100);
    session
        .wait("the last size", |screen| pane_name(screen) == "Countries" && shows(&rule)(screen));
    // at most 20 frames per second are drawn
    assert!(drawn <= took.as_millis() / 50 + 2, "{drawn} frames for 500 sizes in {took:?}");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn full_disk_keeps_the_old_file_and_reports_why() {
    // a full disk for this test
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let disk = sandbox.0.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let copy = sandbox.0.path().join("copy").display().to_string();
    let script = sandbox.write(
        "begin",
        format!(
            "mount -t tmpfs -o size=16k none {disk}\nmkdir -p {disk}/gloact\n\
             printf '{{\"mine\": \"go map\"}}\\n' > {disk}/gloact/views.json\nprintf '{{\"chosen\": [\"old\"]}}\\n' > {disk}/gloact/memory.json\n\
             cp -r {disk}/gloact {copy}-before\ncat /dev/zero > {disk}/full 2> /dev/null\n\
             XDG_CONFIG_HOME={disk} XDG_STATE_HOME={disk} {PROGRAM}\ncode=$?\ncp -r {disk}/gloact {copy}-after\nexit $code\n",
            disk = disk.display()
        ),
    );
    let mut session = Session::start_in(sandbox, "/usr/bin/unshare", &["-m", "sh", &script]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("4vnew\r");
    session.wait("why not", shows("views.json"));
    session.press(":set theme mono\r");
    session.wait("why not", shows("settings.json"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
    let folder = session.sandbox.0.path();
    for file in ["views.json", "memory.json"] {
        let [before, after] = ["before", "after"].map(|when| {
            fs::read_to_string(folder.join(format!("copy-{when}")).join(file)).unwrap()
        });
        assert_eq!(after, before, "{file}");
    }
    let mut names: Vec<_> = fs::read_dir(folder.join("copy-after"))
        .unwrap()
        .flatten()
        .map(|file| file.file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["memory.json", "views.json"], "half a file is left");
}

#[test]
fn concurrent_saves_lose_nothing() {
    let (first, second) = (Sandbox::new(), Sandbox::new());
    let shared = first.0.path().join("config").display().to_string();
    let variables = [("XDG_CONFIG_HOME", shared.as_str())];
    let file = first.0.path().join("config/gloact/views.json");
    let mut both = [first, second].map(|sandbox| {
        Session::start_with_env(sandbox, &variables, PROGRAM, &["--do", "go countries"])
    });
    both.iter().for_each(|session| {
        session.wait("the first screen", |screen| pane_name(screen) == "Countries")
    });
    for at in 0..10 {
        for (session, name) in both.iter_mut().zip(["left", "right"]) {
            session.press(&format!(":save-bookmark {name}{at}\r"));
        }
        for (session, name) in both.iter().zip(["left", "right"]) {
            let saved = format!("\"{name}{at}\"");
            session.wait("the view", |_| {
                fs::read_to_string(&file).is_ok_and(|text| text.contains(&saved))
            });
            // the file is complete at any time
            serde_json::from_str::<serde_json::Value>(&fs::read_to_string(&file).unwrap()).unwrap();
        }
    }
    for session in &mut both {
        session.press("\x03");
        assert_eq!(session.wait_for_exit(), 0);
    }
    let saved: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(saved.as_object().unwrap().len(), 20, "{saved}");
}

#[test]
fn killed_save_leaves_the_old_or_the_new_file() {
    const STEPS: &str = "fchmod,fsync,?rename,?renameat,renameat2";
    if tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=fsync:signal=KILL", "true"])
        .is_none()
    {
        return;
    }
    let mut whole = Vec::new();
    for (step, saved) in [
        ("fchmod:signal=KILL:when=1", "old"),
        ("fsync:signal=KILL:when=1", "old"),
        ("?rename,?renameat,renameat2:signal=KILL:when=1", "old"),
        ("fsync:signal=KILL:when=2", "new"),
    ] {
        let sandbox = Sandbox::new();
        let file = sandbox.write(".config/gloact/views.json", "{\"old\": \"go map\"}\n");
        let (trace, inject) = (format!("trace={STEPS}"), format!("inject={step}"));
        let words = [
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &trace,
            "-e",
            &inject,
            PROGRAM,
            "--do",
            "go countries",
        ];
        let mut session = Session::start_in(sandbox, "/usr/bin/strace", &words);
        session.wait("the first screen", |screen| pane_name(screen) == "Countries");
        session.press(":save-bookmark new\r");
        assert!(
            poll_until(TIMEOUT, || session.child.try_wait().unwrap()).is_some(),
            "{step} is never reached"
        );
        let text = fs::read_to_string(&file).unwrap();
        let views: serde_json::Value =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{step}: {e}: {text:?}"));
        assert_eq!(views["old"], "go map", "{step}: {text}");
        whole.push((step, saved, if views.get("new").is_some() { "new" } else { "old" }));
    }
    assert!(whole.iter().all(|(_, saved, found)| saved == found), "{whole:?}");
}

#[test]
fn without_alternate_screen_the_shell_continues_below() {
    // as on the Linux console, and in screen by default
    let mut session = Session::open(&[]);
    session.press("4");
    session.wait("the countries", |screen| pane_name(screen) == "Countries");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    let mut plain = vt100::Parser::new(cells(24), cells(80), 0);
    let bytes = session.inspect(|seen| {
        String::from_utf8_lossy(&seen.bytes).replace("\x1b[?1049h", "").replace("\x1b[?1049l", "")
    });
    plain.process(bytes.as_bytes());
    assert_eq!(plain.screen().cursor_position(), (23, 0));
    let lines: Vec<String> = plain.screen().rows(0, 80).collect();
    assert!(lines[23].is_empty() && lines[1].starts_with(" Countries"), "{lines:#?}");
}

/// Returns an override with a note.
fn override_with_note(words: &str) -> String {
    format!("{{\"countries\": {{\"NP\": {{\"note\": \"{words}\"}}}}}}\n")
}

/// Scripts that save a file: `$0` is the file and `$1` the new note.
const SAVE_SCRIPTS: &[(&str, &str)] = &[
    ("sed", "sed -i 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\""),
    (
        "mv",
        "sed 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\" > \"$0.new\" && mv \"$0.new\" \"$0\"",
    ),
    (
        "cat",
        "text=$(sed 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\") && echo \"$text\" > \"$0\"",
    ),
    ("vim", "vim -Nu NONE -es \"$0\" -c 's/note\": \".*\"/note\": \"'\"$1\"'\"/' -c wq"),
];

#[test]
fn override_saved_by_any_editor_is_reloaded() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(".config/gloact/overrides.json", override_with_note("at first"));
    let mut session = Session::start_in(sandbox, PROGRAM, &["--do", "go countries/NP"]);
    session.wait("the note", shows("at first"));
    for (with, script) in SAVE_SCRIPTS {
        // skip programs that are not installed
        if std::process::Command::new(with).arg("--version").output().is_err() {
            continue;
        }
        for at in 0..3 {
            let words = format!("{with} {at}");
            let saved = std::process::Command::new("sh")
                .args(["-c", script, &file, &words])
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), override_with_note(&words), "{saved:?}");
            session.wait(&words, shows(&words));
        }
    }
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn change_before_the_watch_starts_is_seen() {
    if tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=read:delay_enter=1", "true"])
        .is_none()
    {
        return;
    }
    let sandbox = Sandbox::new();
    let folder = sandbox.0.path().join(".config/gloact");
    let file = sandbox.write(".config/gloact/overrides.json", override_with_note("at first"));
    // strace delays each watch
    let late =
        ["-e", "trace=inotify_add_watch", "-e", "inject=inotify_add_watch:delay_enter=500000"];
    let words =
        [&["-f", "-qq", "-o", "/dev/null"][..], &late, &[PROGRAM, "--do", "go countries/NP"]]
            .concat();
    let mut session = Session::start_in(sandbox, "/usr/bin/strace", &words);
    session.wait("the note", shows("at first"));
    fs::write(&file, override_with_note("while it began")).unwrap();
    session.wait("a change before the first watch", shows("while it began"));
    // replace the folder
    fs::rename(&folder, folder.with_extension("old")).unwrap();
    fs::create_dir(&folder).unwrap();
    fs::write(&file, override_with_note("in another folder")).unwrap();
    session.wait("what it brings", shows("in another folder"));
    fs::write(&file, override_with_note("at once")).unwrap();
    session.wait("a change before its watch", shows("at once"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn constantly_changing_file_blocks_nothing() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(".config/gloact/overrides.json", override_with_note("at first"));
    let mut session = Session::start_in(sandbox, PROGRAM, &["--do", "go countries/NP"]);
    session.wait("the note", shows("at first"));
    let start = Instant::now();
    let before = session.byte_count();
    let mut times = 0;
    while start.elapsed() < Duration::from_secs(3) {
        fs::write(&file, override_with_note(&format!("number {times} of many"))).unwrap();
        times += 1;
        thread::sleep(Duration::from_millis(10));
    }
    // the file is read about once a second, or every 150 ms if a busy machine pauses the writes
    let took = start.elapsed();
    let drawn = session.frames_since(before) as u128;
    assert!(
        drawn <= took.as_millis() / 150 + 2,
        "it is read {drawn} times for {times} saves in {took:?}"
    );
    session.wait("the last", shows(&format!("number {} of many", times - 1)));
    session.press("q1");
    session.wait("the overview", |screen| pane_name(screen) == "Overview");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn reload_key_works_without_a_watcher() {
    // an account without inotify instances
    let none = "echo 0 > /proc/sys/user/max_inotify_instances";
    if tool(&["unshare"], &["-Ur", "sh", "-c", none]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let file = sandbox.write(".config/gloact/overrides.json", override_with_note("at first"));
    let mut session = Session::start_in(
        sandbox,
        "/usr/bin/unshare",
        &["-Ur", "sh", "-c", &format!("{none}; exec \"$0\" --do 'go countries/NP'"), PROGRAM],
    );
    session.wait("the note", shows("at first"));
    fs::write(&file, override_with_note("another")).unwrap();
    assert!(!session.has_inotify(), "it watches files");
    session.press("\x0c");
    session.wait("the other note", shows("another"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
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

#[test]
fn megabyte_line_is_truncated_to_the_screen() {
    let sandbox = Sandbox::new();
    let long = "Zusammenarbeit \u{301}ü🙂 ".repeat(40_000);
    let event = serde_json::json!({"events": {"long": {"title": long, "date": "2031-01-01", "summary": "Short."}}});
    sandbox.write(".config/gloact/overrides.json", event.to_string());
    let mut session =
        Session::start_in(sandbox, PROGRAM, &["--do", "go timeline; filter year:2031"]);
    session.wait("the row", |screen| {
        pane_name(screen) == "Timeline" && shows("Zusammenarbeit")(screen)
    });
    session.press("\r");
    session.wait("the detail", shows("q close"));
    session.press("Gq4");
    session.wait("the countries", |screen| pane_name(screen) == "Countries");
    let took = session.inspect(|seen| seen.bytes.len());
    assert!(took < 30_000, "{took} bytes");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}
