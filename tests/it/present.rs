//! Presentations: slides are complete at every size, keys work, and handouts are complete.

use crate::support::bundled::bundled_slides;
use crate::support::session::{Session, TIMEOUT, poll_until, shows};
use crate::{Sandbox, bundled_app, draw};
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;
use gloact::detail::ViewContent;
use gloact::model::KindId;
use gloact::profile::deck::Deck;
use gloact::query::Table;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::plain_text;
use rustix::process::Signal;
use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt;

/// Sizes of the screen.
const SIZES: &[(u16, u16)] = &[(40, 12), (61, 20), (80, 24), (120, 36), (200, 60)];

fn press(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        app.update(Event::Key(key::parse(key).unwrap()));
        assert_eq!(app.next_effect(), None, "{key}");
    }
}

fn screen_text(app: &mut App, size: (u16, u16)) -> String {
    plain_text(&draw(app, size).0)
}

/// Returns the words of a text.
fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
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
                    Some(ViewContent::Rows(table, below)) => {
                        visible_cells(table).join(" ") + " " + &below.join(" ")
                    }
                    Some(ViewContent::Record(_)) => {
                        panic!("no slide of the programme is one record")
                    }
                    // a map shows codes instead of names
                    Some(ViewContent::Picture(_)) | None => String::new(),
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
    press(&mut app, "d i s p Enter");
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
    press(&mut app, ".");
    let screen = screen_text(&mut app, size);
    assert!(
        !screen.contains('@') && !screen.contains("Neal") && screen.contains("(hidden)"),
        "{screen}"
    );
    press(&mut app, ".");
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
        let row = app.data().records(*kind).next().unwrap();
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
fn deck_errors_are_reported_and_the_rest_is_shown() {
    let sandbox = Sandbox::new();
    let deck = sandbox.write(
        "deck.json",
        "{\"slides\": [\n  {\"title\": \"A\", \"script\": \"goo matrix\"},\n  {\"title\": \"B\", \"colour\": 1, \"script\": \"go countries/XX\"},\n  {\"titel\": \"C\"},\n  {\"title\": \"D\", \"text\": \"{phases/glo-act/budgt} and {phases/glo-act/budget}\", \"reveal\": \"letters\"}\n]}",
    );
    let output = sandbox.run(&["present", "--deck", &deck]);
    assert_eq!(output.code, 0, "{}", output.err);
    for message in [
        "deck.json:2:28: warning: slide 1: unknown step \"goo\" (did you mean go?)",
        "deck.json:3:28: warning: unknown slide field \"colour\"",
        "deck.json:3:41: warning: slide 2: unknown country \"XX\"",
        "deck.json:4:13: warning: unknown slide field \"titel\" (did you mean title?)",
        "deck.json:4:3: warning: a slide needs a title, a script or a text",
        "reveal: expected rows, cells, events or nothing, found ",
        "slide 3: ",
    ] {
        assert!(output.err.contains(message), "{message} in\n{}", output.err);
    }
    for shown in [
        "## 1. A",
        "## 2. B",
        "## 3. D",
        "EUR 11 million\u{a0}≠",
        "(there is no phases/glo-act/budgt)",
    ] {
        assert!(output.out.contains(shown), "{shown} in\n{}", output.out);
    }
    for (text, message) in [
        ("{\"slides\": []}", "a deck needs at least one slide"),
        ("[", "the text ends inside a list"),
        ("{}", "a deck needs a list of slides"),
    ] {
        let output = sandbox.run(&["present", "--deck", &sandbox.write("none.json", text)]);
        assert!(
            output.code == 3 && output.err.contains(message) && output.out.is_empty(),
            "{}",
            output.all_output()
        );
    }
    let output = sandbox.run(&["present", "--deck", "nowhere.json"]);
    assert_eq!(
        (output.code, output.err.contains("there is no such file")),
        (4, true),
        "{}",
        output.err
    );
    // a deck in the decks folder is found by name, and checked
    sandbox.write(
        "config/gloact/decks/mine.json",
        "{\"slides\": [{\"title\": \"Mine\", \"script\": \"go map; nowhere\"}]}",
    );
    assert!(sandbox.run(&["present", "mine"]).out.contains("## 1. Mine"));
    assert!(sandbox.run(&["present", "--deck", "mine"]).out.contains("## 1. Mine"));
    let checked = sandbox.run(&["check", "--format", "lines"]).out;
    assert!(
        checked.contains("mine.json:1:41: warning: slide 1: unknown step \"nowhere\""),
        "{checked}"
    );
    // a deck cannot use a pane that is switched off
    sandbox.write("config/gloact/settings.json", "{\"map\": false}");
    sandbox.write(
        "config/gloact/decks/mine.json",
        "{\"slides\": [{\"title\": \"Mine\", \"script\": \"go map\"}]}",
    );
    let checked = sandbox.run(&["check", "--format", "lines"]).out;
    assert!(
        checked.contains("mine.json:1:41: warning: slide 1: unknown pane or kind \"map\""),
        "{checked}"
    );
    let output = sandbox.run(&["present", "mien"]);
    assert!(output.code == 2 && output.err.contains("did you mean mine?"), "{}", output.err);
}

#[test]
fn long_decks_and_long_slides_are_shown() {
    let slides: Vec<String> = (0..10_000)
        .map(|n| {
            format!(
                "{{\"title\": \"T{n}\", \"text\": \"{}\"}}",
                if n == 7 { "long ".repeat(4000) } else { "x".into() }
            )
        })
        .collect();
    let (deck, problems) = Deck::parse(&format!("{{\"slides\": [{}]}}", slides.join(",\n")));
    assert_eq!((deck.slides.len(), problems.len()), (10_000, 0));
    let mut app = bundled_app((80, 24), false, "");
    app.start_presentation("long".into(), deck).unwrap();
    press(&mut app, "8 Enter");
    let mut screens = 0;
    while !screen_text(&mut app, (80, 24)).contains("9 of 10000") {
        assert!(!screen_text(&mut app, (80, 24)).contains('…'));
        press(&mut app, "space");
        screens += 1;
    }
    assert!(screens > 10, "{screens}");
    press(&mut app, "1 0 0 0 0 Enter");
    assert!(screen_text(&mut app, (80, 24)).contains("10000 of 10000"));
    press(&mut app, "i 9 9 9 9 Enter");
    assert!(
        screen_text(&mut app, (80, 24)).contains("9999 of 10000")
            || screen_text(&mut app, (80, 24)).contains("10000 of 10000")
    );
}

#[test]
fn handout_is_complete_and_valid() {
    let count = bundled_slides();
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["present", "--export", "out", "--today", "2026-11-22"]);
    assert_eq!((output.code, output.out.lines().count()), (0, 2), "{}", output.err);
    let page = std::fs::read_to_string(sandbox.0.path().join("out/programme.html")).unwrap();
    let read = scraper::Html::parse_document(&page);
    assert_eq!(read.errors.iter().collect::<Vec<_>>(), Vec::<&std::borrow::Cow<str>>::new());
    let all =
        |what: &str| read.select(&scraper::Selector::parse(what).unwrap()).collect::<Vec<_>>();
    assert_eq!(
        (all("section").len(), all("section h2").len(), all("nav li a").len()),
        (count, count, count)
    );
    assert_eq!(
        (all("script").len(), all("link").len(), all("img").len(), all("[onclick]").len()),
        (0, 0, 0, 0)
    );
    assert!(
        !page.contains("url(") && !page.contains("@import") && !page.contains(" src="),
        "nothing is loaded from elsewhere"
    );
    // each link within the page has a target
    let ids: HashSet<&str> =
        all("[id]").iter().filter_map(|element| element.value().attr("id")).collect();
    assert_eq!(ids.len(), all("[id]").len(), "no id stands twice");
    for link in all("a[href^='#']") {
        assert!(ids.contains(&link.value().attr("href").unwrap()[1..]), "{:?}", link.value());
    }
    assert!(
        all("table")
            .iter()
            .all(|table| table.select(&scraper::Selector::parse("th[scope=col]").unwrap()).count()
                > 0)
    );
    assert!(
        all(".picture")
            .iter()
            .all(|picture| picture.select(&scraper::Selector::parse("svg").unwrap()).count() == 2)
    );
    let text = read.root_element().text().collect::<String>();
    for words_shown in [
        "EUR 11 million (",
        "≠ EUR 10 million (",
        "kneal@unicef.org",
        &format!("{count} of {count}"),
    ] {
        assert!(text.contains(words_shown), "{words_shown}");
    }
    let again = sandbox.run(&["present", "--export", "again", "--today", "2026-11-22"]);
    assert_eq!(again.code, 0);
    for file in ["programme.html", "programme.md"] {
        let read = |folder: &str| std::fs::read(sandbox.0.path().join(folder).join(file)).unwrap();
        assert!(read("out") == read("again"), "{file} is the same each time");
    }
    // only web addresses become links
    let data = sandbox
        .write("bad-data.json", r#"{"sources": {"seed-000": {"address": "javascript:alert(1)"}}}"#);
    assert_eq!(
        sandbox.run(&["present", "sources/seed-000", "--data", &data, "--export", "script"]).code,
        0
    );
    let page = std::fs::read_dir(sandbox.0.path().join("script"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    assert!(
        page.collect::<Vec<_>>()
            .iter()
            .all(|text| !text.contains("href=\"javascript") && !text.contains("<javascript"))
    );
    // text is escaped
    let deck = sandbox
        .write("bad.json", "{\"slides\": [{\"title\": \"<script>alert(1)</script>\", \"text\": \"</section>&amp;\", \"note\": \"<b>\"}]}");
    assert_eq!(sandbox.run(&["present", "--deck", &deck, "--export", "bad"]).code, 0);
    let page = std::fs::read_to_string(sandbox.0.path().join("bad/bad.html")).unwrap();
    assert!(!page.contains("<script") && !page.contains("<b>") && page.contains("&lt;script&gt;"));
    let output = sandbox.run(&["present", "--export", &sandbox.write("file", "")]);
    assert_eq!(
        (output.code, output.err.contains("cannot be written")),
        (4, true),
        "{}",
        output.err
    );
    // existing files are not overwritten, nor the targets of symlinks
    let output = sandbox.run(&["present", "--export", "out"]);
    assert_eq!((output.code, output.err.contains("already exists")), (4, true), "{}", output.err);
    let kept = sandbox.write("kept", "precious");
    std::fs::create_dir(sandbox.0.path().join("linked")).unwrap();
    std::os::unix::fs::symlink(&kept, sandbox.0.path().join("linked/programme.html")).unwrap();
    assert_eq!(sandbox.run(&["present", "--export", "linked"]).code, 4);
    assert_eq!(sandbox.run(&["present", "--export", "linked", "--replace"]).code, 0);
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "precious");
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
        before
            .replace("National launch in South Africa ", "National launch of the programme")
            .replace("≠ 22 Sep", "* 22 Sep")
    );
    press(&mut app, "space");
    assert_ne!(screen_text(&mut app, size), after, "it goes on from there");
    press(&mut app, "q");
    assert!(screen_text(&mut app, size).contains("Countries"));
}

#[test]
fn slides_do_not_depend_on_the_previous_one() {
    let slides = r#"{"slides": [{"title": "A", "script": "go countries"}, {"title": "B", "script": "filter region:africa"}, {"title": "C", "script": "save-bookmark x"}]}"#;
    let (deck, _) = Deck::parse(slides);
    let mut app = bundled_app((80, 24), false, "go matrix");
    assert_eq!(App::validate_deck(&gloact::pane::all(), app.data(), &deck).len(), 1);
    app.start_presentation("mine".into(), deck).unwrap();
    let mut shown = Vec::new();
    for at in [1, 0, 1, 2, 1] {
        app.goto_slide(at, 0);
        shown.push(screen_text(&mut app, (80, 24)));
    }
    assert!(shown[0] == shown[2] && shown[2] == shown[4] && shown[1] != shown[2], "{}", shown[4]);
    assert!(shown[3].contains("a slide can only show a view"), "{}", shown[3]);
    press(&mut app, "?");
    let keys = screen_text(&mut app, (80, 24));
    assert!(keys.contains("Next step, or next slide") && !keys.contains("Mark the row"), "{keys}");
}

#[test]
fn check_reports_slides_that_do_not_fit() {
    let sandbox = Sandbox::new();
    let message = sandbox.run(&["present", "--check", "80x24"]).out;
    assert!(
        message.contains("slide 7, The countries: goes over 2 screens")
            && message.contains("need more than one screen of 80x24"),
        "{message}"
    );
    assert_eq!(
        sandbox.run(&["present", "--check", "200x60"]).out,
        format!("{} slides, each on one screen of 200x60\n", bundled_slides())
    );
    assert_eq!(sandbox.run(&["present", "--check", "wide"]).code, 2);
    for time in ["20", "x", "0s", "-3s", "2d"] {
        let output = sandbox.run(&["present", &format!("--loop={time}")]);
        assert!(
            output.code == 2 && output.err.contains("invalid duration"),
            "{time}: {}",
            output.all_output()
        );
    }
}

fn slide(number: usize) -> impl Fn(&vt100::Screen) -> bool {
    move |screen| screen.contents().contains(&format!(" {number} of {}", bundled_slides()))
}

#[test]
fn autoplay_stops_at_a_key() {
    let mut session = Session::start(env!("CARGO_BIN_EXE_gloact"), &["present", "--loop", "1s"]);
    session.wait("another slide than the first", |screen| {
        screen.contents().contains(&format!(" of {}", bundled_slides())) && !slide(1)(screen)
    });
    session.press("1\r");
    session.wait("the first slide", slide(1));
    let before = session.byte_count();
    std::thread::sleep(std::time::Duration::from_millis(2500));
    // all output since then is the frame of the next key
    session.press("i");
    session.wait("the list of slides", shows("Who to ask"));
    assert_eq!(session.frames_since(before), 1);
    session.press("\x1b");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}

#[test]
fn either_of_two_presenting_terminals_may_die() {
    let program = env!("CARGO_BIN_EXE_gloact");
    let runtime = Sandbox::new();
    std::fs::set_permissions(runtime.0.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    let at = format!("XDG_RUNTIME_DIR={}", runtime.0.path().display());
    let open =
        |args: &[&str]| Session::start("/usr/bin/env", &[&[at.as_str(), program], args].concat());
    let mut notes = open(&["present", "--notes"]);
    notes.wait("what it waits for", |screen| screen.contents().contains("Waiting for slides"));
    let mut slides = open(&["present"]);
    slides.wait("the first slide", slide(1));
    notes.wait("the notes of the first slide", |screen| {
        screen.contents().contains("Say who is in the room")
    });
    let socket =
        std::fs::read_dir(runtime.0.path().join("gloact")).unwrap().next().unwrap().unwrap();
    assert_eq!(socket.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // keys on either terminal control both
    notes.press("\x1b[C");
    slides.wait("the second slide", slide(2));
    notes.wait("the second slide's notes", slide(2));
    slides.press("4\r");
    notes.wait("the fourth slide's notes", |screen| {
        screen.contents().contains("2 Legislative") && screen.contents().contains("Next step")
    });
    notes.press("b");
    slides.wait("nothing", |screen| screen.contents().trim().is_empty());
    notes.wait("that nothing is shown", |screen| screen.contents().contains("the screen is blank"));
    // the slides continue after the notes are killed
    notes.signal(Signal::KILL);
    notes.may_be_cut = true;
    notes.wait_for_exit();
    slides.press("x ");
    slides.wait("the second row", |screen| screen.contents().contains("2 Legislative"));
    // new notes join at the current slide
    let mut notes = open(&["present", "--notes"]);
    notes.wait("the fourth slide's notes", slide(4));
    // after the slides are killed, the notes say so and wait
    slides.signal(Signal::KILL);
    slides.may_be_cut = true;
    slides.wait_for_exit();
    notes.wait("that the slides are gone", |screen| {
        screen.contents().contains("The slides have ended")
    });
    let mut slides = open(&["present", "countries/NP"]);
    notes.wait("the notes of other slides", |screen| screen.contents().contains("1 of 3"));
    slides.press("q");
    assert_eq!(slides.wait_for_exit(), 0);
    slides.assert_terminal_restored();
    notes.wait("that the slides are gone", |screen| {
        screen.contents().contains("The slides have ended")
    });
    notes.press("q");
    assert_eq!(notes.wait_for_exit(), 0);
    notes.assert_terminal_restored();
    let empty = || {
        std::fs::read_dir(runtime.0.path().join("gloact")).unwrap().next().is_none().then_some(())
    };
    assert!(poll_until(TIMEOUT, empty).is_some(), "no socket is left");
}
