//! Colour themes: the colour and the emphasis of each style role.

mod palette_color;

use super::capabilities::{Background, Capabilities, ColorDepth};
pub use crate::detail::StyleRole;
use crate::error::{Error, Result};
use palette_color::PaletteColor;
use ratatui::style::{Modifier, Style};
use serde::Deserialize;

/// The themes in the order of help.
const THEMES: &[(&str, &str)] = &[
    ("dark", include_str!("../../data/themes/dark.json")),
    ("light", include_str!("../../data/themes/light.json")),
    ("both", include_str!("../../data/themes/both.json")),
    ("high-contrast-dark", include_str!("../../data/themes/high-contrast-dark.json")),
    ("high-contrast-light", include_str!("../../data/themes/high-contrast-light.json")),
    ("projector-light", include_str!("../../data/themes/projector-light.json")),
    ("projector-dark", include_str!("../../data/themes/projector-dark.json")),
    ("mono", include_str!("../../data/themes/mono.json")),
];

/// Names that stand for one of the themes: name, description, and the theme on a dark, a light and
/// an unknown background.
const THEME_ALIASES: &[(&str, &str, [&str; 3])] = &[
    ("auto", "follows the background of the terminal", ["dark", "light", "both"]),
    (
        "high-contrast",
        "strongest contrast",
        ["high-contrast-dark", "high-contrast-light", "high-contrast-dark"],
    ),
    (
        "projector",
        "strong hues and nothing faint",
        ["projector-dark", "projector-light", "projector-light"],
    ),
];

/// A theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    #[serde(rename = "about")]
    pub description: String,
    /// The background that it is made for: `dark`, `light` or `both`.
    #[serde(rename = "ground")]
    pub background_kind: String,
    /// Background of pictures.
    pub background: String,
    /// Text colour of pictures, where a screen uses the terminal's default.
    pub text: String,
    dim: PaletteColor,
    accent: PaletteColor,
    disputed: PaletteColor,
    overridden: PaletteColor,
    phases: Vec<PaletteColor>,
    #[serde(skip)]
    depth: ColorDepth,
}

/// Returns the names and descriptions of all themes, the default first.
pub fn all_themes() -> impl Iterator<Item = (&'static str, String)> {
    let aliases =
        THEME_ALIASES.iter().map(|(name, description, _)| (*name, (*description).to_string()));
    let themes =
        THEMES.iter().filter_map(|(name, _)| Some((*name, Theme::by_name(name).ok()?.description)));
    aliases.chain(themes)
}

impl Theme {
    /// Returns the theme of this name in RGB, for pictures.
    pub fn by_name(name: &str) -> Result<Theme> {
        let capabilities = Capabilities { colors: ColorDepth::True, ..Capabilities::default() };
        Theme::for_capabilities(name, &capabilities)
    }

    /// Returns the name of the theme that an alias stands for on a background, or the name itself.
    pub fn name_on(name: &str, background: Option<Background>) -> &str {
        match THEME_ALIASES.iter().find(|(alias, ..)| *alias == name) {
            Some((.., [dark, light, unknown])) => match background {
                Some(Background::Dark) => dark,
                Some(Background::Light) => light,
                None => unknown,
            },
            None => name,
        }
    }

    /// Returns the theme of this name in the colours that a terminal can show.
    pub fn for_capabilities(name: &str, capabilities: &Capabilities) -> Result<Theme> {
        let full_name = Theme::name_on(name, capabilities.background);
        let (_, json) = THEMES.iter().find(|(name, _)| *name == full_name).ok_or_else(|| {
            let aliases = THEME_ALIASES.iter().map(|(name, ..)| *name);
            Error::unknown_name("theme", name, aliases.chain(THEMES.iter().map(|(name, _)| *name)))
        })?;
        let theme: Theme = serde_json::from_str(json)
            .map_err(|e| Error::usage(format!("invalid theme {full_name}: {e}")))?;
        Ok(Theme { depth: capabilities.colors, ..theme })
    }

    /// Returns the style of a role.
    pub fn style(&self, role: StyleRole) -> Style {
        match role {
            StyleRole::Text => Style::new(),
            StyleRole::Dim => self.colored(&self.dim),
            StyleRole::Strong => Style::new().add_modifier(Modifier::BOLD),
            StyleRole::Accent => self.colored(&self.accent).add_modifier(Modifier::BOLD),
            StyleRole::Disputed => self.colored(&self.disputed),
            StyleRole::Changed => self.colored(&self.overridden),
            StyleRole::Phase(number) => match self.phases.len() {
                0 => Style::new(),
                len => self.colored(&self.phases[number % len]),
            },
        }
    }

    fn colored(&self, color: &PaletteColor) -> Style {
        color.at_depth(self.depth).map_or(Style::new(), |color| Style::new().fg(color))
    }
}

#[cfg(test)]
mod tests;
