//! `q` closes what is open; where the program would end, it is not the second of two in a row.

use crate::fixture_app;
use crossterm::event::Event;
use gloact::app::{App, Effect};
use gloact::command::key;

fn press(app: &mut App, key: &str) {
    app.update(Event::Key(key::parse(key).unwrap()));
}

#[test]
fn the_second_of_two_does_not_end_the_program() {
    for script in
        ["go countries; open", "go countries; why countries/XA", "go overview; go phases/rivers-1"]
    {
        let mut app = fixture_app((80, 24), false, script);
        press(&mut app, "q");
        assert_eq!(app.next_effect(), None, "{script}");
        press(&mut app, "q");
        assert_eq!(app.next_effect(), None, "{script}");
        press(&mut app, "q");
        assert_eq!(app.next_effect(), Some(Effect::Quit), "{script}");
    }
}

#[test]
fn it_ends_the_program_where_nothing_is_open() {
    let mut app = fixture_app((80, 24), false, "go countries");
    press(&mut app, "q");
    assert_eq!(app.next_effect(), Some(Effect::Quit));
    // another key in between makes it a first one
    let mut app = fixture_app((80, 24), false, "go countries; open");
    ["q", "down", "q"].iter().for_each(|key| press(&mut app, key));
    assert_eq!(app.next_effect(), Some(Effect::Quit));
}
