//! Measures the time of actions with few and with many records; `GLOACT_BENCH_MOST=1000000` adds
//! the largest size.

#[path = "generate.rs"]
mod generate;

use crossterm::event::Event;
use divan::Bencher;
use gloact::app::App;
use gloact::command::key;
use gloact::export::{self, ExportFormat};
use gloact::query::filter::Filter;
use gloact::query::lists::events;
use gloact::query::{QueryContext, SortOrder};
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::glyphs::UNICODE;
use gloact::ui::theme::Theme;
use jiff::civil::{Date, date};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::{Value, json};

const TODAY: Date = date(2026, 11, 22);

/// Returns the numbers of generated events.
fn sizes() -> Vec<usize> {
    let most = std::env::var("GLOACT_BENCH_MOST")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000);
    [20, 2_000, 100_000, 1_000_000].into_iter().filter(|size| *size <= most).collect()
}

fn generated_text(events: usize) -> String {
    let mut text = Vec::new();
    generate::generate(events, &mut text).expect("writing to memory works");
    String::from_utf8(text).expect("the generator writes UTF-8")
}

fn dataset(events: usize) -> Dataset {
    Dataset::load(vec![Layer::from_text("generated.json", generated_text(events))])
}

/// Returns a dashboard over generated events after a script, at a size that shows a list and its
/// detail.
fn dashboard(events: usize, script: &str) -> App {
    let mut app = App::new(
        dataset(events),
        TODAY,
        Theme::by_name("dark").expect("it is bundled"),
        UNICODE,
        (120, 36),
    );
    app.run_script(script).expect("it is valid");
    app
}

fn frame(app: &App) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 36));
    app.draw(&mut buffer);
    buffer
}

fn press(app: &mut App, key: &str) {
    app.update(Event::Key(key::parse(key).expect("it is a key name")));
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn load(bencher: Bencher, events: usize) {
    bencher
        .with_inputs(|| Layer::from_text("generated.json", generated_text(events)))
        .bench_values(|layer| Dataset::load(vec![layer]));
}

/// Numbers of records that are all faulty. From line to line of the table, the time grows with them.
const FAULTY_RECORDS: [usize; 3] = [1_000, 10_000, 100_000];

/// Measures the check of an override whose members all have a fault.
fn check_faulty(bencher: Bencher, kind: &str, members: impl Iterator<Item = (String, Value)>) {
    let text = json!({ kind: Value::Object(members.collect()) }).to_string();
    bencher.with_inputs(|| Layer::from_text("faulty.json", text.clone())).bench_values(|layer| {
        let data = Dataset::load(vec![layer]);
        let findings = data.findings().iter();
        findings.map(|finding| finding.format_line(data.layers()).len()).sum::<usize>()
    });
}

#[divan::bench(args = FAULTY_RECORDS, sample_count = 3)]
fn check_unknown_references(bencher: Bencher, records: usize) {
    let event = |n: usize| json!({"title": "T", "date": "2016", "sources": [format!("s{n}")]});
    check_faulty(bencher, "events", (0..records).map(|n| (format!("e{n}"), event(n))));
}

#[divan::bench(args = FAULTY_RECORDS, sample_count = 3)]
fn check_dangling_chain(bencher: Bencher, records: usize) {
    let objective = |n: usize| json!({"title": "T", "phase": "glo-act", "number": n, "continues": format!("o{}", n + 1)});
    check_faulty(bencher, "objectives", (0..records).map(|n| (format!("o{n}"), objective(n))));
}

#[divan::bench(args = FAULTY_RECORDS, sample_count = 3)]
fn check_circle(bencher: Bencher, records: usize) {
    let objective = |n: usize| {
        let earlier = format!("o{}", (n + 1) % records);
        json!({"title": "T", "phase": "glo-act", "number": n, "continues": earlier})
    };
    check_faulty(bencher, "objectives", (0..records).map(|n| (format!("o{n}"), objective(n))));
}

#[divan::bench(args = FAULTY_RECORDS, sample_count = 3)]
fn check_unknown_kinds(bencher: Bencher, records: usize) {
    let text = Value::Object((0..records).map(|n| (format!("kind{n}"), json!({}))).collect());
    let text = text.to_string();
    bencher
        .with_inputs(|| Layer::from_text("faulty.json", text.clone()))
        .bench_values(|layer| Dataset::load(vec![layer]).findings().len());
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn filter(bencher: Bencher, events: usize) {
    let data = dataset(events);
    let scope = QueryContext::new(&data, TODAY);
    let filter = Filter::parse("police country:NP", &events::LIST).expect("it is valid");
    bencher.bench_local(|| events::LIST.matching_rows(&scope, false, &filter, None));
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn sort(bencher: Bencher, events: usize) {
    let data = dataset(events);
    let scope = QueryContext::new(&data, TODAY);
    let sort = SortOrder {
        column: events::LIST.column_index("title").expect("it is bundled"),
        descending: true,
    };
    bencher
        .bench_local(|| events::LIST.matching_rows(&scope, false, &Filter::default(), Some(sort)));
}

/// Measures a letter typed into a prompt, until the screen is drawn. `open` is the key that opens
/// the prompt.
fn letters(bencher: Bencher, mut app: App, open: &str) {
    press(&mut app, open);
    let mut letters = "police".chars().cycle().enumerate();
    bencher.bench_local(|| {
        let (at, letter) = letters.next().expect("the letters cycle");
        if at % 6 == 0 {
            press(&mut app, "ctrl-u");
        }
        press(&mut app, &letter.to_string());
        frame(&app)
    });
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn letter_in_filter(bencher: Bencher, events: usize) {
    letters(bencher, dashboard(events, "go timeline"), "/");
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn letter_in_search(bencher: Bencher, events: usize) {
    letters(bencher, dashboard(events, "go countries"), "ctrl-k");
}

/// Measures a cursor key in a list, until the screen is drawn.
#[divan::bench(args = sizes(), sample_count = 20)]
fn cursor_key(bencher: Bencher, events: usize) {
    let mut app = dashboard(events, "go timeline");
    bencher.bench_local(|| {
        press(&mut app, "down");
        frame(&app)
    });
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn first_frame(bencher: Bencher, events: usize) {
    let app = dashboard(events, "go overview");
    bencher.bench_local(|| frame(&app));
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn csv(bencher: Bencher, events: usize) {
    let app = dashboard(events, "go timeline");
    let (tab, scene) = app.current_pane();
    bencher.bench_local(|| {
        export::print(
            scene.query.data,
            tab.name(),
            &tab.table(scene),
            ExportFormat::Csv,
            export::TableStyle::default(),
        )
    });
}

fn main() {
    divan::main();
}
