//! The dashboard as a value: a message in, a new state and perhaps an effect out; drawing changes nothing.

use crate::command::key::{Code, Key, Name};
use crate::command::script;
use crate::command::{self, Action, COMMANDS, Command, Found, Motion};
use crate::error::{Error, Result};
use crate::model::Place;
use crate::model::text::clean;
use crate::query::Scope;
use crate::store::{Dataset, Level};
use crate::tab::{self, Scene, Tab};
use crate::ui::help::Entry;
use crate::ui::theme::{Glyphs, Theme, Tone};
use crate::ui::{Drawn, bars, help, plain, put, rule};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

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
    /// The filter as it is typed, and the one that was there before.
    prompt: Option<(Input, String)>,
    /// The line of the help that is on top, when it is open.
    help: Option<usize>,
    message: Option<String>,
    back: Vec<String>,
    forward: Vec<String>,
}

impl App {
    /// A dashboard over `data`, on the first pane.
    pub fn new(data: Dataset, today: Date, theme: Theme, glyphs: Glyphs, (width, height): (u16, u16)) -> App {
        let tabs = tab::all();
        let commands = COMMANDS.iter().chain(tabs.iter().flat_map(|tab| tab.commands())).collect();
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
            message: None,
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
        if self.prompt.is_some() {
            for c in clean(text.trim()).chars() {
                self.prompt_key(Key::plain(Code::Char(c)));
            }
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
            Found::Nothing if keys.len() > 1 => self.say("no command has these keys; ? lists all".into()),
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
        let here = self.link();
        match action {
            Action::Leave => return Ok(Some(Effect::Quit)),
            Action::Suspend => return Ok(Some(Effect::Suspend)),
            Action::Redraw => return Ok(Some(Effect::Redraw)),
            Action::Help => self.help = Some(0),
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
                let (from, to) =
                    if *action == Action::Back { (&mut self.back, &mut self.forward) } else { (&mut self.forward, &mut self.back) };
                let link = from.pop().ok_or_else(|| {
                    Error::usage(if *action == Action::Back { "this is where you began" } else { "there is nothing ahead" })
                })?;
                to.push(here);
                self.run(&link)?;
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
            Action::AskFilter => {
                let before = self.tabs[self.current].filter();
                let text = if before.is_empty() { before.clone() } else { format!("{before} ") };
                self.prompt = Some((Input::new(text), before));
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
        if !to.contains('/') {
            let kinds = crate::store::KINDS.iter().map(|kind| kind.name);
            let home = self.tabs.iter().position(|tab| tab.kinds().contains(&to));
            self.current = home.ok_or_else(|| Error::unknown("pane or place", to, self.tabs.iter().map(|tab| tab.name()).chain(kinds)))?;
            return Ok(());
        }
        let place = self.data.resolve(to)?;
        // what a field says is read in its record, or where its sources are told apart
        let record =
            if place.path().is_some() && self.data.citation(&place).is_some() { Place::record("citations", place.as_str()) } else { place };
        let home = self.tabs.iter().position(|tab| tab.kinds().contains(&record.kind()));
        let at = home.ok_or_else(|| Error::usage(format!("no pane shows {record}")))?;
        self.with_tab(at, |tab, scene| tab.update(&Action::Go(record.to_string()), scene)).map_err(|why| Error::usage(why.into_owned()))?;
        self.current = at;
        Ok(())
    }

    fn act_in_help(&mut self, action: &Action) -> bool {
        let (Some(top), page) = (self.help, self.scene().body.height as usize) else { return false };
        let last = self.entries().len().saturating_sub(page);
        let top = match action {
            Action::Help | Action::Quit | Action::Close | Action::Back => {
                self.help = None;
                return true;
            }
            Action::Leave | Action::Suspend | Action::Redraw => return false,
            Action::Move(motion) => match motion {
                Motion::Up => top.saturating_sub(1),
                Motion::Down => top + 1,
                Motion::PageUp => top.saturating_sub(page),
                Motion::PageDown => top + page,
                Motion::HalfUp => top.saturating_sub(page / 2),
                Motion::HalfDown => top + page / 2,
                Motion::First | Motion::Left => 0,
                Motion::Last | Motion::Right => last,
            },
            _ => {
                self.help = None;
                return false;
            }
        };
        self.help = Some(top.min(last));
        true
    }

    /// A key while a filter is typed: the rows follow each letter, Enter keeps, Esc brings the filter back that was there.
    fn prompt_key(&mut self, key: Key) {
        let Some((mut input, before)) = self.prompt.take() else { return };
        let request = match (key.code, key.ctrl) {
            (Code::Named(Name::Enter), _) => {
                // a filter that does not read is not left behind
                if let Err(e) = self.tell(&Action::Filter(input.value().trim().into())) {
                    self.message = Some(e.to_string());
                    self.prompt = Some((input, before));
                }
                return;
            }
            (Code::Named(Name::Esc), _) | (Code::Char('g'), true) => {
                let _ = self.tell(&Action::Filter(before));
                return;
            }
            (Code::Char('h'), true) | (Code::Named(Name::Backspace), _) if input.value().is_empty() => {
                let _ = self.tell(&Action::Filter(before));
                return;
            }
            (Code::Char('h'), true) | (Code::Named(Name::Backspace), _) => Some(InputRequest::DeletePrevChar),
            (Code::Named(Name::Delete), _) | (Code::Char('d'), true) => Some(InputRequest::DeleteNextChar),
            (Code::Named(Name::Left), _) | (Code::Char('b'), true) => Some(InputRequest::GoToPrevChar),
            (Code::Named(Name::Right), _) | (Code::Char('f'), true) => Some(InputRequest::GoToNextChar),
            (Code::Named(Name::Home), _) | (Code::Char('a'), true) => Some(InputRequest::GoToStart),
            (Code::Named(Name::End), _) | (Code::Char('e'), true) => Some(InputRequest::GoToEnd),
            (Code::Char('u'), true) => Some(InputRequest::DeleteLine),
            (Code::Char('w'), true) => Some(InputRequest::DeletePrevWord),
            (Code::Char('k'), true) => Some(InputRequest::DeleteTillEnd),
            (Code::Char(c), false) => Some(InputRequest::InsertChar(c)),
            _ => None,
        };
        let was = input.value().to_string();
        if let Some(request) = request {
            input.handle(request);
        }
        if input.value() != was {
            // what does not read yet is told, and the rows stay as they were
            self.message = self.tell(&Action::Filter(input.value().trim().into())).err().map(|e| e.to_string());
        }
        self.prompt = Some((input, before));
    }

    fn entries(&self) -> Vec<Entry> {
        let panes = self.tabs.iter().enumerate().map(|(at, tab)| Entry {
            keys: (at + 1).to_string(),
            step: format!("go {}", tab.name()),
            help: tab.about().into(),
        });
        let here = self.tabs[self.current].name();
        let mine = |command: &&&Command| command.pane.is_empty() || command.pane == here;
        let keys = self.commands.iter().filter(|command| !command.keys.is_empty()).filter(mine);
        let steps = self.commands.iter().filter(|command| command.keys.is_empty()).filter(mine);
        let entry = |command: &&Command| Entry { keys: command.keys_words(), step: command.usage(), help: command.help.into() };
        let step = |command: &&Command| Entry {
            keys: String::new(),
            step: command.usage(),
            help: format!("{} ({})", command.help, command.usage()),
        };
        panes.chain(keys.map(entry)).chain(steps.map(step)).collect()
    }

    /// All keys as a table in Markdown: what README shows.
    pub fn keys_markdown(&self) -> String {
        let mut out = String::from("| key | where | what it does | in a script |\n| --- | --- | --- | --- |\n");
        for (at, tab) in self.tabs.iter().enumerate() {
            out.push_str(&format!("| `{}` | everywhere | {} | `go {}` |\n", at + 1, tab.about(), tab.name()));
        }
        for command in self.commands.iter() {
            let keys: Vec<String> = command.keys_words().split(' ').filter(|key| !key.is_empty()).map(|key| format!("`{key}`")).collect();
            let pane = if command.pane.is_empty() { "everywhere" } else { command.pane };
            out.push_str(&format!("| {} | {pane} | {} | `{}` |\n", keys.join(" "), command.help, command.usage()));
        }
        out
    }

    /// Draws the whole screen.
    pub fn draw(&self, buf: &mut Buffer) -> Drawn {
        let drawn = self.draw_parts(buf);
        if self.glyphs.ascii {
            plain(buf);
        }
        drawn
    }

    fn draw_parts(&self, buf: &mut Buffer) -> Drawn {
        let area = self.size.intersection(buf.area);
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let words = format!("gloact needs {}x{}; this is {}x{}", SMALLEST.0, SMALLEST.1, area.width, area.height);
            put(buf, area.x, area.y, area.width, &words, self.theme.style(Tone::Text));
            return Drawn { cursor: Some(area.as_position()), hits: Vec::new() };
        }
        let scene = self.scene();
        let tab = &*self.tabs[self.current];
        let names: Vec<String> = self.tabs.iter().map(|tab| capital(tab.name())).collect();
        let mut drawn = bars::panes(&names, self.current, area, buf, &self.theme);
        let second = Rect { y: area.y + 1, height: 1, ..area };
        let dim = self.theme.style(Tone::Dim);
        rule(buf, area, area.y + 2, &self.glyphs, dim);
        rule(buf, area, area.bottom() - 2, &self.glyphs, dim);
        let content = match self.help {
            Some(top) => {
                bars::place("Keys", &[], "up and down scroll; ? closes", second, buf, &self.theme);
                help::draw(&self.entries(), top, scene.body, buf, &self.theme, &self.glyphs)
            }
            None => {
                let content = tab.draw(scene, buf);
                if self.prompt.is_none() {
                    bars::place(&capital(tab.name()), &tab.chips(scene), &tab.words(scene), second, buf, &self.theme);
                }
                content
            }
        };
        drawn.cursor = content.cursor.or(Some(Position::new(area.x, scene.body.y)));
        drawn.hits.extend(content.hits);
        if let Some((input, _)) = &self.prompt {
            drawn.cursor = Some(self.draw_prompt(input, second, buf));
        }
        let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
        bars::foot(&self.foot_keys(), self.message.as_deref(), &self.always(), foot, buf, &self.theme, &self.glyphs);
        drawn
    }

    fn draw_prompt(&self, input: &Input, area: Rect, buf: &mut Buffer) -> Position {
        let words = self.tabs[self.current].words(self.scene());
        let right = crate::ui::width(&words).min(area.width / 2);
        let room = area.width.saturating_sub(5 + right);
        let scroll = input.visual_scroll(room.saturating_sub(1) as usize);
        let shown: String = clean(input.value()).chars().skip(scroll).collect();
        put(buf, area.x + 1, area.y, 1, "/", self.theme.style(Tone::Accent));
        put(buf, area.x + 3, area.y, room, &shown, self.theme.style(Tone::Strong));
        put(buf, area.right().saturating_sub(right + 1), area.y, right, &words, self.theme.style(Tone::Dim));
        let x = area.x + 3 + (input.visual_cursor().saturating_sub(scroll) as u16).min(room);
        Position::new(x.min(area.right() - 1), area.y)
    }

    fn foot_keys(&self) -> Vec<(String, String)> {
        if self.prompt.is_some() {
            return [("Enter", "keep"), ("Esc", "as it was"), ("C-u", "empty"), ("", "nepal region:asia agency:iom,unicef -phase:ame")]
                .map(|(key, word)| (key.into(), word.into()))
                .to_vec();
        }
        let here = self.tabs[self.current].name();
        let shown = |pane: &'static str| self.commands.iter().filter(move |command| !command.foot.is_empty() && command.pane == pane);
        // what the pane has of its own stands between opening and leaving
        let (first, last): (Vec<_>, Vec<_>) = shown("").partition(|command| !matches!(command.name, "help" | "quit"));
        let own = if here.is_empty() { Vec::new() } else { shown(here).collect() };
        first
            .into_iter()
            .chain(own)
            .chain(last)
            .map(|command| (command.keys_words().split(' ').next().unwrap_or_default().to_string(), command.foot.to_string()))
            .collect()
    }

    /// What the foot says at all times: whether layers change the data, whether something is wrong with them, the data's own day.
    fn always(&self) -> String {
        let overrides = self.data.layers.iter().filter(|layer| !layer.is_bundled()).count();
        let findings = self.data.findings.iter().filter(|finding| finding.level != Level::Note).count();
        let mut words = Vec::new();
        let count = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        if findings > 0 {
            words.push(format!("{}: gloact check", count(findings, "finding")));
        }
        if overrides > 0 {
            words.push(count(overrides, "override"));
        }
        words.extend(
            self.data.the_programme().and_then(|programme| programme.data_of.as_ref()).map(|when| format!("data of {}", when.words())),
        );
        words.join(&format!(" {} ", self.glyphs.dot))
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
