//! The terminal: input, output, and the event loop between them.

mod background_query;
pub mod clipboard;
mod dashboard;
mod effect_handler;
mod event_loop;
mod file_watcher;
pub mod frame_writer;
mod frontend;
mod import_thread;
#[cfg(unix)]
mod key_decoder;
mod loading_screen;
mod loop_event;
mod notes_screen;
mod os;
mod perform_effects;
mod probe_answers;
mod renderer;
mod screen_size;
mod terminal_modes;
#[cfg(unix)]
mod terminal_reply;
mod terminal_session;
mod terminal_writer;
mod thread_spawn;
mod tty_guard;

use crate::error::{Error, ErrorKind};
pub use dashboard::{DashboardOptions, run_dashboard};
pub use effect_handler::EffectHandler;
pub use file_watcher::WatchOptions;
pub use frontend::Frontend;
pub use loading_screen::{LoadOutcome, load};
pub use loop_event::ExitReason;
pub use notes_screen::run_notes;
pub use os::{
    catch_file_size_limit, catch_signals, probe_notes_socket, probe_terminal, run_foreground,
    run_helper,
};
pub use perform_effects::perform_effects;
pub use probe_answers::ProbeAnswers;
pub use screen_size::{DEFAULT_SCREEN, reported_size, window_size};
pub use terminal_session::TerminalSession;
use thread_spawn::spawn_thread;

/// Returns the error for a terminal that cannot be used.
fn system_error(problem: &str, e: std::io::Error) -> Error {
    Error::new(ErrorKind::System, format!("{problem}: {e}"))
        .with_hint("gloact PANE prints a pane as text")
}
