//! The detail beside a list: the whole record as far as it fits.

use crate::fixture_app;
use crate::support::dashboard::{Size, press, screen_text};
use gloact::ui::width;

/// Returns the lines right of the rule between list and detail, without blank ends.
fn detail_lines(text: &str) -> Vec<String> {
    let right = text.lines().filter_map(|line| line.rsplit_once('│'));
    right.map(|(_, detail)| detail.trim_end().to_string()).collect()
}

/// Returns the screens of a list at a size, each with another row selected.
fn screens(script: &str, size: Size) -> Vec<String> {
    let mut app = fixture_app(size, false, script);
    let rows = app.current_pane().0.table(app.current_pane().1).len;
    let mut shown = Vec::new();
    for _ in 0..rows {
        shown.push(screen_text(&mut app, size));
        press(&mut app, "down");
    }
    shown
}

const LISTS: &[&str] = &["go countries", "go timeline", "go documents", "go sources"];

#[test]
fn nothing_is_cut_while_lines_are_free_below() {
    for script in LISTS {
        for size in [(120, 36), (120, 24), (200, 60)] {
            for text in screens(script, size) {
                let lines = detail_lines(&text);
                let last = lines.last().unwrap();
                let is_full = last.contains("more lines");
                let has_cut_line = lines.iter().any(|line| line.ends_with('…'));
                assert!(!has_cut_line && (is_full || !text.contains("More: ")), "{text}");
            }
        }
    }
}

#[test]
fn a_long_record_says_how_many_lines_are_hidden() {
    let size = (120, 20);
    let mut app = fixture_app(size, false, "go countries");
    let beside = screen_text(&mut app, size);
    let lines = detail_lines(&beside);
    let (_, mark) = lines.last().unwrap().split_once("↓ ").expect(&beside);
    let hidden: usize = mark.split(' ').next().unwrap().parse().unwrap();
    let mut app = fixture_app((120, 200), false, "go countries");
    let whole = detail_lines(&screen_text(&mut app, (120, 200)));
    let whole = whole.iter().rposition(|line| !line.trim().is_empty()).unwrap() + 1;
    assert_eq!(lines.len() - 1 + hidden, whole, "{beside}");
}

#[test]
fn a_wide_detail_has_a_second_column() {
    let size = (200, 60);
    let mut app = fixture_app(size, false, "go countries");
    let text = screen_text(&mut app, size);
    let line = text.lines().find(|line| line.contains("Events ")).unwrap();
    let names = text.lines().find(|line| line.contains("Names and codes")).expect(&text);
    let column = |line: &str, word: &str| width(line.split(word).next().unwrap());
    let rule = column(line, "│");
    assert!(column(names, "Names and codes") > rule + 48, "{text}");
    // the focus goes through both columns
    press(&mut app, "enter");
    let paths: Vec<_> = std::iter::repeat_with(|| {
        let (pane, context) = app.current_pane();
        let link = pane.focused_link(context);
        press(&mut app, "tab");
        link
    })
    .take_while(Option::is_some)
    .collect();
    assert!(paths.len() > 4, "{paths:?}");
}
