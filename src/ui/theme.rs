//! Colour themes: which colour and emphasis each style role has.

use super::capabilities::{Background, Capabilities};
pub use crate::detail::StyleRole;
use crate::error::{Error, Result};
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::str::FromStr;

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
    ("auto", "follows the terminal (COLORFGBG), else both", ["dark", "light", "both"]),
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

/// One of the sixteen colours of the terminal, and the same colour as RGB. A missing one is the
/// terminal's default colour.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "(Option<String>, Option<String>)")]
struct PaletteColor {
    ansi: Option<Color>,
    rgb: Option<Color>,
}

impl TryFrom<(Option<String>, Option<String>)> for PaletteColor {
    type Error = String;

    fn try_from(
        (ansi, rgb): (Option<String>, Option<String>),
    ) -> std::result::Result<Self, String> {
        let parse = |color: String| {
            Color::from_str(&color).map_err(|_| format!("unknown colour \"{color}\""))
        };
        Ok(PaletteColor { ansi: ansi.map(parse).transpose()?, rgb: rgb.map(parse).transpose()? })
    }
}

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
    /// Draws in RGB instead of the sixteen colours of the terminal.
    #[serde(skip)]
    truecolor: bool,
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
        let capabilities = Capabilities { truecolor: true, ..Capabilities::default() };
        Theme::for_capabilities(name, &capabilities)
    }

    /// Returns the theme of this name in the colours that a terminal can show.
    pub fn for_capabilities(name: &str, capabilities: &Capabilities) -> Result<Theme> {
        let alias = THEME_ALIASES.iter().find(|(alias, ..)| *alias == name);
        let full_name = match alias {
            Some((.., [dark, light, unknown])) => match capabilities.background {
                Some(Background::Dark) => dark,
                Some(Background::Light) => light,
                None => unknown,
            },
            None => name,
        };
        let (_, json) = THEMES.iter().find(|(name, _)| *name == full_name).ok_or_else(|| {
            let aliases = THEME_ALIASES.iter().map(|(name, ..)| *name);
            Error::unknown_name("theme", name, aliases.chain(THEMES.iter().map(|(name, _)| *name)))
        })?;
        let theme: Theme = serde_json::from_str(json)
            .map_err(|e| Error::usage(format!("invalid theme {full_name}: {e}")))?;
        Ok(Theme { truecolor: capabilities.truecolor, ..theme })
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
        let color = if self.truecolor { color.rgb } else { color.ansi };
        color.map_or(Style::new(), |color| Style::new().fg(color))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sixteen colours of xterm, PuTTY and the VGA console.
    const PALETTES: [&str; 3] = [
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 \
         7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
        "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb \
         555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa \
         555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    ];
    /// The sixteen colours in the order of the palettes.
    const ANSI_COLORS: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    const ROLES: [StyleRole; 9] = [
        StyleRole::Text,
        StyleRole::Dim,
        StyleRole::Strong,
        StyleRole::Accent,
        StyleRole::Disputed,
        StyleRole::Changed,
        StyleRole::Phase(0),
        StyleRole::Phase(1),
        StyleRole::Phase(2),
    ];

    /// Returns the relative luminance of a colour, as WCAG 2 defines it.
    fn luminance(color: Color) -> f64 {
        let Color::Rgb(red, green, blue) = color else { panic!("{color} is not RGB") };
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast(first: Color, second: Color) -> f64 {
        let first = luminance(first) + 0.05;
        let second = luminance(second) + 0.05;
        first.max(second) / first.min(second)
    }

    fn rgb(text: &str) -> Color {
        text.parse().unwrap_or_else(|_| panic!("{text} is not a colour"))
    }

    /// Returns the backgrounds that a theme is made for: the extremes, and that of its pictures.
    fn backgrounds(theme: &Theme) -> Vec<Color> {
        let black = rgb("#000000");
        let white = rgb("#ffffff");
        match &*theme.background_kind {
            "dark" => vec![black, rgb(&theme.background)],
            "light" => vec![white, rgb(&theme.background)],
            "both" => vec![black, white],
            other => panic!("unknown background {other}"),
        }
    }

    fn min_contrast(theme: &str) -> f64 {
        if theme.starts_with("high-contrast") { 7.0 } else { 4.5 }
    }

    #[test]
    fn every_theme_has_enough_contrast_in_rgb() {
        for (name, _) in THEMES {
            let theme = Theme::by_name(name).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(contrast(rgb(&theme.text), rgb(&theme.background)) >= 7.0, "{name}: text");
            for role in ROLES {
                let Some(color) = theme.style(role).fg else { continue };
                for background in backgrounds(&theme) {
                    let ratio = contrast(color, background);
                    let is_enough = ratio >= min_contrast(name);
                    assert!(is_enough, "{name}: {role:?} on {background}: {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn every_theme_has_enough_contrast_in_every_palette() {
        let extremes = [rgb("#000000"), rgb("#ffffff")];
        for (name, _) in THEMES {
            let theme = Theme::for_capabilities(name, &Capabilities::default())
                .unwrap_or_else(|e| panic!("{name}: {e}"));
            for role in ROLES {
                let Some(color) = theme.style(role).fg else { continue };
                let index = ANSI_COLORS
                    .iter()
                    .position(|ansi| *ansi == color)
                    .unwrap_or_else(|| panic!("{name}: {color} is not one of the sixteen"));
                for palette in PALETTES {
                    let hex = palette.split_whitespace().nth(index).unwrap_or_default();
                    let shown = rgb(&format!("#{hex}"));
                    for background in backgrounds(&theme) {
                        if !extremes.contains(&background) {
                            continue;
                        }
                        let ratio = contrast(shown, background);
                        let is_enough = ratio >= min_contrast(name);
                        assert!(is_enough, "{name}: {role:?} as {color} in {palette}: {ratio:.2}");
                    }
                }
            }
        }
    }

    #[test]
    fn aliases_follow_the_background_of_the_terminal() {
        let background_of = |name: &str, background| {
            let capabilities = Capabilities { background, ..Capabilities::default() };
            let theme = Theme::for_capabilities(name, &capabilities);
            theme.map(|theme| theme.background_kind).unwrap_or_else(|e| panic!("{name}: {e}"))
        };
        for (name, dark, light, unknown) in [
            ("auto", "dark", "light", "both"),
            ("projector", "dark", "light", "light"),
            ("high-contrast", "dark", "light", "dark"),
            ("projector-dark", "dark", "dark", "dark"),
            ("light", "light", "light", "light"),
        ] {
            assert_eq!(background_of(name, Some(Background::Dark)), dark, "{name}");
            assert_eq!(background_of(name, Some(Background::Light)), light, "{name}");
            assert_eq!(background_of(name, None), unknown, "{name}");
        }
    }

    #[test]
    fn unknown_theme_suggests_the_nearest_name() {
        let hint = Theme::by_name("drak").err().and_then(|e| e.hint);
        assert_eq!(hint.as_deref(), Some("did you mean \"dark\"?"));
        assert_eq!(all_themes().count(), THEME_ALIASES.len() + THEMES.len());
    }

    #[test]
    fn mono_theme_has_no_colours() {
        let mono = Theme::by_name("mono").unwrap_or_else(|e| panic!("{e}"));
        for role in ROLES {
            assert_eq!((mono.style(role).fg, mono.style(role).bg), (None, None), "{role:?}");
        }
    }
}
