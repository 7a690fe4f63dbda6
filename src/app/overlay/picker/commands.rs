//! Commands, steps and panes: by what they do, by name, by key, by other words for it.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::{Action, Command, Invocation, script};
use crate::query::search::{Match, match_name, typo_score};
use crate::sort;
use crate::ui::picker::PickerRow;

/// The keys of where one is.
pub(crate) fn help_choices(app: &App, pick: &Picker) -> Vec<Choice> {
    ranked(matching(app, pick.query(), true))
}

/// Commands, and what is typed itself where it is a step.
pub(crate) fn all_choices(app: &App, pick: &Picker) -> Vec<Choice> {
    let words = pick.query();
    let (name, rest) = words.split_once(' ').unwrap_or((words, ""));
    // a step that needs words is no step without them
    let needs = |command: &Command| matches!(command.invocation, Invocation::WithArgs(argument, _) if !argument.starts_with('['));
    let step = app
        .commands
        .iter()
        .any(|command| command.name == name && !(rest.trim().is_empty() && needs(command)));
    let typed = (step && script::parse(words, &app.commands).is_ok()).then(|| {
        let line = PickerRow { text: words.into(), kind: "run".into(), ..PickerRow::default() };
        Choice::new(line, ChoiceAction::RunScript(words.into()))
    });
    typed.into_iter().chain(ranked(matching(app, words, true))).collect()
}

/// The best first; where nothing is typed, in the order of the table.
fn ranked(mut all: Vec<(u32, Choice)>) -> Vec<Choice> {
    sort::by_key(&mut all, |(score, _)| std::cmp::Reverse(*score));
    all.into_iter().map(|(_, choice)| choice).collect()
}

/// Panes and commands that fit words, each with how well it does.
pub(crate) fn matching(app: &App, words: &str, steps: bool) -> Vec<(u32, Choice)> {
    let panes = app.panes.iter().enumerate().map(|(at, tab)| {
        let line = PickerRow {
            text: tab.info().description.into(),
            keys: (at + 1).to_string(),
            kind: "pane".into(),
            ..PickerRow::default()
        };
        (
            format!("{} {}", tab.name(), tab.info().description),
            line,
            ChoiceAction::Perform(Action::SelectPane(at + 1)),
        )
    });
    let slide = app.on_slide().is_some();
    let here = if slide { "present" } else { app.panes[app.current].name() };
    let panes = panes.filter(|_| !slide);
    // on a slide only its own keys do something, and those that leave
    let of_all = |command: &Command| {
        command.pane.is_empty()
            && (!slide
                || matches!(
                    command.name,
                    "first" | "last" | "find" | "help" | "why" | "quit" | "leave"
                ))
    };
    let mine = |command: &&&Command| {
        (of_all(command) || command.pane == here) && (steps || !command.keys.is_empty())
    };
    // what has a key comes before what has none
    let (keyed, bare): (Vec<&Command>, Vec<&Command>) =
        app.commands.iter().filter(mine).partition(|command| !command.keys.is_empty());
    let commands = keyed.into_iter().chain(bare).filter_map(|command| {
        let (text, does) = match (&command.invocation, command.keys) {
            (Invocation::WithArgs(..), "") => (
                format!("{}: {}", command.usage(), command.help),
                ChoiceAction::FillInput(format!("{} ", command.name)),
            ),
            _ => (command.help.to_string(), ChoiceAction::Perform(command.action("").ok()?)),
        };
        let kind = if command.pane.is_empty() { String::new() } else { command.pane.into() };
        Some((
            command.search_text(),
            PickerRow {
                text,
                keys: app.keymap.display_keys(command),
                kind,
                ..PickerRow::default()
            },
            does,
        ))
    });
    let fits = |(names, line, does): (String, PickerRow, ChoiceAction)| {
        if words.is_empty() {
            return Some((0, Choice::new(line, does)));
        }
        // a key by itself finds its command
        let key = line.keys.split(' ').any(|key| key == words);
        let shown = match_name(words, &line.text);
        let best = shown
            .clone()
            .or_else(|| match_name(words, &names).map(|fit| Match { letters: Vec::new(), ..fit }));
        let best = best.or_else(|| key.then(Match::default))?;
        let score = if key { 5000 } else { best.score };
        Some((score, Choice::new(PickerRow { match_positions: best.letters, ..line }, does)))
    };
    let own = app.keymap.user_bindings().filter(|(pane, ..)| pane.is_empty() || *pane == here).map(
        |(_, keys, script)| {
            (
                script.to_string(),
                PickerRow {
                    text: script.into(),
                    keys,
                    kind: "your own".into(),
                    ..PickerRow::default()
                },
                ChoiceAction::RunScript(script.into()),
            )
        },
    );
    let all: Vec<(String, PickerRow, ChoiceAction)> = panes.chain(own).chain(commands).collect();
    let found: Vec<(u32, Choice)> = all.iter().cloned().filter_map(fits).collect();
    if !found.is_empty() {
        return found;
    }
    // with a slip
    all.into_iter()
        .filter_map(|(names, line, does)| {
            Some((typo_score(words, &names)?, Choice::new(line, does)))
        })
        .collect()
}
