//! Colours and attributes, and the SGR sequences that set them.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Each attribute with the parameter that sets it and the one that resets it.
const SGR_ATTRIBUTES: &[(Modifier, u8, u8)] = &[
    (Modifier::BOLD, 1, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];
const VISIBLE_ON_BLANK: Modifier =
    Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// The colours and attributes of a glyph that the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SgrStyle {
    pub(super) fg: Color,
    bg: Color,
    attributes: Modifier,
}

pub(super) const DEFAULT_STYLE: SgrStyle =
    SgrStyle { fg: Color::Reset, bg: Color::Reset, attributes: Modifier::empty() };

impl SgrStyle {
    pub(super) fn from_cell(cell: &Cell) -> SgrStyle {
        let known = SGR_ATTRIBUTES.iter().map(|(attribute, ..)| *attribute).collect::<Modifier>();
        SgrStyle { fg: cell.fg, bg: cell.bg, attributes: cell.modifier & known }
    }

    /// Returns whether a blank in this style looks like an erased cell.
    pub(super) fn is_invisible_on_blank(self) -> bool {
        self.bg == Color::Reset && !self.attributes.intersects(VISIBLE_ON_BLANK)
    }

    /// Returns the sequence that sets this style after another one. It changes what differs, or
    /// resets everything first where that is shorter.
    pub(super) fn sgr_from(self, before: Option<SgrStyle>) -> String {
        let from_reset = if self == DEFAULT_STYLE {
            "\x1b[m".to_string()
        } else {
            format!("\x1b[;{}m", self.sgr_params(DEFAULT_STYLE))
        };
        match before.map(|before| format!("\x1b[{}m", self.sgr_params(before))) {
            Some(delta) if delta.len() < from_reset.len() => delta,
            _ => from_reset,
        }
    }

    /// Returns the parameters for what differs from another style.
    fn sgr_params(self, from: SgrStyle) -> String {
        let mut params = Vec::new();
        for (attribute, set, reset) in SGR_ATTRIBUTES {
            match (from.attributes.contains(*attribute), self.attributes.contains(*attribute)) {
                (false, true) => params.push(*set),
                (true, false) => params.push(*reset),
                _ => {}
            }
        }
        if from.fg != self.fg {
            push_color_params(self.fg, 30, &mut params);
        }
        if from.bg != self.bg {
            push_color_params(self.bg, 40, &mut params);
        }
        params.iter().map(u8::to_string).collect::<Vec<_>>().join(";")
    }
}

/// Appends the parameters of a colour; `base` is 30 for the text and 40 for the background.
fn push_color_params(color: Color, base: u8, params: &mut Vec<u8>) {
    let dark = |number: u8| base + number;
    let light = |number: u8| base + 60 + number;
    params.push(match color {
        Color::Reset => base + 9,
        Color::Black => dark(0),
        Color::Red => dark(1),
        Color::Green => dark(2),
        Color::Yellow => dark(3),
        Color::Blue => dark(4),
        Color::Magenta => dark(5),
        Color::Cyan => dark(6),
        Color::Gray => dark(7),
        Color::DarkGray => light(0),
        Color::LightRed => light(1),
        Color::LightGreen => light(2),
        Color::LightYellow => light(3),
        Color::LightBlue => light(4),
        Color::LightMagenta => light(5),
        Color::LightCyan => light(6),
        Color::White => light(7),
        Color::Indexed(_) | Color::Rgb(..) => base + 8,
    });
    match color {
        Color::Indexed(number) => params.extend([5, number]),
        Color::Rgb(red, green, blue) => params.extend([2, red, green, blue]),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_difference_is_sent() {
        let bold = SgrStyle { attributes: Modifier::BOLD, ..DEFAULT_STYLE };
        let red = SgrStyle { fg: Color::Red, ..bold };
        let exact = SgrStyle { fg: Color::Rgb(1, 2, 3), ..DEFAULT_STYLE };
        assert_eq!(red.sgr_from(Some(bold)), "\x1b[31m");
        assert_eq!(red.sgr_from(None), "\x1b[;1;31m");
        assert_eq!(DEFAULT_STYLE.sgr_from(Some(red)), "\x1b[m");
        assert_eq!(exact.sgr_from(Some(bold)), "\x1b[;38;2;1;2;3m");
    }
}
