//! Runs a program that has the terminal for the moment, such as the editor, and ends it by the
//! signals that end this process.

use super::job_control::with_stop_signal;
use crate::term::spawn_thread;
use rustix::process::{Pid, Signal as OsSignal, kill_process};
use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A signal from the keyboard may arrive this long after the program that it was for has ended.
const MAX_SIGNAL_DELAY: Duration = Duration::from_millis(500);

/// A child that a signal should end gets this long before it is left behind.
const CHILD_GRACE_PERIOD: Duration = Duration::from_millis(500);

/// The program that has the terminal for the moment, such as the editor.
pub(super) struct ForegroundChild {
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

pub(super) fn foreground_child() -> MutexGuard<'static, ForegroundChild> {
    FOREGROUND_CHILD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns whether another program has the terminal.
pub(super) fn has_foreground_child() -> bool {
    foreground_child().pid.is_some()
}

impl ForegroundChild {
    /// Returns whether a signal from the keyboard is for the child, which may have ended by it
    /// before this process receives it.
    pub(super) fn owns_keyboard_signals(&self) -> bool {
        let has_just_ended = self.ended_at.is_some_and(|at| at.elapsed() < MAX_SIGNAL_DELAY);
        self.pid.is_some() || has_just_ended
    }
}

/// Runs a program that has the terminal until it ends. Signals that end this process end it too.
///
/// # Errors
/// Fails if it cannot be started, such a signal came before, or it does not end by one and is left
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
