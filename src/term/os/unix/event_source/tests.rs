//! Tests of the events: floods of keys, answers of the terminal, lines of text.

use super::*;
use crate::command::key::{KeyCode, KeyEvent};
use std::os::fd::OwnedFd;

#[test]
fn a_batch_holds_all_keys_and_of_a_flood_the_last() -> io::Result<()> {
    let (keyboard, mut keys) = io::pipe()?;
    let (mut source, _waker) =
        EventSource::with_keyboard(Some(File::from(OwnedFd::from(keyboard))))?;
    keys.write_all(&[b'j'; 900])?;
    assert_eq!(source.next_batch()?.len(), 900);
    // on a machine that stalls a flood may come in several batches
    keys.write_all(&[b'j'; 10_000])?;
    keys.write_all(b"q")?;
    let (mut heard, mut dropped, mut last) = (0, 0, None);
    while heard + dropped < 10_001 {
        let events = source.next_batch()?;
        assert!(events.len() <= 1 + MAX_QUEUED_KEYS, "{} in one batch", events.len());
        for event in events {
            match event {
                LoopEvent::DroppedKeys(keys) => dropped += keys,
                LoopEvent::Input(Event::Key(key), _) => {
                    heard += 1;
                    last = Some(key);
                }
                _ => {}
            }
        }
    }
    assert_eq!(heard + dropped, 10_001);
    assert_eq!(last, Some(KeyEvent::from(KeyCode::Char('q'))));
    assert!(dropped > 0);
    Ok(())
}

#[test]
fn a_lone_escape_waits_for_no_answer() -> io::Result<()> {
    let (keyboard, _keys) = io::pipe()?;
    let (mut source, _waker) =
        EventSource::with_keyboard(Some(File::from(OwnedFd::from(keyboard))))?;
    let (mut events, is_long) =
        (Vec::new(), |source: &EventSource| source.sequence_timeout() >= Some(REPLY_GAP));
    source.expect_background();
    source.decode(b"\x1b", &mut events);
    assert!(!is_long(&source) && source.sequence_timeout().is_some());
    source.decode(b"]11;rgb:ff", &mut events);
    assert!(is_long(&source));
    assert!(events.is_empty(), "{events:?}");
    Ok(())
}

#[test]
fn pending_events_are_read_without_a_wait_for_the_rest() -> io::Result<()> {
    let (keyboard, mut keys) = io::pipe()?;
    let (mut source, _waker) =
        EventSource::with_keyboard(Some(File::from(OwnedFd::from(keyboard))))?;
    assert!(source.pending()?.is_empty());
    assert!(source.expect_background());
    assert!(!source.expect_background(), "asked twice");
    keys.write_all(b"\x1b]11;rgb:ff/f")?;
    assert!(source.pending()?.is_empty());
    keys.write_all(b"f/ff\x07")?;
    let events = source.pending()?;
    assert!(matches!(events[..], [LoopEvent::Background(Background::Light)]));
    Ok(())
}

#[test]
fn a_line_that_was_answered_is_not_continued() -> io::Result<()> {
    let (keyboard, mut keys) = io::pipe()?;
    let (mut source, _waker) =
        EventSource::with_keyboard(Some(File::from(OwnedFd::from(keyboard))))?;
    for line in ["one\r", "two\r"] {
        keys.write_all(line.as_bytes())?;
        let events = source.next_batch()?;
        let separates = |event: &LoopEvent| match event {
            LoopEvent::Input(_, membership) => membership.separates_text(),
            _ => false,
        };
        assert_eq!(events.len(), line.len());
        assert!(!events.iter().any(separates), "{line:?}");
    }
    Ok(())
}

#[test]
fn the_end_waits_for_the_answer_and_keeps_the_keys() -> io::Result<()> {
    let (first, second) = (b"j\x1b]11;rgb:ff/f", b"f/ff\x07k\x1b[?1;2c");
    // on a machine that stalls the second half may come after the time for the answer
    for _ in 0..20 {
        let (keyboard, mut keys) = io::pipe()?;
        let (mut source, _waker) =
            EventSource::with_keyboard(Some(File::from(OwnedFd::from(keyboard))))?;
        source.expect_background();
        keys.write_all(first)?;
        let (done, typed) = mpsc::channel();
        crate::term::spawn_thread(move || {
            let is_written = keys.write_all(second).is_ok();
            // the keyboard stays open until the test ends
            let _ = done.send((is_written, keys));
        })?;
        source.await_reply()?;
        let has_answered = source.asked_at.is_none();
        let (is_written, _keys) = typed.recv().map_err(io::Error::other)?;
        assert!(is_written);
        if !has_answered {
            continue;
        }
        let events = source.next_batch()?;
        let keys = events.iter().filter(|event| matches!(event, LoopEvent::Input(..)));
        assert_eq!(keys.count(), 2);
        let is_light =
            |event: &LoopEvent| matches!(event, LoopEvent::Background(Background::Light));
        assert_eq!(events.iter().filter(|event| is_light(event)).count(), 1);
        return Ok(());
    }
    Err(io::Error::other("the answer is not awaited"))
}
