//! The terminal while the program uses it: its input, its modes, and how other threads wake the
//! event loop.

use super::frontend::Frontend;
use super::loop_event::LoopEvent;
use super::os::{self, EventSource, LoopWaker};
use super::tty_guard::{TtyGuard, restore};
use super::{background_query, import_thread, spawn_thread, system_error, terminal_writer};
use crate::app::{ImportOutcome, ImportProgress, ImportWork};
use crate::error::Result;
use std::io;
use std::time::Duration;

/// The acquired terminal; dropping it restores the terminal.
pub struct TerminalSession {
    events: EventSource,
    waker: LoopWaker,
    guard: TtyGuard,
    /// Input in the current batch was meant for a program that ran in the meantime.
    is_input_ignored: bool,
    is_reload_requested: bool,
}

fn cannot_reacquire(e: io::Error) -> crate::error::Error {
    system_error("the terminal cannot be used again", e)
}

/// Ends the program when the loop has not done so after a signal. A program that has the terminal
/// ends with it.
fn exit_after_grace(signal: i32) {
    os::terminate_child(signal);
    terminal_writer::wait_grace_period();
    let _state = (!os::has_hung_up()).then(restore);
    std::process::exit(128 + signal);
}

impl TerminalSession {
    /// Acquires the terminal before the data are read, and asks for its background if that is
    /// wanted: an answer that comes meanwhile holds for the first frame.
    pub fn open(asks_background: bool) -> Result<Box<TerminalSession>> {
        let mut session = Box::new(TerminalSession::acquire()?);
        if asks_background {
            session.ask_background();
        }
        Ok(session)
    }

    /// Acquires the terminal.
    pub(super) fn acquire() -> Result<TerminalSession> {
        let (events, waker) =
            EventSource::open().map_err(|e| system_error("the keyboard cannot be read", e))?;
        os::listen_for_signals(&waker, exit_after_grace)
            .map_err(|e| system_error("signals cannot be caught", e))?;
        let guard =
            TtyGuard::acquire().map_err(|e| system_error("the terminal cannot be used", e))?;
        let is_input_ignored = false;
        Ok(TerminalSession { events, waker, guard, is_input_ignored, is_reload_requested: false })
    }

    /// Asks the terminal for its background, unless an answer is expected already. Nothing waits
    /// for it: it becomes an event.
    pub(super) fn ask_background(&mut self) {
        if self.events.expect_background() {
            terminal_writer::write_later(background_query::BACKGROUND_QUERY);
        }
    }

    /// Waits for an answer of the terminal that is on its way, before another program reads.
    pub fn await_reply(&mut self) {
        // where the keyboard cannot be read, nobody can take the answer for keys
        let _ = self.events.await_reply();
    }

    /// Returns a handle with which another thread wakes the loop.
    pub(super) fn waker(&self) -> io::Result<LoopWaker> {
        self.waker.try_clone()
    }

    /// Returns the events that have come before the first frame.
    pub(super) fn pending_events(&mut self) -> Result<Vec<LoopEvent>> {
        self.events.pending().map_err(|e| system_error("the keyboard cannot be read", e))
    }

    /// Waits for events and returns all that have come.
    pub(super) fn next_batch(&mut self) -> Result<Vec<LoopEvent>> {
        self.is_input_ignored = false;
        self.events.next_batch().map_err(|e| system_error("the keyboard cannot be read", e))
    }

    pub(super) fn is_input_ignored(&self) -> bool {
        self.is_input_ignored
    }

    /// Acquires the terminal again after a stop that was not announced, and redraws.
    pub(super) fn reacquire(&mut self) -> Result<()> {
        self.guard.reacquire().map_err(cannot_reacquire)?;
        terminal_writer::invalidate();
        Ok(())
    }

    /// Releases a terminal that has gone away, without a byte of output.
    pub(super) fn abandon(&mut self) {
        self.guard.abandon();
    }

    /// Returns whether a reload was requested since the last call.
    pub(super) fn take_reload_request(&mut self) -> bool {
        std::mem::take(&mut self.is_reload_requested)
    }

    /// Sends a tick to the loop at an interval.
    pub(super) fn start_ticker(&self, interval: Duration) -> io::Result<()> {
        let waker = self.waker()?;
        spawn_thread(move || {
            loop {
                std::thread::sleep(interval);
                if !waker.wake(LoopEvent::Tick) {
                    return;
                }
            }
        })
    }
}

impl Frontend for TerminalSession {
    fn suspend(&mut self) -> Result<bool> {
        self.await_reply();
        self.guard.suspend().map_err(cannot_reacquire)
    }

    fn request_reload(&mut self) {
        self.is_reload_requested = true;
    }

    fn run_editor(&mut self, edit: impl FnOnce() -> Result<String>) -> Result<Result<String>> {
        self.await_reply();
        let outcome = self.guard.suspend_for(edit);
        // the caller reads the files now, and keys of this batch were meant for the editor
        self.events.drop_reload_events();
        self.is_input_ignored = true;
        outcome.map_err(cannot_reacquire)
    }

    fn copy(
        &mut self,
        _text: &str,
        clipboard: impl FnOnce() -> Result<(String, String)>,
    ) -> Result<Option<String>> {
        let (sequence, message) = clipboard()?;
        // without a sequence another program has the text already
        if sequence.is_empty() || terminal_writer::write_and_wait(&sequence) {
            return Ok(Some(message));
        }
        Ok(Some(format!("{message}; the connection is slow, it is still on its way")))
    }

    fn run_import(
        &mut self,
        work: ImportWork,
        progress: &ImportProgress,
    ) -> Option<Result<ImportOutcome>> {
        match self.waker() {
            Ok(waker) => import_thread::start(work, progress, waker),
            Err(_) => Some(work()),
        }
    }

    fn capture_mouse(&mut self, is_on: bool) {
        self.guard.capture_mouse(is_on);
    }
}
