//! What the loop waits for: the keyboard, and a pipe through which everybody else wakes it.

use super::Wake;
use super::key_decoder::{Decoder, Input};
use crate::app::Msg;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

/// How long a sequence may stay unfinished while bytes keep coming.
const FOREVER: Duration = Duration::from_secs(1);
/// How many pieces of input are read before something is drawn.
const PIECES: usize = 64;
/// No hand presses so many keys before one of them is answered: of such a flood only the last ones count.
const FLOOD: usize = 1_000;
/// A flood is over when nothing came for so long; what never ends is answered now and then.
const LULL: Duration = Duration::from_millis(5);
const ENDLESS: Duration = Duration::from_millis(500);

/// Wakes the loop from another thread.
pub struct Waker {
    to: Sender<Wake>,
    pipe: PipeWriter,
}

impl Waker {
    /// Wakes the loop; gives back whether it still listens.
    pub fn wake(&self, wake: Wake) -> bool {
        let listens = self.to.send(wake).is_ok();
        // a pipe that is full wakes as well
        let _ = (&self.pipe).write(b"!");
        listens
    }

    /// Another one for another thread.
    pub fn try_clone(&self) -> io::Result<Waker> {
        Ok(Waker { to: self.to.clone(), pipe: self.pipe.try_clone()? })
    }
}

/// The keyboard and the pipe.
pub struct Line {
    from: Receiver<Wake>,
    pipe: PipeReader,
    /// The terminal, where stdin is none.
    tty: Option<File>,
    decoder: Decoder,
    /// Since when a sequence is not finished.
    since: Option<Instant>,
    /// What is told before anything that comes.
    kept: Vec<Wake>,
}

impl Line {
    /// Opens both.
    pub fn open() -> io::Result<(Line, Waker)> {
        let tty = if io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
        let ((pipe, writer), (to, from)) = (io::pipe()?, mpsc::channel());
        rustix::io::ioctl_fionbio(&writer, true)?;
        Ok((Line { from, pipe, tty, decoder: Decoder::default(), since: None, kept: Vec::new() }, Waker { to, pipe: writer }))
    }

    /// Waits for something, then takes all that is there: a flood of keys is drawn once.
    pub fn next(&mut self) -> io::Result<Vec<Wake>> {
        loop {
            let mut wakes = std::mem::take(&mut self.kept);
            wakes.extend(self.from.try_iter().take(1000));
            let wait = if wakes.is_empty() { self.decoder.waits() } else { Some(Duration::ZERO) };
            let (keys, woken) = self.poll(wait)?;
            if woken {
                // whoever wrote has sent before; how much there was of it does not matter
                let _ = self.pipe.read(&mut [0; 256])?;
            }
            if keys {
                wakes.extend(self.read()?);
            } else if !woken && wakes.is_empty() {
                wakes.extend(self.decoder.give_up().map(message));
            }
            if !wakes.is_empty() {
                return Ok(wakes);
            }
        }
    }

    /// Forgets data that were read before now: newer ones are at hand.
    pub fn forget_data(&mut self) {
        self.kept.extend(self.from.try_iter().filter(|wake| !matches!(wake, Wake::Data(_))));
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
        let mut polled = [PollFd::new(&keyboard, PollFlags::IN), PollFd::new(&self.pipe, PollFlags::IN)];
        let start = Instant::now();
        loop {
            // a signal in between does not shorten the wait: what is half there is not given up for it
            let left = wait.map(|wait| wait.saturating_sub(start.elapsed()));
            let left = left.map(|left| Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() });
            match poll(&mut polled, left.as_ref()) {
                Ok(_) => return Ok((!polled[0].revents().is_empty(), !polled[1].revents().is_empty())),
                Err(rustix::io::Errno::INTR) => {}
                Err(e) => return Err(e.into()),
            }
        }
    }

    fn read(&mut self) -> io::Result<Vec<Wake>> {
        let (mut found, mut over, start) = (Vec::new(), 0, Instant::now());
        for piece in 0.. {
            let mut bytes = [0; 4096];
            match rustix::io::read(self.keyboard(), &mut bytes) {
                Ok(0) => return Ok(vec![Wake::Gone]),
                Ok(n) => {
                    // what goes on for ever is no sequence, whatever holds it open
                    if self.since.is_some_and(|since| since.elapsed() > FOREVER) {
                        found.extend(self.decoder.give_up_half().map(message));
                        self.since = None;
                    }
                    found.extend(self.decoder.feed(&bytes[..n]).into_iter().map(message));
                    self.since = self.decoder.waits().map(|_| self.since.unwrap_or_else(Instant::now));
                }
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(e) => return Err(e.into()),
            }
            let left_out = found.len().saturating_sub(FLOOD);
            found.drain(..left_out);
            over += left_out;
            let goes_on = if over > 0 { start.elapsed() < ENDLESS } else { piece < PIECES };
            if !goes_on || !self.poll(Some(if over > 0 { LULL } else { Duration::ZERO }))?.0 {
                break;
            }
        }
        if over > 0 {
            found.insert(0, Wake::Flood(over));
        }
        Ok(found)
    }
}

fn message(input: Input) -> Wake {
    Wake::Msg(match input {
        Input::Key(key) => Msg::Key(key),
        Input::Paste(text) => Msg::Paste(text),
        Input::Mouse(mouse) => Msg::Mouse(mouse),
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
        let mut line = Line { from, pipe, tty, decoder: Decoder::default(), since: None, kept: Vec::new() };
        keys.write_all(&[b'j'; 900])?;
        assert_eq!(line.next()?.len(), 900);
        // of a flood the last keys count; one that comes with breaks, on a machine that stalls, is several
        keys.write_all(&[b'j'; 10_000])?;
        keys.write_all(b"q")?;
        let (mut heard, mut left_out, mut last) = (0, 0, None);
        while heard + left_out < 10_001 {
            let wakes = line.next()?;
            assert!(wakes.len() <= 1 + FLOOD, "{} at once", wakes.len());
            for wake in wakes {
                match wake {
                    Wake::Flood(keys) => left_out += keys,
                    Wake::Msg(Msg::Key(key)) => (heard, last) = (heard + 1, Some(key)),
                    _ => {}
                }
            }
        }
        assert_eq!((heard + left_out, last), (10_001, Some(Key::plain(Code::Char('q')))));
        assert!(left_out > 0);
        Ok(())
    }
}
