//! Data that take long to be read: after a moment the screen says how far that is, and it can be left.

use super::{End, Taken, Wake, gone, machine, size, tty_guard, writer};
use crate::app::Msg;
use crate::command::key::{Code, Key, Name};
use crate::error::Result;
use crate::ui::{Drawn, put};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

/// What takes no longer is not worth a word.
const MOMENT: Duration = Duration::from_millis(200);
/// How often it is said how far it is.
const OFTEN: Duration = Duration::from_millis(250);

/// What became of it.
pub enum Loaded<T> {
    /// It is there; the terminal too, where it had to be taken meanwhile.
    Done(T, Option<Taken>),
    /// A person did not want to wait, or could not.
    Left(End),
}

/// Does long work in a thread of its own. `told` says in a line how far it is.
pub fn load<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static, told: impl Fn() -> String) -> Result<Loaded<T>> {
    let no_thread = |e| machine("the files cannot be read in a thread", e);
    let (to, from) = mpsc::channel();
    Builder::new().spawn(move || to.send(work())).map_err(no_thread)?;
    if let Ok(done) = from.recv_timeout(MOMENT) {
        return Ok(Loaded::Done(done, None));
    }
    let mut taken = Taken::take(|| ())?;
    let (there, waker) = (Arc::new(Mutex::new(None)), taken.waker.try_clone().map_err(no_thread)?);
    let slot = Arc::clone(&there);
    let relay = move || {
        loop {
            match from.recv_timeout(OFTEN) {
                Ok(done) => *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(done),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if !waker.wake(Wake::Warm) {
                return;
            }
        }
    };
    Builder::new().spawn(relay).map_err(no_thread)?;
    loop {
        if let Some(done) = there.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Ok(Loaded::Done(done, Some(taken)));
        }
        let (width, height) = size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        put(&mut buffer, 1, height / 3, width.saturating_sub(2), &told(), Style::default());
        put(&mut buffer, 1, height / 3 + 1, width.saturating_sub(2), "q leaves", Style::default());
        let shown = writer::show(buffer, Drawn::default());
        let wakes = shown.and_then(|()| taken.line.next());
        let wakes = match wakes {
            Ok(wakes) => wakes,
            Err(_) if tty_guard::is_gone() => return Ok(Loaded::Left(gone(&mut taken.guard))),
            Err(e) => return Err(machine("the terminal cannot be used", e)),
        };
        for wake in wakes {
            let held = |e| machine("the terminal cannot be taken again", e);
            match wake {
                Wake::Msg(Msg::Key(key)) if leaves(key) => return Ok(Loaded::Left(End::Quit)),
                Wake::Signal(SIGTSTP) => taken.guard.suspend().map_err(held)?,
                Wake::Signal(SIGCONT) => {
                    taken.guard.again().map_err(held)?;
                    writer::forget();
                }
                Wake::Gone => return Ok(Loaded::Left(gone(&mut taken.guard))),
                Wake::Signal(SIGWINCH) => {}
                Wake::Signal(_) if tty_guard::is_gone() => return Ok(Loaded::Left(gone(&mut taken.guard))),
                Wake::Signal(signal) => return Ok(Loaded::Left(End::Signal(signal))),
                _ => {}
            }
        }
    }
}

fn leaves(key: Key) -> bool {
    [Key::plain(Code::Char('q')), Key::plain(Code::Named(Name::Esc)), Key { code: Code::Char('c'), ctrl: true }].contains(&key)
}
