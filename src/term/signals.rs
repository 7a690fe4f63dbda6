//! Signals, and a terminal that goes away: told to the loop, and after a moment done without it.

use super::guard::{self, give_back};
use super::line::Waker;
use super::{Wake, writer};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use std::io;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;

/// The process that has the terminal for now, or 0: what its keys send is meant for it.
static LENT: AtomicI32 = AtomicI32::new(0);

/// Says which process has the terminal for now; none, when it is back.
pub fn lend(to: Option<u32>) {
    LENT.store(to.and_then(|pid| i32::try_from(pid).ok()).unwrap_or(0), Ordering::SeqCst);
}

/// Begins to listen.
pub fn listen(to: &Waker) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let waker = to.try_clone()?;
    thread::spawn(move || signals.forever().for_each(|signal| tell(&waker, signal)));
    let waker = to.try_clone()?;
    thread::spawn(move || watch(&waker));
    Ok(())
}

fn tell(to: &Waker, signal: i32) {
    let lent = Pid::from_raw(LENT.load(Ordering::SeqCst));
    match signal {
        SIGINT | SIGQUIT if lent.is_some() => {}
        // the shell waits for the whole group to stop
        SIGTSTP if lent.is_some() => {
            let _ = kill_process(rustix::process::getpid(), Signal::STOP);
        }
        SIGTSTP | SIGCONT | SIGWINCH => {
            to.wake(Wake::Signal(signal));
        }
        _ => {
            to.wake(Wake::Signal(signal));
            // who has the terminal gives it back, and is ended with us
            if let (Some(pid), Some(number)) = (lent, Signal::from_named_raw(signal)) {
                let _ = kill_process(pid, number);
                thread::sleep(writer::PATIENCE);
            }
            // a loop that is held does not hold the end
            thread::sleep(writer::PATIENCE);
            if !guard::is_gone() {
                give_back();
            }
            std::process::exit(128 + signal);
        }
    }
}

/// Tells when the terminal hangs up, whatever became of the signal that says so.
fn watch(to: &Waker) {
    loop {
        let tty = rustix::stdio::stdout();
        let mut polled = [PollFd::new(&tty, PollFlags::empty())];
        match poll(&mut polled, None) {
            Ok(_) if polled[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => break,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => break,
        }
    }
    // the loop may be held by the dead terminal: after a moment nobody waits for it
    to.wake(Wake::Gone);
    thread::sleep(writer::PATIENCE);
    std::process::exit(128 + SIGHUP);
}
