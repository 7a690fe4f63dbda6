//! Tests of the themes: contrast on the grounds of terminals, and hues that are told apart.

use super::*;
use crate::ui::glyphs::{ASCII, UNICODE};

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
/// The hues of phases in each theme.
const PHASE_HUES: usize = 8;

/// Returns all roles, with as many phases as there are hues.
fn roles() -> impl Iterator<Item = StyleRole> {
    let plain = [
        StyleRole::Text,
        StyleRole::Dim,
        StyleRole::Strong,
        StyleRole::Accent,
        StyleRole::Disputed,
        StyleRole::Changed,
    ];
    plain.into_iter().chain((0..PHASE_HUES).map(StyleRole::Phase))
}

/// Returns the amounts of light of a colour's three parts.
fn linear_rgb(color: Color) -> [f64; 3] {
    let Color::Rgb(red, green, blue) = color else { panic!("{color} is not RGB") };
    [red, green, blue].map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// Returns the relative luminance of a colour, as WCAG 2 defines it.
fn luminance(color: Color) -> f64 {
    let [red, green, blue] = linear_rgb(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
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
        for role in roles() {
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
        for role in roles() {
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
    for role in roles() {
        assert_eq!((mono.style(role).fg, mono.style(role).bg), (None, None), "{role:?}");
    }
}

/// Returns a colour in the space OKLab, in which equal distances look equally large.
fn oklab(color: Color) -> [f64; 3] {
    let [red, green, blue] = linear_rgb(color);
    let long = (0.412_221 * red + 0.536_333 * green + 0.051_446 * blue).cbrt();
    let medium = (0.211_903 * red + 0.680_700 * green + 0.107_397 * blue).cbrt();
    let short = (0.088_302 * red + 0.281_719 * green + 0.629_979 * blue).cbrt();
    [
        0.210_454 * long + 0.793_618 * medium - 0.004_072 * short,
        1.977_998 * long - 2.428_592 * medium + 0.450_594 * short,
        0.025_904 * long + 0.782_772 * medium - 0.808_676 * short,
    ]
}

fn distance(first: Color, second: Color) -> f64 {
    let squares = oklab(first).into_iter().zip(oklab(second)).map(|(a, b)| (a - b).powi(2));
    squares.sum::<f64>().sqrt()
}

/// The smallest distance of two hues of phases that are seen as two.
const MIN_HUE_DISTANCE: f64 = 0.06;

#[test]
fn eight_phases_have_eight_hues() {
    for (name, _) in THEMES.iter().filter(|(name, _)| *name != "mono") {
        let theme = Theme::by_name(name).unwrap_or_else(|e| panic!("{name}: {e}"));
        let hue = |number| theme.style(StyleRole::Phase(number)).fg.expect("it is coloured");
        for first in 0..PHASE_HUES {
            for second in 0..first {
                let apart = distance(hue(first), hue(second));
                assert!(apart >= MIN_HUE_DISTANCE, "{name}: {first} and {second}: {apart:.3}");
            }
        }
    }
}

#[test]
fn more_phases_have_the_hues_again_with_another_symbol() {
    let names = THEMES.iter().map(|(name, _)| *name);
    for theme in names.filter_map(|name| Theme::by_name(name).ok()) {
        for number in 0..PHASE_HUES {
            let style = |number| theme.style(StyleRole::Phase(number));
            assert_eq!(style(number), style(number + PHASE_HUES));
        }
    }
    for glyphs in [&UNICODE, &ASCII] {
        for first in 0..2 * PHASE_HUES {
            for second in 0..first {
                assert_ne!(glyphs.phase_symbol(first), glyphs.phase_symbol(second));
            }
        }
    }
}
