//! Commands, script steps and panes: found by name, key, help text or synonym.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::{Action, ActionMaker, Command, script_parser};
use crate::query::search::{NameMatch, match_name, typo_score};
use crate::ui::picker::PickerRow;
use std::cmp::Reverse;

/// The score of a command whose key is typed: above all matches of names.
const KEY_SCORE: u32 = 5000;

/// Commands of every pane that work on a slide, too.
const COMMANDS_ON_SLIDES: &[&str] = &["first", "last", "find", "help", "why", "quit", "quit-now"];

/// Entries of the picker before a query is matched.
struct Candidate {
    /// The text that the query is matched with, besides the row's own.
    search_text: String,
    row: PickerRow,
    action: ChoiceAction,
}

/// Lists the keys of the current pane or slide.
pub(super) fn help_choices(app: &App, picker: &Picker) -> Vec<Choice> {
    ranked(matching_or_similar(app, picker.query(), CommandSubset::All))
}

/// Lists commands; first the query itself, if it is a step of a script.
pub(super) fn all_choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let query = picker.query();
    let mut choices = Vec::new();
    if is_complete_step(app, query) {
        let row = PickerRow { kind: "run".into(), ..PickerRow::new(query) };
        choices.push(Choice::new(row, ChoiceAction::RunScript(query.into())));
    }
    choices.extend(ranked(matching_or_similar(app, query, CommandSubset::All)));
    choices
}

/// Returns whether a text is a step with all the words that it needs.
fn is_complete_step(app: &App, text: &str) -> bool {
    let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
    let needs_words = |command: &Command| match command.action_maker {
        ActionMaker::WithArgs(argument, _) => !argument.starts_with('['),
        ActionMaker::Fixed(_) => false,
    };
    let is_step = app
        .commands()
        .iter()
        .any(|command| command.is_named(name) && !(rest.trim().is_empty() && needs_words(command)));
    is_step && script_parser::parse(text, app.commands()).is_ok()
}

/// Sorts choices by their score; equal ones stay in the order of the table.
fn ranked(mut choices: Vec<(u32, Choice)>) -> Vec<Choice> {
    choices.sort_by_key(|(score, _)| Reverse(*score));
    choices.into_iter().map(|(_, choice)| choice).collect()
}

/// The commands among which a picker searches.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum CommandSubset {
    All,
    /// Without those that can only be written as a step.
    WithKeys,
}

/// Returns panes and commands that match a query, each with its score.
pub(super) fn matching(app: &App, query: &str, set: CommandSubset) -> Vec<(u32, Choice)> {
    let candidates = candidates(app, set).into_iter();
    candidates.filter_map(|candidate| match_candidate(query, candidate)).collect()
}

/// Returns panes and commands that match a query; if there are none, those that resemble it.
pub(super) fn matching_or_similar(
    app: &App,
    query: &str,
    set: CommandSubset,
) -> Vec<(u32, Choice)> {
    let found = matching(app, query, set);
    if !found.is_empty() {
        return found;
    }
    let with_typo = candidates(app, set).into_iter().filter_map(|candidate| {
        let score = typo_score(query, &candidate.search_text)?;
        Some((score, Choice::new(candidate.row, candidate.action)))
    });
    with_typo.collect()
}

fn match_candidate(query: &str, candidate: Candidate) -> Option<(u32, Choice)> {
    let Candidate { search_text, row, action } = candidate;
    if query.is_empty() {
        return Some((0, Choice::new(row, action)));
    }
    let is_key = row.keys.split(' ').any(|key| key == query);
    let best = match_name(query, &row.text)
        .or_else(|| {
            match_name(query, &search_text).map(|fit| NameMatch { letters: Vec::new(), ..fit })
        })
        .or_else(|| is_key.then(NameMatch::default))?;
    let score = if is_key { KEY_SCORE } else { best.score };
    let row = PickerRow { match_positions: best.letters, ..row };
    Some((score, Choice::new(row, action)))
}

/// Returns panes, the user's bindings, commands with keys, and commands without.
fn candidates(app: &App, set: CommandSubset) -> Vec<Candidate> {
    let is_on_slide = app.mode.slide().is_some();
    let current = if is_on_slide { "present" } else { app.panes.current().name() };
    let mut candidates = Vec::new();
    if !is_on_slide {
        candidates.extend(pane_candidates(app));
    }
    for (pane, keys, script) in app.keys.keymap().user_bindings() {
        if pane.is_empty() || pane == current {
            let row = PickerRow { keys, kind: "your own".into(), ..PickerRow::new(script) };
            let action = ChoiceAction::RunScript(script.into());
            candidates.push(Candidate { search_text: script.into(), row, action });
        }
    }
    let works_here = |command: &&Command| {
        let is_global =
            command.pane.is_empty() && (!is_on_slide || COMMANDS_ON_SLIDES.contains(&command.name));
        (is_global || command.pane == current)
            && (set == CommandSubset::All || !command.keys.is_empty())
    };
    let (with_keys, without_keys): (Vec<&Command>, Vec<&Command>) = app
        .keys
        .offered_commands()
        .filter(works_here)
        .partition(|command| !command.keys.is_empty());
    let commands = with_keys.into_iter().chain(without_keys);
    candidates.extend(commands.filter_map(|command| command_candidate(app, command)));
    candidates
}

fn pane_candidates(app: &App) -> impl Iterator<Item = Candidate> {
    app.panes.iter().enumerate().map(|(index, pane)| {
        let description = pane.info().description;
        let number = index + 1;
        Candidate {
            search_text: format!("{} {description}", pane.name()),
            row: PickerRow {
                keys: number.to_string(),
                kind: "pane".into(),
                ..PickerRow::new(description)
            },
            action: ChoiceAction::Perform(Action::SelectPane(number)),
        }
    })
}

fn command_candidate(app: &App, command: &Command) -> Option<Candidate> {
    let (text, action) = match &command.action_maker {
        ActionMaker::WithArgs(..) if command.keys.is_empty() => (
            format!("{}: {}", command.usage(), command.help),
            ChoiceAction::FillInput(format!("{} ", command.name)),
        ),
        _ => (command.help.to_string(), ChoiceAction::Perform(command.action("").ok()?)),
    };
    let keys = app.keys.keymap().display_keys(command);
    let row = PickerRow { keys, kind: command.pane.into(), ..PickerRow::new(text) };
    Some(Candidate { search_text: command.search_text(), row, action })
}
