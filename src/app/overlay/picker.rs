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

use super::filter_prompt::edit_input;
use crate::app::App;
use crate::command::Action;
use crate::command::key::{Code, Key, Name};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::pane::Split;
use crate::ui::detail::layout_preview;
use crate::ui::picker::{self, PickerRow};
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, draw_rule, header, print_clipped, rich_text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// The least height in which settings are chosen above what they change.
const MIN_PREVIEW_HEIGHT: u16 = 14;

/// What a list is called and what it offers.
struct PickerKind {
    /// How an action names it.
    name: &'static str,
    /// What stands over it.
    title: &'static str,
    /// What its keys do.
    hint: &'static str,
    /// What is said where nothing fits.
    empty_message: &'static str,
    /// Whether Space turns a choice on and off and the list stays.
    toggles: bool,
    /// What can be chosen.
    choices: fn(&App, &Picker) -> Vec<Choice>,
}

const PICKERS: &[PickerKind] = &[
    PickerKind {
        choices: find::choices,
        ..picker_kind("find", "Find", "Enter goes; Tab commands only")
    },
    PickerKind {
        choices: commands::all_choices,
        ..picker_kind("commands", "Commands", "Enter runs; Tab finds anything")
    },
    PickerKind {
        choices: commands::help_choices,
        ..picker_kind("help", "Keys", "Enter runs; ? closes; Tab finds anything")
    },
    PickerKind {
        choices: history::choices,
        empty_message: "this is where you began",
        ..picker_kind("history", "Where one was", "Enter goes there")
    },
    PickerKind {
        choices: facets::choices,
        toggles: true,
        empty_message: "there is no such value to filter by here",
        ..picker_kind("facets", "Facets", "Space adds; Enter takes; Esc closes")
    },
    PickerKind {
        choices: columns::sort_choices,
        empty_message: "this pane has no such column to sort by",
        ..picker_kind("sort-by", "Sort by", "Enter sorts; once more turns it")
    },
    PickerKind {
        choices: columns::visible,
        toggles: true,
        empty_message: "this pane has no such column",
        ..picker_kind("show-columns", "Columns", "Space hides or shows; Esc closes")
    },
    PickerKind {
        choices: views::choices,
        empty_message: "no view yet: type a name, and Enter saves where you are",
        ..picker_kind("views", "Views", "Enter goes; type a name to save; Del forgets")
    },
    PickerKind { choices: decks::choices, ..picker_kind("decks", "Present", "Enter shows it") },
    PickerKind { choices: decks::slides, ..picker_kind("index", "Slides", "Enter goes there") },
    PickerKind {
        choices: settings::choices,
        toggles: true,
        empty_message: "there is no such setting",
        ..picker_kind("settings", "Settings", "Space sets; Enter sets and closes; Esc closes")
    },
    PickerKind {
        choices: copy::choices,
        ..picker_kind("copy-as", "Copy", "Enter copies; Tab changes where to")
    },
];

const fn picker_kind(name: &'static str, title: &'static str, hint: &'static str) -> PickerKind {
    PickerKind {
        name,
        title,
        hint,
        empty_message: "nothing fits; Backspace widens",
        toggles: false,
        choices: |_, _| Vec::new(),
    }
}

/// Something that can be chosen.
struct Choice {
    /// How it is shown.
    line: PickerRow,
    /// What it does.
    action: ChoiceAction,
    /// The record that it is, for the preview.
    path: Option<RecordPath>,
}

impl Choice {
    fn new(line: PickerRow, action: ChoiceAction) -> Choice {
        Choice { line, action, path: None }
    }
}

/// What a choice does.
#[derive(Clone)]
enum ChoiceAction {
    /// An action, as if its key had been pressed.
    Perform(Action),
    /// The steps of a script.
    RunScript(String),
    /// Types this for the person to go on.
    FillInput(String),
}

/// An open list.
pub(crate) struct Picker {
    kind: &'static PickerKind,
    input: Input,
    selected: usize,
    choices: Vec<Choice>,
    /// Whether something was turned on or off.
    toggled: bool,
    /// Which of several ways the list works: Tab goes on to the next.
    mode: usize,
}

impl Picker {
    fn query(&self) -> &str {
        self.input.value().trim()
    }

    fn selected_choice(&self) -> Option<&Choice> {
        self.choices.get(self.selected)
    }
}

impl App {
    /// Says why something that was asked for is not to be had; a list that was opened for it is closed.
    pub fn effect_refused(&mut self, why: Error) {
        self.pick = None;
        self.show_outcome(Err(why));
    }

    /// Opens a list with words typed already.
    pub(crate) fn open_picker(&mut self, name: &str, words: &str) -> Result<()> {
        let card = PICKERS.iter().find(|card| card.name == name).ok_or_else(|| {
            Error::unknown_name("list", name, PICKERS.iter().map(|card| card.name))
        })?;
        let columns = self.panes[self.current].list_state().is_some_and(|asked| asked.has_columns);
        if matches!(name, "sort-by" | "show-columns") && !columns {
            return Err(Error::usage("this pane has no columns"));
        }
        if name == "index" && !self.is_presenting() {
            return Err(Error::usage("no slides are shown").with_hint("p shows some"));
        }
        let input = Input::new(words.to_string());
        self.pick = Some(Picker {
            kind: card,
            input,
            selected: 0,
            choices: Vec::new(),
            toggled: false,
            mode: 0,
        });
        self.refresh_picker();
        // what holds is shown first: to open a list of settings changes nothing
        if let Some(pick) = self.pick.as_mut().filter(|pick| pick.kind.name == "settings") {
            pick.selected = pick
                .choices
                .iter()
                .position(|choice| choice.line.is_checked == Some(true))
                .unwrap_or(0);
        }
        Ok(())
    }

    /// Makes the choices of what is typed now.
    pub(crate) fn refresh_picker(&mut self) {
        let Some(mut pick) = self.pick.take() else { return };
        pick.choices = (pick.kind.choices)(self, &pick);
        pick.selected = pick.selected.min(pick.choices.len().saturating_sub(1));
        self.pick = Some(pick);
    }

    /// A key while a list is open.
    pub(crate) fn pick_key(&mut self, key: Key) {
        let page = self.context().area.height as usize;
        let Some(pick) = &mut self.pick else { return };
        let (last, at) = (pick.choices.len().saturating_sub(1), pick.selected);
        let empty = pick.input.value().is_empty();
        let named = |name| key.code == Code::Named(name);
        let ctrl = |c| key.ctrl && key.code == Code::Char(c);
        match () {
            () if named(Name::Esc) || ctrl('g') => self.pick = None,
            () if (named(Name::Backspace) || ctrl('h')) && empty => self.pick = None,
            () if key == Key::plain(Code::Char('?')) && empty && pick.kind.name == "help" => {
                self.pick = None
            }
            () if named(Name::Up) || ctrl('p') => pick.selected = at.checked_sub(1).unwrap_or(last),
            () if named(Name::Down) || ctrl('n') => {
                pick.selected = if at < last { at + 1 } else { 0 }
            }
            () if named(Name::PageUp) => pick.selected = at.saturating_sub(page),
            () if named(Name::PageDown) => pick.selected = (at + page).min(last),
            () if named(Name::Home) && empty => pick.selected = 0,
            () if named(Name::End) && empty => pick.selected = last,
            () if named(Name::Tab) => self.cycle_mode(),
            () if named(Name::Delete) && pick.kind.name == "views" => {
                self.delete_selected_bookmark()
            }
            () if key.code == Code::Char(' ') && pick.kind.toggles => self.choose(true),
            () if named(Name::Enter) && pick.kind.name == "show-columns" => self.pick = None,
            () if named(Name::Enter)
                && pick.toggled
                && !pick
                    .selected_choice()
                    .is_some_and(|choice| matches!(choice.action, ChoiceAction::RunScript(_))) =>
            {
                self.pick = None
            }
            () if named(Name::Enter) => self.choose(false),
            () => {
                if edit_input(&mut pick.input, key) {
                    pick.selected = 0;
                    self.refresh_picker();
                }
            }
        }
    }

    /// Text that is pasted into a list.
    pub(crate) fn paste_into_pick(&mut self, text: &str) {
        if let Some(pick) = &mut self.pick {
            pick.input = crate::app::overlay::filter_prompt::insert_pasted(&pick.input, text);
            pick.selected = 0;
            self.refresh_picker();
        }
    }

    /// From commands to everything and back; from one place to copy to, to the next.
    fn cycle_mode(&mut self) {
        let Some(pick) = &mut self.pick else { return };
        let other = match pick.kind.name {
            "find" => "commands",
            "commands" | "help" => "find",
            _ => {
                pick.mode += 1;
                return self.refresh_picker();
            }
        };
        let words = pick.input.value().to_string();
        let _ = self.open_picker(other, &words);
    }

    /// The list that is open as sentences: its title, and its choices.
    pub(crate) fn spoken_choices(&self) -> Option<(String, Vec<String>)> {
        let pick = self.pick.as_ref()?;
        let told = |choice: &Choice| {
            let PickerRow { text, kind, note, keys, is_checked: on, .. } = &choice.line;
            let on = match on {
                Some(true) => "on",
                Some(false) => "off",
                None => "",
            };
            [text.as_str(), kind, note, keys, on]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let title = if pick.choices.is_empty() {
            format!("{}: {}", pick.kind.title, pick.kind.empty_message)
        } else {
            pick.kind.title.into()
        };
        Some((title, pick.choices.iter().map(told).collect()))
    }

    /// Does the choice of an index.
    pub(crate) fn choose_index(&mut self, at: usize) {
        if let Some(picker) = &mut self.pick {
            picker.selected = at;
            self.choose(false);
        }
    }

    fn choose(&mut self, stay: bool) {
        let Some(choice) = self.pick.as_ref().and_then(Picker::selected_choice) else { return };
        let does = choice.action.clone();
        let open = if stay { self.pick.take() } else { None };
        let closed = if stay { None } else { self.pick.take() };
        match does {
            ChoiceAction::FillInput(text) => {
                // typed for the person to go on
                let _ = self.open_picker("commands", &text);
                return;
            }
            ChoiceAction::Perform(action) => {
                self.record_recent(&closed);
                self.dispatch(&action)
            }
            ChoiceAction::RunScript(script) => {
                self.record_recent(&closed);
                self.run_user_script(&script);
            }
        }
        if let Some(mut pick) = open {
            pick.toggled = true;
            self.pick = Some(pick);
            self.refresh_picker();
        }
    }

    /// Keeps what was chosen among the recent choices.
    fn record_recent(&mut self, pick: &Option<Picker>) {
        let Some(chosen) =
            pick.as_ref().filter(|pick| pick.kind.name == "find").and_then(Picker::selected_choice)
        else {
            return;
        };
        if let Some(place) = &chosen.path {
            self.profile.session_memory.push_recent(place.as_str());
        }
    }

    fn delete_selected_bookmark(&mut self) {
        let Some(choice) = self.pick.as_ref().and_then(Picker::selected_choice) else { return };
        let name = choice.line.text.clone();
        let pick = self.pick.take();
        self.dispatch(&Action::DeleteBookmark(name));
        self.pick = pick;
        self.refresh_picker();
    }

    /// Draws the list that is open, if one is.
    pub(crate) fn draw_pick(&self, head: Rect, buf: &mut Buffer) -> Option<RenderOutput> {
        let pick = self.pick.as_ref()?;
        let mut scene = self.context();
        let lines: Vec<PickerRow> = pick.choices.iter().map(|choice| choice.line.clone()).collect();
        let has_details = pick.choices.iter().any(|choice| choice.path.is_some());
        let split = Split::new(scene.area);
        let split = Some(split).filter(|split| has_details && split.is_side_by_side());
        let list = split.map_or(scene.area, |split| split.list);
        let view = picker::PickerView {
            rows: &lines,
            selected: pick.selected,
            empty_message: pick.kind.empty_message,
            has_fixed_columns: pick.kind.name == "find",
            theme: &self.theme,
            glyphs: &self.glyphs,
        };
        // what is being set is seen below
        let list = if pick.kind.name == "settings" && list.height >= MIN_PREVIEW_HEIGHT {
            let height = list.height / 2;
            scene.area = Rect { y: list.y + height + 1, height: list.height - height - 1, ..list };
            self.panes[self.current].draw(scene, buf);
            draw_rule(buf, list, list.y + height, &self.glyphs, self.theme.style(StyleRole::Dim));
            Rect { height, ..list }
        } else {
            list
        };
        let mut drawn = picker::draw(&view, list, buf);
        if let Some(split) = split {
            split.draw_rule(buf, &self.theme, &self.glyphs);
            let area = split.detail;
            let row = pick
                .selected_choice()
                .and_then(|choice| self.data.record_at(choice.path.as_ref()?));
            if let Some(row) = row {
                let detail = Detail::for_record(&scene.query, row);
                let (text, _) = layout_preview(detail, (area.width, area.height));
                rich_text::draw(&text, 0, None, area, buf, &self.theme, &self.glyphs);
            }
            drawn.deferred = Some(split.deferred_detail(&self.glyphs, pick.kind.name));
        }
        // what is typed stands where the pane's own line was
        let title = match pick.kind.name {
            "copy-as" => format!("Copy to the {}", copy::TARGETS[pick.mode % copy::TARGETS.len()]),
            _ => pick.kind.title.to_string(),
        };
        let coming = pick.kind.name == "find" && self.cache.names_pending();
        let hint = if coming { "names are being gathered" } else { pick.kind.hint };
        let count = format!("{} {} {hint}", pick.choices.len(), self.glyphs.dot);
        header::breadcrumb(
            &title,
            &[],
            if head.width >= 60 { &count } else { "" },
            head,
            buf,
            &self.theme,
        );
        let x = head.x + width(&title) + 3;
        let right = if head.width >= 60 { width(&count) + 2 } else { 1 };
        let room = head.width.saturating_sub(x + right);
        drawn.cursor = Some(self.draw_input(&pick.input, Rect { x, width: room, ..head }, buf));
        Some(drawn)
    }

    /// Draws what is typed; gives back where its cursor stands.
    pub(crate) fn draw_input(&self, input: &Input, area: Rect, buf: &mut Buffer) -> Position {
        let scroll = input.visual_scroll(area.width.saturating_sub(1) as usize);
        let shown: String =
            crate::model::text::sanitize(input.value()).chars().skip(scroll).collect();
        print_clipped(buf, area.x, area.y, area.width, &shown, self.theme.style(StyleRole::Strong));
        let x = area.x + (input.visual_cursor().saturating_sub(scroll) as u16).min(area.width);
        Position::new(x.min(buf.area.right().saturating_sub(1)), area.y)
    }
}
