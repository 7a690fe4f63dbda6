//! A record is named by its id, its names and its codes. No similar id is taken for one of them.

use crate::{TODAY, fixture_dataset};
use gloact::model::{KindId, Text};
use gloact::query::QueryContext;
use gloact::query::filter::Filter;
use gloact::query::lists::{countries, events};
use gloact::query::search::NameIndex;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use serde_json::json;

/// Returns the id and all names of each bundled country and agency.
fn bundled_names(data: &Dataset) -> Vec<(KindId, &str, Vec<Text>)> {
    let mut all = Vec::new();
    for (id, country) in data.countries().iter() {
        let mut names = vec![country.name.clone(), Text::new(&id.to_lowercase())];
        names.extend(country.short.clone());
        names.extend(country.official.clone());
        names.extend(country.iso3.clone());
        names.extend(country.m49.clone());
        names.extend(country.aliases.iter().cloned());
        names.extend(country.names.values().cloned());
        all.push((KindId::Countries, &**id, names));
    }
    for (id, agency) in data.agencies().iter() {
        let mut names = vec![agency.name.clone(), agency.title.clone().unwrap()];
        names.extend(agency.other_spellings.iter().cloned());
        all.push((KindId::Agencies, &**id, names));
    }
    all
}

/// Returns the hints about events that name a record of a kind by words.
fn hints(base: impl Fn(Vec<Layer>) -> Dataset, kind: KindId, words: &[&str]) -> Vec<String> {
    let events = words.iter().enumerate().map(|(number, word)| {
        let event = json!({"title": "T", "date": "2018", kind.name(): [word]});
        (format!("e-{number:04}"), event)
    });
    let events: serde_json::Map<String, serde_json::Value> = events.collect();
    let data = base(vec![Layer::from_text("mine.json", json!({"events": events}).to_string())]);
    let mut findings: Vec<_> =
        data.findings().iter().filter(|finding| finding.path.as_str().contains("/e-")).collect();
    findings.sort_by_key(|finding| finding.path.to_string());
    findings.iter().map(|finding| finding.hint.clone().unwrap_or_default()).collect()
}

#[test]
fn every_name_of_a_bundled_record_leads_to_it() {
    let data = Dataset::bundled();
    for (kind, id, names) in bundled_names(&data) {
        for name in &names {
            let path = format!("{kind}/{name}");
            if !name.contains('/') {
                let resolved = data.resolve_path(&path).map(|path| path.to_string());
                assert_eq!(resolved, Ok(format!("{kind}/{id}")), "{path}");
            }
        }
    }
}

#[test]
fn hints_name_the_record_that_has_the_name() {
    let data = Dataset::bundled();
    for kind in [KindId::Countries, KindId::Agencies] {
        let mut expected = Vec::new();
        let mut words = Vec::new();
        let names = bundled_names(&data);
        for (_, id, names) in names.iter().filter(|(of, ..)| *of == kind) {
            for name in names.iter().filter(|name| data.find(kind, name).is_none()) {
                words.push(&**name);
                expected.push(if name.eq_ignore_ascii_case(id) {
                    format!("did you mean \"{id}\"?")
                } else {
                    format!("{name} is {id}")
                });
            }
        }
        assert!(words.len() > 5);
        assert_eq!(hints(Dataset::load, kind, &words), expected);
    }
}

#[test]
fn names_are_compared_without_case_accents_and_signs() {
    let data = Dataset::bundled();
    for (path, resolved) in [
        ("countries/cote d'ivoire", "countries/CI"),
        ("countries/LAO PDR", "countries/LA"),
        ("countries/Bosnia & Herzegovina", "countries/BA"),
        ("countries/niger", "countries/NE"),
        ("countries/Guinea Bissau/name", "countries/GW/name"),
        ("phases/GLO.ACT", "phases/glo-act"),
        ("phases/glo act", "phases/glo-act"),
        ("agencies/U.N.O.D.C.", "agencies/unodc"),
    ] {
        let found = data.resolve_path(path).map(|path| path.to_string());
        assert_eq!(found.as_deref(), Ok(resolved), "{path}");
    }
}

#[test]
fn misspelt_names_are_compared_with_names() {
    let words = ["Arvnia", "Belmorra", "Corvnia", "QQ", "Zzyzx"];
    let hints = hints(fixture_dataset, KindId::Countries, &words);
    let expected = [
        "did you mean \"XA\" (Arvenia)?",
        "did you mean \"XB\" (Belmora)?",
        "did you mean \"XC\" (Corvania)?",
        "use the two letters of ISO 3166-1, or add \"QQ\" to \"countries\"",
        "use the two letters of ISO 3166-1, or add \"Zzyzx\" to \"countries\"",
    ];
    assert_eq!(hints, expected);
}

#[test]
fn a_name_of_two_records_names_neither() {
    let layer = json!({"agencies": {
        "a": {"name": "One", "title": "Agency One", "roles": [], "other_spellings": ["Both", "Two"]},
        "b": {"name": "Two", "title": "Agency Two", "roles": [], "other_spellings": ["Both"]},
    }});
    let data = fixture_dataset(vec![Layer::from_text("mine.json", layer.to_string())]);
    let resolve = |path: &str| data.resolve_path(path).map(|path| path.to_string());
    assert!(resolve("agencies/both").is_err());
    // a name comes before another spelling
    assert_eq!(resolve("agencies/two").as_deref(), Ok("agencies/b"));
    assert_eq!(resolve("agencies/one").as_deref(), Ok("agencies/a"));
}

#[test]
fn filters_take_a_whole_name_for_its_record_alone() {
    let data = Dataset::bundled();
    let ctx = QueryContext::new(&data, TODAY);
    let list = &events::LIST;
    let count = |text: &str| Filter::parse(text, list).unwrap().count(list, &ctx, true);
    for (by_name, by_id) in [
        ("country:Niger", "country:NE"),
        ("country:PAK", "country:PK"),
        ("country:586", "country:PK"),
        ("country=Pakistan", "country:PK"),
        ("country=\"Lao PDR\"", "country:LA"),
        ("phase=GLO.ACT", "phase:glo-act"),
    ] {
        assert_eq!(count(by_name), count(by_id), "{by_name}");
    }
    assert!(count("country:586") > 0);
    let list = &countries::LIST;
    let count = |text: &str| Filter::parse(text, list).unwrap().count(list, &ctx, true);
    assert_eq!(count("phase:GLO.ACT"), count("phase:glo-act"));
}

#[test]
fn a_source_is_found_by_who_posted_it() {
    let layer = r#"{"sources": {"flyer": {"posted_by": "Ottoline Quince"}}}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", layer)]);
    let found = NameIndex::build(&data).search("quince", 5);
    assert!(found.iter().any(|result| data.id(result.row) == "flyer"));
}
