//! What may go wrong with a terminal, its streams, its size and its disk: the program ends well or goes on, and loses nothing.

use crate::session::{PATIENCE, Session, cells, pane, shows, until};
use crate::{Home, Ran, tool};
use rustix::process::Signal;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");

#[test]
fn a_signal_in_the_first_moments_leaves_the_terminal_as_it_was() {
    for at in 0..60u64 {
        let signal = [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT][at as usize % 4];
        let mut it = Session::start(PROGRAM, &[]);
        // before the terminal is taken, while it is, and after
        thread::sleep(Duration::from_millis(at * 4));
        it.signal(signal);
        it.end();
        it.assert_given_back();
        assert!(it.mode() == it.before, "after {} ms, {signal:?}: the line is in another mode than before", at * 4);
    }
}

#[test]
fn stopped_and_called_back_it_has_the_size_of_now() {
    let script = "set -m; \"$0\"; echo at the shell; read -r line; fg > /dev/null; echo ended $?";
    let mut it = Session::start("/bin/sh", &["-c", script, PROGRAM]);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    it.press("\x1a");
    it.wait("the shell", shows("at the shell"));
    it.resize(120, 36);
    it.press("\n");
    it.wait("the new size", |screen| pane(screen) == "Overview" && shows(&"─".repeat(120))(screen));
    it.press("q");
    it.wait("the end", shows("ended 0"));
}

#[test]
fn without_some_of_its_streams_it_prints_or_says_why_not() {
    // no stream of the test may be a terminal that the program could find instead
    let home = Home::new();
    let rows = home.run(&["countries"]);
    assert!(rows.code == 0 && rows.out.lines().count() > 17, "{}", rows.out);
    // a stream that is closed is one that swallows all
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
        shell.args(["-w", "sh", "-c", script, PROGRAM]).current_dir(home.0.path()).env_clear();
        shell.env("PATH", "/usr/bin:/bin").env("HOME", home.0.path()).env("TERM", "xterm-256color").stdin(Stdio::null());
        let ran = Ran::of(shell.output().unwrap());
        assert!(ran.code == code && !ran.err.contains("panicked"), "{script}: {} {}", ran.code, ran.err);
        if script.contains("> out") {
            assert_eq!(fs::read_to_string(home.0.path().join("out")).unwrap(), rows.out, "{script}");
        }
    }
}

#[test]
fn without_a_terminal_no_program_on_the_path_is_asked_for_one() {
    let home = Home::new();
    let mark = home.0.path().join("mark");
    for name in ["tput", "stty", "resize", "tty"] {
        home.script(&format!("bin/{name}"), &format!("touch {}\necho 80", mark.display()));
    }
    let path = format!("{}:/usr/bin:/bin", home.0.path().join("bin").display());
    for args in [&[][..], &["countries"], &["--help"], &["present", "--check", "80x24"], &["--nonsense"]] {
        let mut alone = std::process::Command::new("setsid");
        alone.args(["-w", PROGRAM]).args(args).current_dir(home.0.path()).env_clear();
        alone.env("PATH", &path).env("HOME", home.0.path()).env("TERM", "xterm-256color").stdin(Stdio::null());
        let ran = Ran::of(alone.output().unwrap());
        assert!([0, 2].contains(&ran.code), "{args:?}: {} {}", ran.code, ran.err);
    }
    // a terminal on stdout alone
    let shell = format!("exec setsid -w {PROGRAM} < /dev/null");
    let bin = home;
    let mut it = Session::start_with(Home::new(), &[("PATH", &path)], "/bin/sh", &["-c", &shell]);
    it.lent = true;
    assert_eq!(it.end(), 4);
    assert!(it.look(|seen| String::from_utf8_lossy(&seen.bytes).contains("keyboard cannot be read")));
    // and where there is one, it is asked itself
    let mut it = Session::start_with(Home::new(), &[("PATH", &path)], PROGRAM, &[]);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    it.resize(0, 0);
    it.press("4q");
    assert_eq!(it.end(), 0);
    assert!(!mark.exists(), "a program of the path was asked");
    drop(bin);
}

#[test]
fn with_stdin_from_nowhere_keys_come_from_the_terminal() {
    let mut it = Session::start("/bin/sh", &["-c", "exec \"$0\" < /dev/null", PROGRAM]);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    it.press("4");
    it.wait("the countries", |screen| pane(screen) == "Countries");
    it.press("q");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
}

#[test]
fn whatever_the_terminal_is_called_it_opens_and_says_nothing_of_it() {
    let long = "x".repeat(10_000);
    for term in ["", "no-such-terminal", &long, "\x1b]0;owned\x07", "xterm\x1b[2J", "../../etc/passwd", "xterm-256color\n"] {
        let mut it = Session::start_with(Home::new(), &[("TERM", term)], PROGRAM, &[]);
        it.wait("the first screen", |screen| pane(screen) == "Overview");
        it.press("q");
        // every byte is looked at there
        assert_eq!(it.end(), 0);
        it.assert_given_back();
    }
    let mut it = Session::start_with(Home::new(), &[("TERM", "dumb")], PROGRAM, &[]);
    it.lent = true;
    assert_eq!(it.end(), 4);
    assert!(it.look(|seen| String::from_utf8_lossy(&seen.bytes).contains("dumb")));
}

#[test]
fn any_size_is_drawn_and_none_counts_as_80_by_24() {
    let mut it = Session::open(&["--today", "2026-11-22"]);
    for (columns, rows) in [(1, 1), (2, 2), (1, 200), (200, 1), (1000, 1000), (500, 200), (65_535, 1)] {
        it.resize(columns, rows);
        for key in ["1", "2", "3", "4", "5", "8", "?", "\x1b", "\x0c"] {
            it.press(key);
            thread::sleep(Duration::from_millis(20));
        }
    }
    it.press("4");
    it.resize(0, 0);
    it.press("\x0c");
    let rule = "─".repeat(80);
    it.wait("80×24", |screen| pane(screen) == "Countries" && shows(&rule)(screen) && !shows("needs")(screen));
    it.press("q");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
}

/// How many frames were drawn.
fn frames(it: &Session) -> u128 {
    it.look(|seen| seen.bytes.windows(8).filter(|part| part == b"\x1b[?2026h").count() as u128)
}

#[test]
fn a_window_that_is_dragged_about_ends_on_its_last_size() {
    let mut it = Session::open(&[]);
    it.press("4");
    it.wait("the countries", |screen| pane(screen) == "Countries");
    let (start, before) = (Instant::now(), frames(&it));
    for at in 0..500u16 {
        it.resize(40 + (at * 7) % 160, 12 + (at * 3) % 48);
        thread::sleep(Duration::from_millis(5));
    }
    let (took, drawn) = (start.elapsed(), frames(&it) - before);
    it.resize(100, 30);
    let rule = "─".repeat(100);
    it.wait("the last size", |screen| pane(screen) == "Countries" && shows(&rule)(screen));
    // not each of them was drawn, but 20 in a second
    assert!(drawn <= took.as_millis() / 50 + 2, "{drawn} frames for 500 sizes in {took:?}");
    it.press("q");
    assert_eq!(it.end(), 0);
}

#[test]
fn on_a_full_disk_what_was_there_stays_and_the_reason_is_told() {
    // a disk of one's own that has no room
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).is_none() {
        return;
    }
    let home = Home::new();
    let disk = home.0.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let copy = home.0.path().join("copy").display().to_string();
    let script = home.write(
        "begin",
        format!(
            "mount -t tmpfs -o size=16k none {disk}\nmkdir -p {disk}/gloact\n\
             printf '{{\"mine\": \"go map\"}}\\n' > {disk}/gloact/views.json\nprintf '{{\"chosen\": [\"old\"]}}\\n' > {disk}/gloact/memory.json\n\
             cp -r {disk}/gloact {copy}-before\ncat /dev/zero > {disk}/full 2> /dev/null\n\
             XDG_CONFIG_HOME={disk} XDG_STATE_HOME={disk} {PROGRAM}\ncode=$?\ncp -r {disk}/gloact {copy}-after\nexit $code\n",
            disk = disk.display()
        ),
    );
    let mut it = Session::start_at(home, "/usr/bin/unshare", &["-m", "sh", &script]);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    it.press("4vnew\r");
    it.wait("why not", shows("views.json"));
    it.press(":set theme mono\r");
    it.wait("why not", shows("settings.json"));
    it.press("\x03");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
    let folder = it.home.0.path();
    for file in ["views.json", "memory.json"] {
        let [before, after] = ["before", "after"].map(|when| fs::read_to_string(folder.join(format!("copy-{when}")).join(file)).unwrap());
        assert_eq!(after, before, "{file}");
    }
    let mut names: Vec<_> = fs::read_dir(folder.join("copy-after")).unwrap().flatten().map(|file| file.file_name()).collect();
    names.sort();
    assert_eq!(names, ["memory.json", "views.json"], "half a file is left");
}

#[test]
fn two_that_save_at_once_lose_nothing_of_each_other() {
    let (first, second) = (Home::new(), Home::new());
    let shared = first.0.path().join("config").display().to_string();
    let variables = [("XDG_CONFIG_HOME", shared.as_str())];
    let file = first.0.path().join("config/gloact/views.json");
    let mut both = [first, second].map(|home| Session::start_with(home, &variables, PROGRAM, &["--do", "go countries"]));
    both.iter().for_each(|it| it.wait("the first screen", |screen| pane(screen) == "Countries"));
    for at in 0..10 {
        for (it, name) in both.iter_mut().zip(["left", "right"]) {
            it.press(&format!(":save-view {name}{at}\r"));
        }
        for (it, name) in both.iter().zip(["left", "right"]) {
            let saved = format!("\"{name}{at}\"");
            it.wait("the view", |_| fs::read_to_string(&file).is_ok_and(|text| text.contains(&saved)));
            // whenever somebody reads, the file is whole
            serde_json::from_str::<serde_json::Value>(&fs::read_to_string(&file).unwrap()).unwrap();
        }
    }
    for it in &mut both {
        it.press("\x03");
        assert_eq!(it.end(), 0);
    }
    let kept: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(kept.as_object().unwrap().len(), 20, "{kept}");
}

#[test]
fn killed_at_any_step_of_a_save_it_leaves_the_old_or_the_new_file() {
    const STEPS: &str = "fchmod,fsync,?rename,?renameat,renameat2";
    if tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=fsync:signal=KILL", "true"]).is_none() {
        return;
    }
    let mut whole = Vec::new();
    for (step, kept) in [
        ("fchmod:signal=KILL:when=1", "old"),
        ("fsync:signal=KILL:when=1", "old"),
        ("?rename,?renameat,renameat2:signal=KILL:when=1", "old"),
        ("fsync:signal=KILL:when=2", "new"),
    ] {
        let home = Home::new();
        let file = home.write(".config/gloact/views.json", "{\"old\": \"go map\"}\n");
        let (trace, inject) = (format!("trace={STEPS}"), format!("inject={step}"));
        let words = ["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject, PROGRAM, "--do", "go countries"];
        let mut it = Session::start_at(home, "/usr/bin/strace", &words);
        it.wait("the first screen", |screen| pane(screen) == "Countries");
        it.press(":save-view new\r");
        assert!(until(PATIENCE, || it.child.try_wait().unwrap()).is_some(), "{step} is never reached");
        let text = fs::read_to_string(&file).unwrap();
        let views: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{step}: {e}: {text:?}"));
        assert_eq!(views["old"], "go map", "{step}: {text}");
        whole.push((step, kept, if views.get("new").is_some() { "new" } else { "old" }));
    }
    assert!(whole.iter().all(|(_, kept, found)| kept == found), "{whole:?}");
}

#[test]
fn where_there_is_no_second_screen_the_shell_goes_on_below() {
    // as on the console of Linux, and in screen as it comes
    let mut it = Session::open(&[]);
    it.press("4");
    it.wait("the countries", |screen| pane(screen) == "Countries");
    it.press("q");
    assert_eq!(it.end(), 0);
    let mut plain = vt100::Parser::new(cells(24), cells(80), 0);
    let bytes = it.look(|seen| String::from_utf8_lossy(&seen.bytes).replace("\x1b[?1049h", "").replace("\x1b[?1049l", ""));
    plain.process(bytes.as_bytes());
    assert_eq!(plain.screen().cursor_position(), (23, 0));
    let lines: Vec<String> = plain.screen().rows(0, 80).collect();
    assert!(lines[23].is_empty() && lines[1].starts_with(" Countries"), "{lines:#?}");
}

/// A note in an override.
fn note(words: &str) -> String {
    format!("{{\"countries\": {{\"NP\": {{\"note\": \"{words}\"}}}}}}\n")
}

/// What saves a file: the words that begin it, where `$0` is the file and `$1` what it is to hold.
const SAVES: &[(&str, &str)] = &[
    ("sed", "sed -i 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\""),
    ("mv", "sed 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\" > \"$0.new\" && mv \"$0.new\" \"$0\""),
    ("cat", "text=$(sed 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\") && echo \"$text\" > \"$0\""),
    ("vim", "vim -Nu NONE -es \"$0\" -c 's/note\": \".*\"/note\": \"'\"$1\"'\"/' -c wq"),
];

#[test]
fn however_an_override_is_saved_it_appears() {
    let home = Home::new();
    let file = home.write(".config/gloact/overrides.json", note("at first"));
    let mut it = Session::start_at(home, PROGRAM, &["--do", "go countries/NP"]);
    it.wait("the note", shows("at first"));
    for (with, script) in SAVES {
        // not every machine has each of them
        if std::process::Command::new(with).arg("--version").output().is_err() {
            continue;
        }
        for at in 0..3 {
            let words = format!("{with} {at}");
            let saved = std::process::Command::new("sh").args(["-c", script, &file, &words]).stdin(Stdio::null()).output().unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), note(&words), "{saved:?}");
            it.wait(&words, shows(&words));
        }
    }
    it.press("\x03");
    assert_eq!(it.end(), 0);
}

#[test]
fn what_changes_before_it_is_watched_is_seen() {
    if tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=read:delay_enter=1", "true"]).is_none() {
        return;
    }
    let home = Home::new();
    let folder = home.0.path().join(".config/gloact");
    let file = home.write(".config/gloact/overrides.json", note("at first"));
    // each folder is watched long after somebody asks for it
    let late = ["-e", "trace=inotify_add_watch", "-e", "inject=inotify_add_watch:delay_enter=500000"];
    let words = [&["-f", "-qq", "-o", "/dev/null"][..], &late, &[PROGRAM, "--do", "go countries/NP"]].concat();
    let mut it = Session::start_at(home, "/usr/bin/strace", &words);
    it.wait("the note", shows("at first"));
    fs::write(&file, note("while it began")).unwrap();
    it.wait("a change before the first watch", shows("while it began"));
    // another folder in its place
    fs::rename(&folder, folder.with_extension("old")).unwrap();
    fs::create_dir(&folder).unwrap();
    fs::write(&file, note("in another folder")).unwrap();
    it.wait("what it brings", shows("in another folder"));
    fs::write(&file, note("at once")).unwrap();
    it.wait("a change before its watch", shows("at once"));
    it.press("\x03");
    assert_eq!(it.end(), 0);
}

#[test]
fn a_file_that_never_rests_holds_neither_keys_nor_line() {
    let home = Home::new();
    let file = home.write(".config/gloact/overrides.json", note("at first"));
    let mut it = Session::start_at(home, PROGRAM, &["--do", "go countries/NP"]);
    it.wait("the note", shows("at first"));
    let (start, before) = (Instant::now(), frames(&it));
    let mut times = 0;
    while start.elapsed() < Duration::from_secs(3) {
        fs::write(&file, note(&format!("number {times} of many"))).unwrap();
        times += 1;
        thread::sleep(Duration::from_millis(10));
    }
    // it is read about once a second; where it comes to rest for others were busy, once in 150 ms
    let (took, drawn) = (start.elapsed(), frames(&it) - before);
    assert!(drawn <= took.as_millis() / 150 + 2, "it is read {drawn} times for {times} saves in {took:?}");
    it.wait("the last", shows(&format!("number {} of many", times - 1)));
    it.press("q1");
    it.wait("the overview", |screen| pane(screen) == "Overview");
    it.press("q");
    assert_eq!(it.end(), 0);
}

#[test]
fn where_nothing_can_be_watched_a_key_looks_again() {
    // an account of which all is used up
    let none = "echo 0 > /proc/sys/user/max_inotify_instances";
    if tool(&["unshare"], &["-Ur", "sh", "-c", none]).is_none() {
        return;
    }
    let home = Home::new();
    let file = home.write(".config/gloact/overrides.json", note("at first"));
    let mut it =
        Session::start_at(home, "/usr/bin/unshare", &["-Ur", "sh", "-c", &format!("{none}; exec \"$0\" --do 'go countries/NP'"), PROGRAM]);
    it.wait("the note", shows("at first"));
    fs::write(&file, note("another")).unwrap();
    thread::sleep(Duration::from_millis(700));
    assert!(it.look(|seen| shows("at first")(seen.terminal.screen())), "it is watched all the same");
    it.press("\x0c");
    it.wait("the other note", shows("another"));
    it.press("\x03");
    assert_eq!(it.end(), 0);
}

#[test]
fn without_a_home_it_opens_and_says_where_nothing_can_be_kept() {
    // an account of which the machine knows a home that is not there; one's own must not be written to
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    if tool(&["setpriv"], &[&nobody[..], &["true"]].concat()).is_none() {
        return;
    }
    for script in ["exec env -u HOME \"$@\"", "HOME= exec \"$@\""] {
        let home = Home::new();
        let program = home.program();
        fs::set_permissions(home.0.path(), Permissions::from_mode(0o755)).unwrap();
        let words = [&["-c", script, "sh", "setpriv"][..], &nobody, &[program.to_str().unwrap(), "--do", "go countries"]].concat();
        let mut it = Session::start_at(home, "/bin/sh", &words);
        it.wait("the first screen", |screen| pane(screen) == "Countries");
        it.press(":save-view mine\r");
        it.wait("why not", shows("cannot be"));
        it.press("\x03");
        assert_eq!(it.end(), 0, "{script}");
        it.assert_given_back();
    }
}

#[test]
fn a_line_of_a_megabyte_is_cut_to_the_screen() {
    let home = Home::new();
    let long = "Zusammenarbeit \u{301}ü🙂 ".repeat(40_000);
    let event = serde_json::json!({"events": {"long": {"title": long, "date": "2031-01-01", "summary": "Short."}}});
    home.write(".config/gloact/overrides.json", event.to_string());
    let mut it = Session::start_at(home, PROGRAM, &["--do", "go timeline; filter year:2031"]);
    it.wait("the row", |screen| pane(screen) == "Timeline" && shows("Zusammenarbeit")(screen));
    it.press("\r");
    it.wait("the detail", shows("q close"));
    it.press("Gq4");
    it.wait("the countries", |screen| pane(screen) == "Countries");
    let took = it.look(|seen| seen.bytes.len());
    assert!(took < 30_000, "{took} bytes");
    it.press("q");
    assert_eq!(it.end(), 0);
}
