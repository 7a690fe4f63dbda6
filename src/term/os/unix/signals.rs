//! Forwards signals and hang-ups to the event loop.

use super::event_source::Waker;
use super::job_control::{listen_for_stop_signal, with_stop_signal};
use super::tty::is_hang_up;
use crate::term::events::{LoopEvent, Signal};
use crate::term::spawn_thread;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal as OsSignal, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::io;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A signal from the keyboard may arrive this long after the program that it was for has ended.
const MAX_SIGNAL_DELAY: Duration = Duration::from_millis(500);

/// A child that a signal should end gets this long before it is left behind.
const CHILD_GRACE_PERIOD: Duration = Duration::from_millis(500);

/// The program that has the terminal for the moment, such as the editor.
struct ForegroundChild {
    pid: Option<Pid>,
    /// Tells [`run_foreground`] how the child ended, or that it is left behind.
    outcome: Option<Sender<io::Result<ExitStatus>>>,
    ended_at: Option<Instant>,
    /// A signal ends this process, so that no other program starts.
    is_refused: bool,
}

static FOREGROUND_CHILD: Mutex<ForegroundChild> =
    Mutex::new(ForegroundChild { pid: None, outcome: None, ended_at: None, is_refused: false });
/// Notified when the child has ended or is left behind.
static CHILD_ENDED: Condvar = Condvar::new();

fn foreground_child() -> MutexGuard<'static, ForegroundChild> {
    FOREGROUND_CHILD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns whether another program has the terminal.
fn has_foreground_child() -> bool {
    foreground_child().pid.is_some()
}

/// Runs a program that has the terminal until it ends. Signals that end this process end it too.
///
/// # Errors
/// When it cannot be started, such a signal came before, or it does not end by one and is left
/// behind.
pub fn run_foreground(command: &mut Command) -> io::Result<ExitStatus> {
    let (sender, outcome) = mpsc::channel();
    let (to_waiter, spawned) = mpsc::channel::<Child>();
    let waiter_sender = sender.clone();
    // before the start: without a thread there is no program that nobody waits for
    spawn_thread(move || {
        if let Ok(mut process) = spawned.recv() {
            let _ = waiter_sender.send(process.wait());
        }
    })?;
    // a signal during the start waits for the lock, until it is known who gets it
    let mut child = foreground_child();
    if child.is_refused {
        return Err(io::Error::other("a signal ends gloact"));
    }
    let process = with_stop_signal(|| command.spawn())?;
    child.pid = i32::try_from(process.id()).ok().and_then(Pid::from_raw);
    child.outcome = Some(sender);
    drop(child);
    let _ = to_waiter.send(process);
    let status = outcome.recv().unwrap_or_else(|e| Err(io::Error::other(e)));
    let mut child = foreground_child();
    (child.pid, child.outcome, child.ended_at) = (None, None, Some(Instant::now()));
    drop(child);
    CHILD_ENDED.notify_all();
    status
}

/// Makes writing beyond the limit of file sizes an error; without this it ends the program.
pub fn catch_file_size_limit() {
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

/// Runs something that runs a program with [`run_foreground`], where no terminal session listens
/// for signals. Signals from the keyboard are for that program alone; others end it. Returns the
/// number of the signal after which this process must end.
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

impl ForegroundChild {
    /// Returns whether a signal from the keyboard is for the child, which may have ended by it
    /// before this process receives it.
    fn owns_keyboard_signals(&self) -> bool {
        let has_just_ended = self.ended_at.is_some_and(|at| at.elapsed() < MAX_SIGNAL_DELAY);
        self.pid.is_some() || has_just_ended
    }
}

/// Starts a thread that listens for signals, and for a hang-up: its signal may be ignored. After a
/// signal that ends the program it calls `exit`, which gives the loop time to end first.
pub fn listen_for_signals(waker: &Waker, exit: fn(i32)) -> io::Result<()> {
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

fn forward(waker: &Waker, number: i32, exit: fn(i32)) {
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

/// Sends a signal to the child and waits until it has ended, or leaves it behind after a moment.
/// No other one starts.
pub fn terminate_child(number: i32) {
    let (pid, outcome) = {
        let mut child = foreground_child();
        child.is_refused = true;
        (child.pid, child.outcome.clone())
    };
    let (Some(pid), Some(signal)) = (pid, OsSignal::from_named_raw(number)) else { return };
    let _ = kill_process(pid, signal);
    let runs = |child: &mut ForegroundChild| child.pid == Some(pid);
    let waited = CHILD_ENDED.wait_timeout_while(foreground_child(), CHILD_GRACE_PERIOD, runs);
    let is_left = waited.unwrap_or_else(PoisonError::into_inner).1.timed_out();
    if let Some(outcome) = outcome.filter(|_| is_left) {
        let _ = outcome.send(Err(io::Error::other("it does not end")));
    }
}
