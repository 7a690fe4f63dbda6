//! Wherever something scrolls, the rule below says which part is visible.

use crate::{Size, draw, fixture_app};
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;
use gloact::ui::buffer_text;

const SIZE: Size = (80, 14);

/// Returns first, last and number of the rows or lines, if the screen says them.
fn position(app: &mut App) -> Option<(usize, usize, usize)> {
    let text = buffer_text(&draw(app, SIZE).0);
    let rule = text.lines().rev().nth(1).unwrap();
    let words: Vec<&str> = rule.trim_matches('─').split_whitespace().collect();
    let [range, "of", len] = words[..] else { return None };
    let (first, last) = range.split_once('–')?;
    Some((first.parse().unwrap(), last.parse().unwrap(), len.parse().unwrap()))
}

#[test]
fn the_visible_part_is_said_wherever_something_scrolls() {
    for script in [
        "go timeline",
        "go sources",
        "go phases",
        "go countries/XA",
        "go countries; help",
        "settings",
        "find",
        "facets",
        "go countries/XA; why",
        "problems",
    ] {
        let mut app = fixture_app(SIZE, false, script);
        let Some((first, last, len)) = position(&mut app) else {
            let text = buffer_text(&draw(&mut app, SIZE).0);
            assert!(!text.contains(['↓', '↑']), "{script}:\n{text}");
            continue;
        };
        assert!(first == 1 && last < len, "{script}: {first} {last} {len}");
        // a picker takes letters
        let is_picker =
            ["help", "settings", "find", "facets"].iter().any(|word| script.ends_with(word));
        let end = if is_picker { "end" } else { "G" };
        app.update(Event::Key(key::parse(end).unwrap()));
        let (first, last, same_len) = position(&mut app).unwrap();
        assert!(first > 1 && last == same_len && same_len == len, "{script}: {first} {last} {len}");
    }
}

#[test]
fn at_least_lists_details_and_pickers_scroll_here() {
    for script in ["go timeline", "go countries/XA", "go countries; help", "settings"] {
        assert!(position(&mut fixture_app(SIZE, false, script)).is_some(), "{script}");
    }
}
