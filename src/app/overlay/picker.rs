//! Pickers: a query is typed, the choices follow, Enter takes one. Each kind of picker has its
//! choices in a file of its own.

mod bookmarks;
mod choice;
mod commands_and_panes;
mod copy;
mod decks_and_slides;
mod definitions;
mod facets;
mod history;
mod import_answers;
mod import_columns;
mod import_files;
mod programmes;
mod records_and_commands;
mod related_lists;
mod render;
mod selection_move;
mod settings;
mod sort_and_columns;

use super::Overlay;
use super::text_input::TextInput;
use crate::app::{App, SpokenLine};
use crate::command::key::{KeyCode, KeyEvent, KeyModifiers};
use crate::command::{Action, Motion, PickerKind};
use crate::error::{Error, Result};
use crate::ui::picker::PickerRow;
use choice::{Choice, ChoiceAction};
use definitions::PickerDefinition;
use selection_move::SelectionMove;

const KEY_HINTS: &[(&str, &str)] = &[
    ("Tab", "other"),
    ("C-u", "clear"),
    ("Up Down", "move"),
    ("Enter", "choose"),
    ("Esc", "close"),
];
const FILE_KEY_HINTS: &[(&str, &str)] = &[
    ("Tab", "complete"),
    ("C-u", "clear"),
    ("Up Down", "move"),
    ("Enter", "import"),
    ("Esc", "close"),
];

pub(crate) struct Picker {
    kind: PickerKind,
    input: TextInput,
    choices: Vec<Choice>,
    /// The index of the selected choice.
    selected: usize,
    /// A choice was toggled, so that Enter only closes the picker.
    has_toggled: bool,
    /// The way the picker works, for kinds with several; Tab goes on to the next.
    mode: usize,
    /// Moves of the selection that wait until the choices follow the text.
    stale_moves: Option<Vec<SelectionMove>>,
    /// The number of times that the choices were made.
    #[cfg(test)]
    ranking_count: usize,
}

impl From<Picker> for Overlay {
    fn from(picker: Picker) -> Overlay {
        Overlay::Picker(picker)
    }
}

impl Picker {
    /// Returns a picker with a query typed already, whose choices are made later.
    fn new(app: &App, kind: PickerKind, query: &str) -> Result<Picker> {
        if kind == PickerKind::Slides && !app.is_presenting() {
            return Err(
                Error::usage("no presentation is running").with_hint("press p to start one")
            );
        }
        Ok(Picker {
            kind,
            input: TextInput::new(query),
            choices: Vec::new(),
            selected: 0,
            has_toggled: false,
            mode: 0,
            stale_moves: Some(Vec::new()),
            #[cfg(test)]
            ranking_count: 0,
        })
    }

    /// Returns the keys for the status line.
    pub(crate) fn key_hints(&self) -> &'static [(&'static str, &'static str)] {
        match self.kind {
            PickerKind::ImportFile => FILE_KEY_HINTS,
            // these have no other way of working
            PickerKind::ImportKind | PickerKind::ImportField | PickerKind::ImportAnswer => {
                &KEY_HINTS[1..]
            }
            _ => KEY_HINTS,
        }
    }

    fn info(&self) -> PickerDefinition {
        definitions::info(self.kind)
    }

    /// Returns the text in place of choices where there are none.
    fn empty_message(&self) -> &'static str {
        let lists_columns = matches!(self.kind, PickerKind::Sort | PickerKind::Columns);
        if lists_columns && self.query().is_empty() {
            "this pane has no columns"
        } else {
            self.info().empty_message
        }
    }

    fn query(&self) -> &str {
        self.input.value().trim()
    }

    fn selected_choice(&self) -> Option<&Choice> {
        self.choices.get(self.selected)
    }

    /// Makes the choices for the query.
    fn refresh(&mut self, app: &App) {
        #[cfg(test)]
        {
            self.ranking_count += 1;
        }
        self.choices = (self.info().choices)(app, self);
        self.selected = self.selected.min(self.choices.len().saturating_sub(1));
    }

    /// Notes that the text has changed: the choices follow at the end of the batch of keys, or
    /// before a key that needs them.
    fn mark_stale(&mut self) {
        self.stale_moves = Some(Vec::new());
    }

    /// Inserts a text at the cursor.
    pub(crate) fn insert(&mut self, text: &str) {
        self.input.insert(text);
        self.mark_stale();
    }

    /// Makes the choices for the text, if it has changed.
    pub(crate) fn follow_text(&mut self, app: &App) {
        let Some(moves) = self.stale_moves.take() else { return };
        self.offer_files();
        self.selected = 0;
        self.refresh(app);
        for wanted in moves {
            self.perform_move(app, wanted);
        }
    }

    /// Moves the selection by one; the first choice follows the last.
    pub(crate) fn move_selection(&mut self, motion: Motion) {
        let last = self.choices.len().saturating_sub(1);
        self.selected = match motion {
            Motion::Up => self.selected.checked_sub(1).unwrap_or(last),
            Motion::Down if self.selected < last => self.selected + 1,
            Motion::Down => 0,
            _ => self.selected,
        };
    }

    pub(crate) fn handle_key(mut self, app: &mut App, key: KeyEvent) {
        let is_empty = self.input.is_empty();
        let has_alt = key.modifiers.contains(KeyModifiers::ALT);
        match (key.code, key.modifiers) {
            _ if has_alt => {}
            (KeyCode::Esc, _) | (KeyCode::Char('g'), KeyModifiers::CONTROL) => return,
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), KeyModifiers::CONTROL) if is_empty => {
                return;
            }
            (KeyCode::Char('?'), KeyModifiers::NONE)
                if is_empty && self.kind == PickerKind::Help =>
            {
                return;
            }
            (KeyCode::Enter, _) => return self.accept(app),
            (KeyCode::Tab, _) => return self.cycle_mode(app),
            (KeyCode::Delete, KeyModifiers::NONE) if self.kind == PickerKind::Bookmarks => {
                return self.delete_selected_bookmark(app);
            }
            (KeyCode::Char(' '), _) if self.info().toggles => return self.toggle(app),
            _ => {}
        }
        match self.selection_move(key).filter(|_| !has_alt) {
            Some(wanted) => self.perform_move(app, wanted),
            None if self.input.handle_key(key) => self.mark_stale(),
            None => {}
        }
        app.overlays.push(self.into());
    }

    /// Returns the move of the selection that a key means.
    fn selection_move(&self, key: KeyEvent) -> Option<SelectionMove> {
        let is_empty = self.input.is_empty();
        Some(match (key.code, key.modifiers) {
            (KeyCode::Up, _) | (KeyCode::Char('p'), KeyModifiers::CONTROL) => {
                SelectionMove::Step(Motion::Up)
            }
            (KeyCode::Down, _) | (KeyCode::Char('n'), KeyModifiers::CONTROL) => {
                SelectionMove::Step(Motion::Down)
            }
            (KeyCode::PageUp, _) => SelectionMove::PageUp,
            (KeyCode::PageDown, _) => SelectionMove::PageDown,
            (KeyCode::Home, _) if is_empty => SelectionMove::First,
            (KeyCode::End, _) if is_empty => SelectionMove::Last,
            _ => return None,
        })
    }

    /// Moves the selection, or later if the choices do not follow the text yet.
    fn perform_move(&mut self, app: &App, wanted: SelectionMove) {
        if let Some(moves) = &mut self.stale_moves {
            moves.push(wanted);
            return;
        }
        let page = app.screen.content_area().height as usize;
        let last = self.choices.len().saturating_sub(1);
        match wanted {
            SelectionMove::Step(motion) => self.move_selection(motion),
            SelectionMove::PageUp => self.selected = self.selected.saturating_sub(page),
            SelectionMove::PageDown => self.selected = (self.selected + page).min(last),
            SelectionMove::First => self.selected = 0,
            SelectionMove::Last => self.selected = last,
        }
    }

    /// Takes the selected choice, or closes a picker whose choices are toggled.
    fn accept(mut self, app: &mut App) {
        self.follow_text(app);
        let runs_script = self
            .selected_choice()
            .is_some_and(|choice| matches!(choice.action, ChoiceAction::RunScript(_)));
        if self.kind == PickerKind::Columns || (self.has_toggled && !runs_script) {
            return;
        }
        self.choose(app);
    }

    /// Performs the selected choice; the picker is closed before.
    fn choose(self, app: &mut App) {
        let Some(choice) = self.selected_choice() else {
            app.overlays.push(self.into());
            return;
        };
        if self.kind == PickerKind::Find
            && let Some(path) = &choice.path
        {
            app.profile.recent_choices.push_recent(path.as_str());
        }
        choice.action.clone().perform(app);
    }

    /// Performs the selected choice; the picker stays open.
    fn toggle(mut self, app: &mut App) {
        self.follow_text(app);
        if let Some(choice) = self.selected_choice() {
            choice.action.clone().perform(app);
            self.has_toggled = true;
            self.refresh(app);
        }
        app.overlays.push(self.into());
    }

    /// Changes between commands and everything; between the targets of a copy.
    fn cycle_mode(mut self, app: &mut App) {
        let other = match self.kind {
            PickerKind::Find => Some(PickerKind::Commands),
            PickerKind::Commands | PickerKind::Help => Some(PickerKind::Find),
            PickerKind::ImportFile => {
                self.complete_path(app);
                return app.overlays.push(self.into());
            }
            _ => None,
        };
        match other.map(|kind| Picker::new(app, kind, self.input.value())) {
            Some(Ok(picker)) => self = picker,
            Some(Err(_)) => {}
            None => {
                self.follow_text(app);
                self.mode += 1;
                self.refresh(app);
            }
        }
        app.overlays.push(self.into());
    }

    fn delete_selected_bookmark(mut self, app: &mut App) {
        self.follow_text(app);
        if let Some(choice) = self.selected_choice() {
            app.dispatch(&Action::DeleteBookmark(choice.row.text.clone()));
            self.refresh(app);
        }
        app.overlays.push(self.into());
    }

    /// Returns the title and the choices as lines; each choice has a number.
    pub(crate) fn describe(&self) -> Vec<SpokenLine> {
        let info = self.info();
        let title = if self.choices.is_empty() {
            format!("{}: {}", info.title, self.empty_message())
        } else {
            info.title.into()
        };
        let mut lines = vec![SpokenLine::unnumbered(title)];
        for (index, choice) in self.choices.iter().enumerate() {
            let PickerRow { text, kind, note, keys, is_checked, .. } = &choice.row;
            let checked = match is_checked {
                Some(true) => "on",
                Some(false) => "off",
                None => "",
            };
            let mut parts = vec![text.as_str(), kind, note, keys, checked];
            parts.retain(|part| !part.is_empty());
            lines.push(SpokenLine::choice(&parts.join(", "), index));
        }
        lines
    }
}

impl Picker {
    /// Selects the current value where it is checked: opening the picker previews nothing, and
    /// Enter changes nothing.
    fn select_current(&mut self) {
        if matches!(
            self.kind,
            PickerKind::Settings
                | PickerKind::Programmes
                | PickerKind::ImportKind
                | PickerKind::ImportField
        ) {
            let is_current = |choice: &Choice| choice.row.is_checked == Some(true);
            self.selected = self.choices.iter().position(is_current).unwrap_or(0);
        }
    }
}

impl App {
    /// Opens a picker with a query typed already, in place of an open one.
    pub(crate) fn open_picker(&mut self, kind: PickerKind, query: &str) -> Result<()> {
        let mut picker = Picker::new(self, kind, query)?;
        picker.follow_text(self);
        picker.select_current();
        self.overlays.push(picker.into());
        self.request_files();
        Ok(())
    }

    /// Makes the choices of the open picker again, after something that they depend on has changed.
    pub(crate) fn refresh_picker(&mut self) {
        if let Some(mut picker) = self.overlays.pop_picker() {
            picker.refresh(self);
            let is_untouched = picker.selected == 0 && picker.query().is_empty();
            if picker.kind == PickerKind::Programmes && is_untouched {
                picker.select_current();
            }
            self.overlays.push(picker.into());
        }
    }

    /// Takes the choice of an index in the open picker.
    pub(crate) fn choose_index(&mut self, index: usize) {
        if let Some(mut picker) = self.overlays.pop_picker() {
            picker.selected = index;
            picker.choose(self);
        }
    }
}

#[cfg(test)]
mod tests;
