//! Programmes with any faults: fields and records that are missing, references that lead nowhere
//! and values of a wrong type. Every pane and every record is drawn.

use crate::{cases, dashboard, draw, files_with_extension, root};
use gloact::export::{FORMATS, TableStyle, print};
use gloact::model::{KindId, RecordPath};
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::fs;

/// The faults of a programme: a seed, and how many fields of a hundred have one.
type Faults = (u64, u64);

/// Returns numbers that look random, the same for a seed.
fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// Returns the kinds of the fixture with their records.
fn fixture_kinds() -> Map<String, Value> {
    let files = files_with_extension(&root().join("tests/fixtures/programme"), "json");
    let kinds = files.iter().filter(|path| !path.ends_with("deck.json"));
    kinds
        .map(|path| {
            let kind = path.file_stem().unwrap().to_str().unwrap().to_string();
            (kind, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect()
}

/// Spoils some values inside of a value; those of an object may vanish.
fn spoil(value: &mut Value, next: &mut impl FnMut(u64) -> u64, percent: u64) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, _| next(100) >= percent);
            fields.values_mut().for_each(|value| spoil(value, next, percent));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| spoil(value, next, percent)),
        Value::String(text) if next(100) < percent => {
            *value = match next(4) {
                0 => json!(5),
                1 => json!("nowhere"),
                2 => json!(""),
                _ => json!(format!("{text}-x")),
            };
        }
        Value::Number(_) if next(100) < percent => *value = json!([0, -1, 4_000_000_000u64]),
        _ => {}
    }
}

fn programme((seed, percent): Faults) -> Dataset {
    let mut next = numbers(seed);
    let mut kinds = fixture_kinds();
    for records in kinds.values_mut() {
        spoil(records, &mut next, percent);
    }
    let layer = |(kind, records): (&String, &Value)| {
        let layer = Layer::from_text(&format!("{kind}.json"), records.to_string());
        layer.with_base_kind(KindId::parse(kind).unwrap())
    };
    Dataset::load(kinds.iter().map(layer).collect())
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn every_pane_and_record_of_a_faulty_programme_is_drawn(
        seed in any::<u64>(),
        percent in prop::sample::select(vec![3u64, 15, 60]),
    ) {
        let size = (100, 30);
        let mut app = dashboard(programme((seed, percent)), size);
        for pane in gloact::pane::all() {
            app.run_script(&format!("go {}", pane.name())).unwrap();
            draw(&mut app, size);
            let (pane, context) = app.current_pane();
            for (_, _, format, _) in FORMATS {
                let style = TableStyle::default();
                // a calendar needs a date
                let _ = print(app.data(), pane.name(), &pane.table(context), *format, style);
            }
        }
        for script in [
            "go matrix; phase all", "go matrix; compare", "go matrix; axes country agency",
            "go timeline; lanes country", "go timeline; lanes agency", "problems", "present programme",
        ] {
            let mut app = dashboard(programme((seed, percent)), size);
            // what the data do not have is refused
            let _ = app.run_script(script);
            draw(&mut app, size);
        }
        let data = programme((seed, percent));
        // the bundled countries are not spoiled
        let is_own = |path: &RecordPath| path.id().is_some_and(|id| id.len() > 2 || id.starts_with('X'));
        for path in data.all_records().map(|record| data.path(record)).filter(is_own) {
            app.run_script(&format!("go {path}")).unwrap();
            draw(&mut app, size);
            let _ = app.run_script(&format!("why {path}"));
            draw(&mut app, size);
            let _ = app.run_script("close");
        }
    }
}
