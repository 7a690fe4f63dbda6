//! A wider screen never shows less of a name than a narrower one.

use crate::support::dashboard::{Size, draw};
use crate::{bundled_app, fixture_app};
use gloact::app::App;
use gloact::ui::{buffer_text, width};

/// Returns the cells of the column of names below a heading: from the heading to the next one.
fn name_cells(text: &str, heading: &str) -> usize {
    let list = |line: &str| line.split('│').next().unwrap().to_string();
    let mut lines = text.lines().map(list).skip_while(|line| !line.contains(heading));
    let headings = lines.next().unwrap_or_else(|| panic!("{heading}\n{text}"));
    let start = width(headings.split(heading).next().unwrap()) as usize;
    // the longest name that is shown, in letters before the next column
    lines
        .take_while(|line| !line.starts_with('─') && !line.contains("a includes"))
        .map(|line| {
            let name: String = line.chars().skip(start).collect();
            name.split("  ").next().unwrap_or_default().trim().chars().count()
        })
        .max()
        .unwrap_or(0)
}

fn never_shrinks(mut app: App, heading: &str, height: u16) {
    let mut before = (0, 0);
    for columns in 80..=220 {
        let size: Size = (columns, height);
        let text = buffer_text(&draw(&mut app, size).0);
        let cells = name_cells(&text, heading);
        assert!(cells >= before.0, "{before:?} {cells} at {columns}\n{text}");
        before = (cells, columns);
    }
}

#[test]
fn lists_never_show_less_of_a_name() {
    for height in [24, 36] {
        for (script, heading) in [
            ("go countries", "Country"),
            ("go timeline", "Event"),
            ("go documents", "Title"),
            ("go sources", "Title"),
        ] {
            never_shrinks(fixture_app((80, height), false, script), heading, height);
        }
    }
}

/// Returns the letters of the rows of the matrix before the first cell.
fn row_letters(text: &str) -> usize {
    let lines = text.lines().skip(3).map(|line| line.split('│').next().unwrap().to_string());
    let lines: Vec<String> = lines.collect();
    let is_cell = |line: &&String| line.contains("Total");
    let header = lines.iter().find(is_cell).unwrap_or_else(|| panic!("{text}"));
    let first_column = header.chars().take_while(|letter| *letter == ' ').count();
    let rows = lines.iter().skip_while(|line| *line != header).skip(1);
    let rows = rows.take_while(|line| !line.trim_start().starts_with("Total"));
    let titles = rows.map(|line| line.chars().take(first_column - 1).collect::<String>());
    titles.map(|title| title.chars().filter(|letter| !" ›…".contains(*letter)).count()).sum()
}

#[test]
fn the_matrix_never_shows_less_of_an_objective() {
    for height in [24, 36] {
        let mut app = bundled_app((80, height), false, "go matrix");
        let mut before = 0;
        for columns in 80..=220 {
            let text = buffer_text(&draw(&mut app, (columns, height)).0);
            let letters = row_letters(&text);
            assert!(letters >= before, "{before} {letters} at {columns}\n{text}");
            before = letters;
        }
    }
}

#[test]
fn row_headers_of_the_matrix_do_not_touch_the_cells() {
    for size in [(80, 24), (100, 30), (120, 36), (200, 60)] {
        let text = buffer_text(&draw(&mut bundled_app(size, false, "go matrix"), size).0);
        let lines: Vec<&str> = text.lines().skip(3).collect();
        let header = lines.iter().find(|line| line.contains("Total")).unwrap();
        let first_column = header.chars().take_while(|letter| *letter == ' ').count();
        for line in lines.iter().take_while(|line| !line.contains("Donors")) {
            let gap = line.chars().nth(first_column - 1);
            assert!(gap.is_none_or(|letter| letter == ' '), "{size:?} {line}");
        }
    }
}
