//! The overview of programmes of any size: it fits the screen and says what it leaves out.

use crate::Size;
use crate::draw;
use crate::support::dashboard::{dashboard, screen_text};
use crate::support::generated_programmes::{GeneratedProgramme, all};
use gloact::app::App;
use gloact::model::RecordPath;
use gloact::ui::buffer_text;
use ratatui::layout::Rect;

const SCREENS: &[Size] = &[(80, 24), (120, 36), (200, 60)];

fn overview(programme: &GeneratedProgramme, size: Size) -> App {
    let mut app = dashboard(programme.dataset(), size);
    app.run_script("go overview").unwrap();
    app
}

fn by_name(name: &str) -> GeneratedProgramme {
    all().into_iter().find(|programme| programme.name == name).unwrap()
}

/// Returns the numbers that stand behind a sign.
fn numbers_after(text: &str, sign: &str) -> Vec<usize> {
    let parts = text.split(sign).skip(1);
    let digits =
        parts.map(|part| part.chars().take_while(char::is_ascii_digit).collect::<String>());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

#[test]
fn it_fits_every_screen() {
    for programme in all() {
        for size in SCREENS {
            let mut app = overview(&programme, *size);
            let text = screen_text(&mut app, *size);
            assert!(!text.contains('↓'), "{} at {size:?}: {text}", programme.name);
            for words in ["Who does what", "Where", "Last", "Next"] {
                assert!(text.contains(words), "{}: {words}: {text}", programme.name);
            }
        }
    }
}

#[test]
fn current_and_recent_phases_are_shown_first_and_others_counted() {
    let programme = by_name("many-phases");
    for size in SCREENS {
        let mut app = overview(&programme, *size);
        let (screen, drawn) = draw(&mut app, *size);
        let text = buffer_text(&screen);
        let shown = text.lines().filter(|line| line.contains("  EUR ")).count();
        let hidden = numbers_after(&text, "  … ").first().copied().unwrap_or(0);
        assert_eq!(shown + hidden, 12, "{text}");
        // today is in Lagoons IX and Estuaires X
        assert!(text.contains("Lagoons IX") && text.contains("Estuaires X "), "{text}");
        let is_more = |(area, path): &(Rect, RecordPath)| area.y > 2 && path.as_str() == "phases";
        assert_eq!(drawn.link_areas.iter().any(is_more), hidden > 0, "{text}");
    }
    assert!(screen_text(&mut overview(&programme, (80, 24)), (80, 24)).contains("more phases"));
}

#[test]
fn no_agency_and_no_objective_is_left_out_without_a_sign() {
    for name in ["typical", "many-objectives", "many-countries", "everything-missing"] {
        let programme = by_name(name);
        for size in SCREENS {
            let (screen, drawn) = draw(&mut overview(&programme, *size), *size);
            let text = buffer_text(&screen);
            let mut lines = text.lines().enumerate();
            let (y, heading) = lines.find(|(_, line)| line.contains("Who does what")).unwrap();
            if heading.contains("objectives that each leads") {
                let counts = numbers_before(&text, " objectives: ");
                assert_eq!(counts.iter().sum::<usize>(), programme.counts.objectives, "{text}");
                continue;
            }
            let links = drawn.link_areas.iter().filter(|(area, _)| usize::from(area.y) == y);
            let shown = links.filter(|(_, path)| path.as_str().starts_with("agencies/")).count();
            let hidden: usize = numbers_after(heading, " +").iter().sum();
            assert_eq!(shown + hidden, programme.counts.agencies, "{name} {size:?}: {text}");
        }
    }
}

fn numbers_before(text: &str, sign: &str) -> Vec<usize> {
    let parts: Vec<&str> = text.split(sign).collect();
    let numbers = parts[..parts.len() - 1].iter().filter_map(|part| {
        let (_, digits) = part.rsplit_once(' ')?;
        digits.parse().ok()
    });
    numbers.collect()
}

#[test]
fn the_latest_events_have_begun() {
    let programme = by_name("many-phases");
    let text = screen_text(&mut overview(&programme, (200, 60)), (200, 60));
    let (_, latest) = text.split_once("Latest events").unwrap();
    assert!(latest.contains(" 2026 ") && !latest.contains(" 2032 "), "{text}");
}

#[test]
fn years_without_room_are_left_out_as_a_whole() {
    for width in 78..140 {
        let mut app = overview(&by_name("many-phases"), (width, 24));
        let text = screen_text(&mut app, (width, 24));
        let years = text.lines().find(|line| line.contains("countries   budget")).expect(&text);
        assert!(!years.contains('…'), "{width}\n{text}");
    }
}
