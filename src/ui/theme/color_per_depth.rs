//! A colour of a theme at each depth of colour.

use crate::ui::capabilities::ColorDepth;
use ratatui::style::Color;
use serde::Deserialize;
use std::str::FromStr;

/// The names of the sixteen colours of a terminal.
pub(super) const ANSI_NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "darkgray",
    "lightred",
    "lightgreen",
    "lightyellow",
    "lightblue",
    "lightmagenta",
    "lightcyan",
    "white",
];

/// A colour in a file: its name among the sixteen of the terminal, its index among the 256, and
/// its RGB value.
type ColorEntry = (Option<String>, Option<u8>, Option<String>);

/// A colour for each [`ColorDepth`]. A missing one is the terminal's default colour.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(try_from = "ColorEntry")]
pub(super) struct ColorPerDepth {
    ansi: Option<Color>,
    indexed: Option<Color>,
    rgb: Option<Color>,
}

impl TryFrom<ColorEntry> for ColorPerDepth {
    type Error = String;

    fn try_from((ansi, index, rgb): ColorEntry) -> std::result::Result<Self, String> {
        let parse = |color: String| {
            Color::from_str(&color).map_err(|_| format!("unknown colour \"{color}\""))
        };
        Ok(ColorPerDepth {
            ansi: ansi.map(parse).transpose()?,
            indexed: index.map(Color::Indexed),
            rgb: rgb.map(parse).transpose()?,
        })
    }
}

impl ColorPerDepth {
    /// Returns the colour that a terminal with so many colours shows.
    pub(super) fn at_depth(&self, depth: ColorDepth) -> Option<Color> {
        match depth {
            ColorDepth::None => None,
            ColorDepth::Sixteen => self.ansi,
            ColorDepth::Indexed => self.indexed,
            ColorDepth::True => self.rgb,
        }
    }
}
