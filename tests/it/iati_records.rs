//! Any records as files of IATI: whatever they state, the file holds the schema and the rules.

use crate::iati_export::{assert_schema, dataset, options};
use crate::support::dashboard::TODAY;
use crate::support::iati_rules::violations;
use gloact::export::iati::iati_file;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

#[test]
fn odd_values_hold_the_schema() {
    let records = json!({
        "programme": {"x": {"title": "", "agencies": ["nobody", "a"]}},
        "phases": {"p": {"title": " ", "date": "../2024", "programme": "x",
            "budget": {"amount": 1e30, "currency": "EUR"}, "project_dates": "2026-01/2027-01",
            "titles": {"not a language": "T", "fr": "Titre"}, "aim": "R&D <b> \u{1f600} ]]>"}},
        "agencies": {"a": {"name": "", "identifier": "XM & Co", "kind": "unheard of"}},
        "activities": {"a": {"title": "A", "phase": "p", "regions": ["Asia"], "place": " ",
            "identifier": "ZZ-TEST-p", "status": "paused", "tags": ["?"]}},
        "documents": {
            "d": {"title": "D", "phase": "p", "language": "Klingon", "date": "2024-02-30~",
                "address": "https://x.example/a|b?c={d}&e=\"é\"#[f]"},
            "local": {"title": "L", "phase": "p", "address": "file:///etc/passwd"},
        },
        "indicators": {"i": {"title": "", "activity": "a", "level": "odd",
            "baseline": {"value": 1}, "periods": [{"period": "2024/.."}, {"comment": "none"}]}},
    });
    let mut texts = Vec::new();
    for splits_objectives in [false, true] {
        let file = iati_file(&dataset(&records), &options(splits_objectives)).unwrap();
        let none: [&str; 0] = [];
        assert_eq!(violations(&file.text, TODAY), none, "{}", file.text);
        for part in ["<gloact:status>paused<", ">1e+30<", ">file:///etc/passwd<"] {
            assert!(file.text.contains(part), "{part}: {}", file.text);
        }
        texts.push((format!("odd-{splits_objectives}"), file.text));
    }
    assert_schema(&texts);
}

/// Returns dates that are exact, vague, open, backwards, and of years that XML cannot state.
pub(crate) fn any_date() -> impl Strategy<Value = String> {
    let dates = [
        "2024",
        "2024-05",
        "2024-05-06",
        "2023~",
        "2024?",
        "2020/2024",
        "2024/..",
        "../2024",
        "2027",
        "2026-11-23",
        "0000",
        "9999-12-31",
        "2025/2021",
        "2024-01/2024-12",
    ];
    prop::sample::select(dates.to_vec()).prop_map(str::to_string)
}

/// Returns activities that are part of one another in any way, with any dates, places and sectors.
pub(crate) fn any_activity() -> impl Strategy<Value = Value> {
    let region = ["Asia", "Asia (798)", "South Asia (679), 40%", "the coast"];
    let share = prop::sample::select(vec!["60", "40", "100", "33.3", "half"]);
    (
        prop::option::of(any_date()),
        prop::option::of(any_date()),
        prop::option::of(0..6_usize),
        prop::collection::vec(prop::sample::select(vec!["NP", "BD", "XX", "north"]), 0..3),
        prop::collection::vec("[a-z&<\"]{0,5}( \\([0-9]{5}\\))?(, (40|60|100|7.5)%)?", 0..4),
        prop::option::of("[ -~]{0,8}"),
        prop::collection::vec(prop::sample::select(region.to_vec()), 0..3),
        prop::collection::btree_map(prop::sample::select(vec!["NP", "BD"]), share, 0..3),
    )
        .prop_map(|(date, actual, parent, countries, sectors, identifier, regions, shares)| {
            json!({"title": "T", "date": date, "actual_date": actual,
                "parent": parent.map(|number| format!("a{number}")), "countries": countries,
                "sectors": sectors, "identifier": identifier, "phase": "p",
                "regions": regions, "country_shares": shares})
        })
}

pub(crate) fn any_budget_line() -> impl Strategy<Value = Value> {
    let kinds = ["budget", "revised", "commitment", "disbursement", "expenditure", "gift"];
    let kind = prop::option::of(prop::sample::select(kinds.to_vec()));
    (any::<f32>(), kind, prop::option::of(any_date()), 0..6_usize).prop_map(
        |(amount, kind, period, activity)| {
            let amount = if amount.is_finite() { f64::from(amount) } else { 1.0 };
            json!({"amount": amount, "currency": "EUR", "kind": kind, "period": period,
                "activity": format!("a{activity}")})
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_records_hold_the_rules(
        phase_date in prop::option::of(any_date()),
        activities in prop::collection::vec(any_activity(), 1..6),
        lines in prop::collection::vec(any_budget_line(), 0..5),
    ) {
        let by_id = |letter: &str, records: &[Value]| -> Value {
            let records = records.iter().enumerate();
            records.map(|(number, it)| (format!("{letter}{number}"), it.clone())).collect::<Map<String, Value>>().into()
        };
        let records = json!({
            "phases": {"p": {"title": "P", "date": phase_date,
                "budget": {"amount": 1e21, "currency": "EUR"}}},
            "activities": by_id("a", &activities),
            "budgets": by_id("b", &lines),
        });
        match iati_file(&dataset(&records), &options(false)) {
            Ok(file) => {
                let broken = violations(&file.text, TODAY);
                prop_assert!(broken.is_empty(), "{:?}\n{}", broken, file.text);
            }
            Err(error) => prop_assert!(error.message.contains("has a date"), "{}", error),
        }
    }
}
