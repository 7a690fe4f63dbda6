//! The program in a pseudo-terminal: it starts, reacts, exits and restores the terminal.

use crate::support::ansi_grammar::grammar;
use crate::support::bundled::bundled_rows;
use crate::support::session::{Session, TIMEOUT, pane_name, poll_until, shows};
use crate::{PROGRAM, Sandbox, tool};
use std::thread;
use std::time::Duration;

#[test]
fn grammar_rejects_forbidden_sequences() {
    assert_eq!(grammar("é ›\x1b[1;2H\n\x08\r\x1b[38;5;6m\x1b[?2026h".as_bytes()), Ok(()));
    for sequence in [
        "\x1b]0;t\x07",
        "\x1b[6n",
        "\x1b[?1003h",
        "\x1bc",
        "\x1b[",
        "\u{9b}2J",
        "\u{202e}",
        "\t",
        "\x0b",
        "\x1b[>1u",
        "\x1bP",
    ] {
        assert!(grammar(sequence.as_bytes()).is_err(), "{sequence:?}");
    }
    assert!(grammar(b"\xff").is_err());
}

#[test]
fn opens_handles_keys_resizes_and_quits() {
    let mut session = Session::start(PROGRAM, &["--today", "2026-11-22"]);
    session.wait("the first screen", |screen| {
        pane_name(screen) == "Overview" && screen.alternate_screen() && screen.bracketed_paste()
    });
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
        session.press(key);
        session.wait(name, |screen| pane_name(screen) == name);
    }
    session.press("/region:africa");
    let all = bundled_rows("go countries");
    let african = bundled_rows("go countries; filter region:africa");
    session.wait("the filtered rows", shows(&format!("{african} of {all}")));
    session.press("\r");
    session.wait("the chip", shows("[region: Africa]"));
    session.press("\x1b[B\x1b[B\r");
    session.wait("the detail", shows("country · MA · MAR · 504"));
    session.press("\x7f");
    session.wait("the list again", |screen| {
        shows("[region: Africa]")(screen) && !shows("country · MA")(screen)
    });
    session.press("?");
    session.wait("the keys", |screen| pane_name(screen) == "Keys");
    session.press("?x");
    session.wait("all rows", shows(&format!("{all} countries")));
    session.press("/\x1b[200~nepal\x1b[201~\r");
    session.wait("what was pasted", shows(&format!("1 of {all}")));
    for (columns, rows) in [(120, 36), (39, 11), (40, 12), (200, 60), (80, 24)] {
        session.resize(columns, rows);
        let rule = "─".repeat(columns.into());
        session.wait("the new size", |screen| {
            if rows == 11 { shows("gloact needs 40x12")(screen) } else { shows(&rule)(screen) }
        });
    }
    let place = session.inspect(|seen| seen.terminal.screen().cursor_position());
    assert_eq!(place, (4, 4), "the cursor stands on the selected row");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
    assert!(session.mode() == session.initial_mode, "the line is in another mode than before");
}

#[test]
fn slow_loading_shows_progress_and_can_be_cancelled() {
    if tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=read:delay_enter=1", "true"])
        .is_none()
    {
        return;
    }
    // a slow disk: the file arrives, or the user cancels before
    for (wait, leaves) in [(Duration::from_secs(2), false), (Duration::from_secs(10), true)] {
        let sandbox = Sandbox::new();
        // large enough for a progress screen
        let file = sandbox.write(
            "slow.json",
            format!(
                "{{\"$comment\": \"{}\", \"countries\": {{\"NP\": {{\"note\": \"mine\"}}}}}}",
                "x".repeat(2 << 20)
            ),
        );
        let late = format!("inject=read:delay_enter={}:when=1", wait.as_micros());
        let words =
            ["-f", "-qq", "-o", "/dev/null", "-P", &file, "-e", &late, PROGRAM, "--data", &file];
        let mut session = Session::start_in(sandbox, "/usr/bin/strace", &words);
        if leaves {
            session.wait("how far it is", shows("MB of overrides: "));
        } else {
            session.wait("the dashboard", |screen| {
                pane_name(screen) == "Overview" && shows("1 override")(screen)
            });
            assert!(
                session.inspect(
                    |seen| String::from_utf8_lossy(&seen.bytes).contains("MB of overrides: ")
                ),
                "nobody says how far it is"
            );
        }
        session.press("q");
        assert_eq!(session.wait_for_exit(), 0);
        session.assert_terminal_restored();
        assert!(
            session.inspect(|seen| String::from_utf8_lossy(&seen.bytes).contains("Overview"))
                != leaves,
            "it is not left"
        );
    }
}

#[test]
fn idle_program_sends_nothing() {
    let mut session = Session::open(&[]);
    // the first key removes the first-run hints
    session.press("é");
    session.wait("the overview alone", |screen| !shows("C-k finds")(screen));
    let before = session.byte_count();
    thread::sleep(Duration::from_millis(1500));
    // a key that changes nothing sends nothing either
    session.press("é");
    session.wait_until_read();
    session.press("4");
    session.wait("the countries", |screen| pane_name(screen) == "Countries");
    // all output since then is the frame of that key
    assert_eq!(session.frames_since(before), 1);
    assert!(session.inspect(|seen| seen.bytes[before..].starts_with(b"\x1b[?2026h")));
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn suspend_and_resume_release_and_retake_the_terminal() {
    let script = "set -m; \"$0\"; echo at the shell; read -r line; fg > /dev/null; echo ended $?";
    let mut session = Session::start("/bin/sh", &["-c", script, PROGRAM]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("4\x1a");
    session.wait("the shell", shows("at the shell"));
    session.assert_terminal_restored();
    assert!(session.mode() == session.initial_mode, "the shell has the line as it was");
    session.press("\n");
    session.wait("the screen again", |screen| {
        pane_name(screen) == "Countries" && screen.alternate_screen()
    });
    session.press("q");
    session.wait("the end", shows("ended 0"));
    session.assert_terminal_restored();
}

#[test]
fn without_a_shell_it_does_not_suspend() {
    let mut session = Session::open(&[]);
    session.press("\x1a2");
    session.wait("the next pane", |screen| pane_name(screen) == "Phases");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn terminal_replies_and_partial_sequences_do_not_block_the_keyboard() {
    let mut session = Session::open(&[]);
    let halves = [
        "\x1b[",
        "\x1b[?",
        "\x1b[<0;0;0",
        "\x1bO",
        "\x1bP1$r",
        "\x1b]11;rgb:0000",
        "\x1b[200~never ends",
    ];
    let replies = ["\x1b[?2026;2$y", "\x1b[?62;22c", "\x1b[12;40R", "\x1b]11;rgb:0/0/0\x07"];
    let flood = "\x1b[<35;10;20M".repeat(20_000);
    for noise in halves.into_iter().chain(replies).chain([flood.as_str()]) {
        session.press(noise);
        // longer than the timeout of a sequence, because an earlier key may count as its part
        let pause = Duration::from_millis(if noise.contains("200~") { 1500 } else { 300 });
        for (key, name) in [("4", "Countries"), ("1", "Overview")] {
            let came = poll_until(TIMEOUT, || {
                thread::sleep(pause);
                session.press(key);
                thread::sleep(Duration::from_millis(100));
                session.inspect(|seen| pane_name(seen.terminal.screen()) == name).then_some(())
            });
            assert!(
                came.is_some(),
                "{name} does not come after {:?}",
                &noise[..noise.len().min(20)]
            );
        }
    }
    session.press(&format!("4/\x1b[200~{}\x1b[201~\x15nepal\r", "x ".repeat(50_000)));
    session.wait("the row", shows(&format!("1 of {}", bundled_rows("go countries"))));
    // Ctrl-C works inside a partial sequence
    session.press("\x1b[?\x03");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}

#[test]
fn flood_of_keys_does_not_block() {
    let mut session = Session::open(&[]);
    session.foreign_output = true;
    // all keys except those that quit, edit, suspend, or choose such a command from a list
    let mut rng = 20151115u64;
    let mut byte = || {
        rng = rng.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        char::from((rng >> 33) as u8 % 128)
    };
    let flood: String = (0..1 << 20)
        .map(|_| byte())
        .map(|key| if "q:?eEy\x03\x0b\x1a\x1c\0".contains(key) { 'j' } else { key })
        .collect();
    session.try_press(&flood);
    assert!(session.child.try_wait().unwrap().is_none(), "it ended before the last key");
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}
