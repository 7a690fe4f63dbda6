//! The appearance that the terminal, the flags and the settings give the dashboard: colours,
//! characters, panes and the mouse.

use super::settings::Settings;
use super::{App, Effect};
use crate::error::Result;
use crate::pane;
use crate::ui::capabilities::{Background, Capabilities};
use crate::ui::glyphs::{ASCII, Glyphs, UNICODE, UNICODE_WITHOUT_BRAILLE};
use crate::ui::theme::Theme;

/// The terminal and the flags of the command line, which decide with the settings how the dashboard
/// looks. Flags win over settings.
#[derive(Clone, Debug, Default)]
pub struct AppearanceInputs {
    pub terminal: Capabilities,
    /// The theme that a flag names.
    pub theme: Option<String>,
    /// A flag asks for ASCII characters.
    pub ascii: bool,
}

impl AppearanceInputs {
    /// Returns the colours and characters for the settings.
    pub fn resolve(&self, settings: &Settings) -> Result<(Theme, Glyphs)> {
        let name = self.theme_name(settings);
        let glyphs = if self.needs_ascii(settings) {
            ASCII
        } else if self.terminal.has_braille {
            UNICODE
        } else {
            UNICODE_WITHOUT_BRAILLE
        };
        Ok((Theme::for_capabilities(&name, &self.terminal)?, glyphs))
    }

    /// Returns the name of the theme, which may be an alias.
    pub fn theme_name(&self, settings: &Settings) -> String {
        match &self.theme {
            Some(name) => name.clone(),
            // NO_COLOR wins over a setting, but not over a flag
            None if self.terminal.no_color => "mono".into(),
            None => settings.text("theme"),
        }
    }

    /// Returns true if text has only ASCII symbols: a flag, the settings or the terminal decide.
    pub fn needs_ascii(&self, settings: &Settings) -> bool {
        match &*settings.text("ascii") {
            _ if self.ascii => true,
            "always" => true,
            "auto" => self.terminal.ascii_only,
            _ => false,
        }
    }
}

impl App {
    /// Returns true if text has only ASCII symbols, by the settings of this session.
    pub fn needs_ascii(&self) -> bool {
        self.profile.appearance.needs_ascii(&self.profile.settings)
    }

    /// Applies the settings to colours, characters, panes and keys.
    pub(super) fn apply_appearance(&mut self) {
        self.draw_with(&self.profile.settings.clone(), &self.profile.appearance.clone());
        self.show_panes();
    }

    /// Takes the background that the terminal has reported, which decides about the theme.
    pub fn set_background(&mut self, background: Background) {
        self.profile.appearance.terminal.background = Some(background);
        self.apply_appearance();
        // a setting may be previewed
        self.screen.previewed_setting = None;
        self.preview_setting();
    }

    pub(super) fn draw_with(&mut self, settings: &Settings, appearance: &AppearanceInputs) {
        if let Ok((theme, glyphs)) = appearance.resolve(settings) {
            self.screen.theme = theme;
            self.screen.glyphs = glyphs;
        }
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
