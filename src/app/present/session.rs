//! Presenting: slides made from the data that are shown, and nothing else on the screen. A slide is a line of script, so one
//! can go into its view and come back to the same step.

use super::layout::SlideLayout;
use crate::app::overlay::report_view::ReportView;
use crate::app::{App, Effect, Handled, HistoryEntry};
use crate::command::Action::PaneCommand;
use crate::command::key::{Code, Key};
use crate::command::keymap::Lookup;
use crate::command::{Action, Command, Invocation, Motion};
use crate::error::{Error, Result};
use crate::profile::deck::{Deck, Slide};
use serde::{Deserialize, Serialize};

/// The most digits of a slide's number.
const MAX_DIGITS: usize = 5;

const fn command(
    name: &'static str,
    keys: &'static str,
    help: &'static str,
    run: Invocation,
) -> Command {
    Command { name, keys, pane: "present", status_label: "", help, invocation: run }
}

/// Commands while slides are shown.
pub(crate) const COMMANDS: &[Command] = &[
    command(
        "step",
        "right space pagedown l",
        "The next step, or the next slide",
        Invocation::Fixed(PaneCommand("step", String::new())),
    ),
    command(
        "step-back",
        "left pageup h backspace",
        "The step before, or the slide before",
        Invocation::Fixed(PaneCommand("step-back", String::new())),
    ),
    command(
        "slide",
        "",
        "The slide of a number, at a step: slide 4 2; or type the number and Enter",
        Invocation::WithArgs("NUMBER [STEP]", |words| PaneCommand("slide", words)),
    ),
    command(
        "index",
        "i",
        "All slides, to choose from",
        Invocation::WithArgs("[WORDS]", |words| Action::OpenPicker("index", words)),
    ),
    command(
        "blank",
        "b",
        "Nothing on the screen, until the next key",
        Invocation::Fixed(PaneCommand("blank", String::new())),
    ),
    command(
        "hide-contacts",
        ".",
        "Hide contacts, or show them again",
        Invocation::Fixed(PaneCommand("hide-contacts", String::new())),
    ),
    command(
        "into",
        "enter",
        "Into the view that the slide shows; Backspace or q leads back",
        Invocation::Fixed(PaneCommand("into", String::new())),
    ),
];

/// What whoever presents sees on another terminal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpeakerView {
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
pub(crate) struct Presentation {
    /// What the deck is called.
    pub(crate) name: String,
    pub(crate) deck: Deck,
    /// The slide, from 0.
    pub(crate) slide_index: usize,
    /// What of it has appeared.
    pub(crate) step: usize,
    /// The number that is typed.
    pub(crate) typed_number: String,
    pub(crate) blank: bool,
    /// Whether contacts are hidden.
    pub(crate) hide_contacts: bool,
    /// Whether one is in the real view.
    pub(crate) showing_live_view: bool,
    /// Why the slide's script could not be done.
    pub(crate) error: Option<Error>,
    /// Whether the slides turn by themselves.
    autoplay: bool,
    /// Which show it is of this session.
    id: usize,
    /// The dashboard before; none where there was nothing.
    saved: Option<SavedDashboard>,
}

/// The dashboard as it was before slides were shown: each pane, the current one, the ways back and forward,
/// the stories that were told, what can be taken back.
struct SavedDashboard {
    panes: Vec<String>,
    current: &'static str,
    back: Vec<HistoryEntry>,
    forward: Vec<HistoryEntry>,
    why: Vec<ReportView>,
    undo: Vec<(usize, String)>,
    redo: Vec<(usize, String)>,
}

impl App {
    /// Whether slides are shown, or were left for the real view.
    pub fn is_presenting(&self) -> bool {
        self.presentation.is_some()
    }

    /// The deck that is shown, while one is on a slide of it.
    pub(crate) fn on_slide(&self) -> Option<&Presentation> {
        self.presentation.as_ref().filter(|show| !show.showing_live_view)
    }

    /// Shows a deck from its first slide. What was there before comes back at the end, where there was something.
    pub fn start_presentation(&mut self, name: String, deck: Deck, alone: bool) -> Result<()> {
        if deck.slides.is_empty() {
            return Err(Error::usage(format!("the deck {name} has no slide"))
                .with_hint("gloact check tells why"));
        }
        // one show after another ends where the first began
        let before = match self.presentation.take() {
            Some(show) => show.saved,
            None if alone => None,
            None => Some(SavedDashboard {
                panes: self.pane_scripts(),
                current: self.panes[self.current].name(),
                back: std::mem::take(&mut self.back),
                forward: std::mem::take(&mut self.forward),
                why: std::mem::take(&mut self.reports),
                undo: std::mem::take(&mut self.undo),
                redo: std::mem::take(&mut self.redo),
            }),
        };
        self.presentation_count += 1;
        self.presentation = Some(Presentation {
            name,
            deck,
            slide_index: 0,
            step: 0,
            typed_number: String::new(),
            blank: false,
            hide_contacts: false,
            showing_live_view: false,
            error: None,
            autoplay: false,
            id: self.presentation_count,
            saved: before,
        });
        self.goto_slide(0, 0);
        Ok(())
    }

    /// Lets the slides turn by themselves, until a key is pressed.
    pub fn start_autoplay(&mut self) {
        self.presentation.iter_mut().for_each(|show| show.autoplay = true);
    }

    /// Turns to what comes next, when slides turn by themselves; after the last comes the first.
    pub fn autoplay_tick(&mut self) {
        if self.on_slide().is_some_and(|show| show.autoplay && !show.blank)
            && !self.step_slide(true)
        {
            self.goto_slide(0, 0);
        }
    }

    /// A key was pressed: nothing turns by itself any more.
    pub(crate) fn stop_autoplay(&mut self) {
        if self.presentation.as_mut().is_some_and(|show| std::mem::take(&mut show.autoplay)) {
            self.message = Some("the slides stand still now".into());
        }
    }

    /// Shows a slide anew, as it was: blank or not, turning or not.
    pub(crate) fn refresh_slide(&mut self, at: usize, step: usize) {
        let Some((blank, typed)) =
            self.presentation.as_ref().map(|show| (show.blank, show.typed_number.clone()))
        else {
            return;
        };
        self.goto_slide(at, step);
        self.presentation
            .iter_mut()
            .for_each(|show| (show.blank, show.typed_number) = (blank, typed.clone()));
    }

    /// Goes to a slide and does its script, from the same start each time.
    pub fn goto_slide(&mut self, at: usize, step: usize) {
        let Some(mut show) = self.presentation.take() else { return };
        show.slide_index = at.min(show.deck.slides.len() - 1);
        (show.showing_live_view, show.blank, show.error) = (false, false, None);
        show.typed_number.clear();
        (self.prompt, self.pick, self.hints, self.plain) = (None, None, None, None);
        self.reports.clear();
        let script = show.deck.slides[show.slide_index].script.clone();
        let start = self.panes[0].name();
        show.error = App::check_view_only(&script)
            .or_else(|| self.run_script(&format!("go {start}; {script}")).err());
        (self.prompt, self.pick, self.plain, self.message) = (None, None, None, None);
        self.back.clear();
        self.forward.clear();
        self.presentation = Some(show);
        let steps = self.slide_layout().map_or(1, |slides| slides.pages.step_count());
        if let Some(show) = &mut self.presentation {
            show.step = step.min(steps - 1);
        }
    }

    /// One step on or back; gives back whether there was one.
    pub(crate) fn step_slide(&mut self, forward: bool) -> bool {
        let Some((slides, show)) = self.slide_layout().zip(self.presentation.as_ref()) else {
            return false;
        };
        let (at, last) = (show.slide_index, show.deck.slides.len() - 1);
        match slides.pages.adjacent_step(show.step, forward, slides.reveals) {
            Some(step) => self.presentation.iter_mut().for_each(|show| show.step = step),
            None if forward && at < last => self.goto_slide(at + 1, 0),
            None if !forward && at > 0 => {
                self.goto_slide(at - 1, usize::MAX);
                // whoever comes back to pages without steps comes to the start of the last one
                let start = self.slide_layout().map_or(0, |slides| slides.start());
                self.presentation.iter_mut().for_each(|show| show.step = start);
            }
            None => return false,
        }
        true
    }

    /// Ends the show; the dashboard is as it was before. Gives back whether there was a dashboard before.
    pub(crate) fn end_presentation(&mut self) -> bool {
        let Some(show) = self.presentation.take() else { return true };
        self.reports.clear();
        let Some(before) = show.saved else { return false };
        for link in before.panes {
            // what data or settings took away meanwhile is not there any more
            let _ = self.run_script(&link);
        }
        self.activate_pane(
            self.panes.iter().position(|tab| tab.name() == before.current).unwrap_or(0),
        );
        (self.back, self.forward, self.reports) = (before.back, before.forward, before.why);
        (self.undo, self.redo) = (before.undo, before.redo);
        self.message = None;
        true
    }

    /// From the real view back to the slide that it was left from, at the same step.
    pub(crate) fn back_to_slide(&mut self) -> bool {
        let Some(show) = self.presentation.as_ref().filter(|show| show.showing_live_view) else {
            return false;
        };
        let (at, step) = (show.slide_index, show.step);
        self.goto_slide(at, step);
        true
    }

    /// Does an action while a slide is shown; gives back none where it is not done with that.
    pub(crate) fn act_on_slide(&mut self, action: &Action) -> Result<Handled> {
        let Some(show) = self.presentation.as_mut().filter(|show| !show.showing_live_view) else {
            return Ok(Handled::No);
        };
        let last = show.deck.slides.len() - 1;
        let typed = std::mem::take(&mut show.typed_number);
        match action {
            Action::QuitNow
            | Action::Suspend
            | Action::Redraw
            | Action::ToggleMouse
            | Action::OpenPicker("index" | "help" | "find" | "commands", _) => {
                return Ok(Handled::No);
            }
            PaneCommand("step", _)
            | Action::Next
            | Action::Move(Motion::Down | Motion::Right | Motion::PageDown | Motion::HalfDown) => {
                if !self.step_slide(true) {
                    self.message = Some("this is the end: q leaves".into());
                }
            }
            PaneCommand("step-back", _) if !typed.is_empty() => {
                show.typed_number = typed[..typed.len() - 1].to_string()
            }
            PaneCommand("step-back", _)
            | Action::Back
            | Action::Previous
            | Action::Move(Motion::Up | Motion::Left | Motion::PageUp | Motion::HalfUp) => {
                if !self.step_slide(false) {
                    self.message = Some("this is the first slide".into());
                }
            }
            Action::Move(Motion::First) => self.goto_slide(0, 0),
            Action::Move(Motion::Last) => self.goto_slide(last, 0),
            PaneCommand("slide", words) => self.goto_typed_slide(words)?,
            PaneCommand("into", _) if !typed.is_empty() => self.goto_typed_slide(&typed)?,
            PaneCommand("into", _) if show.deck.slides[show.slide_index].script.is_empty() => {
                return Err(Error::usage("this slide shows no view"));
            }
            PaneCommand("into", _) => {
                if let Some(fault) = &show.error {
                    return Err(fault.clone());
                }
                show.showing_live_view = true;
                self.message = Some("Backspace leads back to the slide".into());
            }
            PaneCommand("blank", _) => show.blank = true,
            PaneCommand("hide-contacts", _) => {
                show.hide_contacts = !show.hide_contacts;
                self.message = Some(
                    if show.hide_contacts { "contacts are hidden" } else { "contacts are shown" }
                        .into(),
                );
            }
            Action::Quit | Action::Close if !typed.is_empty() => {}
            Action::Quit => {
                if !self.end_presentation() {
                    self.push_effect(Effect::Quit);
                }
            }
            Action::Close => self.message = Some("q leaves the slides".into()),
            // found from the slides, or asked where it comes from: into the real view of it
            Action::Go(_) | Action::Explain(_) => {
                show.showing_live_view = true;
                return Ok(Handled::No);
            }
            Action::Present(_) => return Ok(Handled::No),
            _ => {
                return Err(Error::usage("a slide has no use for that; Enter leads into its view"));
            }
        }
        Ok(Handled::Yes)
    }

    /// To the slide of a number, at a step perhaps.
    fn goto_typed_slide(&mut self, words: &str) -> Result<()> {
        let slides = self.presentation.as_ref().map_or(0, |show| show.deck.slides.len());
        let mut numbers =
            words.split_whitespace().map(|word| word.parse::<usize>().ok().filter(|n| *n > 0));
        let wrong = || {
            Error::usage(format!("there is no slide \"{words}\""))
                .with_hint(format!("1 to {slides}"))
        };
        let at = numbers.next().flatten().filter(|n| *n <= slides).ok_or_else(wrong)?;
        let step = numbers.next().map_or(Some(1), |step| step).ok_or_else(wrong)?;
        self.goto_slide(at - 1, step - 1);
        Ok(())
    }

    /// A digit of a slide's number.
    pub(crate) fn push_digit(&mut self, digit: char) -> bool {
        let Some(show) = self.presentation.as_mut().filter(|show| !show.showing_live_view) else {
            return false;
        };
        if show.typed_number.len() < MAX_DIGITS {
            show.typed_number.push(digit);
        }
        true
    }

    /// What the slides are called, in order.
    pub(crate) fn slide_titles(&self) -> Vec<String> {
        let called = |slide: &Slide| {
            self.audience_text(if slide.title.is_empty() {
                slide.text.lines().next().unwrap_or(&slide.script)
            } else {
                &slide.title
            })
        };
        self.presentation.iter().flat_map(|show| &show.deck.slides).map(called).collect()
    }

    /// A key that was pressed on the terminal with the notes: what it does on slides, and nothing else.
    pub fn remote_key(&mut self, key: Key) {
        if self.presentation.is_none() {
            return;
        }
        let found = self.keymap.lookup("present", &[key]);
        let digit = match key.code {
            Code::Char(digit @ '0'..='9') => Some(digit),
            _ => None,
        };
        let command = match found {
            Lookup::Command(command)
                if command.pane == "present"
                    || matches!(command.invocation, Invocation::Fixed(Action::Move(_))) =>
            {
                Some(command)
            }
            _ => None,
        };
        let typed = self.presentation.as_ref().is_some_and(|show| !show.typed_number.is_empty());
        // lists and views are for the other screen alone
        let command = command.filter(|command| typed || !matches!(command.name, "index" | "into"));
        if digit.is_none() && command.is_none() {
            return;
        }
        self.stop_autoplay();
        self.message = None;
        self.pick = None;
        self.back_to_slide();
        match (digit, command) {
            (Some(digit), _) => drop(self.push_digit(digit)),
            (None, Some(command)) => drop(command.action("").map(|action| self.dispatch(&action))),
            (None, None) => {}
        }
    }

    /// What is wrong with the data, for whoever presents: the audience is not told.
    fn data_warning(&self) -> Option<String> {
        let errors = self.data.errors().len() + self.load_errors.len();
        (errors > 0).then(|| format!("errors in the data: {errors}; gloact check tells them"))
    }

    /// What whoever presents sees on another terminal; none while nothing is presented.
    pub fn speaker_view(&self) -> Option<SpeakerView> {
        let (show, slides): (&Presentation, SlideLayout) =
            (self.presentation.as_ref()?, self.slide_layout()?);
        let slide = &show.deck.slides[show.slide_index];
        let next = show.deck.slides.get(show.slide_index + 1);
        let then = slides.pages.adjacent_step(show.step, true, slides.reveals);
        let lines = |text: &str| self.audience_text(text).lines().map(str::to_string).collect();
        Some(SpeakerView {
            deck: show.name.clone(),
            slide: show.slide_index + 1,
            slides: show.deck.slides.len(),
            page: (slides.pages.page_of_step(show.step) + 1, slides.pages.page_count()),
            title: slides.heading,
            lines: slides.pages.page_text(show.step, false, slides.reveals),
            next_step: then
                .map(|step| slides.pages.page_text(step, slides.reveals, slides.reveals))
                .unwrap_or_default(),
            next_title: next.map(|next| self.audience_text(&next.title)),
            next_text: next.map(|next| lines(&next.text)).unwrap_or_default(),
            note: lines(&slide.note),
            planned: show
                .deck
                .slides
                .iter()
                .map(|slide| u64::from(slide.seconds.unwrap_or(0)))
                .sum(),
            show: show.id,
            state: match () {
                () if show.blank => "the screen is blank".into(),
                () if show.showing_live_view => "in the real view".into(),
                () if !show.typed_number.is_empty() => "a number is typed".into(),
                () => self.data_warning().unwrap_or_default(),
            },
            elapsed: 0,
        })
    }
}
