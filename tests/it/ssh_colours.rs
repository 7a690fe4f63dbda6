//! Colours over a real sshd, which passes on the name of the terminal only: phases, accent and
//! difference are told apart on every terminal.

use crate::support::session::{Session, pane_name};
use crate::support::slow_line::ATTRIBUTES;
use crate::support::sshd::Sshd;
use std::ops::RangeInclusive;
use vt100::Color;

/// The indices of the colours that every terminal has, and of those that are the same in all.
const SIXTEEN: RangeInclusive<u8> = 0..=15;
const INDEXED: RangeInclusive<u8> = 16..=255;

/// The phases on the overview, in the order of their symbols.
const PHASES: [&str; 3] = ["RIVERS 2016", "North  ", "Delta  "];

/// Returns the colour of the symbol before a text.
fn symbol_color(screen: &vt100::Screen, text: &str) -> Color {
    let (rows, columns) = screen.size();
    let lines = screen.rows(0, columns.get());
    for (y, line) in (0..rows.get()).zip(lines) {
        if let Some(start) = line.find(text) {
            let x = line[..start].chars().count() as u16 - 2;
            return screen.cell(y, x).unwrap().fgcolor();
        }
    }
    panic!("{text} is not shown:\n{}", screen.contents());
}

/// Returns the colours of the phases and of a difference, on the overview.
fn overview_colors(session: &Session) -> ([Color; 3], Color) {
    session.inspect(|seen| {
        let screen = seen.terminal.screen();
        let phases = PHASES.map(|text| symbol_color(screen, text));
        (phases, symbol_color(screen, "3 values on which"))
    })
}

#[test]
fn phases_accent_and_difference_are_told_apart_over_ssh() {
    let Some(sshd) = Sshd::start(|_| String::new()) else { return };
    for (terminal, term, answer, indices) in [
        ("PuTTY", "xterm", ATTRIBUTES, SIXTEEN),
        ("PuTTY", "putty-256color", ATTRIBUTES, INDEXED),
        (
            "Windows Terminal",
            "xterm-256color",
            "\x1b]11;rgb:0c0c/0c0c/0c0c\x1b\\\x1b[?61;4;6c",
            INDEXED,
        ),
        ("tmux", "tmux-256color", "\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?1;2c", INDEXED),
        ("GNU screen", "screen", "\x1b[?1;2c", SIXTEEN),
        ("the Linux console", "linux", "\x1b[?6c", SIXTEEN),
    ] {
        let mut session = sshd.dashboard_on(term, answer);
        session.press("4");
        session.wait("a list", |screen| pane_name(screen) == "Countries");
        let accent = session.inspect(|seen| seen.terminal.screen().cell(4, 4).unwrap().fgcolor());
        session.press("1");
        session.wait("the overview", |screen| pane_name(screen) == "Overview");
        let (phases, difference) = overview_colors(&session);
        let is_index = |color| matches!(color, Color::Idx(index) if indices.contains(&index));
        assert!(is_index(accent), "{terminal}: accent {accent:?}");
        assert!(is_index(difference), "{terminal}: difference {difference:?}");
        assert_ne!(accent, difference, "{terminal}");
        assert!(!phases.contains(&difference), "{terminal}: {phases:?}");
        let [first, second, third] = phases;
        let is_distinct = first != second && second != third && first != third;
        assert!(is_distinct, "{terminal}: {phases:?}");
        session.press("q");
        assert_eq!(session.wait_for_exit(), 0, "{terminal}");
    }
}
