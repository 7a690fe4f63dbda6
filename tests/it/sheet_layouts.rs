//! Layouts of sheets: columns of years, two rows of headings, rows that continue the one above.

use crate::Sandbox;
use crate::support::small_programme::{run, value};
use serde_json::{Value, json};

#[test]
fn a_column_for_each_year_makes_a_budget_line_of_each_amount() {
    let sandbox = Sandbox::new();
    let sheet = "Budget of the region\n\nCountry;Phase;2021 (EUR);2022 (EUR);Spent 2021 (EUR)\n\
                 Arvenia;RIVERS Delta;12.500,00;8 000 €;9.000,50\n\
                 Arvenia;RIVERS North;1.250,00;;\n\
                 North;;;;\n\
                 Total;;13.750,00;8.000,00;9.000,50\n";
    sandbox.write("money.csv", sheet);
    let output = run(&sandbox, &["import", "money.csv", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(output.out.contains("4 rows: 4 new"), "{}", output.out);
    let list =
        run(&sandbox, &["list", "budgets", "phase:rivers-delta", "country:XA", "--format", "json"]);
    let rows: Value = serde_json::from_str(&list.out).unwrap();
    assert_eq!(rows["rows"].as_array().map(Vec::len), Some(3), "{}", list.out);
    let overrides = crate::files_with_extension(&sandbox.0.path().join("config"), "json");
    let path = overrides.iter().find(|path| path.ends_with("import-money.json")).unwrap();
    let written: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let lines: Vec<&Value> = written["budgets"].as_object().unwrap().values().collect();
    let amounts: Vec<&Value> = lines.iter().map(|line| &line["amount"]).collect();
    assert_eq!(amounts, [&json!(12500), &json!(8000), &json!(9000.5), &json!(1250)]);
    assert_eq!((&lines[1]["period"], &lines[1]["currency"]), (&json!("2022"), &json!("EUR")));
    assert_eq!(lines[2]["kind"], "expenditure");
    // the next file changes one amount
    sandbox.write("money.csv", sheet.replace("1.250,00", "1.300,00"));
    let output = run(&sandbox, &["import", "money.csv", "--write"]);
    assert!(output.out.contains("0 new, 1 changed, 3 the same"), "{}", output.out);
}

#[test]
fn a_preview_tells_years_totals_and_a_currency_that_is_missing() {
    let sandbox = Sandbox::new();
    let sheet = "Country,FY2021,2022/23\nArvenia,100,200\nTotal,100,200\n";
    sandbox.write("money.csv", sheet);
    let output = run(&sandbox, &["import", "money.csv"]);
    for words in [
        "FY2021   → amount (2021)",
        "2022/23  → amount (2022/2023)",
        "rows passed over: 1 with a total",
        "the amount has no currency: --set currency=EUR gives all rows one",
    ] {
        assert!(output.out.contains(words), "{words}\n{}", output.all_output());
    }
    let output = run(&sandbox, &["import", "money.csv", "--set", "currency=USD", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(output.out.contains("2 rows: 2 new"), "{}", output.out);
}

#[test]
fn another_column_settles_the_sign_before_decimals() {
    let sandbox = Sandbox::new();
    let sheet = "Country,Project,2021 (EUR),2022 (EUR)\nArvenia,Delta,\"250,000\",\"300,000.50\"\n";
    sandbox.write("money.csv", sheet);
    let output = run(&sandbox, &["import", "money.csv", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    let lines = run(&sandbox, &["list", "budgets", "country:XA", "year:2021", "--format", "json"]);
    assert!(lines.out.contains("\"amount\": 250000,"), "{}", lines.out);
}

#[test]
fn the_budget_of_an_event_makes_no_budget_line_of_it() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", "Title,Date,Country,Budget (EUR)\nCourse,2019-05-06,XA,100\n");
    let output = run(&sandbox, &["import", "events.csv"]);
    assert!(output.out.contains("1 row of events"), "{}", output.all_output());
    // without a title it is a budget
    sandbox.write("money.csv", "Country,Year,Budget (EUR)\nXA,2019,100\n");
    let output = run(&sandbox, &["import", "money.csv"]);
    assert!(output.out.contains("1 row of budgets"), "{}", output.all_output());
    assert!(output.out.contains("currency: EUR"), "{}", output.out);
}

#[test]
fn rows_without_a_reference_continue_the_one_above() {
    let sandbox = Sandbox::new();
    let sheet = "Activity code,Activity title,Status,Country,Implementing partner,Start date\n\
                 A-1,Wells,implementation,Arvenia,WAT,2021-03-01\n\
                 ,,,Belmora,FOS,\n\
                 ,,closed,Corvania,,\n\
                 A-2,Dams,closed,Nowhere,WAT,2021-04-01\n\
                 ,,,Belmora,,\n\
                 A-3,Nets,closed,Corvania,WAT,2021-05-01\n";
    sandbox.write("activities.csv", sheet);
    let output = run(&sandbox, &["import", "activities.csv", "--write"]);
    assert_eq!(output.code, 3, "{}", output.all_output());
    assert!(
        output.out.contains("3 rows: 2 new, 0 changed, 0 the same, 1 left out"),
        "{}",
        output.out
    );
    let told = "activities.csv:4: the row continues the row above, which has another value: status; it is passed over";
    assert!(output.err.contains(told), "{}", output.err);
    assert_eq!(value(&sandbox, "activities/a-1/countries"), json!(["XA", "XB", "XC"]));
    assert_eq!(value(&sandbox, "activities/a-1/agencies"), json!(["wat", "fos"]));
    assert_eq!(value(&sandbox, "activities/a-1/status"), "implementation");
    assert_eq!(value(&sandbox, "activities/a-3/countries"), json!(["XC"]));
    // the row that is left out comes back with those that continue it
    let rejects = std::fs::read_to_string(sandbox.0.path().join("activities.rejects.csv")).unwrap();
    assert_eq!(rejects.lines().count(), 3, "{rejects}");
    sandbox.write("mended.csv", rejects.replace("Nowhere", "Dalmere"));
    let output = run(&sandbox, &["import", "mended.csv", "--write"]);
    assert!(output.out.contains("1 row: 1 new"), "{}", output.all_output());
    assert_eq!(value(&sandbox, "activities/a-2/countries"), json!(["XD", "XB"]));
}

#[test]
fn two_rows_of_headings_are_one() {
    let sandbox = Sandbox::new();
    let sheet = "Ref,Title,Date,,Participants,\n\
                 ,,Start,End,Women,Men\n\
                 E-1,Course,2019-03-05,2019-03-07,12,9\n\
                 E-2,Tour,2019-04-03,2019-03-10,1,2\n";
    sandbox.write("events.csv", sheet);
    let output = run(&sandbox, &["import", "events.csv", "--write"]);
    assert_eq!(output.code, 3, "{}", output.all_output());
    let told = "(2019-04-03/2019-03-10); are days and months swapped? 2019-03-04/2019-03-10";
    assert!(output.err.contains(told), "{}", output.err);
    assert_eq!(value(&sandbox, "events/e-1/date"), "2019-03-05/2019-03-07");
    assert_eq!(value(&sandbox, "events/e-1/participants/women"), 12);
    assert_eq!(value(&sandbox, "events/e-1/participants/men"), 9);
    // what is left out has one row of headings, which is known again
    let rejects = std::fs::read_to_string(sandbox.0.path().join("events.rejects.csv")).unwrap();
    sandbox.write("mended.csv", rejects.replace("04-03", "03-04"));
    let output = run(&sandbox, &["import", "mended.csv", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/e-2/date"), "2019-03-04/2019-03-10");
}
