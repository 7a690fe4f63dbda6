//! How many cells the terminal takes for a text: it is asked where its cursor stands after it.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{LocalModes, OptionalActions, isatty, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::flag;
use signal_hook::low_level::emulate_default_handler;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long an answer may take, over a slow line too.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(1500);
/// Signals that would leave the line in the mode in which it is asked.
const HELD_SIGNALS: [i32; 5] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP];

/// The cells that a text takes; nothing where there is no terminal, or it gives no answer.
pub fn probe_width(text: &str) -> Option<u16> {
    if !isatty(stdin()) || !isatty(stdout()) {
        return None;
    }
    let held = SignalHold::acquire()?;
    let before = tcgetattr(stdin()).ok()?;
    let mut quiet = before.clone();
    // an answer comes without Enter and is not seen; Ctrl-C is heard as ever
    quiet.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
    tcsetattr(stdin(), OptionalActions::Now, &quiet).ok()?;
    let answer = rustix::io::write(stdout(), format!("\r{text}\x1b[6n").as_bytes())
        .ok()
        .and_then(|_| read_cursor_column());
    // nothing of it stays to be seen, and nothing that came too late is taken for what somebody typed
    let _ = rustix::io::write(stdout(), b"\r\x1b[K");
    let _ = tcsetattr(stdin(), OptionalActions::Flush, &before);
    held.release();
    answer?.checked_sub(1)
}

/// Signals that wait until the line is as it was.
struct SignalHold {
    /// The one that came, or 0.
    received: Arc<AtomicUsize>,
    /// Whether signals do again what they usually do.
    is_released: Arc<AtomicBool>,
}

impl SignalHold {
    fn acquire() -> Option<SignalHold> {
        let held = SignalHold { received: Arc::default(), is_released: Arc::default() };
        for signal in HELD_SIGNALS {
            flag::register_conditional_default(signal, Arc::clone(&held.is_released)).ok()?;
            flag::register_usize(signal, Arc::clone(&held.received), usize::try_from(signal).ok()?)
                .ok()?;
        }
        Some(held)
    }

    /// Lets the one that came do what it usually does, and those that come from now on.
    fn release(self) {
        self.is_released.store(true, Ordering::SeqCst);
        if let Some(signal) =
            i32::try_from(self.received.load(Ordering::SeqCst)).ok().filter(|signal| *signal > 0)
        {
            let _ = emulate_default_handler(signal);
        }
    }
}

/// The column that the terminal answers with: `ESC [ row ; column R`.
fn read_cursor_column() -> Option<u16> {
    let until = Instant::now() + ANSWER_TIMEOUT;
    let mut all: Vec<u8> = Vec::new();
    loop {
        let left = until.checked_duration_since(Instant::now())?;
        let wait =
            Timespec { tv_sec: left.as_secs() as i64, tv_nsec: i64::from(left.subsec_nanos()) };
        let from = stdin();
        if poll(&mut [PollFd::new(&from, PollFlags::IN)], Some(&wait)).ok()? == 0 {
            return None;
        }
        let mut some = [0; 64];
        let n = rustix::io::read(stdin(), &mut some).ok().filter(|n| *n > 0)?;
        all.extend(&some[..n]);
        let text = String::from_utf8_lossy(&all);
        if let Some((_, answer)) = text.rsplit_once("\x1b[")
            && let Some(answer) = answer.strip_suffix('R')
        {
            return answer.split_once(';')?.1.parse().ok();
        }
    }
}
