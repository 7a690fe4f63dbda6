//! The thread that writes to the terminal. It has only the newest frame, so a slow connection never
//! builds a backlog, and a terminal that takes no output blocks nothing but this thread.

use super::frame_writer::FrameWriter;
use super::os::{self, BlockingStdout};
use super::spawn_thread;
use crate::ui::RenderOutput;
use ratatui::buffer::Buffer;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// The time that the program waits at exit for a terminal that takes no output. It is counted in
/// steps, so that a machine that stalls uses up one of them and not all.
pub(super) const EXIT_GRACE: Duration = Duration::from_millis(500);
const EXIT_GRACE_STEPS: u32 = 50;
/// The limit for steps in which the terminal was ready and the thread had no time to write.
const MAX_GRACE_STEPS: u32 = 20 * EXIT_GRACE_STEPS;

const MIN_FRAME_INTERVAL: Duration = Duration::from_millis(50);
/// The speed of a slow connection. Frames wait until no more than `MAX_BYTES_IN_FLIGHT` are on the
/// way at that speed: bytes in flight cannot be replaced by a newer frame.
const SLOW_LINE_BYTES_PER_MS: usize = 8;
const MAX_BYTES_IN_FLIGHT: usize = 2_000;
/// The longest wait of a frame for the connection.
const MAX_FRAME_DELAY: Duration = Duration::from_millis(200);
/// A frame that follows another this soon belongs to a burst: a key is held down.
const BURST_WINDOW: Duration = Duration::from_millis(250);
/// After this much rest the deferred region of the last frame is drawn.
const IDLE_BEFORE_DETAIL: Duration = Duration::from_millis(120);

type Frame = (Buffer, RenderOutput);

/// Work for the thread.
struct Mailbox {
    newest_frame: Option<Frame>,
    /// The content of the terminal is unknown.
    is_invalidated: bool,
    /// Bytes that go out before any frame.
    bytes: Vec<u8>,
    is_writing: bool,
    error: Option<io::Error>,
}

struct Writer {
    mailbox: Mutex<Mailbox>,
    changed: Condvar,
    thread: OnceLock<ThreadId>,
}

static WRITER: Writer = Writer {
    mailbox: Mutex::new(Mailbox {
        newest_frame: None,
        is_invalidated: false,
        bytes: Vec::new(),
        is_writing: false,
        error: None,
    }),
    changed: Condvar::new(),
    thread: OnceLock::new(),
};

impl Writer {
    fn lock(&self) -> MutexGuard<'_, Mailbox> {
        self.mailbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, mailbox: MutexGuard<'a, Mailbox>) -> MutexGuard<'a, Mailbox> {
        self.changed.wait(mailbox).unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a change or until the time is over. Returns whether the time is over.
    fn wait_for<'a>(
        &self,
        mailbox: MutexGuard<'a, Mailbox>,
        time: Duration,
    ) -> (MutexGuard<'a, Mailbox>, bool) {
        let (mailbox, timeout) =
            self.changed.wait_timeout(mailbox, time).unwrap_or_else(PoisonError::into_inner);
        (mailbox, timeout.timed_out())
    }

    /// Adds bytes for the thread; a frame that waits is dropped.
    fn enqueue(&self, bytes: &str) -> MutexGuard<'_, Mailbox> {
        let mut mailbox = self.lock();
        mailbox.newest_frame = None;
        mailbox.bytes.extend(bytes.as_bytes());
        self.changed.notify_all();
        mailbox
    }
}

/// Decides when frames go out.
struct FramePacer {
    last_frame_at: Instant,
    next_frame_at: Instant,
    /// Bytes on the way over a slow connection at `last_frame_at`.
    bytes_in_flight: usize,
    /// A frame whose deferred region is drawn when nothing else comes.
    deferred: Option<Frame>,
}

impl FramePacer {
    fn new() -> FramePacer {
        let now = Instant::now();
        FramePacer {
            // the first frame belongs to no burst
            last_frame_at: now.checked_sub(BURST_WINDOW).unwrap_or(now),
            next_frame_at: now,
            bytes_in_flight: 0,
            deferred: None,
        }
    }

    /// Waits until something may be written. Without a frame it sleeps until it is woken.
    fn wait_until_due<'a>(&self, mut mailbox: MutexGuard<'a, Mailbox>) -> MutexGuard<'a, Mailbox> {
        while mailbox.bytes.is_empty() {
            let due = if mailbox.newest_frame.is_some() {
                self.next_frame_at
            } else if self.deferred.is_some() {
                self.next_frame_at.max(self.last_frame_at + IDLE_BEFORE_DETAIL)
            } else {
                mailbox = WRITER.wait(mailbox);
                continue;
            };
            let wait = due.saturating_duration_since(Instant::now());
            if wait.is_zero() {
                break;
            }
            (mailbox, _) = WRITER.wait_for(mailbox, wait);
        }
        mailbox
    }

    /// Writes a frame, or the deferred region of the frame before.
    fn write_frame(
        &mut self,
        output: &mut FrameWriter<BlockingStdout>,
        newest: Option<Frame>,
    ) -> io::Result<()> {
        let now = Instant::now();
        let is_newer = newest.is_some();
        let deferred = self.deferred.take();
        let Some((buffer, rendered)) = newest.or(deferred) else { return Ok(()) };
        let is_burst = is_newer && now < self.last_frame_at + BURST_WINDOW;
        let bytes = if is_burst && rendered.deferred.is_some() {
            let bytes = output.write_without_deferred(buffer.clone(), &rendered)?;
            self.deferred = Some((buffer, rendered));
            bytes
        } else {
            output.write_frame(buffer, &rendered)?
        };
        if bytes > 0 {
            self.delay_next_frame(now, bytes);
        }
        Ok(())
    }

    fn delay_next_frame(&mut self, now: Instant, bytes: usize) {
        let elapsed = (now - self.last_frame_at).as_millis().min(1_000_000) as usize;
        let arrived = elapsed * SLOW_LINE_BYTES_PER_MS;
        self.bytes_in_flight = self.bytes_in_flight.saturating_sub(arrived) + bytes;
        let excess = self.bytes_in_flight.saturating_sub(MAX_BYTES_IN_FLIGHT);
        let wait = Duration::from_millis((excess / SLOW_LINE_BYTES_PER_MS) as u64);
        self.last_frame_at = now;
        self.next_frame_at = now + wait.clamp(MIN_FRAME_INTERVAL, MAX_FRAME_DELAY);
    }
}

/// Starts the thread.
pub(super) fn spawn() -> io::Result<()> {
    spawn_thread(|| {
        let _ = WRITER.thread.set(thread::current().id());
        let mut output = FrameWriter::new(BlockingStdout);
        let mut pacer = FramePacer::new();
        loop {
            let mut mailbox = pacer.wait_until_due(WRITER.lock());
            let bytes = std::mem::take(&mut mailbox.bytes);
            let frame = mailbox.newest_frame.take();
            if std::mem::take(&mut mailbox.is_invalidated) {
                output.invalidate();
            }
            mailbox.is_writing = true;
            drop(mailbox);
            if !bytes.is_empty() {
                // such bytes change the terminal: a new frame follows them
                pacer.deferred = None;
            }
            let result = BlockingStdout
                .write_all(&bytes)
                .and_then(|()| pacer.write_frame(&mut output, frame));
            let mut mailbox = WRITER.lock();
            mailbox.is_writing = false;
            if let Err(error) = result {
                mailbox.error = Some(error);
            }
            WRITER.changed.notify_all();
        }
    })
}

/// Submits a frame; it replaces one that still waits. Returns the error of an earlier one.
pub(super) fn submit_frame(buffer: Buffer, rendered: RenderOutput) -> io::Result<()> {
    let mut mailbox = WRITER.lock();
    mailbox.newest_frame = Some((buffer, rendered));
    WRITER.changed.notify_all();
    match mailbox.error.take() {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// Marks the content of the terminal as unknown: the next frame is written whole.
pub(super) fn invalidate() {
    WRITER.lock().is_invalidated = true;
}

/// Queues bytes and returns at once.
pub(super) fn write_later(bytes: &str) {
    drop(WRITER.enqueue(bytes));
}

/// Queues bytes and waits until they are written. Returns whether the terminal took them in time;
/// if not, they stay queued.
pub(super) fn write_and_wait(bytes: &str) -> bool {
    // when the writing thread panics it must write itself, and it may hold the lock
    if WRITER.thread.get() == Some(&thread::current().id()) {
        return os::is_stdout_writable(EXIT_GRACE)
            && BlockingStdout.write_all(bytes.as_bytes()).is_ok();
    }
    let mut mailbox = WRITER.enqueue(bytes);
    let mut steps = 0;
    let mut max_steps = EXIT_GRACE_STEPS;
    while mailbox.is_writing || !mailbox.bytes.is_empty() {
        if steps == max_steps {
            return false;
        }
        let (next, is_over) = WRITER.wait_for(mailbox, EXIT_GRACE / EXIT_GRACE_STEPS);
        mailbox = next;
        if is_over {
            steps += 1;
            // the terminal is ready: the thread is late because the machine is busy
            if os::is_stdout_writable(Duration::ZERO) {
                max_steps = (max_steps + 1).min(MAX_GRACE_STEPS);
            }
        }
    }
    mailbox.error.is_none()
}

/// Sleeps for the grace period, in steps.
pub(super) fn wait_grace_period() {
    for _ in 0..EXIT_GRACE_STEPS {
        thread::sleep(EXIT_GRACE / EXIT_GRACE_STEPS);
    }
}
