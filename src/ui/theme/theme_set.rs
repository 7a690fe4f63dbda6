//! The themes that can be chosen: those of the program, and the user's own.

use super::{THEME_ALIASES, THEMES, Theme};
use crate::error::{Error, Result};
use crate::ui::capabilities::{Capabilities, ColorDepth};
use indexmap::IndexMap;

/// The themes of the program and the user's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeSet {
    own: IndexMap<String, Theme>,
}

impl ThemeSet {
    /// Returns the set with the user's own themes. Of two with the same name the later one counts;
    /// names of the program are left out.
    pub fn new(own: impl IntoIterator<Item = (String, Theme)>) -> ThemeSet {
        ThemeSet { own: own.into_iter().filter(|(name, _)| !Self::is_reserved(name)).collect() }
    }

    /// Returns true for the name of a theme of the program.
    pub fn is_reserved(name: &str) -> bool {
        Self::bundled_names().any(|reserved| reserved == name)
    }

    fn bundled_names() -> impl Iterator<Item = &'static str> {
        let aliases = THEME_ALIASES.iter().map(|(name, ..)| *name);
        aliases.chain(THEMES.iter().map(|(name, _)| *name))
    }

    /// Returns the names and descriptions of all themes, the default first and the user's own last.
    /// A theme is parsed when its description is taken.
    pub fn descriptions(&self) -> impl Iterator<Item = (String, String)> {
        let aliases = THEME_ALIASES.iter().map(|(name, text, _)| (*name, (*text).to_string()));
        let bundled = THEMES.iter().filter_map(|(name, _)| {
            let theme = Theme::by_name(name).ok()?;
            Some((*name, theme.description))
        });
        let bundled = aliases.chain(bundled).map(|(name, text)| (name.to_string(), text));
        let own = self.own.iter().map(|(name, theme)| (name.clone(), theme.description.clone()));
        bundled.chain(own)
    }

    /// Returns the theme of this name in RGB, for pictures.
    pub fn by_name(&self, name: &str) -> Result<Theme> {
        let capabilities = Capabilities { colors: ColorDepth::True, ..Capabilities::default() };
        self.for_capabilities(name, &capabilities)
    }

    /// Returns the theme of this name in the colours that a terminal can show.
    pub fn for_capabilities(&self, name: &str, capabilities: &Capabilities) -> Result<Theme> {
        let full_name = Theme::name_on(name, capabilities.background);
        let theme = match THEMES.iter().find(|(name, _)| *name == full_name) {
            Some((_, json)) => serde_json::from_str(json)
                .map_err(|e| Error::usage(format!("invalid theme {full_name}: {e}")))?,
            None => self.own.get(name).cloned().ok_or_else(|| {
                let mut known: Vec<&str> = Self::bundled_names().collect();
                known.extend(self.own.keys().map(String::as_str));
                Error::unknown_name("theme", name, known)
            })?,
        };
        Ok(Theme { depth: capabilities.colors, ..theme })
    }
}
