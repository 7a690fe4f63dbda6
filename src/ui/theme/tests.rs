//! Tests of the themes: contrast on the grounds of terminals, and hues that are told apart.

use super::contrast::{TEXT_CONTRAST, contrast, low_contrasts, rgb_of};
use super::*;
use crate::ui::glyphs::{ASCII, UNICODE};
use crate::ui::luminance::linear;
use ratatui::style::Color;

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

/// Returns the themes as a terminal with so many colours shows them.
fn themes(colors: ColorDepth) -> impl Iterator<Item = (&'static str, Theme)> {
    let capabilities = Capabilities { colors, ..Capabilities::default() };
    THEMES.iter().map(move |(name, _)| {
        let theme = Theme::for_capabilities(name, &capabilities);
        (*name, theme.unwrap_or_else(|e| panic!("{name}: {e}")))
    })
}

#[test]
fn every_theme_has_enough_contrast() {
    for (name, theme) in themes(ColorDepth::True) {
        let least = if name.starts_with("high-contrast") { 7.0 } else { TEXT_CONTRAST };
        let low: Vec<String> = low_contrasts(&theme, least, true)
            .into_iter()
            .map(|low| {
                format!("{}: {} is {:.2}, not {}", low.field, low.pair, low.ratio, low.least)
            })
            .collect();
        assert_eq!(low, Vec::<String>::new(), "{name}");
        let [text, background] = [&theme.text, &theme.background].map(|color| color.parse());
        let (text, background) = (text.expect("a colour"), background.expect("a colour"));
        assert!(contrast(text, background) >= 7.0, "{name}: text");
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
    let count = ThemeSet::default().descriptions().count();
    assert_eq!(count, THEME_ALIASES.len() + THEMES.len());
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
            let hue = |number| {
                let color = theme.style(StyleRole::Phase(number)).fg;
                rgb_of(color.expect("it is coloured")).expect("it is the same everywhere")
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
