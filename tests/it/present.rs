//! Presentations: slides at every size, steps, views and records as slides.

use crate::support::bundled::bundled_slides;
use crate::support::dashboard::{press, screen_text};
use crate::{Sandbox, bundled_app, draw};
use gloact::detail::PaneContent;
use gloact::model::KindId;
use gloact::query::Table;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use std::collections::HashSet;

/// Sizes of the screen.
const SIZES: &[(u16, u16)] = &[(40, 12), (61, 20), (80, 24), (120, 36), (200, 60)];

/// Returns the words of a text.
fn words(text: &str) -> HashSet<String> {
    // the sign of a development is a Greek letter
    text.split(|c: char| !c.is_alphanumeric() || c == 'Δ')
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// Returns the visible cells of a table.
fn visible_cells(table: &Table) -> Vec<String> {
    let shown: Vec<usize> =
        (0..table.headers.len()).filter(|at| table.headers[*at].visible).collect();
    (0..table.len)
        .flat_map(|row| shown.iter().map(move |at| (row, *at)))
        .map(|(row, at)| (table.cell)(row, at).display())
        .collect()
}

#[test]
fn slides_are_complete_at_every_size() {
    for ascii in [false, true] {
        for size in SIZES {
            let mut app = bundled_app(*size, ascii, "present programme");
            let mut title = String::new();
            for at in 0..bundled_slides() {
                app.goto_slide(at, 0);
                draw(&mut app, *size);
                app.goto_slide(at, 0);
                let mut all = String::new();
                for step in app.page_steps() {
                    app.goto_slide(at, step);
                    let screen = screen_text(&mut app, *size);
                    assert!(
                        !screen.contains('…') && !screen.contains('~'),
                        "slide {} at {size:?} is cut:\n{screen}",
                        at + 1
                    );
                    all.push_str(&screen);
                }
                let leaf = app.handout_page().unwrap();
                assert_ne!(std::mem::replace(&mut title, leaf.title.clone()), leaf.title);
                let wanted = match &leaf.content {
                    Some(PaneContent::Rows(table, below)) => {
                        visible_cells(table).join(" ") + " " + &below.join(" ")
                    }
                    Some(PaneContent::Record(_)) => {
                        panic!("no slide of the programme is one record")
                    }
                    // a map shows codes instead of names
                    Some(PaneContent::Picture(_)) | None => String::new(),
                };
                // on a narrow screen long words are broken, so compare letters
                let narrow = size.0 < 60;
                let shown: String = all.chars().filter(|c| c.is_alphanumeric()).collect();
                for word in words(&format!("{} {wanted}", leaf.text)) {
                    let found = if narrow {
                        word.len() > 12 || shown.contains(&word)
                    } else {
                        words(&all).contains(&word)
                    };
                    assert!(found, "slide {} at {size:?} lacks {word}:\n{all}", at + 1);
                }
            }
        }
    }
}

#[test]
fn every_step_can_be_reversed() {
    for size in SIZES {
        let mut app = bundled_app(*size, false, "present programme");
        let mut on = vec![screen_text(&mut app, *size)];
        loop {
            press(&mut app, "space");
            let screen = screen_text(&mut app, *size);
            if screen.contains("this is the last slide") {
                break;
            }
            assert_ne!(on.last(), Some(&screen), "a step shows something new");
            on.push(screen);
        }
        assert!(on.len() > bundled_slides(), "{size:?}: {}", on.len());
        // the last step showed that it is the last
        press(&mut app, "h");
        for before in on.iter().rev().skip(1) {
            assert_eq!(screen_text(&mut app, *size), *before, "{size:?}");
            press(&mut app, "h");
        }
        assert!(screen_text(&mut app, *size).contains("this is the first slide"));
    }
}

#[test]
fn live_view_returns_to_the_same_step() {
    let count = bundled_slides();
    let size = (100, 30);
    let mut app =
        bundled_app(size, false, "go countries; filter region:africa; select countries/ML");
    let before = (app.script(), screen_text(&mut app, size));
    press(&mut app, "p");
    assert!(screen_text(&mut app, size).contains("the programme"));
    press(&mut app, "Enter 4 Enter space space");
    let slide = screen_text(&mut app, size);
    assert!(slide.contains("3 Capacity") && !slide.contains("4 Regional"), "{slide}");
    press(&mut app, "Enter");
    assert!(screen_text(&mut app, size).contains("objective × agency"));
    press(&mut app, "down down 2 backspace");
    assert!(screen_text(&mut app, size).contains("objective × agency"), "first back to the matrix");
    press(&mut app, "backspace");
    assert_eq!(screen_text(&mut app, size), slide);
    press(&mut app, "Enter down q");
    assert_eq!(screen_text(&mut app, size), slide, "q closes the view, not the program");
    press(&mut app, "b");
    assert_eq!(screen_text(&mut app, size).trim(), "");
    press(&mut app, "x");
    assert_eq!(screen_text(&mut app, size), slide);
    press(&mut app, "i");
    assert!(screen_text(&mut app, size).contains(&format!("{count}  Sources")));
    press(&mut app, "c o n t r Enter");
    assert!(screen_text(&mut app, size).contains(&format!("10 of {count}")));
    press(&mut app, "9 9 Enter");
    assert!(
        screen_text(&mut app, size).contains(&format!("there is no slide \"99\" (1 to {count})"))
    );
    press(&mut app, "q");
    assert_eq!(
        (app.script(), screen_text(&mut app, size)),
        before,
        "what was there before is there again"
    );
}

#[test]
fn contacts_can_be_hidden() {
    let size = (120, 36);
    let mut app = bundled_app(size, false, "present programme; slide 11");
    assert!(screen_text(&mut app, size).contains("kneal@unicef.org"));
    press(&mut app, "c");
    let screen = screen_text(&mut app, size);
    assert!(
        !screen.contains('@') && !screen.contains("Neal") && screen.contains("(hidden)"),
        "{screen}"
    );
    press(&mut app, "c");
    assert!(screen_text(&mut app, size).contains("kneal@unicef.org"));
    // contacts are hidden in titles, in the list of slides and in handouts as well
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["present", "contacts/kerry-neal", "--do", "hide-contacts"]);
    assert!(
        output.code == 0 && !output.out.contains("Neal") && !output.out.contains("kneal@"),
        "{}",
        output.all_output()
    );
    app.run_script("go contacts/kerry-neal; present contacts/kerry-neal; hide-contacts; index")
        .unwrap();
    let list = screen_text(&mut app, size);
    assert!(list.contains("1  (hidden)") && !list.contains("Neal"), "{list}");
}

#[test]
fn slide_of_an_empty_view_says_so() {
    let size = (80, 24);
    for pane in ["countries", "map", "timeline"] {
        let mut app = bundled_app(size, false, &format!("go {pane}; filter nowhere"));
        press(&mut app, "p t h i s Enter");
        let screen = screen_text(&mut app, size);
        assert!(screen.contains("0 of "), "{screen}");
    }
}

#[test]
fn nested_presentation_ends_where_the_first_began() {
    let size = (80, 24);
    let mut app = bundled_app(size, false, "go matrix; axes country year; why countries/NP");
    let before = screen_text(&mut app, size);
    press(&mut app, "p Enter 5 Enter Enter");
    app.run_script("present countries/NP").unwrap();
    assert!(screen_text(&mut app, size).contains("1 of 3"));
    press(&mut app, "q");
    assert_eq!(screen_text(&mut app, size), before);
}

#[test]
fn view_makes_one_slide_and_record_makes_three() {
    let size = (100, 30);
    let mut app = bundled_app(size, false, "go timeline; filter country:NP");
    press(&mut app, "p");
    let list = screen_text(&mut app, size);
    assert!(
        list.contains("this view") && list.contains("go timeline; filter country:NP"),
        "{list}"
    );
    press(&mut app, "t h i s Enter");
    let screen = screen_text(&mut app, size);
    assert!(
        screen.contains("National launch in Nepal")
            && screen.contains("1 of 1")
            && !screen.contains("Colombia"),
        "{screen}"
    );
    press(&mut app, "q");
    let kept = Sandbox::new();
    let output = kept.run(&["present", "countries/np"]);
    assert_eq!(output.code, 0, "{}", output.err);
    insta::assert_snapshot!("present-np", output.out);
    for kind in KindId::ALL {
        // the bundled data have no activities and no indicators
        let Some(row) = app.data().records(*kind).next() else { continue };
        let place = app.data().path(row).to_string();
        if *kind != KindId::Citations {
            let output = kept.run(&["present", &place]);
            assert_eq!(
                (output.code, output.out.matches("\n## ").count()),
                (0, 3),
                "{place}: {}",
                output.err
            );
        }
    }
}

#[test]
fn reload_updates_the_current_slide() {
    let size = (100, 30);
    let mut app = bundled_app(size, false, "go countries");
    press(&mut app, "p Enter 9 Enter space space");
    let before = screen_text(&mut app, size);
    let patch =
        r#"{"events": {"launch-south-africa": {"title": "National launch of the programme"}}}"#;
    app.reload(Dataset::load(vec![Layer::from_text("mine.json", patch)]));
    let after = screen_text(&mut app, size);
    assert_eq!(
        after,
        before.replace("National launch in South Africa   ", "National launch of the programme *")
    );
    press(&mut app, "space");
    assert_ne!(screen_text(&mut app, size), after, "it goes on from there");
    press(&mut app, "q");
    assert!(screen_text(&mut app, size).contains("Countries"));
}
