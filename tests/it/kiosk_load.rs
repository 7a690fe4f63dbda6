//! No guest of a kiosk holds a core: a session rests for longer than it works.

use crate::Sandbox;
use crate::support::session::{Session, pane_name, poll_until, shows, size};
use crate::support::slow_line::LineConfig;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");
/// The time of a flood.
const FLOOD: Duration = Duration::from_secs(4);

/// Returns the time for which the main thread of a session has run or has waited for a core. On a
/// busy machine it waits, on an idle one it runs; at rest it does neither.
fn working_time(session: &Session) -> Duration {
    let process = session.child.process_id().unwrap();
    let file = format!("/proc/{process}/task/{process}/schedstat");
    let text = std::fs::read_to_string(file).unwrap();
    text.split_whitespace().take(2).map(|n| Duration::from_nanos(n.parse().unwrap())).sum()
}

/// Starts a kiosk on a screen of the largest size that is drawn.
fn start_large() -> Session {
    let line = LineConfig { size: (1000, 500), ..LineConfig::default() };
    let args = ["--kiosk", "--today", "2026-11-22"];
    let session = Session::start_on_line(line, Sandbox::new(), &[], PROGRAM, &args);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session
}

/// Repeats an event for a while and asserts that the session works for
/// less than three quarters of the time; without rests it is all of it.
fn assert_rests(session: &mut Session, mut send: impl FnMut(&mut Session, u32)) {
    let (start, before) = (Instant::now(), working_time(session));
    let mut count = 0;
    while start.elapsed() < FLOOD {
        send(session, count);
        count += 1;
        std::thread::sleep(Duration::from_millis(2));
    }
    let (used, elapsed) = (working_time(session) - before, start.elapsed());
    assert!(used * 4 < elapsed * 3, "{used:?} of {elapsed:?} for {count} events");
}

#[test]
fn a_flood_of_keys_or_sizes_does_not_hold_a_core() {
    let mut session = start_large();
    assert_rests(&mut session, |session, count| {
        session.press(if count % 2 == 0 { "j" } else { "k" })
    });
    assert_rests(&mut session, |session, count| {
        let line = &session.line.as_ref().unwrap().0;
        line.resize(size(1000 - (count % 2) as u16, 500)).unwrap();
    });
    // it still hears what is pressed
    session.resize(80, 24);
    session.press("4");
    let came = poll_until(Duration::from_secs(60), || {
        session.inspect(|seen| shows("Nepal")(seen.terminal.screen())).then_some(())
    });
    assert!(came.is_some());
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}
