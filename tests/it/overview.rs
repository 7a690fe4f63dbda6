//! The first screen says who pays, who takes part where no objective is named, and what its signs
//! mean.

use crate::line_mode::run_lines_in;
use crate::support::dashboard::screen_text;
use crate::{Sandbox, bundled_app, fixture_app};

const SIZE: (u16, u16) = (120, 36);

fn fixture_screen(size: (u16, u16)) -> String {
    screen_text(&mut fixture_app(size, false, "go overview"), size)
}

/// Returns the line of a screen that has some words.
fn line<'a>(screen: &'a str, words: &str) -> &'a str {
    let line = screen.lines().find(|line| line.contains(words));
    line.unwrap_or_else(|| panic!("{words}: {screen}"))
}

#[test]
fn donors_are_told_with_their_phases() {
    let screen = fixture_screen(SIZE);
    let screen = screen.replace('\u{a0}', " ");
    let donors = line(&screen, "funded by");
    assert!(donors.contains("funded by River Fund ●◆▲, Lake Trust ●"), "{donors}");
    // the bundled programme, at any size
    for size in [(80, 24), SIZE, (200, 60)] {
        let screen = screen_text(&mut bundled_app(size, false, "go overview"), size);
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("funded by EU ●◆▲, IOM Development Fund ●≠"), "{screen}");
    }
}

#[test]
fn donors_are_told_in_line_mode() {
    let output = run_lines_in(&Sandbox::new(), &[], "go overview\n").out;
    assert!(output.contains("EU funds GLO.ACT 2015–2019, Asia"), "{output}");
    let fund = line(&output, "IOM Development Fund funds");
    assert!(fund.contains("sources contradict each other"), "{fund}");
}

#[test]
fn agencies_of_a_phase_without_roles_are_told() {
    for size in [SIZE, (80, 24)] {
        let screen = fixture_screen(size);
        let row = line(&screen, "- Delta: no agency by objective");
        assert!(row.contains('▲'), "{row}");
    }
    let screen = screen_text(&mut bundled_app(SIZE, false, "go overview"), SIZE);
    let row = line(&screen, "Bangladesh: no agency by objective found");
    let (agencies, _) = row.rsplit_once('◆').map_or((row, ""), |parts| parts);
    assert!(agencies.matches('▲').count() >= 2, "{row}");
}

#[test]
fn no_next_event_is_not_called_unstated() {
    for (script, words) in
        [("go overview", "Next         none found"), ("go timeline", "next: none found")]
    {
        let screen = screen_text(&mut bundled_app(SIZE, false, script), SIZE);
        assert!(screen.contains(words), "{screen}");
    }
}

#[test]
fn signs_of_bars_and_places_are_explained() {
    let screen = fixture_screen(SIZE);
    let has_dotted_bar = screen.lines().any(|line| line.contains("━┄"));
    assert_eq!(screen.contains("┄ after the planned end"), has_dotted_bar, "{screen}");
    let higher = (120, 44);
    let screen = screen_text(&mut bundled_app(higher, false, "go overview"), higher);
    assert!(screen.contains("┄ after the planned end"), "{screen}");
    assert!(line(&screen, "Latest events").contains("place? of a date line"), "{screen}");
}
