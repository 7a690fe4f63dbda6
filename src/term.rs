//! The terminal: the only loop. Messages come in from keys and signals, a frame goes out after them; in between nothing is sent.

mod guard;
mod screen;
mod watch;

use crate::app::{App, Effect, Msg};
use crate::command::key::{Code, Key, Name};
use crate::error::{Error, Reason, Result};
use crate::store::Dataset;
use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use guard::Guard;
use screen::Screen;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;
pub use watch::Fresh;

/// What wakes the loop.
enum Wake {
    Msg(Msg),
    /// A signal arrived.
    Signal(i32),
    /// The files were read again.
    Data(Box<Dataset>),
    /// The terminal is gone.
    Gone,
    /// The input cannot be read any more.
    Lost(io::Error),
}

/// How a session ended.
pub enum End {
    /// As wished.
    Quit,
    /// By a signal of this number.
    Signal(i32),
    /// The terminal went away.
    Gone,
}

/// Shows the dashboard until it is left.
pub fn run(mut app: App, fresh: Fresh, again: impl Fn() -> Dataset) -> Result<End> {
    let machine = |what: &str, e: io::Error| Error::new(Reason::Machine, format!("{what}: {e}")).hint("gloact PANE prints a pane as text");
    let mut guard = Guard::new().map_err(|e| machine("the terminal cannot be used", e))?;
    let (to, from) = mpsc::channel();
    listen(&to).map_err(|e| machine("signals cannot be caught", e))?;
    let sender = to.clone();
    watch::watch(fresh, move |data| sender.send(Wake::Data(Box::new(data))).is_ok());
    let mut screen = Screen::new(io::BufWriter::new(io::stdout()));
    loop {
        // the size is asked before each frame: a message of it may come late
        let size = size();
        app.update(Msg::Size(size.0, size.1));
        match screen.show(size, |buf| app.draw(buf)) {
            Ok(()) => {}
            Err(_) if guard::is_gone() => return Ok(gone(&mut guard)),
            Err(e) => return Err(machine("the screen cannot be drawn", e)),
        }
        let Some(wakes) = next(&from) else { return Ok(End::Quit) };
        for wake in wakes {
            let effect = match wake {
                Wake::Msg(msg) => app.update(msg),
                Wake::Signal(SIGTSTP) => Some(Effect::Suspend),
                Wake::Signal(SIGCONT) => Some(Effect::Redraw),
                Wake::Signal(_) if guard::is_gone() => return Ok(gone(&mut guard)),
                Wake::Signal(signal) => return Ok(End::Signal(signal)),
                Wake::Data(data) => {
                    app.reload(*data);
                    None
                }
                Wake::Gone => return Ok(gone(&mut guard)),
                Wake::Lost(e) => return Err(machine("the keyboard cannot be read", e)),
            };
            match effect {
                Some(Effect::Quit) => return Ok(End::Quit),
                Some(Effect::Suspend) => {
                    guard.suspend().map_err(|e| machine("the terminal cannot be taken again", e))?;
                    screen.forget();
                }
                Some(Effect::Redraw) => {
                    app.reload(again());
                    screen.forget();
                }
                None => {}
            }
        }
    }
}

/// Ends without a byte to a terminal that is not there any more.
fn gone(guard: &mut Guard) -> End {
    guard.forget();
    End::Gone
}

/// The size of the terminal, asked of the terminal itself; one that does not know counts as 80×24.
fn size() -> (u16, u16) {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok().filter(|size| size.ws_col > 0 && size.ws_row > 0);
    size.map_or((80, 24), |size| (size.ws_col, size.ws_row))
}

/// Waits for something, then takes all that is there: a flood of keys is drawn once.
fn next(from: &Receiver<Wake>) -> Option<Vec<Wake>> {
    let mut wakes = vec![from.recv().ok()?];
    wakes.extend(from.try_iter().take(1000));
    Some(wakes)
}

fn listen(to: &Sender<Wake>) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT])?;
    let sender = to.clone();
    thread::spawn(move || signals.forever().try_for_each(|signal| sender.send(Wake::Signal(signal))));
    let sender = to.clone();
    thread::spawn(move || watch(&sender));
    let sender = to.clone();
    thread::spawn(move || read(&sender));
    Ok(())
}

/// Tells when the terminal hangs up, whatever became of the signal that says so.
fn watch(to: &Sender<Wake>) {
    use rustix::event::{PollFd, PollFlags, poll};
    loop {
        let tty = rustix::stdio::stdout();
        let mut polled = [PollFd::new(&tty, PollFlags::empty())];
        match poll(&mut polled, None) {
            Ok(_) if polled[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => break,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => break,
        }
    }
    // the loop may be held by the dead terminal: after a moment nobody waits for it
    let _ = to.send(Wake::Gone);
    thread::sleep(Duration::from_millis(500));
    std::process::exit(128 + SIGHUP);
}

fn read(to: &Sender<Wake>) {
    loop {
        let wake = match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => match translate(key.code, key.modifiers) {
                Some(key) => Wake::Msg(Msg::Key(key)),
                None => continue,
            },
            Ok(Event::Paste(text)) => Wake::Msg(Msg::Paste(text)),
            Ok(Event::Resize(width, height)) => Wake::Msg(Msg::Size(width, height)),
            Ok(_) => continue,
            Err(e) => {
                let _ = to.send(Wake::Lost(e));
                return;
            }
        };
        if to.send(wake).is_err() {
            return;
        }
    }
}

fn translate(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
    let named = |name| Some(Key::plain(Code::Named(name)));
    // no command has Alt: terminals and window managers take it
    if modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    match code {
        KeyCode::Char(c) => Some(Key { code: Code::Char(c), ctrl: modifiers.contains(KeyModifiers::CONTROL) }),
        KeyCode::Enter => named(Name::Enter),
        KeyCode::Esc => named(Name::Esc),
        KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => named(Name::BackTab),
        KeyCode::Tab => named(Name::Tab),
        KeyCode::BackTab => named(Name::BackTab),
        KeyCode::Backspace => named(Name::Backspace),
        KeyCode::Delete => named(Name::Delete),
        KeyCode::Up => named(Name::Up),
        KeyCode::Down => named(Name::Down),
        KeyCode::Left => named(Name::Left),
        KeyCode::Right => named(Name::Right),
        KeyCode::PageUp => named(Name::PageUp),
        KeyCode::PageDown => named(Name::PageDown),
        KeyCode::Home => named(Name::Home),
        KeyCode::End => named(Name::End),
        _ => None,
    }
}
