//! References to records that do not exist: each is reported, and every record stays.

use crate::{Sandbox, dashboard, draw, fixture_dataset};
use gloact::model::{KindId, RecordPath};
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};
use gloact::ui::buffer_text;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Returns a member of a layer: a record that refers to others, or one that is removed.
fn member() -> impl Strategy<Value = (&'static str, String, Value)> {
    let ids = prop::sample::select(vec!["a", "b", "c", "d", "rivers-1-1", "rivers-1-2"]);
    let sources = prop::sample::select(vec!["s", "t", "report-1", "news-arvenia"]);
    let other = prop::option::weighted(0.7, ids.clone());
    let objective = (ids.clone(), other, sources.clone()).prop_map(|(id, continues, source)| {
        let fields = json!({"title": "T", "phase": "rivers-1", "number": 1, "continues": continues,
                            "sources": [source]});
        ("objectives", id.to_string(), fields)
    });
    let source = sources
        .clone()
        .prop_map(|id| ("sources", id.to_string(), json!({"title": "Source", "kind": "page"})));
    let citation = (ids.clone(), sources.clone()).prop_map(|(id, source)| {
        ("citations", format!("objectives/{id}/title"), json!([{"source": source}]))
    });
    let removed_objective = ids.prop_map(|id| ("objectives", id.to_string(), Value::Null));
    let removed_source = sources.prop_map(|id| ("sources", id.to_string(), Value::Null));
    prop_oneof![objective, source, citation, removed_objective, removed_source]
}

fn layer() -> impl Strategy<Value = Value> {
    prop::collection::vec(member(), 0..8).prop_map(|members| {
        let mut layer = json!({});
        for (kind, id, fields) in members {
            layer[kind][id] = fields;
        }
        layer
    })
}

/// Returns the records that refer to missing ones, each with the missing one.
fn dangling(data: &Dataset) -> BTreeSet<(String, String)> {
    let pair = |from: RecordPath, to: RecordPath| (from.to_string(), to.to_string());
    let links = data.all_records().flat_map(|record| {
        let missing = data.links(record).filter(|link| data.find(link.kind, link.id).is_none());
        missing.map(move |link| pair(data.path(record), RecordPath::for_record(link.kind, link.id)))
    });
    let citations = data.records(KindId::Citations).filter_map(|record| {
        let cited = RecordPath::new(data.id(record)).record()?;
        data.record_at(&cited).is_none().then(|| pair(data.path(record), cited))
    });
    links.chain(citations).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_reference_to_a_missing_record_is_reported(
        layers in prop::collection::vec(layer(), 1..4),
    ) {
        let texts = layers.iter().map(|layer| Layer::from_text("mine.json", layer.to_string()));
        let data = fixture_dataset(texts.collect());
        let reported: BTreeSet<(String, String)> = data
            .problems()
            .iter()
            .filter_map(|finding| {
                let from = finding.path.record()?;
                Some((from.to_string(), finding.cause.as_ref()?.to_string()))
            })
            .collect();
        prop_assert_eq!(reported, dangling(&data));
        prop_assert_eq!(data.errors(), []);
        // each member of the top layer is in the data or removed; a citation of a removed record
        // goes with it
        for (kind, records) in layers[layers.len() - 1].as_object().into_iter().flatten() {
            for (id, fields) in records.as_object().into_iter().flatten() {
                let kind = KindId::parse(kind).unwrap();
                let path = RecordPath::for_record(kind, id);
                let is_present = data.record_at(&path).is_some();
                let may_vanish = kind == KindId::Citations;
                prop_assert!(may_vanish || is_present != fields.is_null(), "{}", path);
            }
        }
    }
}

#[test]
fn a_record_that_names_an_unknown_one_stays_and_marks_it() {
    let text = r#"{"events": {"new": {"title": "New event", "date": "2027", "phase": "nowhere",
        "countries": ["XA", "ZZ"], "agencies": ["water"], "sources": ["lost"]}}}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    assert_eq!(data.errors(), []);
    let found = data.problems();
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found.iter().all(|finding| finding.severity == Severity::Warning));
    let agency = found.iter().find(|finding| finding.path.as_str().ends_with("agencies")).unwrap();
    assert_eq!(agency.message, "unknown agency \"water\"");
    assert!(text[agency.offset..].starts_with("\"water\""), "{agency:?}");
    let mut app = dashboard(data, (120, 36));
    for script in
        ["go events/new", "go timeline; filter title:new; columns country", "why events/new"]
    {
        app.run_script(script).unwrap();
        draw(&mut app, (120, 36));
    }
    app.run_script("go events/new").unwrap();
    let screen = buffer_text(&draw(&mut app, (120, 36)).0);
    for label in ["nowhere (unknown)", "ZZ (unknown)", "water (unknown)", "lost (unknown)"] {
        assert!(screen.contains(label), "{label}\n{screen}");
    }
    // a link to it says why it does not open
    let error = app.run_script("go agencies/water").unwrap_err();
    assert!(error.message.contains("unknown agency \"water\""), "{error}");
}

#[test]
fn every_pane_holds_references_to_missing_records() {
    let text = r#"{
        "phases": {"rivers-1": {"agencies": ["x"], "donors": ["y"], "builds_on": "z"}},
        "objectives": {"o": {"title": "O", "phase": "nowhere", "continues": "p", "takes_in": ["q"]}},
        "engagements": {"e": {"objective": "gone", "agency": "wat"},
                        "f": {"objective": "rivers-1-1", "agency": "gone", "countries": ["ZZ"]}},
        "countries": {"XA": {"phases": ["nowhere"], "agencies": ["gone"],
                             "agencies_by_phase": {"nowhere": ["gone"]}}},
        "documents": {"d": {"title": "D", "phase": "nowhere", "agencies": ["gone"]}},
        "contacts": {"c": {"name": "C", "agency": "gone", "phase": "nowhere"}},
        "instruments": {"i": {"title": "I", "country": "ZZ", "supplements": "j"}},
        "citations": {"phases/nowhere/budget": [{"source": "lost"}]}
    }"#;
    let load = || fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    for size in [(80, 24), (120, 36)] {
        let mut app = dashboard(load(), size);
        for pane in gloact::pane::all() {
            app.run_script(&format!("go {}", pane.name())).unwrap();
            draw(&mut app, size);
        }
        for record in [
            "phases/rivers-1",
            "objectives/o",
            "engagements/e",
            "engagements/f",
            "countries/XA",
            "documents/d",
            "contacts/c",
            "instruments/i",
            "citations/phases/nowhere/budget",
        ] {
            app.run_script(&format!("go {record}")).unwrap();
            draw(&mut app, size);
        }
        for script in ["go matrix; phase all", "go matrix; axes country agency", "problems"] {
            app.run_script(script).unwrap();
            draw(&mut app, size);
        }
    }
}

#[test]
fn what_is_removed_with_all_that_names_it_is_removed() {
    let data = fixture_dataset(Vec::new());
    let kinds = KindId::ALL.iter().map(|kind| {
        let removed = data.records(*kind).map(|row| (data.id(row).to_string(), Value::Null));
        (kind.name().to_string(), Value::Object(removed.collect()))
    });
    let layer = Value::Object(kinds.collect()).to_string();
    let data = fixture_dataset(vec![Layer::from_text("nothing.json", layer)]);
    assert_eq!(data.record_count(), 0);
    assert_eq!(data.findings(), []);
    let mut app = dashboard(data, (80, 24));
    for pane in gloact::pane::all() {
        app.run_script(&format!("go {}", pane.name())).unwrap();
        draw(&mut app, (80, 24));
    }
}

#[test]
fn removing_what_others_name_says_who() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("mine.json", r#"{"agencies": {"iom": null}}"#);
    let output = sandbox.run(&["check", "--data", &file]);
    assert_eq!(output.code, 0, "{}", output.out);
    let first = output.out.split("\n\n").next().unwrap();
    assert!(first.starts_with("warning: agencies/iom: removed, but programme/"), "{first}");
    assert!(first.contains(" more still name it"), "{first}");
    assert!(first.contains("= note: therefore: 1 programme, "), "{first}");
    assert_eq!(sandbox.value_at("agencies/iom", &["--data", &file]), Value::Null);
}
