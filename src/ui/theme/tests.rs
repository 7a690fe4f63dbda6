//! Tests of the themes: contrast on the grounds of terminals, and hues that are told apart.

use super::*;
use crate::ui::capabilities::{linear, luminance};
use crate::ui::glyphs::{ASCII, UNICODE};
use ratatui::style::Color;

/// The sixteen colours of xterm, PuTTY, the VGA console and Solarized.
const PALETTES: [&str; 4] = [
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 \
     7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb \
     555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa \
     555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 \
     002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3",
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

/// Returns red, green and blue of a colour.
fn parts(color: Color) -> [u8; 3] {
    let Color::Rgb(red, green, blue) = color else { panic!("{color} is not RGB") };
    [red, green, blue]
}

fn contrast(first: Color, second: Color) -> f64 {
    let first = luminance(parts(first)) + 0.05;
    let second = luminance(parts(second)) + 0.05;
    first.max(second) / first.min(second)
}

fn rgb(text: &str) -> Color {
    text.parse().unwrap_or_else(|_| panic!("{text} is not a colour"))
}

/// Returns the backgrounds that a theme is made for, with the contrast that it keeps on each: the
/// extremes, that of its pictures, and those of Solarized, which lie between.
fn backgrounds(name: &str, theme: &Theme, depth: ColorDepth) -> Vec<(Color, f64)> {
    let [black, white, dark, light] = ["#000000", "#ffffff", "#002b36", "#fdf6e3"].map(rgb);
    let picture = rgb(&theme.background);
    let contrast = if name.starts_with("high-contrast") { 7.0 } else { 4.5 };
    // black and white are 21:1 apart, so no colour keeps more than 4.6:1 on both
    let on_both = match depth {
        ColorDepth::True => 4.5,
        ColorDepth::Indexed => 4.0,
        ColorDepth::Sixteen | ColorDepth::None => 3.0,
    };
    match &*theme.background_kind {
        "dark" => vec![(black, contrast), (picture, contrast), (dark, 4.5)],
        "light" => vec![(white, contrast), (picture, contrast), (light, 4.5)],
        "both" => vec![(black, on_both), (white, on_both), (dark, 2.8), (light, 2.8)],
        other => panic!("unknown background {other}"),
    }
}

/// Returns the RGB value of one of the 240 colours that are the same everywhere.
fn indexed_rgb(index: u8) -> Color {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |step: u8| LEVELS[usize::from(step % 6)];
    match index {
        0..16 => panic!("each terminal has its own colour {index}"),
        16..232 => {
            let cube = index - 16;
            Color::Rgb(level(cube / 36), level(cube / 6), level(cube))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            Color::Rgb(grey, grey, grey)
        }
    }
}

/// Returns the themes as a terminal with so many colours shows them.
fn themes(colors: ColorDepth) -> impl Iterator<Item = (&'static str, Theme)> {
    let capabilities = Capabilities { colors, ..Capabilities::default() };
    THEMES.iter().map(move |(name, _)| {
        let theme = Theme::for_capabilities(name, &capabilities);
        (*name, theme.unwrap_or_else(|e| panic!("{name}: {e}")))
    })
}

#[test]
fn every_theme_has_enough_contrast_in_colours_that_are_known() {
    for depth in [ColorDepth::True, ColorDepth::Indexed] {
        for (name, theme) in themes(depth) {
            assert!(contrast(rgb(&theme.text), rgb(&theme.background)) >= 7.0, "{name}: text");
            for role in roles() {
                let color = match theme.style(role).fg {
                    None => continue,
                    Some(Color::Indexed(index)) => indexed_rgb(index),
                    Some(color) => color,
                };
                for (background, least) in backgrounds(name, &theme, depth) {
                    let ratio = contrast(color, background);
                    assert!(
                        ratio >= least,
                        "{name} {depth:?}: {role:?} on {background}: {ratio:.2}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_theme_has_enough_contrast_in_every_palette() {
    let extremes = [rgb("#000000"), rgb("#ffffff")];
    let (own, solarized) = PALETTES.split_at(3);
    for (name, theme) in themes(ColorDepth::Sixteen) {
        for role in roles() {
            let Some(color) = theme.style(role).fg else { continue };
            let index = ANSI_COLORS
                .iter()
                .position(|ansi| *ansi == color)
                .unwrap_or_else(|| panic!("{name}: {color} is not one of the sixteen"));
            let shown = |palette: &str| {
                rgb(&format!("#{}", palette.split_whitespace().nth(index).unwrap_or_default()))
            };
            for (background, least) in backgrounds(name, &theme, ColorDepth::Sixteen) {
                let is_extreme = extremes.contains(&background);
                let is_solarized = !is_extreme && background != rgb(&theme.background);
                let (palettes, least) = match () {
                    () if is_extreme => (own, least),
                    // its sixteen colours are fainter than those of other terminals
                    () if is_solarized => (solarized, 2.7),
                    () => continue,
                };
                for palette in palettes {
                    let ratio = contrast(shown(palette), background);
                    assert!(ratio >= least, "{name}: {role:?} as {color} in {palette}: {ratio:.2}");
                }
            }
        }
    }
}

#[test]
fn phases_accent_and_difference_are_told_apart() {
    for depth in [ColorDepth::True, ColorDepth::Indexed, ColorDepth::Sixteen] {
        let every = ["dark", "light", "both", "projector-dark", "projector-light"];
        for (name, theme) in themes(depth).filter(|(name, _)| every.contains(name)) {
            let style = |role| theme.style(role);
            let styles = [StyleRole::Accent, StyleRole::Disputed].map(style);
            assert!(styles.iter().all(|style| style.fg.is_some()), "{name} {depth:?}");
            assert_ne!(styles[0].fg, styles[1].fg, "{name} {depth:?}");
            let phases = [0, 1, 2].map(|number| style(StyleRole::Phase(number)));
            assert!(!phases.contains(&styles[0]), "{name} {depth:?}");
            assert_ne!(phases[0], phases[1], "{name} {depth:?}");
            assert_ne!(phases[1], phases[2], "{name} {depth:?}");
            assert_ne!(phases[0], phases[2], "{name} {depth:?}");
        }
    }
}

#[test]
fn a_terminal_without_colours_gets_none() {
    for (name, theme) in themes(ColorDepth::None) {
        assert!(roles().all(|role| theme.style(role).fg.is_none()), "{name}");
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
    let [red, green, blue] = parts(color).map(linear);
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
    for depth in [ColorDepth::True, ColorDepth::Indexed] {
        for (name, theme) in themes(depth).filter(|(name, _)| *name != "mono") {
            let hue = |number| match theme.style(StyleRole::Phase(number)).fg {
                Some(Color::Indexed(index)) => indexed_rgb(index),
                color => color.expect("it is coloured"),
            };
            for first in 0..PHASE_HUES {
                for second in 0..first {
                    let apart = distance(hue(first), hue(second));
                    let is_seen = apart >= MIN_HUE_DISTANCE;
                    assert!(is_seen, "{name} {depth:?}: {first} and {second}: {apart:.3}");
                }
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
