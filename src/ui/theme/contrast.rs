//! The contrast of the colours of a theme on the backgrounds of terminals.

use super::{StyleRole, Theme};
use crate::ui::capabilities::ColorDepth;
use crate::ui::luminance::luminance;
use ratatui::style::Color;
use std::str::FromStr;

/// A terminal's sixteen colours: its name, and the colours in the order of [`ANSI_COLORS`].
type Palette = (&'static str, &'static str);

/// Palettes of terminals with a black or a white background.
const PALETTES: &[Palette] = &[
    (
        "xterm",
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 \
         7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    ),
    (
        "PuTTY",
        "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb \
         555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    ),
    (
        "the VGA console",
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa \
         555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    ),
];

/// A palette with backgrounds of its own, between black and white.
const SOLARIZED: Palette = (
    "Solarized",
    "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 \
     002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3",
);
const SOLARIZED_DARK: &str = "#002b36";
const SOLARIZED_LIGHT: &str = "#fdf6e3";

/// The least contrast of the sixteen colours of Solarized on its backgrounds: they are fainter than
/// those of other terminals.
const SOLARIZED_CONTRAST: f64 = 2.7;

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

/// The contrast that text needs on its background, as WCAG 2 asks for.
pub(super) const TEXT_CONTRAST: f64 = 4.5;

/// A colour that is hard to read.
pub(super) struct LowContrast {
    /// The field of the file, such as `accent` or `phases/2`.
    pub(super) field: String,
    /// The colour and its background in words.
    pub(super) pair: String,
    pub(super) ratio: f64,
    pub(super) least: f64,
}

/// Returns the colours of a theme whose contrast is lower than `least` on a background that it is
/// made for: black, white, that of its pictures, and on request those of Solarized. On both black
/// and white a colour cannot have more than 4.6, so less is required there.
pub(super) fn low_contrasts(theme: &Theme, least: f64, with_solarized: bool) -> Vec<LowContrast> {
    let mut low = Vec::new();
    let picture = [Color::from_str(&theme.text), Color::from_str(&theme.background)];
    if let [Ok(text), Ok(background)] = picture {
        let ratio = contrast(text, background);
        if ratio < least {
            let pair = format!("{} on {}", theme.text, theme.background);
            low.push(LowContrast { field: "text".into(), pair, ratio, least });
        }
    }
    for depth in [ColorDepth::True, ColorDepth::Indexed, ColorDepth::Sixteen] {
        let shown = Theme { depth, ..theme.clone() };
        for (field, role) in fields(theme) {
            let Some(color) = shown.style(role).fg else { continue };
            let mut pairs = Vec::new();
            for (background, least) in backgrounds(theme, depth, least, with_solarized) {
                add_pairs(&mut pairs, color, background, least);
            }
            let margin = |pair: &Pair| pair.ratio / pair.least;
            let lowest = pairs.into_iter().min_by(|a, b| margin(a).total_cmp(&margin(b)));
            let Some(Pair { words, ratio, least }) = lowest.filter(|pair| margin(pair) < 1.0)
            else {
                continue;
            };
            low.push(LowContrast { field, pair: words, ratio, least });
        }
    }
    low
}

/// A colour on a background, with the contrast that they have and need.
struct Pair {
    words: String,
    ratio: f64,
    least: f64,
}

/// Adds a colour on a background, for one of the sixteen in each palette.
fn add_pairs(pairs: &mut Vec<Pair>, color: Color, background: Color, least: f64) {
    let Some(index) = ANSI_COLORS.iter().position(|ansi| *ansi == color) else {
        let Some(rgb) = rgb_of(color) else { return };
        let name = match color {
            Color::Indexed(index) => format!("colour {index} of 256"),
            color => color.to_string().to_lowercase(),
        };
        let words = format!("{name} on {}", background.to_string().to_lowercase());
        pairs.push(Pair { words, ratio: contrast(rgb, background), least });
        return;
    };
    let (palettes, least): (&[Palette], f64) =
        if is_extreme(background) { (PALETTES, least) } else { (&[SOLARIZED], SOLARIZED_CONTRAST) };
    for (terminal, palette) in palettes {
        let rgb = palette.split_whitespace().nth(index).unwrap_or_default();
        let Ok(rgb) = Color::from_str(&format!("#{rgb}")) else { continue };
        let pair = format!("{color} on {background}").to_lowercase();
        let words = format!("{pair} in the palette of {terminal}");
        pairs.push(Pair { words, ratio: contrast(rgb, background), least });
    }
}

/// Returns the coloured fields of a theme with the role of each.
fn fields(theme: &Theme) -> Vec<(String, StyleRole)> {
    let plain = [
        ("dim", StyleRole::Dim),
        ("accent", StyleRole::Accent),
        ("disputed", StyleRole::Disputed),
        ("overridden", StyleRole::Changed),
    ];
    let plain = plain.into_iter().map(|(field, role)| (field.to_string(), role));
    let phases = (0..theme.phases.len()).map(|i| (format!("phases/{i}"), StyleRole::Phase(i)));
    plain.chain(phases).collect()
}

/// Returns the backgrounds that a theme is made for, with the contrast that it needs on each.
fn backgrounds(
    theme: &Theme,
    depth: ColorDepth,
    least: f64,
    with_solarized: bool,
) -> Vec<(Color, f64)> {
    let on_both = match depth {
        ColorDepth::True => TEXT_CONTRAST,
        ColorDepth::Indexed => 4.0,
        ColorDepth::Sixteen | ColorDepth::None => 3.0,
    };
    let named = match &*theme.background_kind {
        "dark" => vec![("#000000", least), (SOLARIZED_DARK, TEXT_CONTRAST)],
        "light" => vec![("#ffffff", least), (SOLARIZED_LIGHT, TEXT_CONTRAST)],
        _ => vec![
            ("#000000", on_both),
            ("#ffffff", on_both),
            (SOLARIZED_DARK, 2.8),
            (SOLARIZED_LIGHT, 2.8),
        ],
    };
    let is_solarized = |name: &str| [SOLARIZED_DARK, SOLARIZED_LIGHT].contains(&name);
    let mut found: Vec<(Color, f64)> = named
        .into_iter()
        .filter(|(name, _)| with_solarized || !is_solarized(name))
        .filter_map(|(name, least)| Some((Color::from_str(name).ok()?, least)))
        .collect();
    // pictures have exact colours
    if depth == ColorDepth::True && theme.background_kind != "both" {
        found.extend(Color::from_str(&theme.background).ok().map(|color| (color, least)));
    }
    found
}

fn is_extreme(background: Color) -> bool {
    [Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)].contains(&background)
}

/// Returns the contrast of two colours, from 1 to 21, as WCAG 2 defines it.
pub(super) fn contrast(first: Color, second: Color) -> f64 {
    let light = |color| rgb_parts(color).map_or(0.0, luminance) + 0.05;
    let (first, second) = (light(first), light(second));
    first.max(second) / first.min(second)
}

fn rgb_parts(color: Color) -> Option<[u8; 3]> {
    match rgb_of(color)? {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        _ => None,
    }
}

/// Returns the RGB value of a colour that is the same on every terminal: an RGB value, or one of
/// the upper 240 of 256.
pub(super) fn rgb_of(color: Color) -> Option<Color> {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |step: u8| LEVELS[usize::from(step % 6)];
    match color {
        Color::Rgb(..) => Some(color),
        Color::Indexed(index @ 16..232) => {
            let cube = index - 16;
            Some(Color::Rgb(level(cube / 36), level(cube / 6), level(cube)))
        }
        Color::Indexed(index @ 232..) => {
            let grey = 8 + 10 * (index - 232);
            Some(Color::Rgb(grey, grey, grey))
        }
        _ => None,
    }
}
