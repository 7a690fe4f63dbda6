//! Lists to choose from, over whatever is below: one types, the choices follow, Enter does one of them.
//! A list is one entry of [`LISTS`], with its choices in a file of its own.

mod columns;
mod commands;
mod copy;
mod decks;
mod facets;
mod find;
mod history;
mod settings;
mod views;

use super::filter_prompt::edit;
use crate::app::{App, Effect};
use crate::command::Action;
use crate::command::key::{Code, Key, Name};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::model::Place;
use crate::pane;
use crate::ui::detail::preview;
use crate::ui::picker::{self, Line};
use crate::ui::theme::Tone;
use crate::ui::{Drawn, Late, header, put, rich_text, rule, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// The least height in which settings are chosen above what they change.
const PREVIEWED: u16 = 14;

/// What a list is called and what it offers.
struct Card {
    /// How an action names it.
    name: &'static str,
    /// What stands over it.
    title: &'static str,
    /// What its keys do.
    hint: &'static str,
    /// What is said where nothing fits.
    none: &'static str,
    /// Whether Space turns a choice on and off and the list stays.
    turns: bool,
    /// What can be chosen.
    choices: fn(&App, &Pick) -> Vec<Choice>,
}

const LISTS: &[Card] = &[
    Card { choices: find::choices, ..card("find", "Find", "Enter goes; Tab commands only") },
    Card { choices: commands::all, ..card("commands", "Commands", "Enter runs; Tab finds anything") },
    Card { choices: commands::help, ..card("help", "Keys", "Enter runs; ? closes; Tab finds anything") },
    Card { choices: history::choices, none: "this is where you began", ..card("history", "Where one was", "Enter goes there") },
    Card {
        choices: facets::choices,
        turns: true,
        none: "there is no such value to filter by here",
        ..card("facets", "Facets", "Space adds; Enter takes; Esc closes")
    },
    Card {
        choices: columns::sort,
        none: "this pane has no such column to sort by",
        ..card("sort-by", "Sort by", "Enter sorts; once more turns it")
    },
    Card {
        choices: columns::shown,
        turns: true,
        none: "this pane has no such column",
        ..card("show-columns", "Columns", "Space hides or shows; Esc closes")
    },
    Card {
        choices: views::choices,
        none: "no view yet: type a name, and Enter saves where you are",
        ..card("views", "Views", "Enter goes; type a name to save; Del forgets")
    },
    Card { choices: decks::choices, ..card("decks", "Present", "Enter shows it") },
    Card { choices: decks::slides, ..card("index", "Slides", "Enter goes there") },
    Card {
        choices: settings::choices,
        turns: true,
        none: "there is no such setting",
        ..card("settings", "Settings", "Space sets; Enter sets and closes; Esc closes")
    },
    Card { choices: copy::choices, ..card("copy-as", "Copy", "Enter copies; Tab changes where to") },
];

const fn card(name: &'static str, title: &'static str, hint: &'static str) -> Card {
    Card { name, title, hint, none: "nothing fits; Backspace widens", turns: false, choices: |_, _| Vec::new() }
}

/// Something that can be chosen.
struct Choice {
    /// How it is shown.
    line: Line,
    /// What it does.
    does: Does,
    /// The record that it is, for the preview.
    place: Option<Place>,
}

impl Choice {
    fn new(line: Line, does: Does) -> Choice {
        Choice { line, does, place: None }
    }
}

/// What a choice does.
#[derive(Clone)]
enum Does {
    /// An action, as if its key had been pressed.
    Act(Action),
    /// The steps of a script.
    Run(String),
    /// Types this for the person to go on.
    Fill(String),
}

/// An open list.
pub(crate) struct Pick {
    card: &'static Card,
    input: Input,
    selected: usize,
    choices: Vec<Choice>,
    /// Whether something was turned on or off.
    turned: bool,
    /// Which of several ways the list works: Tab goes on to the next.
    way: usize,
}

impl Pick {
    fn words(&self) -> &str {
        self.input.value().trim()
    }

    fn chosen(&self) -> Option<&Choice> {
        self.choices.get(self.selected)
    }
}

impl App {
    /// Says why something that was asked for is not to be had; a list that was opened for it is closed.
    pub fn refused(&mut self, why: Error) {
        self.pick = None;
        self.told(Err(why));
    }

    /// Opens a list with words typed already.
    pub(crate) fn open_pick(&mut self, name: &str, words: &str) -> Result<()> {
        let card =
            LISTS.iter().find(|card| card.name == name).ok_or_else(|| Error::unknown("list", name, LISTS.iter().map(|card| card.name)))?;
        let columns = self.tabs[self.current].asked().is_some_and(|asked| asked.has_columns);
        if matches!(name, "sort-by" | "show-columns") && !columns {
            return Err(Error::usage("this pane has no columns"));
        }
        if name == "index" && !self.presents() {
            return Err(Error::usage("no slides are shown").hint("p shows some"));
        }
        let input = Input::new(words.to_string());
        self.pick = Some(Pick { card, input, selected: 0, choices: Vec::new(), turned: false, way: 0 });
        self.choose_anew();
        // what holds is shown first: to open a list of settings changes nothing
        if let Some(pick) = self.pick.as_mut().filter(|pick| pick.card.name == "settings") {
            pick.selected = pick.choices.iter().position(|choice| choice.line.on == Some(true)).unwrap_or(0);
        }
        Ok(())
    }

    /// Makes the choices of what is typed now.
    pub(crate) fn choose_anew(&mut self) {
        let Some(mut pick) = self.pick.take() else { return };
        pick.choices = (pick.card.choices)(self, &pick);
        pick.selected = pick.selected.min(pick.choices.len().saturating_sub(1));
        self.pick = Some(pick);
    }

    /// A key while a list is open.
    pub(crate) fn pick_key(&mut self, key: Key) -> Option<Effect> {
        let page = self.scene().body.height as usize;
        let Some(pick) = &mut self.pick else { return None };
        let (last, at) = (pick.choices.len().saturating_sub(1), pick.selected);
        let empty = pick.input.value().is_empty();
        let named = |name| key.code == Code::Named(name);
        let ctrl = |c| key.ctrl && key.code == Code::Char(c);
        match () {
            () if named(Name::Esc) || ctrl('g') => self.pick = None,
            () if (named(Name::Backspace) || ctrl('h')) && empty => self.pick = None,
            () if key == Key::plain(Code::Char('?')) && empty && pick.card.name == "help" => self.pick = None,
            () if named(Name::Up) || ctrl('p') => pick.selected = at.checked_sub(1).unwrap_or(last),
            () if named(Name::Down) || ctrl('n') => pick.selected = if at < last { at + 1 } else { 0 },
            () if named(Name::PageUp) => pick.selected = at.saturating_sub(page),
            () if named(Name::PageDown) => pick.selected = (at + page).min(last),
            () if named(Name::Home) && empty => pick.selected = 0,
            () if named(Name::End) && empty => pick.selected = last,
            () if named(Name::Tab) => self.other_way(),
            () if named(Name::Delete) && pick.card.name == "views" => return self.forget_view(),
            () if key.code == Code::Char(' ') && pick.card.turns => return self.choose(true),
            () if named(Name::Enter) && pick.card.name == "show-columns" => self.pick = None,
            () if named(Name::Enter) && pick.turned && !pick.chosen().is_some_and(|choice| matches!(choice.does, Does::Run(_))) => {
                self.pick = None
            }
            () if named(Name::Enter) => return self.choose(false),
            () => {
                if edit(&mut pick.input, key) {
                    pick.selected = 0;
                    self.choose_anew();
                }
            }
        }
        None
    }

    /// Text that is pasted into a list.
    pub(crate) fn paste_into_pick(&mut self, text: &str) {
        if let Some(pick) = &mut self.pick {
            pick.input = crate::app::overlay::filter_prompt::pasted(&pick.input, text);
            pick.selected = 0;
            self.choose_anew();
        }
    }

    /// From commands to everything and back; from one place to copy to, to the next.
    fn other_way(&mut self) {
        let Some(pick) = &mut self.pick else { return };
        let other = match pick.card.name {
            "find" => "commands",
            "commands" | "help" => "find",
            _ => {
                pick.way += 1;
                return self.choose_anew();
            }
        };
        let words = pick.input.value().to_string();
        let _ = self.open_pick(other, &words);
    }

    /// The list that is open as sentences: its title, and its choices.
    pub(crate) fn told_choices(&self) -> Option<(String, Vec<String>)> {
        let pick = self.pick.as_ref()?;
        let told = |choice: &Choice| {
            let Line { text, kind, note, keys, on, .. } = &choice.line;
            let on = match on {
                Some(true) => "on",
                Some(false) => "off",
                None => "",
            };
            [text.as_str(), kind, note, keys, on].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let title = if pick.choices.is_empty() { format!("{}: {}", pick.card.title, pick.card.none) } else { pick.card.title.into() };
        Some((title, pick.choices.iter().map(told).collect()))
    }

    /// Does the choice of an index.
    pub(crate) fn choose_at(&mut self, at: usize) -> Option<Effect> {
        self.pick.as_mut()?.selected = at;
        self.choose(false)
    }

    fn choose(&mut self, stay: bool) -> Option<Effect> {
        let pick = self.pick.as_mut()?;
        let does = pick.chosen().map(|choice| choice.does.clone())?;
        let open = if stay { self.pick.take() } else { None };
        let closed = if stay { None } else { self.pick.take() };
        let done = match does {
            Does::Fill(text) => {
                // typed for the person to go on
                let _ = self.open_pick("commands", &text);
                return None;
            }
            Does::Act(action) => {
                self.remember(&closed);
                self.wish(&action)
            }
            Does::Run(script) => {
                self.remember(&closed);
                self.run_from_here(&script);
                None
            }
        };
        if let Some(mut pick) = open {
            pick.turned = true;
            self.pick = Some(pick);
            self.choose_anew();
        }
        done
    }

    /// Keeps what was chosen among the recent choices.
    fn remember(&mut self, pick: &Option<Pick>) {
        let Some(chosen) = pick.as_ref().filter(|pick| pick.card.name == "find").and_then(Pick::chosen) else { return };
        if let Some(place) = &chosen.place {
            self.own.memory.visited(place.as_str());
        }
    }

    fn forget_view(&mut self) -> Option<Effect> {
        let name = self.pick.as_ref()?.chosen().map(|choice| choice.line.text.clone())?;
        let pick = self.pick.take();
        let done = self.wish(&Action::DropView(name));
        self.pick = pick;
        self.choose_anew();
        done
    }

    /// Draws the list that is open, if one is.
    pub(crate) fn draw_pick(&self, head: Rect, buf: &mut Buffer) -> Option<Drawn> {
        let pick = self.pick.as_ref()?;
        let mut scene = self.scene();
        let lines: Vec<Line> = pick.choices.iter().map(|choice| choice.line.clone()).collect();
        let wide = scene.body.width >= pane::WIDE && pick.choices.iter().any(|choice| choice.place.is_some());
        let list = if wide { Rect { width: (u32::from(scene.body.width) * 58 / 100) as u16, ..scene.body } } else { scene.body };
        let view = picker::View {
            lines: &lines,
            selected: pick.selected,
            none: pick.card.none,
            stays: pick.card.name == "find",
            theme: &self.theme,
            glyphs: &self.glyphs,
        };
        // what is being set is seen below
        let list = if pick.card.name == "settings" && list.height >= PREVIEWED {
            let height = list.height / 2;
            scene.body = Rect { y: list.y + height + 1, height: list.height - height - 1, ..list };
            self.tabs[self.current].draw(scene, buf);
            rule(buf, list, list.y + height, &self.glyphs, self.theme.style(Tone::Dim));
            Rect { height, ..list }
        } else {
            list
        };
        let mut drawn = picker::draw(&view, list, buf);
        if wide {
            let room = Rect { x: list.width + 2, width: scene.body.width - list.width - 3, ..scene.body };
            for y in room.top()..room.bottom() {
                put(buf, room.x - 2, y, 1, self.glyphs.wall, self.theme.style(Tone::Dim));
            }
            let row = pick.chosen().and_then(|choice| self.data.row_of(choice.place.as_ref()?));
            if let Some(row) = row {
                let (laid, _) = preview(Detail::of(&scene.scope, row), (room.width, room.height));
                rich_text::draw(&laid, 0, None, room, buf, &self.theme, &self.glyphs);
            }
            let part = Rect { x: room.x - 1, width: room.width + 1, ..room };
            drawn.late = Some(Late { part, sign: self.glyphs.later, of: pick.card.name });
        }
        // what is typed stands where the pane's own line was
        let title = match pick.card.name {
            "copy-as" => format!("Copy to the {}", copy::WHERE[pick.way % copy::WHERE.len()]),
            _ => pick.card.title.to_string(),
        };
        let coming = pick.card.name == "find" && self.kept.are_names_coming();
        let hint = if coming { "names are being gathered" } else { pick.card.hint };
        let count = format!("{} {} {hint}", pick.choices.len(), self.glyphs.dot);
        header::place(&title, &[], if head.width >= 60 { &count } else { "" }, head, buf, &self.theme);
        let x = head.x + width(&title) + 3;
        let right = if head.width >= 60 { width(&count) + 2 } else { 1 };
        let room = head.width.saturating_sub(x + right);
        drawn.cursor = Some(self.draw_input(&pick.input, Rect { x, width: room, ..head }, buf));
        Some(drawn)
    }

    /// Draws what is typed; gives back where its cursor stands.
    pub(crate) fn draw_input(&self, input: &Input, area: Rect, buf: &mut Buffer) -> Position {
        let scroll = input.visual_scroll(area.width.saturating_sub(1) as usize);
        let shown: String = crate::model::text::clean(input.value()).chars().skip(scroll).collect();
        put(buf, area.x, area.y, area.width, &shown, self.theme.style(Tone::Strong));
        let x = area.x + (input.visual_cursor().saturating_sub(scroll) as u16).min(area.width);
        Position::new(x.min(buf.area.right().saturating_sub(1)), area.y)
    }
}
