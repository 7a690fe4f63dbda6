//! The dashboard as a value: a message in, a new state and perhaps an effect out; drawing changes nothing.

mod copy;
mod dispatch;
mod help;
mod history;
mod line_mode;
mod overlay;
mod prefetch;
mod present;
mod reload;
mod render;
mod script;
pub mod settings;

use crate::command::key::{Code, Key, Name};
use crate::command::keymap::{Found, Keymap};
use crate::command::{Action, Command};
use crate::error::Result;
use crate::model::Place;
use crate::pane::{self, Scene, Tab};
use crate::profile::deck::Deck;
use crate::profile::own::{Memory, OwnKey, Views};
use crate::query::Scope;
use crate::query::cache::Kept;
use crate::store::Dataset;
use crate::ui::theme::{Glyphs, Theme};
use history::Been;
use indexmap::IndexMap;
use jiff::civil::Date;
pub use line_mode::Line;
pub use overlay::link_hints::Mouse;
pub use present::decks::TAKEN;
pub use present::session::Speaker;
use ratatui::layout::Rect;
use serde_json::Value;
use settings::{Looks, Settings};
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use tui_input::Input;

/// The smallest screen that the panes are drawn on.
pub const SMALLEST: (u16, u16) = (40, 12);

/// What comes in from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen has this size now.
    Size(u16, u16),
}

/// What the outside is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// End.
    Quit,
    /// Stop until called to the foreground.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Let the editor run on the user's override of a place.
    Edit(Place),
    /// Take the user's override of a place back.
    TakeBack(Place),
    /// Put a text into the clipboard; how much it is, in words.
    Clipboard(String, String),
    /// Write a text to a new file of this name and ending.
    Save(String, String, String),
    /// Read the named views again.
    ReadViews,
    /// Keep a view under a name, or forget it without a script.
    KeepView(String, Option<String>),
    /// Keep a setting, or take it out of the file where it is as usual.
    KeepSetting(String, Option<Value>),
    /// Let the terminal tell of the mouse, or not.
    Mouse(bool),
}

/// What a person brings along.
#[derive(Default)]
pub struct Own {
    /// What is remembered from the last time.
    pub memory: Memory,
    /// Named views.
    pub views: Views,
    /// Keys that the person bound.
    pub keys: Vec<OwnKey>,
    /// Decks of slides by name.
    pub decks: IndexMap<String, Deck>,
    /// What the person set.
    pub settings: Settings,
    /// The terminal, and what was asked for in this call.
    pub looks: Looks,
}

/// The dashboard.
pub struct App {
    data: Arc<Dataset>,
    /// What was gathered of them for questions.
    kept: Arc<Kept>,
    today: Date,
    theme: Theme,
    glyphs: Glyphs,
    size: Rect,
    tabs: Vec<Box<dyn Tab>>,
    /// The names of those that were asked for; the others ask nothing of the data yet.
    begun: HashSet<&'static str>,
    commands: Vec<&'static Command>,
    keymap: Keymap,
    own: Own,
    current: usize,
    /// Keys of a sequence that is not finished.
    waiting: Vec<Key>,
    /// The filter as it is typed, and the way back to where one was before.
    prompt: Option<(Input, String)>,
    /// The list that is open.
    pick: Option<overlay::picker::Pick>,
    /// Letters on the links.
    hints: Option<overlay::link_hints::Hints>,
    /// A text that is shown as it is, to be selected by hand, and its line on top.
    plain: Option<(String, usize)>,
    mouse: bool,
    /// The setting that is shown and not chosen yet.
    previewed: Option<String>,
    /// What the outside is asked for and was not given yet.
    wishes: VecDeque<Effect>,
    /// Changes inside the panes, to be taken back: the pane, and the way to how it was.
    undo: Vec<(usize, String)>,
    redo: Vec<(usize, String)>,
    /// Slides that are shown, and how many shows there were.
    show: Option<present::session::Show>,
    shows: usize,
    /// Stories of where values come from, the one that is told last.
    why: Vec<overlay::report_view::Told>,
    message: Option<String>,
    /// What is wrong with files that do not read at the moment, while the last good data are shown.
    broken: Vec<String>,
    /// The place whose override is taken back when it is asked for once more.
    doubt: Option<Place>,
    back: Vec<Been>,
    forward: Vec<Been>,
}

impl App {
    /// A dashboard over `data`, on the first pane.
    pub fn new(data: Dataset, today: Date, theme: Theme, glyphs: Glyphs, (width, height): (u16, u16)) -> App {
        let tabs = pane::all();
        let commands = help::commands(&tabs);
        let keymap = Keymap::of(&commands);
        // who asks for nothing else is not taught
        let own = Own { memory: Memory { seen: true, ..Memory::default() }, ..Own::default() };
        let size = Rect::new(0, 0, width, height);
        let mut app = App {
            data: Arc::new(data),
            kept: Arc::default(),
            today,
            theme,
            glyphs,
            size,
            tabs,
            begun: HashSet::new(),
            commands,
            keymap,
            own,
            current: 0,
            waiting: Vec::new(),
            prompt: None,
            pick: None,
            hints: None,
            plain: None,
            mouse: false,
            previewed: None,
            wishes: VecDeque::new(),
            undo: Vec::new(),
            redo: Vec::new(),
            show: None,
            shows: 0,
            why: Vec::new(),
            message: None,
            broken: Vec::new(),
            doubt: None,
            back: Vec::new(),
            forward: Vec::new(),
        };
        app.turn_to(0);
        app
    }

    /// The same dashboard with what a person brings along. Keys that cannot be bound are told among the findings.
    pub fn with_own(mut self, own: Own) -> App {
        self.keymap = App::keymap_of(&own.keys).0;
        self.own = own;
        self.settle();
        self
    }

    /// The same in other colours.
    pub fn paint(&mut self, theme: Theme) {
        self.theme = theme;
    }

    /// What is to be remembered until the next time.
    pub fn memory(&self) -> &Memory {
        &self.own.memory
    }

    /// Says what became of something that was asked for.
    pub fn told(&mut self, said: Result<String>) {
        // a hint that has no room does not take the room of what is wrong
        let fits = |text: &String| usize::from(crate::ui::width(text)) + 4 < self.size.width.into();
        self.message = Some(said.unwrap_or_else(|e| Some(e.to_string()).filter(fits).unwrap_or(e.sentence)));
    }

    /// The names of the panes in order.
    pub fn panes(&self) -> impl Iterator<Item = &dyn Tab> {
        self.tabs.iter().map(|tab| &**tab)
    }

    /// The current pane and what it is shown in.
    pub fn here(&self) -> (&dyn Tab, Scene<'_>) {
        (&*self.tabs[self.current], self.scene())
    }

    /// The script that leads back here.
    pub fn link(&self) -> String {
        self.tabs[self.current].link(self.scene())
    }

    /// Does what a message wishes.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        let mut effect = None;
        match msg {
            Msg::Size(width, height) => self.resize(width, height),
            Msg::Paste(text) => self.paste(&text),
            Msg::Key(key) => effect = self.key(key),
            Msg::Mouse(mouse) => effect = self.mouse(mouse),
        }
        self.preview();
        effect
    }

    /// All records as they are shown.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    fn scene(&self) -> Scene<'_> {
        Scene { scope: scope(&self.data, self.today, &self.kept), body: body(self.size), theme: &self.theme, glyphs: &self.glyphs }
    }

    /// Lets a pane change itself, with the scene that it is shown in.
    fn with_tab<T>(&mut self, at: usize, change: impl FnOnce(&mut dyn Tab, Scene) -> T) -> T {
        let scope = scope(&self.data, self.today, &self.kept);
        let scene = Scene { scope, body: body(self.size), theme: &self.theme, glyphs: &self.glyphs };
        let tab = &mut *self.tabs[at];
        if self.begun.insert(tab.name()) {
            tab.reset(scene);
        }
        change(tab, scene)
    }

    /// Makes a pane the current one.
    fn turn_to(&mut self, at: usize) {
        self.current = at;
        self.with_tab(at, |_, _| ());
    }

    /// The scripts that lead back to where one is in each pane.
    fn links(&self) -> Vec<String> {
        let link = |tab: &dyn Tab| if self.begun.contains(tab.name()) { tab.link(self.scene()) } else { format!("go {}", tab.name()) };
        self.panes().map(link).collect()
    }

    fn resize(&mut self, width: u16, height: u16) {
        // a terminal that does not know its size says 0
        let known = |n: u16, usual: u16| if n == 0 { usual } else { n };
        let size = Rect::new(0, 0, known(width, 80), known(height, 24));
        if size != self.size {
            // links stand elsewhere now
            self.hints = None;
        }
        self.size = size;
    }

    fn paste(&mut self, text: &str) {
        if self.pick.is_some() {
            self.paste_into_pick(text);
        } else if let Some((input, before)) = self.prompt.take() {
            // put in whole and filtered once: a long paste must not hold the keyboard
            self.prompt = Some((overlay::filter_prompt::pasted(&input, text), before));
            self.filter_as_typed();
        }
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        self.message = None;
        self.own.memory.seen = true;
        self.stop_turning();
        let leaves = key == Key { code: Code::Char('c'), ctrl: true };
        match () {
            () if leaves => {}
            () if self.plain.is_some() => return self.plain_key(key),
            () if self.hints.is_some() => return self.hint_key(key),
            () if self.pick.is_some() => return self.pick_key(key),
            () if self.prompt.is_some() => {
                self.prompt_key(key);
                return None;
            }
            () => {}
        }
        if !leaves && self.show.as_mut().is_some_and(|show| !show.away && std::mem::take(&mut show.blank)) {
            return None;
        }
        self.waiting.push(key);
        let keys = std::mem::take(&mut self.waiting);
        let pane = if self.on_slide().is_some() { "present" } else { self.tabs[self.current].name() };
        match self.keymap.look_up(pane, &keys) {
            Found::Command(command) => match command.action("") {
                Ok(action) => self.wish(&action),
                Err(e) => self.say(e.to_string()),
            },
            Found::Script(script) => {
                self.run_from_here(&script);
                None
            }
            Found::Waits => {
                let start: String = keys.iter().map(|key| key.words()).collect();
                let next: Vec<String> =
                    self.keymap.after(pane, &keys).into_iter().map(|(key, what)| format!("{} {what}", key.words())).collect();
                self.waiting = keys;
                self.say(format!("{start} …  {}", next.join("   ")))
            }
            // a sequence that leads nowhere is forgotten; its last key counts by itself
            Found::Nothing if keys.len() > 1 && key.code != Code::Named(Name::Esc) => self.key(key),
            Found::Nothing => match key {
                Key { code: Code::Char(digit @ '0'..='9'), ctrl: false } if self.type_number(digit) => None,
                Key { code: Code::Char(digit @ '1'..='9'), ctrl: false } => self.wish(&Action::Visit(digit as usize - '0' as usize)),
                _ => self.elsewhere(&keys),
            },
        }
    }
}

/// What questions are asked of.
fn scope<'a>(data: &'a Dataset, today: Date, kept: &'a Kept) -> Scope<'a> {
    Scope { kept: Some(kept), ..Scope::new(data, today) }
}

/// The room between head and foot.
fn body(size: Rect) -> Rect {
    Rect { y: 3, height: size.height.saturating_sub(5), ..size }
}
