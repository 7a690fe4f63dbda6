//! The buttons of presenter remotes, which type keys: next, previous, blank, start and end.

use crate::fixture_app;
use crate::support::dashboard::screen_text;
use crate::support::session::{Session, shows};
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;

const SIZE: (u16, u16) = (80, 24);

fn presenting() -> App {
    fixture_app(SIZE, false, "present contacts/ana-rill")
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        app.update(Event::Key(key::parse(key).unwrap()));
        assert_eq!(app.next_effect(), None, "{key}");
    }
}

fn press_remote(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        app.speaker_key(key::parse(key).unwrap());
        assert_eq!(app.next_effect(), None, "{key}");
    }
}

#[test]
fn blank_button_blanks_and_shows_the_slide_again() {
    for press in [press, press_remote] {
        for button in [".", "b"] {
            let mut app = presenting();
            let slide = screen_text(&mut app, SIZE);
            assert!(!slide.contains("(hidden)"), "{slide}");
            press(&mut app, button);
            assert_eq!(screen_text(&mut app, SIZE).trim(), "", "{button}");
            press(&mut app, button);
            assert_eq!(screen_text(&mut app, SIZE), slide, "{button}");
            // a step shows the slide first
            press(&mut app, &format!("{button} pagedown"));
            assert_eq!(screen_text(&mut app, SIZE), slide, "{button}");
        }
    }
}

#[test]
fn start_and_end_buttons_do_not_end_the_show() {
    for keys in ["esc", "esc esc", "esc pagedown pageup esc", "1 esc esc"] {
        let mut app = presenting();
        press(&mut app, keys);
        assert!(app.is_presenting(), "{keys}");
    }
    // a remote that starts with F5 and ends with Esc, in turn
    let mut session = Session::start(env!("CARGO_BIN_EXE_gloact"), &["present"]);
    session.wait("the first slide", shows(" 1 of "));
    session.press("\x1b[15~\x1b");
    session.wait("how to end", shows("q ends the presentation"));
    session.press("\x1b[15~\x1b[6~");
    session.wait("the second slide", shows(" 2 of "));
    session.press(".");
    session.wait("nothing", |screen| screen.contents().trim().is_empty());
    session.press("\x1b[15~");
    session.press(".");
    session.wait("the slide again", shows(" 2 of "));
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}
