//! What people come for, each in a few keys through the real program.

use crate::Home;
use crate::session::{Session, pane, shows};
use std::path::Path;

/// Keys that are pressed, and words that are typed, one after another.
enum Do {
    Press(&'static str),
    Type(&'static str),
}
use Do::{Press, Type};

/// Does it from a cold start; no more than six keys besides the words.
fn after(args: &[&str], keys: &[Do]) -> Session {
    let pressed = keys.iter().filter(|key| matches!(key, Press(_))).count();
    assert!(pressed <= 6, "{pressed} keys");
    let mut it = Session::open(args);
    for key in keys {
        let (Press(text) | Type(text)) = key;
        it.press(text);
    }
    it
}

fn ends(mut it: Session) {
    it.press("\x03");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
}

#[test]
fn who_leads_objective_5_in_the_second_phase() {
    let it = after(&[], &[Press("3"), Press(">")]);
    it.wait("IOM at objective 5", |screen| {
        let row = |line: &str| line.contains("5 Protection") && line.contains("·     L");
        pane(screen) == "Matrix" && shows("Asia and the Middle East")(screen) && screen.contents().lines().any(row)
    });
    ends(it);
}

#[test]
fn which_african_countries_iom_worked_in() {
    let it = after(&[], &[Press("4"), Press("/"), Type("region:africa agency:iom"), Press("\r")]);
    it.wait("three countries", |screen| ["3 of 17", "Mali", "Morocco", "South Africa"].iter().all(|words| shows(words)(screen)));
    ends(it);
}

#[test]
fn the_next_event_after_today() {
    // the first key takes away what is taught
    let it = after(&["--today", "2018-10-01"], &[Press("\x1b")]);
    it.wait("the next event", |screen| screen.contents().lines().any(|line| line.contains("Next") && line.contains("2–4 Oct 2018")));
    ends(it);
}

#[test]
fn every_source_that_says_13_countries() {
    let it = after(&[], &[Press("\x0b"), Type("countries delivered"), Press("\r")]);
    it.wait("what the sources say", |screen| ["up to 15", "002_4b474b62932d1890.txt"].iter().all(|words| shows(words)(screen)));
    ends(it);
}

#[test]
fn the_kyrgyz_launch_and_back_to_where_one_was() {
    let mut it = after(&[], &[Press("2"), Press("\x0b"), Type("kyrgyz launch"), Press("\r")]);
    it.wait("the event", |screen| shows("National launch in the Kyrgyz Republic")(screen) && shows("31 May 2017")(screen));
    it.press("\x7f");
    it.wait("the phases again", |screen| pane(screen) == "Phases");
    ends(it);
}

/// What the clipboard of a terminal got.
pub(crate) fn clipboard(it: &Session) -> String {
    use base64::Engine;
    it.look(|seen| {
        let text = String::from_utf8_lossy(&seen.bytes).into_owned();
        let (_, after) = text.rsplit_once("\x1b]52;c;").unwrap();
        let coded = after.split('\x07').next().unwrap();
        String::from_utf8(base64::prelude::BASE64_STANDARD.decode(coded).unwrap()).unwrap()
    })
}

#[test]
fn the_countries_of_the_second_phase_as_markdown() {
    let keys = [Press("4"), Press("/"), Type("phase:ame"), Press("\r"), Press("y"), Type("rows markdown"), Press("\r")];
    let mut it = after(&[], &keys);
    it.wait("that it was sent", shows("sent to the clipboard"));
    // the clipboard is the one thing that is no drawing
    it.lent = true;
    let copied = clipboard(&it);
    let rows: Vec<&str> = copied.lines().skip(2).collect();
    assert!(copied.starts_with("| ") && rows.len() == 4 && rows.iter().any(|row| row.contains("Iran")), "{copied}");
    ends(it);
}

#[test]
fn what_is_chosen_and_named_is_there_the_next_time() {
    let mut it = Session::open(&[]);
    it.wait("the lesson", shows("C-k finds anything"));
    it.press("\x0blaos\r");
    it.wait("the country", |screen| shows("country · LA")(screen) && !shows("C-k finds")(screen));
    it.press("4vhere\r");
    it.wait("that it is kept", shows("saved as"));
    it.press("\x03");
    assert_eq!(it.end(), 0);
    let home = std::mem::replace(&mut it.home, Home::new());
    let text = |path: &Path| std::fs::read_to_string(path).unwrap();
    let views = text(&home.0.path().join(".config/gloact/views.json"));
    assert!(views.contains("\"here\"") && views.contains("go countries"), "{views}");
    assert!(text(&home.0.path().join(".local/state/gloact/memory.json")).contains("countries/LA"));
    let mut again = Session::start_at(home, env!("CARGO_BIN_EXE_gloact"), &[]);
    again.wait("no lesson", |screen| pane(screen) == "Overview" && !shows("C-k finds")(screen));
    again.press("\x0b");
    again.wait("the recent choice first", |screen| screen.contents().lines().nth(3).is_some_and(|line| line.contains("Lao")));
    again.press("\x1b");
    again.press("vhere\r");
    again.wait("the view", |screen| pane(screen) == "Countries");
    ends(again);
}

#[test]
fn letters_on_links_and_the_mouse_lead_on() {
    let mut it = Session::open(&[]);
    it.press("1o");
    it.wait("letters", shows("aaO.ACT"));
    it.press("\x1bm");
    it.wait("the mouse", shows("the mouse is on"));
    // the name of the third pane on the first line
    let column = it.look(|seen| seen.terminal.screen().contents().lines().next().unwrap().find("Countries").unwrap());
    it.press(&format!("\x1b[<0;{};1M\x1b[<0;{};1m", column + 1, column + 1));
    it.wait("the pane", |screen| pane(screen) == "Countries");
    it.press("\x1b[<0;6;7M");
    it.wait("the row", |screen| screen.contents().lines().nth(6).is_some_and(|line| line.contains('›')));
    it.press("\x1b[<65;6;7M");
    it.wait("the wheel", |screen| screen.contents().lines().nth(9).is_some_and(|line| line.contains('›')));
    it.press("m");
    it.wait("no mouse", shows("the mouse is off"));
    ends(it);
}

#[test]
fn keys_of_ones_own_do_what_they_say() {
    let home = Home::new();
    home.write(".config/gloact/keys.json", "{\"g+n\": \"go countries/NP\", \"x\": null,\n \"ctrl-y\": \"qiut\"}");
    let mut it = Session::start_at(home, env!("CARGO_BIN_EXE_gloact"), &[]);
    it.wait("what is wrong", shows("1 finding: press ! to read"));
    it.press("gn");
    it.wait("the country", shows("country · NP"));
    // the same keys on a Cyrillic keyboard
    it.press("2");
    it.wait("the phases", |screen| pane(screen) == "Phases");
    it.press("пт");
    it.wait("the country", shows("country · NP"));
    ends(it);
}
