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
use crate::command::keymap::{Keymap, Lookup};
use crate::command::{Action, Command};
use crate::error::Result;
use crate::model::RecordPath;
use crate::pane::{self, Pane, RenderContext};
use crate::profile::deck::Deck;
use crate::profile::keys::KeyBinding;
use crate::profile::session_memory::SessionMemory;
use crate::profile::views::Views;
use crate::query::QueryContext;
use crate::query::cache::QueryCache;
use crate::store::Dataset;
use crate::ui::theme::{Glyphs, Theme};
use history::HistoryEntry;
use indexmap::IndexMap;
use jiff::civil::Date;
pub use line_mode::SpokenLine;
pub use overlay::link_hints::Mouse;
pub use present::decks::RESERVED_DECK_NAMES;
pub use present::session::SpeakerView;
use ratatui::layout::Rect;
use serde_json::Value;
use settings::{Appearance, Settings};
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use tui_input::Input;

/// The smallest screen that the panes are drawn on.
pub const MIN_SCREEN_SIZE: (u16, u16) = (40, 12);

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

/// Whether an action was handled by the layer that it was offered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handled {
    /// The next layer below is asked.
    No,
    Yes,
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
    Edit(RecordPath),
    /// Take the user's override of a place back.
    Revert(RecordPath),
    /// Put a text into the clipboard; how much it is, in words.
    Clipboard(String, String),
    /// Write a text to a new file of this name and ending.
    SaveFile(String, String, String),
    /// Read the named views again.
    ReloadBookmarks,
    /// Keep a view under a name, or forget it without a script.
    StoreBookmark(String, Option<String>),
    /// Keep a setting, or take it out of the file where it is as usual.
    StoreSetting(String, Option<Value>),
    /// Let the terminal tell of the mouse, or not.
    CaptureMouse(bool),
}

/// What a person brings along.
#[derive(Default)]
pub struct Profile {
    /// What is remembered from the last time.
    pub session_memory: SessionMemory,
    /// Named views.
    pub views: Views,
    /// Keys that the person bound.
    pub keys: Vec<KeyBinding>,
    /// Decks of slides by name.
    pub decks: IndexMap<String, Deck>,
    /// What the person set.
    pub settings: Settings,
    /// The terminal, and what was asked for in this call.
    pub appearance: Appearance,
}

/// The dashboard.
pub struct App {
    data: Arc<Dataset>,
    /// What was gathered of them for questions.
    cache: Arc<QueryCache>,
    today: Date,
    theme: Theme,
    glyphs: Glyphs,
    size: Rect,
    panes: Vec<Box<dyn Pane>>,
    /// The names of those that were asked for; the others ask nothing of the data yet.
    initialized: HashSet<&'static str>,
    commands: Vec<&'static Command>,
    keymap: Keymap,
    profile: Profile,
    current: usize,
    /// Keys of a sequence that is not finished.
    pending_keys: Vec<Key>,
    /// The filter as it is typed, and the way back to where one was before.
    prompt: Option<(Input, String)>,
    /// The list that is open.
    pick: Option<overlay::picker::Picker>,
    /// Letters on the links.
    hints: Option<overlay::link_hints::LinkHints>,
    /// A text that is shown as it is, to be selected by hand, and its line on top.
    plain: Option<(String, usize)>,
    mouse: bool,
    /// The setting that is shown and not chosen yet.
    previewed_setting: Option<String>,
    /// What the outside is asked for and was not given yet.
    effects: VecDeque<Effect>,
    /// Changes inside the panes, to be taken back: the pane, and the way to how it was.
    undo: Vec<(usize, String)>,
    redo: Vec<(usize, String)>,
    /// Slides that are shown, and how many shows there were.
    presentation: Option<present::session::Presentation>,
    presentation_count: usize,
    /// Stories of where values come from, the one that is told last.
    reports: Vec<overlay::report_view::ReportView>,
    message: Option<String>,
    /// What is wrong with files that do not read at the moment, while the last good data are shown.
    load_errors: Vec<String>,
    /// The place whose override is taken back when it is asked for once more.
    pending_revert: Option<RecordPath>,
    back: Vec<HistoryEntry>,
    forward: Vec<HistoryEntry>,
}

impl App {
    /// A dashboard over `data`, on the first pane.
    pub fn new(
        data: Dataset,
        today: Date,
        theme: Theme,
        glyphs: Glyphs,
        (width, height): (u16, u16),
    ) -> App {
        let tabs = pane::all();
        let commands = help::all_commands(&tabs);
        let keymap = Keymap::from_commands(&commands);
        // who asks for nothing else is not taught
        let own = Profile {
            session_memory: SessionMemory { seen: true, ..SessionMemory::default() },
            ..Profile::default()
        };
        let size = Rect::new(0, 0, width, height);
        let mut app = App {
            data: Arc::new(data),
            cache: Arc::default(),
            today,
            theme,
            glyphs,
            size,
            panes: tabs,
            initialized: HashSet::new(),
            commands,
            keymap,
            profile: own,
            current: 0,
            pending_keys: Vec::new(),
            prompt: None,
            pick: None,
            hints: None,
            plain: None,
            mouse: false,
            previewed_setting: None,
            effects: VecDeque::new(),
            undo: Vec::new(),
            redo: Vec::new(),
            presentation: None,
            presentation_count: 0,
            reports: Vec::new(),
            message: None,
            load_errors: Vec::new(),
            pending_revert: None,
            back: Vec::new(),
            forward: Vec::new(),
        };
        app.activate_pane(0);
        app
    }

    /// The same dashboard with what a person brings along. Keys that cannot be bound are told among the findings.
    pub fn with_profile(mut self, own: Profile) -> App {
        self.keymap = App::build_keymap(&own.keys).0;
        self.profile = own;
        self.apply_appearance();
        self
    }

    /// The same in other colours.
    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
    }

    /// What is to be remembered until the next time.
    pub fn session_memory(&self) -> &SessionMemory {
        &self.profile.session_memory
    }

    /// Says what became of something that was asked for.
    pub fn show_outcome(&mut self, said: Result<String>) {
        // a hint that has no room does not take the room of what is wrong
        let fits = |text: &String| usize::from(crate::ui::width(text)) + 4 < self.size.width.into();
        self.message =
            Some(said.unwrap_or_else(|e| Some(e.to_string()).filter(fits).unwrap_or(e.message)));
    }

    /// The names of the panes in order.
    pub fn panes(&self) -> impl Iterator<Item = &dyn Pane> {
        self.panes.iter().map(|tab| &**tab)
    }

    /// The current pane and what it is shown in.
    pub fn current_pane(&self) -> (&dyn Pane, RenderContext<'_>) {
        (&*self.panes[self.current], self.context())
    }

    /// The script that leads back here.
    pub fn script(&self) -> String {
        self.panes[self.current].script(self.context())
    }

    /// Handles a message. Effects that it asks for wait in [`next_effect`](App::next_effect).
    pub fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Size(width, height) => self.resize(width, height),
            Msg::Paste(text) => self.paste(&text),
            Msg::Key(key) => self.handle_key(key),
            Msg::Mouse(mouse) => self.handle_mouse(mouse),
        }
        self.preview_setting();
    }

    /// All records as they are shown.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    fn context(&self) -> RenderContext<'_> {
        RenderContext {
            query: query_context(&self.data, self.today, &self.cache),
            area: content_area(self.size),
            theme: &self.theme,
            glyphs: &self.glyphs,
        }
    }

    /// Lets a pane change itself, with the scene that it is shown in.
    fn update_in_pane<T>(
        &mut self,
        at: usize,
        change: impl FnOnce(&mut dyn Pane, RenderContext) -> T,
    ) -> T {
        let scope = query_context(&self.data, self.today, &self.cache);
        let scene = RenderContext {
            query: scope,
            area: content_area(self.size),
            theme: &self.theme,
            glyphs: &self.glyphs,
        };
        let tab = &mut *self.panes[at];
        if self.initialized.insert(tab.name()) {
            tab.reset(scene);
        }
        change(tab, scene)
    }

    /// Makes a pane the current one.
    fn activate_pane(&mut self, at: usize) {
        self.current = at;
        self.update_in_pane(at, |_, _| ());
    }

    /// The scripts that lead back to where one is in each pane.
    fn pane_scripts(&self) -> Vec<String> {
        let link = |tab: &dyn Pane| {
            if self.initialized.contains(tab.name()) {
                tab.script(self.context())
            } else {
                format!("go {}", tab.name())
            }
        };
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
            self.prompt = Some((overlay::filter_prompt::insert_pasted(&input, text), before));
            self.filter_as_typed();
        }
    }

    fn handle_key(&mut self, key: Key) {
        self.message = None;
        self.profile.session_memory.seen = true;
        self.stop_autoplay();
        let leaves = key == Key { code: Code::Char('c'), ctrl: true };
        match () {
            () if leaves => {}
            () if self.plain.is_some() => return self.plain_key(key),
            () if self.hints.is_some() => return self.hint_key(key),
            () if self.pick.is_some() => return self.pick_key(key),
            () if self.prompt.is_some() => return self.prompt_key(key),
            () => {}
        }
        if !leaves
            && self
                .presentation
                .as_mut()
                .is_some_and(|show| !show.showing_live_view && std::mem::take(&mut show.blank))
        {
            return;
        }
        self.pending_keys.push(key);
        let keys = std::mem::take(&mut self.pending_keys);
        let pane =
            if self.on_slide().is_some() { "present" } else { self.panes[self.current].name() };
        match self.keymap.lookup(pane, &keys) {
            Lookup::Command(command) => match command.action("") {
                Ok(action) => self.dispatch(&action),
                Err(e) => self.set_status(e.to_string()),
            },
            Lookup::Script(script) => self.run_user_script(&script),
            Lookup::Pending => {
                let start: String = keys.iter().map(|key| key.display()).collect();
                let next: Vec<String> = self
                    .keymap
                    .continuations(pane, &keys)
                    .into_iter()
                    .map(|(key, what)| format!("{} {what}", key.display()))
                    .collect();
                self.pending_keys = keys;
                self.set_status(format!("{start} …  {}", next.join("   ")))
            }
            // a sequence that leads nowhere is forgotten; its last key counts by itself
            Lookup::Unbound if keys.len() > 1 && key.code != Code::Named(Name::Esc) => {
                self.handle_key(key)
            }
            Lookup::Unbound => match key {
                Key { code: Code::Char(digit @ '0'..='9'), ctrl: false }
                    if self.push_digit(digit) => {}
                Key { code: Code::Char(digit @ '1'..='9'), ctrl: false } => {
                    self.dispatch(&Action::SelectPane(digit as usize - '0' as usize))
                }
                _ => self.suggest_other_pane(&keys),
            },
        }
    }
}

/// What questions are asked of.
fn query_context<'a>(data: &'a Dataset, today: Date, kept: &'a QueryCache) -> QueryContext<'a> {
    QueryContext { cache: Some(kept), ..QueryContext::new(data, today) }
}

/// The room between head and foot.
fn content_area(size: Rect) -> Rect {
    Rect { y: 3, height: size.height.saturating_sub(5), ..size }
}
