//! Files of IATI: what they become, what is left out, and what is refused.

use crate::support::iati_file::ACTIVITIES;
use crate::{Output, Sandbox, root};
use serde_json::{Value, json};

/// Imports the small file as a programme folder.
fn imported() -> (Sandbox, Output) {
    let sandbox = Sandbox::new();
    sandbox.write("rivers.xml", ACTIVITIES);
    let output = sandbox.run(&["import", "rivers.xml", "--into", "rivers", "--write"]);
    (sandbox, output)
}

fn value(sandbox: &Sandbox, place: &str) -> Value {
    sandbox.value_at(place, &["--programme", "rivers"])
}

#[test]
fn a_preview_counts_what_a_file_has_and_what_is_left_out() {
    let sandbox = Sandbox::new();
    sandbox.write("rivers.xml", ACTIVITIES);
    let output = sandbox.run(&["import", "rivers.xml"]);
    assert_eq!(output.code, 3, "{}", output.all_output());
    for words in [
        "rivers.xml: IATI 2.03",
        "3 activities of River Alliance (RIVA)",
        "2 of hierarchy 1, 1 of hierarchy 2",
        "2 links to activities of the file, 1 to others, 1 not used",
        "1 activity with regions and no country",
        "2 budgets: EUR 1,000.10 + USD 0",
        "6 transactions, added by kind and year",
        "1 indicator with 3 periods",
        "1  default-flow-type",
        "1  policy-marker that is not targeted",
        "1  transaction of purchase of equity",
        "1  transaction without an amount",
        "1  iati-activity with the identifier of another",
        "1  iati-activity without an identifier",
        "1  location/point beside a name",
        "1  participating-org without identifier and name",
        "rivers.xml:51:3: \"much\" is no amount; the transaction is left out",
        "XX-RIV-3 stands twice, first in line 70; the second one is left out",
        "the activity has no iati-identifier; it is left out",
        "activities/xx-riv-1 (line 4)",
        "nothing is written yet; --write writes import-rivers.json",
    ] {
        assert!(output.out.contains(words), "{words}\n{}", output.out);
    }
    assert!(!sandbox.0.path().join("config").exists());
}

#[test]
fn activities_keep_their_texts_dates_and_places() {
    let (sandbox, output) = imported();
    assert_eq!(output.code, 3, "{}", output.all_output());
    let check = sandbox.run(&["check", "--programme", "rivers", "--format", "lines"]);
    assert_eq!(check.code, 0, "{}", check.all_output());
    let all = value(&sandbox, "activities");
    let first = &all["xx-riv-1"];
    for (field, expected) in [
        ("title", json!("Clean rivers")),
        ("titles", json!({"fr": "Rivières propres"})),
        ("description", json!("Cleans rivers of two countries.")),
        ("aim", json!("Fish return.")),
        ("identifier", json!("XX-RIV-1")),
        ("status", json!("implementation")),
        ("date", json!("2024-01-01/2026-12-31")),
        ("actual_date", json!("2024-02-15/..")),
        ("note", json!("planned end: when the snow melts in 2027")),
        ("donors", json!(["government-of-arvenia"])),
        ("accountable", json!(["third-country-government"])),
        ("agencies", json!(["riva"])),
        ("countries", json!(["KE", "NP"])),
        ("country_shares", json!({"KE": "60.5", "NP": "30"})),
        ("place", json!("Lake Turkana")),
        ("sectors", json!(["Water policy (14010)"])),
        ("tags", json!(["SDG 6", "environment: principal objective"])),
        ("documents", json!(["rivers"])),
        ("contacts", json!(["a-person"])),
        ("sources", json!(["iati-rivers"])),
    ] {
        assert_eq!(first[field], expected, "{field}");
    }
    assert_eq!(all["xx-riv-2"]["parent"], "xx-riv-1");
    assert_eq!(all["xx-riv-3"]["regions"], json!(["Africa (298)"]));
    assert_eq!(value(&sandbox, "documents/rivers/address"), "https://example.org/rivers.pdf");
    assert_eq!(value(&sandbox, "sources/iati-rivers/date"), "2026-03-01");
}

#[test]
fn organisations_are_one_however_they_are_spelt() {
    let (sandbox, _) = imported();
    let agencies = value(&sandbox, "agencies");
    let ids: Vec<&String> = agencies.as_object().unwrap().keys().collect();
    assert_eq!(ids, ["riva", "government-of-arvenia", "third-country-government"]);
    assert_eq!(
        agencies["riva"],
        json!({
            "name": "RIVA", "title": "River Alliance (RIVA)", "kind": "national NGO",
            "identifier": "XX-RIV", "roles": ["implementing"], "sources": ["iati-rivers"],
        })
    );
    assert_eq!(agencies["government-of-arvenia"]["name"], "Government of Arvenia");
}

#[test]
fn money_is_kept_as_it_is_and_transactions_are_added_by_kind_and_year() {
    let (sandbox, _) = imported();
    let budgets = value(&sandbox, "budgets");
    let line = |id: &str| {
        let mut line = budgets[id].clone();
        line.as_object_mut().unwrap().remove("sources");
        line
    };
    for (id, expected) in [
        (
            "xx-riv-1-budget-1",
            json!({"amount": 1000.1, "currency": "EUR", "activity": "xx-riv-1", "period": "2024"}),
        ),
        (
            "xx-riv-1-budget-2",
            json!({"amount": 0, "currency": "USD", "kind": "revised", "activity": "xx-riv-1",
                "period": "2024/2025"}),
        ),
        (
            "xx-riv-2-budget-1",
            json!({"amount": 100.05, "currency": "EUR", "kind": "disbursement",
                "activity": "xx-riv-2", "period": "2024", "country": "KE"}),
        ),
        (
            "xx-riv-2-budget-2",
            json!({"amount": 7, "currency": "EUR", "kind": "disbursement",
                "activity": "xx-riv-2", "period": "2025", "country": "KE"}),
        ),
        (
            "xx-riv-2-budget-3",
            json!({"amount": 500, "currency": "EUR", "kind": "incoming commitment",
                "activity": "xx-riv-2", "period": "2024", "country": "KE",
                "donor": "government-of-arvenia"}),
        ),
    ] {
        assert_eq!(line(id), expected, "{id}");
    }
    assert_eq!(budgets.as_object().unwrap().len(), 5);
}

#[test]
fn indicators_have_values_in_numbers_or_words() {
    let (sandbox, _) = imported();
    let mut indicator = value(&sandbox, "indicators/xx-riv-2-indicator-1");
    indicator.as_object_mut().unwrap().remove("sources");
    assert_eq!(
        indicator,
        json!({
            "title": "Fish sold in secret", "activity": "xx-riv-2", "result": "Nets are used",
            "level": "output", "ascending": false,
            "baseline": {"date": "2023", "value": 40, "comment": "counted"},
            "periods": [
                {"period": "2024", "target": 20, "actual": 12.5},
                {"period": "2024", "actual": 5, "by": {"sex": "women"}},
                {"period": "2025", "target": "Law on nets adopted"},
            ],
        })
    );
}

#[test]
fn activities_at_the_top_are_phases_where_most_are_parts_of_others() {
    let sandbox = Sandbox::new();
    let activity = |id: &str, level: u8, related: &str| {
        format!(
            "<iati-activity hierarchy='{level}'><iati-identifier>{id}</iati-identifier><title>\
             <narrative>Title {id}</narrative></title><recipient-country code='NP'/>{related}\
             </iati-activity>"
        )
    };
    let parent = |id: &str, code: u8| format!("<related-activity ref='{id}' type='{code}'/>");
    let all = [
        activity("P-1", 1, &parent("A-1", 2)),
        activity("A-1", 2, ""),
        activity("A-2", 2, &parent("P-1", 1)),
        activity("A-3", 3, &parent("A-2", 1)),
    ];
    let text = format!("<iati-activities version='2.01'>{}</iati-activities>", all.concat());
    sandbox.write("levels.xml", text);
    let value = |place: &str| sandbox.value_at(place, &["--programme", "levels.xml"]);
    assert_eq!(value("phases/p-1/title"), "Title P-1");
    let activities = value("activities");
    for (id, parent) in [("a-1", Value::Null), ("a-2", Value::Null), ("a-3", json!("a-2"))] {
        assert_eq!(activities[id]["phase"], "p-1", "{id}");
        assert_eq!(activities[id]["parent"], parent, "{id}");
    }
    assert_eq!(value("countries/NP/phases"), json!(["p-1"]));
    let output = sandbox.run(&["import", "levels.xml", "--as", "activities"]);
    assert!(output.out.contains("activities        4"), "{}", output.all_output());
}

#[test]
fn texts_are_shown_in_the_language_of_the_reader() {
    let sandbox = Sandbox::new();
    sandbox.write("rivers.xml", ACTIVITIES);
    let title = |args: &[&str]| {
        let args = [args, &["--programme", "rivers.xml"]].concat();
        let activities = sandbox.value_at("activities", &args);
        let first = &activities["xx-riv-1"];
        (first["title"].clone(), first["titles"].clone())
    };
    assert_eq!(title(&[]), (json!("Clean rivers"), json!({"fr": "Rivières propres"})));
    let french = (json!("Rivières propres"), json!({"en": "Clean rivers"}));
    assert_eq!(title(&["--lang", "fr"]), french);
    sandbox.write("config/gloact/settings.json", r#"{"language": ["sw", "fr"]}"#);
    assert_eq!(title(&[]), french);
}

#[test]
fn an_override_adds_the_activities_to_a_phase_and_the_next_import_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("rivers.xml", ACTIVITIES);
    let folder = root().join("tests/fixtures/programme").display().to_string();
    let args = ["import", "rivers.xml", "--set", "phase=rivers-north", "--write"];
    let run = || sandbox.run(&[&args[..], &["--programme", &folder]].concat());
    let first = run();
    assert!(first.out.contains("written to"), "{}", first.all_output());
    assert!(first.err.contains("is no amount"), "{}", first.err);
    let value = |place: &str| sandbox.value_at(place, &["--programme", &folder]);
    assert_eq!(value("activities")["xx-riv-1"]["phase"], "rivers-north");
    let second = run();
    assert!(second.out.contains("has all of it already"), "{}", second.all_output());
    let explained = sandbox.run(&["explain", "activities/xx-riv-2/title", "--programme", &folder]);
    assert!(explained.out.contains("rivers.xml, line 37"), "{}", explained.out);
}

#[test]
fn files_that_are_no_activities_of_version_2_are_refused_with_a_sentence() {
    let sandbox = Sandbox::new();
    for (text, words) in [
        (
            "<iati-activities version='1.03'><iati-activity/></iati-activities>",
            "the file is of IATI 1.03; versions 2.01 to 2.03 are read",
        ),
        ("<iati-organisations/>", "its first element is <iati-organisations>"),
        ("<html></html>", "the file has no activities of IATI: its first element is <html>"),
        ("<iati-activities><iati-activity>", "it is perhaps cut off"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "declares entities of its own"),
        ("<?xml version='1.0' encoding='ebcdic'?><a/>", "the encoding \"ebcdic\", which is not"),
    ] {
        sandbox.write("bad.xml", text);
        for args in [&["import", "bad.xml"][..], &["list", "activities", "--programme", "bad.xml"]]
        {
            let output = sandbox.run(args);
            assert_eq!(output.code, 3, "{text} {}", output.all_output());
            assert!(output.err.contains(words), "{words}: {}", output.err);
        }
    }
    let missing = sandbox.run(&["list", "activities", "--programme", "none.xml"]);
    assert_eq!(missing.code, 4, "{}", missing.all_output());
    assert!(missing.err.contains("there is no such file"), "{}", missing.err);
}

#[test]
fn flags_of_spreadsheets_and_of_files_of_iati_are_told_apart() {
    let sandbox = Sandbox::new();
    sandbox.write("rivers.xml", ACTIVITIES);
    sandbox.write("events.csv", "title,date\nA,2024\n");
    for (args, words) in [
        (&["import", "rivers.xml", "--sheet", "A"][..], "--sheet is for spreadsheets"),
        (&["import", "rivers.xml", "--as", "events"], "activities of IATI cannot be events"),
        (&["import", "rivers.xml", "--set", "phase=none"], "unknown phase \"none\""),
        (&["import", "events.csv", "--into", "x"], "--into is for files of IATI"),
        (&["import", "events.csv", "rivers.xml"], "rivers.xml is a second file"),
    ] {
        let output = sandbox.run(args);
        assert_eq!(output.code, 2, "{args:?} {}", output.all_output());
        assert!(output.err.contains(words), "{words}: {}", output.err);
    }
}

#[test]
fn xml_in_place_of_a_spreadsheet_says_how_it_is_opened() {
    let sandbox = Sandbox::new();
    sandbox.write("rivers.xml", ACTIVITIES);
    let script = "cat rivers.xml | gloact import -";
    let output = crate::documents::run_shell(&sandbox, script);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{err}");
    assert!(err.contains("the file is XML, not a spreadsheet"), "{err}");
    assert!(err.contains("gloact FILE.xml opens it"), "{err}");
}
