//! The dashboard hands the terminal to an editor and takes it back.

use crate::PROGRAM;
use crate::support::session::{Session, shows};
use rustix::process::Signal;

#[test]
fn override_is_edited_and_reverted_from_the_dashboard() {
    let mut session =
        Session::start(PROGRAM, &["--do", "go phases/glo-act/title; go countries/NP"]);
    session.wait("the detail", shows("country · NP"));
    // the editor gets a normal terminal, asks a question, and handles Ctrl-C itself
    let script = r#"trap 'echo not now' INT
printf 'new region? '
read -r region || read -r region
sed -i "s/{}/{\"region\": \"$region\"}/" "$1""#;
    session.sandbox.install_script("editor", script);
    session.foreign_output = true;
    session.press("q");
    session.wait("the list", |screen| !shows("country · NP")(screen));
    session.press("e");
    session.wait("the editor", |screen| !screen.alternate_screen() && shows("new region?")(screen));
    session.press("\x03");
    session.wait("its answer to Ctrl-C", shows("not now"));
    session.press("The roof of the world\r");
    session.wait("the value", |screen| {
        screen.alternate_screen()
            && shows("The roof of")(screen)
            && shows("your override of")(screen)
    });
    session.press("E");
    session.wait("the question", shows("press E again"));
    session.press("E");
    session.wait("the bundled value", |screen| {
        !shows("The roof of")(screen) && shows("is reverted")(screen)
    });
    // an editor that fails or changes nothing leaves no override
    session.sandbox.install_script("editor", "exit 3");
    session.press("e");
    session.wait("why not", shows("ended with"));
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    let file = session.sandbox.0.path().join(".config/gloact/overrides.json");
    assert_eq!(std::fs::read_to_string(file).unwrap(), "{}\n");
}

#[test]
fn terminal_mode_is_restored_after_any_editor() {
    let mut session = Session::start(PROGRAM, &["--do", "go countries/NP"]);
    session.wait("the detail", shows("country · NP"));
    session.sandbox.install_script("editor", "stty raw -echo\nkill -9 $$");
    session.press("e");
    session.wait("the dashboard again", |screen| {
        screen.alternate_screen() && shows("ended with")(screen)
    });
    // Ctrl-C ends only the editor
    session.sandbox.install_script("editor", "echo now Ctrl-C\nexec sleep 600");
    session.foreign_output = true;
    session.press("e");
    session.wait("the editor", |screen| !screen.alternate_screen() && shows("now Ctrl-C")(screen));
    session.press("\x03");
    session.wait("the dashboard again", |screen| {
        screen.alternate_screen() && shows("ended with")(screen)
    });
    // a signal to the program ends the editor as well
    session.sandbox.install_script("editor", "echo now TERM\nexec sleep 600");
    session.press("e");
    session.wait("the editor", |screen| !screen.alternate_screen() && shows("now TERM")(screen));
    session.signal(Signal::TERM);
    assert_eq!(session.wait_for_exit(), 143);
    assert!(session.mode() == session.initial_mode);
    let file = session.sandbox.0.path().join(".config/gloact/overrides.json");
    assert!(!file.exists(), "the stub is taken out again");
}
