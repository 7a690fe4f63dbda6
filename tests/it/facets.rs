//! The count beside a facet is the number of rows that choosing it leaves.

use crate::{TODAY, fixture_dataset};
use gloact::query::facets::facets;
use gloact::query::filter::Filter;
use gloact::query::lists::{
    contradictions_and_sources, countries, documents_and_contacts, events, phases,
};
use gloact::query::query_cache::QueryCache;
use gloact::query::{ListDef, QueryContext};
use gloact::store::Dataset;
use gloact::store::layer::Layer;

/// Filters that are on when the facets are listed; those that a list does not know are skipped.
const FILTERS: &[&str] = &[
    "",
    "agency=iom",
    "agency=fos",
    "phase=glo-act",
    "phase=rivers-1",
    "phase=glo-act -agency=iom",
    "-phase=rivers-north",
    "agency:unicef,iom phase:second",
    "region:asia,north",
    "year>=2018",
    "is:disputed",
    "e",
];

const LISTS: &[&ListDef] = &[
    &countries::LIST,
    &documents_and_contacts::LIST,
    &events::LIST,
    &phases::LIST,
    &contradictions_and_sources::LIST,
];

/// Returns the facets whose count differs from the rows that they leave.
fn wrong_counts(data: &Dataset) -> Vec<String> {
    let cache = QueryCache::default();
    let mut wrong = Vec::new();
    let mut count = 0;
    for list in LISTS {
        for all in [false, true] {
            for text in FILTERS {
                let ctx = QueryContext { cache: Some(&cache), ..QueryContext::new(data, TODAY) };
                let Ok(filter) = Filter::parse(text, list) else { continue };
                for facet in facets(list, &ctx, all, &filter) {
                    let values = std::slice::from_ref(&facet.value);
                    let chosen = filter.replacing_values(list, facet.column, values);
                    let chosen = Filter::parse(&chosen, list).unwrap();
                    let left = list.matching_rows(&ctx, all, &chosen, None).len();
                    count += 1;
                    if left != facet.row_count {
                        let column = list.column_at(facet.column).key;
                        wrong.push(format!(
                            "{} {text:?}: {column}={} says {}, leaves {left}",
                            list.name(),
                            facet.value,
                            facet.row_count
                        ));
                    }
                }
            }
        }
    }
    assert!(count > 300, "{count} facets");
    wrong
}

#[test]
fn counts_equal_the_rows_that_a_facet_leaves() {
    assert_eq!(wrong_counts(&fixture_dataset(Vec::new())), Vec::<String>::new());
    assert_eq!(wrong_counts(&Dataset::bundled()), Vec::<String>::new());
}

/// Arvenia, where two agencies worked in one phase and a third in the other.
const AGENCIES_BY_PHASE: &str =
    r#"{"countries": {"XA": {"agencies_by_phase": {"rivers-north": ["lab"]}}}}"#;

#[test]
fn agencies_of_a_country_are_those_of_the_filtered_phases() {
    let data = fixture_dataset(vec![Layer::from_text("mine.json", AGENCIES_BY_PHASE)]);
    assert!(data.problems().is_empty(), "{:?}", data.problems());
    assert_eq!(wrong_counts(&data), Vec::<String>::new());
    for (filter, is_match) in [
        ("agency=wat", true),
        ("agency=wat phase=rivers-1", true),
        ("agency=wat phase=rivers-north", false),
        ("phase=rivers-north -agency=wat", true),
        ("agency=lab phase=rivers-north", true),
        ("agency=wat -phase=rivers-1", false),
        ("agency=wat phase=rivers-1,rivers-north", true),
        ("agency=wat phase=rivers-1 phase=rivers-north", true),
    ] {
        let cache = QueryCache::default();
        let uncached = QueryContext::new(&data, TODAY);
        for ctx in [uncached, QueryContext { cache: Some(&cache), ..uncached }] {
            let filter = Filter::parse(filter, &countries::LIST).unwrap();
            let rows = countries::LIST.matching_rows(&ctx, false, &filter, None);
            let has_arvenia = rows.iter().any(|row| data.id(*row) == "XA");
            assert_eq!(has_arvenia, is_match, "{filter:?}");
        }
    }
}

#[test]
fn impossible_points_and_agencies_of_no_phase_are_reported() {
    let text = r#"{"countries": {
        "XA": {"agencies_by_phase": {"rivers-delta": ["wat"]}},
        "XB": {"point": [90.5, 15.0]},
        "XC": {"point": [-90.0, 195.34], "agencies_by_phase": {"rivers-1": ["fos"]}},
        "XD": {"agencies_by_phase": {"rivers-1": ["nobody"]}}
    }}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    let found: Vec<String> = data
        .problems()
        .iter()
        .map(|finding| format!("{}: {}: {}", finding.severity, finding.path, finding.message))
        .collect();
    assert_eq!(found.join("\n"), IMPOSSIBLE);
}

const IMPOSSIBLE: &str = "\
error: countries/XB/point: latitude 90.5 is not between -90 and 90
error: countries/XC/point: longitude 195.34 is not between -180 and 180
warning: countries/XA/agencies_by_phase/rivers-delta: the country is not in the phase \"rivers-delta\"
warning: countries/XC/agencies_by_phase/rivers-1: \"fos\" is not among the agencies of the country
warning: countries/XD/agencies_by_phase/rivers-1: \"nobody\" is not among the agencies of the country
warning: countries/XD/agencies_by_phase: unknown agency \"nobody\"";

#[test]
fn facets_of_one_column_have_different_labels() {
    let data = Dataset::bundled();
    let ctx = QueryContext::new(&data, TODAY);
    for list in LISTS {
        let mut labels: Vec<(usize, String)> = facets(list, &ctx, true, &Filter::default())
            .into_iter()
            .map(|facet| (facet.column, facet.label))
            .collect();
        let count = labels.len();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), count, "{}", list.name());
    }
}

#[test]
fn one_programme_is_no_facet() {
    for data in [Dataset::bundled(), fixture_dataset(Vec::new())] {
        let ctx = QueryContext::new(&data, TODAY);
        for list in LISTS {
            let programme = list.column_index("programme").ok();
            let found = facets(list, &ctx, true, &Filter::default());
            let is_offered = found.iter().any(|facet| Some(facet.column) == programme);
            assert!(!is_offered, "{}", list.singular_plural.1);
        }
    }
}

#[test]
fn a_value_of_all_rows_is_no_facet_whatever_the_filter_keeps() {
    let data = fixture_dataset(Vec::new());
    let ctx = QueryContext::new(&data, TODAY);
    let list = &countries::LIST;
    for text in ["", "region:north", "phase:rivers-1"] {
        let found = facets(list, &ctx, false, &Filter::parse(text, list).unwrap());
        let columns = ["kind", "origin"].map(|key| list.column_index(key).unwrap());
        let offered: Vec<_> = found.iter().filter(|it| columns.contains(&it.column)).collect();
        assert!(offered.is_empty(), "{text}: {offered:?}");
    }
}
