//! Large files with as many faults as records: the work grows with their size, not with its square.
//!
//! The deadlines detect work that never ends; they do not measure speed.

use crate::support::dashboard::{dashboard, draw};
use crate::support::session::TIMEOUT;
use crate::{Sandbox, fixture_dataset};
use gloact::detail::override_diff;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use serde_json::{Value, json};
use std::sync::mpsc;
use std::thread;

/// The number of records. Work that grew with its square took minutes.
const COUNT: usize = 10_000;

/// Returns an override with `COUNT` members of a kind.
fn members(kind: &str, member: impl Fn(usize) -> (String, Value)) -> Value {
    json!({ kind: Value::Object((0..COUNT).map(member).collect()) })
}

fn event(fields: Value) -> Value {
    let mut event = json!({"title": "Event", "date": "2016-02-03"});
    gloact::store::merge_patch::merge_patch(&mut event, fields);
    event
}

fn objective(number: usize, continues: usize) -> (String, Value) {
    let phase = if number.is_multiple_of(2) { "rivers-1" } else { "rivers-delta" };
    // the first of a chain continues nothing
    let earlier = if number == continues { Value::Null } else { format!("o{continues}").into() };
    let fields = json!({"title": "T", "phase": phase, "number": number, "continues": earlier});
    (format!("o{number}"), fields)
}

/// Loads layers and asks for everything that was found and changed. Returns the number of errors
/// and warnings.
fn check(layers: Vec<Value>) -> usize {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let layers = layers.iter().map(|layer| Layer::from_text("large.json", layer.to_string()));
        let data: Dataset = fixture_dataset(layers.collect());
        let lines = data.problems().iter().map(|finding| finding.format_line(data.layers()));
        let lines: Vec<String> = lines.collect();
        override_diff::changes(&data);
        sender.send(lines.len())
    });
    receiver.recv_timeout(TIMEOUT).expect("the check ends")
}

#[test]
fn as_many_faults_as_records_are_found_in_time() {
    let sources =
        || members("sources", |n| (format!("s{n}"), json!({"title": "Source", "kind": "page"})));
    let events = || members("events", |n| (format!("e{n}"), event(json!({}))));
    let referring =
        members("events", |n| (format!("e{n}"), event(json!({"sources": [format!("s{n}")]}))));
    let removed =
        |kind: &str, letter: &str| members(kind, |n| (format!("{letter}{n}"), json!(null)));
    for (name, layers, problems) in [
        (
            "unknown kinds",
            vec![Value::Object((0..COUNT).map(|n| (format!("kind{n}"), json!({}))).collect())],
            COUNT,
        ),
        (
            "unknown fields",
            vec![members("events", |n| (format!("e{n}"), event(json!({"titel": "x"}))))],
            COUNT,
        ),
        (
            "unknown references",
            vec![
                sources(),
                members("events", |n| {
                    (format!("e{n}"), event(json!({"sources": [format!("t{n}")]})))
                }),
            ],
            COUNT,
        ),
        ("unknown records to remove", vec![events(), removed("events", "f")], COUNT),
        (
            "records to remove that are referred to",
            vec![sources(), referring.clone(), removed("sources", "s")],
            2 * COUNT,
        ),
        (
            "records to remove together",
            vec![sources(), referring, removed("events", "e"), removed("sources", "s")],
            0,
        ),
        ("a chain", vec![members("objectives", |n| objective(n, n.saturating_sub(1)))], 0),
        (
            "a chain that hangs on a missing record",
            vec![members("objectives", |n| objective(n + 1, n))],
            1,
        ),
        ("the same in the other order", vec![members("objectives", |n| objective(n, n + 1))], 1),
        ("a circle", vec![members("objectives", |n| objective(n, (n + 1) % COUNT))], COUNT),
        (
            "unknown words",
            vec![members("events", |n| (format!("e{n}"), event(json!({"kind": "wörkshop"}))))],
            COUNT,
        ),
    ] {
        assert_eq!(check(layers), problems, "{name}");
    }
}

#[test]
fn findings_on_one_line_are_printed_in_time() {
    let sandbox = Sandbox::new();
    let layer = members("events", |n| (format!("e{n}"), event(json!({"kind": "wörkshop"}))));
    let file = sandbox.write("one-line.json", layer.to_string());
    for format in ["text", "lines", "json"] {
        let output = sandbox.run(&["check", "--format", format, "--data", &file]);
        // what is the same in all records is told once
        let count = if format == "text" { 1 } else { COUNT };
        assert_eq!(output.out.matches("unknown kind of event").count(), count, "{format}");
    }
}

#[test]
fn views_of_many_objectives_are_drawn_in_time() {
    let circle = members("objectives", |n| objective(n, (n + 1) % COUNT));
    let engagements = members("engagements", |n| {
        let fields = json!({"objective": format!("o{n}"), "agency": "wat", "role": "lead"});
        (format!("g{n}"), fields)
    });
    for script in
        ["go overview", "go phases", "go matrix", "go matrix; compare rivers-1 rivers-delta"]
    {
        let layers = [&circle, &engagements].map(|layer| layer.to_string());
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let layers = layers.map(|text| Layer::from_text("large.json", text));
            let mut app = dashboard(fixture_dataset(layers.into()), (120, 36));
            app.run_script(script).unwrap();
            sender.send(draw(&mut app, (120, 36)).0)
        });
        receiver.recv_timeout(TIMEOUT).unwrap_or_else(|e| panic!("{script}: {e}"));
    }
}
