//! Unix: termios, signals, the controlling terminal and sockets.

mod background_and_width_probe;
mod event_source;
mod foreground_child;
mod helper_program;
mod job_control;
mod notes_server;
mod signals;
mod slides_connection;
mod stdout;
mod tty;

pub use background_and_width_probe::probe_terminal;
pub use event_source::{EventSource, LoopWaker};
pub use foreground_child::{run_foreground, terminate_child};
pub use helper_program::run_helper;
pub use job_control::{block_stop_signal, stop_process_group};
pub use notes_server::{NotesServer, probe_notes_socket};
pub use signals::{catch_file_size_limit, catch_signals, listen_for_signals};
pub use slides_connection::SlidesConnection;
pub use stdout::{BlockingStdout, is_stdout_writable};
pub use tty::{TtyMode, has_hung_up, has_shell_to_return_to, window_size};
