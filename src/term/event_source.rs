//! What the loop waits for: the keyboard, and a pipe through which everybody else wakes it.

use super::LoopEvent;
use super::key_decoder::{InputEvent, KeyDecoder};
use crate::app::Msg;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

/// How long a sequence may stay unfinished while bytes keep coming.
const PARTIAL_SEQUENCE_TIMEOUT: Duration = Duration::from_secs(1);
/// How many pieces of input are read before something is drawn.
const MAX_READS_PER_BATCH: usize = 64;
/// No hand presses so many keys before one of them is answered: of such a flood only the last ones count.
const MAX_QUEUED_KEYS: usize = 1_000;
/// A flood is over when nothing came for so long; what never ends is answered now and then.
const FLOOD_GAP: Duration = Duration::from_millis(5);
const FLOOD_MAX_WAIT: Duration = Duration::from_millis(500);

/// Wakes the loop from another thread.
pub struct Waker {
    sender: Sender<LoopEvent>,
    pipe: PipeWriter,
}

impl Waker {
    /// Wakes the loop; gives back whether it still listens.
    pub fn wake(&self, wake: LoopEvent) -> bool {
        let listens = self.sender.send(wake).is_ok();
        // a pipe that is full wakes as well
        let _ = (&self.pipe).write(b"!");
        listens
    }

    /// Another one for another thread.
    pub fn try_clone(&self) -> io::Result<Waker> {
        Ok(Waker { sender: self.sender.clone(), pipe: self.pipe.try_clone()? })
    }
}

/// The keyboard and the pipe.
pub struct EventSource {
    receiver: Receiver<LoopEvent>,
    pipe: PipeReader,
    /// The terminal, where stdin is none.
    tty: Option<File>,
    decoder: KeyDecoder,
    /// Since when a sequence is not finished.
    partial_since: Option<Instant>,
    /// What is told before anything that comes.
    queued: Vec<LoopEvent>,
}

impl EventSource {
    /// Opens both.
    pub fn open() -> io::Result<(EventSource, Waker)> {
        let tty = if io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
        let ((pipe, writer), (to, from)) = (io::pipe()?, mpsc::channel());
        rustix::io::ioctl_fionbio(&writer, true)?;
        Ok((
            EventSource {
                receiver: from,
                pipe,
                tty,
                decoder: KeyDecoder::default(),
                partial_since: None,
                queued: Vec::new(),
            },
            Waker { sender: to, pipe: writer },
        ))
    }

    /// Waits for something, then takes all that is there: a flood of keys is drawn once.
    pub fn next_batch(&mut self) -> io::Result<Vec<LoopEvent>> {
        loop {
            let mut wakes = std::mem::take(&mut self.queued);
            wakes.extend(self.receiver.try_iter().take(1000));
            let wait = if wakes.is_empty() { self.decoder.timeout() } else { Some(Duration::ZERO) };
            let (keys, woken) = self.poll(wait)?;
            if woken {
                // whoever wrote has sent before; how much there was of it does not matter
                let _ = self.pipe.read(&mut [0; 256])?;
            }
            if keys {
                wakes.extend(self.read()?);
            } else if !woken && wakes.is_empty() {
                wakes.extend(self.decoder.flush().map(loop_event));
            }
            if !wakes.is_empty() {
                return Ok(wakes);
            }
        }
    }

    /// Forgets data that were read before now: newer ones are at hand.
    pub fn drop_reload_events(&mut self) {
        self.queued.extend(
            self.receiver.try_iter().filter(|wake| !matches!(wake, LoopEvent::Reloaded(_))),
        );
    }

    fn keyboard(&self) -> BorrowedFd<'_> {
        match &self.tty {
            Some(tty) => tty.as_fd(),
            None => rustix::stdio::stdin(),
        }
    }

    /// Whether there is something of the keyboard, and something of the pipe.
    fn poll(&self, wait: Option<Duration>) -> io::Result<(bool, bool)> {
        let keyboard = self.keyboard();
        let mut polled =
            [PollFd::new(&keyboard, PollFlags::IN), PollFd::new(&self.pipe, PollFlags::IN)];
        let start = Instant::now();
        loop {
            // a signal in between does not shorten the wait: what is half there is not given up for it
            let left = wait.map(|wait| wait.saturating_sub(start.elapsed()));
            let left = left.map(|left| Timespec {
                tv_sec: left.as_secs() as i64,
                tv_nsec: left.subsec_nanos().into(),
            });
            match poll(&mut polled, left.as_ref()) {
                Ok(_) => {
                    return Ok((!polled[0].revents().is_empty(), !polled[1].revents().is_empty()));
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(e) => return Err(e.into()),
            }
        }
    }

    fn read(&mut self) -> io::Result<Vec<LoopEvent>> {
        let (mut found, mut over, start) = (Vec::new(), 0, Instant::now());
        for piece in 0.. {
            let mut bytes = [0; 4096];
            match rustix::io::read(self.keyboard(), &mut bytes) {
                Ok(0) => return Ok(vec![LoopEvent::Gone]),
                Ok(n) => {
                    // what goes on for ever is no sequence, whatever holds it open
                    if self
                        .partial_since
                        .is_some_and(|since| since.elapsed() > PARTIAL_SEQUENCE_TIMEOUT)
                    {
                        found.extend(self.decoder.flush_partial().map(loop_event));
                        self.partial_since = None;
                    }
                    found.extend(self.decoder.feed(&bytes[..n]).into_iter().map(loop_event));
                    self.partial_since = self
                        .decoder
                        .timeout()
                        .map(|_| self.partial_since.unwrap_or_else(Instant::now));
                }
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(e) => return Err(e.into()),
            }
            let left_out = found.len().saturating_sub(MAX_QUEUED_KEYS);
            found.drain(..left_out);
            over += left_out;
            let goes_on = if over > 0 {
                start.elapsed() < FLOOD_MAX_WAIT
            } else {
                piece < MAX_READS_PER_BATCH
            };
            if !goes_on || !self.poll(Some(if over > 0 { FLOOD_GAP } else { Duration::ZERO }))?.0 {
                break;
            }
        }
        if over > 0 {
            found.insert(0, LoopEvent::DroppedKeys(over));
        }
        Ok(found)
    }
}

fn loop_event(input: InputEvent) -> LoopEvent {
    LoopEvent::Message(match input {
        InputEvent::Key(key) => Msg::Key(key),
        InputEvent::Paste(text) => Msg::Paste(text),
        InputEvent::Mouse(mouse) => Msg::Mouse(mouse),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::key::{Code, Key};
    use std::os::fd::OwnedFd;

    #[test]
    fn all_that_is_there_comes_at_once() -> io::Result<()> {
        let (keyboard, mut keys) = io::pipe()?;
        let ((pipe, _writer), (_to, from)) = (io::pipe()?, mpsc::channel());
        let tty = Some(File::from(OwnedFd::from(keyboard)));
        let mut line = EventSource {
            receiver: from,
            pipe,
            tty,
            decoder: KeyDecoder::default(),
            partial_since: None,
            queued: Vec::new(),
        };
        keys.write_all(&[b'j'; 900])?;
        assert_eq!(line.next_batch()?.len(), 900);
        // of a flood the last keys count; one that comes with breaks, on a machine that stalls, is several
        keys.write_all(&[b'j'; 10_000])?;
        keys.write_all(b"q")?;
        let (mut heard, mut left_out, mut last) = (0, 0, None);
        while heard + left_out < 10_001 {
            let wakes = line.next_batch()?;
            assert!(wakes.len() <= 1 + MAX_QUEUED_KEYS, "{} at once", wakes.len());
            for wake in wakes {
                match wake {
                    LoopEvent::DroppedKeys(keys) => left_out += keys,
                    LoopEvent::Message(Msg::Key(key)) => (heard, last) = (heard + 1, Some(key)),
                    _ => {}
                }
            }
        }
        assert_eq!((heard + left_out, last), (10_001, Some(Key::plain(Code::Char('q')))));
        assert!(left_out > 0);
        Ok(())
    }
}
