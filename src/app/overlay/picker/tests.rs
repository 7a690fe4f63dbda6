//! Tests of the work that keys cause in a picker.

use crate::app::App;
use crate::command::PickerKind;
use crate::command::key::{self, KeyCode, KeyEvent};
use crate::command::key_burst::BurstMembership;
use crate::store::Dataset;
use crate::ui::glyphs::UNICODE;
use crate::ui::theme::Theme;
use crossterm::event::Event;
use jiff::civil::date;

fn open(kind: PickerKind) -> App {
    let theme = Theme::by_name("dark").expect("it is bundled");
    let mut app = App::new(Dataset::bundled(), date(2026, 11, 22), theme, UNICODE, (80, 24));
    app.run_script("go events").expect("it is a list");
    app.open_picker(kind, "").expect("it opens");
    app
}

fn ranking_count(app: &App) -> usize {
    app.overlays.picker().map_or(0, |picker| picker.ranking_count)
}

fn send(app: &mut App, keys: impl IntoIterator<Item = KeyEvent>) {
    for key in keys {
        app.update_in_batch(Event::Key(key), BurstMembership::default());
    }
    app.finish_batch();
}

#[test]
fn choices_are_made_once_for_a_batch_of_keys() {
    let typed = [KeyCode::Char('a'), KeyCode::Down, KeyCode::Up, KeyCode::Char('e')];
    let [.., letter] = typed;
    for kind in [PickerKind::Find, PickerKind::Commands, PickerKind::Help, PickerKind::Facets] {
        let mut app = open(kind);
        let before = ranking_count(&app);
        send(&mut app, typed.into_iter().cycle().take(1000).map(KeyEvent::from));
        assert_eq!(ranking_count(&app), before + 1, "{kind:?}");
        // a batch that changes no text makes none
        send(&mut app, [KeyCode::Down, KeyCode::Up, KeyCode::Left].map(KeyEvent::from));
        assert_eq!(ranking_count(&app), before + 1, "{kind:?}");
        send(&mut app, [key::ctrl('u'), KeyEvent::from(letter)]);
        assert_eq!(ranking_count(&app), before + 2, "{kind:?}");
    }
    // to and fro between two pickers
    let mut app = open(PickerKind::Find);
    send(
        &mut app,
        [KeyCode::Char('a'), KeyCode::Tab].into_iter().cycle().take(1001).map(KeyEvent::from),
    );
    assert_eq!(ranking_count(&app), 1);
}

#[test]
fn moves_count_from_the_choices_of_the_typed_text() {
    let keys = [KeyCode::Char('e'), KeyCode::Down, KeyCode::Down, KeyCode::Up, KeyCode::End];
    let mut app = open(PickerKind::Find);
    send(&mut app, keys.map(KeyEvent::from));
    assert_eq!(app.overlays.picker().map(|picker| picker.selected), Some(1));
    let mut app = open(PickerKind::Find);
    send(&mut app, [KeyCode::Char('e'), KeyCode::Up].map(KeyEvent::from));
    let last = app.overlays.picker().map(|picker| (picker.selected + 1, picker.choices.len()));
    assert!(last.is_some_and(|(selected, count)| selected == count && count > 1), "{last:?}");
}
