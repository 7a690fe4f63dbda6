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
const PATIENCE: Duration = Duration::from_millis(1500);
/// Signals that would leave the line in the mode in which it is asked.
const SIGNALS: [i32; 5] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP];

/// The cells that a text takes; nothing where there is no terminal, or it gives no answer.
pub fn measure(text: &str) -> Option<u16> {
    if !isatty(stdin()) || !isatty(stdout()) {
        return None;
    }
    let held = Held::hold()?;
    let before = tcgetattr(stdin()).ok()?;
    let mut quiet = before.clone();
    // an answer comes without Enter and is not seen; Ctrl-C is heard as ever
    quiet.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
    tcsetattr(stdin(), OptionalActions::Now, &quiet).ok()?;
    let answer = rustix::io::write(stdout(), format!("\r{text}\x1b[6n").as_bytes()).ok().and_then(|_| column());
    // nothing of it stays to be seen, and nothing that came too late is taken for what somebody typed
    let _ = rustix::io::write(stdout(), b"\r\x1b[K");
    let _ = tcsetattr(stdin(), OptionalActions::Flush, &before);
    held.let_go();
    answer?.checked_sub(1)
}

/// Signals that wait until the line is as it was.
struct Held {
    /// The one that came, or 0.
    came: Arc<AtomicUsize>,
    /// Whether signals do again what they usually do.
    over: Arc<AtomicBool>,
}

impl Held {
    fn hold() -> Option<Held> {
        let held = Held { came: Arc::default(), over: Arc::default() };
        for signal in SIGNALS {
            flag::register_conditional_default(signal, Arc::clone(&held.over)).ok()?;
            flag::register_usize(signal, Arc::clone(&held.came), usize::try_from(signal).ok()?).ok()?;
        }
        Some(held)
    }

    /// Lets the one that came do what it usually does, and those that come from now on.
    fn let_go(self) {
        self.over.store(true, Ordering::SeqCst);
        if let Some(signal) = i32::try_from(self.came.load(Ordering::SeqCst)).ok().filter(|signal| *signal > 0) {
            let _ = emulate_default_handler(signal);
        }
    }
}

/// The column that the terminal answers with: `ESC [ row ; column R`.
fn column() -> Option<u16> {
    let until = Instant::now() + PATIENCE;
    let mut all: Vec<u8> = Vec::new();
    loop {
        let left = until.checked_duration_since(Instant::now())?;
        let wait = Timespec { tv_sec: left.as_secs() as i64, tv_nsec: i64::from(left.subsec_nanos()) };
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
