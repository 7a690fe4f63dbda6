//! Names that are alike at their beginnings, on screens without room for the whole of them.

use crate::support::dashboard::{Size, draw, screen_text};
use crate::support::generated_programmes::all;
use crate::{dashboard, fixture_dataset};
use gloact::app::App;
use gloact::model::RecordPath;
use gloact::pane;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use serde_json::json;
use std::collections::BTreeMap;

/// Returns the fixture with agencies, phases, objectives and events whose names differ at the end
/// only, or in the middle.
fn programme_of_long_names() -> Dataset {
    let agency =
        |part: &str| json!({ "name": format!("Ministry of Water and Rivers, {part} Department") });
    let engagement = |objective: &str, agency: &str| json!({"objective": objective, "agency": agency, "role": "lead"});
    let phase = |part: &str| {
        json!({
        "title": format!("Restoration of the great rivers and their wetlands {part}"), "date": "2021/2024"})
    };
    let objective = |phase: &str, number: u8, part: &str| {
        json!({
        "title": format!("Restoration of degraded wetlands and their water by the communities {part}"),
        "phase": phase, "number": number})
    };
    let event = |part: &str| {
        json!({
        "title": format!("Meeting of the board of the great rivers and their many wetlands {part}"),
        "date": "2022-03", "phase": "p-n", "kind": "committee", "countries": ["XA"],
        "agencies": ["m-n", "m-s"]})
    };
    let layer = json!({
        "agencies": {"m-n": agency("North"), "m-s": agency("South")},
        "phases": {"p-n": phase("North"), "p-s": phase("South")},
        "objectives": {"o-n": objective("p-n", 1, "of the North"), "o-s": objective("p-s", 1, "of the South")},
        "engagements": {
            "e-n": engagement("o-n", "m-n"), "e-s": engagement("o-n", "m-s"),
            "e-2": engagement("o-s", "m-s")},
        "events": {"b-n": event("in the North"), "b-s": event("in the South")},
    });
    fixture_dataset(vec![Layer::from_text("alike", layer.to_string())])
}

/// Returns the texts of a line that are apart by two blanks or more.
fn segments(line: &str) -> impl Iterator<Item = &str> {
    line.split("  ").map(str::trim).filter(|text| !text.is_empty())
}

/// Returns whether a text with an ellipsis may be what is left of a name.
fn is_part_of(segment: &str, name: &str) -> bool {
    let mut rest = name;
    segment.contains('…')
        && segment.split('…').all(|part| {
            let found = rest.find(part);
            rest = found.map_or("", |start| &rest[start + part.len()..]);
            found.is_some()
        })
}

/// Asserts that no two links of a screen to records of different names have the same text.
fn assert_distinct(app: &mut App, size: Size) {
    let place = format!("{} {size:?}", app.script());
    let (buffer, output) = draw(app, size);
    let (_, context) = app.current_pane();
    let data = context.query.data;
    let mut seen: BTreeMap<(String, String), (String, RecordPath)> = BTreeMap::new();
    for (area, path) in output.link_areas {
        let Some(record) = data.record_at(&path) else { continue };
        let kind = path.kind_name().to_string();
        let line: String = area.columns().map(|cell| buffer[cell.as_position()].symbol()).collect();
        let names = [data.title(record).to_string(), data.short_label(record).to_string()];
        for segment in segments(&line) {
            let Some(name) = names.iter().find(|name| is_part_of(segment, name)) else { continue };
            let key = (kind.clone(), segment.to_string());
            let (other, _) = seen.entry(key).or_insert((name.clone(), path.clone()));
            assert_eq!(other, name, "{place}: \"{segment}\"\n{}", text_of(&buffer));
        }
    }
}

fn text_of(buffer: &Buffer) -> String {
    gloact::ui::buffer_text(buffer)
}

#[test]
fn no_two_names_of_a_screen_are_drawn_alike() {
    let generated = all().into_iter().map(|programme| programme.dataset());
    for data in std::iter::once(programme_of_long_names()).chain(generated) {
        let mut app = dashboard(data, (80, 24));
        for pane in pane::all() {
            for script in ["", "; phase all", "; all"] {
                if app.run_script(&format!("go {}{script}", pane.name())).is_err() {
                    continue;
                }
                for size in [(80, 24), (120, 36), (200, 60)] {
                    assert_distinct(&mut app, size);
                }
            }
        }
    }
}

#[test]
fn long_names_that_differ_at_the_end_are_told_apart() {
    for size in [(120, 36), (200, 60)] {
        let mut app = dashboard(programme_of_long_names(), size);
        app.run_script("go overview").unwrap();
        let text = screen_text(&mut app, size);
        let heading = text.lines().find(|line| line.contains("Who does what")).unwrap();
        assert!(heading.contains("North") && heading.contains("South"), "{text}");
        let phase =
            |end: &str| text.lines().any(|line| line.contains("Restoration") && line.contains(end));
        assert!(phase("North") && phase("South"), "{text}");
    }
}

#[test]
fn phases_and_lanes_of_the_timeline_are_told_apart() {
    for size in [(80, 24), (120, 36)] {
        for (script, names) in
            [("go timeline", "Restoration"), ("go timeline; lanes agency", "Ministry")]
        {
            let mut app = dashboard(programme_of_long_names(), size);
            app.run_script(script).unwrap();
            let text = screen_text(&mut app, size);
            let lines: Vec<&str> =
                text.lines().skip(3).take(11).filter(|line| line.contains(names)).collect();
            let is_told = |line: &&str| line.contains("North") || line.contains("South");
            assert!(!lines.is_empty() && lines.iter().all(is_told), "{script}\n{text}");
        }
    }
}

#[test]
fn choices_of_a_picker_are_told_apart() {
    let size = (50, 20);
    let mut app = dashboard(programme_of_long_names(), size);
    app.run_script("find rivers department").unwrap();
    let (buffer, _) = draw(&mut app, size);
    let text = text_of(&buffer);
    let is_choice = |line: &&str| line.contains("Ministry");
    let lines: Vec<&str> = text.lines().filter(is_choice).collect();
    assert!(lines.iter().all(|line| line.contains("North") || line.contains("South")), "{text}");
    // the matching letters are underlined behind the ellipsis too
    let y = text.lines().position(|line| line.contains("Ministry") && line.contains("South"));
    let cells = (0..size.0).map(|x| &buffer[(x, y.expect(&text) as u16)]);
    let underlined = cells.filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
    let letters: String = underlined.map(|cell| cell.symbol()).collect();
    assert!(letters == "Department", "{letters}\n{text}");
}
