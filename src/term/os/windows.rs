//! Windows: crossterm's reader and raw mode. There are no signals and no sockets here.

use super::super::loop_event::LoopEvent;
use super::super::{ProbeAnswers, spawn_thread};
use crate::app::SpeakerView;
use crate::command::key::{KeyCode, KeyEvent, KeyModifiers};
use crate::command::key_burst::{BurstMembership, KeyBurst, burst_memberships};
use crate::error::{Error, Result};
use crossterm::event::{Event, KeyEventKind};
use crossterm::terminal;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Output};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

/// More queued events than this are handled in the next batch.
const MAX_QUEUED_EVENTS: usize = 1_000;

/// Wakes the loop from another thread.
pub struct LoopWaker {
    sender: Sender<LoopEvent>,
}

impl LoopWaker {
    /// Sends an event to the loop. Returns whether the loop still runs.
    pub fn wake(&self, event: LoopEvent) -> bool {
        self.sender.send(event).is_ok()
    }

    pub fn try_clone(&self) -> io::Result<LoopWaker> {
        Ok(LoopWaker { sender: self.sender.clone() })
    }
}

/// The events of the keyboard, read on a thread, and of other threads.
pub struct EventSource {
    receiver: Receiver<LoopEvent>,
    queued: Vec<LoopEvent>,
}

impl EventSource {
    pub fn open() -> io::Result<(EventSource, LoopWaker)> {
        let (sender, receiver) = mpsc::channel();
        let keyboard = sender.clone();
        spawn_thread(move || {
            loop {
                let event = match crossterm::event::read() {
                    Ok(event) => normalize(event)
                        .map(|event| LoopEvent::Input(event, BurstMembership::default())),
                    Err(_) => Some(LoopEvent::HungUp),
                };
                let is_over = matches!(event, Some(LoopEvent::HungUp));
                if event.is_some_and(|event| keyboard.send(event).is_err()) || is_over {
                    return;
                }
            }
        })?;
        Ok((EventSource { receiver, queued: Vec::new() }, LoopWaker { sender }))
    }

    /// Waits for an event, then returns all that have come.
    pub fn next_batch(&mut self) -> io::Result<Vec<LoopEvent>> {
        let mut events = std::mem::take(&mut self.queued);
        if events.is_empty() {
            events.extend(self.receiver.recv());
        }
        events.extend(self.receiver.try_iter().take(MAX_QUEUED_EVENTS));
        mark_burst_memberships(&mut events);
        Ok(events)
    }

    /// Returns the events that have come so far.
    pub fn pending(&mut self) -> io::Result<Vec<LoopEvent>> {
        let mut events: Vec<LoopEvent> = self.receiver.try_iter().take(MAX_QUEUED_EVENTS).collect();
        mark_burst_memberships(&mut events);
        Ok(events)
    }

    /// Returns that the terminal cannot be asked: the answer would arrive as keys.
    pub fn expect_background(&mut self) -> bool {
        false
    }

    /// Nothing is asked here.
    pub fn await_reply(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Drops data that were read before now: the caller reads newer ones.
    pub fn drop_reload_events(&mut self) {
        let events = self.receiver.try_iter();
        self.queued.extend(events.filter(|event| !matches!(event, LoopEvent::Reloaded(_))));
    }
}

/// Records how each event of the keyboard arrived: the console pastes text as keys.
fn mark_burst_memberships(events: &mut [LoopEvent]) {
    let typed: Vec<Event> = events
        .iter()
        .filter_map(|event| match event {
            LoopEvent::Input(event, _) => Some(event.clone()),
            _ => None,
        })
        .collect();
    let mut all = burst_memberships(&typed, &mut KeyBurst::default()).into_iter();
    for event in events {
        if let LoopEvent::Input(_, membership) = event {
            *membership = all.next().unwrap_or_default();
        }
    }
}

/// Returns the event as the Unix decoder would emit it: without releases of keys, and with Ctrl and
/// Alt as the only modifiers.
fn normalize(event: Event) -> Option<Event> {
    let Event::Key(key) = event else { return Some(event) };
    if key.kind == KeyEventKind::Release {
        return None;
    }
    // AltGr, which types characters, is reported as Ctrl and Alt
    let is_character = matches!(key.code, KeyCode::Char(_));
    let is_alt_gr = key.modifiers.contains(KeyModifiers::ALT | KeyModifiers::CONTROL);
    let modifiers = if is_character && is_alt_gr {
        KeyModifiers::NONE
    } else {
        key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT)
    };
    Some(Event::Key(KeyEvent::new(key.code, modifiers)))
}

/// Windows has no signals; the console ends the program itself.
pub fn listen_for_signals(_waker: &LoopWaker, _exit: fn(i32)) -> io::Result<()> {
    Ok(())
}

pub fn terminate_child(_number: i32) {}

/// Runs a program that has the terminal until it ends.
pub fn run_foreground(command: &mut Command) -> io::Result<ExitStatus> {
    command.status()
}

/// Windows has no limit of file sizes.
pub fn catch_file_size_limit() {}

/// Runs something; Windows has no signals.
pub fn catch_signals<T>(run: impl FnOnce() -> T) -> io::Result<(T, Option<i32>)> {
    Ok((run(), None))
}

/// The mode of the console, which crossterm remembers.
pub struct TtyMode;

impl TtyMode {
    pub fn read() -> io::Result<TtyMode> {
        Ok(TtyMode)
    }

    pub fn set_raw(&self) -> io::Result<()> {
        terminal::enable_raw_mode()
    }

    pub fn restore(&self) {
        let _ = terminal::disable_raw_mode();
    }
}

/// Returns the columns and rows of the console.
pub fn window_size() -> Option<(u16, u16)> {
    terminal::size().ok()
}

pub fn has_hung_up() -> bool {
    false
}

/// A program cannot be stopped here.
pub fn has_shell_to_return_to() -> bool {
    false
}

/// Nothing asks a program to stop here.
pub fn block_stop_signal() {}

pub fn stop_process_group() -> io::Result<()> {
    Ok(())
}

/// The console takes output at any time.
pub fn is_stdout_writable(_time: Duration) -> bool {
    true
}

/// Stdout, which blocks.
pub struct BlockingStdout;

impl Write for BlockingStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

/// The terminal is not asked here.
pub fn probe_terminal(_text: &str, _asks_background: bool) -> Option<ProbeAnswers> {
    None
}

/// Speaker notes need a Unix socket: slides work without them.
pub struct NotesServer;

impl NotesServer {
    pub fn open(_waker: &LoopWaker) -> Result<NotesServer> {
        Ok(NotesServer)
    }

    pub fn publish(&mut self, _view: SpeakerView) {}
}

/// Fails: the helper programs are those of Unix.
pub fn run_helper(_: &mut Command, _input: &[u8], _limit: Duration) -> io::Result<Output> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Fails: there are no sockets here.
pub fn probe_notes_socket() -> Result<PathBuf> {
    Err(Error::usage("speaker notes need Unix"))
}

/// The connection of the speaker notes to the slides, which cannot be opened here.
pub struct SlidesConnection;

impl SlidesConnection {
    pub fn open(_waker: LoopWaker) -> Result<SlidesConnection> {
        Err(Error::usage("speaker notes need Unix"))
    }

    pub fn send_key(&self, _key: KeyEvent) {}
}
