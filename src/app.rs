//! The dashboard as a value: a message in, a new state and perhaps an effect out; drawing changes nothing.

mod draw;
mod help;
mod prompt;
mod why;

use crate::command::key::{Code, Key, Name};
use crate::command::script;
use crate::command::{self, Action, COMMANDS, Command, Found};
use crate::error::{Error, Result};
use crate::model::Place;
use crate::model::text::clean;
use crate::query::Scope;
use crate::store::{Dataset, Finding, Level};
use crate::tab::{self, Scene, Tab};
use crate::ui::theme::{Glyphs, Theme};
use jiff::civil::Date;
use ratatui::layout::Rect;
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
}

/// The dashboard.
pub struct App {
    data: Dataset,
    today: Date,
    theme: Theme,
    glyphs: Glyphs,
    size: Rect,
    tabs: Vec<Box<dyn Tab>>,
    commands: Vec<&'static Command>,
    current: usize,
    /// Keys of a sequence that is not finished.
    waiting: Vec<Key>,
    /// The filter as it is typed, and the way back to where one was before.
    prompt: Option<(Input, String)>,
    /// The line of the help that is on top, when it is open.
    help: Option<usize>,
    /// Stories of where values come from, the one that is told last.
    why: Vec<why::Told>,
    message: Option<String>,
    /// The place whose override is taken back when it is asked for once more.
    doubt: Option<Place>,
    back: Vec<String>,
    forward: Vec<String>,
}

impl App {
    /// A dashboard over `data`, on the first pane.
    pub fn new(data: Dataset, today: Date, theme: Theme, glyphs: Glyphs, (width, height): (u16, u16)) -> App {
        let tabs = tab::all();
        let commands = COMMANDS.iter().chain(tabs.iter().flat_map(|tab| tab.card().commands)).collect();
        let size = Rect::new(0, 0, width, height);
        let mut app = App {
            data,
            today,
            theme,
            glyphs,
            size,
            tabs,
            commands,
            current: 0,
            waiting: Vec::new(),
            prompt: None,
            help: None,
            why: Vec::new(),
            message: None,
            doubt: None,
            back: Vec::new(),
            forward: Vec::new(),
        };
        for at in 0..app.tabs.len() {
            app.with_tab(at, |tab, scene| tab.reset(scene));
        }
        app
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
        match msg {
            Msg::Size(width, height) => self.resize(width, height),
            Msg::Paste(text) => self.paste(&text),
            Msg::Key(key) => return self.key(key),
        }
        None
    }

    /// Does the steps of a script. The first that cannot be done ends it.
    pub fn run(&mut self, text: &str) -> Result<Option<Effect>> {
        for action in script::parse(text, &self.commands)? {
            let effect = self.act(&action, true)?;
            if effect.is_some() {
                return Ok(effect);
            }
        }
        Ok(None)
    }

    /// Takes fresh data. Where one is in each pane stays, as far as the data still have it; a file that does not read as
    /// a whole is told, and the last good data stay.
    pub fn reload(&mut self, data: Dataset) {
        if data.same_layers(&self.data) {
            return;
        }
        let broken = |data: &Dataset| {
            let finding = data.findings.iter().find(|finding| finding.level == Level::Error && finding.place.as_str().is_empty())?;
            Some(short(finding, data))
        };
        if let Some(broken) = broken(&data).filter(|_| broken(&self.data).is_none()) {
            self.message = Some(format!("{broken}; the last good data stay"));
            return;
        }
        let (current, prompt) = (self.current, self.prompt.take());
        let (help, why, said) = (self.help.take(), std::mem::take(&mut self.why), self.message.take());
        let links: Vec<String> = self.tabs.iter().map(|tab| tab.link(self.scene())).collect();
        self.data = data;
        for link in links {
            // a step that the fresh data cannot follow is left out
            for action in script::parse(&link, &self.commands).unwrap_or_default() {
                let _ = self.act(&action, true);
            }
        }
        (self.current, self.prompt, self.help, self.why) = (current, prompt, help, why);
        let mut errors = self.data.findings.iter().filter(|finding| finding.level == Level::Error);
        self.message = Some(match (errors.next(), errors.count()) {
            // what was told of a change says more than this
            (None, _) => said.unwrap_or_else(|| "the data were read again".into()),
            (Some(first), 0) => format!("{}; ! tells more", short(first, &self.data)),
            (Some(first), more) => format!("{}; ! tells {more} more", short(first, &self.data)),
        });
    }

    /// Takes fresh data after a change that was asked for here, and tells what became of it.
    pub fn changed(&mut self, data: Dataset, said: Result<String>) {
        let wrong = data.findings.iter().any(|finding| finding.level == Level::Error);
        self.reload(data);
        match said {
            Ok(said) if !wrong => self.message = Some(said),
            Ok(_) => {}
            Err(e) => self.message = Some(e.to_string()),
        }
    }

    /// All records as they are shown.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    fn scene(&self) -> Scene<'_> {
        let body = Rect { y: 3, height: self.size.height.saturating_sub(5), ..self.size };
        Scene { scope: Scope { data: &self.data, today: self.today }, body, theme: &self.theme, glyphs: &self.glyphs }
    }

    /// Lets a pane change itself, with the scene that it is shown in.
    fn with_tab<T>(&mut self, at: usize, change: impl FnOnce(&mut dyn Tab, Scene) -> T) -> T {
        let body = self.scene().body;
        let scene = Scene { scope: Scope { data: &self.data, today: self.today }, body, theme: &self.theme, glyphs: &self.glyphs };
        change(&mut *self.tabs[at], scene)
    }

    fn resize(&mut self, width: u16, height: u16) {
        // a terminal that does not know its size says 0
        let known = |n: u16, usual: u16| if n == 0 { usual } else { n };
        self.size = Rect::new(0, 0, known(width, 80), known(height, 24));
    }

    fn paste(&mut self, text: &str) {
        if let Some((input, before)) = self.prompt.take() {
            // put in whole and filtered once: a long paste must not hold the keyboard
            let room = prompt::LONGEST.saturating_sub(input.value().chars().count());
            let at = input.cursor();
            let pasted: String = clean(text.trim()).chars().take(room).collect();
            let value: String = input.value().chars().take(at).chain(pasted.chars()).chain(input.value().chars().skip(at)).collect();
            let cursor = at + pasted.chars().count();
            self.prompt = Some((Input::new(value).with_cursor(cursor), before));
            self.filter_as_typed();
        }
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        self.message = None;
        if self.prompt.is_some() && !(key.ctrl && key.code == Code::Char('c')) {
            self.prompt_key(key);
            return None;
        }
        self.waiting.push(key);
        let keys = std::mem::take(&mut self.waiting);
        if let [Key { code: Code::Char(digit @ '1'..='9'), ctrl: false }] = keys[..] {
            return self.wish(&Action::Visit(digit as usize - '0' as usize));
        }
        match command::look_up(&self.commands, self.tabs[self.current].name(), &keys) {
            Found::Command(command) => match command.action("") {
                Ok(action) => self.wish(&action),
                Err(e) => self.say(e.to_string()),
            },
            Found::Waits => {
                let start: String = keys.iter().map(|key| key.words()).collect();
                let all = self.commands.iter().flat_map(|command| command.sequences().map(move |keys| (keys, command)));
                let next = all.filter(|(sequence, _)| sequence.len() > keys.len() && sequence.starts_with(&keys));
                let next: Vec<String> =
                    next.map(|(sequence, command)| format!("{} {}", sequence[keys.len()].words(), command.help.to_lowercase())).collect();
                self.waiting = keys;
                self.say(format!("{start} …  {}", next.join("   ")))
            }
            // a sequence that leads nowhere is forgotten; its last key counts by itself
            Found::Nothing if keys.len() > 1 && key.code != Code::Named(Name::Esc) => self.key(key),
            Found::Nothing => None,
        }
    }

    fn wish(&mut self, action: &Action) -> Option<Effect> {
        match self.act(action, false) {
            Ok(effect) => effect,
            Err(e) => self.say(e.to_string()),
        }
    }

    fn say(&mut self, message: String) -> Option<Effect> {
        self.message = Some(message);
        None
    }

    /// Does one action. A step of a script starts a pane anew; a key finds it as it was left.
    fn act(&mut self, action: &Action, scripted: bool) -> Result<Option<Effect>> {
        if self.help.is_some() && self.act_in_help(action) {
            return Ok(None);
        }
        if !self.why.is_empty() && self.act_in_why(action)? {
            return Ok(None);
        }
        let here = self.link();
        let doubt = self.doubt.take();
        match action {
            Action::Edit(words) => return Ok(Some(Effect::Edit(self.value_of(words)?))),
            Action::TakeBack(words) => {
                let place = self.value_of(words)?;
                if !self.data.is_overridden(&place) {
                    return Err(Error::usage(format!("no override speaks of {place}")));
                }
                if doubt.as_ref() == Some(&place) || scripted {
                    return Ok(Some(Effect::TakeBack(place)));
                }
                self.message = Some(format!("E once more takes your override of {place} back"));
                self.doubt = Some(place);
            }
            Action::Leave => return Ok(Some(Effect::Quit)),
            Action::Suspend => return Ok(Some(Effect::Suspend)),
            Action::Redraw => return Ok(Some(Effect::Redraw)),
            Action::Help => self.help = Some(0),
            Action::Why(words) => self.ask_why(words)?,
            Action::Findings => self.ask_findings()?,
            Action::Visit(number) => {
                let at = number
                    .checked_sub(1)
                    .filter(|at| *at < self.tabs.len())
                    .ok_or_else(|| Error::usage(format!("there is no pane {number}")))?;
                self.leave(here, at != self.current);
                self.current = at;
            }
            Action::Go(to) => {
                self.go(to, scripted)?;
                self.leave(here, !scripted);
            }
            Action::Back | Action::Forward => {
                let back = *action == Action::Back;
                let none = if back { "this is where you began" } else { "there is nothing ahead" };
                let link = if back { &mut self.back } else { &mut self.forward }.pop().ok_or_else(|| Error::usage(none))?;
                if let Err(e) = self.run(&link) {
                    // what cannot be gone back to is told, and one stays where one was
                    self.run(&here)?;
                    return Err(e);
                }
                if back { &mut self.forward } else { &mut self.back }.push(here);
            }
            Action::Enter => match self.tabs[self.current].target(self.scene()) {
                Some(place) => {
                    self.go(place.as_str(), false)?;
                    self.leave(here, true);
                }
                None => {
                    self.tell(action)?;
                    self.leave(here, true);
                }
            },
            Action::Next | Action::Previous if !self.tabs[self.current].walks() => {
                let step = if *action == Action::Next { 1 } else { self.tabs.len() - 1 };
                self.leave(here, true);
                self.current = (self.current + step) % self.tabs.len();
            }
            Action::AskFilter if !self.tabs[self.current].card().filters => return Err(Error::usage(tab::WHOLE)),
            Action::AskFilter => {
                let before = self.tabs[self.current].filter();
                let text = if before.is_empty() { before } else { format!("{before} ") };
                self.prompt = Some((Input::new(text), here));
            }
            Action::Quit => {
                if self.tell(action).is_err() {
                    return Ok(Some(Effect::Quit));
                }
            }
            other => self.tell(other)?,
        }
        Ok(None)
    }

    /// Lets the current pane do it, or say why not.
    fn tell(&mut self, action: &Action) -> Result<()> {
        self.message = self.with_tab(self.current, |tab, scene| tab.update(action, scene)).map_err(|why| Error::usage(why.into_owned()))?;
        Ok(())
    }

    fn leave(&mut self, link: String, when: bool) {
        if when {
            self.back.push(link);
            self.forward.clear();
        }
    }

    fn go(&mut self, to: &str, fresh: bool) -> Result<()> {
        if let Some(at) = self.tabs.iter().position(|tab| tab.name() == to) {
            self.current = at;
            if fresh {
                self.with_tab(at, |tab, scene| tab.reset(scene));
            }
            return Ok(());
        }
        // a list with a filter: `countries region:africa`
        if let Some((pane, filter)) = to.split_once(' ') {
            let at = self.tabs.iter().position(|tab| tab.name() == pane);
            self.current = at.ok_or_else(|| Error::unknown("pane", pane, self.tabs.iter().map(|tab| tab.name())))?;
            self.with_tab(self.current, |tab, scene| tab.reset(scene));
            return self.tell(&Action::Filter(filter.trim().into()));
        }
        if !to.contains('/') {
            let kinds = crate::store::KINDS.iter().map(|kind| kind.name);
            let home = self.tabs.iter().position(|tab| tab.card().kinds.contains(&to));
            self.current = home.ok_or_else(|| Error::unknown("pane or place", to, self.tabs.iter().map(|tab| tab.name()).chain(kinds)))?;
            return Ok(());
        }
        let place = self.data.resolve(to)?;
        // what a field says is read in its record, or where its sources are told apart
        let record =
            if place.path().is_some() && self.data.citation(&place).is_some() { Place::record("citations", place.as_str()) } else { place };
        let home = self.tabs.iter().position(|tab| tab.card().kinds.contains(&record.kind()));
        let at = home.ok_or_else(|| Error::usage(format!("no pane shows {record}")))?;
        self.with_tab(at, |tab, scene| tab.update(&Action::Go(record.to_string()), scene)).map_err(|why| Error::usage(why.into_owned()))?;
        self.current = at;
        Ok(())
    }
}

/// A finding as a line; the folder of the file is told by `gloact check`, here its name must do.
fn short(finding: &Finding, data: &Dataset) -> String {
    let line = finding.line(&data.layers);
    line.split_once(": ").and_then(|(file, rest)| Some(format!("{}: {rest}", file.rsplit_once('/')?.1))).unwrap_or(line)
}
