//! Presenting: slides made from the data that are shown, and nothing else on the screen. A slide is a line of script, so one
//! can go into its view and come back to the same step.

use super::layout::Slides;
use crate::app::overlay::report_view::Told;
use crate::app::{App, Been, Effect};
use crate::command::Action::Pane;
use crate::command::key::{Code, Key};
use crate::command::keymap::Found;
use crate::command::{Action, Command, Motion, Run};
use crate::error::{Error, Result};
use crate::profile::deck::{Deck, Slide};
use serde::{Deserialize, Serialize};

/// The most digits of a slide's number.
const DIGITS: usize = 5;

const fn command(name: &'static str, keys: &'static str, help: &'static str, run: Run) -> Command {
    Command { name, keys, pane: "present", foot: "", help, run }
}

/// Commands while slides are shown.
pub(crate) const COMMANDS: &[Command] = &[
    command("step", "right space pagedown l", "The next step, or the next slide", Run::Do(Pane("step", String::new()))),
    command("step-back", "left pageup h backspace", "The step before, or the slide before", Run::Do(Pane("step-back", String::new()))),
    command(
        "slide",
        "",
        "The slide of a number, at a step: slide 4 2; or type the number and Enter",
        Run::With("NUMBER [STEP]", |words| Pane("slide", words)),
    ),
    command("index", "i", "All slides, to choose from", Run::With("[WORDS]", |words| Action::Pick("index", words))),
    command("blank", "b", "Nothing on the screen, until the next key", Run::Do(Pane("blank", String::new()))),
    command("hide-contacts", ".", "Hide contacts, or show them again", Run::Do(Pane("hide-contacts", String::new()))),
    command("into", "enter", "Into the view that the slide shows; Backspace or q leads back", Run::Do(Pane("into", String::new()))),
];

/// What whoever presents sees on another terminal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Speaker {
    /// What the deck is called.
    pub deck: String,
    /// The number of the slide, from 1.
    pub slide: usize,
    /// How many slides there are.
    pub slides: usize,
    /// The page of the slide, and how many it has.
    pub page: (usize, usize),
    /// What stands over the slide.
    pub title: String,
    /// What is seen of it.
    pub lines: Vec<String>,
    /// What appears next on it.
    pub next_step: Vec<String>,
    /// What stands over the next slide.
    pub next_title: Option<String>,
    /// What the next slide says.
    pub next_text: Vec<String>,
    /// What is to be said.
    pub note: Vec<String>,
    /// How long all slides are planned to stand, in seconds.
    pub planned: u64,
    /// Which show it is of its session: each has its own time.
    pub show: usize,
    /// What is shown in the place of the slide; empty for the slide.
    pub state: String,
    /// The seconds since the slides were begun.
    pub elapsed: u64,
}

/// A deck that is shown, and where one is in it.
pub(crate) struct Show {
    /// What the deck is called.
    pub(crate) name: String,
    pub(crate) deck: Deck,
    /// The slide, from 0.
    pub(crate) at: usize,
    /// What of it has appeared.
    pub(crate) step: usize,
    /// The number that is typed.
    pub(crate) typed: String,
    pub(crate) blank: bool,
    /// Whether contacts are hidden.
    pub(crate) hides: bool,
    /// Whether one is in the real view.
    pub(crate) away: bool,
    /// Why the slide's script could not be done.
    pub(crate) fault: Option<Error>,
    /// Whether the slides turn by themselves.
    turns: bool,
    /// Which show it is of this session.
    number: usize,
    /// The dashboard before; none where there was nothing.
    before: Option<Before>,
}

/// The dashboard as it was before slides were shown: each pane, the current one, the ways back and forward,
/// the stories that were told, what can be taken back.
struct Before {
    panes: Vec<String>,
    current: &'static str,
    back: Vec<Been>,
    forward: Vec<Been>,
    why: Vec<Told>,
    undo: Vec<(usize, String)>,
    redo: Vec<(usize, String)>,
}

impl App {
    /// Whether slides are shown, or were left for the real view.
    pub fn presents(&self) -> bool {
        self.show.is_some()
    }

    /// The deck that is shown, while one is on a slide of it.
    pub(crate) fn on_slide(&self) -> Option<&Show> {
        self.show.as_ref().filter(|show| !show.away)
    }

    /// Shows a deck from its first slide. What was there before comes back at the end, where there was something.
    pub fn show(&mut self, name: String, deck: Deck, alone: bool) -> Result<()> {
        if deck.slides.is_empty() {
            return Err(Error::usage(format!("the deck {name} has no slide")).hint("gloact check tells why"));
        }
        // one show after another ends where the first began
        let before = match self.show.take() {
            Some(show) => show.before,
            None if alone => None,
            None => Some(Before {
                panes: self.links(),
                current: self.tabs[self.current].name(),
                back: std::mem::take(&mut self.back),
                forward: std::mem::take(&mut self.forward),
                why: std::mem::take(&mut self.why),
                undo: std::mem::take(&mut self.undo),
                redo: std::mem::take(&mut self.redo),
            }),
        };
        self.shows += 1;
        self.show = Some(Show {
            name,
            deck,
            at: 0,
            step: 0,
            typed: String::new(),
            blank: false,
            hides: false,
            away: false,
            fault: None,
            turns: false,
            number: self.shows,
            before,
        });
        self.to_slide(0, 0);
        Ok(())
    }

    /// Lets the slides turn by themselves, until a key is pressed.
    pub fn let_turn(&mut self) {
        self.show.iter_mut().for_each(|show| show.turns = true);
    }

    /// Turns to what comes next, when slides turn by themselves; after the last comes the first.
    pub fn turn(&mut self) {
        if self.on_slide().is_some_and(|show| show.turns && !show.blank) && !self.step_show(true) {
            self.to_slide(0, 0);
        }
    }

    /// A key was pressed: nothing turns by itself any more.
    pub(crate) fn stop_turning(&mut self) {
        if self.show.as_mut().is_some_and(|show| std::mem::take(&mut show.turns)) {
            self.message = Some("the slides stand still now".into());
        }
    }

    /// Shows a slide anew, as it was: blank or not, turning or not.
    pub(crate) fn slide_again(&mut self, at: usize, step: usize) {
        let Some((blank, typed)) = self.show.as_ref().map(|show| (show.blank, show.typed.clone())) else { return };
        self.to_slide(at, step);
        self.show.iter_mut().for_each(|show| (show.blank, show.typed) = (blank, typed.clone()));
    }

    /// Goes to a slide and does its script, from the same start each time.
    pub fn to_slide(&mut self, at: usize, step: usize) {
        let Some(mut show) = self.show.take() else { return };
        show.at = at.min(show.deck.slides.len() - 1);
        (show.away, show.blank, show.fault) = (false, false, None);
        show.typed.clear();
        (self.prompt, self.pick, self.hints, self.plain) = (None, None, None, None);
        self.why.clear();
        let script = show.deck.slides[show.at].script.clone();
        let start = self.tabs[0].name();
        show.fault = App::shows_only(&script).or_else(|| self.run(&format!("go {start}; {script}")).err());
        (self.prompt, self.pick, self.plain, self.message) = (None, None, None, None);
        self.back.clear();
        self.forward.clear();
        self.show = Some(show);
        let steps = self.slides().map_or(1, |slides| slides.pages.steps());
        if let Some(show) = &mut self.show {
            show.step = step.min(steps - 1);
        }
    }

    /// One step on or back; gives back whether there was one.
    pub(crate) fn step_show(&mut self, forward: bool) -> bool {
        let Some((slides, show)) = self.slides().zip(self.show.as_ref()) else { return false };
        let (at, last) = (show.at, show.deck.slides.len() - 1);
        match slides.pages.step(show.step, forward, slides.reveals) {
            Some(step) => self.show.iter_mut().for_each(|show| show.step = step),
            None if forward && at < last => self.to_slide(at + 1, 0),
            None if !forward && at > 0 => {
                self.to_slide(at - 1, usize::MAX);
                // whoever comes back to pages without steps comes to the start of the last one
                let start = self.slides().map_or(0, |slides| slides.start());
                self.show.iter_mut().for_each(|show| show.step = start);
            }
            None => return false,
        }
        true
    }

    /// Ends the show; the dashboard is as it was before. Gives back whether there was a dashboard before.
    pub(crate) fn end_show(&mut self) -> bool {
        let Some(show) = self.show.take() else { return true };
        self.why.clear();
        let Some(before) = show.before else { return false };
        for link in before.panes {
            // what data or settings took away meanwhile is not there any more
            let _ = self.run(&link);
        }
        self.turn_to(self.tabs.iter().position(|tab| tab.name() == before.current).unwrap_or(0));
        (self.back, self.forward, self.why) = (before.back, before.forward, before.why);
        (self.undo, self.redo) = (before.undo, before.redo);
        self.message = None;
        true
    }

    /// From the real view back to the slide that it was left from, at the same step.
    pub(crate) fn back_to_slide(&mut self) -> bool {
        let Some(show) = self.show.as_ref().filter(|show| show.away) else { return false };
        let (at, step) = (show.at, show.step);
        self.to_slide(at, step);
        true
    }

    /// Does an action while a slide is shown; gives back none where it is not done with that.
    pub(crate) fn act_on_slide(&mut self, action: &Action) -> Result<Option<Option<Effect>>> {
        let Some(show) = self.show.as_mut().filter(|show| !show.away) else { return Ok(None) };
        let last = show.deck.slides.len() - 1;
        let typed = std::mem::take(&mut show.typed);
        match action {
            Action::Leave | Action::Suspend | Action::Redraw | Action::Mouse | Action::Pick("index" | "help" | "find" | "commands", _) => {
                return Ok(None);
            }
            Pane("step", _) | Action::Next | Action::Move(Motion::Down | Motion::Right | Motion::PageDown | Motion::HalfDown) => {
                if !self.step_show(true) {
                    self.message = Some("this is the end: q leaves".into());
                }
            }
            Pane("step-back", _) if !typed.is_empty() => show.typed = typed[..typed.len() - 1].to_string(),
            Pane("step-back", _)
            | Action::Back
            | Action::Previous
            | Action::Move(Motion::Up | Motion::Left | Motion::PageUp | Motion::HalfUp) => {
                if !self.step_show(false) {
                    self.message = Some("this is the first slide".into());
                }
            }
            Action::Move(Motion::First) => self.to_slide(0, 0),
            Action::Move(Motion::Last) => self.to_slide(last, 0),
            Pane("slide", words) => self.jump(words)?,
            Pane("into", _) if !typed.is_empty() => self.jump(&typed)?,
            Pane("into", _) if show.deck.slides[show.at].script.is_empty() => return Err(Error::usage("this slide shows no view")),
            Pane("into", _) => {
                if let Some(fault) = &show.fault {
                    return Err(fault.clone());
                }
                show.away = true;
                self.message = Some("Backspace leads back to the slide".into());
            }
            Pane("blank", _) => show.blank = true,
            Pane("hide-contacts", _) => {
                show.hides = !show.hides;
                self.message = Some(if show.hides { "contacts are hidden" } else { "contacts are shown" }.into());
            }
            Action::Quit | Action::Close if !typed.is_empty() => {}
            Action::Quit => return Ok(Some(if self.end_show() { None } else { Some(Effect::Quit) })),
            Action::Close => self.message = Some("q leaves the slides".into()),
            // found from the slides, or asked where it comes from: into the real view of it
            Action::Go(_) | Action::Why(_) => {
                show.away = true;
                return Ok(None);
            }
            Action::Present(_) => return Ok(None),
            _ => return Err(Error::usage("a slide has no use for that; Enter leads into its view")),
        }
        Ok(Some(None))
    }

    /// To the slide of a number, at a step perhaps.
    fn jump(&mut self, words: &str) -> Result<()> {
        let slides = self.show.as_ref().map_or(0, |show| show.deck.slides.len());
        let mut numbers = words.split_whitespace().map(|word| word.parse::<usize>().ok().filter(|n| *n > 0));
        let wrong = || Error::usage(format!("there is no slide \"{words}\"")).hint(format!("1 to {slides}"));
        let at = numbers.next().flatten().filter(|n| *n <= slides).ok_or_else(wrong)?;
        let step = numbers.next().map_or(Some(1), |step| step).ok_or_else(wrong)?;
        self.to_slide(at - 1, step - 1);
        Ok(())
    }

    /// A digit of a slide's number.
    pub(crate) fn type_number(&mut self, digit: char) -> bool {
        let Some(show) = self.show.as_mut().filter(|show| !show.away) else { return false };
        if show.typed.len() < DIGITS {
            show.typed.push(digit);
        }
        true
    }

    /// What the slides are called, in order.
    pub(crate) fn slide_titles(&self) -> Vec<String> {
        let called = |slide: &Slide| {
            self.spoken(if slide.title.is_empty() { slide.text.lines().next().unwrap_or(&slide.script) } else { &slide.title })
        };
        self.show.iter().flat_map(|show| &show.deck.slides).map(called).collect()
    }

    /// A key that was pressed on the terminal with the notes: what it does on slides, and nothing else.
    pub fn far_key(&mut self, key: Key) {
        if self.show.is_none() {
            return;
        }
        let found = self.keymap.look_up("present", &[key]);
        let digit = match key.code {
            Code::Char(digit @ '0'..='9') => Some(digit),
            _ => None,
        };
        let command = match found {
            Found::Command(command) if command.pane == "present" || matches!(command.run, Run::Do(Action::Move(_))) => Some(command),
            _ => None,
        };
        let typed = self.show.as_ref().is_some_and(|show| !show.typed.is_empty());
        // lists and views are for the other screen alone
        let command = command.filter(|command| typed || !matches!(command.name, "index" | "into"));
        if digit.is_none() && command.is_none() {
            return;
        }
        self.stop_turning();
        self.message = None;
        self.pick = None;
        self.back_to_slide();
        match (digit, command) {
            (Some(digit), _) => drop(self.type_number(digit)),
            (None, Some(command)) => drop(command.action("").map(|action| self.wish(&action))),
            (None, None) => {}
        }
    }

    /// What is wrong with the data, for whoever presents: the audience is not told.
    fn trouble(&self) -> Option<String> {
        let errors = self.data.errors().len() + self.broken.len();
        (errors > 0).then(|| format!("errors in the data: {errors}; gloact check tells them"))
    }

    /// What whoever presents sees on another terminal; none while nothing is presented.
    pub fn speaker(&self) -> Option<Speaker> {
        let (show, slides): (&Show, Slides) = (self.show.as_ref()?, self.slides()?);
        let slide = &show.deck.slides[show.at];
        let next = show.deck.slides.get(show.at + 1);
        let then = slides.pages.step(show.step, true, slides.reveals);
        let lines = |text: &str| self.spoken(text).lines().map(str::to_string).collect();
        Some(Speaker {
            deck: show.name.clone(),
            slide: show.at + 1,
            slides: show.deck.slides.len(),
            page: (slides.pages.page_of(show.step) + 1, slides.pages.count()),
            title: slides.heading,
            lines: slides.pages.text(show.step, false, slides.reveals),
            next_step: then.map(|step| slides.pages.text(step, slides.reveals, slides.reveals)).unwrap_or_default(),
            next_title: next.map(|next| self.spoken(&next.title)),
            next_text: next.map(|next| lines(&next.text)).unwrap_or_default(),
            note: lines(&slide.note),
            planned: show.deck.slides.iter().map(|slide| u64::from(slide.seconds.unwrap_or(0))).sum(),
            show: show.number,
            state: match () {
                () if show.blank => "the screen is blank".into(),
                () if show.away => "in the real view".into(),
                () if !show.typed.is_empty() => "a number is typed".into(),
                () => self.trouble().unwrap_or_default(),
            },
            elapsed: 0,
        })
    }
}
