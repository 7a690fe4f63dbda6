//! Budget lines: their list, their exports, and what is checked about them.

use crate::support::problems::assert_problems;
use crate::{Output, Sandbox, fixture_dataset};
use gloact::store::layer::Layer;
use serde_json::Value;

const FIXTURE: &[&str] =
    &["--programme", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/programme")];

fn list(sandbox: &Sandbox, args: &[&str]) -> Output {
    let output = sandbox.run(&[&["list", "budgets"], args, FIXTURE].concat());
    assert_eq!(output.code, 0, "{args:?}: {}", output.all_output());
    output
}

#[test]
fn budget_lines_are_listed_and_filtered_by_country_year_and_kind() {
    let sandbox = Sandbox::new();
    for (filter, amounts) in [
        ("country:XB year:2019", &["400000"][..]),
        ("country:belmora year:2020 kind:budget", &["600000", "150000"]),
        ("kind:expenditure", &["512500.5", "-12500.5"]),
        ("period:2021", &["1500000"]),
        // a line of several years belongs to none of them
        ("year:2021", &[]),
        ("donor:lake", &["250000"]),
        ("phase:delta", &["250000", "90000"]),
        ("activity:basin", &["150000"]),
        ("within:north-belmora-2020", &["150000"]),
        ("amount>=600000", &["600000", "1500000"]),
    ] {
        let filter: Vec<&str> = filter.split(' ').collect();
        let args = [&["list", "budgets"], &filter[..], FIXTURE, &["--format", "jsonl"]].concat();
        let output = sandbox.run(&args);
        let mut found: Vec<String> = output
            .out
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["amount"].to_string())
            .collect();
        let mut amounts: Vec<String> = amounts.iter().map(|amount| amount.to_string()).collect();
        found.sort();
        amounts.sort();
        assert_eq!(found, amounts, "{filter:?}");
    }
}

#[test]
fn exports_of_budget_lines_have_digits_and_currencies() {
    let sandbox = Sandbox::new();
    let table = sandbox.csv(&[&["list", "budgets", "kind:expenditure"], FIXTURE].concat());
    let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    let at = |name: &str| header.iter().position(|key| *key == name).unwrap();
    let refund = table.lines().find(|line| line.contains("refund")).unwrap();
    let cells: Vec<&str> = refund.split(',').collect();
    assert_eq!((cells[at("amount")], cells[at("amount_currency")]), ("-12500.5", "USD"));
    for format in ["md", "html", "json"] {
        let out = list(&sandbox, &["--format", format]).out;
        assert!(out.contains("Regional work"), "{format}: {out}");
    }
}

#[test]
fn a_line_without_a_title_is_named_by_its_amount_and_its_subject() {
    let sandbox = Sandbox::new();
    let shown = sandbox.run(&[&["show", "budgets/north-belmora-2019"], FIXTURE].concat()).out;
    assert!(shown.trim_start().starts_with("USD 400,000, North, Belmora, 2019"), "{shown}");
    assert!(shown.contains("Amount   USD 400,000"), "{shown}");
}

#[test]
fn needed_are_amount_and_currency_alone() {
    let text = r#"{"budgets": {
        "bare": {"amount": 12.5, "currency": "EUR"},
        "words": {"amount": "12,500", "currency": "EUR"},
        "none": {"amount": 5},
        "odd": {"amount": -1, "currency": "EURO", "what": "budget", "kind": "spent",
                "phase": "rivers-1", "objective": "rivers-north-1", "country": "Belmora"}}}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    assert!(data.budgets().contains_key("bare") && data.budgets().contains_key("odd"));
    assert!(!data.budgets().contains_key("words") && !data.budgets().contains_key("none"));
    let expected = [
        "budgets/words/amount: expected a number, found the string \"12,500\"",
        "write 12500 without quotation marks",
        "every budget line needs \"currency\"",
        "invalid currency code \"EURO\"; euro is EUR",
        "unknown field \"what\"; did you mean \"kind\"?",
        "unknown kind of budget line \"spent\"",
        "the budget line belongs to \"rivers-1\"",
        "unknown country \"Belmora\"; Belmora is XB",
    ];
    assert_problems(&data, &expected);
}

#[test]
fn what_the_sources_say_of_money_is_bundled_with_its_sources() {
    let sandbox = Sandbox::new();
    let out = sandbox.run(&["list", "budgets", "--format", "jsonl"]).out;
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = |id: &str| {
        let is_meant = |line: &&Value| line["record"] == format!("budgets/{id}");
        lines.iter().find(is_meant).unwrap_or_else(|| panic!("{id}: {out}"))
    };
    assert_eq!(line("glo-act-total")["amount"], 11_000_000);
    assert_eq!(line("glo-act-ec")["amount"], 10_000_000);
    assert_eq!(line("glo-act-ec")["donor"][0]["id"], "eu");
    assert_eq!(line("glo-act-ame-total")["amount"], 12_000_000);
    for line in &lines {
        assert_eq!(line["amount_currency"], "EUR");
        assert!(!line["sources"].as_array().unwrap().is_empty(), "{line}");
    }
    // an override of an earlier version may have the field that the line stands for
    let text = r#"{"phases": {"glo-act": {"ec_contribution": {"amount": 9, "currency": "EUR"}}}}"#;
    let file = sandbox.write("mine.json", text);
    assert_eq!(sandbox.run(&["check", "--strict", "--data", &file]).code, 0);
}
