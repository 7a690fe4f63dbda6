//! How things look: tones with a meaning, and the characters that are drawn with.

use crate::error::{Error, Result};
pub use crate::query::Tone;
use crate::query::lanes::Shape;
use indexmap::IndexMap;
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::str::FromStr;

/// Names of the themes, in the order of help; the first is the usual one.
pub const THEMES: &[(&str, &str)] = &[
    ("dark", include_str!("../../data/themes/dark.json")),
    ("light", include_str!("../../data/themes/light.json")),
    ("mono", include_str!("../../data/themes/mono.json")),
];

/// A theme as its file has it: colours by their names in the terminal, and the palette of pictures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    dim: Shade,
    accent: Shade,
    disputed: Shade,
    overridden: Shade,
    phases: Vec<Shade>,
    /// What a terminal with this theme shows for each name, and for `text` and `background`: used by pictures.
    pub palette: IndexMap<String, String>,
}

/// A colour by name, or none.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Option<String>")]
struct Shade(Option<Color>);

impl TryFrom<Option<String>> for Shade {
    type Error = String;
    fn try_from(name: Option<String>) -> std::result::Result<Self, String> {
        let color = |name: String| Color::from_str(&name).map_err(|_| format!("\"{name}\" is no colour"));
        Ok(Shade(name.map(color).transpose()?))
    }
}

impl Theme {
    /// The theme of this name.
    pub fn named(name: &str) -> Result<Theme> {
        let (_, text) = THEMES
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| Error::unknown("theme", name, THEMES.iter().map(|(known, _)| *known)))?;
        serde_json::from_str(text).map_err(|e| Error::usage(format!("the theme {name} does not read: {e}")))
    }

    /// How a tone is drawn.
    pub fn style(&self, tone: Tone) -> Style {
        let color = |shade: &Shade| shade.0.map_or(Style::new(), |color| Style::new().fg(color));
        match tone {
            Tone::Text => Style::new(),
            Tone::Dim => color(&self.dim),
            Tone::Strong => Style::new().add_modifier(Modifier::BOLD),
            Tone::Accent => color(&self.accent).add_modifier(Modifier::BOLD),
            Tone::Disputed => color(&self.disputed),
            Tone::Changed => color(&self.overridden),
            Tone::Phase(number) => self.phases.get(number % self.phases.len().max(1)).map_or(Style::new(), color),
        }
    }
}

/// The characters that are drawn with.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is named by what it marks")]
pub struct Glyphs {
    pub ascii: bool,
    pub rule: &'static str,
    pub wall: &'static str,
    pub cursor: &'static str,
    pub disputed: &'static str,
    pub overridden: &'static str,
    pub dot: &'static str,
    pub phases: &'static [&'static str],
    pub changed: &'static str,
    pub gone: &'static str,
    pub pointer: &'static str,
    pub before: &'static str,
    pub beyond: &'static str,
    pub shapes: [&'static str; 5],
    pub bar: &'static str,
    pub after: &'static str,
    pub levels: &'static [&'static str],
    pub marked: &'static str,
    pub unmarked: &'static str,
    pub more: &'static str,
    pub less: &'static str,
}

/// For terminals that show Unicode.
pub const UNICODE: Glyphs = Glyphs {
    ascii: false,
    rule: "─",
    wall: "│",
    cursor: "›",
    disputed: "≠",
    overridden: "*",
    dot: "·",
    phases: &["●", "◆", "▲", "■", "★", "○", "◇", "△"],
    changed: "Δ",
    gone: "−",
    pointer: "▼",
    before: "◂",
    beyond: "▸",
    shapes: ["●", "■", "○", "◌", "◇"],
    bar: "━",
    after: "┄",
    levels: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    marked: "✓",
    unmarked: "·",
    more: "↓",
    less: "↑",
};

/// For those that do not.
pub const ASCII: Glyphs = Glyphs {
    ascii: true,
    rule: "-",
    wall: "|",
    cursor: ">",
    disputed: "!",
    overridden: "*",
    dot: "-",
    phases: &["1", "2", "3", "4", "5", "6", "7", "8"],
    changed: "%",
    gone: "-",
    pointer: "v",
    before: "<",
    beyond: ">",
    shapes: ["o", "#", "m", "y", "p"],
    bar: "=",
    after: ".",
    levels: &[".", ":", "-", "+", "*", "#"],
    marked: "x",
    unmarked: ".",
    more: "v",
    less: "^",
};

impl Glyphs {
    /// The sign of the phase of this number, from 0.
    pub fn phase(&self, number: usize) -> &'static str {
        self.phases[number % self.phases.len()]
    }

    /// The sign of an event by how sure its date is.
    pub fn shape(&self, shape: Shape) -> &'static str {
        self.shapes[shape as usize]
    }

    /// A count as a level between nothing and `most`.
    pub fn level(&self, n: usize, most: usize) -> &'static str {
        if n == 0 { " " } else { self.levels[(n * self.levels.len()).div_ceil(most.max(1)).clamp(1, self.levels.len()) - 1] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_reads_and_has_a_whole_palette() {
        for (name, _) in THEMES {
            let theme = Theme::named(name).unwrap_or_else(|e| panic!("{name}: {e}"));
            for color in ["text", "background"] {
                assert!(theme.palette.contains_key(color), "{name} lacks {color}");
            }
        }
        assert_eq!(Theme::named("drak").err().and_then(|e| e.hint).as_deref(), Some("did you mean dark?"));
    }
}
