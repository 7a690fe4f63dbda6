//! Forwards signals and hang-ups to the event loop.

use super::event_source::LoopWaker;
use super::foreground_child::{foreground_child, has_foreground_child, terminate_child};
use super::job_control::listen_for_stop_signal;
use super::tty::is_hang_up;
use crate::term::loop_event::{LoopEvent, Signal};
use crate::term::spawn_thread;
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread;

/// Makes writing beyond the limit of file sizes an error; without this it ends the program.
pub fn catch_file_size_limit() {
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

/// Runs something that runs a program in the foreground, where no terminal session listens for
/// signals. Signals from the keyboard are for that program alone; others end it. Returns the number
/// of the signal after which this process must end.
pub fn catch_signals<T>(run: impl FnOnce() -> T) -> io::Result<(T, Option<i32>)> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    let handle = signals.handle();
    let listener = thread::Builder::new().spawn(move || {
        let mut last = None;
        let mut handle_signal = |signal| {
            let is_for_child = matches!(signal, SIGINT | SIGQUIT);
            if !is_for_child || !foreground_child().owns_keyboard_signals() {
                last = Some(signal);
                terminate_child(signal);
            }
        };
        signals.forever().for_each(&mut handle_signal);
        // those that came just before the end
        signals.pending().for_each(handle_signal);
        last
    })?;
    let result = run();
    handle.close();
    Ok((result, listener.join().unwrap_or_default()))
}

/// Starts a thread that listens for signals, and for a hang-up: its signal may be ignored. After a
/// signal that ends the program it calls `exit`, which gives the loop time to end first.
pub fn listen_for_signals(waker: &LoopWaker, exit: fn(i32)) -> io::Result<()> {
    let (from, into) = UnixStream::pair()?;
    let all = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGCONT, SIGWINCH];
    let mut signals = SignalDelivery::with_pipe(from, into, SignalOnly, all)?;
    listen_for_stop_signal(waker, has_foreground_child)?;
    let waker = waker.try_clone()?;
    spawn_thread(move || {
        loop {
            let tty = rustix::stdio::stdout();
            let mut polled = [
                PollFd::new(signals.get_read(), PollFlags::IN),
                PollFd::new(&tty, PollFlags::empty()),
            ];
            let is_lost = match poll(&mut polled, None) {
                Ok(_) => is_hang_up(polled[1].revents()),
                Err(e) => e != rustix::io::Errno::INTR,
            };
            if is_lost {
                forward(&waker, SIGHUP, exit);
            }
            for signal in signals.pending() {
                forward(&waker, signal, exit);
            }
        }
    })
}

fn forward(waker: &LoopWaker, number: i32, exit: fn(i32)) {
    let owns_keyboard_signals = foreground_child().owns_keyboard_signals();
    let signal = match number {
        SIGINT | SIGQUIT if owns_keyboard_signals => return,
        SIGCONT => Signal::Continue,
        SIGWINCH => Signal::Resize,
        _ => Signal::Terminate(number),
    };
    waker.wake(LoopEvent::Signal(signal));
    if signal == Signal::Terminate(number) {
        exit(number);
    }
}
