//! Whatever a layer adds, changes and removes: no reference to a missing record is left.

use crate::fixture_dataset;
use gloact::model::{KindId, RecordPath};
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use proptest::prelude::*;
use serde_json::{Value, json};

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

/// Returns the first reference to a record that does not exist.
fn first_dangling(data: &Dataset) -> Option<String> {
    let missing_link = data.all_records().find_map(|record| {
        let link = data.links(record).find(|link| data.find(link.kind, link.id).is_none())?;
        Some(format!("{} refers to {}", data.path(record), link.id))
    });
    missing_link.or_else(|| {
        let ids = data.records(KindId::Citations).map(|record| data.id(record));
        let missing = ids.filter(|id| data.record_at(&RecordPath::new(*id)).is_none());
        missing.map(|id| format!("{id} is cited")).next()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_layer_leaves_a_reference_to_a_missing_record(
        layers in prop::collection::vec(layer(), 1..4),
    ) {
        let texts = layers.iter().map(|layer| Layer::from_text("mine.json", layer.to_string()));
        let data = fixture_dataset(texts.collect());
        prop_assert_eq!(first_dangling(&data), None);
        // each member of the top layer is in the data, or a finding says why not
        let layer_number = data.layers().len() - 1;
        for (kind, records) in layers[layers.len() - 1].as_object().into_iter().flatten() {
            for (id, fields) in records.as_object().into_iter().flatten() {
                let path = RecordPath::for_record(KindId::parse(kind).unwrap(), id);
                let is_reported = data.problems().iter().any(|finding| {
                    usize::from(finding.layer) == layer_number
                        && finding.path.as_str().starts_with(path.as_str())
                });
                let is_present = data.record_at(&path).is_some();
                prop_assert!(is_reported || is_present != fields.is_null(), "{}", path);
            }
        }
    }
}
