//! The appearance that the terminal, the flags and the settings give the dashboard: colours and
//! characters.

use super::App;
use super::settings::Settings;
use crate::error::Result;
use crate::ui::capabilities::{Background, Capabilities};
use crate::ui::glyphs::{ASCII, Glyphs, UNICODE, UNICODE_WITHOUT_BRAILLE};
use crate::ui::theme::{Theme, ThemeSet};

/// The terminal and the flags of the command line, which decide with the settings how the dashboard
/// looks. Flags win over settings.
#[derive(Clone, Debug, Default)]
pub struct AppearanceInputs {
    pub terminal: Capabilities,
    /// The theme that a flag names.
    pub theme: Option<String>,
    /// A flag asks for ASCII characters.
    pub ascii: bool,
    /// The themes that can be chosen.
    pub themes: ThemeSet,
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
        Ok((self.themes.for_capabilities(&name, &self.terminal)?, glyphs))
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

    /// Takes the background that the terminal has reported, which decides about the theme.
    pub fn set_background(&mut self, background: Background) {
        self.profile.appearance.terminal.background = Some(background);
        self.refresh_appearance();
    }

    /// Replaces the user's own themes. If the theme that is shown is no longer among them, or
    /// cannot be read at the moment, it stays on the screen.
    pub fn set_themes(&mut self, themes: ThemeSet) {
        if themes != self.profile.appearance.themes {
            self.profile.appearance.themes = themes;
            self.refresh_picker();
            self.refresh_appearance();
        }
    }

    fn refresh_appearance(&mut self) {
        self.apply_settings();
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
}
