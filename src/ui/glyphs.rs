//! The symbols of the screen, in Unicode, in ASCII and in words.

use crate::detail::{StyleRole, ValueFlags};
use crate::query::timeline::lane_layout::DateAppearance;

/// A set of symbols.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyphs {
    pub is_ascii: bool,
    /// Draws maps in Braille dots, which not every font has, instead of half blocks.
    pub has_braille: bool,
    pub rule: &'static str,
    pub vertical_rule: &'static str,
    pub cursor: &'static str,
    pub disputed: &'static str,
    pub overridden: &'static str,
    pub dot: &'static str,
    pub at_most: &'static str,
    /// Twice as many as hues, so that a hue that comes again has another symbol.
    pub phase_symbols: &'static [&'static str],
    pub changed: &'static str,
    pub removed: &'static str,
    pub moved: &'static str,
    pub pointer: &'static str,
    pub more_left: &'static str,
    pub more_right: &'static str,
    /// In the order of [`DateAppearance`]. None is the symbol of a phase, which stands beside them.
    pub date_certainty: [&'static str; 5],
    pub bar: &'static str,
    pub past_end: &'static str,
    /// From few to many.
    pub density_levels: &'static [&'static str],
    pub checked: &'static str,
    pub unchecked: &'static str,
    /// Marks a region that still shows an earlier selection.
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
    at_most: "≤",
    phase_symbols: &[
        "●", "◆", "▲", "■", "○", "◇", "△", "□", "▽", "◈", "◉", "▣", "◐", "◭", "◧", "★",
    ],
    changed: "Δ",
    removed: "−",
    moved: "→",
    pointer: "▼",
    more_left: "◂",
    more_right: "▸",
    date_certainty: ["•", "▮", "◦", "◌", "◎"],
    bar: "━",
    past_end: "┄",
    density_levels: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    checked: "✓",
    unchecked: "·",
    stale: "…",
    more_below: "↓",
    more_above: "↑",
};

/// For terminals that show Unicode in a font without Braille.
pub const UNICODE_WITHOUT_BRAILLE: Glyphs = Glyphs { has_braille: false, ..UNICODE };

/// For terminals that show only ASCII.
pub const ASCII: Glyphs = Glyphs {
    is_ascii: true,
    has_braille: false,
    rule: "-",
    vertical_rule: "|",
    cursor: ">",
    disputed: "!",
    overridden: "*",
    dot: "-",
    at_most: "<=",
    phase_symbols: &[
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f", "g",
    ],
    changed: "%",
    removed: "-",
    moved: "to",
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

/// For screen readers and Braille displays: words in place of symbols.
pub const SPOKEN_GLYPHS: Glyphs = Glyphs {
    disputed: "(sources contradict each other)",
    overridden: "(your override)",
    changed: "changed to",
    removed: "no longer",
    moved: "now in objective",
    at_most: "at most ",
    ..UNICODE
};

impl Glyphs {
    /// Returns the marker of a record or value; an override takes precedence over a dispute.
    pub fn flag_marker(&self, flags: ValueFlags) -> Option<(&'static str, StyleRole)> {
        if flags.overridden {
            Some((self.overridden, StyleRole::Changed))
        } else if flags.disputed {
            Some((self.disputed, StyleRole::Disputed))
        } else {
            None
        }
    }

    /// Returns the symbol of a phase by its number, from 0.
    pub fn phase_symbol(&self, number: usize) -> &'static str {
        self.phase_symbols[number % self.phase_symbols.len()]
    }

    /// Returns the symbol of an event by the certainty of its date.
    pub fn date_symbol(&self, certainty: DateAppearance) -> &'static str {
        self.date_certainty[certainty as usize]
    }

    /// Returns the symbol of a count between 0 and `max`.
    pub fn density_symbol(&self, count: usize, max: usize) -> &'static str {
        if count == 0 {
            return " ";
        }
        let levels = self.density_levels.len();
        let level = (count * levels).div_ceil(max.max(1)).clamp(1, levels);
        self.density_levels[level - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_of_the_timeline_has_one_meaning() {
        for glyphs in [UNICODE, UNICODE_WITHOUT_BRAILLE, ASCII, SPOKEN_GLYPHS] {
            let lines = [glyphs.bar, glyphs.past_end, glyphs.more_left, glyphs.more_right];
            let markers = [glyphs.disputed, glyphs.overridden, glyphs.vertical_rule];
            let others = [glyphs.phase_symbols, &lines, &markers].concat();
            for symbol in glyphs.date_certainty {
                assert!(!others.contains(&symbol), "{symbol}");
                assert_eq!(crate::ui::width(symbol), 1, "{symbol}");
            }
        }
    }
}
