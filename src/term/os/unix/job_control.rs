//! Stops this program for job control: by the signal that the shell expects, and with the action
//! that the kernel gives it.

use super::event_source::LoopWaker;
use crate::term::loop_event::{LoopEvent, Signal};
use crate::term::spawn_thread;
use nix::sys::signal::{SigSet, SigmaskHow, Signal as OsSignal, raise};
use rustix::process::{Signal as GroupSignal, getpgrp, kill_process_group};
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The longest wait for the thread that stops the program.
const MAX_STOP_DELAY: Duration = Duration::from_secs(2);

/// True if the next stop signal is this program's own.
static IS_STOP_REQUESTED: Mutex<bool> = Mutex::new(false);
/// Notified when the program goes on after a stop.
static RESUMED: Condvar = Condvar::new();

fn stop_request() -> MutexGuard<'static, bool> {
    IS_STOP_REQUESTED.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stop_signal() -> SigSet {
    let mut set = SigSet::empty();
    set.add(OsSignal::SIGTSTP);
    set
}

/// Keeps the stop signal from this thread and the threads that it starts. It has no handler: its
/// default action is needed, because the kernel leaves it out where no shell could continue the
/// program.
pub fn block_stop_signal() {
    // a signal that cannot be blocked stops the program at once
    let _ = stop_signal().thread_block();
}

/// Starts a thread that waits for the stop signal and asks the loop to suspend the program. While
/// another program has the terminal, this one stops without the loop.
pub fn listen_for_stop_signal(waker: &LoopWaker, has_child: fn() -> bool) -> io::Result<()> {
    block_stop_signal();
    let waker = waker.try_clone()?;
    spawn_thread(move || {
        while stop_signal().wait().is_ok() {
            let is_requested = *stop_request();
            if is_requested || has_child() {
                stop_process();
                *stop_request() = false;
                RESUMED.notify_all();
            } else if !waker.wake(LoopEvent::Signal(Signal::Suspend)) {
                return;
            }
        }
    })
}

/// Stops all processes of this job until the shell continues it. Returns at once where no shell
/// could do that, and where a program such as sudo continues this one.
pub fn stop_process_group() -> io::Result<()> {
    *stop_request() = true;
    kill_process_group(getpgrp(), GroupSignal::TSTP)?;
    let waits = |is_requested: &mut bool| *is_requested;
    let waited = RESUMED.wait_timeout_while(stop_request(), MAX_STOP_DELAY, waits);
    *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    Ok(())
}

/// Lets the default action of the stop signal happen on this thread, which waits for the signal.
fn stop_process() {
    let set = stop_signal();
    if set.thread_unblock().is_ok() {
        let _ = raise(OsSignal::SIGTSTP);
        let _ = set.thread_block();
    }
}

/// Runs something that starts a program, which must be able to stop.
pub fn with_stop_signal<T>(start: impl FnOnce() -> T) -> T {
    let mask = stop_signal().thread_swap_mask(SigmaskHow::SIG_UNBLOCK);
    let result = start();
    if let Ok(mask) = mask {
        let _ = mask.thread_set_mask();
    }
    result
}
