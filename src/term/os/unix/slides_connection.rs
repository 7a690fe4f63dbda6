//! The connection of the speaker notes to the slides.

use super::event_source::LoopWaker;
use super::notes_server::{connect, lock, read_line, sockets};
use crate::command::key::{self, KeyEvent};
use crate::error::Result;
use crate::profile::directories::runtime_dir;
use crate::term::loop_event::LoopEvent;
use crate::term::{spawn_thread, system_error};
use std::io::{BufReader, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The longest line from the slides.
const MAX_VIEW_LINE_BYTES: u64 = 1 << 20;
const RECONNECT_INTERVAL: Duration = Duration::from_millis(300);

/// The connection of the speaker notes to the slides. It connects again whenever slides begin.
pub struct SlidesConnection {
    stream: Arc<Mutex<Option<UnixStream>>>,
}

impl SlidesConnection {
    /// Starts a thread that waits for slides and forwards their views to the loop.
    ///
    /// # Errors
    /// The directory of the sockets is not safe, or there are no more threads.
    pub fn open(waker: LoopWaker) -> Result<SlidesConnection> {
        runtime_dir()?;
        let stream: Arc<Mutex<Option<UnixStream>>> = Arc::default();
        let shared = Arc::clone(&stream);
        spawn_thread(move || follow_slides(&waker, &shared))
            .map_err(|e| system_error("slides cannot be followed", e))?;
        Ok(SlidesConnection { stream })
    }

    /// Sends a key to the slides, if there are any.
    pub fn send_key(&self, key: KeyEvent) {
        let mut stream = lock(&self.stream);
        if let Some(connected) = stream.as_mut()
            && writeln!(connected, "{}", key::display(key)).is_err()
        {
            *stream = None;
        }
    }
}

/// Connects to slides, again and again, until the loop ends.
fn follow_slides(waker: &LoopWaker, shared: &Mutex<Option<UnixStream>>) {
    // when slides end, older ones are another presentation: only newer ones are followed
    let mut oldest = None;
    loop {
        let newer =
            sockets().into_iter().filter(|(started, _)| oldest.is_none_or(|at| *started >= at));
        let found = newer.filter_map(|(started, socket)| Some((started, connect(&socket)?))).next();
        if let Some((started, stream)) = found {
            oldest = Some(started);
            *lock(shared) = stream.try_clone().ok();
            let is_loop_running = forward_views(stream, waker);
            *lock(shared) = None;
            if !is_loop_running || !waker.wake(LoopEvent::SpeakerView(None)) {
                return;
            }
        }
        thread::sleep(RECONNECT_INTERVAL);
    }
}

/// Forwards views until the slides end. Returns whether the loop still runs.
fn forward_views(stream: UnixStream, waker: &LoopWaker) -> bool {
    let mut reader = BufReader::new(stream);
    while let Some(line) = read_line(&mut reader, MAX_VIEW_LINE_BYTES) {
        if let Ok(view) = serde_json::from_str(&line)
            && !waker.wake(LoopEvent::SpeakerView(Some(Box::new(view))))
        {
            return false;
        }
    }
    true
}
