//! What the screen says, line by line, for whoever does without a screen: sentences, and a number for each that leads on.

use super::App;
use crate::command::Action;
use crate::detail::{Detail, Part, Sort};
use crate::error::{Error, Result};
use crate::model::Place;
use crate::ui::theme::WORDS;
use std::borrow::Cow;

/// A line that is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its words.
    pub text: String,
    leads: Option<Leads>,
}

/// Where a line leads.
#[derive(Clone, Debug, PartialEq)]
enum Leads {
    /// To a place.
    Place(Place),
    /// To the choice of this index in the list that is open.
    Choice(usize),
}

impl Line {
    /// Whether it has a number, by which it is opened.
    pub fn leads(&self) -> bool {
        self.leads.is_some()
    }

    fn plain(text: impl Into<String>) -> Line {
        Line { text: said(&text.into()), leads: None }
    }

    fn to(text: impl Into<String>, place: &Place) -> Line {
        Line { text: said(&text.into()), leads: Some(Leads::Place(place.clone())) }
    }
}

/// Signs of the screen, and what is said in their place.
const SIGNS: &[(&str, &str)] =
    &[(" ≠ ", ", but also "), ("≠ ", "but also "), (" · ", ", "), (" → ", " to "), (" × ", " by "), ("− ", "no longer ")];

fn said(text: &str) -> String {
    SIGNS.iter().fold(text.to_string(), |text, (sign, words)| text.replace(sign, words))
}

impl App {
    /// The same dashboard for whoever hears it: words in the place of signs.
    pub fn in_words(mut self) -> App {
        self.glyphs = WORDS;
        self
    }

    /// Everything that the screen says.
    pub fn lines(&self) -> Vec<Line> {
        if let Some((text, _)) = &self.plain {
            return text.lines().map(Line::plain).collect();
        }
        if let Some(lines) = self.told_choices() {
            let choice = |(at, text): (usize, String)| Line { text: said(&text), leads: Some(Leads::Choice(at)) };
            let (first, choices) = lines;
            return std::iter::once(Line::plain(first)).chain(choices.into_iter().enumerate().map(choice)).collect();
        }
        let (tab, scene) = self.here();
        let view = || lines(&self.why_detail().unwrap_or_else(|| tab.told(scene)));
        let Some(show) = self.on_slide() else { return view() };
        // a slide is told whole: its title, its words, the view that it shows, what is to be said with it
        let slide = &show.deck.slides[show.at];
        let head = format!("Slide {} of {}: {}", show.at + 1, show.deck.slides.len(), self.spoken(&slide.title));
        let fault = show.fault.iter().map(ToString::to_string);
        let words = self.spoken(&slide.text);
        let told = std::iter::once(head).chain(words.lines().map(str::to_string)).chain(fault).map(Line::plain);
        let view = if slide.script.is_empty() || show.fault.is_some() { Vec::new() } else { view() };
        let note = self.spoken(&slide.note);
        told.chain(view).chain(note.lines().map(|line| Line::plain(format!("Note: {line}")))).collect()
    }

    /// Where one is in what is told, as a sentence: for a step that only moves.
    pub fn told_here(&self) -> String {
        let (tab, scene) = self.here();
        let place = tab.target(scene).filter(|_| self.why.is_empty()).or_else(|| self.value_of("").ok());
        place.map_or_else(
            || "Here nothing leads on.".into(),
            |place| {
                let name = self.data.row_of(&place).map(|row| format!("{}, ", self.data.heading(row))).unwrap_or_default();
                said(&format!("Here: {name}{place}"))
            },
        )
    }

    /// What there is to say of the last step, once.
    pub fn take_message(&mut self) -> Option<String> {
        self.message.take().map(|message| said(&message))
    }

    /// Does a line as it is typed: the number of one of the lines that were told last, or steps of a script.
    pub fn typed(&mut self, text: &str, told: &[Line]) -> Result<()> {
        let numbered: Vec<&Line> = told.iter().filter(|line| line.leads()).collect();
        let line = |number: usize| {
            let none = || Error::usage(format!("there is no line {number}: {} lead on", numbered.len())).hint("a number from 1");
            number.checked_sub(1).and_then(|at| numbered.get(at)).copied().ok_or_else(none)
        };
        if let Ok(number) = text.parse() {
            return match &line(number)?.leads {
                Some(Leads::Choice(at)) => {
                    self.choose_at(*at).into_iter().for_each(|effect| self.wish_for(effect));
                    Ok(())
                }
                Some(Leads::Place(place)) => self.follow(&place.clone()),
                None => Ok(()),
            };
        }
        // the story of a line, by its number
        let why = text.strip_prefix("why ").and_then(|number| number.trim().parse().ok());
        if let Some(number) = why {
            return match &line(number)?.leads {
                Some(Leads::Place(place)) => self.ask_why(place.as_str()),
                _ => Err(Error::usage("this line is no value")),
            };
        }
        self.steps(text, |app, action| {
            let here = app.been();
            // a pane that one goes to begins anew, and there is a way back
            let goes = matches!(action, Action::Go(_));
            let effect = app.act(action, goes)?;
            if goes {
                app.leave(here, true);
            }
            Ok(effect)
        })?;
        // a setting may have brought signs back
        (self.hints, self.glyphs) = (None, WORDS);
        match self.prompt.take() {
            Some(_) => Err(Error::usage("a filter is typed behind its step").hint("for example filter region:africa")),
            None => Ok(()),
        }
    }
}

/// A detail line by line: a line that leads to several places becomes a line for each.
fn lines(detail: &Detail) -> Vec<Line> {
    let mut all = vec![Line::plain(&*detail.heading)];
    all.extend((!detail.about.is_empty()).then(|| Line::plain(&*detail.about)));
    for part in &detail.parts {
        let mark = match () {
            () if part.mark.overridden => " (your override)",
            () if part.mark.disputed => " (the sources disagree)",
            () => "",
        };
        let title = if part.title.is_empty() { String::new() } else { format!("{}: ", part.title) };
        match (part.sort, links(part)) {
            (Sort::Group, _) => all.push(Line::plain(format!("{}.", word(part, &part.title)))),
            (_, links) if links.len() > 1 => {
                all.push(Line::plain(format!("{title}{}{mark}", words(part))));
                all.extend(links.into_iter().map(|(text, place)| Line::to(text, place)));
            }
            (_, links) => {
                let text = format!("{title}{}{mark}", words(part));
                all.push(links.first().map_or_else(|| Line::plain(&*text), |(_, place)| Line::to(&*text, place)));
            }
        }
    }
    all
}

fn words(part: &Part) -> String {
    let mut all = String::new();
    for piece in &part.pieces {
        // what stands in brackets is said of what is before it
        let between = match () {
            () if all.is_empty() => "",
            () if piece.text.starts_with('(') => " ",
            () => ", ",
        };
        all.push_str(between);
        all.push_str(&word(part, &piece.text));
    }
    all
}

/// A piece with words for the sign that it begins with: what is new, or what is disputed, or what other sources say.
fn word<'a>(part: &Part, text: &'a str) -> Cow<'a, str> {
    match (text.strip_prefix("+ "), text.strip_prefix("≠ ")) {
        (Some(text), _) => Cow::Owned(format!("new {text}")),
        (_, Some(text)) if part.sort == Sort::Field => Cow::Owned(format!("{text} (the sources disagree)")),
        (_, Some(text)) => Cow::Owned(format!("but also {text}")),
        _ => Cow::Borrowed(text),
    }
}

fn links(part: &Part) -> Vec<(Cow<'_, str>, &Place)> {
    part.pieces.iter().filter_map(|piece| Some((word(part, &piece.text), piece.link.as_ref()?))).collect()
}
