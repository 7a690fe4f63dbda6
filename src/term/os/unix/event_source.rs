//! Waits for the keyboard, and for other threads that wake the loop through a pipe.

use super::tty::timespec;
use crate::command::key_burst::{
    BurstMembership, KeyBurst, burst_memberships, ends_with_separator,
};
use crate::term::key_decoder::KeyDecoder;
use crate::term::loop_event::LoopEvent;
use crate::term::terminal_reply::TerminalReply;
use crate::ui::capabilities::Background;
use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, poll};
use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

/// Time for an unfinished sequence while bytes keep coming.
const PARTIAL_SEQUENCE_TIMEOUT: Duration = Duration::from_secs(1);
/// Reads before the next frame is drawn.
const MAX_READS_PER_BATCH: usize = 64;
/// More queued keys than this are a stuck key or a paste: only the last ones are handled.
const MAX_QUEUED_KEYS: usize = 1_000;
const MAX_QUEUED_WAKES: usize = 1_000;
const ESC: u8 = 0x1b;
/// A flood of keys is over after this pause, or is answered after `FLOOD_MAX_WAIT`.
const FLOOD_GAP: Duration = Duration::from_millis(5);
const FLOOD_MAX_WAIT: Duration = Duration::from_millis(500);

/// Nobody types two keys within this time: they are one key with Alt, or text that arrives in
/// pieces.
const BURST_GAP: Duration = Duration::from_millis(5);

/// Time after a question in which a sequence may be the beginning of the answer. A lone ESC counts
/// as the key: it must be heard at once on a terminal that never answers.
const REPLY_TIMEOUT: Duration = Duration::from_secs(5);
/// Time for the rest of such a sequence, over a slow connection.
const REPLY_GAP: Duration = Duration::from_secs(1);
/// The longest time after a question for which the end of the program waits for the answer.
const REPLY_GRACE: Duration = Duration::from_secs(1);

/// Wakes the loop from another thread.
pub struct LoopWaker {
    sender: Sender<LoopEvent>,
    pipe: PipeWriter,
}

impl LoopWaker {
    /// Sends an event to the loop. Returns whether the loop still runs.
    pub fn wake(&self, event: LoopEvent) -> bool {
        let is_received = self.sender.send(event).is_ok();
        // a full pipe wakes the loop as well
        let _ = (&self.pipe).write(b"!");
        is_received
    }

    pub fn try_clone(&self) -> io::Result<LoopWaker> {
        Ok(LoopWaker { sender: self.sender.clone(), pipe: self.pipe.try_clone()? })
    }
}

/// The sources of events: the keyboard and the pipe of the wakers.
pub struct EventSource {
    receiver: Receiver<LoopEvent>,
    pipe: PipeReader,
    /// The controlling terminal, where stdin is not a terminal.
    tty: Option<File>,
    decoder: KeyDecoder,
    /// The begin of an unfinished sequence.
    partial_since: Option<Instant>,
    /// The burst of keys that the last read ended with, and when that was.
    burst: (KeyBurst, Instant),
    /// Events that come before all others.
    queued: Vec<LoopEvent>,
    /// The time of the question to the terminal, until it has answered.
    asked_at: Option<Instant>,
    /// The background was asked for and has not come.
    wants_background: bool,
}

impl EventSource {
    pub fn open() -> io::Result<(EventSource, LoopWaker)> {
        let tty = if io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
        EventSource::with_keyboard(tty)
    }

    fn with_keyboard(tty: Option<File>) -> io::Result<(EventSource, LoopWaker)> {
        let (pipe, writer) = io::pipe()?;
        let (sender, receiver) = mpsc::channel();
        rustix::io::ioctl_fionbio(&writer, true)?;
        let source = EventSource {
            receiver,
            pipe,
            tty,
            decoder: KeyDecoder::default(),
            partial_since: None,
            burst: (KeyBurst::default(), Instant::now()),
            queued: Vec::new(),
            asked_at: None,
            wants_background: false,
        };
        Ok((source, LoopWaker { sender, pipe: writer }))
    }

    /// Waits for an event, then returns all that have come: a burst of keys is drawn once.
    pub fn next_batch(&mut self) -> io::Result<Vec<LoopEvent>> {
        loop {
            let mut events = std::mem::take(&mut self.queued);
            events.extend(self.receiver.try_iter().take(MAX_QUEUED_WAKES));
            let timeout =
                if events.is_empty() { self.sequence_timeout() } else { Some(Duration::ZERO) };
            let (has_input, is_woken) = self.poll(timeout)?;
            if is_woken {
                // each event is in the channel before its byte is in the pipe
                let _ = self.pipe.read(&mut [0; 256])?;
            }
            if has_input {
                events.extend(self.read_keyboard()?);
            } else if !is_woken && events.is_empty() {
                let flushed = self.decoder.flush().into_iter();
                events.extend(
                    flushed.map(|event| LoopEvent::Input(event, BurstMembership::default())),
                );
            }
            if !events.is_empty() {
                return Ok(events);
            }
        }
    }

    /// Returns the events that have come so far, without a wait for the rest of a sequence.
    pub fn pending(&mut self) -> io::Result<Vec<LoopEvent>> {
        let (has_input, _) = self.poll(Some(Duration::ZERO))?;
        if has_input { self.read_keyboard() } else { Ok(Vec::new()) }
    }

    /// Expects the answers to the question for the background, and returns whether it is to be
    /// asked now: the first answer becomes an event, whenever it comes.
    pub fn expect_background(&mut self) -> bool {
        if self.wants_background {
            return false;
        }
        self.asked_at = Some(Instant::now());
        self.wants_background = true;
        true
    }

    /// Waits until the terminal has answered a question of a moment ago: another program would take
    /// the answer for keys. Other input is kept for the next batch.
    pub fn await_reply(&mut self) -> io::Result<()> {
        while let Some(asked_at) = self.asked_at
            && let Some(left) = REPLY_GRACE.checked_sub(asked_at.elapsed())
        {
            let keyboard = self.keyboard();
            match poll(&mut [PollFd::new(&keyboard, PollFlags::IN)], Some(&timespec(left))) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(e) => return Err(e.into()),
            }
            let events = self.read_keyboard()?;
            let is_over = events.iter().any(|event| matches!(event, LoopEvent::HungUp));
            self.queued.extend(events);
            if is_over {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Returns how long to wait for the rest of a sequence, if there is a part of one.
    fn sequence_timeout(&self) -> Option<Duration> {
        let timeout = self.decoder.timeout()?;
        let is_asked = self.asked_at.is_some_and(|asked_at| asked_at.elapsed() < REPLY_TIMEOUT);
        let may_be_reply = is_asked && !self.decoder.has_lone_escape();
        Some(if may_be_reply { timeout.max(REPLY_GAP) } else { timeout })
    }

    /// Handles the replies of the terminal; returns the event of the background.
    fn handle_replies(&mut self) -> Option<LoopEvent> {
        let mut event = None;
        for reply in self.decoder.take_replies() {
            match reply {
                // it answers the last question: no other answer follows
                TerminalReply::Attributes => self.asked_at = None,
                // tmux may send this one later than the other
                TerminalReply::Background(rgb) if self.wants_background => {
                    self.wants_background = false;
                    event = Some(LoopEvent::Background(Background::from_rgb(rgb)));
                }
                TerminalReply::Background(_) => {}
            }
        }
        event
    }

    /// Drops data that were read before now: the caller reads newer ones.
    pub fn drop_reload_events(&mut self) {
        let events = self.receiver.try_iter();
        self.queued.extend(events.filter(|event| !matches!(event, LoopEvent::Reloaded(_))));
    }

    fn keyboard(&self) -> BorrowedFd<'_> {
        match &self.tty {
            Some(tty) => tty.as_fd(),
            None => rustix::stdio::stdin(),
        }
    }

    /// Waits for the keyboard and the pipe; returns which of them can be read.
    fn poll(&self, timeout: Option<Duration>) -> io::Result<(bool, bool)> {
        let keyboard = self.keyboard();
        let mut polled =
            [PollFd::new(&keyboard, PollFlags::IN), PollFd::new(&self.pipe, PollFlags::IN)];
        let start = Instant::now();
        loop {
            // a signal does not shorten the wait: half a sequence is not dropped for it
            let left = timeout.map(|timeout| timespec(timeout.saturating_sub(start.elapsed())));
            match poll(&mut polled, left.as_ref()) {
                Ok(_) => {
                    let [keyboard, pipe] = &polled;
                    return Ok((!keyboard.revents().is_empty(), !pipe.revents().is_empty()));
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(e) => return Err(e.into()),
            }
        }
    }

    /// Reads what the keyboard has sent.
    fn read_keyboard(&mut self) -> io::Result<Vec<LoopEvent>> {
        let mut events = Vec::new();
        let mut unread = Vec::new();
        let mut dropped = 0;
        let start = Instant::now();
        for reads in 0.. {
            let mut bytes = [0; 4096];
            match rustix::io::read(self.keyboard(), &mut bytes) {
                Ok(0) => return Ok(vec![LoopEvent::HungUp]),
                Ok(n) => unread.extend_from_slice(&bytes[..n]),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(e) => return Err(e.into()),
            }
            // the byte behind an ESC makes it Alt, if it comes at once
            let may_be_alt = unread.last() == Some(&ESC) && reads < MAX_READS_PER_BATCH;
            if may_be_alt && self.poll(Some(BURST_GAP))?.0 {
                continue;
            }
            self.decode(&unread, &mut events);
            unread.clear();
            let excess = events.len().saturating_sub(MAX_QUEUED_KEYS);
            events.drain(..excess);
            dropped += excess;
            let (may_go_on, pause) = if dropped > 0 {
                (start.elapsed() < FLOOD_MAX_WAIT, FLOOD_GAP)
            } else {
                let pause = if ends_with_separator(&events) { BURST_GAP } else { Duration::ZERO };
                (reads < MAX_READS_PER_BATCH, pause)
            };
            if !may_go_on || !self.poll(Some(pause))?.0 {
                break;
            }
        }
        let mut events = self.with_burst_memberships(events, start);
        if dropped > 0 {
            events.insert(0, LoopEvent::DroppedKeys(dropped));
        }
        events.extend(self.handle_replies());
        Ok(events)
    }

    /// Adds to each event how it arrived. `start` is the time of the first read.
    fn with_burst_memberships(&mut self, events: Vec<Event>, start: Instant) -> Vec<LoopEvent> {
        let (burst, end) = &mut self.burst;
        let is_continued = burst.is_mixed() && start.duration_since(*end) < BURST_GAP;
        if !is_continued {
            *burst = KeyBurst::default();
        }
        let burst_memberships = burst_memberships(&events, burst);
        if ends_with_separator(&events) {
            // nothing came within the pause behind it: the next line is another text
            *burst = KeyBurst::default();
        }
        *end = Instant::now();
        events.into_iter().zip(burst_memberships).map(|(e, a)| LoopEvent::Input(e, a)).collect()
    }

    fn decode(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        // a sequence without an end must not swallow all keys
        if self.partial_since.is_some_and(|since| since.elapsed() > PARTIAL_SEQUENCE_TIMEOUT) {
            events.extend(self.decoder.flush_partial());
            self.partial_since = None;
        }
        events.extend(self.decoder.feed(bytes));
        self.partial_since = match self.decoder.timeout() {
            Some(_) => Some(self.partial_since.unwrap_or_else(Instant::now)),
            None => None,
        };
    }
}

#[cfg(test)]
mod tests;
