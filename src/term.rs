//! The terminal: the only loop. Messages come in from keys and signals, a frame goes out after them; in between nothing is sent.

mod event_source;
mod key_decoder;
mod loading;
mod notes_client;
mod notes_server;
mod renderer;
pub mod screen;
mod signals;
mod tty_guard;
mod watcher;
mod width_probe;
mod writer;

use crate::app::{App, Effect, Msg, Speaker};
use crate::command::key::Key;
use crate::error::{Error, Reason, Result};
use crate::model::Place;
use crate::profile::own::Views;
use crate::store::Dataset;
use event_source::{Line, Waker};
pub use loading::{Loaded, load};
pub use notes_client::notes;
use notes_server::Stage;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::Value;
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use std::io;
use std::mem::ManuallyDrop;
use std::process::{Command, ExitStatus};
use std::time::Duration;
use tty_guard::Guard;
pub use watcher::Fresh;
pub use width_probe::measure;

/// The largest screen that is drawn on; what lies beyond stays empty.
const LARGEST: (u16, u16) = (1000, 500);

/// Lets a program have the terminal until it ends: signals that end this one end it too.
pub fn lend(to: &mut Command) -> io::Result<ExitStatus> {
    signals::lend(to)
}

/// What wakes the loop.
enum Wake {
    Msg(Msg),
    /// A signal arrived.
    Signal(i32),
    /// The files were read again.
    Data(Box<Dataset>),
    /// A key was pressed on the terminal with the notes.
    Far(Key),
    /// What the slides say on that terminal; nothing when they are gone.
    Told(Option<Box<Speaker>>),
    /// Some time has passed.
    Tick,
    /// What was to be gathered is there.
    Warm,
    /// So many keys came at once that these were left out.
    Flood(usize),
    /// The terminal is gone.
    Gone,
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

/// What the dashboard asks for and cannot do itself, for it touches files and runs programs. What is given back is told.
pub trait Hands {
    /// Says why something that the dashboard asks for is not done here.
    fn allows(&self, effect: &Effect) -> Result<()>;

    /// Whether slides may tell a second terminal of themselves, through a socket.
    fn tells_notes(&self) -> bool;

    /// Reads all files again.
    fn load(&self) -> Dataset;

    /// Lets the editor run on the user's override of a place.
    fn edit(&self, data: &Dataset, place: &Place) -> Result<String>;

    /// Takes the user's override of a place back.
    fn take_back(&self, place: &Place) -> Result<String>;

    /// What makes the terminal put a text of this size into the clipboard, and what to say of it.
    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)>;

    /// Writes a text to a new file of this name and ending.
    fn save(&self, name: &str, end: &str, text: &str) -> Result<String>;

    /// The named views as they are now.
    fn views(&self) -> Result<Views>;

    /// Keeps a view under a name, or forgets it without a script; gives back all that there are then.
    fn keep_view(&self, name: &str, script: Option<&str>) -> Result<Views>;

    /// Keeps a setting, or takes it out of the file without a value.
    fn keep_setting(&self, key: &str, value: Option<&Value>) -> Result<String>;

    /// Keeps what is to be remembered.
    fn remember(&self, app: &App);
}

/// The terminal, once it is ours: its keyboard, who wakes the loop, and who gives it back.
pub struct Taken {
    line: Line,
    waker: Waker,
    guard: Guard,
}

impl Taken {
    /// Takes it; something is done meanwhile by a thread that has nothing to do before the first frame.
    fn take(meanwhile: impl FnOnce() + Send + 'static) -> Result<Taken> {
        let (line, waker) = Line::open().map_err(|e| machine("the keyboard cannot be read", e))?;
        signals::listen(&waker).map_err(|e| machine("signals cannot be caught", e))?;
        let guard = Guard::new(meanwhile).map_err(|e| machine("the terminal cannot be used", e))?;
        Ok(Taken { line, waker, guard })
    }
}

/// Shows the dashboard until it is left, with files that are watched perhaps, on a terminal that was taken for it before
/// perhaps. Slides that turn by themselves do so at a pace.
pub fn run(app: App, taken: Option<Taken>, fresh: Option<Fresh>, pace: Option<Duration>, hands: &impl Hands) -> Result<End> {
    // the process ends after it: it need not give back each text by itself
    let mut app = ManuallyDrop::new(app);
    let end = attend(&mut app, taken, fresh, pace, hands);
    hands.remember(&app);
    end
}

/// What kept the terminal from being used.
fn machine(what: &str, e: io::Error) -> Error {
    Error::new(Reason::Machine, format!("{what}: {e}")).hint("gloact PANE prints a pane as text")
}

/// Wakes the loop again and again, until nobody listens.
fn tick(waker: &Waker, pace: Duration) -> io::Result<()> {
    let waker = waker.try_clone()?;
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(pace);
            if !waker.wake(Wake::Tick) {
                return;
            }
        }
    });
    Ok(())
}

fn attend(app: &mut App, taken: Option<Taken>, mut fresh: Option<Fresh>, pace: Option<Duration>, hands: &impl Hands) -> Result<End> {
    if taken.is_some() {
        // what was on it meanwhile is not known
        writer::forget();
    }
    let Taken { mut line, waker, mut guard } = taken.map_or_else(|| Taken::take(app.ahead()), Ok)?;
    if let Some(pace) = pace {
        tick(&waker, pace).map_err(|e| machine("the slides cannot turn", e))?;
    }
    let mut stage: Option<Stage> = None;
    // first comes what the script of the start wished for
    let (width, height) = size();
    let mut wakes = vec![Wake::Msg(Msg::Size(width, height))];
    loop {
        let (mut again, mut lent) = (false, false);
        for wake in wakes {
            // keys that came with the one that called the editor were meant for it
            if lent && matches!(wake, Wake::Msg(_)) {
                continue;
            }
            match wake {
                Wake::Msg(msg) => app.update(msg).into_iter().for_each(|effect| app.wish_for(effect)),
                Wake::Signal(SIGTSTP) => app.wish_for(Effect::Suspend),
                Wake::Signal(SIGCONT) => {
                    guard.again().map_err(|e| machine("the terminal cannot be taken again", e))?;
                    app.wish_for(Effect::Redraw);
                }
                Wake::Signal(SIGWINCH) => {}
                Wake::Gone => return Ok(gone(&mut guard)),
                Wake::Signal(_) if tty_guard::is_gone() => return Ok(gone(&mut guard)),
                Wake::Signal(signal) => return Ok(End::Signal(signal)),
                Wake::Data(data) => app.reload(*data),
                Wake::Far(key) => app.far_key(key),
                Wake::Tick => app.turn(),
                Wake::Warm => app.warmed(),
                Wake::Flood(keys) => app.told(Ok(format!("{keys} keys came at once and were left out"))),
                Wake::Told(_) => {}
            }
            while let Some(effect) = app.wished() {
                if let Err(why) = hands.allows(&effect) {
                    app.refused(why);
                    continue;
                }
                match effect {
                    Effect::Quit => return Ok(End::Quit),
                    Effect::Suspend => guard.suspend().map_err(|e| machine("the terminal cannot be taken again", e))?,
                    Effect::Redraw => again = true,
                    Effect::Edit(place) => {
                        let said = guard.lend(|| hands.edit(app.data(), &place));
                        line.forget_data();
                        lent = true;
                        app.changed(hands.load(), said.map_err(|e| machine("the terminal cannot be taken again", e))?);
                    }
                    Effect::TakeBack(place) => {
                        // the files are read after the change
                        let said = hands.take_back(&place);
                        app.changed(hands.load(), said);
                    }
                    Effect::Clipboard(text, size) => {
                        let said = hands.clipboard(&text, &size).map(|(sequence, said)| {
                            if writer::say(&sequence) { said } else { format!("{said}; the line is slow, it is still on its way") }
                        });
                        app.told(said);
                    }
                    Effect::Save(name, end, text) => app.told(hands.save(&name, &end, &text)),
                    Effect::ReadViews => app.kept(hands.views()),
                    Effect::KeepView(name, script) => app.kept(hands.keep_view(&name, script.as_deref())),
                    Effect::KeepSetting(key, value) => {
                        guard.mouse(app.has_mouse());
                        app.told(hands.keep_setting(&key, value.as_ref()));
                    }
                    Effect::Mouse(on) => guard.mouse(on),
                }
            }
        }
        // files are read once, however often that was asked for
        if again {
            app.reload(hands.load());
            writer::forget();
        }
        if let Some((gather, told)) = app.warmth().zip(waker.try_clone().ok()) {
            let gather = move || {
                gather();
                told.wake(Wake::Warm);
            };
            // without a thread who asks has to do it
            if std::thread::Builder::new().spawn(gather).is_err() {
                app.stay_cold();
            }
        }
        // the size is asked before each frame: a message of it may come late
        let size = size();
        app.update(Msg::Size(size.0, size.1));
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let drawn = app.draw(&mut buffer);
        match writer::show(buffer, drawn) {
            Ok(()) => {}
            Err(_) if tty_guard::is_gone() => return Ok(gone(&mut guard)),
            Err(e) => return Err(machine("the screen cannot be drawn", e)),
        }
        match app.speaker().filter(|_| hands.tells_notes()) {
            None => stage = None,
            Some(told) => stage.get_or_insert_with(|| Stage::open(&waker)).tell(told),
        }
        // before there is something to see the machine has enough to do
        if let Some(fresh) = fresh.take() {
            let told = waker.try_clone().map_err(|e| machine("the files cannot be watched", e))?;
            watcher::watch(fresh, move |data| told.wake(Wake::Data(Box::new(data))));
        }
        wakes = match line.next() {
            Ok(wakes) => wakes,
            Err(_) if tty_guard::is_gone() => return Ok(gone(&mut guard)),
            Err(e) => return Err(machine("the keyboard cannot be read", e)),
        };
    }
}

/// Ends without a byte to a terminal that is not there any more.
fn gone(guard: &mut Guard) -> End {
    guard.forget();
    End::Gone
}

/// The size of the terminal, asked of the terminal itself; one that does not know counts as 80×24.
pub fn size() -> (u16, u16) {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok().filter(|size| size.ws_col > 0 && size.ws_row > 0);
    size.map_or((80, 24), |size| (size.ws_col.min(LARGEST.0), size.ws_row.min(LARGEST.1)))
}
