//! Colour themes: the colour and the emphasis of each style role.

mod color_per_depth;
mod contrast;
mod theme_file;
mod theme_set;

use super::capabilities::{Background, Capabilities, ColorDepth};
pub use crate::detail::StyleRole;
use crate::error::Result;
use color_per_depth::ColorPerDepth;
use ratatui::style::{Modifier, Style};
use serde::Deserialize;
pub use theme_file::{parse_theme, theme_schema};
pub use theme_set::ThemeSet;

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

/// The words for the background that a theme is made for.
const BACKGROUND_KINDS: &[&str] = &["dark", "light", "both"];

/// A theme.
#[derive(Clone, Debug, Deserialize, PartialEq)]
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
    dim: ColorPerDepth,
    accent: ColorPerDepth,
    disputed: ColorPerDepth,
    overridden: ColorPerDepth,
    phases: Vec<ColorPerDepth>,
    #[serde(skip)]
    depth: ColorDepth,
}

impl Theme {
    /// Returns the theme of the program with this name, in RGB, for pictures.
    pub fn by_name(name: &str) -> Result<Theme> {
        ThemeSet::default().by_name(name)
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

    /// Returns the theme of the program with this name, in the colours that a terminal can show.
    pub fn for_capabilities(name: &str, capabilities: &Capabilities) -> Result<Theme> {
        ThemeSet::default().for_capabilities(name, capabilities)
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

    fn colored(&self, color: &ColorPerDepth) -> Style {
        color.at_depth(self.depth).map_or(Style::new(), |color| Style::new().fg(color))
    }
}

#[cfg(test)]
mod tests;
