//! The event loop: waits for events, hands them to what is on the screen and draws the next frame.
//! Between two events nothing is sent.

use super::frontend::Frontend;
use super::loop_event::{ExitReason, LoopEvent, Signal};
use super::terminal_session::TerminalSession;
use super::{os, system_error, terminal_writer, window_size};
use crate::error::Result;
use crate::ui::RenderOutput;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::{Duration, Instant};

/// The next step of the loop after an event.
pub(super) enum LoopFlow {
    Continue,
    Exit(ExitReason),
}

/// A full-screen interface: the dashboard, the progress of loading, the speaker notes.
pub(super) trait Screen {
    /// Handles an event other than a signal.
    fn handle_event(&mut self, event: LoopEvent, session: &mut TerminalSession)
    -> Result<LoopFlow>;

    /// Draws the next frame.
    fn draw(&mut self, buffer: &mut Buffer) -> RenderOutput;

    /// Runs before each frame, also the first.
    fn before_frame(&mut self, _session: &mut TerminalSession) -> Result<LoopFlow> {
        Ok(LoopFlow::Continue)
    }

    /// Runs after each frame.
    fn after_frame(&mut self, _session: &mut TerminalSession) -> Result<()> {
        Ok(())
    }

    /// Handles the signal that asks the program to stop.
    fn handle_suspend(&mut self, session: &mut TerminalSession) -> Result<LoopFlow> {
        session.suspend()?;
        Ok(LoopFlow::Continue)
    }

    /// Handles the signal after which a stopped program goes on.
    fn handle_continue(&mut self, _session: &mut TerminalSession) -> Result<LoopFlow> {
        Ok(LoopFlow::Continue)
    }
}

/// The longest rest, so that a signal is never handled much later.
const MAX_REST: Duration = Duration::from_millis(500);

/// The one loop of the program.
pub(super) struct EventLoop<'a> {
    session: &'a mut TerminalSession,
    rest_factor: u32,
}

impl<'a> EventLoop<'a> {
    pub(super) fn new(session: &'a mut TerminalSession) -> EventLoop<'a> {
        EventLoop { session, rest_factor: 0 }
    }

    /// Lets the loop rest after each frame for this many times the time that its work took. Events
    /// wait meanwhile and are handled together, so that no flood of them takes a whole core.
    pub(super) fn with_rest_factor(self, rest_factor: u32) -> EventLoop<'a> {
        EventLoop { rest_factor, ..self }
    }

    /// Runs until the screen or a signal ends it. A terminal that went away is not written to any
    /// more, whatever failed because of that.
    pub(super) fn run(self, screen: &mut impl Screen) -> Result<ExitReason> {
        let result = self.session.run_until_exit(screen, self.rest_factor);
        let is_terminal_gone = match &result {
            Ok(ExitReason::HungUp) => true,
            Ok(ExitReason::Signal(_)) | Err(_) => os::has_hung_up(),
            Ok(ExitReason::Quit) => false,
        };
        if is_terminal_gone {
            self.session.abandon();
            return Ok(ExitReason::HungUp);
        }
        result
    }
}

/// Returns how long the loop rests after work that took this long.
fn rest_after(busy: Duration, rest_factor: u32) -> Duration {
    busy.saturating_mul(rest_factor).min(MAX_REST)
}

impl TerminalSession {
    fn run_until_exit(&mut self, screen: &mut impl Screen, rest_factor: u32) -> Result<ExitReason> {
        let mut busy_since = Instant::now();
        // the terminal may have answered while the data were read
        let mut events = self.pending_events()?;
        loop {
            for event in events {
                if self.is_input_ignored() && matches!(event, LoopEvent::Input(..)) {
                    continue;
                }
                if let LoopFlow::Exit(reason) = self.handle(event, screen)? {
                    return Ok(reason);
                }
            }
            if let LoopFlow::Exit(reason) = screen.before_frame(self)? {
                return Ok(reason);
            }
            // the size is read before each frame: a signal about it may come late
            let (width, height) = window_size();
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let output = screen.draw(&mut buffer);
            terminal_writer::submit_frame(buffer, output)
                .map_err(|e| system_error("the screen cannot be drawn", e))?;
            screen.after_frame(self)?;
            std::thread::sleep(rest_after(busy_since.elapsed(), rest_factor));
            events = self.next_batch()?;
            busy_since = Instant::now();
        }
    }

    fn handle(&mut self, event: LoopEvent, screen: &mut impl Screen) -> Result<LoopFlow> {
        match event {
            LoopEvent::HungUp => Ok(LoopFlow::Exit(ExitReason::HungUp)),
            LoopEvent::Signal(Signal::Terminate(number)) => {
                Ok(LoopFlow::Exit(ExitReason::Signal(number)))
            }
            LoopEvent::Signal(Signal::Suspend) => screen.handle_suspend(self),
            LoopEvent::Signal(Signal::Continue) => {
                self.reacquire()?;
                screen.handle_continue(self)
            }
            LoopEvent::Signal(Signal::Resize) => Ok(LoopFlow::Continue),
            event => screen.handle_event(event, self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_is_a_multiple_of_the_work_up_to_a_limit() {
        let millis = Duration::from_millis;
        assert_eq!(rest_after(millis(4), 3), millis(12));
        assert_eq!(rest_after(millis(4), 0), Duration::ZERO);
        assert_eq!(rest_after(Duration::from_secs(9), 3), MAX_REST);
    }
}
