//! The program in a real terminal: opens, answers, ends and gives the terminal back.

use crate::session::{PATIENCE, Session, grammar, pane, shows, until};
use crate::{Home, tool};
use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Action, tcflow};
use std::thread;
use std::time::Duration;

#[test]
fn the_grammar_knows_what_a_terminal_must_not_get() {
    assert_eq!(grammar("é ›\x1b[1;2H\n\x08\r\x1b[38;5;6m\x1b[?2026h".as_bytes()), Ok(()));
    for wrong in ["\x1b]0;t\x07", "\x1b[6n", "\x1b[?1003h", "\x1bc", "\x1b[", "\u{9b}2J", "\u{202e}", "\t", "\x0b", "\x1b[>1u", "\x1bP"] {
        assert!(grammar(wrong.as_bytes()).is_err(), "{wrong:?}");
    }
    assert!(grammar(b"\xff").is_err());
}

#[test]
fn it_opens_answers_keys_follows_the_size_and_quits() {
    let mut it = Session::start(env!("CARGO_BIN_EXE_gloact"), &["--today", "2026-11-22"]);
    it.wait("the first screen", |screen| pane(screen) == "Overview" && screen.alternate_screen() && screen.bracketed_paste());
    for (key, name) in [
        ("2", "Phases"),
        ("3", "Matrix"),
        ("4", "Countries"),
        ("5", "Timeline"),
        ("6", "Documents"),
        ("7", "Sources"),
        ("1", "Overview"),
        ("8", "Map"),
        ("\t", "Overview"),
        ("\x1b[Z", "Map"),
        ("\t", "Overview"),
        ("4", "Countries"),
    ] {
        it.press(key);
        it.wait(name, |screen| pane(screen) == name);
    }
    it.press("/region:africa");
    it.wait("the filtered rows", shows("5 of 17"));
    it.press("\r");
    it.wait("the chip", shows("[region: Africa]"));
    it.press("\x1b[B\x1b[B\r");
    it.wait("the detail", shows("country · MA · MAR · 504"));
    it.press("\x7f");
    it.wait("the list again", |screen| shows("[region: Africa]")(screen) && !shows("country · MA")(screen));
    it.press("?");
    it.wait("the keys", |screen| pane(screen) == "Keys");
    it.press("?x");
    it.wait("all rows", shows("17 countries"));
    it.press("/\x1b[200~nepal\x1b[201~\r");
    it.wait("what was pasted", shows("1 of 17"));
    for (columns, rows) in [(120, 36), (39, 11), (40, 12), (200, 60), (80, 24)] {
        it.resize(columns, rows);
        let rule = "─".repeat(columns.into());
        it.wait("the new size", |screen| if rows == 11 { shows("gloact needs 40x12")(screen) } else { shows(&rule)(screen) });
    }
    let place = it.look(|seen| seen.terminal.screen().cursor_position());
    assert_eq!(place, (4, 4), "the cursor stands on the selected row");
    it.press("q");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
    assert!(it.mode() == it.before, "the line is in another mode than before");
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_given_back() {
    for (signal, number) in [(Signal::TERM, 15), (Signal::HUP, 1), (Signal::INT, 2), (Signal::QUIT, 3)] {
        let mut it = Session::open(&[]);
        it.signal(signal);
        assert_eq!(it.end(), 128 + number, "{signal:?}");
        it.assert_given_back();
    }
    let mut it = Session::open(&[]);
    it.press("\x03");
    assert_eq!(it.end(), 0, "Ctrl-C");
    it.assert_given_back();
}

#[test]
fn what_takes_long_is_told_and_can_be_left() {
    if tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=read:delay_enter=1", "true"]).is_none() {
        return;
    }
    // a disk from which the file comes late; or too late for whoever waits for it
    for (wait, leaves) in [(Duration::from_secs(2), false), (Duration::from_secs(10), true)] {
        let home = Home::new();
        // large enough that somebody might have to wait for it
        let file = home.write(
            "slow.json",
            format!("{{\"$comment\": \"{}\", \"countries\": {{\"NP\": {{\"note\": \"mine\"}}}}}}", "x".repeat(2 << 20)),
        );
        let late = format!("inject=read:delay_enter={}:when=1", wait.as_micros());
        let words = ["-f", "-qq", "-o", "/dev/null", "-P", &file, "-e", &late, env!("CARGO_BIN_EXE_gloact"), "--data", &file];
        let mut it = Session::start_at(home, "/usr/bin/strace", &words);
        if leaves {
            it.wait("how far it is", shows("MB of overrides: "));
        } else {
            it.wait("the dashboard", |screen| pane(screen) == "Overview" && shows("1 override")(screen));
            assert!(it.look(|seen| String::from_utf8_lossy(&seen.bytes).contains("MB of overrides: ")), "nobody says how far it is");
        }
        it.press("q");
        assert_eq!(it.end(), 0);
        it.assert_given_back();
        assert!(it.look(|seen| String::from_utf8_lossy(&seen.bytes).contains("Overview")) != leaves, "it is not left");
    }
}

#[test]
fn it_is_gone_when_the_line_is() {
    // also where whoever began it ignores the signal that says so, or catches it; and where the line is full
    for (how, full) in [
        ("exec \"$0\"", false),
        ("exec \"$0\"", true),
        ("trap '' HUP; exec \"$0\"", false),
        ("trap '' HUP; exec \"$0\"", true),
        ("trap true HUP; \"$0\"", false),
    ] {
        let mut it = Session::start("/bin/sh", &["-c", how, env!("CARGO_BIN_EXE_gloact")]);
        it.wait("the first screen", |screen| pane(screen) == "Overview");
        it.deafen();
        if full {
            fill(&mut it);
        }
        it.hang_up();
        assert_eq!(it.end(), 128 + 1, "{how}, full: {full}");
    }
}

/// Stops the line: it takes no more, and what the program writes next holds whoever writes.
fn fill(it: &mut Session) {
    let name = it.line.as_ref().unwrap().0.tty_name().unwrap();
    let far = open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap();
    tcflow(far, Action::OOff).unwrap();
    it.cut = true;
    it.press("4\x0c");
    it.wait_until_read();
    // until a frame is on its way
    thread::sleep(Duration::from_millis(200));
}

#[test]
fn while_nothing_happens_nothing_is_sent() {
    let mut it = Session::open(&[]);
    // the first key takes away what is taught
    it.press("é");
    it.wait("the poster alone", |screen| !shows("C-k finds")(screen));
    let before = it.look(|seen| seen.bytes.len());
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(it.look(|seen| String::from_utf8_lossy(&seen.bytes[before..]).into_owned()), "");
    // a key that changes nothing sends nothing either
    it.press("é");
    it.wait_until_read();
    thread::sleep(Duration::from_millis(300));
    assert_eq!(it.look(|seen| seen.bytes.len()), before);
    it.press("q");
    assert_eq!(it.end(), 0);
}

#[test]
fn stopped_it_leaves_the_terminal_and_called_back_it_takes_it_again() {
    let script = "set -m; \"$0\"; echo at the shell; read -r line; fg > /dev/null; echo ended $?";
    let mut it = Session::start("/bin/sh", &["-c", script, env!("CARGO_BIN_EXE_gloact")]);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    it.press("4\x1a");
    it.wait("the shell", shows("at the shell"));
    it.assert_given_back();
    assert!(it.mode() == it.before, "the shell has the line as it was");
    it.press("\n");
    it.wait("the screen again", |screen| pane(screen) == "Countries" && screen.alternate_screen());
    it.press("q");
    it.wait("the end", shows("ended 0"));
    it.assert_given_back();
}

#[test]
fn where_there_is_no_shell_to_return_to_it_does_not_stop() {
    let mut it = Session::open(&[]);
    it.press("\x1a2");
    it.wait("the next pane", |screen| pane(screen) == "Phases");
    it.press("q");
    assert_eq!(it.end(), 0);
}

#[test]
fn a_saved_override_appears_by_itself_and_a_broken_one_changes_nothing() {
    let mut it = Session::open(&[]);
    it.press("4/nepal\r\r");
    it.wait("the detail", shows("country · NP"));
    // the folder was not there when the program started
    let folder = it.home.0.path().join(".config/gloact");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("overrides.json");
    let save = |text: &str| {
        // as editors do: written beside it, then renamed
        std::fs::write(folder.join("new"), text).unwrap();
        std::fs::rename(folder.join("new"), &file).unwrap();
    };
    save(r#"{"countries": {"NP": {"note": "first note"}}}"#);
    it.wait("the note", |screen| shows("* Note")(screen) && shows("first note")(screen));
    save(r#"{"countries": {"NP": {"note": "second"#);
    it.wait("the fault", |screen| shows("overrides.json:1:37")(screen) && shows("first note")(screen));
    save(r#"{"countries": {"NP": {"note": "second note"}}}"#);
    it.wait("the second note", |screen| shows("second note")(screen) && shows("country · NP")(screen));
    std::fs::remove_dir_all(&folder).unwrap();
    it.wait("the bundled note", |screen| !shows("second note")(screen) && shows("country · NP")(screen));
    std::fs::create_dir(&folder).unwrap();
    save(r#"{"countries": {"NP": {"note": "third note"}}}"#);
    it.wait("the third note, in a folder that was made again", shows("third note"));
    // another folder in its place, as a deployment puts it there
    std::fs::rename(&folder, folder.with_extension("old")).unwrap();
    std::fs::create_dir(&folder).unwrap();
    save(r#"{"countries": {"NP": {"note": "fourth note"}}}"#);
    it.wait("the fourth note", shows("fourth note"));
    save(r#"{"countries": {"NP": {"note": "fifth note"}}}"#);
    it.wait("the fifth note", shows("fifth note"));
    it.press("qq");
    assert_eq!(it.end(), 0);
}

#[test]
fn no_reply_and_no_half_of_a_sequence_takes_the_keyboard() {
    let mut it = Session::open(&[]);
    let halves = ["\x1b[", "\x1b[?", "\x1b[<0;0;0", "\x1bO", "\x1bP1$r", "\x1b]11;rgb:0000", "\x1b[200~never ends"];
    let replies = ["\x1b[?2026;2$y", "\x1b[?62;22c", "\x1b[12;40R", "\x1b]11;rgb:0/0/0\x07"];
    let flood = "\x1b[<35;10;20M".repeat(20_000);
    for noise in halves.into_iter().chain(replies).chain([flood.as_str()]) {
        it.press(noise);
        // longer than the rest of a sequence may take; a key that comes too early may be taken for a part of it
        let pause = Duration::from_millis(if noise.contains("200~") { 1500 } else { 300 });
        for (key, name) in [("4", "Countries"), ("1", "Overview")] {
            let came = until(PATIENCE, || {
                thread::sleep(pause);
                it.press(key);
                thread::sleep(Duration::from_millis(100));
                it.look(|seen| pane(seen.terminal.screen()) == name).then_some(())
            });
            assert!(came.is_some(), "{name} does not come after {:?}", &noise[..noise.len().min(20)]);
        }
    }
    it.press(&format!("4/\x1b[200~{}\x1b[201~\x15nepal\r", "x ".repeat(50_000)));
    it.wait("the row", shows("1 of 17"));
    // Ctrl-C is heard within half a sequence
    it.press("\x1b[?\x03");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
}

#[test]
fn a_flood_of_keys_holds_nobody() {
    let mut it = Session::open(&[]);
    it.lent = true;
    // all that a keyboard can send; what leaves at once, edits, stops, or may choose that from a list would end the trial
    let mut dice = 20151115u64;
    let mut byte = || {
        dice = dice.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        char::from((dice >> 33) as u8 % 128)
    };
    let flood: String = (0..1 << 20).map(|_| byte()).map(|key| if "q:?eEy\x03\x0b\x1a\x1c\0".contains(key) { 'j' } else { key }).collect();
    it.try_press(&flood);
    assert!(it.child.try_wait().unwrap().is_none(), "it ended before the last key");
    it.press("\x03");
    assert_eq!(it.end(), 0);
}

#[test]
fn a_terminal_that_takes_nothing_does_not_hold_it() {
    for (key, signal, code) in
        [(None, Some(Signal::TERM), 143), (None, Some(Signal::HUP), 129), (Some("q"), None, 0), (Some("\x03"), None, 0)]
    {
        let mut it = Session::open(&[]);
        fill(&mut it);
        key.into_iter().for_each(|key| it.press(key));
        signal.into_iter().for_each(|signal| it.signal(signal));
        assert_eq!(it.end(), code, "{key:?} {signal:?}");
        assert!(it.mode() == it.before, "the mode of the line is given back, whatever became of the bytes");
    }
}

#[test]
fn an_override_is_edited_from_the_dashboard_and_taken_back() {
    let mut it = Session::start(env!("CARGO_BIN_EXE_gloact"), &["--do", "go phases/glo-act/title; go countries/NP"]);
    it.wait("the detail", shows("country · NP"));
    // the editor has the terminal as it was, asks a question there, and Ctrl-C is its own
    let script = "trap 'echo not now' INT\nprintf 'new region? '\nread -r region || read -r region\nsed -i \"s/{}/{\\\"region\\\": \\\"$region\\\"}/\" \"$1\"";
    it.home.script("editor", script);
    it.lent = true;
    it.press("qe");
    it.wait("the editor", |screen| !screen.alternate_screen() && shows("new region?")(screen));
    it.press("\x03");
    it.wait("its answer to Ctrl-C", shows("not now"));
    it.press("The roof of the world\r");
    it.wait("the value", |screen| screen.alternate_screen() && shows("The roof of")(screen) && shows("your override of")(screen));
    it.press("E");
    it.wait("the question", shows("once more"));
    it.press("E");
    it.wait("the bundled value", |screen| !shows("The roof of")(screen) && shows("is taken back")(screen));
    // an editor that fails, or changes nothing, leaves nothing behind
    it.home.script("editor", "exit 3");
    it.press("e");
    it.wait("why not", shows("ended with"));
    it.press("q");
    assert_eq!(it.end(), 0);
    let file = it.home.0.path().join(".config/gloact/overrides.json");
    assert_eq!(std::fs::read_to_string(file).unwrap(), "{}\n");
}

#[test]
fn whatever_an_editor_leaves_the_line_is_given_back_as_it_was() {
    let mut it = Session::start(env!("CARGO_BIN_EXE_gloact"), &["--do", "go countries/NP"]);
    it.wait("the detail", shows("country · NP"));
    it.home.script("editor", "stty raw -echo\nkill -9 $$");
    it.press("e");
    it.wait("the dashboard again", |screen| screen.alternate_screen() && shows("ended with")(screen));
    // one that Ctrl-C ends is ended alone
    it.home.script("editor", "echo now Ctrl-C\nexec sleep 600");
    it.lent = true;
    it.press("e");
    it.wait("the editor", |screen| !screen.alternate_screen() && shows("now Ctrl-C")(screen));
    it.press("\x03");
    it.wait("the dashboard again", |screen| screen.alternate_screen() && shows("ended with")(screen));
    // what is asked of the program while the editor has the terminal ends both
    it.home.script("editor", "echo now TERM\nexec sleep 600");
    it.press("e");
    it.wait("the editor", |screen| !screen.alternate_screen() && shows("now TERM")(screen));
    it.signal(Signal::TERM);
    assert_eq!(it.end(), 143);
    assert!(it.mode() == it.before);
    let file = it.home.0.path().join(".config/gloact/overrides.json");
    assert!(!file.exists(), "the stub is taken out again");
}

#[test]
fn a_loop_that_is_held_does_not_hold_the_end() {
    // by a signal; and where the line is gone and nobody says so
    for (how, signal) in [("exec", Some(Signal::TERM)), ("trap true HUP;", None)] {
        let script = format!("{how} \"$0\" --do 'go countries/NP'");
        let mut it = Session::start("/bin/sh", &["-c", &script, env!("CARGO_BIN_EXE_gloact")]);
        it.wait("the detail", shows("country · NP"));
        // an editor that will not be ended
        it.home.script("editor", "trap '' TERM HUP\necho $$ > ~/pid\necho waiting\nexec sleep 600");
        it.press("e");
        it.wait("the editor", shows("waiting"));
        match signal {
            Some(signal) => it.signal(signal),
            None => it.hang_up(),
        }
        let ended = until(PATIENCE, || it.child.try_wait().unwrap());
        let editor = std::fs::read_to_string(it.home.0.path().join("pid")).unwrap().trim().parse().unwrap();
        kill_process(Pid::from_raw(editor).unwrap(), Signal::KILL).unwrap();
        assert_eq!(ended.map(|status| status.exit_code()), Some(128 + signal.map_or(1, |_| 15)), "{how}");
        assert!(signal.is_none() || it.mode() == it.before);
    }
}
