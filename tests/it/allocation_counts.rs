//! Allocations of a key and a frame: as many with many records as with few.

use crate::{dashboard, fixture_dataset};
use allocation_counter::measure;
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;
use gloact::store::layer::Layer;
use gloact::term::frame_writer::FrameWriter;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZE: (u16, u16) = (120, 36);

/// Many events, and too few for a second thread: allocations are counted on one thread.
const MANY_EVENTS: usize = 9_000;

/// Returns a dashboard over more events after a script and its first frame.
fn app(events: usize, script: &str) -> App {
    let event = |n: usize| {
        let (year, month, day) = (2015 + n % 9, n / 9 % 12 + 1, n / 108 % 28 + 1);
        let date = format!("{year}-{month:02}-{day:02}");
        format!(
            r#""e-{n:06}": {{
                "title": "Workshop {n:06}", "date": "{date}", "phase": "rivers-1",
                "countries": ["XE"], "agencies": ["wat"], "kind": "workshop", "place": "Port Arven"
            }}"#
        )
    };
    let text =
        format!(r#"{{"events": {{{}}}}}"#, (0..events).map(event).collect::<Vec<_>>().join(","));
    let data = fixture_dataset(vec![Layer::from_text("many.json", text)]);
    let mut app = dashboard(data, SIZE);
    app.run_script(script).unwrap();
    draw(&app);
    app
}

fn draw(app: &App) {
    app.draw(&mut Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1)));
}

/// Returns whether a cost is at most a tenth higher: a chart of many events has more clusters with
/// a number, each a string.
fn is_near(few: u64, many: u64) -> bool {
    many <= few + few / 10
}

/// Returns the allocations and bytes of a key and the frame after it: the least of several, as some
/// values are computed once.
fn key_cost(app: &mut App, key: &str) -> (u64, u64) {
    let key = key::parse(key).unwrap();
    let costs = (0..8).map(|_| {
        let taken = measure(|| {
            app.update(Event::Key(key));
            draw(app);
        });
        (taken.count_total, taken.bytes_total)
    });
    costs.min().unwrap()
}

#[test]
fn key_allocations_do_not_depend_on_row_count() {
    for (script, key) in [
        ("go timeline", "down"),
        ("go timeline", "pagedown"),
        ("go timeline; axis", "right"),
        ("go overview", "down"),
    ] {
        let (few, many) =
            (key_cost(&mut app(500, script), key), key_cost(&mut app(MANY_EVENTS, script), key));
        assert!(
            is_near(few.0, many.0) && is_near(few.1, many.1),
            "{key} after {script}: {few:?} with 500 rows, {many:?} with many"
        );
    }
}

#[test]
fn unchanged_frame_allocations_do_not_depend_on_row_count() {
    for pane in ["overview", "phases", "timeline", "documents", "sources", "map"] {
        let frame = |events: usize| {
            let app = app(events, &format!("go {pane}"));
            let taken = measure(|| draw(&app));
            taken.count_total
        };
        let (few, many) = (frame(500), frame(MANY_EVENTS));
        assert!(is_near(few, many), "{pane}: {few} allocations with 500 events, {many} with many");
    }
}

#[test]
fn submitting_an_unchanged_frame_allocates_nothing() {
    // an idle program draws no frame at all; an unchanged frame is not written
    let app = app(500, "go timeline");
    let mut screen = FrameWriter::new(std::io::sink());
    let frame = || {
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        let drawn = app.draw(&mut buffer);
        (buffer, drawn)
    };
    let (buffer, drawn) = frame();
    assert!(screen.write_frame(buffer, &drawn).unwrap() > 0);
    let (buffer, drawn) = frame();
    let taken = measure(|| assert_eq!(screen.write_frame(buffer, &drawn).unwrap(), 0));
    assert_eq!(taken.count_total, 0);
}
