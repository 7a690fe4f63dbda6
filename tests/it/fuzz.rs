//! Fuzzing: for any bytes, a parser returns a value or an error. `cargo test` tries some thousands,
//! from the seed in `.cargo/config.toml`;
//! `cargo bolero test fuzz::overrides` continues the search.

use crate::bundled_app;
use gloact::app::App;
use gloact::model::EdtfDate;
use gloact::profile::deck::Deck;
use gloact::query::filter::Filter;
use gloact::query::lists::{contradictions_and_sources, countries, documents_and_contacts, events};
use gloact::store::Dataset;
use gloact::store::layer::Layer;

/// Returns a text of known words that the bytes select, so that parsers get beyond the first
/// letter.
fn spell_bytes(bytes: &[u8], words: &[&str]) -> String {
    let spell = |byte: &u8| match words.get(*byte as usize) {
        Some(word) => word.to_string(),
        None => char::from(*byte).to_string(),
    };
    bytes.iter().map(spell).collect()
}

macro_rules! fuzz {
    ($(#[$about:meta] $name:ident, $times:expr, |$bytes:ident| $body:block)*) => {
        $(#[$about]
        #[test]
        fn $name() {
            bolero::check!()
                .with_iterations($times)
                .with_max_len(200)
                .for_each(|$bytes: &[u8]| $body);
        })*
    };
}

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "null",
    "true",
    "1",
    "-1e9",
    "\"title\"",
    "\"date\"",
    "\"phases\"",
    "\"glo-act\"",
    "\"events\"",
    "\"budget\"",
    "\"amount\"",
    "\"citations\"",
    "\"countries\"",
    "\"NP\"",
    "{\"events\": {\"x\": {\"title\": \"a\", \"date\": \"",
    "2018",
    "\"}}}",
    "\\u001b",
    "\u{1b}",
    "\u{202e}",
    "{\"phases\": {\"glo-act\": ",
    "}}",
    "{\"slides\": [",
    "]}",
    "\"script\"",
    "\"go countries\"",
    "\\ud800",
    "\"$comment\"",
];

fuzz! {
    #[doc = "An override may be anything: its errors are reported, and the bundled data remain."]
    overrides, 400, |bytes| {
        let data = Dataset::load(vec![Layer::from_text("x.json", spell_bytes(bytes, JSON))]);
        assert!(data.phases().len() >= 2);
        for finding in data.findings() {
            assert!(!finding.format_line(data.layers()).contains('\u{1b}'));
        }
    }

    #[doc = "A deck may be anything."]
    decks, 2000, |bytes| {
        let text = spell_bytes(bytes, JSON);
        let (deck, problems) = Deck::parse(&text);
        assert!(!deck.slides.is_empty() || !problems.is_empty());
        assert!(problems.iter().all(|problem| problem.offset <= text.len()));
    }

    #[doc = "A filter that reads is written as it reads, and keeps rows of its list."]
    filters, 2000, |bytes| {
        let words = [
            "region:", "asia", "-", ":", "=", "year>=2017", "\"", ",", " ", "is:", "disputed",
            "agency:iom", "<", "é", "phase:ame", "(", "date:", "2018",
        ];
        let text = spell_bytes(bytes, &words);
        for list in [&countries::LIST, &events::LIST, &documents_and_contacts::LIST, &contradictions_and_sources::LIST] {
            if let Ok(filter) = Filter::parse(&text, list) {
                let written = filter.to_text();
                let again = Filter::parse(&written, list)
                    .unwrap_or_else(|e| panic!("{text:?} is written {written:?}: {e}"));
                assert_eq!(again.to_text(), written, "{text:?}");
            }
        }
    }

    #[doc = "A script does what it says or tells why not; the screen is drawn all the same."]
    scripts, 300, |bytes| {
        let words = [
            "go countries; ", "go matrix; ", "go timeline; ", "go map; ", "filter ", "region:asia",
            "; ", "sort events", "open", "scroll 3", "select countries/NP", "compare",
            "axes country year", "zoom-in", "present programme; ", "slide 3 2; ", "step; ",
            "into; ", "back; ", "why phases/glo-act/budget; ", "find lao; ", "undo; ", "down; ",
            "enter; ", "right; ", "frame Africa; ", "axis; ", "lanes country; ", "cell 3 3; ",
            "copy rows md screen; ", "marks countries/NP; ", "columns name,events; ", "\"",
            "99999999999999999999",
        ];
        let mut app: App = bundled_app((80, 24), false, "");
        let _ = app.run_script(&spell_bytes(bytes, &words));
        crate::draw(&mut app, (80, 24));
        let link = app.script();
        assert!(app.run_script(&link).is_ok(), "{link}");
    }

    #[doc = "A date that reads has an order and words, and is written as it reads."]
    dates, 5000, |bytes| {
        let words = [
            "2018", "-", "02", "29", "/", "..", "~", "?", "%", "X", "9999", "0001", "31", "T",
            "Z", "+", "1985-04-12",
        ];
        if let Ok(when) = EdtfDate::parse(&spell_bytes(bytes, &words)) {
            assert!(!when.display().is_empty());
            let again = EdtfDate::parse(&when.to_string()).unwrap();
            assert_eq!(again.sort_bounds(), when.sort_bounds());
        }
    }
}
