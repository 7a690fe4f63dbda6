//! The terminal is taken once and given back once, whatever way the program ends.

use super::writer;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use std::io;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// Whether the terminal is ours at the moment. Who takes it or gives it back holds this until it is done.
static TAKEN: Mutex<bool> = Mutex::new(false);
/// The mode of the line before it was taken the first time: whoever had it meanwhile may have left it in any.
static BEFORE: OnceLock<Termios> = OnceLock::new();
/// Whether it tells of the mouse.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The alternate screen, and pastes in brackets.
const TAKE: &str = "\x1b[?1049h\x1b[?2004h";
/// Presses and the wheel, told as numbers.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// Everything that this program ever sets, as it was. Where there is no second screen (the console of Linux, screen as it
/// comes) the shell goes on in the last line.
const GIVE_BACK: &str = "\x1b[?2026l\x1b[?2004l\x1b[m\x1b[999;1H\x1b[K\x1b[?1049l\x1b[?25h";

/// The terminal in raw mode, on its alternate screen; given back when dropped.
pub struct TtyGuard;

impl TtyGuard {
    /// Takes the terminal. A panic, whatever thread it is on, gives it back before it is told, and ends the program.
    /// Something is done meanwhile by the thread that writes.
    pub fn new(meanwhile: impl FnOnce() + Send + 'static) -> io::Result<TtyGuard> {
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            let _held = restore();
            tell(about);
            std::process::exit(101);
        }));
        writer::spawn(meanwhile);
        // from here on whatever fails gives the terminal back
        let guard = TtyGuard;
        acquire()?;
        Ok(guard)
    }

    /// Gives the terminal back, stops the program, and takes the terminal again when it is continued.
    pub fn suspend(&mut self) -> io::Result<()> {
        // a program that leads its session has no shell to return to
        if rustix::process::getsid(None).ok() == Some(rustix::process::getpgrp()) {
            return Ok(());
        }
        self.suspend_for(|| {
            rustix::process::kill_process_group(
                rustix::process::getpgrp(),
                rustix::process::Signal::STOP,
            )
        })??;
        Ok(())
    }

    /// Gives the terminal back for as long as something else runs on it.
    pub fn suspend_for<T>(&mut self, to: impl FnOnce() -> T) -> io::Result<T> {
        drop(restore());
        let done = to();
        acquire()?;
        writer::invalidate();
        Ok(done)
    }

    /// Takes the terminal again after a stop that nobody told of.
    pub fn reacquire(&mut self) -> io::Result<()> {
        let ours = *lock_acquired();
        if ours { acquire() } else { Ok(()) }
    }

    /// Lets the terminal tell of the mouse, or not.
    pub fn set_mouse(&mut self, on: bool) {
        if MOUSE.swap(on, Ordering::SeqCst) == on {
            return;
        }
        writer::write_and_wait(if on { MOUSE_ON } else { MOUSE_OFF });
    }

    /// Lets the terminal go without a byte: it is not there any more.
    pub fn abandon(&mut self) {
        *lock_acquired() = false;
    }
}

impl Drop for TtyGuard {
    fn drop(&mut self) {
        drop(restore());
    }
}

fn lock_acquired() -> MutexGuard<'static, bool> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the terminal has hung up.
pub fn has_hung_up() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let tty = rustix::stdio::stdout();
    let mut polled = [PollFd::new(&tty, PollFlags::empty())];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut polled, Some(&now)).is_ok()
        && polled[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
}

fn acquire() -> io::Result<()> {
    let mut taken = lock_acquired();
    let tty = rustix::stdio::stdout();
    let now = tcgetattr(tty)?;
    let mut raw = BEFORE.get_or_init(|| now).clone();
    raw.make_raw();
    tcsetattr(tty, OptionalActions::Now, &raw)?;
    *taken = true;
    // what is drawn meanwhile goes out after it
    writer::write_later(TAKE);
    if MOUSE.load(Ordering::SeqCst) {
        writer::write_later(MOUSE_ON);
    }
    Ok(())
}

/// Gives the terminal back, when it is ours. One that takes no bytes gets its mode back all the same. Whoever ends the program
/// holds what it gets until then: nobody takes the terminal again, and nobody who gives it back is cut short.
pub fn restore() -> MutexGuard<'static, bool> {
    let mut taken = lock_acquired();
    if std::mem::take(&mut *taken) {
        // the mode first: whoever waits for the bytes may be ended meanwhile
        if let Some(before) = BEFORE.get() {
            let _ = tcsetattr(rustix::stdio::stdout(), OptionalActions::Now, before);
        }
        if MOUSE.load(Ordering::SeqCst) {
            writer::write_and_wait(MOUSE_OFF);
        }
        writer::write_and_wait(GIVE_BACK);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::RenderOutput;
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use std::io::Read;
    use std::time::Duration;

    /// Runs a test of this module in a terminal of its own; gives back how it ended, what it wrote, and the mode of the line
    /// before and after.
    fn in_a_terminal(test: &str) -> Result<(u32, String, [String; 2]), Box<dyn std::error::Error>> {
        let pty = native_pty_system().openpty(PtySize::default())?;
        let mode = || format!("{:?}", pty.master.get_termios());
        let before = mode();
        // this very program, by the name that Linux has for it
        let mut command = CommandBuilder::new("/proc/self/exe");
        command.args([
            "--exact",
            &format!("term::tty_guard::tests::{test}"),
            "--ignored",
            "--nocapture",
        ]);
        let mut child = pty.slave.spawn_command(command)?;
        let mut from = pty.master.try_clone_reader()?;
        let reader = std::thread::spawn(move || {
            let (mut all, mut some) = (Vec::new(), [0; 4096]);
            while let Ok(n @ 1..) = from.read(&mut some) {
                all.extend(&some[..n]);
            }
            String::from_utf8_lossy(&all).into_owned()
        });
        let code = child.wait()?.exit_code();
        let after = mode();
        drop(pty);
        Ok((code, reader.join().map_err(|_| "the reader failed")?, [before, after]))
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_panic_on_any_thread_gives_the_terminal_back() -> Result<(), Box<dyn std::error::Error>> {
        for (test, tells) in [
            ("it_panics_where_it_is_drawn", true),
            ("it_panics_where_it_is_written", true),
            ("it_panics_where_nobody_can_be_told", false),
        ] {
            let (code, wrote, [before, after]) = in_a_terminal(test)?;
            assert_eq!(code, 101, "{test}: {wrote}");
            let (taken, given) = (wrote.find(TAKE), wrote.find(GIVE_BACK));
            assert!(taken.is_some() && given > taken, "{test}: {wrote:?}");
            // what went wrong is told where it can be read
            assert_eq!(
                wrote[given.unwrap_or(0)..].contains("panicked at"),
                tells,
                "{test}: {wrote:?}"
            );
            assert_eq!(before, after, "{test}");
        }
        Ok(())
    }

    #[test]
    #[ignore = "panics: another test runs it in a terminal of its own"]
    fn it_panics_where_it_is_drawn() {
        let _guard = TtyGuard::new(|| ());
        panic!("in the loop");
    }

    #[test]
    #[ignore = "panics: another test runs it in a terminal of its own"]
    fn it_panics_where_nobody_can_be_told() -> io::Result<()> {
        let full = std::fs::File::create("/dev/full")?;
        let _guard = TtyGuard::new(|| ())?;
        rustix::stdio::dup2_stderr(full)?;
        panic!("in the loop");
    }

    #[test]
    #[ignore = "panics: another test runs it in a terminal of its own"]
    fn it_panics_where_it_is_written() {
        let _guard = TtyGuard::new(|| ());
        // a frame with fewer cells than it has room for: the thread that writes looks for one that is not there
        let broken = Buffer { area: Rect::new(0, 0, 80, 24), content: Vec::new() };
        let _ = writer::submit_frame(broken, RenderOutput::default());
        std::thread::sleep(Duration::from_secs(20));
    }
}
