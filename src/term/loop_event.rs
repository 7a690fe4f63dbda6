//! The events that the event loop waits for, and the reasons for which it ends.

use crate::app::{ImportOutcome, ImportProgress, SpeakerView};
use crate::command::key_burst::BurstMembership;
use crate::error::Result;
use crate::store::Dataset;
use crate::ui::capabilities::Background;
use crossterm::event::{Event, KeyEvent};

/// An event that the loop waits for.
#[cfg_attr(not(unix), expect(dead_code, reason = "signals and notes need Unix"))]
pub(super) enum LoopEvent {
    /// A key, a paste or the mouse, and what arrived with it.
    Input(Event, BurstMembership),
    Signal(Signal),
    /// The files have changed and were read again.
    Reloaded(Box<Dataset>),
    /// A key on the terminal with the speaker notes.
    SpeakerKey(KeyEvent),
    /// The slides that the notes follow, or `None` when they have ended.
    SpeakerView(Option<Box<SpeakerView>>),
    /// The interval of `TerminalSession::start_ticker` has passed.
    Tick,
    /// Loading has made progress.
    LoadProgress,
    PrefetchDone,
    /// An import has made progress.
    ImportProgress,
    /// The work of an import is done.
    ImportDone(ImportProgress, Box<Result<ImportOutcome>>),
    /// The terminal has said what its background is.
    Background(Background),
    /// This many queued keys were dropped.
    DroppedKeys(usize),
    /// The terminal is gone.
    HungUp,
}

/// A signal to this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), expect(dead_code, reason = "signals need Unix"))]
pub(super) enum Signal {
    Suspend,
    Continue,
    Resize,
    /// Any signal that ends the program, by its number.
    Terminate(i32),
}

/// The reason for which a session ended.
pub enum ExitReason {
    /// The user quit.
    Quit,
    /// A signal of this number.
    Signal(i32),
    /// The terminal went away.
    HungUp,
}
