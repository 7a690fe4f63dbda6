//! Stdout that blocks, and the wait until it takes output.

use super::tty::timespec;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::stdio::stdout;
use std::io::{self, Write};
use std::time::Duration;

/// Waits until the terminal takes output. Returns whether it does in time.
pub fn is_stdout_writable(time: Duration) -> bool {
    let tty = stdout();
    poll(&mut [PollFd::new(&tty, PollFlags::OUT)], Some(&timespec(time)))
        .is_ok_and(|ready| ready > 0)
}

/// Stdout that blocks, also where another program has set it not to.
pub struct BlockingStdout;

impl Write for BlockingStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let tty = stdout();
        loop {
            match rustix::io::write(tty, bytes) {
                Err(rustix::io::Errno::AGAIN) => {
                    let _ = poll(&mut [PollFd::new(&tty, PollFlags::OUT)], None);
                }
                Err(rustix::io::Errno::INTR) => {}
                result => return Ok(result?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
