//! The bundled data: complete, cited, consistent and formatted.

use crate::{TODAY, root};
use gloact::model::{EVENT_KINDS, EdtfDate, KindId};
use gloact::query::QueryContext;
use gloact::query::lists::events;
use gloact::query::pivot::grid::{CellContent, Grid, GridQuery};
use gloact::query::pivot::phase_comparison::compare;
use gloact::store::{Dataset, Severity, to_pretty};
use serde_json::Value;
use std::collections::BTreeSet;

/// Sources without an address.
const WITHOUT_ADDRESS: &[&str] = &["m49", "seed-003", "seed-004"];

/// Sources that no record cites: background, and pages that repeat the text of three documents.
const UNCITED_SOURCES: &[&str] = &["iom-gloact", "unodc-old-page"];

#[test]
fn bundled_data_has_no_errors_and_only_known_warnings() {
    let data = Dataset::bundled();
    let notes: Vec<String> = data
        .findings()
        .iter()
        .map(|finding| format!("{}: {}: {}", finding.severity, finding.path, finding.message))
        .collect();
    assert!(data.findings().iter().all(|finding| finding.severity == Severity::Note), "{notes:#?}");
    insta::assert_snapshot!(notes.join("\n"), @r#"
    note: events/organ-removal-workshop-bangladesh/date: 23–25 Jan 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/police-curriculum-bangladesh/date: 24 Jan 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/global-report-launch-dhaka/date: about 26 Jan 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/open-source-workshop-bangladesh/date: 19–22 Feb 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/coaching-iraq-1/date: 6–7 Mar 2023 is outside the planned years of glo-act-ame, 2018–2022
    note: events/cooperation-workshop-bangladesh/date: about 27 Apr 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/coaching-iraq-2/date: 7–8 May 2023 is outside the planned years of glo-act-ame, 2018–2022
    note: events/coxs-bazar-workshop-may-2023/date: about 11 May 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/europol-visit-iraq/date: 24–26 May 2023 is outside the planned years of glo-act-ame, 2018–2022
    note: events/data-consultation-bangladesh/date: 8 Jun 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/levies-training-quetta/date: 12–19 Jul 2023 is outside the planned years of glo-act-ame, 2018–2022
    note: events/procedures-committee-iraq-3/date: 18–19 Jul 2023 is outside the planned years of glo-act-ame, 2018–2022
    note: events/coxs-bazar-workshop/date: about 31 Aug 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/border-management-workshop-bangladesh/date: 18 Oct 2023 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/data-digitalization-bangladesh/date: 10–11 Mar 2024 is outside the planned years of glo-act-bangladesh, 2018–2022
    note: events/ame-steering-committee-9/date: 13 Mar 2024 is outside the planned years of glo-act-ame, 2018–2022
    note: events/infopoint-conference-2024/date: 13 Mar 2024 is outside the planned years of glo-act-ame, 2018–2022
    note: events/legal-assistance-workshop-bangladesh/date: 14 Mar 2024 is outside the planned years of glo-act-bangladesh, 2018–2022
    "#);
}

#[test]
fn bundled_programme_is_complete() {
    let data = Dataset::bundled();
    let offices = |is_region: bool| {
        let kinds = data.offices().values().map(|office| office.kind.as_deref() == Some("region"));
        kinds.filter(|found| *found == is_region).count()
    };
    let contacts = |named: bool| {
        data.contacts().values().filter(|contact| contact.title.is_some() == named).count()
    };
    for (what, count, wanted) in [
        ("phases", data.phases().len(), 3),
        ("agencies", data.agencies().len(), 5),
        ("engagements", data.engagements().len(), 12),
        ("places", data.countries().len(), 250),
        ("regions of offices", offices(true), 6),
        ("offices and centres", offices(false), 7),
        ("events", data.events().len(), 138),
        ("sources", data.sources().len(), 192),
        ("named contacts", contacts(true), 4),
        ("mailboxes", contacts(false), 1),
    ] {
        assert_eq!(count, wanted, "{what}");
    }
}

#[test]
fn each_bundled_phase_has_its_objectives_and_countries() {
    let data = Dataset::bundled();
    for (phase, objectives, countries) in
        [("glo-act", 6, 13), ("glo-act-ame", 5, 4), ("glo-act-bangladesh", 5, 1)]
    {
        let of_phase = data.objectives().values();
        let of_phase = of_phase.filter(|objective| objective.phase.as_deref() == Some(phase));
        assert_eq!(of_phase.count(), objectives, "objectives of {phase}");
        let in_phase = data.countries().values();
        let in_phase = in_phase.filter(|country| country.phases.iter().any(|id| &**id == phase));
        assert_eq!(in_phase.count(), countries, "countries of {phase}");
    }
    let countries = data.countries().values().filter(|country| !country.phases.is_empty());
    assert_eq!(countries.count(), 17);
    assert_eq!(data.countries().get("PK").unwrap().phases.len(), 2);
}

#[test]
fn five_bundled_sources_have_a_file() {
    let data = Dataset::bundled();
    let files: Vec<&str> =
        data.sources().values().filter_map(|source| source.file.as_deref()).collect();
    let wanted = [
        "000_4dbdeddeeba08041.txt",
        "001_8e60593a74972160.txt",
        "002_4b474b62932d1890.txt",
        "003_fe04af093a6d0c16.txt",
        "004_21f4e5f4f05f2eec.txt",
    ];
    assert_eq!(files, wanted);
}

#[test]
fn every_name_resolves_to_a_record() {
    let data = Dataset::bundled();
    for row in data.all_records() {
        for link in data.links(row) {
            assert!(data.find(link.kind, link.id).is_some(), "{}: {link:?}", data.path(row));
        }
    }
    assert!(
        data.events()
            .values()
            .all(|event| event.kind.as_deref().is_some_and(|kind| EVENT_KINDS.contains(&kind)))
    );
}

#[test]
fn every_record_has_sources() {
    let data = Dataset::bundled();
    for row in KindId::ALL
        .iter()
        .filter(|kind| !matches!(kind, KindId::Sources | KindId::Citations))
        .flat_map(|kind| data.records(*kind))
    {
        assert!(data.links(row).any(|link| link.field == "sources"), "{}", data.path(row));
    }
    let without: Vec<&str> = data
        .sources()
        .iter()
        .filter(|(_, source)| source.address.is_none())
        .map(|(id, _)| &**id)
        .collect();
    assert_eq!(without, WITHOUT_ADDRESS);
    for (id, source) in data.sources().iter() {
        assert!(
            source
                .address
                .iter()
                .chain(&source.other_addresses)
                .all(|address| address.starts_with("http")),
            "{id}"
        );
    }
    let silent: Vec<&str> = data
        .records(KindId::Sources)
        .filter(|row| data.backlinks(*row).is_empty())
        .map(|row| data.id(row))
        .collect();
    assert_eq!(silent, UNCITED_SOURCES);
}

#[test]
fn citations_have_a_value_sources_and_a_short_quotation() {
    let data = Dataset::bundled();
    for (place, citation) in data.citations().iter() {
        assert!(
            data.resolve_path(place)
                .is_ok_and(|found| found.as_str() == &**place && found.field_path().is_some()),
            "{place}"
        );
        assert!(!citation.0.is_empty(), "{place}");
        let claims: BTreeSet<_> =
            citation.0.iter().map(|side| (&side.source, &side.says, &side.quote)).collect();
        assert_eq!(claims.len(), citation.0.len(), "{place} says one thing twice");
        for quote in citation.0.iter().filter_map(|side| side.quote.as_deref()) {
            assert!(
                !quote.is_empty() && quote.split_whitespace().count() <= 25,
                "{place}: {quote}"
            );
        }
    }
}

#[test]
fn every_date_parses_and_is_in_range() {
    const DATES: &[&str] =
        &["adopted", "data_of", "date", "in_force", "opened", "period", "project_dates"];
    let data = Dataset::bundled();
    let of = data.programme_record().unwrap().data_of.clone().unwrap();
    let mut dates = 0;
    for (kind, id, record) in records(&data) {
        for (field, value) in record
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(field, _)| DATES.contains(&field.as_str()))
        {
            let date = EdtfDate::parse(value.as_str().unwrap())
                .unwrap_or_else(|e| panic!("{kind}/{id}/{field}: {e}"));
            let (first, last) = date.sort_bounds();
            assert!(
                first <= last && first.year() >= 2000 && first <= of.sort_bounds().0,
                "{kind}/{id}/{field}: {date}"
            );
            dates += 1;
        }
    }
    assert!(dates > 150, "{dates}");
}

#[test]
fn data_files_are_sorted_and_formatted() {
    let data = Dataset::bundled();
    for kind in KindId::ALL {
        let text =
            std::fs::read_to_string(root().join(format!("data/{}.json", kind.name()))).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(
            text == to_pretty(&value, 2),
            "data/{}.json is not in the layout of `gloact data`",
            kind.name()
        );
        let key = |id: &str| {
            (
                data.events()
                    .get(id)
                    .filter(|_| *kind == KindId::Events)
                    .map(|event| event.date.sort_bounds().0),
                natural_key(id),
            )
        };
        let ids: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        for pair in ids.windows(2) {
            assert!(
                key(pair[0]) < key(pair[1]),
                "data/{}.json: {} stands before {}",
                kind.name(),
                pair[0],
                pair[1]
            );
        }
    }
}

#[test]
fn texts_are_short() {
    fn check_texts(place: &str, value: &Value) {
        match value {
            Value::String(text) => {
                assert!(
                    text.chars().count() <= 600,
                    "{place}: {} characters",
                    text.chars().count()
                );
                assert!(
                    !text.is_empty() && text.trim() == text && !text.contains("  "),
                    "{place}: blanks in {text:?}"
                );
            }
            Value::Array(all) => all.iter().for_each(|value| check_texts(place, value)),
            Value::Object(all) => {
                all.iter().for_each(|(key, value)| check_texts(&format!("{place}/{key}"), value))
            }
            _ => {}
        }
    }
    check_texts("", &Dataset::bundled().merged_json());
}

/// Returns all records as the data files state them: kind, id, record.
fn records(data: &Dataset) -> Vec<(String, String, Value)> {
    let Value::Object(kinds) = data.merged_json() else { unreachable!() };
    let of = |(kind, records): (String, Value)| match records {
        Value::Object(records) => records
            .into_iter()
            .map(move |(id, record)| (kind.clone(), id, record))
            .collect::<Vec<_>>(),
        _ => unreachable!(),
    };
    kinds.into_iter().flat_map(of).collect()
}

/// Returns a sort key in which digits count as numbers.
fn natural_key(id: &str) -> Vec<(String, u64)> {
    let mut parts = vec![(String::new(), 0)];
    for c in id.chars() {
        let (word, number) = parts.last_mut().unwrap();
        match c.to_digit(10) {
            Some(digit) => *number = *number * 10 + u64::from(digit),
            None if *number > 0 => parts.push((c.into(), 0)),
            None => word.push(c),
        }
    }
    parts
}

#[test]
fn matrix_matches_the_documents() {
    let data = Dataset::bundled();
    let scope = QueryContext::new(&data, TODAY);
    let events = (events::LIST.rows)(&data, false);
    let said = |phase: &str, objective: usize, agency: &str| {
        let grid = Grid::build(
            &scope,
            &GridQuery { phase: Some(phase.into()), ..GridQuery::default() },
            &events,
        );
        grid.columns
            .iter()
            .position(|item| item.id == agency)
            .map(|column| grid.cells[objective - 1][column].content)
    };
    for (phase, objective, agency, part) in [
        ("glo-act", 1, "unodc", Some(CellContent::Named)),
        ("glo-act", 5, "iom", Some(CellContent::Named)),
        ("glo-act", 5, "unodc", Some(CellContent::OthersNamed)),
        ("glo-act", 6, "unicef", Some(CellContent::Joint)),
        ("glo-act", 6, "iom", Some(CellContent::Joint)),
        // sources state donors for the phase, not for an objective
        ("glo-act", 3, "eu", None),
        ("glo-act-ame", 5, "iom", Some(CellContent::Named)),
        ("glo-act-ame", 5, "unicef", None),
        // no source names an agency for an objective in Bangladesh, which is not the same as none
        ("glo-act-bangladesh", 2, "unodc", Some(CellContent::NotStated)),
    ] {
        assert_eq!(said(phase, objective, agency), part, "{phase} {objective} {agency}");
    }
    let words = compare(&scope, "glo-act", "glo-act-ame", &events).summary;
    assert_eq!(
        words,
        "From GLO.ACT 2015–2019 to Asia and the Middle East: 5 of 6 objectives go on; \
         5 Protection under another title; 6 Assistance and support to children among victims of \
         trafficking and smuggled migrants is not in it, by our reading now part of 5 \
         Protection, with IOM; \
         no longer named: UNICEF."
    );
}
