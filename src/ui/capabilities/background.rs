//! The background of the terminal: what `COLORFGBG` or the terminal itself says about it.

use crate::ui::luminance::luminance;

/// The background of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    Dark,
    Light,
}

/// The luminance at which black and white text have the same contrast.
const MIDDLE_LUMINANCE: f64 = 0.179;

impl Background {
    /// Parses `COLORFGBG`, e.g. `15;0` or `15;default;0`: the last number is the background.
    pub fn from_colorfgbg(colors: &str) -> Option<Background> {
        match colors.rsplit(';').next()?.trim().parse::<u8>().ok()? {
            0..=6 | 8 => Some(Background::Dark),
            7 | 9..=15 => Some(Background::Light),
            _ => None,
        }
    }

    /// Returns the background of a colour: dark if white text has more contrast on it than black.
    pub fn from_rgb(rgb: [u8; 3]) -> Background {
        if luminance(rgb) < MIDDLE_LUMINANCE { Background::Dark } else { Background::Light }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn background_is_the_last_number() {
        for (value, background) in [
            ("15;0", Some(Background::Dark)),
            ("15;default;0", Some(Background::Dark)),
            ("0;15", Some(Background::Light)),
            ("0;7", Some(Background::Light)),
            ("12;8", Some(Background::Dark)),
            ("default;default", None),
            ("15;300", None),
            ("", None),
        ] {
            assert_eq!(Background::from_colorfgbg(value), background, "{value}");
        }
    }

    #[test]
    fn a_colour_is_a_dark_or_a_light_background() {
        for (rgb, background) in [
            ([0, 0, 0], Background::Dark),
            ([0, 43, 54], Background::Dark),
            ([0, 0, 255], Background::Dark),
            ([64, 64, 64], Background::Dark),
            ([253, 246, 227], Background::Light),
            ([255, 255, 255], Background::Light),
            ([192, 192, 192], Background::Light),
        ] {
            assert_eq!(Background::from_rgb(rgb), background, "{rgb:?}");
        }
    }
}
