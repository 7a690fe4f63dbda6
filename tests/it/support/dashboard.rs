//! A dashboard in memory: an `App` over the fixture or the bundled programme, drawn into a buffer.

use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;
use gloact::model::KindId;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::RenderOutput;
use gloact::ui::buffer_text;
use gloact::ui::glyphs::{ASCII, UNICODE};
use gloact::ui::theme::Theme;
use jiff::civil::{Date, date};
use proptest::prelude::ProptestConfig;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The day that tests use as today.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// Columns and rows.
pub(crate) type Size = (u16, u16);

macro_rules! fixture_texts {
    ($($kind:ident $file:literal),* $(,)?) => {
        &[$((KindId::$kind, include_str!(concat!("../../fixtures/programme/", $file, ".json")))),*]
    };
}

/// The texts of the small programme in `tests/fixtures/programme`.
const FIXTURE_TEXTS: &[(KindId, &str)] = fixture_texts![
    Programme "programme",
    Phases "phases",
    Objectives "objectives",
    Agencies "agencies",
    Engagements "engagements",
    Countries "countries",
    Offices "offices",
    Events "events",
    Activities "activities",
    Budgets "budgets",
    Indicators "indicators",
    Documents "documents",
    Contacts "contacts",
    Instruments "instruments",
    Sources "sources",
    Citations "citations",
];

/// Returns the small programme of the fixture with layers on top.
pub(crate) fn fixture_dataset(layers: Vec<Layer>) -> Dataset {
    Dataset::with_base(FIXTURE_TEXTS, layers)
}

/// Returns a dashboard over a data set, in Unicode and dark colours.
pub(crate) fn dashboard(data: Dataset, size: Size) -> App {
    App::new(data, TODAY, Theme::by_name("dark").unwrap(), UNICODE, size)
}

/// Returns a dashboard over the fixture after a script.
pub(crate) fn fixture_app(size: Size, ascii: bool, script: &str) -> App {
    app_after(fixture_dataset(Vec::new()), size, ascii, script)
}

/// Returns a dashboard over the bundled data after a script.
pub(crate) fn bundled_app(size: Size, ascii: bool, script: &str) -> App {
    app_after(Dataset::bundled(), size, ascii, script)
}

fn app_after(data: Dataset, size: Size, ascii: bool, script: &str) -> App {
    let glyphs = if ascii { ASCII } else { UNICODE };
    let mut app = App::new(data, TODAY, Theme::by_name("dark").unwrap(), glyphs, size);
    app.run_script(script).unwrap_or_else(|e| panic!("{script}: {e}"));
    app
}

/// Returns a configuration of proptest that keeps no files.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Presses keys; asserts that they cause no effect.
pub(crate) fn press(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        app.update(Event::Key(key::parse(key).unwrap()));
        assert_eq!(app.next_effect(), None, "{key}");
    }
}

/// Returns the text of the screen at a size.
pub(crate) fn screen_text(app: &mut App, size: Size) -> String {
    buffer_text(&draw(app, size).0)
}

/// Draws the screen at a size, and asserts that everything lies inside of it.
pub(crate) fn draw(app: &mut App, (width, height): Size) -> (Buffer, RenderOutput) {
    app.update(Event::Resize(width, height));
    let margin = if width == 0 || height == 0 { 0 } else { 3 };
    let mut buffer = Buffer::empty(Rect::new(0, 0, width + margin, height + margin));
    let drawn = app.draw(&mut buffer);
    let inside = Rect::new(0, 0, width, height);
    let outside = buffer
        .area
        .positions()
        .filter(|at| !inside.contains(*at))
        .find(|at| buffer[*at] != Default::default());
    assert_eq!(outside, None, "{width}x{height}: {}", app.script());
    assert!(
        inside.is_empty() || drawn.cursor.is_some_and(|at| inside.contains(at)),
        "{width}x{height}: {:?}",
        drawn.cursor
    );
    assert!(
        drawn.link_areas.iter().all(|(hit, _)| hit.intersection(inside) == *hit),
        "{width}x{height}: {:?}",
        drawn.link_areas
    );
    let mut shown = Buffer::empty(inside);
    inside.positions().for_each(|at| shown[at] = buffer[at].clone());
    (shown, drawn)
}
