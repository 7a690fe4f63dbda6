//! Renders the current view as numbered lines of text, for screen readers and pipes.

use super::App;
use crate::detail::{Detail, DetailEntry, DetailEntryKind};
use crate::model::RecordPath;
use std::borrow::Cow;

/// A line of the view. Lines that lead somewhere are numbered.
#[derive(Clone, Debug, PartialEq)]
pub struct SpokenLine {
    pub text: String,
    pub(super) target: Option<LineTarget>,
}

/// The record or the choice that the number of a line opens.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LineTarget {
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

/// The sign behind a value that sources contradict, and the words for it.
const CONTRADICTION_SIGN: &str = "≠";
const CONTRADICTION_WORDS: &str = " (sources contradict each other)";

/// Symbols of the screen, and the words for them.
const SYMBOL_WORDS: &[(&str, &str)] = &[
    (": ≠ ", ": but also "),
    (": Δ ", ": in another phase or plan "),
    (" ≠ ", ", but also "),
    ("≠ ", "but also "),
    (" Δ ", ", in another phase or plan "),
    ("Δ ", "in another phase or plan "),
    (" · ", ", "),
    (" → ", " to "),
    (" × ", " by "),
    ("− ", "no longer "),
    (" ≠", CONTRADICTION_WORDS),
    ("≠", CONTRADICTION_WORDS),
];

pub(super) fn replace_symbols(text: &str) -> String {
    SYMBOL_WORDS.iter().fold(text.to_string(), |text, (symbol, words)| text.replace(symbol, words))
}

impl App {
    /// Returns the lines of the current view.
    pub fn spoken_lines(&self) -> Vec<SpokenLine> {
        if let Some(lines) = self.active_overlay().and_then(|overlay| overlay.describe(self)) {
            return lines;
        }
        match self.mode.slide() {
            Some(presentation) => self.spoken_slide(presentation),
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

/// Returns a detail as sentences, one for each entry; a blank line stands above each heading.
pub(super) fn detail_sentences(detail: &Detail) -> Vec<String> {
    let heads = [&detail.heading, &detail.subtitle].into_iter().filter(|text| !text.is_empty());
    let heads = heads.map(|text| replace_symbols(text));
    let sentence = |entry: &DetailEntry| {
        let blank_line = if entry.kind == DetailEntryKind::Heading { "\n" } else { "" };
        format!("{blank_line}{}", replace_symbols(&entry_sentence(entry)))
    };
    heads.chain(detail.entries.iter().map(sentence)).collect()
}

fn push_entry(lines: &mut Vec<SpokenLine>, entry: &DetailEntry) {
    let text = entry_sentence(entry);
    if entry.kind == DetailEntryKind::Heading {
        lines.push(SpokenLine::unnumbered(text));
        return;
    }
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

/// Returns an entry as a sentence, with words for its flags.
fn entry_sentence(entry: &DetailEntry) -> String {
    if entry.kind == DetailEntryKind::Heading {
        return format!("{}.", fragment_text(entry, &entry.title));
    }
    let flag = if entry.flags.overridden {
        " (your override)"
    } else if entry.flags.disputed {
        CONTRADICTION_WORDS
    } else {
        ""
    };
    let title = if entry.title.is_empty() { String::new() } else { format!("{}: ", entry.title) };
    format!("{title}{}{flag}", entry_text(entry))
}

fn entry_text(entry: &DetailEntry) -> String {
    let mut text = String::new();
    for fragment in &entry.fragments {
        // brackets and signs belong to the fragment before
        if fragment.text == CONTRADICTION_SIGN {
            text.push_str(CONTRADICTION_WORDS);
            continue;
        }
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
fn fragment_text<'a>(entry: &DetailEntry, text: &'a str) -> Cow<'a, str> {
    if let Some(text) = text.strip_prefix("+ ") {
        return Cow::Owned(format!("new {text}"));
    }
    match text.strip_prefix("≠ ") {
        Some(text) if entry.kind == DetailEntryKind::Field => {
            Cow::Owned(format!("{text}{CONTRADICTION_WORDS}"))
        }
        Some(text) => Cow::Owned(format!("but also {text}")),
        None => Cow::Borrowed(text),
    }
}

fn entry_links(entry: &DetailEntry) -> Vec<(Cow<'_, str>, &RecordPath)> {
    entry
        .fragments
        .iter()
        .filter_map(|fragment| {
            Some((fragment_text(entry, &fragment.text), fragment.link.as_ref()?))
        })
        .collect()
}
