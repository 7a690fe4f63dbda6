//! Signals, and a terminal that goes away: told to the loop, and after a moment done without it.

use super::guard::{self, give_back};
use super::line::Waker;
use super::{Wake, writer};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Whether another program has the terminal: what its keys send is meant for it.
static LENT: AtomicBool = AtomicBool::new(false);

/// Says whether another program has the terminal.
pub fn lend(lent: bool) {
    LENT.store(lent, Ordering::SeqCst);
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
    let lent = LENT.load(Ordering::SeqCst);
    match signal {
        SIGINT | SIGQUIT if lent => {}
        // the shell waits for the whole group to stop
        SIGTSTP if lent => {
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
        }
        SIGTSTP | SIGCONT | SIGWINCH => {
            to.wake(Wake::Signal(signal));
        }
        _ => {
            to.wake(Wake::Signal(signal));
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
