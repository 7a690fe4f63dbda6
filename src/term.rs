//! The terminal: input, output, and the event loop between them.

pub mod clipboard;
mod dashboard;
mod effect_handler;
mod event_loop;
mod file_watcher;
pub mod frame_writer;
#[cfg(unix)]
mod key_decoder;
mod loading_screen;
mod loop_event;
mod notes_screen;
mod os;
mod renderer;
mod terminal_modes;
#[cfg(unix)]
mod terminal_reply;
mod terminal_session;
mod terminal_writer;
mod tty_guard;

use crate::error::{Error, ErrorKind};
pub use dashboard::{DashboardOptions, run_dashboard};
pub use effect_handler::{EffectHandler, Frontend, perform_effects};
pub use file_watcher::ReloadSource;
pub use loading_screen::{LoadOutcome, load};
pub use loop_event::ExitReason;
pub use notes_screen::run_notes;
pub use os::{
    catch_file_size_limit, catch_signals, probe_notes_socket, probe_terminal, run_foreground,
    run_helper,
};
use std::io;
use std::thread::Builder;
pub use terminal_session::TerminalSession;

/// Columns and rows of a terminal that does not know them.
pub const DEFAULT_SCREEN: (u16, u16) = (80, 24);
/// The largest screen that is drawn on; on a larger one the rest stays empty.
const MAX_SCREEN: (u16, u16) = (1000, 500);

/// What a terminal answers to `gloact doctor`.
pub struct ProbeAnswers {
    /// The cells that the text takes.
    pub width: u16,
    /// The background as red, green and blue, if the terminal tells it.
    pub background: Option<[u8; 3]>,
}

/// Returns columns and rows of the terminal; 80×24 where it does not know them.
pub fn window_size() -> (u16, u16) {
    reported_size().unwrap_or(DEFAULT_SCREEN)
}

/// Returns columns and rows of the terminal, if stdout is one that knows them.
pub fn reported_size() -> Option<(u16, u16)> {
    let (columns, rows) = os::window_size().filter(|(columns, rows)| *columns > 0 && *rows > 0)?;
    Some((columns.min(MAX_SCREEN.0), rows.min(MAX_SCREEN.1)))
}

/// Starts a thread. Where the system starts no more of them the caller goes on without it, or says
/// so; the function of the standard library would end the program.
fn spawn_thread(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let no_more = |e: io::Error| {
        let message = format!("the system starts no more threads ({e}): ulimit -u shows the limit");
        io::Error::new(e.kind(), message)
    };
    Builder::new().spawn(work).map(drop).map_err(no_more)
}

/// Returns the error for a terminal that cannot be used.
fn system_error(problem: &str, e: io::Error) -> Error {
    Error::new(ErrorKind::System, format!("{problem}: {e}"))
        .with_hint("gloact PANE prints a pane as text")
}
