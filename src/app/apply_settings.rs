//! Applies the settings to the dashboard: colours, characters, panes, keys and the mouse.

use super::{App, Effect};
use crate::pane;

impl App {
    /// Applies the settings to colours, characters, panes and keys.
    pub(super) fn apply_settings(&mut self) {
        self.draw_with(&self.profile.settings.clone(), &self.profile.appearance.clone());
        self.show_panes();
    }

    /// Shows the panes that the settings allow, each with its state, and binds their keys.
    fn show_panes(&mut self) {
        let settings = &self.profile.settings;
        let mut panes = pane::all();
        panes.retain(|pane| settings.shows_pane(pane.name()));
        if panes.len() == self.panes.all().len() {
            return;
        }
        self.undo_stack.retain_panes(|name| panes.iter().any(|pane| pane.name() == name));
        self.panes.replace(panes);
        self.activate_pane(self.panes.current_index());
        self.bind_keys();
    }

    /// Returns true if the dashboard receives mouse events.
    pub fn has_mouse(&self) -> bool {
        self.screen.captures_mouse
    }

    /// Returns the name of the first pane, if the user set it.
    pub fn start_pane(&self) -> Option<String> {
        self.profile.settings.start_pane()
    }

    /// Asks the terminal for what the settings need.
    pub fn apply_startup_settings(&mut self) {
        let captures_mouse = self.profile.settings.is_enabled("mouse");
        self.screen.captures_mouse = captures_mouse;
        if captures_mouse {
            self.push_effect(Effect::CaptureMouse(true));
        }
    }
}
