//! Unix: termios, signals, the controlling terminal and sockets.

mod event_source;
mod helper_program;
mod job_control;
mod notes_socket;
mod signals;
mod tty;
mod width_probe;

pub use event_source::{EventSource, Waker};
pub use helper_program::run_helper;
pub use job_control::{block_stop_signal, stop_process_group};
pub use notes_socket::{NotesServer, SlidesConnection, probe_notes_socket};
pub use signals::{
    catch_file_size_limit, catch_signals, listen_for_signals, run_foreground, terminate_child,
};
pub use tty::{
    BlockingStdout, TtyMode, has_hung_up, has_shell_to_return_to, is_stdout_writable, window_size,
};
pub use width_probe::probe_width;
