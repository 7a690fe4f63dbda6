//! The thread that writes to the terminal. It has the newest frame only, so a slow line never builds a backlog, and a
//! terminal that takes nothing holds nobody but this thread.

use super::screen::Screen;
use crate::ui::Drawn;
use ratatui::buffer::Buffer;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// How long whoever leaves waits for a terminal that takes nothing. It is counted in steps: a machine that stalls uses up one of
/// them, and not the time that others need.
pub const PATIENCE: Duration = Duration::from_millis(500);
const STEPS: u32 = 50;
/// So many steps are waited at most for a thread that could write and does not come to it.
const STARVED: u32 = 20 * STEPS;

/// Frames follow one another no faster than this.
const PACE: Duration = Duration::from_millis(50);
/// What a slow line takes in a millisecond, and how many bytes may be on the way: frames that follow one another wait for
/// it, so that nothing piles up where nobody can take it back.
const SLOW: usize = 8;
const UNDER_WAY: usize = 2_000;
/// The longest that a frame waits for the line.
const LONGEST: Duration = Duration::from_millis(200);
/// A frame that comes so soon after another is one of many: keys are held down.
const SOON: Duration = Duration::from_millis(250);
/// After so much rest the part that was to follow later does.
const REST: Duration = Duration::from_millis(120);

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
/// The thread that writes.
static WRITING: OnceLock<ThreadId> = OnceLock::new();

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

/// When frames may go out.
struct Pace {
    /// When the last one went.
    last: Instant,
    /// When the next one may.
    free: Instant,
    /// Bytes that were under way then, on a slow line.
    under_way: usize,
    /// A frame of which a part is to follow, when nothing else comes.
    owed: Option<(Buffer, Drawn)>,
}

impl Pace {
    /// Waits until there is something that may be written.
    fn wait<'a>(&self, mut mail: MutexGuard<'a, Mail>) -> MutexGuard<'a, Mail> {
        loop {
            let due = match (&mail.frame, &self.owed) {
                _ if !mail.bytes.is_empty() => return mail,
                (Some(_), _) => Some(self.free),
                (None, Some(_)) => Some(self.free.max(self.last + REST)),
                // in between nothing is done at all
                (None, None) => None,
            };
            mail = match due.map(|due| due.saturating_duration_since(Instant::now())) {
                None => NEWS.wait(mail).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return mail,
                Some(left) => NEWS.wait_timeout(mail, left).map_or_else(|e| e.into_inner().0, |(mail, _)| mail),
            };
        }
    }

    /// Shows a frame, or what is left of the one before.
    fn show(&mut self, screen: &mut Screen<Patient>, frame: Option<(Buffer, Drawn)>) -> io::Result<()> {
        let now = Instant::now();
        let bytes = match (frame, self.owed.take()) {
            (Some((buffer, drawn)), _) if drawn.late.is_some() && now < self.last + SOON => {
                let bytes = screen.show_first(buffer.clone(), &drawn)?;
                self.owed = Some((buffer, drawn));
                bytes
            }
            (Some((buffer, drawn)), _) | (None, Some((buffer, drawn))) => screen.show(buffer, &drawn)?,
            (None, None) => return Ok(()),
        };
        if bytes > 0 {
            let gone = (now - self.last).as_millis().min(1_000_000) as usize * SLOW;
            self.under_way = self.under_way.saturating_sub(gone) + bytes;
            let wait = Duration::from_millis((self.under_way.saturating_sub(UNDER_WAY) / SLOW) as u64);
            (self.last, self.free) = (now, now + wait.clamp(PACE, LONGEST));
        }
        Ok(())
    }
}

/// Begins to write what is asked for. Until the first frame there is little to write: something else is done first.
pub fn start(first: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        let _ = WRITING.set(thread::current().id());
        // room for what that needs: the heap of a thread grows page by page, each a call of the kernel, but keeps what it once had
        drop(std::hint::black_box([(); 4].map(|()| Vec::<u8>::with_capacity(120_000))));
        first();
        let mut screen = Screen::new(Patient);
        let began = Instant::now();
        // the first frame is not one of many
        let mut pace = Pace { last: began.checked_sub(SOON).unwrap_or(began), free: began, under_way: 0, owed: None };
        loop {
            let mut now = pace.wait(mail());
            let (bytes, frame) = (std::mem::take(&mut now.bytes), now.frame.take());
            if std::mem::take(&mut now.forget) {
                screen.forget();
            }
            now.busy = true;
            drop(now);
            if !bytes.is_empty() {
                // whoever speaks between frames shows a new one after that
                pace.owed = None;
            }
            let done = Patient.write_all(&bytes).and_then(|()| pace.show(&mut screen, frame));
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

fn post(bytes: &str) -> MutexGuard<'static, Mail> {
    let mut mail = mail();
    mail.frame = None;
    mail.bytes.extend(bytes.as_bytes());
    NEWS.notify_all();
    mail
}

/// Lets bytes be written after what is being written; a frame that waits is not shown any more. Nobody waits for them.
pub fn begin(bytes: &str) {
    drop(post(bytes));
}

/// The same, waited for.
/// Gives back whether the terminal took them within a moment; what it did not take stays to be written.
pub fn say(bytes: &str) -> bool {
    // where the thread that writes comes to its end it speaks itself: nobody else would, and the lock may be its own
    if WRITING.get() == Some(&thread::current().id()) {
        return takes(PATIENCE) && Patient.write_all(bytes.as_bytes()).is_ok();
    }
    let mut mail = post(bytes);
    let (mut steps, mut most) = (0, STEPS);
    while mail.busy || !mail.bytes.is_empty() {
        if steps == most {
            return false;
        }
        let (next, step) = NEWS.wait_timeout(mail, PATIENCE / STEPS).unwrap_or_else(PoisonError::into_inner);
        mail = next;
        steps += u32::from(step.timed_out());
        // where the terminal would take them, only the thread that writes is slow: the machine has much to do
        if step.timed_out() && takes(Duration::ZERO) {
            most = (most + 1).min(STARVED);
        }
    }
    mail.failed.is_none()
}

/// Waits for as long.
pub fn be_patient() {
    (0..STEPS).for_each(|_| thread::sleep(PATIENCE / STEPS));
}

/// Waits until the terminal takes bytes; gives back whether it does within a moment.
fn takes(moment: Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let tty = rustix::stdio::stdout();
    let moment = Timespec { tv_sec: moment.as_secs() as i64, tv_nsec: i64::from(moment.subsec_nanos()) };
    poll(&mut [PollFd::new(&tty, PollFlags::OUT)], Some(&moment)).is_ok_and(|ready| ready > 0)
}
