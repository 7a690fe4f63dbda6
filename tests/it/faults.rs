//! What may go wrong with a terminal, its streams, its size and its disk: the program ends well or goes on, and loses nothing.

use crate::session::{PATIENCE, Session, cells, pane, shows, size};
use crate::{Home, Ran, tool};
use rustix::process::Signal;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::sync::atomic::Ordering;
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
    it.seen.lock().unwrap().terminal.set_size(cells(36), cells(120));
    it.line.as_ref().unwrap().0.resize(size(120, 36)).unwrap();
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
        let file = home.write(&format!("bin/{name}"), format!("#!/bin/sh\ntouch {}\necho 80\n", mark.display()));
        fs::set_permissions(file, Permissions::from_mode(0o755)).unwrap();
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
    let mut it = Session::start_with(home, &[("PATH", &path)], "/bin/sh", &["-c", &shell]);
    it.lent = true;
    assert_eq!(it.end(), 4);
    assert!(it.look(|seen| String::from_utf8_lossy(&seen.bytes).contains("keyboard cannot be read")));
    assert!(!mark.exists(), "a program of the path was asked");
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

/// The size of the terminal becomes another.
fn resize(it: &Session, columns: u16, rows: u16) {
    it.seen.lock().unwrap().terminal.set_size(cells(rows.max(1)), cells(columns.max(1)));
    it.line.as_ref().unwrap().0.resize(size(columns, rows)).unwrap();
}

#[test]
fn any_size_is_drawn_and_none_counts_as_80_by_24() {
    let mut it = Session::open(&["--today", "2026-11-22"]);
    for (columns, rows) in [(1, 1), (2, 2), (1, 200), (200, 1), (1000, 1000), (500, 200), (65_535, 1)] {
        resize(&it, columns, rows);
        for key in ["1", "2", "3", "4", "5", "8", "?", "\x1b", "\x0c"] {
            it.press(key);
            thread::sleep(Duration::from_millis(20));
        }
    }
    it.press("4");
    it.seen.lock().unwrap().terminal.set_size(cells(24), cells(80));
    it.line.as_ref().unwrap().0.resize(size(0, 0)).unwrap();
    it.press("\x0c");
    let rule = "─".repeat(80);
    it.wait("80×24", |screen| pane(screen) == "Countries" && shows(&rule)(screen) && !shows("needs")(screen));
    it.press("q");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
}

#[test]
fn a_window_that_is_dragged_about_ends_on_its_last_size() {
    let mut it = Session::open(&[]);
    it.press("4");
    it.wait("the countries", |screen| pane(screen) == "Countries");
    let before = it.look(|seen| seen.bytes.len());
    for at in 0..500u16 {
        resize(&it, 40 + (at * 7) % 160, 12 + (at * 3) % 48);
        thread::sleep(Duration::from_millis(5));
    }
    let took = it.look(|seen| seen.bytes.len()) - before;
    resize(&it, 100, 30);
    let rule = "─".repeat(100);
    it.wait("the last size", |screen| pane(screen) == "Countries" && shows(&rule)(screen));
    // not each of them was drawn: a frame of this size takes some 5 kB
    assert!(took < 500 * 2_000, "{took} bytes for 500 sizes");
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
    it.wait("why not", |screen| shows("space")(screen) || shows("cannot be written")(screen));
    it.press(":set theme mono\r");
    it.wait("why not", |screen| shows("settings.json")(screen));
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
fn killed_while_it_saves_it_leaves_the_old_or_the_new_file() {
    let mut moments = 0;
    for at in 0..30u64 {
        let home = Home::new();
        let file = home.write(".config/gloact/views.json", "{\"old\": \"go map\"}\n");
        let mut it = Session::start_at(home, PROGRAM, &["--do", "go countries"]);
        it.wait("the first screen", |screen| pane(screen) == "Countries");
        it.press(":save-view new\r");
        thread::sleep(Duration::from_millis(at));
        it.signal(Signal::KILL);
        it.hangs_up.store(true, Ordering::SeqCst);
        let start = Instant::now();
        while it.child.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < PATIENCE);
            thread::sleep(Duration::from_millis(5));
        }
        let text = fs::read_to_string(&file).unwrap();
        let kept: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("after {at} ms: {e}: {text}"));
        assert_eq!(kept["old"], "go map", "after {at} ms: {text}");
        moments += usize::from(kept.get("new").is_some());
    }
    assert!(moments > 0, "no save was reached: the moments are too early");
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
