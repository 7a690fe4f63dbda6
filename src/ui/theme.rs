//! How things look: tones with a meaning, and the characters that are drawn with.

use super::capabilities::{Background, Capabilities};
pub use crate::detail::StyleRole;
use crate::error::{Error, Result};
use crate::query::timeline::lanes::DateCertainty;
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::str::FromStr;

/// The themes, in the order of help. `projector` alone means the one of the ground that the terminal tells of.
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

/// Short names: what they are, and the theme on a dark, on a light and on an unknown ground.
const THEME_ALIASES: &[(&str, &str, [&str; 3])] = &[
    ("auto", "as the terminal tells (COLORFGBG), else both", ["dark", "light", "both"]),
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

/// A colour twice: one of the sixteen by its name, which every terminal shows as it likes, and one by its value.
/// Each may be missing: the terminal's own is drawn then.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "(Option<String>, Option<String>)")]
struct PaletteColor(Option<Color>, Option<Color>);

impl TryFrom<(Option<String>, Option<String>)> for PaletteColor {
    type Error = String;
    fn try_from(
        (name, value): (Option<String>, Option<String>),
    ) -> std::result::Result<Self, String> {
        let color =
            |name: String| Color::from_str(&name).map_err(|_| format!("\"{name}\" is no colour"));
        Ok(PaletteColor(name.map(color).transpose()?, value.map(color).transpose()?))
    }
}

/// A theme as its file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// What it is for, in some words.
    pub about: String,
    /// The ground that it is made for: `dark`, `light` or `both`.
    pub ground: String,
    /// What pictures have behind everything.
    pub background: String,
    /// What pictures have for the terminal's own colour.
    pub text: String,
    dim: PaletteColor,
    accent: PaletteColor,
    disputed: PaletteColor,
    overridden: PaletteColor,
    phases: Vec<PaletteColor>,
    /// Whether colours are drawn by their values, and not as one of the sixteen.
    #[serde(skip)]
    truecolor: bool,
}

/// The names of all themes with what they are for, the usual one first.
pub fn all_themes() -> impl Iterator<Item = (&'static str, String)> {
    let short = THEME_ALIASES.iter().map(|(name, about, _)| (*name, (*about).to_string()));
    let whole =
        THEMES.iter().filter_map(|(name, _)| Some((*name, Theme::by_name(name).ok()?.about)));
    short.chain(whole)
}

impl Theme {
    /// The theme of this name with its colours by value, as pictures show it.
    pub fn by_name(name: &str) -> Result<Theme> {
        Theme::for_capabilities(name, &Capabilities { truecolor: true, ..Capabilities::default() })
    }

    /// The theme of this name as a terminal can show it.
    pub fn for_capabilities(name: &str, terminal: &Capabilities) -> Result<Theme> {
        let short = THEME_ALIASES.iter().find(|(short, ..)| *short == name);
        let full = short.map_or(name, |(.., [dark, light, unknown])| match terminal.background {
            Some(Background::Dark) => dark,
            Some(Background::Light) => light,
            None => unknown,
        });
        let (_, text) = THEMES.iter().find(|(known, _)| *known == full).ok_or_else(|| {
            let known = THEME_ALIASES
                .iter()
                .map(|(name, ..)| *name)
                .chain(THEMES.iter().map(|(name, _)| *name));
            Error::unknown_name("theme", name, known)
        })?;
        let theme: Theme = serde_json::from_str(text)
            .map_err(|e| Error::usage(format!("the theme {full} does not read: {e}")))?;
        Ok(Theme { truecolor: terminal.truecolor, ..theme })
    }

    /// How a tone is drawn.
    pub fn style(&self, tone: StyleRole) -> Style {
        let color = |PaletteColor(name, value): &PaletteColor| {
            let color = if self.truecolor { value } else { name };
            color.map_or(Style::new(), |color| Style::new().fg(color))
        };
        match tone {
            StyleRole::Text => Style::new(),
            StyleRole::Dim => color(&self.dim),
            StyleRole::Strong => Style::new().add_modifier(Modifier::BOLD),
            StyleRole::Accent => color(&self.accent).add_modifier(Modifier::BOLD),
            StyleRole::Disputed => color(&self.disputed),
            StyleRole::Changed => color(&self.overridden),
            StyleRole::Phase(number) => {
                self.phases.get(number % self.phases.len().max(1)).map_or(Style::new(), color)
            }
        }
    }
}

/// The characters that are drawn with.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyphs {
    pub is_ascii: bool,
    /// Whether a map is drawn with dots of Braille, which not every font has, or with half blocks.
    pub has_braille: bool,
    pub rule: &'static str,
    pub vertical_rule: &'static str,
    pub cursor: &'static str,
    pub disputed: &'static str,
    pub overridden: &'static str,
    pub dot: &'static str,
    pub phase_symbols: &'static [&'static str],
    pub changed: &'static str,
    pub removed: &'static str,
    pub pointer: &'static str,
    pub more_left: &'static str,
    pub more_right: &'static str,
    pub date_certainty: [&'static str; 5],
    pub bar: &'static str,
    pub past_end: &'static str,
    pub density_levels: &'static [&'static str],
    pub checked: &'static str,
    pub unchecked: &'static str,
    pub stale: &'static str,
    pub more_below: &'static str,
    pub more_above: &'static str,
}

/// For terminals that show Unicode.
pub const UNICODE: Glyphs = Glyphs {
    is_ascii: false,
    has_braille: true,
    rule: "─",
    vertical_rule: "│",
    cursor: "›",
    disputed: "≠",
    overridden: "*",
    dot: "·",
    phase_symbols: &["●", "◆", "▲", "■", "★", "○", "◇", "△"],
    changed: "Δ",
    removed: "−",
    pointer: "▼",
    more_left: "◂",
    more_right: "▸",
    date_certainty: ["●", "■", "○", "◌", "◇"],
    bar: "━",
    past_end: "┄",
    density_levels: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    checked: "✓",
    unchecked: "·",
    stale: "…",
    more_below: "↓",
    more_above: "↑",
};

/// For those that show Unicode and whose fonts have no Braille.
pub const UNICODE_WITHOUT_BRAILLE: Glyphs = Glyphs { has_braille: false, ..UNICODE };

/// For those that do not.
pub const ASCII: Glyphs = Glyphs {
    is_ascii: true,
    has_braille: false,
    rule: "-",
    vertical_rule: "|",
    cursor: ">",
    disputed: "!",
    overridden: "*",
    dot: "-",
    phase_symbols: &["1", "2", "3", "4", "5", "6", "7", "8"],
    changed: "%",
    removed: "-",
    pointer: "v",
    more_left: "<",
    more_right: ">",
    date_certainty: ["o", "#", "m", "y", "p"],
    bar: "=",
    past_end: ".",
    density_levels: &[".", ":", "-", "+", "*", "#"],
    checked: "x",
    unchecked: ".",
    stale: "~",
    more_below: "v",
    more_above: "^",
};

/// For whoever hears the text or reads it with the fingers: words in the place of signs.
pub const SPOKEN_GLYPHS: Glyphs = Glyphs {
    disputed: "(the sources disagree)",
    overridden: "(your override)",
    changed: "changed to",
    removed: "no longer",
    ..UNICODE
};

impl Glyphs {
    /// The sign of the phase of this number, from 0.
    pub fn phase_symbol(&self, number: usize) -> &'static str {
        self.phase_symbols[number % self.phase_symbols.len()]
    }

    /// The sign of an event by how sure its date is.
    pub fn date_symbol(&self, shape: DateCertainty) -> &'static str {
        self.date_certainty[shape as usize]
    }

    /// A count as a level between nothing and `most`.
    pub fn density_symbol(&self, n: usize, most: usize) -> &'static str {
        if n == 0 {
            " "
        } else {
            self.density_levels[(n * self.density_levels.len())
                .div_ceil(most.max(1))
                .clamp(1, self.density_levels.len())
                - 1]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What xterm, PuTTY and the VGA console show for the sixteen colours.
    const PALETTES: [&str; 3] = [
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
        "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    ];
    /// The sixteen as their numbers go.
    const SIXTEEN: [Color; 16] = [
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
    const TONES: [StyleRole; 9] = [
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

    /// How much light a colour gives, after WCAG 2.
    fn luminance(color: Color) -> f64 {
        let Color::Rgb(red, green, blue) = color else { panic!("{color} has no value") };
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }

    fn value(text: &str) -> Color {
        text.parse().unwrap_or_else(|_| panic!("{text} is no colour"))
    }

    /// The grounds that a theme is made for, at their extremes and as its pictures have it.
    fn grounds(theme: &Theme) -> Vec<Color> {
        let (black, white, own) = (value("#000000"), value("#ffffff"), value(&theme.background));
        match &*theme.ground {
            "dark" => vec![black, own],
            "light" => vec![white, own],
            "both" => vec![black, white],
            other => panic!("{other} is no ground"),
        }
    }

    #[test]
    fn every_theme_reads_in_every_palette() {
        for (name, _) in THEMES {
            let by_value = Theme::by_name(name).unwrap_or_else(|e| panic!("{name}: {e}"));
            let by_name = Theme::for_capabilities(name, &Capabilities::default())
                .unwrap_or_else(|e| panic!("{name}: {e}"));
            let least = if name.starts_with("high-contrast") { 7.0 } else { 4.5 };
            assert!(
                contrast(value(&by_value.text), value(&by_value.background)) >= 7.0,
                "{name}: text"
            );
            for (tone, ground) in TONES
                .into_iter()
                .flat_map(|tone| grounds(&by_value).into_iter().map(move |ground| (tone, ground)))
            {
                let ratio = by_value.style(tone).fg.map_or(21.0, |color| contrast(color, ground));
                assert!(ratio >= least, "{name}: {tone:?} on {ground}: {ratio:.2}");
            }
            // the sixteen against pure black and white: a palette's own grounds
            for (tone, palette) in TONES
                .into_iter()
                .flat_map(|tone| PALETTES.into_iter().map(move |palette| (tone, palette)))
            {
                let Some(color) = by_name.style(tone).fg else { continue };
                let number = SIXTEEN
                    .iter()
                    .position(|one| *one == color)
                    .unwrap_or_else(|| panic!("{name}: {color} is none of the sixteen"));
                let shown =
                    value(&format!("#{}", palette.split(' ').nth(number).unwrap_or_default()));
                for ground in grounds(&by_name)
                    .into_iter()
                    .filter(|ground| [value("#000000"), value("#ffffff")].contains(ground))
                {
                    let ratio = contrast(shown, ground);
                    assert!(ratio >= least, "{name}: {tone:?} as {color} in {palette}: {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_fits_both_grounds_takes_the_one_that_is_told() {
        let on = |name: &str, ground| {
            let theme = Theme::for_capabilities(
                name,
                &Capabilities { background: ground, ..Capabilities::default() },
            );
            theme.map(|theme| theme.ground).unwrap_or_else(|e| panic!("{name}: {e}"))
        };
        for (name, dark, light, unknown) in [
            ("auto", "dark", "light", "both"),
            ("projector", "dark", "light", "light"),
            ("high-contrast", "dark", "light", "dark"),
            ("projector-dark", "dark", "dark", "dark"),
            ("light", "light", "light", "light"),
        ] {
            assert_eq!(
                (
                    &*on(name, Some(Background::Dark)),
                    &*on(name, Some(Background::Light)),
                    &*on(name, None)
                ),
                (dark, light, unknown),
                "{name}"
            );
        }
        assert_eq!(
            Theme::by_name("drak").err().and_then(|e| e.hint).as_deref(),
            Some("did you mean dark?")
        );
        assert_eq!(all_themes().count(), THEME_ALIASES.len() + THEMES.len());
    }

    #[test]
    fn what_is_drawn_with_no_colour_has_none() {
        let mono = Theme::by_name("mono").unwrap_or_else(|e| panic!("{e}"));
        assert!(
            TONES
                .into_iter()
                .all(|tone| mono.style(tone).fg.is_none() && mono.style(tone).bg.is_none())
        );
    }
}
