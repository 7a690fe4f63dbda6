//! Facts of the five documents, and their contradictions, are in the data and on the screen.

use crate::{TODAY, root};
use gloact::detail::Detail;
use gloact::model::{Country, KindId, RecordPath};
use gloact::query::QueryContext;
use gloact::query::claim_text::{claimed_value, difference_sign};
use gloact::query::lists::contradictions_and_sources;
use gloact::store::Dataset;
use gloact::ui::detail_layout::layout_detail;
use serde_json::Value;
use std::collections::BTreeMap;

/// Values on which documents differ, with words of each claim; an empty word is the displayed
/// value.
const DISPUTED: &[(&str, &[&str])] = &[
    ("engagements/glo-act-6-iom/role", &["joint", "objective 5 only"]),
    ("programme/gloact/number_of_objectives", &["6", "5"]),
    (
        "objectives/glo-act-ame-5/title",
        &["", "Protection and assistance to victims of trafficking and smuggled migrants"],
    ),
    ("objectives/glo-act-ame-1/description", &["", "sustaining them is not named"]),
    ("objectives/glo-act-3/title", &["Capacity building", "criminal justice capacity building"]),
    ("objectives/glo-act-ame-4/description", &["", "With law enforcement officials"]),
    ("objectives/glo-act-ame-5/description", &["", "children and mechanisms are not named"]),
    ("phases/glo-act/pillars_word", &["key responses", "pillars"]),
    ("phases/glo-act/focus_areas", &["", "six objectives", "six pillars"]),
    ("phases/glo-act/donors", &["EU, IOM Development Fund", "EU"]),
    (
        "engagements/glo-act-5-iom/countries",
        &["BY, BR, LA, ML, MA, ZA", "Global, BR, BY, ML, MA, ZA"],
    ),
    ("phases/glo-act-ame/countries_delivered", &["4", "5"]),
    ("phases/glo-act/date", &["2015/2019", "launched on 21 January 2016"]),
    ("programme/gloact/agencies", &["EU, UNODC, IOM, UNICEF", "EU, UNODC, IOM"]),
    (
        "programme/gloact/title",
        &["Global Action to Prevent", "Global Action against", "Global Action"],
    ),
    ("programme/gloact/short", &["GLO.ACT", "GLOACT"]),
    ("phases/glo-act-ame/title", &["GLO.ACT Asia", "GLOACT Asia"]),
    ("phases/glo-act-bangladesh/title", &["GLO.ACT Bangladesh", "GLOACT Bangladesh"]),
    (
        "agencies/iom/title",
        &["International Organization for Migration", "International Organisation for Migration"],
    ),
    ("programme/gloact/nature", &["joint initiative", "programme", "project"]),
    (
        "contacts/heather-komenda/title",
        &["Programme Manager", "Programme Manager, Migrant Assistance Division"],
    ),
    ("countries/AF/name", &["Afghanistan", "Islamic Republic of Afghanistan"]),
    ("countries/IR/name", &["Iran (Islamic Republic of)", "Islamic Republic of Iran"]),
    ("countries/IQ/name", &["Iraq", "Republic of Iraq"]),
    ("countries/PK/name", &["Pakistan", "Islamic Republic of Pakistan"]),
    (
        "countries/LA/name",
        &["Lao People's Democratic Republic (the)", "Lao People's Democratic Republic"],
    ),
    ("programme/gloact/terms/SOM", &["Smuggling of Migrants", "migrant smuggling"]),
    ("objectives/glo-act-ame-3/title", &["Capacity building", "capability development"]),
    (
        "objectives/glo-act-ame-2/title",
        &["Legislative assistance", "legislative review and harmonization"],
    ),
    ("programme/gloact/aim", &["", "More effective national and international responses"]),
    (
        "phases/glo-act-ame/aim",
        &["", "Comprehensive national counter-trafficking and counter-smuggling responses"],
    ),
    (
        "instruments/smuggling-protocol/title",
        &["Protocol against the Smuggling", "Protocol against Smuggling"],
    ),
];

/// Contradictions without a competing value: each is noted beside the value that it concerns.
const NOTED_CONTRADICTIONS: &[(&str, &str)] = &[
    ("citations/engagements/glo-act-1-unodc/role", "name no agency for this objective"),
    ("citations/objectives/glo-act-6/description", "Capital G."),
    ("citations/countries/BR/activities", "one item, or two"),
    ("citations/phases/glo-act-ame/stage", "does not call itself a second phase"),
    ("citations/phases/glo-act/date", "The second phase, 2018-2022, overlaps it."),
    ("countries/PK", "In both phases"),
    ("citations/programme/gloact/part_of", "tells it in the past"),
    (
        "citations/events/needs-assessments-2016/date",
        "begins in the month of the meeting that was to design the method",
    ),
    ("citations/events/launch-brussels/date", "not all four can have been to come"),
    ("sources/seed-001", "the United States of America is no programme country"),
    ("citations/programme/gloact/regions", "belong to its filter, not to the programme"),
];

/// Returns the text of a record's detail, 100 columns wide.
fn detail_text(data: &Dataset, place: &str) -> String {
    let row = data.record_at(&RecordPath::new(place)).unwrap_or_else(|| panic!("{place}"));
    let laid = layout_detail(&Detail::for_record(&QueryContext::new(data, TODAY), row), 100);
    normalize_spaces(&laid.text_lines().collect::<Vec<_>>().join(" "))
}

fn normalize_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns all texts and numbers of a value.
fn leaf_texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(leaf_texts).collect(),
        Value::Object(all) => all.values().flat_map(leaf_texts).collect(),
        Value::String(text) => vec![normalize_spaces(text)],
        other => vec![other.to_string()],
    }
}

/// Returns the forms of a value: as in the data, and as displayed.
fn accepted_forms(data: &Dataset, place: &RecordPath) -> Vec<String> {
    let row = data.record_at(place).unwrap();
    let value = place
        .field_path()
        .unwrap()
        .split('/')
        .fold(data.value(row), |value, key| value[key].clone());
    let detail = Detail::for_record(
        &QueryContext::new(data, TODAY),
        data.find(KindId::Citations, place.as_str()).unwrap(),
    );
    let shown = detail
        .entries
        .iter()
        .take_while(|part| part.title != "Record")
        .flat_map(|part| &part.fragments)
        .map(|piece| piece.text.clone());
    vec![leaf_texts(&value).join(", "), shown.collect::<Vec<_>>().join(", ")]
}

#[test]
fn facts_of_the_five_documents_are_in_the_data_and_on_screen() {
    let text = std::fs::read_to_string(root().join("tests/fixtures/facts.json")).unwrap();
    let documents: BTreeMap<String, BTreeMap<String, Vec<String>>> =
        serde_json::from_str(&text).unwrap();
    let facts: Vec<(String, Vec<String>)> = documents.into_values().flatten().collect();
    assert!(facts.len() > 100, "{} facts", facts.len());
    let data = Dataset::bundled();
    let kept = leaf_texts(&data.merged_json());
    let shown: Vec<String> =
        data.all_records().map(|row| detail_text(&data, data.path(row).as_str())).collect();
    for (number, words) in facts {
        for words in words {
            assert!(
                kept.iter().any(|text| text.contains(&words)),
                "{number} is not in the data: {words}"
            );
            assert!(
                shown.iter().any(|text| text.contains(&words)),
                "{number} is on no screen: {words}"
            );
        }
    }
}

#[test]
fn places_of_the_third_document_are_listed_as_printed() {
    let data = Dataset::bundled();
    let list = std::fs::read_to_string(root().join("tests/fixtures/places-of-002.txt")).unwrap();
    let mut names: Vec<&str> = list.lines().collect();
    let is_listed = |country: &&Country| country.sources.iter().any(|id| &**id == "seed-002");
    let listed = data.countries().values().filter(is_listed);
    let mut ours: Vec<&str> = listed.map(|country| &*country.name).collect();
    ours.extend(data.offices().values().map(|office| &*office.name));
    assert_eq!(names.len(), 189);
    names.sort_unstable();
    ours.sort_unstable();
    assert_eq!(ours, names);
    for (id, country) in data.countries().iter().filter(|(_, country)| country.phases.is_empty()) {
        assert!(
            detail_text(&data, &format!("countries/{id}")).contains("not in the programme"),
            "{id}"
        );
        assert!(country.sources.iter().any(|id| ["seed-002", "m49"].contains(&&**id)), "{id}");
    }
}

#[test]
fn all_claims_that_differ_are_shown() {
    let data = Dataset::bundled();
    let scope = QueryContext::new(&data, TODAY);
    let listed = (contradictions_and_sources::LIST.rows)(&data, true);
    for (place, sayings) in DISPUTED {
        let place = RecordPath::new(*place);
        let citation = data.citation(&place).unwrap_or_else(|| panic!("{place} is not cited"));
        for saying in *sayings {
            let matches = |says: Option<&str>| {
                says.map_or(saying.is_empty(), |says| {
                    says.starts_with(saying) || says.ends_with(saying)
                })
            };
            assert!(
                citation.0.iter().any(|side| matches(side.says.as_deref())),
                "{place}: nobody says {saying:?}"
            );
        }
        let own = data.find(KindId::Citations, place.as_str()).unwrap();
        assert!(
            citation.difference().is_some() && listed.contains(&own),
            "{place} is not shown as differing"
        );
        // the record shows each contradiction and development beside the value, the citation all
        // claims with their sources
        let record = detail_text(
            &data,
            &RecordPath::for_record(place.kind().unwrap(), place.id().unwrap()).to_string(),
        );
        let whole = normalize_spaces(
            &layout_detail(&Detail::for_record(&scope, own), 100)
                .text_lines()
                .collect::<Vec<_>>()
                .join(" "),
        );
        for group in citation.by_claim() {
            let says = claimed_value(&scope, &place, &group);
            let sign = difference_sign(group.difference());
            assert!(
                whole.contains(&format!("{sign}{}", normalize_spaces(&says))),
                "{place}: {says}"
            );
            for quote in group.claims.iter().filter_map(|claim| claim.quote.as_deref()) {
                assert!(whole.contains(&normalize_spaces(quote)), "{place}: {quote}");
            }
            assert!(
                sign.is_empty()
                    || place.field_path().is_some_and(|path| path.contains('/'))
                    || record.contains(&format!("{sign}{says}")),
                "{place}: {says}"
            );
        }
    }
}

#[test]
fn displayed_value_comes_from_the_first_source() {
    let data = Dataset::bundled();
    for (place, citation) in data.citations().iter() {
        let Some(says) = citation.0[0].says.as_deref() else { continue };
        let sayings = accepted_forms(&data, &RecordPath::new(&**place));
        let short = says.strip_prefix("GLO.ACT ").unwrap_or(says);
        assert!(
            sayings.iter().any(|one| one == says || one == short),
            "{place}: {says:?} is not {sayings:?}"
        );
    }
}

#[test]
fn contradictions_are_noted() {
    let data = Dataset::bundled();
    for (place, words) in NOTED_CONTRADICTIONS {
        assert!(detail_text(&data, place).contains(words), "{place}: {words}");
    }
}
