//! Amounts and currencies that were changed in an export.

use crate::Sandbox;
use crate::support::small_programme::{folder, run};
use serde_json::{Value, json};

/// Returns the CSV of a kind.
fn export(sandbox: &Sandbox, kind: &str) -> String {
    run(sandbox, &["list", kind, "--format", "csv", "-o", "export.csv"]);
    std::fs::read_to_string(sandbox.0.path().join("export.csv")).unwrap()
}

/// Exports a kind, changes a text, imports it, and returns the value at a path.
fn changed(kind: &str, (old, new): (&str, &str), path: &str) -> Value {
    let sandbox = Sandbox::new();
    let export = export(&sandbox, kind);
    assert!(export.contains(old), "{export}");
    sandbox.write("mine.csv", export.replacen(old, new, 1));
    let output = run(&sandbox, &["import", "mine.csv", "--write"]);
    assert!(output.out.contains(" 1 changed, "), "{}", output.all_output());
    let folder = folder();
    sandbox.value_at(path, &["--programme", &folder])
}

#[test]
fn a_changed_amount_or_currency_comes_in() {
    let budget = |amount, currency| json!({"amount": amount, "currency": currency});
    for (change, expected) in [
        ((",5000000,EUR,", ",6000000,EUR,"), budget(6_000_000, "EUR")),
        ((",5000000,EUR,", ",5000000,USD,"), budget(5_000_000, "USD")),
        ((",5000000,EUR,", ",6000000 USD,EUR,"), budget(6_000_000, "USD")),
    ] {
        assert_eq!(changed("phases", change, "phases/rivers-1/budget"), expected);
    }
    let amount = (",600000,USD,", ",650000,USD,");
    assert_eq!(changed("budgets", amount, "budgets/north-belmora-2020/amount"), 650_000);
    let currency = (",600000,USD,", ",600000,EUR,");
    assert_eq!(changed("budgets", currency, "budgets/north-belmora-2020/currency"), "EUR");
}

#[test]
fn a_changed_cell_that_gloact_computes_is_told() {
    let sandbox = Sandbox::new();
    let export = export(&sandbox, "phases");
    sandbox.write("mine.csv", export.replacen("3 (4 expected)", "5", 1));
    let output = run(&sandbox, &["import", "mine.csv"]);
    let remark = "1 cell was changed in a column that gloact computes; it is passed over";
    assert!(output.out.contains(remark), "{}", output.out);
}
