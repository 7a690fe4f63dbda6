//! Data that take long to be read: after a moment the screen says how far that is, and it can be left.

use super::{
    ExitReason, LoopEvent, TerminalSession, exit_without_output, size, system_error, tty_guard,
    writer,
};
use crate::app::Msg;
use crate::command::key::{Code, Key, Name};
use crate::error::Result;
use crate::ui::{RenderOutput, print_clipped};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

/// What takes no longer is not worth a word.
const PROGRESS_DELAY: Duration = Duration::from_millis(200);
/// How often it is said how far it is.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(250);

/// What became of it.
pub enum LoadOutcome<T> {
    /// It is there; the terminal too, where it had to be taken meanwhile.
    Loaded(T, Option<TerminalSession>),
    /// A person did not want to wait, or could not.
    Cancelled(ExitReason),
}

/// Does long work in a thread of its own. `told` says in a line how far it is.
pub fn load<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
    told: impl Fn() -> String,
) -> Result<LoadOutcome<T>> {
    let no_thread = |e| system_error("the files cannot be read in a thread", e);
    let (to, from) = mpsc::channel();
    Builder::new().spawn(move || to.send(work())).map_err(no_thread)?;
    if let Ok(done) = from.recv_timeout(PROGRESS_DELAY) {
        return Ok(LoadOutcome::Loaded(done, None));
    }
    let mut taken = TerminalSession::acquire(|| ())?;
    let (there, waker) = (Arc::new(Mutex::new(None)), taken.waker.try_clone().map_err(no_thread)?);
    let slot = Arc::clone(&there);
    let relay = move || {
        loop {
            match from.recv_timeout(PROGRESS_INTERVAL) {
                Ok(done) => *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(done),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if !waker.wake(LoopEvent::PrefetchDone) {
                return;
            }
        }
    };
    Builder::new().spawn(relay).map_err(no_thread)?;
    loop {
        if let Some(done) = there.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Ok(LoadOutcome::Loaded(done, Some(taken)));
        }
        let (width, height) = size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        print_clipped(
            &mut buffer,
            1,
            height / 3,
            width.saturating_sub(2),
            &told(),
            Style::default(),
        );
        print_clipped(
            &mut buffer,
            1,
            height / 3 + 1,
            width.saturating_sub(2),
            "q leaves",
            Style::default(),
        );
        let shown = writer::submit_frame(buffer, RenderOutput::default());
        let wakes = shown.and_then(|()| taken.events.next_batch());
        let wakes = match wakes {
            Ok(wakes) => wakes,
            Err(_) if tty_guard::has_hung_up() => {
                return Ok(LoadOutcome::Cancelled(exit_without_output(&mut taken.guard)));
            }
            Err(e) => return Err(system_error("the terminal cannot be used", e)),
        };
        for wake in wakes {
            let held = |e| system_error("the terminal cannot be taken again", e);
            match wake {
                LoopEvent::Message(Msg::Key(key)) if is_cancel_key(key) => {
                    return Ok(LoadOutcome::Cancelled(ExitReason::Quit));
                }
                LoopEvent::Signal(SIGTSTP) => taken.guard.suspend().map_err(held)?,
                LoopEvent::Signal(SIGCONT) => {
                    taken.guard.reacquire().map_err(held)?;
                    writer::invalidate();
                }
                LoopEvent::Gone => {
                    return Ok(LoadOutcome::Cancelled(exit_without_output(&mut taken.guard)));
                }
                LoopEvent::Signal(SIGWINCH) => {}
                LoopEvent::Signal(_) if tty_guard::has_hung_up() => {
                    return Ok(LoadOutcome::Cancelled(exit_without_output(&mut taken.guard)));
                }
                LoopEvent::Signal(signal) => {
                    return Ok(LoadOutcome::Cancelled(ExitReason::Signal(signal)));
                }
                _ => {}
            }
        }
    }
}

fn is_cancel_key(key: Key) -> bool {
    [
        Key::plain(Code::Char('q')),
        Key::plain(Code::Named(Name::Esc)),
        Key { code: Code::Char('c'), ctrl: true },
    ]
    .contains(&key)
}
