//! The flags `--set`, `--answer` and `--sync` of an import, and what is told after `--write`.

use crate::support::small_programme::{folder, value};
use crate::{Output, Sandbox};

/// Runs an import on the small programme of the tests.
fn import(sandbox: &Sandbox, args: &[&str]) -> Output {
    let folder = folder();
    sandbox.run(&[&["import"], args, &["--programme", &folder]].concat())
}

#[test]
fn a_column_is_added_to_the_texts_of_another() {
    let sandbox = Sandbox::new();
    let sheet = "Ref,Title,Date,Remarks,Who,Bidule\n1,A,2025,Good,Ann,x\n2,B,2025,,Bob,x\n";
    sandbox.write("mine.csv", sheet);
    let output = import(&sandbox, &["mine.csv", "--set", "note+=Who", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/1/note"), "Good; Ann");
    assert_eq!(value(&sandbox, "events/2/note"), "Bob");
    assert!(output.out.contains("column F (Bidule) is not used\n"), "{}", output.out);
}

#[test]
fn a_heading_in_place_of_a_value_is_told_once() {
    let sandbox = Sandbox::new();
    sandbox.write("mine.csv", "Title,Budget (EUR),Notes\nA,100,x\nB,200,y\n");
    for (set, takes) in [
        ("amount=Budget (EUR)", "--set 'amount+=Budget (EUR)' takes the column"),
        ("title=Notes", "--set 'title+=Notes' takes the column"),
    ] {
        let output = import(&sandbox, &["mine.csv", "--as", "budgets", "--set", set]);
        assert_eq!((output.code, &*output.out), (2, ""), "{set}: {}", output.err);
        let is_told = output.err.contains("a column has this heading");
        assert!(is_told && output.err.contains(takes), "{set}: {}", output.err);
    }
    let output = import(&sandbox, &["mine.csv", "--as", "budgets", "--set", "amount=much"]);
    let fault = "--set amount=much: \"much\" is no number";
    assert!(output.code == 2 && output.err.contains(fault), "{}", output.err);
}

#[test]
fn answers_are_read_as_cells_are() {
    let sandbox = Sandbox::new();
    sandbox.write("mine.csv", "Ref,Title,Date,Type\n1,A,Mar-19,Media\n");
    for answer in ["Media=Campaign", "Media=awareness raising"] {
        let month = ["--answer", "Mar-19=March 2019"];
        let args = [&["mine.csv", "--answer", answer], &month[..], &["--write"]].concat();
        let output = import(&sandbox, &args);
        assert_eq!(output.code, 0, "{}", output.all_output());
        assert_eq!(value(&sandbox, "events/1/kind"), "campaign");
        assert_eq!(value(&sandbox, "events/1/date"), "2019-03");
    }
    for (answer, words) in [
        ("Media=campain", "did you mean \"campaign\"?"),
        ("Mar-19=whenever", "\"whenever\" is no date, an answer"),
    ] {
        let output = import(&sandbox, &["mine.csv", "--answer", answer]);
        assert!(output.code == 2 && output.err.contains(words), "{answer}: {}", output.err);
    }
}

#[test]
fn a_name_without_a_likely_record_still_has_the_nearest_ids() {
    let sandbox = Sandbox::new();
    sandbox.write("mine.csv", "Title,Date,Phase\nA,2025,Old rivers programme\n");
    let output = import(&sandbox, &["mine.csv"]);
    for words in [
        "--answer 'Old rivers programme=rivers-",
        "--answer 'Old rivers programme=ID'   (gloact search WORDS finds the id)",
    ] {
        assert!(output.out.contains(words), "{words}: {}", output.out);
    }
}

#[test]
fn open_questions_and_removed_records_are_told_after_writing() {
    let sandbox = Sandbox::new();
    sandbox.write("mine.csv", "Ref;Title;Date;Type\n1;A;2025;training\n2;B;2025;Media\n");
    let output = import(&sandbox, &["mine.csv", "--write"]);
    for words in ["kind \"Media\" (D3): which word?", "(1 wait for 1 answer)"] {
        assert!(output.out.contains(words), "{words}: {}", output.out);
    }
    let rejects = std::fs::read_to_string(sandbox.0.path().join("mine.rejects.csv")).unwrap();
    assert!(rejects.contains("2;B;2025;Media;"), "{rejects}");
    sandbox.write("mine.csv", "Ref;Title;Date;Type\n3;C;2025;training\n");
    let output = import(&sandbox, &["mine.csv", "--sync"]);
    assert!(output.out.contains("and removes 1 of the earlier import"), "{}", output.out);
    let output = import(&sandbox, &["mine.csv", "--sync", "--write"]);
    assert!(output.out.contains("removed: 1\n"), "{}", output.out);
}

#[test]
fn changed_records_are_shown_with_the_values_before() {
    let sandbox = Sandbox::new();
    sandbox.write("mine.csv", "Ref,Title,Date,Place,Phase\n1,A,2025,Rome,Delta\n");
    let output = import(&sandbox, &["mine.csv", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    sandbox.write("mine.csv", "Ref,Title,Date,Place,Phase\n1,A,2025,Oslo,North\n");
    let output = import(&sandbox, &["mine.csv"]);
    for words in ["      place: Rome → Oslo\n", "      phase: Delta → North\n"] {
        assert!(output.out.contains(words), "{words}: {}", output.out);
    }
    assert!(!output.out.contains("title: A"), "{}", output.out);
}

#[test]
fn an_amount_that_is_not_available_leaves_its_cell_out() {
    let sandbox = Sandbox::new();
    sandbox.write("mine.csv", "Title,2024 (EUR),2025 (EUR)\nA,n/a,100\n");
    let output = import(&sandbox, &["mine.csv", "--as", "budgets"]);
    assert!(output.out.contains("1 row: 1 new, "), "{}", output.out);
}
