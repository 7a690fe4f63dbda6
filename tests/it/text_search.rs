//! Words are searched in an open text: `/`, then `n` and `N`.

use crate::fixture_app;
use crate::support::dashboard::{Size, draw, press};
use gloact::app::App;
use ratatui::style::Modifier;

const SIZE: Size = (80, 14);

/// Returns the marked words of the screen.
fn marked(app: &mut App) -> Vec<String> {
    let (buffer, _) = draw(app, SIZE);
    let is_marked = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(Modifier::REVERSED);
    let rows = buffer.content.chunks(SIZE.0.into()).skip(3);
    let words = rows.map(|row| row.iter().filter(is_marked).map(|cell| cell.symbol()).collect());
    words.filter(|words: &String| !words.is_empty()).collect()
}

#[test]
fn words_of_a_detail_are_found_and_marked() {
    let mut app = fixture_app(SIZE, false, "go countries/XA");
    let top = app.script();
    press(&mut app, "/ s o u r c e s");
    // they are marked as soon as they are visible
    assert!(marked(&mut app).is_empty());
    press(&mut app, "enter");
    assert_eq!(marked(&mut app), ["Sources"]);
    assert_ne!(app.script(), top);
    // there is no other line with them
    let at_sources = app.script();
    press(&mut app, "n");
    assert_eq!(app.script(), at_sources);
    press(&mut app, "q");
    assert!(marked(&mut app).is_empty());
}

#[test]
fn the_next_and_the_previous_line_are_found_in_turn() {
    let mut app = fixture_app(SIZE, false, "go countries/XA; next-match objective");
    let mut scripts = vec![app.script()];
    for _ in 0..3 {
        press(&mut app, "n");
        scripts.push(app.script());
    }
    assert!(scripts.windows(2).all(|pair| pair[0] != pair[1]), "{scripts:?}");
    for script in scripts.iter().rev().skip(1) {
        press(&mut app, "N");
        assert!(!marked(&mut app).is_empty(), "{script}");
    }
}

#[test]
fn reports_are_searched_too() {
    let mut app = fixture_app(SIZE, false, "go countries/XA; why");
    press(&mut app, "/ x a enter");
    assert!(marked(&mut app).iter().all(|words| words.to_lowercase().contains("xa")));
    assert!(!marked(&mut app).is_empty());
}

#[test]
fn words_that_are_not_there_are_reported_and_esc_forgets_them() {
    let mut app = fixture_app(SIZE, false, "go countries/XA");
    let script = app.script();
    press(&mut app, "/ x q z enter");
    let text = gloact::ui::buffer_text(&draw(&mut app, SIZE).0);
    assert!(text.contains("no line here has \"xqz\""), "{text}");
    press(&mut app, "/ r i v e r esc");
    assert!(marked(&mut app).is_empty());
    assert_eq!(app.script(), script);
    // without an open text there is nothing to search
    let mut app = fixture_app(SIZE, false, "go countries");
    press(&mut app, "n");
    let text = gloact::ui::buffer_text(&draw(&mut app, SIZE).0);
    assert!(text.contains("no words were searched"), "{text}");
}
