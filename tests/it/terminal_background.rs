//! The terminal is asked once for its background; its answer chooses the theme, whenever it comes.

use crate::support::ansi_grammar::BACKGROUND_QUERY;
use crate::support::session::{Session, TIMEOUT, pane_name, poll_until, shows};
use crate::support::slow_line::{ATTRIBUTES, LineConfig};
use crate::{PROGRAM, Sandbox, root};
use vt100::Color;

/// The accent of the themes for a dark, a light and an unknown background, in 256 colours.
const DARK: Color = Color::Idx(80);
const LIGHT: Color = Color::Idx(23);
const UNKNOWN: Color = Color::Idx(63);

const DARK_ANSWER: &str = "\x1b]11;rgb:1212/1616/1c1c\x1b\\";
const DARK_AND_ATTRIBUTES: &str = "\x1b]11;rgb:1212/1616/1c1c\x1b\\\x1b[?62;22c";
const LIGHT_ANSWER: &str = "\x1b]11;rgb:fd/f6/e3\x07";

/// Starts the program on a terminal with an answer, and shows a list.
fn start(answer: &'static str, variables: &[(&str, &str)], args: &[&str]) -> Session {
    let line = LineConfig { answer, ..LineConfig::default() };
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    // a kiosk shows the bundled programme only
    let flags = if args.is_empty() { vec!["--programme", &fixture] } else { args.to_vec() };
    let mut session = Session::start_on_line(line, Sandbox::new(), variables, PROGRAM, &flags);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("4");
    session.wait("a list", |screen| pane_name(screen) == "Countries");
    session
}

/// Returns the colour of the selected row.
fn accent(screen: &vt100::Screen) -> Color {
    screen.cell(4, 4).unwrap().fgcolor()
}

fn wait_for_accent(session: &Session, color: Color) {
    session.wait("the theme", |screen| accent(screen) == color);
}

/// Returns how often the terminal was asked.
fn question_count(session: &Session) -> usize {
    session.inspect(|seen| occurrences(&seen.bytes, BACKGROUND_QUERY))
}

fn occurrences(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).filter(|part| *part == text.as_bytes()).count()
}

fn quit(mut session: Session) {
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}

#[test]
fn the_answer_of_the_terminal_chooses_the_theme() {
    for (answer, color) in [
        (DARK_AND_ATTRIBUTES, DARK),
        ("\x1b]11;rgb:fd/f6/e3\x07\x1b[?1;2c", LIGHT),
        // tmux may answer in this order
        ("\x1b[?1;2c\x1b]11;rgb:ffff/ffff/ffff\x1b\\", LIGHT),
        (ATTRIBUTES, UNKNOWN),
        ("", UNKNOWN),
    ] {
        let session = start(answer, &[], &[]);
        wait_for_accent(&session, color);
        assert_eq!(question_count(&session), 1, "{answer:?}");
        quit(session);
    }
}

#[test]
fn a_late_answer_in_pieces_is_neither_shown_nor_taken_for_keys() {
    let mut session = start(ATTRIBUTES, &[], &[]);
    wait_for_accent(&session, UNKNOWN);
    session.press("/");
    session.wait("the prompt", shows("Enter keep"));
    let (first, second) = LIGHT_ANSWER.split_at(9);
    session.press(first);
    session.wait_until_read();
    session.press(second);
    session.press("belmora\r");
    session.wait("the filtered list", |screen| {
        shows("1 of ")(screen) && shows("belmora")(screen) && accent(screen) == LIGHT
    });
    assert!(!session.inspect(|seen| shows("rgb")(seen.terminal.screen())));
    // the first answer counts
    session.press(DARK_ANSWER);
    session.wait_until_read();
    session.press("?");
    session.wait("the keys", |screen| pane_name(screen) == "Keys");
    session.press("?");
    session.wait("the list again", |screen| pane_name(screen) == "Countries");
    assert_eq!(session.inspect(|seen| accent(seen.terminal.screen())), LIGHT);
    assert_eq!(question_count(&session), 1);
    quit(session);
}

#[test]
fn a_previewed_theme_stays_when_the_answer_comes() {
    let mut session = start(ATTRIBUTES, &[], &[]);
    session.press(",high-contrast-light");
    // its accent is another shade of the light theme's
    let preview = |screen: &vt100::Screen| {
        (0..24)
            .flat_map(|y| (0..80).map(move |x| (y, x)))
            .any(|(y, x)| screen.cell(y, x).is_some_and(|cell| cell.fgcolor() == Color::Idx(24)))
    };
    session.wait("the preview", preview);
    session.press(DARK_ANSWER);
    session.wait_until_read();
    session.press("\x7f");
    session.press("t");
    session.wait("the preview again", preview);
    session.press("\x1b");
    wait_for_accent(&session, DARK);
    quit(session);
}

#[test]
fn the_terminal_is_not_asked_where_the_answer_is_known_or_none_comes() {
    for (variables, args) in [
        (&[("COLORFGBG", "15;0")][..], &[][..]),
        (&[("TERM", "linux")], &[]),
        (&[("TERM", "vt220")], &[]),
        (&[("TERM", "screen"), ("STY", "7.pts-0")], &[]),
        (&[], &["--kiosk"]),
    ] {
        let mut session = start("", variables, args);
        let before = session.inspect(|seen| accent(seen.terminal.screen()));
        // an answer that nobody asked for
        session.press(LIGHT_ANSWER);
        session.wait_until_read();
        session.press("\x1b[B\x1b[A6");
        session.wait("another list", |screen| pane_name(screen) == "Documents");
        session.press("4");
        session.wait("the list", |screen| pane_name(screen) == "Countries");
        assert_eq!(session.inspect(|seen| accent(seen.terminal.screen())), before);
        assert_eq!(question_count(&session), 0, "{variables:?} {args:?}");
        quit(session);
    }
}

#[test]
fn an_answer_on_its_way_is_not_left_to_the_shell() {
    // the program waits a limited time: on a busy machine the answer may come too late, so the
    // session is repeated
    let is_clean = poll_until(TIMEOUT, || {
        let command = format!("{PROGRAM}; IFS= read -r line; echo \"<${{#line}}>\"");
        let line = LineConfig { answer: "", ..LineConfig::default() };
        let mut session =
            Session::start_on_line(line, Sandbox::new(), &[], "/bin/sh", &["-c", &command]);
        session.foreign_output = true;
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        session.press("q");
        session.wait_until_read();
        session.press(DARK_ANSWER);
        session.press(ATTRIBUTES);
        let is_restored = poll_until(TIMEOUT, || {
            session.inspect(|seen| !seen.terminal.screen().alternate_screen()).then_some(())
        });
        assert!(is_restored.is_some(), "the program does not end");
        session.press("\r");
        session.wait("the shell's line", shows(">"));
        session.wait_for_exit();
        session.inspect(|seen| shows("<0>")(seen.terminal.screen())).then_some(())
    });
    assert!(is_clean.is_some(), "the shell reads the answer");
}

#[test]
fn an_answer_that_is_there_holds_for_the_first_frame() {
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    // the shell reads up to the line feed, and the program what lies behind it
    let command = format!(
        "stty raw -echo; echo ready; IFS= read -r line; exec {PROGRAM} --programme {fixture}"
    );
    let line = LineConfig { answer: "", ..LineConfig::default() };
    let mut session =
        Session::start_on_line(line, Sandbox::new(), &[], "/bin/sh", &["-c", &command]);
    session.foreign_output = true;
    session.wait("the shell", shows("ready"));
    session.press(&format!("\n{DARK_ANSWER}{ATTRIBUTES}"));
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    let has = |color: &str| session.inspect(|seen| occurrences(&seen.bytes, color) > 0);
    assert!(has("38;5;80") && !has("38;5;63"), "the first frame has other colours");
}

#[test]
fn a_script_that_fails_leaves_no_answer_to_the_shell() {
    let command = format!("{PROGRAM} --do 'go nowhere'; IFS= read -r line; echo \"<${{#line}}>\"");
    let line = LineConfig { answer: DARK_AND_ATTRIBUTES, ..LineConfig::default() };
    let mut session =
        Session::start_on_line(line, Sandbox::new(), &[], "/bin/sh", &["-c", &command]);
    session.foreign_output = true;
    session.wait("the error", shows("nowhere"));
    session.press("\r");
    session.wait("the shell's line", shows(">"));
    session.wait_for_exit();
    assert!(session.inspect(|seen| shows("<0>")(seen.terminal.screen())));
}

#[test]
fn a_terminal_without_an_answer_delays_the_exit_no_longer_than_a_moment() {
    let mut session = start("", &[], &[]);
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
}
