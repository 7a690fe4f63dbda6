//! Scripts and history: the script of a screen reproduces it, and back returns to the previous
//! screen.

use crate::line_mode::run_lines_in;
use crate::{Sandbox, Size, bundled_app, cases, draw, fixture_app, fixture_dataset};
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key::{self, KeyCode, KeyEvent};
use gloact::ui::buffer_text;
use proptest::prelude::*;
use ratatui::buffer::Buffer;

/// Scripts of many different screens.
const SCRIPTS: &[&str] = &[
    "",
    "go countries; filter region:north",
    "go countries; filter region:north,far -agency:fos \"corv\"",
    "go countries; all; filter name:\"Fenwick Islands\"; open",
    "go countries; filter nowhere",
    "go countries; sort events down; select countries/XB",
    "go countries; all; sort code; last",
    "go countries; all; filter m49:sudland; open; last",
    "go countries; select countries/XE; top countries/XC",
    "go countries/XB/name",
    "go phases/rivers-1; next; next; next; half-down",
    "go phases/rivers-1/budget",
    "go timeline; filter year>=2017 kind:launch; sort title",
    "go timeline; today; up",
    "go timeline; page-down; page-down; up; up",
    "go events/launch-arvenia; next; next",
    "go timeline; sort date down; page-down; page-down; enter; page-down",
    "go documents; filter \"a;b\"",
    "go contacts/ana-rill",
    "go sources; all; last; open 3; scroll 2",
    "go sources/report-1; last; previous",
    "go programme/rivers; page-down; half-up; down",
    "go map",
    "go map; filter region:north; frame North; select countries/XB",
    "go map; frame world; select countries/XE; open 2",
    "go overview; open; page-down; go matrix; down; down; enter; next",
];

const SIZES: [Size; 2] = [(80, 24), (120, 36)];

/// Returns the screen of an app without its status line, which is no part of the script.
fn screen_of(app: &mut App, size: Size) -> Buffer {
    let (mut shown, _) = draw(app, size);
    // a long message uses the line above as well
    (0..size.0).for_each(|x| (1..=2).for_each(|y| shown[(x, size.1 - y)].reset()));
    shown
}

fn assert_same(now: &Buffer, then: &Buffer, about: &str) {
    assert!(now == then, "{about}\n{}\nwas\n{}", buffer_text(now), buffer_text(then));
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        match key::parse(key) {
            Some(key) => app.update(Event::Key(key)),
            None => {
                key.chars().for_each(|c| app.update(Event::Key(KeyEvent::from(KeyCode::Char(c)))))
            }
        }
    }
}

#[test]
fn script_reproduces_the_screen() {
    for size in SIZES {
        for script in SCRIPTS {
            let mut there = fixture_app(size, false, script);
            let link = there.script();
            let mut here = fixture_app(size, false, &link);
            assert_same(
                &screen_of(&mut here, size),
                &screen_of(&mut there, size),
                &format!("{script} -> {link}"),
            );
            assert_eq!(here.script(), link, "{script}");
        }
    }
}

#[test]
fn every_record_has_a_script_that_opens_it() {
    let data = fixture_dataset(Vec::new());
    let size = (80, 24);
    let (mut there, mut here) = (fixture_app(size, false, ""), fixture_app(size, false, ""));
    for place in data.all_records().map(|row| data.path(row)) {
        there.run_script(&format!("go {place}")).unwrap_or_else(|e| panic!("{place}: {e}"));
        let link = there.script();
        here.run_script(&link).unwrap_or_else(|e| panic!("{link}: {e}"));
        assert_same(&screen_of(&mut here, size), &screen_of(&mut there, size), &link);
        assert!(link.contains("open") || link.ends_with(&format!("go {place}")), "{place}: {link}");
    }
}

#[test]
fn back_returns_to_each_previous_screen() {
    for size in SIZES {
        let mut app = fixture_app(size, false, "");
        let mut seen = Vec::new();
        // the last of these keys leaves the current view
        for keys in [
            "4",
            "enter",
            "tab enter",
            "enter",
            "5",
            "t enter",
            "tab tab enter",
            "7",
            "2",
            "down enter",
            "6",
        ] {
            let (before, leaves) = keys.rsplit_once(' ').unwrap_or(("", keys));
            press(&mut app, before);
            seen.push((screen_of(&mut app, size), app.script()));
            press(&mut app, leaves);
        }
        let last = screen_of(&mut app, size);
        for (screen, link) in seen.iter().rev() {
            press(&mut app, "backspace");
            assert_same(&screen_of(&mut app, size), screen, link);
        }
        seen.iter().for_each(|_| press(&mut app, "]"));
        assert_same(&screen_of(&mut app, size), &last, "forward again");
    }
}

/// Keys that change the view, and filters.
fn any_walk() -> impl Strategy<Value = Vec<String>> {
    let keys =
        "1 2 3 4 5 6 7 enter enter enter tab tab shift-tab down down pagedown ctrl-d up end \
                home a x t left right esc ] ctrl-l c X > < % z b + + - ="
            .split(' ');
    let keys: Vec<String> = keys.map(String::from).collect();
    let filters = [
        "a",
        "region:north",
        "phase:delta -kind:launch",
        "\"a;b\"",
        "a;b",
        "x \"",
        "title:of",
        "-é",
    ];
    let filters: Vec<String> =
        filters.map(|filter| format!("/ {} enter esc", filter.replace(' ', " space "))).to_vec();
    prop::collection::vec(
        prop_oneof![9 => prop::sample::select(keys), 1 => prop::sample::select(filters)],
        0..30,
    )
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn script_and_back_hold_after_any_walk(wide in any::<bool>(), walk in any_walk()) {
        let size = SIZES[usize::from(wide)];
        let mut there = fixture_app(size, false, "");
        let start = screen_of(&mut there, size);
        press(&mut there, "2");
        walk.iter().for_each(|keys| press(&mut there, keys));
        let link = there.script();
        let mut here = fixture_app(size, false, &link);
        let (here, expected) = (screen_of(&mut here, size), screen_of(&mut there, size));
        assert_same(&here, &expected, &format!("{walk:?}: {link}"));
        walk.iter().for_each(|_| press(&mut there, "backspace backspace backspace"));
        press(&mut there, "backspace backspace backspace backspace");
        assert_same(&screen_of(&mut there, size), &start, &format!("back after {walk:?}"));
    }
}

/// Former names of commands, and a step with each.
const FORMER_STEPS: &[(&str, &str)] = &[
    ("take-back countries/NP", "revert countries/NP"),
    ("drop", "remove-filter"),
    ("ask-filter", "edit-filter"),
    ("sort-by name", "pick-sort name"),
    ("show-columns", "pick-columns"),
    ("copy-as row", "pick-copy row"),
    ("save-view mine", "save-bookmark mine"),
    ("drop-view mine", "delete-bookmark mine"),
    ("views", "bookmarks"),
    ("findings", "problems"),
    ("leave", "quit-now"),
    ("into", "enter-view"),
];

#[test]
fn former_command_names_keep_working() {
    let app = bundled_app((80, 24), false, "");
    let parse = |step: &str| gloact::command::script_parser::parse(step, app.commands());
    for (former, step) in FORMER_STEPS {
        assert_eq!(parse(former), parse(step), "{former}");
        assert!(parse(former).is_ok(), "{former}");
    }
    // as steps of scripts, in files of the user, and when they are typed
    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/keys.json", r#"{"ctrl-y": "copy-as", "ctrl-r": "take-back"}"#);
    sandbox.write(
        "config/gloact/views.json",
        r#"{"africa": "go countries; filter region:asia; drop"}"#,
    );
    let ran = sandbox.run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.all_output());
    let rows = |script: &str| sandbox.run(&["countries", "--do", script, "--format", "json"]).out;
    assert_eq!(rows("filter region:africa; drop"), rows("all; all"));
    assert_ne!(rows("filter region:africa"), rows("filter region:africa; drop"));
    let typed = run_lines_in(&sandbox, &[], "views\n1\nquit\n").out;
    assert!(typed.contains("Bookmarks") && typed.contains("Countries"), "{typed}");
}
