//! What work costs, in counts: as much with many records as with few.

use crate::TODAY;
use allocation_counter::measure;
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::term::frame_writer::FrameWriter;
use gloact::ui::glyphs::UNICODE;
use gloact::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZE: (u16, u16) = (120, 36);

/// Many events, and too few for a second thread: allocations are counted on one thread.
const MANY_EVENTS: usize = 9_000;

/// A dashboard over so many events besides the bundled ones, after a script and its first frames.
fn app(events: usize, script: &str) -> App {
    let event = |n: usize| {
        let (year, month, day) = (2015 + n % 9, n / 9 % 12 + 1, n / 108 % 28 + 1);
        let rest = r#""phase": "glo-act", "countries": ["NP"], "agencies": ["iom"], "kind": "workshop", "place": "Kathmandu""#;
        format!(
            r#""e-{n:06}": {{"title": "Workshop {n:06}", "date": "{year}-{month:02}-{day:02}", {rest}}}"#
        )
    };
    let text =
        format!(r#"{{"events": {{{}}}}}"#, (0..events).map(event).collect::<Vec<_>>().join(","));
    let data = Dataset::load(vec![Layer::from_text("many.json", text)]);
    let mut app = App::new(data, TODAY, Theme::by_name("dark").unwrap(), UNICODE, SIZE);
    app.run_script(script).unwrap();
    draw(&app);
    app
}

fn draw(app: &App) {
    app.draw(&mut Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1)));
}

/// What a key and the frame after it take from memory, in pieces and bytes: the least of several, for some things are reckoned once.
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
        let near = |few: u64, many: u64| many <= few + few / 5;
        assert!(
            near(few.0, many.0) && near(few.1, many.1),
            "{key} after {script}: {few:?} with 500 rows, {many:?} with many"
        );
    }
}

#[test]
fn bundled_records_are_read_by_whoever_asks_for_them() {
    let pieces = |work: &mut dyn FnMut()| measure(work).count_total;
    let mut data = None;
    let none = pieces(&mut || data = Some(Dataset::bundled()));
    let data = data.unwrap();
    // the events are there once they are counted, and only these
    let events = pieces(&mut || assert!(data.events().len() > 100));
    let again = pieces(&mut || assert!(data.events().len() > 100));
    assert!(none < 200 && events > 500 && again == 0, "{none}, {events}, {again}");
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
        assert!(
            many <= few + few / 5,
            "{pane}: {few} pieces of memory with 500 events, {many} with many"
        );
    }
}

#[test]
fn submitting_an_unchanged_frame_allocates_nothing() {
    // while nobody presses a key no frame is drawn at all; one that is drawn all the same is not written
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
