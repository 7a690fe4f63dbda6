//! Commands, steps and panes: by what they do, by name, by key, by other words for it.

use super::{Choice, Does, Pick};
use crate::app::App;
use crate::command::{Action, Command, Run, script};
use crate::query::search::{Fit, fit, near};
use crate::sort;
use crate::ui::picker::Line;

/// The keys of where one is.
pub(crate) fn help(app: &App, pick: &Pick) -> Vec<Choice> {
    ranked(fitting(app, pick.words(), true))
}

/// Commands, and what is typed itself where it is a step.
pub(crate) fn all(app: &App, pick: &Pick) -> Vec<Choice> {
    let words = pick.words();
    let (name, rest) = words.split_once(' ').unwrap_or((words, ""));
    // a step that needs words is no step without them
    let needs = |command: &Command| matches!(command.run, Run::With(argument, _) if !argument.starts_with('['));
    let step = app.commands.iter().any(|command| command.name == name && !(rest.trim().is_empty() && needs(command)));
    let typed = (step && script::parse(words, &app.commands).is_ok()).then(|| {
        let line = Line { text: words.into(), kind: "run".into(), ..Line::default() };
        Choice::new(line, Does::Run(words.into()))
    });
    typed.into_iter().chain(ranked(fitting(app, words, true))).collect()
}

/// The best first; where nothing is typed, in the order of the table.
fn ranked(mut all: Vec<(u32, Choice)>) -> Vec<Choice> {
    sort::by_key(&mut all, |(score, _)| std::cmp::Reverse(*score));
    all.into_iter().map(|(_, choice)| choice).collect()
}

/// Panes and commands that fit words, each with how well it does.
pub(crate) fn fitting(app: &App, words: &str, steps: bool) -> Vec<(u32, Choice)> {
    let panes = app.tabs.iter().enumerate().map(|(at, tab)| {
        let line = Line { text: tab.card().about.into(), keys: (at + 1).to_string(), kind: "pane".into(), ..Line::default() };
        (format!("{} {}", tab.name(), tab.card().about), line, Does::Act(Action::Visit(at + 1)))
    });
    let slide = app.on_slide().is_some();
    let here = if slide { "present" } else { app.tabs[app.current].name() };
    let panes = panes.filter(|_| !slide);
    // on a slide only its own keys do something, and those that leave
    let of_all = |command: &Command| {
        command.pane.is_empty() && (!slide || matches!(command.name, "first" | "last" | "find" | "help" | "why" | "quit" | "leave"))
    };
    let mine = |command: &&&Command| (of_all(command) || command.pane == here) && (steps || !command.keys.is_empty());
    // what has a key comes before what has none
    let (keyed, bare): (Vec<&Command>, Vec<&Command>) = app.commands.iter().filter(mine).partition(|command| !command.keys.is_empty());
    let commands = keyed.into_iter().chain(bare).filter_map(|command| {
        let (text, does) = match (&command.run, command.keys) {
            (Run::With(..), "") => (format!("{}: {}", command.usage(), command.help), Does::Fill(format!("{} ", command.name))),
            _ => (command.help.to_string(), Does::Act(command.action("").ok()?)),
        };
        let kind = if command.pane.is_empty() { String::new() } else { command.pane.into() };
        Some((command.names(), Line { text, keys: app.keymap.words(command), kind, ..Line::default() }, does))
    });
    let fits = |(names, line, does): (String, Line, Does)| {
        if words.is_empty() {
            return Some((0, Choice::new(line, does)));
        }
        // a key by itself finds its command
        let key = line.keys.split(' ').any(|key| key == words);
        let shown = fit(words, &line.text);
        let best = shown.clone().or_else(|| fit(words, &names).map(|fit| Fit { letters: Vec::new(), ..fit }));
        let best = best.or_else(|| key.then(Fit::default))?;
        let score = if key { 5000 } else { best.score };
        Some((score, Choice::new(Line { letters: best.letters, ..line }, does)))
    };
    let own = app.keymap.own().filter(|(pane, ..)| pane.is_empty() || *pane == here).map(|(_, keys, script)| {
        (script.to_string(), Line { text: script.into(), keys, kind: "your own".into(), ..Line::default() }, Does::Run(script.into()))
    });
    let all: Vec<(String, Line, Does)> = panes.chain(own).chain(commands).collect();
    let found: Vec<(u32, Choice)> = all.iter().cloned().filter_map(fits).collect();
    if !found.is_empty() {
        return found;
    }
    // with a slip
    all.into_iter().filter_map(|(names, line, does)| Some((near(words, &names)?, Choice::new(line, does)))).collect()
}
