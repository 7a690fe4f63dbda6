//! Text that is typed or pasted never becomes a command by accident.

use crate::fixture_app;
use crate::support::bundled::bundled_rows;
use crate::support::dashboard::screen_text;
use crate::support::session::{Session, pane_name, shows};
use crossterm::event::Event;
use gloact::app::{App, Effect};
use gloact::command::key::{KeyCode, KeyEvent, KeyModifiers};
use gloact::command::key_burst::{KeyBurst, burst_memberships};

const SIZE: (u16, u16) = (100, 30);

/// Returns the keys that type a text; `\n` is Enter.
fn keys(text: &str) -> Vec<Event> {
    let code = |c: char| match c {
        '\n' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        c => KeyCode::Char(c),
    };
    text.chars().map(|c| Event::Key(KeyEvent::from(code(c)))).collect()
}

/// Presses keys that arrive in one read, and returns the requested effects.
fn send(app: &mut App, text: &str) -> Vec<Effect> {
    let events = keys(text);
    let how = burst_memberships(&events, &mut KeyBurst::default());
    for (event, membership) in events.into_iter().zip(how) {
        app.update_in_batch(event, membership);
    }
    app.finish_batch();
    std::iter::from_fn(|| app.next_effect()).collect()
}

/// Presses keys one by one, and returns the requested effects.
fn type_keys(app: &mut App, text: &str) -> Vec<Effect> {
    keys(text).into_iter().for_each(|key| app.update(key));
    std::iter::from_fn(|| app.next_effect()).collect()
}

fn press_alt(app: &mut App, code: KeyCode) {
    app.update(Event::Key(KeyEvent::new(code, KeyModifiers::ALT)));
}

fn screen(app: &mut App) -> String {
    screen_text(app, SIZE)
}

#[test]
fn prompt_keys_take_letters_on_every_pane() {
    for pane in 1..=8 {
        for prompt in ["/", "s", "K", "f", "v", ":", "?", "H", ","] {
            let mut app = fixture_app(SIZE, false, "");
            type_keys(&mut app, &pane.to_string());
            let before = app.current_pane().0.name();
            let effects = type_keys(&mut app, &format!("{prompt}nepalqeE"));
            let wanted = match prompt {
                "v" => vec![Effect::ReloadBookmarks],
                "," => vec![Effect::ReloadProgrammes],
                _ => Vec::new(),
            };
            assert_eq!(effects, wanted, "{prompt} on pane {pane}");
            assert_eq!(app.current_pane().0.name(), before, "{prompt} on pane {pane}");
            assert!(screen(&mut app).contains("nepalqeE"), "{prompt} on pane {pane}");
        }
    }
    let mut app = fixture_app(SIZE, false, "present countries/XA");
    assert_eq!(type_keys(&mut app, "/belmora"), Vec::new());
    assert!(app.is_presenting() && screen(&mut app).contains("belmora"));
    // a pane without columns says so
    assert!(
        screen(&mut fixture_app(SIZE, false, "pick-sort")).contains("this pane has no columns")
    );
}

#[test]
fn text_in_one_piece_does_not_edit_revert_or_quit() {
    let data = "go countries/XA";
    for text in ["The quick fox", "Belmora quarterly report", "eE eE E", "qwerty", "EEe"] {
        let mut app = fixture_app(SIZE, false, data);
        let effects = send(&mut app, text);
        let is_harmless =
            |effect: &Effect| !matches!(effect, Effect::Quit | Effect::Edit(_) | Effect::Revert(_));
        assert!(effects.iter().all(is_harmless), "{text}: {effects:?}");
    }
    let mut app = fixture_app(SIZE, false, data);
    assert_eq!(send(&mut app, "je"), Vec::new());
    let shown = screen(&mut app);
    assert!(shown.contains("text that arrives at once does not open the editor"), "{shown}");
    // single keys and keys typed ahead work
    assert!(matches!(send(&mut app, "e")[..], [Effect::Edit(_)]));
    assert_eq!(send(&mut fixture_app(SIZE, false, ""), "4q"), [Effect::Quit]);
    assert_eq!(send(&mut fixture_app(SIZE, false, ""), "jjjjq"), [Effect::Quit]);
}

#[test]
fn lines_in_one_piece_are_words_in_a_prompt() {
    let mut app = fixture_app(SIZE, false, "go countries");
    send(&mut app, "/");
    assert_eq!(send(&mut app, "belmora\nquell\teast\nqed\n"), Vec::new());
    assert!(screen(&mut app).contains("/ belmora quell east qed"), "{}", screen(&mut app));
    // one line and its end are typed ahead
    let mut app = fixture_app(SIZE, false, "");
    send(&mut app, "4/belmora\n\n");
    assert!(
        app.script().contains("countries") && app.script().contains("open"),
        "{}",
        app.script()
    );
    // a blank between words does not toggle a value
    let mut app = fixture_app(SIZE, false, "go countries");
    send(&mut app, "f");
    let before = app.script();
    send(&mut app, "region north east");
    assert_eq!(app.script(), before);
    assert!(screen(&mut app).contains("region north east"), "{}", screen(&mut app));
}

#[test]
fn paste_without_a_prompt_is_reported() {
    let mut app = fixture_app(SIZE, false, "go countries");
    app.update(Event::Paste("quit".into()));
    assert!(screen(&mut app).contains("press / or C-k first"), "{}", screen(&mut app));
}

#[test]
fn alt_edits_words_and_does_nothing_else() {
    for opening in ["/", ":"] {
        let mut app = fixture_app(SIZE, false, "go countries");
        type_keys(&mut app, &format!("{opening}region:north belmora"));
        press_alt(&mut app, KeyCode::Backspace);
        type_keys(&mut app, "qaz x");
        press_alt(&mut app, KeyCode::Char('b'));
        press_alt(&mut app, KeyCode::Char('d'));
        press_alt(&mut app, KeyCode::Left);
        type_keys(&mut app, "1");
        for other in ['q', 'e', 'E', 'x', ' ', '.', 'é'] {
            press_alt(&mut app, KeyCode::Char(other));
        }
        press_alt(&mut app, KeyCode::Enter);
        press_alt(&mut app, KeyCode::Esc);
        assert_eq!(app.next_effect(), None);
        let shown = screen(&mut app);
        assert!(shown.contains("region:north 1qaz"), "{shown}");
        app.update(Event::Key(KeyEvent::new(KeyCode::Right, KeyModifiers::CONTROL)));
        type_keys(&mut app, "2");
        assert!(screen(&mut app).contains("region:north 1qaz 2"), "{}", screen(&mut app));
    }
    let mut app = fixture_app(SIZE, false, "go countries/XA");
    let before = app.script();
    for code in ['q', 'e', 'E', '4', '/'].map(KeyCode::Char).into_iter().chain([KeyCode::Left]) {
        press_alt(&mut app, code);
        assert_eq!((app.next_effect(), app.script()), (None, before.clone()), "{code}");
    }
    press_alt(&mut app, KeyCode::Char('q'));
    assert!(screen(&mut app).contains("no command has Alt: press q without it"));
}

#[test]
fn newcomer_may_type_and_paste_anything() {
    let mut session = Session::open(&[]);
    session.sandbox.install_script("editor", "echo the editor runs; exec sleep 600");
    // the first minute of a newcomer, on the first pane
    session.press("/");
    for letter in ["n", "e", "p", "a", "l"] {
        session.press(letter);
    }
    session.wait("the finder", |screen| pane_name(screen) == "Find" && shows("nepal")(screen));
    session.press("\x1b");
    session.wait("the overview", |screen| pane_name(screen) == "Overview");
    // a paste without brackets
    session.press("4");
    session.wait("the countries", |screen| pane_name(screen) == "Countries");
    session.press("/");
    session.wait("the prompt", shows("Enter keep"));
    session.press("Nepal\rLao PDR\rBelarus\r");
    session.wait("its words", shows("/ Nepal Lao PDR Belarus"));
    // Alt with a key, in the prompt and outside
    session.press("\x1bq");
    session.press("\x1b\x7f");
    session.wait("one word less", |screen| {
        shows("/ Nepal Lao PDR")(screen) && !shows("Belarus")(screen)
    });
    session.press("\x1b");
    let all = bundled_rows("go countries");
    session.wait("all rows", shows(&format!("{all} countries")));
    session.press("\x1be");
    session.wait("what Alt does", shows("no command has Alt"));
    session.press("\x1bq");
    session.press("Benin, Equatorial Guinea");
    session.wait("the refusal or a prompt", |screen| pane_name(screen) != "Countries");
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
    assert!(!session.sandbox.0.path().join(".config/gloact/overrides.json").exists());
}
