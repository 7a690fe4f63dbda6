//! Shows progress while a large data set loads; `q` cancels.

use super::event_loop::{EventLoop, LoopFlow, Screen};
use super::loop_event::{ExitReason, LoopEvent};
use super::os;
use super::terminal_session::TerminalSession;
use super::{spawn_thread, system_error};
use crate::command::key::{self, KeyCode, KeyEvent};
use crate::error::Result;
use crate::ui::{RenderOutput, print_clipped};
use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

/// Work that takes no longer than this shows no progress.
const PROGRESS_DELAY: Duration = Duration::from_millis(200);
const PROGRESS_INTERVAL: Duration = Duration::from_millis(250);

/// The outcome of loading.
pub enum LoadOutcome<T> {
    /// The result, and the terminal if progress was shown on it.
    Loaded(T, Option<Box<TerminalSession>>),
    /// The user or a signal ended the program.
    Cancelled(ExitReason),
}

/// Runs long work on a thread, or on this one if there are no more. `status_line` returns the
/// progress to show.
pub fn load<T: Send + 'static, W: FnOnce() -> T + Send + 'static>(
    work: W,
    status_line: impl Fn() -> String,
) -> Result<LoadOutcome<T>> {
    let (sender, receiver) = mpsc::channel();
    let (work_sender, work_receiver) = mpsc::channel::<W>();
    let run_work = move || {
        if let Ok(work) = work_receiver.recv() {
            let _ = sender.send(work());
        }
    };
    // the work is sent only to a thread that has started: without one this thread does it
    if spawn_thread(run_work).is_err() {
        return Ok(LoadOutcome::Loaded(work(), None));
    }
    let _ = work_sender.send(work);
    if let Ok(result) = receiver.recv_timeout(PROGRESS_DELAY) {
        return Ok(LoadOutcome::Loaded(result, None));
    }
    // the threads of the work must not stop the program while it has the terminal
    os::block_stop_signal();
    let no_thread = |e| system_error("the progress cannot be shown", e);
    let mut session = TerminalSession::acquire()?;
    let (relay, results) = mpsc::channel();
    let waker = session.waker().map_err(no_thread)?;
    let forward_result = move || {
        loop {
            match receiver.recv_timeout(PROGRESS_INTERVAL) {
                Ok(result) => {
                    let _ = relay.send(result);
                }
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if !waker.wake(LoopEvent::LoadProgress) {
                return;
            }
        }
    };
    spawn_thread(forward_result).map_err(no_thread)?;
    let mut screen = LoadingScreen { results, result: None, status_line };
    let reason = EventLoop::new(&mut session).run(&mut screen)?;
    Ok(match screen.result {
        Some(result) => LoadOutcome::Loaded(result, Some(Box::new(session))),
        None => LoadOutcome::Cancelled(reason),
    })
}

struct LoadingScreen<T, F> {
    results: Receiver<T>,
    result: Option<T>,
    status_line: F,
}

impl<T, F: Fn() -> String> Screen for LoadingScreen<T, F> {
    fn handle_event(
        &mut self,
        event: LoopEvent,
        _session: &mut TerminalSession,
    ) -> Result<LoopFlow> {
        Ok(match event {
            LoopEvent::Input(Event::Key(key), membership)
                if is_cancel_key(key) && !membership.is_in_text() =>
            {
                LoopFlow::Exit(ExitReason::Quit)
            }
            _ => LoopFlow::Continue,
        })
    }

    fn before_frame(&mut self, _session: &mut TerminalSession) -> Result<LoopFlow> {
        match self.results.try_recv() {
            Ok(result) => {
                self.result = Some(result);
                Ok(LoopFlow::Exit(ExitReason::Quit))
            }
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => Ok(LoopFlow::Continue),
        }
    }

    fn draw(&mut self, buffer: &mut Buffer) -> RenderOutput {
        let width = buffer.area.width.saturating_sub(2);
        let y = buffer.area.height / 3;
        print_clipped(buffer, 1, y, width, &(self.status_line)(), Style::default());
        print_clipped(buffer, 1, y + 1, width, "q quit", Style::default());
        RenderOutput::default()
    }
}

fn is_cancel_key(key: KeyEvent) -> bool {
    key == KeyEvent::from(KeyCode::Char('q'))
        || key == KeyEvent::from(KeyCode::Esc)
        || key == key::ctrl('c')
}
