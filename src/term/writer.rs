//! The thread that writes to the terminal. It has the newest frame only, so a slow line never builds a backlog, and a
//! terminal that takes nothing holds nobody but this thread.

use super::screen::Screen;
use crate::ui::RenderOutput;
use ratatui::buffer::Buffer;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// How long whoever leaves waits for a terminal that takes nothing. It is counted in steps: a machine that stalls uses up one of
/// them, and not the time that others need.
pub const EXIT_GRACE: Duration = Duration::from_millis(500);
const EXIT_GRACE_STEPS: u32 = 50;
/// So many steps are waited at most for a thread that could write and does not come to it.
const MAX_GRACE_STEPS: u32 = 20 * EXIT_GRACE_STEPS;

/// Frames follow one another no faster than this.
const MIN_FRAME_INTERVAL: Duration = Duration::from_millis(50);
/// What a slow line takes in a millisecond, and how many bytes may be on the way: frames that follow one another wait for
/// it, so that nothing piles up where nobody can take it back.
const SLOW_LINE_BYTES_PER_MS: usize = 8;
const MAX_BYTES_IN_FLIGHT: usize = 2_000;
/// The longest that a frame waits for the line.
const MAX_FRAME_DELAY: Duration = Duration::from_millis(200);
/// A frame that comes so soon after another is one of many: keys are held down.
const BURST_WINDOW: Duration = Duration::from_millis(250);
/// After so much rest the part that was to follow later does.
const IDLE_BEFORE_DETAIL: Duration = Duration::from_millis(120);

/// What is to be written.
struct Mailbox {
    /// The newest frame.
    frame: Option<(Buffer, RenderOutput)>,
    /// Whether nothing is known of what the terminal shows.
    invalidate: bool,
    /// Bytes that go out before any frame.
    bytes: Vec<u8>,
    /// Whether the thread is writing.
    busy: bool,
    /// What kept it from writing.
    failed: Option<io::Error>,
}

static MAILBOX: Mutex<Mailbox> = Mutex::new(Mailbox {
    frame: None,
    invalidate: false,
    bytes: Vec::new(),
    busy: false,
    failed: None,
});
static MAILBOX_CHANGED: Condvar = Condvar::new();
/// The thread that writes.
static WRITER_THREAD: OnceLock<ThreadId> = OnceLock::new();

fn mailbox() -> MutexGuard<'static, Mailbox> {
    MAILBOX.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stdout, waited for also where somebody set it not to block.
struct BlockingStdout;

impl Write for BlockingStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        use rustix::event::{PollFd, PollFlags, poll};
        let tty = rustix::stdio::stdout();
        loop {
            match rustix::io::write(tty, bytes) {
                Err(rustix::io::Errno::AGAIN) => {
                    let _ = poll(&mut [PollFd::new(&tty, PollFlags::OUT)], None);
                }
                Err(rustix::io::Errno::INTR) => {}
                done => return Ok(done?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// When frames may go out.
struct FramePacer {
    /// When the last one went.
    last_frame_at: Instant,
    /// When the next one may.
    next_frame_at: Instant,
    /// Bytes that were under way then, on a slow line.
    bytes_in_flight: usize,
    /// A frame of which a part is to follow, when nothing else comes.
    deferred: Option<(Buffer, RenderOutput)>,
}

impl FramePacer {
    /// Waits until there is something that may be written.
    fn wait<'a>(&self, mut mail: MutexGuard<'a, Mailbox>) -> MutexGuard<'a, Mailbox> {
        loop {
            let due = match (&mail.frame, &self.deferred) {
                _ if !mail.bytes.is_empty() => return mail,
                (Some(_), _) => Some(self.next_frame_at),
                (None, Some(_)) => {
                    Some(self.next_frame_at.max(self.last_frame_at + IDLE_BEFORE_DETAIL))
                }
                // in between nothing is done at all
                (None, None) => None,
            };
            mail = match due.map(|due| due.saturating_duration_since(Instant::now())) {
                None => MAILBOX_CHANGED.wait(mail).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return mail,
                Some(left) => MAILBOX_CHANGED
                    .wait_timeout(mail, left)
                    .map_or_else(|e| e.into_inner().0, |(mail, _)| mail),
            };
        }
    }

    /// Shows a frame, or what is left of the one before.
    fn show(
        &mut self,
        screen: &mut Screen<BlockingStdout>,
        frame: Option<(Buffer, RenderOutput)>,
    ) -> io::Result<()> {
        let now = Instant::now();
        let bytes = match (frame, self.deferred.take()) {
            (Some((buffer, drawn)), _)
                if drawn.deferred.is_some() && now < self.last_frame_at + BURST_WINDOW =>
            {
                let bytes = screen.show_without_deferred(buffer.clone(), &drawn)?;
                self.deferred = Some((buffer, drawn));
                bytes
            }
            (Some((buffer, drawn)), _) | (None, Some((buffer, drawn))) => {
                screen.show(buffer, &drawn)?
            }
            (None, None) => return Ok(()),
        };
        if bytes > 0 {
            let gone = (now - self.last_frame_at).as_millis().min(1_000_000) as usize
                * SLOW_LINE_BYTES_PER_MS;
            self.bytes_in_flight = self.bytes_in_flight.saturating_sub(gone) + bytes;
            let wait = Duration::from_millis(
                (self.bytes_in_flight.saturating_sub(MAX_BYTES_IN_FLIGHT) / SLOW_LINE_BYTES_PER_MS)
                    as u64,
            );
            (self.last_frame_at, self.next_frame_at) =
                (now, now + wait.clamp(MIN_FRAME_INTERVAL, MAX_FRAME_DELAY));
        }
        Ok(())
    }
}

/// Begins to write what is asked for. Until the first frame there is little to write: something else is done first.
pub fn spawn(first: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        let _ = WRITER_THREAD.set(thread::current().id());
        // room for what that needs: the heap of a thread grows page by page, each a call of the kernel, but keeps what it once had
        drop(std::hint::black_box([(); 4].map(|()| Vec::<u8>::with_capacity(120_000))));
        first();
        let mut screen = Screen::new(BlockingStdout);
        let began = Instant::now();
        // the first frame is not one of many
        let mut pace = FramePacer {
            last_frame_at: began.checked_sub(BURST_WINDOW).unwrap_or(began),
            next_frame_at: began,
            bytes_in_flight: 0,
            deferred: None,
        };
        loop {
            let mut now = pace.wait(mailbox());
            let (bytes, frame) = (std::mem::take(&mut now.bytes), now.frame.take());
            if std::mem::take(&mut now.invalidate) {
                screen.invalidate();
            }
            now.busy = true;
            drop(now);
            if !bytes.is_empty() {
                // whoever speaks between frames shows a new one after that
                pace.deferred = None;
            }
            let done =
                BlockingStdout.write_all(&bytes).and_then(|()| pace.show(&mut screen, frame));
            let mut after = mailbox();
            after.busy = false;
            after.failed = done.err().or(after.failed.take());
            MAILBOX_CHANGED.notify_all();
        }
    });
}

/// Shows a frame in the place of one that is still waiting; gives back what kept the one before from being written.
pub fn submit_frame(buffer: Buffer, drawn: RenderOutput) -> io::Result<()> {
    let mut mail = mailbox();
    mail.frame = Some((buffer, drawn));
    MAILBOX_CHANGED.notify_all();
    mail.failed.take().map_or(Ok(()), Err)
}

/// The next frame is written whole.
pub fn invalidate() {
    mailbox().invalidate = true;
}

fn enqueue(bytes: &str) -> MutexGuard<'static, Mailbox> {
    let mut mail = mailbox();
    mail.frame = None;
    mail.bytes.extend(bytes.as_bytes());
    MAILBOX_CHANGED.notify_all();
    mail
}

/// Lets bytes be written after what is being written; a frame that waits is not shown any more. Nobody waits for them.
pub fn write_later(bytes: &str) {
    drop(enqueue(bytes));
}

/// The same, waited for.
/// Gives back whether the terminal took them within a moment; what it did not take stays to be written.
pub fn write_and_wait(bytes: &str) -> bool {
    // where the thread that writes comes to its end it speaks itself: nobody else would, and the lock may be its own
    if WRITER_THREAD.get() == Some(&thread::current().id()) {
        return is_writable(EXIT_GRACE) && BlockingStdout.write_all(bytes.as_bytes()).is_ok();
    }
    let mut mail = enqueue(bytes);
    let (mut steps, mut most) = (0, EXIT_GRACE_STEPS);
    while mail.busy || !mail.bytes.is_empty() {
        if steps == most {
            return false;
        }
        let (next, step) = MAILBOX_CHANGED
            .wait_timeout(mail, EXIT_GRACE / EXIT_GRACE_STEPS)
            .unwrap_or_else(PoisonError::into_inner);
        mail = next;
        steps += u32::from(step.timed_out());
        // where the terminal would take them, only the thread that writes is slow: the machine has much to do
        if step.timed_out() && is_writable(Duration::ZERO) {
            most = (most + 1).min(MAX_GRACE_STEPS);
        }
    }
    mail.failed.is_none()
}

/// Waits for as long.
pub fn wait_grace_period() {
    (0..EXIT_GRACE_STEPS).for_each(|_| thread::sleep(EXIT_GRACE / EXIT_GRACE_STEPS));
}

/// Waits until the terminal takes bytes; gives back whether it does within a moment.
fn is_writable(moment: Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let tty = rustix::stdio::stdout();
    let moment =
        Timespec { tv_sec: moment.as_secs() as i64, tv_nsec: i64::from(moment.subsec_nanos()) };
    poll(&mut [PollFd::new(&tty, PollFlags::OUT)], Some(&moment)).is_ok_and(|ready| ready > 0)
}
