//! The signs of CSV files that are chosen by flags.

use crate::{Output, Sandbox, root};

fn list(sandbox: &Sandbox, flags: &[&str]) -> Output {
    let folder = root().join("tests/fixtures/programme").display().to_string();
    let args = ["list", "budgets", "country:XB", "--programme", &folder, "-o", "b.csv"];
    sandbox.run(&[&args[..], flags].concat())
}

#[test]
fn the_sign_between_cells_and_before_decimals_is_chosen() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "overrides.json",
        r#"{"budgets": {"north-belmora-2019": {"amount": -1250.5, "note": "a; b"}}}"#,
    );
    let text = |flags: &[&str]| {
        let output = list(&sandbox, &[&["--data", "overrides.json"], flags].concat());
        assert_eq!(output.code, 0, "{}", output.all_output());
        std::fs::read_to_string(sandbox.0.path().join("b.csv")).unwrap()
    };
    let plain = text(&["--columns", "period,amount"]);
    assert!(plain.contains("2019,-1250.5,USD"), "{plain}");
    let comma = text(&["--format", "excel", "--decimal", "comma"]);
    assert!(comma.starts_with('\u{feff}') && comma.contains(";-1250,5;USD;"), "{comma}");
    let tabs = text(&["--delimiter", "tab"]);
    assert!(tabs.contains("\t-1250.5\tUSD\t"), "{tabs}");
    assert_eq!(text(&["--delimiter", ";", "--decimal", "comma"]), text(&["--decimal", "comma"]));
    // it comes back as it was
    text(&["--format", "excel", "--decimal", "comma"]);
    let folder = root().join("tests/fixtures/programme").display().to_string();
    let args = ["import", "b.csv", "--programme", &folder, "--data", "overrides.json"];
    let output = sandbox.run(&args);
    assert!(output.out.contains("0 changed"), "{}", output.all_output());
}

#[test]
fn signs_of_other_formats_and_unknown_ones_are_refused() {
    let sandbox = Sandbox::new();
    for (flags, words) in [
        (&["--format", "json", "--decimal", "comma"][..], "--decimal is for the formats csv and"),
        (&["--format", "tsv", "--delimiter", "tab"], "--delimiter is for the formats csv and"),
        (&["--delimiter", "colon"], "unknown sign between cells"),
        (&["--decimal", "dot"], "unknown sign before decimals"),
    ] {
        let output = list(&sandbox, flags);
        assert!(output.code == 2 && output.err.contains(words), "{flags:?}: {}", output.err);
    }
    assert!(!sandbox.0.path().join("b.csv").exists());
}
