//! The terminal: the only loop. Messages come in from keys and signals, a frame goes out after them; in between nothing is sent.

pub mod clipboard;
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

use crate::app::{App, Effect, Msg, SpeakerView};
use crate::command::key::Key;
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::profile::views::Views;
use crate::store::Dataset;
use event_source::{EventSource, Waker};
pub use loading::{LoadOutcome, load};
pub use notes_client::notes;
use notes_server::NotesServer;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::Value;
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use std::io;
use std::mem::ManuallyDrop;
use std::process::{Command, ExitStatus};
use std::time::Duration;
use tty_guard::TtyGuard;
pub use watcher::WatchSpec;
pub use width_probe::probe_width;

/// The largest screen that is drawn on; what lies beyond stays empty.
const MAX_SCREEN: (u16, u16) = (1000, 500);

/// Lets a program have the terminal until it ends: signals that end this one end it too.
pub fn run_foreground(to: &mut Command) -> io::Result<ExitStatus> {
    signals::run_foreground(to)
}

/// What wakes the loop.
enum LoopEvent {
    Message(Msg),
    /// A signal arrived.
    Signal(i32),
    /// The files were read again.
    Reloaded(Box<Dataset>),
    /// A key was pressed on the terminal with the notes.
    RemoteKey(Key),
    /// What the slides say on that terminal; nothing when they are gone.
    Notes(Option<Box<SpeakerView>>),
    /// Some time has passed.
    Tick,
    /// What was to be gathered is there.
    PrefetchDone,
    /// So many keys came at once that these were left out.
    DroppedKeys(usize),
    /// The terminal is gone.
    Gone,
}

/// How a session ended.
pub enum ExitReason {
    /// As wished.
    Quit,
    /// By a signal of this number.
    Signal(i32),
    /// The terminal went away.
    Gone,
}

/// What the dashboard asks for and cannot do itself, for it touches files and runs programs. What is given back is told.
pub trait EffectHandler {
    /// Says why something that the dashboard asks for is not done here.
    fn permits(&self, effect: &Effect) -> Result<()>;

    /// Whether slides may tell a second terminal of themselves, through a socket.
    fn publishes_notes(&self) -> bool;

    /// Reads all files again.
    fn load(&self) -> Dataset;

    /// Lets the editor run on the user's override of a place.
    fn edit(&self, data: &Dataset, place: &RecordPath) -> Result<String>;

    /// Takes the user's override of a place back.
    fn revert(&self, place: &RecordPath) -> Result<String>;

    /// What makes the terminal put a text of this size into the clipboard, and what to say of it.
    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)>;

    /// Writes a text to a new file of this name and ending.
    fn save_file(&self, name: &str, end: &str, text: &str) -> Result<String>;

    /// The named views as they are now.
    fn views(&self) -> Result<Views>;

    /// Keeps a view under a name, or forgets it without a script; gives back all that there are then.
    fn save_view(&self, name: &str, script: Option<&str>) -> Result<Views>;

    /// Keeps a setting, or takes it out of the file without a value.
    fn save_setting(&self, key: &str, value: Option<&Value>) -> Result<String>;

    /// Keeps what is to be remembered.
    fn save_session(&self, app: &App);
}

/// The terminal, once it is ours: its keyboard, who wakes the loop, and who gives it back.
pub struct TerminalSession {
    events: EventSource,
    waker: Waker,
    guard: TtyGuard,
}

impl TerminalSession {
    /// Takes it; something is done meanwhile by a thread that has nothing to do before the first frame.
    fn acquire(meanwhile: impl FnOnce() + Send + 'static) -> Result<TerminalSession> {
        let (line, waker) =
            EventSource::open().map_err(|e| system_error("the keyboard cannot be read", e))?;
        signals::listen(&waker).map_err(|e| system_error("signals cannot be caught", e))?;
        let guard =
            TtyGuard::new(meanwhile).map_err(|e| system_error("the terminal cannot be used", e))?;
        Ok(TerminalSession { events: line, waker, guard })
    }
}

/// Shows the dashboard until it is left, with files that are watched perhaps, on a terminal that was taken for it before
/// perhaps. Slides that turn by themselves do so at a pace.
pub fn run(
    app: App,
    taken: Option<TerminalSession>,
    fresh: Option<WatchSpec>,
    pace: Option<Duration>,
    hands: &impl EffectHandler,
) -> Result<ExitReason> {
    // the process ends after it: it need not give back each text by itself
    let mut app = ManuallyDrop::new(app);
    let end = event_loop(&mut app, taken, fresh, pace, hands);
    hands.save_session(&app);
    end
}

/// What kept the terminal from being used.
fn system_error(what: &str, e: io::Error) -> Error {
    Error::new(ErrorKind::System, format!("{what}: {e}"))
        .with_hint("gloact PANE prints a pane as text")
}

/// Wakes the loop again and again, until nobody listens.
fn spawn_ticker(waker: &Waker, pace: Duration) -> io::Result<()> {
    let waker = waker.try_clone()?;
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(pace);
            if !waker.wake(LoopEvent::Tick) {
                return;
            }
        }
    });
    Ok(())
}

fn event_loop(
    app: &mut App,
    taken: Option<TerminalSession>,
    mut fresh: Option<WatchSpec>,
    pace: Option<Duration>,
    hands: &impl EffectHandler,
) -> Result<ExitReason> {
    if taken.is_some() {
        // what was on it meanwhile is not known
        writer::invalidate();
    }
    let TerminalSession { events: mut line, waker, mut guard } =
        taken.map_or_else(|| TerminalSession::acquire(app.ahead()), Ok)?;
    if let Some(pace) = pace {
        spawn_ticker(&waker, pace).map_err(|e| system_error("the slides cannot turn", e))?;
    }
    let mut stage: Option<NotesServer> = None;
    // first comes what the script of the start wished for
    let (width, height) = size();
    let mut wakes = vec![LoopEvent::Message(Msg::Size(width, height))];
    loop {
        let (mut again, mut lent) = (false, false);
        for wake in wakes {
            // keys that came with the one that called the editor were meant for it
            if lent && matches!(wake, LoopEvent::Message(_)) {
                continue;
            }
            match wake {
                LoopEvent::Message(msg) => app.update(msg),
                LoopEvent::Signal(SIGTSTP) => app.push_effect(Effect::Suspend),
                LoopEvent::Signal(SIGCONT) => {
                    guard
                        .reacquire()
                        .map_err(|e| system_error("the terminal cannot be taken again", e))?;
                    app.push_effect(Effect::Redraw);
                }
                LoopEvent::Signal(SIGWINCH) => {}
                LoopEvent::Gone => return Ok(exit_without_output(&mut guard)),
                LoopEvent::Signal(_) if tty_guard::has_hung_up() => {
                    return Ok(exit_without_output(&mut guard));
                }
                LoopEvent::Signal(signal) => return Ok(ExitReason::Signal(signal)),
                LoopEvent::Reloaded(data) => app.reload(*data),
                LoopEvent::RemoteKey(key) => app.remote_key(key),
                LoopEvent::Tick => app.autoplay_tick(),
                LoopEvent::PrefetchDone => app.prefetch_done(),
                LoopEvent::DroppedKeys(keys) => {
                    app.show_outcome(Ok(format!("{keys} keys came at once and were left out")))
                }
                LoopEvent::Notes(_) => {}
            }
            while let Some(effect) = app.next_effect() {
                if let Err(why) = hands.permits(&effect) {
                    app.effect_refused(why);
                    continue;
                }
                match effect {
                    Effect::Quit => return Ok(ExitReason::Quit),
                    Effect::Suspend => guard
                        .suspend()
                        .map_err(|e| system_error("the terminal cannot be taken again", e))?,
                    Effect::Redraw => again = true,
                    Effect::Edit(place) => {
                        let said = guard.suspend_for(|| hands.edit(app.data(), &place));
                        line.drop_reload_events();
                        lent = true;
                        app.reload_after_edit(
                            hands.load(),
                            said.map_err(|e| {
                                system_error("the terminal cannot be taken again", e)
                            })?,
                        );
                    }
                    Effect::Revert(place) => {
                        // the files are read after the change
                        let said = hands.revert(&place);
                        app.reload_after_edit(hands.load(), said);
                    }
                    Effect::Clipboard(text, size) => {
                        let said = hands.clipboard(&text, &size).map(|(sequence, said)| {
                            if writer::write_and_wait(&sequence) {
                                said
                            } else {
                                format!("{said}; the line is slow, it is still on its way")
                            }
                        });
                        app.show_outcome(said);
                    }
                    Effect::SaveFile(name, end, text) => {
                        app.show_outcome(hands.save_file(&name, &end, &text))
                    }
                    Effect::ReloadBookmarks => app.set_bookmarks(hands.views()),
                    Effect::StoreBookmark(name, script) => {
                        app.set_bookmarks(hands.save_view(&name, script.as_deref()))
                    }
                    Effect::StoreSetting(key, value) => {
                        guard.set_mouse(app.has_mouse());
                        app.show_outcome(hands.save_setting(&key, value.as_ref()));
                    }
                    Effect::CaptureMouse(on) => guard.set_mouse(on),
                }
            }
        }
        // files are read once, however often that was asked for
        if again {
            app.reload(hands.load());
            writer::invalidate();
        }
        if let Some((gather, told)) = app.prefetch_job().zip(waker.try_clone().ok()) {
            let gather = move || {
                gather();
                told.wake(LoopEvent::PrefetchDone);
            };
            // without a thread who asks has to do it
            if std::thread::Builder::new().spawn(gather).is_err() {
                app.prefetch_failed();
            }
        }
        // the size is asked before each frame: a message of it may come late
        let size = size();
        app.update(Msg::Size(size.0, size.1));
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let drawn = app.draw(&mut buffer);
        match writer::submit_frame(buffer, drawn) {
            Ok(()) => {}
            Err(_) if tty_guard::has_hung_up() => return Ok(exit_without_output(&mut guard)),
            Err(e) => return Err(system_error("the screen cannot be drawn", e)),
        }
        match app.speaker_view().filter(|_| hands.publishes_notes()) {
            None => stage = None,
            Some(told) => stage.get_or_insert_with(|| NotesServer::open(&waker)).publish(told),
        }
        // before there is something to see the machine has enough to do
        if let Some(fresh) = fresh.take() {
            let told =
                waker.try_clone().map_err(|e| system_error("the files cannot be watched", e))?;
            watcher::watch(fresh, move |data| told.wake(LoopEvent::Reloaded(Box::new(data))));
        }
        wakes = match line.next_batch() {
            Ok(wakes) => wakes,
            Err(_) if tty_guard::has_hung_up() => return Ok(exit_without_output(&mut guard)),
            Err(e) => return Err(system_error("the keyboard cannot be read", e)),
        };
    }
}

/// Ends without a byte to a terminal that is not there any more.
fn exit_without_output(guard: &mut TtyGuard) -> ExitReason {
    guard.abandon();
    ExitReason::Gone
}

/// The size of the terminal, asked of the terminal itself; one that does not know counts as 80×24.
pub fn size() -> (u16, u16) {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())
        .ok()
        .filter(|size| size.ws_col > 0 && size.ws_row > 0);
    size.map_or((80, 24), |size| (size.ws_col.min(MAX_SCREEN.0), size.ws_row.min(MAX_SCREEN.1)))
}
