//! Handles events of the terminal: keys go to the topmost overlay, else to the command that they
//! are bound to.

use super::overlay::Overlay;
use super::{App, Handled};
use crate::command::Action;
use crate::command::key::{self, KeyCode, KeyEvent, KeyModifiers};
use crate::command::key_burst::BurstMembership;
use crate::command::keymap::KeyLookup;
use crossterm::event::Event;

impl App {
    /// Handles an event of the terminal. The effects that it requests wait in
    /// [`next_effect`](App::next_effect).
    pub fn update(&mut self, event: Event) {
        self.update_in_batch(event, BurstMembership::default());
        self.finish_batch();
    }

    /// Handles one event of a batch, which ends with [`finish_batch`](App::finish_batch).
    pub fn update_in_batch(&mut self, event: Event, membership: BurstMembership) {
        self.membership = membership;
        match event {
            Event::Resize(width, height) => {
                if self.screen.resize(width, height) {
                    // the links moved
                    self.overlays.close_link_hints();
                }
            }
            Event::Paste(text) => self.paste(&text),
            Event::Key(key) => self.handle_key(key),
            Event::Mouse(mouse) => self.handle_mouse(mouse),
            Event::FocusGained | Event::FocusLost => {}
        }
        self.membership = BurstMembership::default();
    }

    /// Makes the open prompt or picker follow its text: once for all keys of a batch, because this
    /// is more work than drawing.
    pub fn finish_batch(&mut self) {
        match self.overlays.pop() {
            Some(Overlay::FilterPrompt(mut prompt)) => {
                prompt.follow_text(self);
                self.overlays.push(Overlay::FilterPrompt(prompt));
            }
            Some(Overlay::Picker(mut picker)) => {
                picker.follow_text(self);
                self.overlays.push(Overlay::Picker(picker));
            }
            Some(overlay) => self.overlays.push(overlay),
            None => {}
        }
        self.request_files();
        self.preview_setting();
    }

    fn takes_text(&self) -> bool {
        matches!(
            self.overlays.top(),
            Some(Overlay::FilterPrompt(_) | Overlay::TextSearchPrompt(_) | Overlay::Picker(_))
        )
    }

    fn paste(&mut self, text: &str) {
        if !self.takes_text() {
            self.set_status("nothing takes the pasted text here: press / or C-k first");
        } else if let Some(overlay) = self.overlays.pop() {
            overlay.handle_paste(self, text);
        }
    }

    fn handle_key(&mut self, key: KeyEvent) {
        self.status = None;
        self.profile.recent_choices.seen = true;
        self.stop_autoplay();
        if key.modifiers.contains(KeyModifiers::ALT) && !self.takes_text() {
            let plain = KeyEvent::new(key.code, key.modifiers - KeyModifiers::ALT);
            let plain = key::display(plain);
            self.set_status(format!("no command has Alt: press {plain} without it"));
            return;
        }
        let quits_now = key == key::ctrl('c');
        if !quits_now && (self.offer_key_to_overlay(key) == Handled::Yes || self.unblank_slide()) {
            return;
        }
        self.handle_command_key(key::without_modifiers(key));
    }

    /// Handles a key that no overlay takes.
    fn handle_command_key(&mut self, key: KeyEvent) {
        let pane =
            if self.mode.slide().is_some() { "present" } else { self.panes.current().name() };
        let (keys, found) = self.keys.press(pane, key);
        match found {
            KeyLookup::Command(command) => match command.action("") {
                Ok(action) => self.dispatch(&action),
                Err(error) => self.set_status(error.to_string()),
            },
            KeyLookup::Script(script) => self.run_user_script(&script),
            KeyLookup::Pending => self.set_status(self.keys.pending_hint(pane, &keys)),
            // a sequence that leads nowhere is forgotten; its last key counts alone
            KeyLookup::Unbound if keys.len() > 1 && key.code != KeyCode::Esc => {
                self.handle_command_key(key);
            }
            KeyLookup::Unbound => self.handle_unbound_key(key, &keys),
        }
    }

    /// Types a digit of a slide's number, selects a pane by its digit, or says where the key does
    /// something.
    fn handle_unbound_key(&mut self, key: KeyEvent, keys: &[KeyEvent]) {
        if let KeyEvent {
            code: KeyCode::Char(digit @ '0'..='9'),
            modifiers: KeyModifiers::NONE,
            ..
        } = key
        {
            if self.push_digit(digit) {
                return;
            }
            if let Some(number @ 1..) = digit.to_digit(10) {
                return self.dispatch(&Action::SelectPane(number as usize));
            }
        }
        if let Some(hint) = self.keys.hint_for_unbound(keys) {
            self.set_status(hint);
        }
    }

    /// Offers a key to the topmost overlay. Reports take actions instead of keys. A key between the
    /// words of a text is a blank, whatever it does otherwise.
    fn offer_key_to_overlay(&mut self, key: KeyEvent) -> Handled {
        let is_blank = self.membership.separates_text()
            || (self.membership.is_in_text() && key.code == KeyCode::Char(' '));
        let takes_text = self.takes_text();
        match self.overlays.pop() {
            Some(overlay) if is_blank && takes_text => {
                overlay.handle_text(self, " ");
                Handled::Yes
            }
            Some(overlay) => overlay.handle_key(self, key),
            None => Handled::No,
        }
    }
}
