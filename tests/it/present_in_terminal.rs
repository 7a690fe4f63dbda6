//! Presentations in pseudo-terminals: autoplay, and the speaker's notes in a second terminal.

use crate::support::bundled::bundled_slides;
use crate::support::session::{Session, TIMEOUT, poll_until, shows};
use crate::{PROGRAM, Sandbox};
use rustix::process::Signal;
use std::os::unix::fs::PermissionsExt;

fn slide(number: usize) -> impl Fn(&vt100::Screen) -> bool {
    move |screen| screen.contents().contains(&format!(" {number} of {}", bundled_slides()))
}

#[test]
fn autoplay_stops_at_a_key() {
    let mut session = Session::start(PROGRAM, &["present", "--loop", "1s"]);
    session.wait("another slide than the first", |screen| {
        screen.contents().contains(&format!(" of {}", bundled_slides())) && !slide(1)(screen)
    });
    session.press("1\r");
    session.wait("the first slide", slide(1));
    let before = session.byte_count();
    std::thread::sleep(std::time::Duration::from_millis(2500));
    // all output since then is the frame of the next key
    session.press("i");
    session.wait("the list of slides", shows("Contacts as published"));
    assert_eq!(session.frames_since(before), 1);
    session.press("\x1b");
    session.wait("the slide", |screen| slide(1)(screen) && !shows("Who to ask")(screen));
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}

#[test]
fn either_of_two_presenting_terminals_may_die() {
    let runtime = Sandbox::new();
    std::fs::set_permissions(runtime.0.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    let at = format!("XDG_RUNTIME_DIR={}", runtime.0.path().display());
    let open =
        |args: &[&str]| Session::start("/usr/bin/env", &[&[at.as_str(), PROGRAM], args].concat());
    let mut notes = open(&["present", "--notes"]);
    notes.wait("what it waits for", shows("Waiting for slides"));
    let mut slides = open(&["present"]);
    slides.wait("the first slide", slide(1));
    notes.wait("the notes of the first slide", shows("Say who is in the room"));
    let socket =
        std::fs::read_dir(runtime.0.path().join("gloact")).unwrap().next().unwrap().unwrap();
    assert_eq!(socket.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // keys on either terminal control both
    notes.press("\x1b[C");
    slides.wait("the second slide", slide(2));
    notes.wait("the second slide's notes", slide(2));
    slides.press("4\r");
    slides.wait("the fourth slide", slide(4));
    notes.wait("the fourth slide's notes", |screen| {
        screen.contents().contains("2 Legislative") && screen.contents().contains("Next step")
    });
    notes.press("b");
    slides.wait("nothing", |screen| screen.contents().trim().is_empty());
    notes.wait("that nothing is shown", shows("the screen is blank"));
    // the slides continue after the notes are killed
    notes.signal(Signal::KILL);
    notes.may_be_cut = true;
    notes.wait_for_exit();
    slides.press("x");
    slides.wait("the fourth slide again", slide(4));
    slides.press(" ");
    slides.wait("the second row", shows("2 Legislative"));
    // new notes join at the current slide
    let mut notes = open(&["present", "--notes"]);
    notes.wait("the fourth slide's notes", slide(4));
    // after the slides are killed, the notes say so and wait
    slides.signal(Signal::KILL);
    slides.may_be_cut = true;
    slides.wait_for_exit();
    notes.wait("that the slides are gone", shows("The slides have ended"));
    let mut slides = open(&["present", "countries/NP"]);
    slides.wait("its first slide", shows("1 of 3"));
    notes.wait("the notes of other slides", shows("1 of 3"));
    slides.press("q");
    assert_eq!(slides.wait_for_exit(), 0);
    slides.assert_terminal_restored();
    notes.wait("that the slides are gone", shows("The slides have ended"));
    notes.press("q");
    assert_eq!(notes.wait_for_exit(), 0);
    notes.assert_terminal_restored();
    let empty = || {
        std::fs::read_dir(runtime.0.path().join("gloact")).unwrap().next().is_none().then_some(())
    };
    assert!(poll_until(TIMEOUT, empty).is_some(), "no socket is left");
}
