//! Signals, and a terminal that goes away: told to the loop, and after a moment done without it.

use super::event_source::Waker;
use super::tty_guard::{self, restore};
use super::{LoopEvent, writer};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::io;
use std::os::unix::net::UnixStream;
use std::process::{Command, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

/// The process that has the terminal for now, and when it was given back: what its keys send is meant for it.
struct ForegroundChild {
    pid: Option<Pid>,
    ended_at: Option<Instant>,
}

static FOREGROUND_CHILD: Mutex<ForegroundChild> =
    Mutex::new(ForegroundChild { pid: None, ended_at: None });

fn foreground_child() -> MutexGuard<'static, ForegroundChild> {
    FOREGROUND_CHILD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets a program have the terminal until it ends.
pub fn run_foreground(to: &mut Command) -> io::Result<ExitStatus> {
    // a signal that comes while it begins waits until it is known for whom it is
    let mut now = foreground_child();
    let mut child = to.spawn()?;
    now.pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    drop(now);
    let status = child.wait();
    *foreground_child() = ForegroundChild { pid: None, ended_at: Some(Instant::now()) };
    status
}

impl ForegroundChild {
    /// Whether a signal of the keyboard is for that process. One that ended by it may have ended before we hear of it.
    fn owns_keyboard_signals(&self) -> bool {
        self.pid.is_some() || self.ended_at.is_some_and(|back| back.elapsed() < writer::EXIT_GRACE)
    }
}

/// Begins to listen, also for a terminal that hangs up, whatever became of the signal that says so.
pub fn listen(to: &Waker) -> io::Result<()> {
    let (from, into) = UnixStream::pair()?;
    let all = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = SignalDelivery::with_pipe(from, into, SignalOnly, all)?;
    let waker = to.try_clone()?;
    thread::spawn(move || {
        loop {
            let tty = rustix::stdio::stdout();
            let mut polled = [
                PollFd::new(signals.get_read(), PollFlags::IN),
                PollFd::new(&tty, PollFlags::empty()),
            ];
            let polls = poll(&mut polled, None);
            let hung_up = polls.is_ok()
                && polled[1]
                    .revents()
                    .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
            if hung_up || polls.is_err_and(|e| e != rustix::io::Errno::INTR) {
                // whoever has the terminal is ended with us
                forward(&waker, SIGHUP);
            }
            signals.pending().for_each(|signal| forward(&waker, signal));
        }
    });
    Ok(())
}

fn forward(to: &Waker, signal: i32) {
    let (is_lent, has_keys) = {
        let lent = foreground_child();
        (lent.pid.is_some(), lent.owns_keyboard_signals())
    };
    match signal {
        SIGINT | SIGQUIT if has_keys => {}
        // the shell waits for the whole group to stop
        SIGTSTP if is_lent => {
            let _ = kill_process(rustix::process::getpid(), Signal::STOP);
        }
        SIGTSTP | SIGCONT | SIGWINCH => {
            to.wake(LoopEvent::Signal(signal));
        }
        _ => {
            to.wake(LoopEvent::Signal(signal));
            // who has the terminal gives it back, and is ended with us
            if terminate_child(signal) {
                writer::wait_grace_period();
            }
            // a loop that is held does not hold the end
            writer::wait_grace_period();
            // nor is what it began meanwhile left alone with the terminal
            terminate_child(signal);
            let _held = (!tty_guard::has_hung_up()).then(restore);
            std::process::exit(128 + signal);
        }
    }
}

/// Sends a signal to whoever has the terminal; gives back whether somebody has.
fn terminate_child(signal: i32) -> bool {
    let (Some(to), Some(signal)) = (foreground_child().pid, Signal::from_named_raw(signal)) else {
        return false;
    };
    let _ = kill_process(to, signal);
    true
}
