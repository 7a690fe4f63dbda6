//! Line mode: performs the lines that are typed, and speaks in words instead of symbols.

use super::overlay::Overlay;
use super::spoken_lines::{LineTarget, SpokenLine, replace_symbols};
use super::{ActionOrigin, App};
use crate::command::{Action, script_parser};
use crate::error::{Error, Result};
use crate::ui::glyphs::SPOKEN_GLYPHS;

impl App {
    /// Replaces symbols by words, for line mode.
    pub fn for_line_mode(mut self) -> App {
        self.screen.glyphs = SPOKEN_GLYPHS;
        self
    }

    pub(super) fn is_line_mode(&self) -> bool {
        self.screen.glyphs == SPOKEN_GLYPHS
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
                LineTarget::Choice(index) => self.choose_line(*index),
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
        for action in script_parser::parse(text, self.commands())? {
            self.perform_typed(&action)?;
        }
        self.overlays.close_link_hints();
        // a setting may have brought symbols back
        self.screen.glyphs = SPOKEN_GLYPHS;
        if self.overlays.close_filter_prompt() {
            return Err(
                Error::usage("the filter needs its words").with_hint("for example filter nepal")
            );
        }
        Ok(())
    }

    /// Takes the choice of an index in the open picker, or opens the row of the open import.
    fn choose_line(&mut self, index: usize) -> Result<()> {
        if let Some(Overlay::Import(_)) = self.overlays.top() {
            return self.open_import_row(index);
        }
        self.choose_index(index);
        Ok(())
    }

    /// Performs a typed step. A pane that it goes to is reset, and the user can go back.
    fn perform_typed(&mut self, action: &Action) -> Result<()> {
        if !matches!(action, Action::Go(_)) {
            return self.perform(action, ActionOrigin::User);
        }
        let here = self.history_entry();
        self.perform(action, ActionOrigin::Script)?;
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
