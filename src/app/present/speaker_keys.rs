//! The keys of the speaker's terminal, which move through the slides.

use crate::app::App;
use crate::command::ActionMaker::Fixed;
use crate::command::key::{KeyCode, KeyEvent};
use crate::command::keymap::KeyLookup;
use crate::command::{Action, Command};

impl App {
    /// Handles a key of the speaker's terminal: it moves through the slides and does nothing else.
    pub fn speaker_key(&mut self, key: KeyEvent) {
        let Some(presentation) = self.mode.presentation() else { return };
        let is_typing = !presentation.typed_number.is_empty();
        let digit = match key.code {
            KeyCode::Char(digit @ '0'..='9') if key.modifiers.is_empty() => Some(digit),
            _ => None,
        };
        let command = self.speaker_command(key, is_typing);
        if digit.is_none() && command.is_none() {
            return;
        }
        self.stop_autoplay();
        self.status = None;
        if self.unblank_slide() {
            return;
        }
        self.overlays.close_picker();
        self.return_to_slide();
        if let Some(digit) = digit {
            self.push_digit(digit);
        } else if let Some(action) = command.and_then(|command| command.action("").ok()) {
            self.dispatch(&action);
        }
    }

    /// Returns the command of a key on the speaker's terminal. Pickers and views belong to the
    /// other screen.
    fn speaker_command(&self, key: KeyEvent, is_typing: bool) -> Option<&'static Command> {
        let KeyLookup::Command(command) = self.keys.keymap().lookup("present", &[key]) else {
            return None;
        };
        let moves = matches!(command.action_maker, Fixed(Action::Move(_)));
        let needs_screen = matches!(command.name, "index" | "enter-view");
        let is_allowed = command.pane == "present" || moves;
        (is_allowed && (is_typing || !needs_screen)).then_some(command)
    }
}
