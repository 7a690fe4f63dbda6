//! How many cells the terminal takes for a text: it is asked where its cursor stands after it.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{OptionalActions, isatty, tcgetattr, tcsetattr};
use std::time::{Duration, Instant};

/// How long an answer may take, over a slow line too.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The cells that a text takes; nothing where there is no terminal, or it gives no answer.
pub fn measure(text: &str) -> Option<u16> {
    if !isatty(stdin()) || !isatty(stdout()) {
        return None;
    }
    let before = tcgetattr(stdin()).ok()?;
    let mut raw = before.clone();
    raw.make_raw();
    tcsetattr(stdin(), OptionalActions::Now, &raw).ok()?;
    let answer = rustix::io::write(stdout(), format!("\r{text}\x1b[6n").as_bytes()).ok().and_then(|_| column());
    // nothing of it stays to be seen
    let _ = rustix::io::write(stdout(), b"\r\x1b[K");
    let _ = tcsetattr(stdin(), OptionalActions::Now, &before);
    answer?.checked_sub(1)
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
