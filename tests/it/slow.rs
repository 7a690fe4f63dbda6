//! A slow connection: the last key is shown soon, however long a key is held.

use crate::support::session::{Session, TIMEOUT, pane_name};
use crate::support::slow_line::{ATTRIBUTES, LineConfig};
use crate::{Sandbox, bundled_app, draw};
use crossterm::event::Event;
use gloact::command::key;
use gloact::ui::buffer_text;
use std::thread;
use std::time::{Duration, Instant};

/// 64 kbit/s with a round trip of 300 ms.
const SLOW: LineConfig = LineConfig {
    size: (120, 36),
    speed: 8_000,
    delay: Duration::from_millis(300),
    answer: ATTRIBUTES,
};
/// The longest time from the last key to its screen. It is checked in bytes, as many as the
/// connection
/// transfers in that time, so that the result does not depend on the machine.
const MAX_LATENCY: Duration = Duration::from_secs(1);
/// The repeat interval of a held key.
const KEY_REPEAT_INTERVAL: Duration = Duration::from_millis(33);

#[test]
fn held_key_leaves_no_backlog() {
    let variables = [("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")];
    let mut session = Session::start_on_line(
        SLOW,
        Sandbox::new(),
        &variables,
        env!("CARGO_BIN_EXE_gloact"),
        &["--today", "2026-11-22"],
    );
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    let mut model = bundled_app(SLOW.size, false, "");
    let mut late = Vec::new();
    for (number, key, sent, times) in [
        ("4", "down", "\x1b[B", 14),
        ("5", "down", "\x1b[B", 80),
        ("6", "down", "\x1b[B", 60),
        ("5", "up", "\x1b[A", 40),
        ("7", "down", "\x1b[B", 50),
    ] {
        session.press(number);
        model.update(Event::Key(key::parse(number).unwrap()));
        thread::sleep(Duration::from_secs(1));
        for _ in 0..times {
            session.press(sent);
            model.update(Event::Key(key::parse(key).unwrap()));
            thread::sleep(KEY_REPEAT_INTERVAL);
        }
        let (released, before) = (Instant::now(), session.inspect(|seen| seen.bytes.len()));
        let wanted = buffer_text(&draw(&mut model, SLOW.size).0);
        let lines =
            |text: &str| text.lines().map(|line| line.trim_end().to_string()).collect::<Vec<_>>();
        while session
            .inspect(|seen| lines(&seen.terminal.screen().contents()) != lines(wanted.trim_end()))
        {
            assert!(
                released.elapsed() < TIMEOUT,
                "{number} {key}: it does not come\n{wanted}\n{}",
                session.inspect(|seen| seen.terminal.screen().contents())
            );
            thread::sleep(Duration::from_millis(5));
        }
        late.push((number, key, session.inspect(|seen| seen.bytes.len()) - before));
    }
    // the last key itself takes a part of that time
    let room = u128::from(SLOW.speed) * (MAX_LATENCY - SLOW.delay).as_millis() / 1000;
    assert!(late.iter().all(|(.., bytes)| (*bytes as u128) < room), "{late:?} of {room}");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}
