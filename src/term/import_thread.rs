//! Does the work of an import on a thread, and wakes the event loop about its progress.

use super::loop_event::LoopEvent;
use super::os::LoopWaker;
use super::spawn_thread;
use crate::app::{ImportOutcome, ImportProgress, ImportWork};
use crate::error::Result;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

const PROGRESS_INTERVAL: Duration = Duration::from_millis(250);

/// Starts the work; its outcome comes as an event. Where the system starts no more threads the work
/// is done at once, and its outcome is returned.
pub(super) fn start(
    work: ImportWork,
    progress: &ImportProgress,
    waker: LoopWaker,
) -> Option<Result<ImportOutcome>> {
    let (done, is_done) = mpsc::channel::<()>();
    if let Ok(waker) = waker.try_clone() {
        // without this thread the progress stays as it was first shown
        let _ = spawn_thread(move || {
            while is_done.recv_timeout(PROGRESS_INTERVAL) == Err(RecvTimeoutError::Timeout) {
                waker.wake(LoopEvent::ImportProgress);
            }
        });
    }
    let (work_sender, work_receiver) = mpsc::channel::<ImportWork>();
    let own_progress = progress.clone();
    let run_work = move || {
        // the thread that shows the progress ends with this one
        let _done = done;
        if let Ok(work) = work_receiver.recv() {
            waker.wake(LoopEvent::ImportDone(own_progress, Box::new(work())));
        }
    };
    // the work is sent only to a thread that has started
    if spawn_thread(run_work).is_err() {
        return Some(work());
    }
    let _ = work_sender.send(work);
    None
}
