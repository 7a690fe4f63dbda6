//! Files to import: the folders and spreadsheets of the folder that is typed.

use super::{Choice, ChoiceAction, Picker};
use crate::app::{App, FileEntry};
use crate::command::{Action, PickerKind};
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;
use std::cmp::Reverse;

/// The score of a name that begins with the typed letters: above all other matches.
const PREFIX_SCORE: u32 = 5000;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let typed = picker.input.value();
    let Some((folder, prefix)) = split_path(typed) else { return vec![as_typed(typed)] };
    let mut found: Vec<(u32, Choice)> = Vec::new();
    for file in app.files() {
        // hidden files are offered where their point is typed
        if file.name.starts_with('.') && !prefix.starts_with('.') {
            continue;
        }
        let row = file_row(file);
        let starts = file.name.to_lowercase().starts_with(&prefix.to_lowercase());
        let Some(score) = starts
            .then_some(PREFIX_SCORE)
            .or_else(|| Some(match_name(prefix, &file.name)?.score.min(PREFIX_SCORE - 1)))
        else {
            continue;
        };
        found.push((score, Choice::new(row, file_action(&folder, file))));
    }
    found.sort_by_key(|(score, _)| Reverse(*score));
    let mut choices: Vec<Choice> = found.into_iter().map(|(_, choice)| choice).collect();
    if matches!(prefix, "." | "..") {
        let up = format!("{folder}../");
        choices.insert(0, Choice::new(PickerRow::new("../"), ChoiceAction::TypePath(up)));
    }
    if choices.is_empty() && !prefix.is_empty() {
        choices.push(as_typed(typed));
    }
    choices
}

fn file_row(file: &FileEntry) -> PickerRow {
    let (text, kind, note) = match file.is_folder {
        true => (format!("{}/", file.name), "folder".into(), String::new()),
        false => {
            let kind = file.name.rsplit_once('.').map_or("", |(_, end)| end);
            (file.name.clone(), kind.to_lowercase(), size_words(file.size))
        }
    };
    PickerRow { kind, note, ..PickerRow::new(text) }
}

fn file_action(folder: &str, file: &FileEntry) -> ChoiceAction {
    let path = format!("{folder}{}", file.name);
    match file.is_folder {
        true => ChoiceAction::TypePath(format!("{path}/")),
        false => ChoiceAction::Perform(Action::Import(quote_word(&path))),
    }
}

/// Returns the choice of a file whose name no listed one has, or of a line with flags.
fn as_typed(typed: &str) -> Choice {
    let has_flags = split_path(typed).is_none();
    let line = if has_flags { typed.trim().to_string() } else { quote_word(typed.trim()) };
    let row = PickerRow { kind: "as typed".into(), ..PickerRow::new(typed.trim()) };
    Choice::new(row, ChoiceAction::Perform(Action::Import(line)))
}

/// Splits a typed path into its folder and the begin of a name; `None` for a line with flags.
fn split_path(typed: &str) -> Option<(String, &str)> {
    if typed.contains(" --") {
        return None;
    }
    let typed = typed.trim_start().trim_start_matches(['"', '\'']);
    if typed == "~" {
        return Some(("~/".into(), ""));
    }
    Some(match typed.rfind('/') {
        Some(slash) => (typed[..=slash].to_string(), &typed[slash + 1..]),
        None => (String::new(), typed),
    })
}

/// Returns a path as one word of a line.
fn quote_word(path: &str) -> String {
    if !path.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')) {
        return path.to_string();
    }
    format!("'{}'", path.replace('\'', "'\"'\"'"))
}

/// Returns a size such as `12 kB`.
fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

impl Picker {
    /// Offers files once `import` is typed into the picker of commands.
    pub(super) fn offer_files(&mut self) {
        if self.kind == PickerKind::Commands
            && let Some(path) = self.input.value().strip_prefix("import ")
        {
            self.input = super::TextInput::new(path);
            self.kind = PickerKind::ImportFile;
        }
    }

    /// Returns the folder of the typed path, if files are chosen.
    pub(crate) fn typed_folder(&self) -> Option<String> {
        let chooses_files = self.kind == PickerKind::ImportFile;
        split_path(self.input.value()).filter(|_| chooses_files).map(|(folder, _)| folder)
    }

    /// Types the name of the selected file or folder.
    pub(super) fn complete_path(&mut self, app: &App) {
        self.follow_text(app);
        let Some((folder, _)) = split_path(self.input.value()) else { return };
        let Some(choice) = self.selected_choice() else { return };
        let text = match &choice.action {
            ChoiceAction::TypePath(path) => path.clone(),
            _ if choice.row.kind == "as typed" => return,
            _ => format!("{folder}{}", choice.row.text),
        };
        self.input = super::TextInput::new(text);
        self.mark_stale();
    }
}
