//! The thread that writes to the terminal. It has the newest frame only, so a slow line never builds a backlog, and a
//! terminal that takes nothing holds nobody but this thread.

use super::screen::Screen;
use crate::ui::Drawn;
use ratatui::buffer::Buffer;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long whoever leaves waits for a terminal that takes nothing.
pub const PATIENCE: Duration = Duration::from_millis(500);

/// What is to be written.
struct Mail {
    /// The newest frame.
    frame: Option<(Buffer, Drawn)>,
    /// Whether nothing is known of what the terminal shows.
    forget: bool,
    /// Bytes that go out before any frame.
    bytes: Vec<u8>,
    /// Whether the thread is writing.
    busy: bool,
    /// What kept it from writing.
    failed: Option<io::Error>,
}

static MAIL: Mutex<Mail> = Mutex::new(Mail { frame: None, forget: false, bytes: Vec::new(), busy: false, failed: None });
static NEWS: Condvar = Condvar::new();

fn mail() -> MutexGuard<'static, Mail> {
    MAIL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stdout, waited for also where somebody set it not to block.
struct Patient;

impl Write for Patient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        use rustix::event::{PollFd, PollFlags, poll};
        let tty = rustix::stdio::stdout();
        loop {
            match rustix::io::write(tty, bytes) {
                Err(rustix::io::Errno::AGAIN) => drop(poll(&mut [PollFd::new(&tty, PollFlags::OUT)], None)),
                Err(rustix::io::Errno::INTR) => {}
                done => return Ok(done?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to write what is asked for.
pub fn start() {
    std::thread::spawn(|| {
        let mut screen = Screen::new(io::BufWriter::with_capacity(1 << 16, Patient));
        loop {
            let mut now =
                NEWS.wait_while(mail(), |mail| mail.frame.is_none() && mail.bytes.is_empty()).unwrap_or_else(PoisonError::into_inner);
            let (bytes, frame) = (std::mem::take(&mut now.bytes), now.frame.take());
            if std::mem::take(&mut now.forget) {
                screen.forget();
            }
            now.busy = true;
            drop(now);
            let done = Patient.write_all(&bytes);
            let done = done.and_then(|()| frame.map_or(Ok(()), |(buffer, drawn)| screen.show(buffer, &drawn)));
            let mut after = mail();
            after.busy = false;
            after.failed = done.err().or(after.failed.take());
            NEWS.notify_all();
        }
    });
}

/// Shows a frame in the place of one that is still waiting; gives back what kept the one before from being written.
pub fn show(buffer: Buffer, drawn: Drawn) -> io::Result<()> {
    let mut mail = mail();
    mail.frame = Some((buffer, drawn));
    NEWS.notify_all();
    mail.failed.take().map_or(Ok(()), Err)
}

/// The next frame is written whole.
pub fn forget() {
    mail().forget = true;
}

/// Writes bytes after what is being written; a frame that waits is not shown any more.
/// Gives back whether the terminal took them within a moment; what it did not take stays to be written.
pub fn say(bytes: &str) -> bool {
    let start = Instant::now();
    let mut mail = mail();
    mail.frame = None;
    mail.bytes.extend(bytes.as_bytes());
    NEWS.notify_all();
    while mail.busy || !mail.bytes.is_empty() {
        let Some(left) = PATIENCE.checked_sub(start.elapsed()) else { return false };
        mail = NEWS.wait_timeout(mail, left).map_or_else(|e| e.into_inner().0, |(mail, _)| mail);
    }
    mail.failed.is_none()
}
