//! Sheets about who does what where: they have no title or no year, and become the kind that fits.

use crate::Sandbox;
use crate::support::small_programme::{run, value};
use serde_json::json;

const WHO_DOES_WHAT: &str = "Country name,Admin level 1,Sector,Organisation name\n\
    #country,#adm1,#sector,#org\n\
    Arvenia,Upper Arve,Water,WAT\n\
    Arvenia,Upper Arve,Water,Lake Watch\n\
    Arvenia,Upper Arve,Water,Lake Watch\n\
    Atlantis,Coast,Health,LAKE WATCH\n";

#[test]
fn a_sheet_without_titles_says_what_it_can_become() {
    let sandbox = Sandbox::new();
    sandbox.write("3w.csv", WHO_DOES_WHAT);
    let output = run(&sandbox, &["import", "3w.csv"]);
    for words in ["activities lack title", "--as agencies takes one column", "--set FIELD+=HEADING"]
    {
        assert!(output.err.contains(words), "{words}\n{}", output.err);
    }
    let args = ["import", "3w.csv", "--as", "activities", "--set", "title+=Sector"];
    let output = run(&sandbox, &args);
    for words in [
        "4 rows of activities",
        "rows passed over: 1 that repeat another one",
        "countries \"Atlantis\" (A6): which country?",
        "agencies \"Lake Watch\" (2 cells, first D4): adds agencies/lake-watch",
    ] {
        let words = words.replace("4 rows", "3 rows");
        assert!(output.out.contains(&words), "{words}\n{}", output.all_output());
    }
    let output = run(&sandbox, &[&args[..], &["--write", "--answer", "Atlantis="]].concat());
    assert_eq!(output.code, 0, "{}", output.all_output());
    let water = value(&sandbox, "activities/water-upper-arve-xa-lake-watch");
    assert_eq!((&water["title"], &water["place"]), (&json!("Water"), &json!("Upper Arve")));
    assert_eq!(water["agencies"], json!(["lake-watch"]));
}

#[test]
fn the_agencies_of_a_sheet_are_taken_once_each() {
    let sandbox = Sandbox::new();
    sandbox.write("3w.csv", WHO_DOES_WHAT);
    let output = run(&sandbox, &["import", "3w.csv", "--as", "agencies", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(output.out.contains("2 rows: 1 new, 0 changed, 1 the same"), "{}", output.out);
    assert_eq!(value(&sandbox, "agencies/lake-watch/name"), "Lake Watch");
}

#[test]
fn months_without_a_year_get_one_and_another_column_is_the_key() {
    let sandbox = Sandbox::new();
    let sheet = "ActivityId,Activity,MONTH,Country,Report\n\
                 7,Wells,June,Arvenia,r-1\n7,Wells,July,Belmora,r-2\n";
    sandbox.write("months.csv", sheet);
    let output = run(&sandbox, &["import", "months.csv", "--as", "activities"]);
    let told = "\"June\" has no year: --set year=2025 gives all rows one";
    assert!(output.out.contains(told), "{}", output.all_output());
    let flags = ["--as", "activities", "--set", "year=2021", "--set", "id+=Report", "--write"];
    let output = run(&sandbox, &[&["import", "months.csv"], &flags[..]].concat());
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "activities/r-1/date"), "2021-06");
    assert_eq!(value(&sandbox, "activities/r-2/countries"), json!(["XB"]));
}

#[test]
fn an_activity_of_a_publisher_spreads_over_several_rows() {
    let sandbox = Sandbox::new();
    let sheet = "Activity Identifier,Activity Title,Activity Status,Actual Start Date,\
                 Actual End Date,Planned Start Date,Planned End Date,\
                 Participating Organisation Name,Recipient Country Code,Sector Narrative\n\
                 XM-1,Wells,2 - Implementation,02/03/2021,,01/02/2021,28/02/2022,WAT,XA,Water\n\
                 ,,,,,,,FOS,XB,Forests\n";
    sandbox.write("publisher.csv", sheet);
    let output = run(&sandbox, &["import", "publisher.csv", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(output.out.contains("1 row: 1 new"), "{}", output.out);
    let activity = value(&sandbox, "activities/xm-1");
    for (field, expected) in [
        ("status", json!("implementation")),
        ("date", json!("2021-02-01/2022-02-28")),
        ("actual_date", json!("2021-03-02")),
        ("agencies", json!(["wat", "fos"])),
        ("countries", json!(["XA", "XB"])),
        ("sectors", json!(["Water", "Forests"])),
    ] {
        assert_eq!(activity[field], expected, "{field}");
    }
}
