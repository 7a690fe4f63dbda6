//! What the screen says, line by line, for whoever does without a screen: sentences, and a number for each that leads on.

use super::App;
use crate::command::Action;
use crate::detail::{Detail, Entry, EntryKind};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::ui::theme::SPOKEN_GLYPHS;
use std::borrow::Cow;

/// A line that is told.
#[derive(Clone, Debug, PartialEq)]
pub struct SpokenLine {
    /// Its words.
    pub text: String,
    target: Option<LineTarget>,
}

/// Where a line leads.
#[derive(Clone, Debug, PartialEq)]
enum LineTarget {
    /// To a place.
    Place(RecordPath),
    /// To the choice of this index in the list that is open.
    Choice(usize),
}

impl SpokenLine {
    /// Whether it has a number, by which it is opened.
    pub fn is_numbered(&self) -> bool {
        self.target.is_some()
    }

    fn unnumbered(text: impl Into<String>) -> SpokenLine {
        SpokenLine { text: replace_symbols(&text.into()), target: None }
    }

    fn linked(text: impl Into<String>, place: &RecordPath) -> SpokenLine {
        SpokenLine {
            text: replace_symbols(&text.into()),
            target: Some(LineTarget::Place(place.clone())),
        }
    }
}

/// Signs of the screen, and what is said in their place.
const SYMBOL_WORDS: &[(&str, &str)] = &[
    (" ≠ ", ", but also "),
    ("≠ ", "but also "),
    (" · ", ", "),
    (" → ", " to "),
    (" × ", " by "),
    ("− ", "no longer "),
];

fn replace_symbols(text: &str) -> String {
    SYMBOL_WORDS.iter().fold(text.to_string(), |text, (sign, words)| text.replace(sign, words))
}

impl App {
    /// The same dashboard for whoever hears it: words in the place of signs.
    pub fn for_line_mode(mut self) -> App {
        self.glyphs = SPOKEN_GLYPHS;
        self
    }

    /// Everything that the screen says.
    pub fn spoken_lines(&self) -> Vec<SpokenLine> {
        if let Some((text, _)) = &self.plain {
            return text.lines().map(SpokenLine::unnumbered).collect();
        }
        if let Some(lines) = self.spoken_choices() {
            let choice = |(at, text): (usize, String)| SpokenLine {
                text: replace_symbols(&text),
                target: Some(LineTarget::Choice(at)),
            };
            let (first, choices) = lines;
            return std::iter::once(SpokenLine::unnumbered(first))
                .chain(choices.into_iter().enumerate().map(choice))
                .collect();
        }
        let (tab, scene) = self.current_pane();
        let view = || detail_lines(&self.report_detail().unwrap_or_else(|| tab.describe(scene)));
        let Some(show) = self.on_slide() else { return view() };
        // a slide is told whole: its title, its words, the view that it shows, what is to be said with it
        let slide = &show.deck.slides[show.slide_index];
        let head = format!(
            "Slide {} of {}: {}",
            show.slide_index + 1,
            show.deck.slides.len(),
            self.audience_text(&slide.title)
        );
        let fault = show.error.iter().map(ToString::to_string);
        let words = self.audience_text(&slide.text);
        let told = std::iter::once(head)
            .chain(words.lines().map(str::to_string))
            .chain(fault)
            .map(SpokenLine::unnumbered);
        let view =
            if slide.script.is_empty() || show.error.is_some() { Vec::new() } else { view() };
        let note = self.audience_text(&slide.note);
        told.chain(view)
            .chain(note.lines().map(|line| SpokenLine::unnumbered(format!("Note: {line}"))))
            .collect()
    }

    /// Where one is in what is told, as a sentence: for a step that only moves.
    pub fn describe_focus(&self) -> String {
        let (tab, scene) = self.current_pane();
        let place = tab
            .focused_link(scene)
            .filter(|_| self.reports.is_empty())
            .or_else(|| self.path_or_focused("").ok());
        place.map_or_else(
            || "Here nothing leads on.".into(),
            |place| {
                let name = self
                    .data
                    .record_at(&place)
                    .map(|row| format!("{}, ", self.data.title(row)))
                    .unwrap_or_default();
                replace_symbols(&format!("Here: {name}{place}"))
            },
        )
    }

    /// What there is to say of the last step, once.
    pub fn take_message(&mut self) -> Option<String> {
        self.message.take().map(|message| replace_symbols(&message))
    }

    /// Does a line as it is typed: the number of one of the lines that were told last, or steps of a script.
    pub fn submit_line(&mut self, text: &str, told: &[SpokenLine]) -> Result<()> {
        let numbered: Vec<&SpokenLine> = told.iter().filter(|line| line.is_numbered()).collect();
        let line = |number: usize| {
            let none = || {
                Error::usage(format!("there is no line {number}: {} lead on", numbered.len()))
                    .with_hint("a number from 1")
            };
            number.checked_sub(1).and_then(|at| numbered.get(at)).copied().ok_or_else(none)
        };
        if let Ok(number) = text.parse() {
            return match &line(number)?.target {
                Some(LineTarget::Choice(at)) => {
                    self.choose_index(*at);
                    Ok(())
                }
                Some(LineTarget::Place(place)) => self.follow_link(&place.clone()),
                None => Ok(()),
            };
        }
        // the story of a line, by its number
        let why = text.strip_prefix("why ").and_then(|number| number.trim().parse().ok());
        if let Some(number) = why {
            return match &line(number)?.target {
                Some(LineTarget::Place(place)) => self.open_provenance(place.as_str()),
                _ => Err(Error::usage("this line is no value")),
            };
        }
        self.for_each_step(text, |app, action| {
            let here = app.history_entry();
            // a pane that one goes to begins anew, and there is a way back
            let goes = matches!(action, Action::Go(_));
            app.perform(action, goes)?;
            if goes {
                app.push_history(here, true);
            }
            Ok(())
        })?;
        // a setting may have brought signs back
        (self.hints, self.glyphs) = (None, SPOKEN_GLYPHS);
        match self.prompt.take() {
            Some(_) => Err(Error::usage("a filter is typed behind its step")
                .with_hint("for example filter region:africa")),
            None => Ok(()),
        }
    }
}

/// A detail line by line: a line that leads to several places becomes a line for each.
fn detail_lines(detail: &Detail) -> Vec<SpokenLine> {
    let mut all = vec![SpokenLine::unnumbered(&*detail.heading)];
    all.extend((!detail.subtitle.is_empty()).then(|| SpokenLine::unnumbered(&*detail.subtitle)));
    for part in &detail.entries {
        let mark = match () {
            () if part.flags.overridden => " (your override)",
            () if part.flags.disputed => " (the sources disagree)",
            () => "",
        };
        let title = if part.title.is_empty() { String::new() } else { format!("{}: ", part.title) };
        match (part.kind, entry_links(part)) {
            (EntryKind::Heading, _) => {
                all.push(SpokenLine::unnumbered(format!("{}.", fragment_text(part, &part.title))))
            }
            (_, links) if links.len() > 1 => {
                all.push(SpokenLine::unnumbered(format!("{title}{}{mark}", entry_text(part))));
                all.extend(links.into_iter().map(|(text, place)| SpokenLine::linked(text, place)));
            }
            (_, links) => {
                let text = format!("{title}{}{mark}", entry_text(part));
                all.push(links.first().map_or_else(
                    || SpokenLine::unnumbered(&*text),
                    |(_, place)| SpokenLine::linked(&*text, place),
                ));
            }
        }
    }
    all
}

fn entry_text(part: &Entry) -> String {
    let mut all = String::new();
    for piece in &part.fragments {
        // what stands in brackets is said of what is before it
        let between = match () {
            () if all.is_empty() => "",
            () if piece.text.starts_with('(') => " ",
            () => ", ",
        };
        all.push_str(between);
        all.push_str(&fragment_text(part, &piece.text));
    }
    all
}

/// A piece with words for the sign that it begins with: what is new, or what is disputed, or what other sources say.
fn fragment_text<'a>(part: &Entry, text: &'a str) -> Cow<'a, str> {
    match (text.strip_prefix("+ "), text.strip_prefix("≠ ")) {
        (Some(text), _) => Cow::Owned(format!("new {text}")),
        (_, Some(text)) if part.kind == EntryKind::Field => {
            Cow::Owned(format!("{text} (the sources disagree)"))
        }
        (_, Some(text)) => Cow::Owned(format!("but also {text}")),
        _ => Cow::Borrowed(text),
    }
}

fn entry_links(part: &Entry) -> Vec<(Cow<'_, str>, &RecordPath)> {
    part.fragments
        .iter()
        .filter_map(|piece| Some((fragment_text(part, &piece.text), piece.link.as_ref()?)))
        .collect()
}
