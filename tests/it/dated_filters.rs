//! A bare date in a filter keeps what is dated in it; chips and prompt show what was typed.

use crate::fixture_app;
use crate::support::dashboard::{press, screen_text};
use gloact::app::App;
use gloact::model::Event;

/// Returns the years of the events that are listed.
fn years(app: &App) -> Vec<i16> {
    let (pane, context) = app.current_pane();
    let rows = pane.current_list().unwrap().rows;
    let event = |row| context.query.data.get::<Event>(row).unwrap();
    rows.iter().map(|row| event(*row).date.earliest().unwrap().year()).collect()
}

#[test]
fn a_bare_year_keeps_what_is_dated_in_it() {
    let app = fixture_app((120, 36), false, "go timeline; filter 2019");
    assert!(!years(&app).is_empty() && years(&app).iter().all(|year| *year == 2019));
    assert_eq!(app.script(), "go timeline; filter 2019");
    // in quotation marks it is a word like any other
    let quoted = fixture_app((120, 36), false, "go timeline; filter \"2019\"");
    assert!(years(&quoted).len() >= years(&app).len());
    // a list without dates searches its columns
    let countries = fixture_app((120, 36), false, "go countries; filter 2016");
    assert!(countries.current_pane().0.current_list().is_some());
}

#[test]
fn a_span_of_months_is_one_word() {
    let with = |filter: &str| {
        let script = format!("go timeline; filter {filter}");
        years(&fixture_app((120, 36), false, &script)).len()
    };
    let expected = with("date>=2017-01 date<=2019-06");
    assert!(expected > 0);
    assert_eq!(with("2017-01..2019-06"), expected);
    assert_eq!(with("date:2017-01..2019-06"), expected);
    assert_eq!(with("2017..2018"), with("year>=2017 year<=2018"));
}

#[test]
fn the_chip_that_was_typed_last_is_shown() {
    let filter = "agency:wat,fos,lab country:XA,XB,XC,XD phase:rivers-1,rivers-north year>=2016";
    let mut app = fixture_app((80, 24), false, &format!("go timeline; filter {filter}"));
    let text = screen_text(&mut app, (80, 24));
    let line = text.lines().nth(1).unwrap();
    assert!(line.contains("[year >= 2016]") && line.contains('+'), "{line}");
}

#[test]
fn the_prompt_shows_the_whole_filter() {
    let filter = "agency:wat region:north date>=2017-03 date<=2019-06";
    let mut app = fixture_app((80, 24), false, &format!("go timeline; filter {filter}"));
    press(&mut app, "/");
    let text = screen_text(&mut app, (80, 24));
    let line = text.lines().nth(1).unwrap();
    assert!(line.contains(filter) && line.contains(" of "), "{line}");
}
