//! Pickers, history, undo, marks, columns, facets and copies, as a person uses them.

use crate::{draw, fixture_app};
use crossterm::event::Event;
use gloact::app::{App, Effect};
use gloact::command::key::{self, KeyCode, KeyEvent};
use gloact::ui::buffer_text;

const SIZE: (u16, u16) = (100, 30);

/// Presses keys (`enter`, `ctrl-k`); a word in quotation marks is typed.
fn press(app: &mut App, keys: &str) -> Option<Effect> {
    let mut effect = None;
    for key in keys.split(' ') {
        let typed = key.strip_prefix('\'').map(|typed| typed.replace('_', " "));
        let keys: Vec<KeyEvent> = match typed {
            Some(typed) => typed.chars().map(|c| KeyEvent::from(KeyCode::Char(c))).collect(),
            None => vec![key::parse(key).unwrap_or_else(|| panic!("{key}"))],
        };
        for key in keys {
            app.update(Event::Key(key));
            effect = app.next_effect().or(effect);
        }
    }
    effect
}

fn screen(app: &mut App) -> String {
    buffer_text(&draw(app, SIZE).0)
}

#[test]
fn search_finds_records_and_runs_commands() {
    let mut app = fixture_app(SIZE, false, "");
    press(&mut app, "ctrl-k 'laboratory enter");
    assert!(screen(&mut app).contains("agency"), "{}", screen(&mut app));
    press(&mut app, "4 : 'sort_events_down enter");
    assert!(app.script().contains("sort events down"), "{}", app.script());
    // by another word for it, and by its key
    press(&mut app, "3 : 'gaps enter");
    assert!(app.script().contains("; gaps"), "{}", app.script());
    press(&mut app, "? 'xyzxyz");
    assert!(screen(&mut app).contains("no match;"));
    press(&mut app, "ctrl-u backspace");
    assert!(!screen(&mut app).contains("no match;"));
    // a step that needs words is typed for the person
    press(&mut app, "4 : 'select enter 'countries/XA enter");
    assert!(app.script().contains("select countries/XA"), "{}", app.script());
}

#[test]
fn history_picker_goes_back_and_forward() {
    let mut app = fixture_app(SIZE, false, "");
    press(&mut app, "4 / 'region:north enter 5 2 3");
    press(&mut app, "H");
    let shown = screen(&mut app);
    assert!(
        shown.contains("Countries: 3 of 5") && shown.contains("Timeline: 13 events"),
        "{shown}"
    );
    press(&mut app, "'countries enter");
    assert_eq!(app.script(), "go countries; filter region:north");
    press(&mut app, "backspace");
    assert_eq!(app.script(), "go matrix");
    press(&mut app, "]");
    assert_eq!(app.script(), "go countries; filter region:north");
}

#[test]
fn pane_changes_can_be_undone_and_redone() {
    let mut app = fixture_app(SIZE, false, "");
    press(&mut app, "4 / 'region:north enter s 'events enter a x");
    let last = app.script();
    let mut links = vec![last.clone()];
    for _ in 0..4 {
        press(&mut app, "u");
        links.push(app.script());
    }
    assert_eq!(links[4], "go countries");
    assert!(links.windows(2).all(|pair| pair[0] != pair[1]), "{links:?}");
    press(&mut app, "u");
    assert!(screen(&mut app).contains("nothing to undo in this pane"));
    press(&mut app, "U U U U");
    assert_eq!(app.script(), last);
    // another pane has changes of its own
    press(&mut app, "5 + u");
    assert_eq!(app.script(), "go timeline");
}

#[test]
fn facets_filter_and_carry_over_to_another_pane() {
    let mut app = fixture_app(SIZE, false, "go countries; facets");
    press(&mut app, "'north space");
    let shown = screen(&mut app);
    assert!(shown.contains("✓ Region  North"), "{shown}");
    press(&mut app, "ctrl-u 'fos");
    // counts follow the condition that is set: one of the three in the north
    assert!(
        screen(&mut app)
            .lines()
            .any(|line| line.contains("Agencies  FOS") && line.trim_end().ends_with('1')),
        "{}",
        screen(&mut app)
    );
    press(&mut app, "space enter");
    assert_eq!(app.script(), "go countries; filter region=North agency=fos");
    press(&mut app, "f 'events_of enter");
    assert_eq!(app.script().split("; select").next(), Some("go timeline; filter country=XA"));
    press(&mut app, "backspace");
    assert_eq!(app.script(), "go countries; filter region=North agency=fos");
    // a condition is dropped from the list as well
    press(&mut app, "/ 'belmora enter f space esc");
    assert_eq!(app.script(), "go countries; filter region=North agency=fos");
}

#[test]
fn columns_can_be_hidden_shown_and_sorted() {
    let mut app = fixture_app((140, 30), false, "go countries");
    press(&mut app, "K 'region space esc");
    assert_eq!(app.script(), "go countries; columns name,phase,agency,events,budget,spent,code");
    let head = |app: &mut App| {
        buffer_text(&draw(app, (140, 30)).0)
            .lines()
            .nth(3)
            .unwrap()
            .split('│')
            .next()
            .unwrap()
            .to_string()
    };
    assert!(!head(&mut app).contains("Region"), "{}", head(&mut app));
    press(&mut app, "K 'm49 space esc");
    assert!(head(&mut app).contains("M49 region"), "{}", head(&mut app));
    press(&mut app, "u u");
    assert_eq!(app.script(), "go countries");
    for (link, chip) in
        [("sort events", "by events"), ("sort events down", "descending"), ("", "5 countries")]
    {
        press(&mut app, "s 'events enter");
        assert!(
            app.script().contains(link) && buffer_text(&draw(&mut app, (140, 30)).0).contains(chip),
            "{}",
            app.script()
        );
    }
}

#[test]
fn marked_rows_survive_filters_and_are_copied() {
    let mut app = fixture_app(SIZE, false, "go countries; select countries/XB");
    press(&mut app, "space space / 'dalmere enter");
    assert!(screen(&mut app).contains("1 of 5 countries, 2 marked"), "{}", screen(&mut app));
    match press(&mut app, "y 'marked_rows_as_csv enter") {
        Some(Effect::Clipboard(text, size)) => {
            assert_eq!((text.lines().count(), size.as_str()), (3, "3 lines"));
            assert!(
                text.contains("Belmora") && text.contains("Corvania") && !text.contains("Dalmere"),
                "{text}"
            );
        }
        other => panic!("{other:?}"),
    }
    let link = app.script();
    assert!(link.contains("marks countries/XB countries/XC"), "{link}");
}

#[test]
fn every_copy_target_and_format_works() {
    let mut app = fixture_app(SIZE, false, "go countries/XA; next");
    for (step, words) in [
        ("copy row", "Arvenia"),
        ("copy row md", "| "),
        ("copy rows csv", "Corvania"),
        ("copy rows json", "\"rows\""),
        ("copy record", "country · XA"),
        ("copy record json", "\"name\""),
        ("copy link", "go countries"),
        ("copy command", "gloact --do 'go countries"),
        ("copy sources", "https://"),
    ] {
        app.run_script(step).unwrap();
        match app.next_effect() {
            Some(Effect::Clipboard(text, _)) => assert!(text.contains(words), "{step}: {text}"),
            other => panic!("{step}: {other:?}"),
        }
    }
    app.run_script("copy rows md file").unwrap();
    assert!(matches!(
        app.next_effect(),
        Some(Effect::SaveFile { name, extension, .. })
            if name == "gloact-countries-rows" && extension == "md"
    ));
    app.run_script("copy rows md screen").unwrap();
    assert_eq!(app.next_effect(), None);
    let shown = screen(&mut app);
    assert!(shown.starts_with("| ") && shown.contains("Dalmere"), "{shown}");
    press(&mut app, "q");
    assert!(screen(&mut app).contains("Countries"), "q leads back");
    assert!(app.run_script("copy rows xml").unwrap_err().hint.is_some());
    assert!(app.run_script("copy nothing").is_err());
}

#[test]
fn filter_prompt_completes_while_typing() {
    let mut app = fixture_app(SIZE, false, "go countries");
    press(&mut app, "/ 'reg");
    assert!(screen(&mut app).contains("Tab: region:"), "{}", screen(&mut app));
    press(&mut app, "tab 'far tab enter");
    assert_eq!(app.script(), "go countries; filter region:\"Far South\"");
    press(&mut app, "u / 'agency:wat,fo tab enter");
    assert_eq!(app.script(), "go countries; filter agency:wat,fos");
}

#[test]
fn link_hints_follow_links() {
    for script in [
        "go overview",
        "go countries",
        "go matrix",
        "go timeline",
        "go phases",
        "go countries/XA; next",
    ] {
        let mut app = fixture_app(SIZE, false, script);
        let before = app.script();
        press(&mut app, "o");
        assert_eq!(app.script(), before, "{script}");
        press(&mut app, "esc o s");
        if app.script() == before {
            // with many links a hint has two letters
            press(&mut app, "esc o a s");
        }
        assert!(app.script() != before, "{script}");
        press(&mut app, "backspace");
        assert_eq!(app.script(), before, "{script}");
    }
}

#[test]
fn filter_chips_and_cells_have_link_hints() {
    let mut app = fixture_app(SIZE, false, "go countries; filter agency:wat");
    press(&mut app, "o a");
    assert!(screen(&mut app).contains("Water Alliance Trust"), "{}", screen(&mut app));
    press(&mut app, "backspace");
    assert_eq!(app.script(), "go countries; filter agency:wat");
    app.run_script("go matrix").unwrap();
    let (_, drawn) = draw(&mut app, SIZE);
    for place in ["engagements/rivers-1-2-lab", "agencies/lab", "objectives/rivers-1-2"] {
        assert!(drawn.link_areas.iter().any(|(_, other)| other.as_str() == place), "{place}");
    }
}

#[test]
fn undo_is_kept_per_pane() {
    let mut app = fixture_app(SIZE, false, "");
    press(&mut app, "4 / 'belmora enter 6 / 'study enter 4 u");
    assert_eq!(app.script(), "go countries");
    press(&mut app, "6 u");
    assert_eq!(app.script(), "go documents");
}

#[test]
fn a_report_opens_under_a_prompt() {
    let mut app = fixture_app(SIZE, false, "go countries");
    app.run_script("edit-filter; why countries/XA").unwrap();
    press(&mut app, "'xyzxyz");
    assert!(screen(&mut app).contains("xyzxyz"), "{}", screen(&mut app));
    press(&mut app, "esc");
    assert!(!screen(&mut app).contains("xyzxyz"), "{}", screen(&mut app));
}

#[test]
fn failed_script_leaves_the_view_unchanged() {
    let mut app = fixture_app(SIZE, false, "go countries; filter region:north");
    press(&mut app, ": 'go_timeline_foo:bar enter");
    assert_eq!(app.script(), "go countries; filter region:north");
    assert!(screen(&mut app).contains("foo"), "{}", screen(&mut app));
    // of several wishes none is lost
    for (script, done) in [
        ("copy link; copy rows csv file", true),
        ("copy link; copy rows csv file; go nowhere", false),
    ] {
        assert_eq!(app.run_script(script).is_ok(), done);
        assert!(matches!(app.next_effect(), Some(Effect::Clipboard(..))), "{script}");
        assert!(matches!(app.next_effect(), Some(Effect::SaveFile { .. })), "{script}");
        assert_eq!(app.next_effect(), None);
    }
}

#[test]
fn copied_rows_have_their_own_headers() {
    let mut app = fixture_app(
        SIZE,
        false,
        "go countries; columns agency,name; marks countries/XB countries/XA nowhere/x",
    );
    assert!(screen(&mut app).contains("1 of 3 marked rows"), "{}", screen(&mut app));
    app.run_script("copy rows csv").unwrap();
    match app.next_effect() {
        Some(Effect::Clipboard(text, _)) => {
            let lines: Vec<&str> = text.lines().collect();
            assert!(
                lines[0].starts_with("agency,agency_ids,name") && lines[1].contains("Belmora"),
                "{text}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn any_typing_keeps_completion_valid() {
    for typed in [
        "region:é\"\"",
        "region:a\"\"",
        "region:\"",
        "-region:af",
        "agency:wat,,",
        "é:",
        ":",
        "region:north,\"east",
        "\u{a0}reg",
    ] {
        let mut app = fixture_app(SIZE, false, "go countries");
        app.update(Event::Key(key::parse("/").unwrap()));
        typed.chars().for_each(|c| app.update(Event::Key(KeyEvent::from(KeyCode::Char(c)))));
        press(&mut app, "tab tab esc");
    }
}
