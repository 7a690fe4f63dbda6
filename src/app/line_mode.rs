//! Renders the current view as numbered lines of text, for screen readers and pipes.

use super::{App, Origin};
use crate::command::{Action, script};
use crate::detail::{Detail, Entry, EntryKind};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::ui::glyphs::SPOKEN_GLYPHS;
use std::borrow::Cow;

/// A line of the view. Lines that lead somewhere are numbered.
#[derive(Clone, Debug, PartialEq)]
pub struct SpokenLine {
    pub text: String,
    target: Option<LineTarget>,
}

#[derive(Clone, Debug, PartialEq)]
enum LineTarget {
    Path(RecordPath),
    /// The index of a choice in the open picker.
    Choice(usize),
}

impl SpokenLine {
    /// Returns whether the line has a number, by which it is opened.
    pub fn is_numbered(&self) -> bool {
        self.target.is_some()
    }

    pub(super) fn unnumbered(text: impl Into<String>) -> SpokenLine {
        SpokenLine { text: replace_symbols(&text.into()), target: None }
    }

    fn linked(text: impl Into<String>, path: &RecordPath) -> SpokenLine {
        SpokenLine {
            text: replace_symbols(&text.into()),
            target: Some(LineTarget::Path(path.clone())),
        }
    }

    pub(super) fn choice(text: &str, index: usize) -> SpokenLine {
        SpokenLine { text: replace_symbols(text), target: Some(LineTarget::Choice(index)) }
    }
}

/// Symbols of the screen, and the words for them.
const SYMBOL_WORDS: &[(&str, &str)] = &[
    (" ≠ ", ", but also "),
    ("≠ ", "but also "),
    (" Δ ", ", in another phase or plan "),
    ("Δ ", "in another phase or plan "),
    (" · ", ", "),
    (" → ", " to "),
    (" × ", " by "),
    ("− ", "no longer "),
];

fn replace_symbols(text: &str) -> String {
    SYMBOL_WORDS.iter().fold(text.to_string(), |text, (symbol, words)| text.replace(symbol, words))
}

impl App {
    /// Replaces symbols by words, for line mode.
    pub fn for_line_mode(mut self) -> App {
        self.screen.glyphs = SPOKEN_GLYPHS;
        self
    }

    /// Returns the lines of the current view.
    pub fn spoken_lines(&self) -> Vec<SpokenLine> {
        if let Some(lines) = self.active_overlay().and_then(|overlay| overlay.describe(self)) {
            return lines;
        }
        match self.mode.slide() {
            Some(presentation) => self.slide_lines(presentation),
            None => self.pane_lines(),
        }
    }

    pub(super) fn pane_lines(&self) -> Vec<SpokenLine> {
        let (pane, context) = self.current_pane();
        detail_lines(&pane.describe(context))
    }

    /// Describes the focus as a sentence, for a step that only moves.
    pub fn describe_focus(&self) -> String {
        let (pane, context) = self.current_pane();
        let link = match self.overlays.report() {
            Some(_) => None,
            None => pane.focused_link(context),
        };
        let Some(path) = link.or_else(|| self.path_or_focused("").ok()) else {
            return "Nothing is focused.".into();
        };
        let title = self.data().record_at(&path).map(|record| self.data().title(record));
        replace_symbols(&match title {
            Some(title) => format!("Here: {title}, {path}"),
            None => format!("Here: {path}"),
        })
    }

    /// Takes the message of the last step.
    pub fn take_message(&mut self) -> Option<String> {
        self.status.take().map(|message| replace_symbols(&message))
    }

    /// Performs a typed line: the number of one of the lines printed last, `why NUMBER`, or steps
    /// of a script.
    pub fn submit_line(&mut self, text: &str, printed: &[SpokenLine]) -> Result<()> {
        if let Ok(number) = text.parse() {
            return match numbered_target(printed, number)? {
                LineTarget::Choice(index) => {
                    self.choose_index(*index);
                    Ok(())
                }
                LineTarget::Path(path) => self.follow_link(path),
            };
        }
        let explained = text.strip_prefix("why ").and_then(|number| number.trim().parse().ok());
        if let Some(number) = explained {
            return match numbered_target(printed, number)? {
                LineTarget::Path(path) => self.open_provenance(path.as_str()),
                LineTarget::Choice(_) => Err(Error::usage("this line is not a value")),
            };
        }
        for action in script::parse(text, self.commands())? {
            self.perform_typed(&action)?;
        }
        self.overlays.close_link_hints();
        // a setting may have brought symbols back
        self.screen.glyphs = SPOKEN_GLYPHS;
        if self.overlays.close_filter_prompt() {
            return Err(Error::usage("the filter needs its words")
                .with_hint("for example filter region:africa"));
        }
        Ok(())
    }

    /// Performs a typed step. A pane that it goes to is reset, and the user can go back.
    fn perform_typed(&mut self, action: &Action) -> Result<()> {
        if !matches!(action, Action::Go(_)) {
            return self.perform(action, Origin::User);
        }
        let here = self.history_entry();
        self.perform(action, Origin::Script)?;
        self.history.push(here);
        Ok(())
    }
}

/// Returns the target of the numbered line of a number, from 1.
fn numbered_target(lines: &[SpokenLine], number: usize) -> Result<&LineTarget> {
    let targets: Vec<&LineTarget> = lines.iter().filter_map(|line| line.target.as_ref()).collect();
    number.checked_sub(1).and_then(|index| targets.get(index)).copied().ok_or_else(|| {
        Error::usage(format!("there is no line {number}: {} have a number", targets.len()))
            .with_hint("a number from 1")
    })
}

/// Returns a detail line by line. An entry with several links becomes a line for each.
pub(super) fn detail_lines(detail: &Detail) -> Vec<SpokenLine> {
    let mut lines = vec![SpokenLine::unnumbered(&*detail.heading)];
    if !detail.subtitle.is_empty() {
        lines.push(SpokenLine::unnumbered(&*detail.subtitle));
    }
    for entry in &detail.entries {
        push_entry(&mut lines, entry);
    }
    lines
}

fn push_entry(lines: &mut Vec<SpokenLine>, entry: &Entry) {
    if entry.kind == EntryKind::Heading {
        lines.push(SpokenLine::unnumbered(format!("{}.", fragment_text(entry, &entry.title))));
        return;
    }
    let flag = if entry.flags.overridden {
        " (your override)"
    } else if entry.flags.disputed {
        " (sources contradict each other)"
    } else {
        ""
    };
    let title = if entry.title.is_empty() { String::new() } else { format!("{}: ", entry.title) };
    let text = format!("{title}{}{flag}", entry_text(entry));
    match &entry_links(entry)[..] {
        [] => lines.push(SpokenLine::unnumbered(text)),
        [(_, path)] => lines.push(SpokenLine::linked(text, path)),
        links => {
            lines.push(SpokenLine::unnumbered(text));
            for (text, path) in links {
                lines.push(SpokenLine::linked(&**text, path));
            }
        }
    }
}

fn entry_text(entry: &Entry) -> String {
    let mut text = String::new();
    for fragment in &entry.fragments {
        // brackets belong to the fragment before
        if fragment.text.starts_with('(') && !text.is_empty() {
            text.push(' ');
        } else if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&fragment_text(entry, &fragment.text));
    }
    text
}

/// Returns a text with words for its first symbol: new, disputed, or claimed by other sources.
fn fragment_text<'a>(entry: &Entry, text: &'a str) -> Cow<'a, str> {
    if let Some(text) = text.strip_prefix("+ ") {
        return Cow::Owned(format!("new {text}"));
    }
    match text.strip_prefix("≠ ") {
        Some(text) if entry.kind == EntryKind::Field => {
            Cow::Owned(format!("{text} (sources contradict each other)"))
        }
        Some(text) => Cow::Owned(format!("but also {text}")),
        None => Cow::Borrowed(text),
    }
}

fn entry_links(entry: &Entry) -> Vec<(Cow<'_, str>, &RecordPath)> {
    entry
        .fragments
        .iter()
        .filter_map(|fragment| {
            Some((fragment_text(entry, &fragment.text), fragment.link.as_ref()?))
        })
        .collect()
}
