//! What gloact exports and imports again changes nothing, for every kind and format.

use crate::support::dashboard::TODAY;
use crate::support::generated_programmes::all;
use gloact::export::{self, ExportFormat, TableStyle};
use gloact::import::{
    ImportAnswers, ImportOptions, ImportPlan, PreviousImport, ReadOptions, import_text,
    plan_import, read_sheets,
};
use gloact::model::KindId;
use gloact::query::{QueryContext, lists};
use gloact::store::layer::Layer;
use gloact::store::{Dataset, RecordRef};
use proptest::prelude::*;

/// Returns the bytes of an export of all records of a kind.
fn exported(data: &Dataset, kind: KindId, format: ExportFormat) -> Vec<u8> {
    let ctx = QueryContext::new(data, TODAY);
    let rows: Vec<RecordRef> = data.records(kind).collect();
    let list = lists::for_kind(kind);
    let table = list.list_rows(ctx, &rows).into_table();
    match format {
        ExportFormat::Xlsx => export::workbook(data, kind.name(), &table).unwrap(),
        format => export::print(data, kind.name(), &table, format, TableStyle::default())
            .unwrap()
            .into_bytes(),
    }
}

fn plan(data: &Dataset, bytes: &[u8], kind: Option<KindId>) -> ImportPlan {
    let sheets = read_sheets(bytes, &ReadOptions::default()).unwrap();
    let options = ImportOptions { file: "x.csv".into(), kind, ..ImportOptions::default() };
    let ctx = QueryContext::new(data, TODAY);
    plan_import(&ctx, &sheets, &options, ImportAnswers::default(), &PreviousImport::default())
        .unwrap()
}

const MAX_RECORDS_IN_ALL_FORMATS: usize = 1500;

const FORMATS: &[ExportFormat] =
    &[ExportFormat::Csv, ExportFormat::Excel, ExportFormat::Tsv, ExportFormat::Xlsx];

fn assert_nothing_changes(data: &Dataset, name: &str) {
    for kind in KindId::ALL.iter().copied().filter(|kind| data.records(*kind).next().is_some()) {
        // a citation has no fields of its own in a list
        if kind == KindId::Citations {
            continue;
        }
        // the formats of text differ in their signs only: large programmes need one of them
        let is_small = data.record_count() < MAX_RECORDS_IN_ALL_FORMATS;
        let formats = if is_small { FORMATS } else { &FORMATS[2..] };
        for format in formats {
            let plan = plan(data, &exported(data, kind, *format), None);
            assert_eq!(plan.kind, kind, "{name} {format:?}");
            assert_eq!(plan.rows.len(), data.records(kind).count(), "{name} {kind} {format:?}");
            let text = import_text(&plan, data, &PreviousImport::default(), false);
            let lines: Vec<&str> = text.lines().skip(2).collect();
            assert_eq!(lines, ["}"], "{name} {kind} {format:?}: {:?}", plan.problems);
        }
    }
}

#[test]
fn generated_programmes_come_back_as_they_were() {
    for programme in all() {
        assert_nothing_changes(&programme.dataset(), programme.name);
    }
}

#[test]
fn the_bundled_programme_comes_back_as_it_was() {
    assert_nothing_changes(&Dataset::bundled(), "bundled");
}

#[test]
fn an_edited_cell_changes_its_field_alone() {
    let data = Dataset::bundled();
    let text = String::from_utf8(exported(&data, KindId::Events, ExportFormat::Csv)).unwrap();
    let title = data.events().get("field-staff-meeting-1").unwrap().title.to_string();
    let edited = text.replace(&title, "A new title");
    assert_ne!(edited, text);
    let plan = plan(&data, edited.as_bytes(), None);
    let written = import_text(&plan, &data, &PreviousImport::default(), false);
    let changed: Vec<&str> = written.lines().filter(|line| line.contains("$row")).collect();
    assert!(!changed.is_empty(), "{written}");
    assert!(changed.iter().all(|line| line.contains("\"title\":\"A new title\"}")), "{changed:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn any_texts_of_events_come_back(
        title in "\\PC{1,40}",
        place in "[ -~\n\t;\"',=+@-]{0,30}",
        figures in prop::collection::vec("[a-z;, \"]{1,12}", 0..3),
        amount in -1_000_000_000i64..1_000_000_000,
    ) {
        let figures: Vec<String> = figures.into_iter().filter(|one| !one.trim().is_empty()).collect();
        let override_text = serde_json::json!({
            "events": {"x-1": {"title": format!("t{title}"), "date": "2017/..", "place": place,
                "figures": figures, "phase": "glo-act", "countries": ["NP", "CI"]}},
            "phases": {"glo-act": {"budget": {"amount": amount, "currency": "EUR"}}},
        });
        let data = Dataset::load(vec![Layer::from_text("x.json", override_text.to_string())]);
        prop_assert!(data.events().get("x-1").is_some());
        for kind in [KindId::Events, KindId::Phases] {
            for format in FORMATS {
                let plan = plan(&data, &exported(&data, kind, *format), None);
                let text = import_text(&plan, &data, &PreviousImport::default(), false);
                prop_assert_eq!(text.lines().skip(2).collect::<Vec<_>>(), vec!["}"], "{}", text);
            }
        }
    }
}
