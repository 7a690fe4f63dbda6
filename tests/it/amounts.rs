//! Amounts of money may have decimals and be below zero.

use crate::{Sandbox, fixture_dataset};
use gloact::store::Dataset;
use gloact::store::layer::Layer;

fn with_budget(amount: &str) -> Dataset {
    let budget = format!(r#"{{"amount": {amount}, "currency": "EUR"}}"#);
    let text = format!(r#"{{"phases": {{"rivers-1": {{"budget": {budget}}}}}}}"#);
    fixture_dataset(vec![Layer::from_text("mine.json", text)])
}

#[test]
fn amounts_may_have_decimals_and_be_below_zero() {
    for (amount, displayed) in [
        ("28125000.5", "EUR 28,125,000.50"),
        ("-1250.75", "EUR -1,250.75"),
        ("139029838.0690455", "EUR 139,029,838.0690455"),
        ("12000000", "EUR 12 million"),
    ] {
        let data = with_budget(amount);
        assert_eq!(data.errors(), [], "{amount}");
        let budget = data.phases().get("rivers-1").unwrap().budget.as_ref().unwrap();
        assert_eq!(budget.display(), displayed);
        // the data state the number as it was given
        let path = data.resolve_path("phases/rivers-1/budget/amount").unwrap();
        assert_eq!(data.value_at(&path).unwrap().to_string(), amount);
    }
}

#[test]
fn a_budget_below_zero_is_a_warning() {
    let warnings = |amount: &str| {
        let data = with_budget(amount);
        let problems = data.problems().iter();
        problems.filter(|problem| problem.message == "an amount below zero").count()
    };
    assert_eq!((warnings("-5"), warnings("0"), warnings("5")), (1, 0, 0));
}

#[test]
fn an_amount_that_is_no_number_is_refused_with_its_place() {
    let data = with_budget("\"1,000\"");
    let error = &data.errors()[0];
    assert_eq!(error.path.as_str(), "phases/rivers-1/budget/amount");
    assert_eq!(error.message, "expected a number, found the string \"1,000\"");
}

#[test]
fn exports_have_amounts_in_digits_with_their_currencies() {
    let sandbox = Sandbox::new();
    let text = r#"{"phases": {
        "glo-act": {"budget": {"amount": 9500000.5, "currency": "EUR"}},
        "glo-act-ame": {"budget": null},
        "glo-act-bangladesh": {"budget": {"amount": -2500000, "currency": "EUR"}}}}"#;
    let file = sandbox.write("mine.json", text);
    let list = |format: &str, more: &[&str]| {
        let args = [&["list", "phases", "--data", &file, "--format", format], more].concat();
        String::from_utf8(sandbox.command(&args).output().unwrap().stdout).unwrap()
    };
    let rows = list("tsv", &["--columns", "budget", "--sort", "budget"]);
    let rows: Vec<Vec<&str>> = rows.lines().map(|line| line.split('\t').collect()).collect();
    let column = rows[0].iter().position(|key| *key == "budget").unwrap();
    assert_eq!(rows[0][column + 1], "budget_currency");
    let budgets: Vec<&[&str]> = rows[1..].iter().map(|row| &row[column..column + 2]).collect();
    assert_eq!(budgets, [["-2500000", "EUR"], ["9500000.5", "EUR"], ["", ""]]);
    let rows = list("jsonl", &["budget>0"]);
    assert_eq!(rows.lines().count(), 1, "{rows}");
    let row: serde_json::Value = serde_json::from_str(&rows).unwrap();
    assert_eq!(row["budget"].to_string(), "9500000.5");
    assert_eq!(row["budget_currency"], "EUR");
    // people read words
    let table = list("table", &["budget:\"2.5 million\""]);
    assert!(table.contains("EUR -2.5 million"), "{table}");
}
