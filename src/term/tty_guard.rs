//! Acquires the terminal once and restores it once, however the program ends.

use super::{os, terminal_modes, terminal_writer};
use std::io;
use std::panic;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The state of the terminal. Whoever acquires or restores it holds the lock until that is done.
pub(super) struct TtyGuardState {
    is_acquired: bool,
    is_mouse_on: bool,
    /// The mode before the program started: a program that ran in between may have left another.
    original_mode: Option<os::TtyMode>,
}

static STATE: Mutex<TtyGuardState> =
    Mutex::new(TtyGuardState { is_acquired: false, is_mouse_on: false, original_mode: None });

fn state() -> MutexGuard<'static, TtyGuardState> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal in raw mode on its alternate screen; dropping it restores the terminal.
pub(super) struct TtyGuard;

impl TtyGuard {
    /// Acquires the terminal. A panic on any thread restores it before the message is printed, and
    /// ends the program.
    pub(super) fn acquire() -> io::Result<TtyGuard> {
        let print_panic = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let _state = restore();
            print_panic(info);
            std::process::exit(101);
        }));
        terminal_writer::spawn()?;
        // from here on every failure restores the terminal
        let guard = TtyGuard;
        acquire()?;
        Ok(guard)
    }

    /// Restores the terminal, stops the program, and acquires the terminal when it is continued.
    /// Returns false where there is no shell to return to.
    pub(super) fn suspend(&mut self) -> io::Result<bool> {
        if !os::has_shell_to_return_to() {
            return Ok(false);
        }
        self.suspend_for(os::stop_process_group)??;
        Ok(true)
    }

    /// Restores the terminal for as long as something else runs on it.
    pub(super) fn suspend_for<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        drop(restore());
        let result = run();
        acquire()?;
        terminal_writer::invalidate();
        Ok(result)
    }

    /// Acquires the terminal again after a stop that was not announced.
    pub(super) fn reacquire(&mut self) -> io::Result<()> {
        let is_acquired = state().is_acquired;
        if is_acquired { acquire() } else { Ok(()) }
    }

    /// Turns reports of the mouse on or off.
    pub(super) fn capture_mouse(&mut self, is_on: bool) {
        let was_on = std::mem::replace(&mut state().is_mouse_on, is_on);
        if was_on != is_on {
            terminal_writer::write_and_wait(if is_on {
                terminal_modes::MOUSE_ON
            } else {
                terminal_modes::MOUSE_OFF
            });
        }
    }

    /// Releases a terminal that has gone away, without a byte of output.
    pub(super) fn abandon(&mut self) {
        state().is_acquired = false;
    }
}

impl Drop for TtyGuard {
    fn drop(&mut self) {
        drop(restore());
    }
}

fn acquire() -> io::Result<()> {
    let mut state = state();
    if state.original_mode.is_none() {
        state.original_mode = Some(os::TtyMode::read()?);
    }
    if let Some(original) = &state.original_mode {
        original.set_raw()?;
    }
    state.is_acquired = true;
    // a frame that is drawn in the meantime goes out after these
    terminal_writer::write_later(&terminal_modes::enter());
    if state.is_mouse_on {
        terminal_writer::write_later(terminal_modes::MOUSE_ON);
    }
    Ok(())
}

/// Restores an acquired terminal; its mode also where it takes no output. A caller that ends the
/// program keeps the returned lock until then: no other thread may acquire the terminal again or
/// end the program before the bytes are out.
pub(super) fn restore() -> MutexGuard<'static, TtyGuardState> {
    let mut state = state();
    if std::mem::take(&mut state.is_acquired) {
        // the mode first: the process may be killed while it waits for the output
        if let Some(original) = &state.original_mode {
            original.restore();
        }
        if state.is_mouse_on {
            terminal_writer::write_and_wait(terminal_modes::MOUSE_OFF);
        }
        terminal_writer::write_and_wait(&terminal_modes::restore());
    }
    state
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
