//! Text that is copied from documents, mails and spreadsheets works as if it were typed: in
//! filters, in the finder, in search and on the command line.

use crate::Sandbox;
use crate::fixture_app;
use crate::support::dashboard::{fixture_dataset, screen_text};
use crossterm::event::Event;
use gloact::command::key;
use gloact::query::filter::Filter;
use gloact::query::lists::{countries, events};
use gloact::query::search::NameIndex;
use gloact::query::{ListDef, QueryContext};

const SIZE: (u16, u16) = (100, 30);

/// Returns the number of rows of the fixture that match a filter.
fn count(list: &'static ListDef, text: &str) -> usize {
    let data = fixture_dataset(Vec::new());
    let context = QueryContext::new(&data, crate::TODAY);
    let filter = Filter::parse(text, list).unwrap_or_else(|error| panic!("{text}: {error}"));
    filter.count(list, &context, false)
}

#[test]
fn filters_take_signs_of_documents() {
    for (list, typed, copies) in [
        (
            &countries::LIST,
            "\"Far South\"",
            &[
                "“Far South”",
                "«Far South»",
                "„Far South“",
                "Far\u{a0}South",
                "\u{feff}Far\u{200b} So\u{ad}uth",
                "Far\tSouth",
                "Far\r\nSouth",
            ][..],
        ),
        (
            &countries::LIST,
            "region:\"Far South\"",
            &["region:“Far South”", "region：«Far\u{a0}South»", "region: “Far South”"],
        ),
        (&countries::LIST, "-region:north", &["−region:north", "‑region:north", "–region:north"]),
        (
            &events::LIST,
            "year>=2018",
            &["year≥2018", "year >= 2018", "year ≥ 2018", "year >=2018", "year>= 2018"],
        ),
        (&events::LIST, "year<=2018", &["year≤2018", "year <= 2018"]),
        (&events::LIST, "-year=2018", &["year≠2018", "year!=2018", "year != 2018"]),
        (
            &events::LIST,
            "year>=2016 year<=2018",
            &["year:2016-2018", "year:2016–2018", "year=2016-2018", "date:2016-2018"],
        ),
    ] {
        let expected = count(list, typed);
        assert!(expected > 0 && expected < count(list, ""), "{typed}: {expected}");
        for copy in copies {
            assert_eq!(count(list, copy), expected, "{copy:?}");
        }
    }
    // signs in a quotation stay signs, and a value of the data finds itself
    assert_eq!(count(&events::LIST, "\"≥\""), 0);
    for (text, message) in [
        ("year:2016-20x", "invalid date \"2016-20x\" at column 1"),
        ("region: agency:wat", "missing value after \"region:\" at column 1"),
    ] {
        let error = Filter::parse(text, &events::LIST).expect_err(text);
        assert!(error.message.contains(message), "{error}");
    }
}

#[test]
fn search_takes_signs_of_documents() {
    let data = fixture_dataset(Vec::new());
    let index = NameIndex::build(&data);
    let first = |words: &str| {
        let found = index.search(words, 5);
        found.first().map(|found| data.path(found.row).to_string())
    };
    let expected = first("Fenwick Islands");
    assert!(expected.as_deref().is_some_and(|path| path.starts_with("countries/")), "{expected:?}");
    for copy in [
        "“Fenwick Islands”",
        "«Fenwick\u{a0}Islands»",
        "\u{feff}Fenwick Islands\u{200b}",
        "Fenwick\tIslands",
        "Fen\u{ad}wick\r\nIslands",
    ] {
        assert_eq!(first(copy), expected, "{copy:?}");
    }
}

#[test]
fn pasted_text_is_put_on_one_line() {
    for (keys, pasted) in [
        ("/", "\u{feff}Fenwick\u{200b}\tIslands\r\n"),
        ("/", "“Fenwick Islands”"),
        ("ctrl-k", "«Fenwick\u{a0}Islands»"),
        ("ctrl-k", "Fenwick\r\nIslands"),
    ] {
        let mut app = fixture_app(SIZE, false, "go countries");
        app.update(Event::Key(key::parse(keys).unwrap()));
        app.update(Event::Paste(pasted.into()));
        let screen = screen_text(&mut app, SIZE);
        assert!(!screen.contains("<U+") && !screen.contains(['␉', '␍']), "{screen}");
        assert!(
            screen.lines().skip(2).any(|line| line.contains("Fenwick")),
            "{pasted:?}: {screen}"
        );
        assert!(!screen.contains("Gorsland"), "{pasted:?}: {screen}");
    }
}

#[test]
fn command_line_takes_signs_of_documents() {
    let sandbox = Sandbox::new();
    let run = |args: &[&str]| {
        let output = sandbox.run(args);
        assert_eq!(output.code, 0, "{args:?}: {}", output.all_output());
        output.out
    };
    let list = |filter: &str| run(&["list", "events", filter, "--format", "md"]);
    for (typed, copy) in [
        ("country:\"Lao PDR\"", "country:“Lao PDR”"),
        ("country:\"Lao PDR\"", "country: «Lao\u{a0}PDR»"),
        ("year>=2017", "year >= 2017"),
        ("year>=2017", "year ≥ 2017"),
        ("-country:nepal", "−country:nepal"),
    ] {
        assert_eq!(list(copy), list(typed), "{copy}");
    }
    assert_eq!(run(&["search", "“Lao PDR”"]), run(&["search", "Lao PDR"]));
    let shot = |script: &str| run(&["screenshot", script, "--format", "text"]);
    assert_eq!(
        shot("go countries;\u{a0}filter “Lao PDR”\u{200b}"),
        shot("go countries; filter \"Lao PDR\"")
    );
}
