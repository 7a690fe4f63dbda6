//! The modes and the size of the controlling terminal.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{getpgrp, getsid};
use rustix::stdio::stdout;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use std::io;
use std::time::Duration;

/// A mode of the terminal.
///
/// crossterm's raw mode is not used: it cannot be ended on the thread that handles signals while
/// another thread holds its lock.
pub struct TtyMode(Termios);

impl TtyMode {
    /// Reads the current mode.
    pub fn read() -> io::Result<TtyMode> {
        Ok(TtyMode(tcgetattr(stdout())?))
    }

    /// Puts the terminal into the raw mode that belongs to this one.
    pub fn set_raw(&self) -> io::Result<()> {
        let mut raw = self.0.clone();
        raw.make_raw();
        Ok(tcsetattr(stdout(), OptionalActions::Now, &raw)?)
    }

    /// Sets this mode; a terminal that is gone is ignored.
    pub fn restore(&self) {
        let _ = tcsetattr(stdout(), OptionalActions::Now, &self.0);
    }
}

/// Returns the columns and rows that the terminal reports, if it knows them.
pub fn window_size() -> Option<(u16, u16)> {
    let size = tcgetwinsize(stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}

/// Returns whether the terminal has hung up.
pub fn has_hung_up() -> bool {
    let tty = stdout();
    let mut polled = [PollFd::new(&tty, PollFlags::empty())];
    let is_polled = poll(&mut polled, Some(&timespec(Duration::ZERO))).is_ok();
    is_polled && is_hang_up(polled[0].revents())
}

pub(super) fn is_hang_up(events: PollFlags) -> bool {
    events.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
}

pub(super) fn timespec(time: Duration) -> Timespec {
    Timespec { tv_sec: time.as_secs() as i64, tv_nsec: i64::from(time.subsec_nanos()) }
}

/// Returns whether a shell would continue this program after a stop; a session leader has none.
pub fn has_shell_to_return_to() -> bool {
    getsid(None).ok() != Some(getpgrp())
}
