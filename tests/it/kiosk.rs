//! The kiosk refuses arguments, keys and signals that it does not offer, and gains no privileges.

use crate::support::session::{Session, pane_name, shows};
use crate::{PROGRAM, Sandbox, tool};
use std::fs::{self};

#[test]
fn other_arguments_are_refused_with_a_message() {
    let sandbox = Sandbox::new();
    for (args, words) in [
        (&["--data", "x.json"][..], "--data cannot be used with --kiosk"),
        (&["--max-bytes", "9"], "--max-bytes cannot be used"),
        (&["--plain"], "--plain cannot be used"),
        (&["countries"], "countries cannot be used"),
        (&["edit", "countries/NP"], "edit cannot be used"),
        (&["doctor"], "gloact doctor --kiosk"),
        (&["--help"], "--help cannot be used"),
        (&["--nonsense=1"], "--nonsense cannot be used"),
        (&["--theme", "nope"], "unknown theme"),
        (&["--today", "nope"], "invalid date"),
    ] {
        for at_end in [false, true] {
            let mut all = args.to_vec();
            all.insert(if at_end { all.len() } else { 0 }, "--kiosk");
            if all[0] == "doctor" {
                continue;
            }
            let output = sandbox.run(&all);
            assert!(
                output.code == 2 && output.err.contains(words) && output.out.is_empty(),
                "{all:?}: {} {}",
                output.code,
                output.err
            );
        }
    }
    let output = sandbox.run(&["--kiosk"]);
    assert!(output.code == 4 && output.err.contains("needs a terminal"), "{}", output.err);
    for (script, code) in [
        ("edit countries/NP", 2),
        ("go countries; copy rows md file", 2),
        ("import /etc/passwd", 2),
        ("suspend", 2),
        ("nonsense", 2),
        ("quit", 0),
    ] {
        let mut session = Session::start(PROGRAM, &["--kiosk", "--do", script]);
        // the message is a plain line
        session.foreign_output = true;
        assert_eq!(session.wait_for_exit(), code, "{script}");
        let text_shown = session.inspect(|seen| String::from_utf8_lossy(&seen.bytes).into_owned());
        assert!(
            code == 0 || script == "nonsense" || text_shown.contains("not available in a kiosk"),
            "{script}: {text_shown}"
        );
    }
}

#[test]
fn kiosk_refusals_are_shown_in_status_line() {
    let mut session = Session::start(PROGRAM, &["--kiosk", "--do", "go countries/NP"]);
    session.wait("the detail", shows("country · NP"));
    for keys in
        ["e", "\x1a", "v", "I", ":import /etc/passwd\r", ":save-bookmark x\r", "yrecord json\t\r"]
    {
        session.press("\x1b[B");
        session.wait("the foot alone", |screen| !shows("not available")(screen));
        session.press(keys);
        session.wait(keys, shows("not available in a kiosk"));
    }
    // stop signals are ignored as well
    session.press("j");
    session.wait("the foot alone", |screen| !shows("not available")(screen));
    session.signal(rustix::process::Signal::TSTP);
    session.wait("a word about the signal", shows("not available in a kiosk"));
    session.press("1");
    session.wait("the overview", |screen| pane_name(screen) == "Overview");
    // a setting lasts until exit and is not saved
    session.press(":set theme mono\r");
    session.wait("the setting", shows("a kiosk saves nothing"));
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    assert!(fs::read_dir(session.sandbox.0.path()).unwrap().next().is_none());
}

#[test]
fn kiosk_offers_only_what_it_has() {
    let mut session = Session::start(PROGRAM, &["--kiosk", "--do", "go countries/NP"]);
    session.wait("the foot of the detail", |screen| {
        shows("next link")(screen) && shows("w why")(screen) && !shows("e edit")(screen)
    });
    // all keys, without those that are refused
    session.press("?");
    session.wait("help", shows("why"));
    session.press("your override");
    session.wait("no command", |screen| {
        shows("your override")(screen) && !shows("Change this in")(screen)
    });
    session.press("\x1b\x03");
    session.wait_for_exit();
}

#[test]
fn kiosk_ignores_stop_signals() {
    let mut session = Session::start(
        "/bin/sh",
        &["-c", "set -m; \"$0\" --kiosk; echo at the shell; read -r line", PROGRAM],
    );
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    let group = session.line.as_ref().unwrap().0.process_group_leader().unwrap();
    session.press("\x1a");
    session.wait("a word about the key", shows("not available in a kiosk"));
    // the next key removes the message, so that the signal must show it again
    session.press("4");
    session.wait("the countries", |screen| {
        pane_name(screen) == "Countries" && !shows("not available")(screen)
    });
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(group).unwrap(),
        rustix::process::Signal::TSTP,
    )
    .unwrap();
    session.wait("a word about the signal", |screen| {
        pane_name(screen) == "Countries" && shows("not available in a kiosk")(screen)
    });
    session.press("5");
    session.wait("the timeline", |screen| pane_name(screen) == "Timeline");
    session.press("\x03");
    session.wait("the shell", shows("at the shell"));
}

#[test]
fn kiosk_cannot_gain_privileges_or_write() {
    let session = Session::start(PROGRAM, &["--kiosk"]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    let of = |file: &str| {
        fs::read_to_string(format!("/proc/{}/{file}", session.child.process_id().unwrap())).unwrap()
    };
    let line = |file: &str, name: &str| {
        of(file).lines().find(|line| line.starts_with(name)).unwrap().to_string()
    };
    assert_eq!(line("status", "NoNewPrivs:").split_whitespace().last(), Some("1"));
    for limit in ["Max file size", "Max core file size"] {
        assert_eq!(
            line("limits", limit)[limit.len()..].split_whitespace().take(2).collect::<Vec<_>>(),
            ["0", "0"],
            "{limit}"
        );
    }
}

/// Returns whether this kernel supports Landlock.
fn has_landlock() -> bool {
    use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetStatus};
    let lock =
        || Ruleset::default().handle_access(AccessFs::from_all(ABI::V1))?.create()?.restrict_self();
    std::thread::spawn(move || {
        lock().is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
    })
    .join()
    .unwrap()
}

#[test]
fn host_overrides_are_reloaded_on_a_key() {
    // a private /etc/xdg for this process
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/etc/xdg"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let folder = sandbox.0.path().join("host");
    fs::create_dir_all(folder.join("gloact/overrides")).unwrap();
    let file = folder.join("gloact/overrides/a.json");
    let note = |words: &str| {
        fs::write(&file, format!(r#"{{"countries": {{"NP": {{"note": "{words}"}}}}}}"#)).unwrap()
    };
    note("first note");
    // a symlink to another folder is not followed
    let elsewhere =
        sandbox.write("elsewhere.json", r#"{"countries": {"NP": {"note": "from elsewhere"}}}"#);
    std::os::unix::fs::symlink(elsewhere, folder.join("gloact/overrides/b.json")).unwrap();
    let script = format!(
        "mount --bind {} /etc/xdg && exec {PROGRAM} --kiosk --do 'go countries/NP'",
        folder.display()
    );
    let mut session = Session::start_in(sandbox, "/usr/bin/unshare", &["-m", "sh", "-c", &script]);
    session.wait("the first note", |screen| {
        shows("first note")(screen) || !has_landlock() && shows("from elsewhere")(screen)
    });
    session.press("!");
    session.wait("why the other file is not read", |screen| {
        shows("no permission to read the file")(screen) || !has_landlock()
    });
    session.press("q");
    session.wait("the country again", shows("country · NP"));
    fs::remove_file(folder.join("gloact/overrides/b.json")).unwrap();
    note("second note");
    assert!(!session.has_inotify(), "it watches files");
    session.press("\x0c");
    session.wait("the second note", shows("second note"));
    // replace the folder, as a deployment does
    fs::rename(folder.join("gloact/overrides"), folder.join("gloact/old")).unwrap();
    fs::create_dir(folder.join("gloact/overrides")).unwrap();
    note("third note");
    session.press("\x0c");
    session.wait("the third note", shows("third note"));
    let sparse = fs::File::create(&file).unwrap();
    sparse.set_len((16 << 20) + 1).unwrap();
    session.press("\x0c");
    session.wait("why not", |screen| shows("16777217")(screen) && shows("third note")(screen));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}
