//! Any size of the terminal is drawn, also after rapid resizes and for very long lines.

use crate::support::session::{Session, cells, pane_name, shows};
use crate::{PROGRAM, Sandbox};
use std::thread;
use std::time::{Duration, Instant};

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

#[test]
fn megabyte_line_is_truncated_to_the_screen() {
    let sandbox = Sandbox::new();
    let long = "Zusammenarbeit \u{301}ü🙂 ".repeat(40_000);
    let event = serde_json::json!({
        "events": {"long": {"title": long, "date": "2031-01-01", "summary": "Short."}}
    });
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
