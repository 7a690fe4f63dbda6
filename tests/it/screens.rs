//! Screens: every pane at every size, every row and detail, any keys, and a few snapshots.

use crate::{Size, cases, draw, fixture_app};
use crossterm::event::Event;
use gloact::app::{App, MIN_SCREEN_SIZE};
use gloact::command::key::{self, KeyCode, KeyEvent};
use gloact::command::{COMMANDS, Command};
use gloact::pane;
use gloact::ui::buffer_text;
use gloact::ui::truncate;
use proptest::prelude::*;

const SIZES: &[Size] = &[
    (0, 0),
    (1, 1),
    (2, 2),
    (39, 11),
    (39, 40),
    (200, 11),
    (40, 12),
    (79, 23),
    (80, 24),
    (99, 30),
    (100, 30),
    (120, 36),
    (200, 60),
    (300, 100),
];

fn panes() -> Vec<&'static str> {
    pane::all().iter().map(|tab| tab.name()).collect()
}

fn press(app: &mut App, key: &str) {
    app.update(Event::Key(key::parse(key).unwrap()));
}

#[test]
fn every_pane_draws_at_every_size_or_reports_too_small() {
    for pane in panes() {
        for ascii in [false, true] {
            let mut app = fixture_app((80, 24), ascii, &format!("go {pane}"));
            for &size in SIZES {
                for keys in [&["esc"][..], &["enter"], &["?"], &["?", "/"], &["é"], &["esc"]] {
                    keys.iter().for_each(|key| press(&mut app, key));
                    let (shown, _) = draw(&mut app, size);
                    if size.0 < MIN_SCREEN_SIZE.0 || size.1 < MIN_SCREEN_SIZE.1 {
                        let words = truncate(
                            &format!("gloact needs 40x12; this is {}x{}", size.0, size.1),
                            size.0,
                        );
                        let words = if ascii { words.replace('…', "~") } else { words };
                        assert_eq!(buffer_text(&shown).trim_end(), words, "{pane}");
                    } else {
                        assert!(!buffer_text(&shown).contains("gloact needs"), "{pane} {size:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn every_row_and_its_detail_draw() {
    for (size, ascii) in
        [((40, 12), false), ((40, 12), true), ((120, 36), false), ((120, 36), true)]
    {
        for pane in panes() {
            let mut app = fixture_app(size, ascii, &format!("go {pane}"));
            press(&mut app, "a");
            let rows = app.current_pane().0.table(app.current_pane().1).len;
            for row in 0..rows {
                press(&mut app, "enter");
                draw(&mut app, size);
                press(&mut app, "G");
                let (shown, _) = draw(&mut app, size);
                assert!(
                    buffer_text(&shown).lines().skip(3).any(|line| line.len() > 2),
                    "{pane}: row {row} shows nothing"
                );
                press(&mut app, "esc");
                press(&mut app, "down");
            }
        }
    }
}

#[test]
fn ascii_mode_draws_only_ascii() {
    for pane in panes() {
        for size in [(80, 24), (120, 36)] {
            let mut app = fixture_app(size, true, &format!("go {pane}"));
            press(&mut app, "down");
            let (shown, _) = draw(&mut app, size);
            let lines = (0..size.0).flat_map(|x| [(x, 2), (x, size.1 - 2)]);
            let gutter = (3..size.1 - 2).flat_map(|y| (0..4).map(move |x| (x, y)));
            let odd = lines.chain(gutter).find(|at| !shown[*at].symbol().is_ascii());
            assert_eq!(odd, None, "{pane}");
            let text = buffer_text(&shown);
            assert!(
                !text.contains(['─', '│', '›', '≠', '·', '–', '“', '↓', '↑', '…', '●', '◆', '▲']),
                "{text}"
            );
        }
    }
}

#[test]
fn screens_match_snapshots() {
    for (name, size, script) in [
        ("countries", (80, 24), "go countries"),
        (
            "countries_in_the_north_with_a_detail",
            (120, 36),
            "go countries; filter region:north; select countries/XB; open",
        ),
        ("sources", (80, 24), "go sources"),
        ("documents", (80, 24), "go documents"),
        ("phase_at_its_budget", (80, 24), "go phases/rivers-1/budget"),
        ("help", (80, 24), "go countries; help"),
        ("countries_without_a_match", (80, 24), "go countries; filter region:far agency:lab"),
    ] {
        let (shown, _) = draw(&mut fixture_app(size, false, script), size);
        insta::with_settings!({ description => script, omit_expression => true }, {
            insta::assert_snapshot!(name, buffer_text(&shown));
        });
    }
}

/// Any message from the terminal.
fn any_message() -> impl Strategy<Value = Vec<Event>> {
    let commands: Vec<&'static Command> =
        COMMANDS.iter().chain(pane::all().iter().flat_map(|tab| tab.info().commands)).collect();
    let keys: Vec<KeyEvent> =
        commands.iter().flat_map(|command| command.key_sequences()).flatten().collect();
    let typed =
        |text: String| text.chars().map(|c| Event::Key(KeyEvent::from(KeyCode::Char(c)))).collect();
    prop_oneof![
        12 => prop::sample::select(keys).prop_map(|key| vec![Event::Key(key)]),
        3 => "[1-9]".prop_map(typed),
        2 => "/(belmora|region:n|-phase:north|events>3|\"a;b|é日本|[ -~]{0,12})".prop_map(typed),
        1 => "\\PC{0,6}".prop_map(typed),
        1 => "\\p{Any}{0,20}".prop_map(|text| vec![Event::Paste(text)]),
        1 => (0u16..130, 0u16..50).prop_map(|(width, height)| vec![Event::Resize(width, height)]),
    ]
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_keys_draw_a_valid_screen(
        size in (1u16..130, 1u16..50),
        messages in prop::collection::vec(any_message(), 0..24),
    ) {
        let mut app = fixture_app(size, false, "");
        let mut size = size;
        for message in messages.into_iter().flatten() {
            if let Event::Resize(width, height) = message {
                size = (width, height);
            }
            app.update(message);
            draw(&mut app, size);
        }
    }
}

#[test]
fn long_paste_is_truncated_and_filtered_once() {
    let mut app = fixture_app((80, 24), false, "go timeline");
    app.update(Event::Key(key::parse("/").unwrap()));
    app.update(Event::Paste("a ".repeat(50_000)));
    app.update(Event::Key(key::parse("enter").unwrap()));
    let link = app.script();
    assert!(link.contains("filter a a") && link.len() < 600, "{}", link.len());
}
