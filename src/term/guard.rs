//! The terminal is taken once and given back once, whatever way the program ends.

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal in raw mode, on its alternate screen; given back when dropped.
pub struct Guard;

impl Guard {
    /// Takes the terminal. A panic on this thread gives it back before it is told.
    pub fn new() -> io::Result<Guard> {
        let ui = std::thread::current().id();
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            if std::thread::current().id() == ui {
                give_back();
                tell(about);
            }
        }));
        // from here on whatever fails gives the terminal back
        let guard = Guard;
        take()?;
        Ok(guard)
    }

    /// Gives the terminal back, stops the program, and takes the terminal again when it is continued.
    pub fn suspend(&mut self) -> io::Result<()> {
        // a program that leads its session has no shell to return to
        if rustix::process::getsid(None).ok() == Some(rustix::process::getpgrp()) {
            return Ok(());
        }
        give_back();
        // the whole group stops: the shell that began it waits for its leader
        rustix::process::kill_process_group(rustix::process::getpgrp(), rustix::process::Signal::STOP)?;
        take()
    }

    /// Lets the terminal go without a byte: it is not there any more.
    pub fn forget(&mut self) {
        TAKEN.store(false, Ordering::SeqCst);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether the terminal has hung up.
pub fn is_gone() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let tty = rustix::stdio::stdout();
    let mut polled = [PollFd::new(&tty, PollFlags::empty())];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut polled, Some(&now)).is_ok() && polled[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}
