//! Details of records: which fields they show, in which order, and how they name sources.

use crate::{Sandbox, TODAY, fixture_dataset};
use gloact::detail::provenance_report::ProvenanceReport;
use gloact::detail::{Detail, DetailEntry, DetailEntryKind};
use gloact::model::{KindId, RecordPath};
use gloact::query::QueryContext;
use gloact::query::search::NameIndex;
use gloact::store::Dataset;

fn detail(data: &Dataset, path: &str) -> Detail {
    let row = data.record_at(&RecordPath::new(path)).unwrap_or_else(|| panic!("{path}"));
    Detail::for_record(&QueryContext::new(data, TODAY), row)
}

#[test]
fn aliases_are_found_but_not_shown() {
    let data = fixture_dataset(Vec::new());
    let (id, country) =
        data.countries().iter().find(|(_, country)| !country.aliases.is_empty()).unwrap();
    let alias = &*country.aliases[0];
    let found = NameIndex::build(&data).search(alias, 1);
    assert_eq!(found.first().map(|found| data.id(found.row)), Some(&**id));
    let shown = detail(&data, &format!("countries/{id}"));
    assert!(shown.entries.iter().all(|entry| entry.title != "Aliases"));
    let texts = shown.entries.iter().flat_map(|entry| &entry.fragments);
    assert!(texts.into_iter().all(|fragment| !fragment.text.contains(alias)), "{alias}");
}

#[test]
fn terms_of_the_sources_are_folded_behind_everything_else() {
    let data = fixture_dataset(Vec::new());
    let phase = detail(&data, "phases/rivers-1");
    let heading = phase.entries.iter().position(|entry| entry.title == "Terms and page details");
    let stage = phase.entries.iter().position(|entry| entry.title == "Stage");
    assert!(heading.is_some() && heading < stage, "{heading:?} {stage:?}");
}

#[test]
fn countries_show_events_before_activities_and_sources_last() {
    let data = fixture_dataset(Vec::new());
    let country = detail(&data, "countries/XA");
    let position = |title: &str| {
        let starts = |entry: &DetailEntry| entry.title.starts_with(title);
        country.entries.iter().position(starts).unwrap_or_else(|| panic!("{title}"))
    };
    let titles =
        ["Phases", "Agencies", "Events", "Activities", "Names and codes", "Record", "Sources"];
    assert!(titles.map(position).is_sorted(), "{:?}", titles.map(position));
    // all sources stand on the lines of one entry
    let more = &country.entries[position("Sources") + 1..];
    assert!(more.iter().all(|entry| entry.kind == DetailEntryKind::Continuation));
}

#[test]
fn sources_are_named_by_title_and_details_add_the_file() {
    let data = fixture_dataset(Vec::new());
    for row in data.all_records() {
        let path = data.path(row);
        let shown = Detail::for_record(&QueryContext::new(&data, TODAY), row);
        for entry in &shown.entries {
            for fragment in &entry.fragments {
                let Some(link) = &fragment.link else { continue };
                let source = link.id().and_then(|id| data.sources().get(id));
                if let (Some(KindId::Sources), Some(source)) = (link.kind(), source) {
                    assert_eq!(fragment.text, *source.title, "{path}");
                }
            }
        }
    }
    // the provenance of a record names sources and agencies too
    let ctx = QueryContext::new(&data, TODAY);
    let report = ProvenanceReport::for_path(ctx, &RecordPath::new("phases/rivers-1")).unwrap();
    let report = report.detail();
    let value = |title: &str| {
        let entry = report.entries.iter().find(|entry| entry.title == title).unwrap();
        entry.fragments[0].text.clone()
    };
    assert!(
        value("Sources").starts_with("Final report of the first phase; "),
        "{}",
        value("Sources")
    );
    assert_eq!(value("Donors"), "≠ River Fund, Lake Trust");
    let citation = detail(&data, "citations/phases/rivers-1/budget");
    let items = citation.entries.iter().filter(|entry| entry.kind == DetailEntryKind::Item);
    let texts: Vec<&str> =
        items.flat_map(|entry| &entry.fragments).map(|fragment| fragment.text.as_str()).collect();
    let report = data.sources().get("report-1").unwrap();
    let at = texts.iter().position(|text| *text == &*report.title).unwrap();
    assert_eq!(Some(texts[at + 1]), report.file.as_deref());
}

#[test]
fn claims_show_dates_and_names_as_people_read_them() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(
        "mine.json",
        r#"{"citations": {
          "events/launch-brazil/date": [
            {"source": "seed-000", "says": "2017-04-19"},
            {"source": "seed-001", "says": "2017-04-20", "difference": "contradiction"}
          ],
          "events/launch-brazil/countries": [
            {"source": "seed-000", "says": "BR"},
            {"source": "seed-001", "says": "BR, ZA, Global", "difference": "contradiction"}
          ]
        }}"#,
    );
    let explain = |path: &str| sandbox.run(&["explain", path, "--data", &file]).out;
    assert!(explain("events/launch-brazil/date").contains("≠ 20 Apr 2017"));
    let countries = explain("events/launch-brazil/countries");
    assert!(countries.contains("≠ Brazil, South Africa, Global"), "{countries}");
}
