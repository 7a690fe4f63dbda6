//! A dashboard in memory: an `App` after a script, drawn into a buffer.

use crossterm::event::Event;
use gloact::app::App;
use gloact::store::Dataset;
use gloact::ui::RenderOutput;
use gloact::ui::glyphs::{ASCII, UNICODE};
use gloact::ui::theme::Theme;
use jiff::civil::{Date, date};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The day that tests use as today.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// Columns and rows.
pub(crate) type Size = (u16, u16);

/// Returns a dashboard over the bundled data after a script.
pub(crate) fn bundled_app(size: Size, ascii: bool, script: &str) -> App {
    let glyphs = if ascii { ASCII } else { UNICODE };
    let mut app =
        App::new(Dataset::bundled(), TODAY, Theme::by_name("dark").unwrap(), glyphs, size);
    app.run_script(script).unwrap_or_else(|e| panic!("{script}: {e}"));
    app
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
