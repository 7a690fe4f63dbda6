//! Files with slides: errors in them, long ones, and slides that do not fit.

use crate::support::bundled::bundled_slides;
use crate::support::dashboard::{press, screen_text};
use crate::support::generated_programmes::all;
use crate::{Sandbox, bundled_app, dashboard, root};
use gloact::app::App;
use gloact::profile::deck::Deck;

#[test]
fn deck_errors_are_reported_and_the_rest_is_shown() {
    let sandbox = Sandbox::new();
    let deck = sandbox.write(
        "deck.json",
        r#"{"slides": [
  {"title": "A", "script": "goo matrix"},
  {"title": "B", "colour": 1, "script": "go countries/XX"},
  {"titel": "C"},
  {"title": "D", "text": "{phases/glo-act/budgt} and {phases/glo-act/donors}", "reveal": "letters"}
]}"#,
    );
    let output = sandbox.run(&["present", "--deck", &deck]);
    assert_eq!(output.code, 0, "{}", output.err);
    for message in [
        "deck.json:2:28: warning: slide 1: unknown step \"goo\" (did you mean \"go\"?)",
        "deck.json:3:28: warning: unknown slide field \"colour\"",
        "deck.json:3:41: warning: slide 2: unknown country \"XX\"",
        "deck.json:4:13: warning: unknown slide field \"titel\" (did you mean \"title\"?)",
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
        "IOM Development Fund\u{a0}≠",
        "(there is no phases/glo-act/budgt)",
    ] {
        assert!(output.out.contains(shown), "{shown} in\n{}", output.out);
    }
}

#[test]
fn a_deck_without_slides_is_an_error() {
    let sandbox = Sandbox::new();
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
}

#[test]
fn a_deck_of_the_decks_folder_is_found_by_name_and_checked() {
    let sandbox = Sandbox::new();
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
    assert!(output.code == 2 && output.err.contains("did you mean \"mine\"?"), "{}", output.err);
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
fn slides_do_not_depend_on_the_previous_one() {
    let slides = r#"{"slides": [
        {"title": "A", "script": "go countries"},
        {"title": "B", "script": "filter region:africa"},
        {"title": "C", "script": "save-bookmark x"}]}"#;
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

#[test]
fn a_deck_made_from_the_data_has_a_slide_of_roles_for_each_phase() {
    let titles = |app: &App| -> Vec<String> {
        let (_, deck) = app.find_deck("programme").unwrap();
        let titles = deck.slides.iter().map(|slide| slide.title.clone());
        titles
            .filter(|title| title.starts_with("Who "))
            .filter(|title| title != "Who says so")
            .collect()
    };
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    let handout = Sandbox::new().run(&["present", "--programme", &fixture]).out;
    // no agency is named for the third phase
    for (phase, agency) in [("RIVERS 2016–2020", "FOS"), ("North", "WAT")] {
        let (_, slide) = handout.split_once(&format!("Who does what: {phase}")).unwrap();
        assert!(slide.split("\n## ").next().unwrap().contains(agency), "{slide}");
    }
    assert_eq!(handout.matches("Who does what").count(), 2, "{handout}");
    let many = all().into_iter().find(|programme| programme.name == "many-phases").unwrap();
    let titles = titles(&dashboard(many.dataset(), (80, 24)));
    assert_eq!((titles.len(), &*titles[0]), (5, "Who works in which phase"), "{titles:?}");
}

#[test]
fn money_and_results_have_a_slide_where_there_is_something() {
    let sandbox = Sandbox::new();
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    let deck = sandbox.run(&["present", "--programme", &fixture]).out;
    for words in
        [". Money", "USD 600,000", "not by country", ". Results", "12 → 20, actual 14, stations"]
    {
        assert!(deck.contains(words), "{words}: {deck}");
    }
    let bare = sandbox.0.path().join("bare");
    std::fs::create_dir(&bare).unwrap();
    std::fs::write(bare.join("programme.json"), r#"{"p": {"title": "Bare"}}"#).unwrap();
    let deck = sandbox.run(&["present", "--programme", &bare.display().to_string()]).out;
    assert!(!deck.contains(". Money") && !deck.contains(". Results"), "{deck}");
}
