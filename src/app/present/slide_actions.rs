//! Performs actions on a slide, and takes the digits of a slide's number.

use crate::app::{App, Handled};
use crate::command::Action::Slide;
use crate::command::SlideAction::*;
use crate::command::{Action, Motion, PickerKind};
use crate::error::{Error, Result};

/// The most digits of a slide's number.
const MAX_DIGITS: usize = 5;

/// Returns whether an action works on a slide as elsewhere.
fn passes_through(action: &Action) -> bool {
    use PickerKind::{Commands, Find, Help, Slides};
    matches!(
        action,
        Action::QuitNow
            | Action::Suspend
            | Action::Redraw
            | Action::ToggleMouse
            | Action::Present(_)
            | Action::OpenPicker(Slides | Help | Find | Commands, _)
    )
}

fn is_forward(action: &Action) -> bool {
    use Motion::{Down, HalfDown, PageDown, Right};
    matches!(
        action,
        Slide(NextStep) | Action::Next | Action::Move(Down | Right | PageDown | HalfDown)
    )
}

fn is_backward(action: &Action) -> bool {
    use Motion::{HalfUp, Left, PageUp, Up};
    matches!(
        action,
        Slide(PreviousStep)
            | Action::Back
            | Action::Previous
            | Action::Move(Up | Left | PageUp | HalfUp)
    )
}

impl App {
    /// Performs an action on a slide, if one fills the screen.
    pub(in crate::app) fn perform_on_slide(&mut self, action: &Action) -> Result<Handled> {
        let Some(slides) = self.mode.slide_mut() else { return Ok(Handled::No) };
        let last = slides.last_index();
        let mut typed = std::mem::take(&mut slides.typed_number);
        match action {
            _ if passes_through(action) => return Ok(Handled::No),
            // a slide has no rows to filter, but the letters that follow must not become commands
            Action::EditFilter => self.open_picker(PickerKind::Find, "")?,
            // a record found from the slides is shown in the live view
            Action::Go(_) | Action::Explain(_) => {
                self.mode.enter_live_view();
                return Ok(Handled::No);
            }
            Slide(PreviousStep) if !typed.is_empty() => {
                typed.pop();
                slides.typed_number = typed;
            }
            Slide(EnterView) if !typed.is_empty() => self.goto_typed_slide(&typed)?,
            Slide(EnterView) => self.enter_view_of_slide()?,
            Slide(GoTo(words)) => self.goto_typed_slide(words)?,
            Slide(Blank) => slides.is_blank = true,
            Slide(ToggleContacts) => {
                slides.hides_contacts = !slides.hides_contacts;
                let hides = slides.hides_contacts;
                self.set_status(if hides { "contacts are hidden" } else { "contacts are shown" });
            }
            Action::Move(Motion::First) => self.goto_slide(0, 0),
            Action::Move(Motion::Last) => self.goto_slide(last, 0),
            _ if is_forward(action) => {
                if !self.next_step() {
                    self.set_status("this is the last slide: q ends the presentation");
                }
            }
            _ if is_backward(action) => {
                if !self.previous_step() {
                    self.set_status("this is the first slide");
                }
            }
            // the typed number is dropped
            Action::Quit | Action::Close if !typed.is_empty() => {}
            Action::Quit => self.end_presentation(),
            Action::Close => self.set_status("q ends the presentation"),
            _ => {
                return Err(Error::usage("not available on a slide; Enter enters its view"));
            }
        }
        Ok(Handled::Yes)
    }

    fn enter_view_of_slide(&mut self) -> Result<()> {
        let Some(slides) = self.mode.slide() else { return Ok(()) };
        if slides.slide().script.is_empty() {
            return Err(Error::usage("this slide shows no view"));
        }
        if let Some(error) = slides.error() {
            return Err(error.clone());
        }
        self.mode.enter_live_view();
        self.set_status("Backspace returns to the slide");
        Ok(())
    }

    /// Goes to the slide of a number, at a step: `4 2`.
    fn goto_typed_slide(&mut self, words: &str) -> Result<()> {
        let count = self.slide_count();
        let wrong = || {
            Error::usage(format!("there is no slide \"{words}\""))
                .with_hint(format!("1 to {count}"))
        };
        let parse = |word: &str| word.parse::<usize>().ok().filter(|number| *number > 0);
        let mut words = words.split_whitespace();
        let number =
            words.next().and_then(parse).filter(|number| *number <= count).ok_or_else(wrong)?;
        let step = match words.next() {
            Some(word) => parse(word).ok_or_else(wrong)?,
            None => 1,
        };
        self.goto_slide(number - 1, step - 1);
        Ok(())
    }

    /// Types a digit of a slide's number; returns whether a slide fills the screen.
    pub(in crate::app) fn push_digit(&mut self, digit: char) -> bool {
        let Some(slides) = self.mode.slide_mut() else { return false };
        if slides.typed_number.len() < MAX_DIGITS {
            slides.typed_number.push(digit);
        }
        true
    }
}
