//! Slips of people who write their first programme: each is told where it is mended, with what
//! follows from it, and costs no more than it must.

use crate::Sandbox;

/// Returns what `gloact check` says about the example programme with one text changed.
fn check_changed(file: &str, (text, changed): (&str, &str)) -> String {
    let sandbox = changed_example(file, (text, changed));
    sandbox.run(&["check", "--programme", "lakes"]).out
}

/// Returns a sandbox that has the example programme with one text changed.
fn changed_example(file: &str, (text, changed): (&str, &str)) -> Sandbox {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["new", "lakes"]).code, 0);
    let path = sandbox.0.path().join("lakes").join(file);
    let example = std::fs::read_to_string(&path).unwrap();
    assert!(example.contains(text), "{example}");
    sandbox.write(&format!("lakes/{file}"), example.replacen(text, changed, 1));
    sandbox
}

#[test]
fn a_missing_comma_is_told_after_the_value_before_it() {
    let found = check_changed("phases.json", ("\"Phase 1\",", "\"Phase 1\""));
    let error = "error: phases: a comma is missing after this value; this file is ignored\n \
                 --> lakes/phases.json:6:23\n";
    assert!(found.starts_with(error), "{found}");
}

#[test]
fn a_quotation_mark_and_a_date_without_them_are_told() {
    let found = check_changed("events.json", ("The first trees", "The \"first\" trees"));
    assert!(found.contains("error: events: a string ends here: write \\\" for"), "{found}");
    let found = check_changed("events.json", ("\"2025-03-21\"", "2025-03-21"));
    let words = "error: events: a date or text has quotation marks: \"2025-03-21\"";
    assert!(found.contains(words), "{found}");
}

#[test]
fn an_amount_with_separators_is_read_with_a_warning() {
    for amount in ["2,000,000", "2.000.000", "2 000 000", "2'000'000"] {
        let sandbox = changed_example("phases.json", ("2000000", amount));
        let check = sandbox.run(&["check", "--programme", "lakes"]);
        let warning = "warning: numbers have no separators: this is read as 2000000\n \
                       --> lakes/phases.json:9:26\n";
        assert!(check.out.starts_with(warning), "{}", check.out);
        assert!(check.out.ends_with("errors 0, warnings 1, notes 0\n"), "{}", check.out);
        let amount = sandbox.value_at("phases/phase-1/budget/amount", &["--programme", "lakes"]);
        assert_eq!(amount, 2_000_000);
    }
}

#[test]
fn references_to_the_records_of_an_ignored_file_are_counted_at_its_error() {
    let found = check_changed("phases.json", ("\"Phase 1\",", "\"Phase 1\""));
    let note = "therefore: 1 objective, 2 countries, 1 event, 1 activity, 3 budgets, 1 document, \
                1 instrument, 1 citation name its records";
    assert!(found.contains(note), "{found}");
    assert!(!found.contains("unknown phase"), "{found}");
}

#[test]
fn a_code_that_is_no_country_is_explained_with_the_name_of_the_nearest() {
    let found = check_changed("countries.json", ("\"NP\"", "\"NGR\""));
    assert!(found.contains("help: did you mean \"NG\" (Nigeria)?"), "{found}");
}

#[test]
fn an_unknown_role_of_an_agency_is_a_warning() {
    let found = check_changed("agencies.json", ("[\"funding\"]", "[\"funding\", \"fundign\"]"));
    let warning = "warning: agencies/fund/roles: unknown role of an agency \"fundign\"\n \
                   --> lakes/agencies.json:7:26\n";
    assert!(found.starts_with(warning), "{found}");
    assert!(found.contains("help: did you mean \"funding\"?"), "{found}");
}

#[test]
fn a_year_without_four_digits_is_explained() {
    let found = check_changed("events.json", ("2025-03-21", "20255-03-21"));
    assert!(found.contains("a year has four digits: 20255 has 5"), "{found}");
}

#[test]
fn a_country_of_no_phase_is_named_where_a_filter_finds_nothing_else() {
    let sandbox = Sandbox::new();
    let list = sandbox.run(&["list", "countries", "chad"]);
    assert_eq!(list.code, 1);
    let hint = "no country matches chad\n  Chad (TD) takes part in no phase; --all lists it\n";
    assert!(list.err.ends_with(hint), "{}", list.err);
    let pane = sandbox.run(&["countries", "guinea"]);
    let hint = "Equatorial Guinea (GQ), Guinea (GN), Guinea-Bissau (GW) and 1 more take part in no \
                phase; --all lists them\n";
    assert!(pane.err.ends_with(hint), "{}", pane.err);
    let filter = "go countries; filter chad";
    let screen = sandbox.run(&["screenshot", filter, "--format", "text"]);
    assert!(screen.out.contains("Chad (TD) takes part in no phase; a lists it"), "{}", screen.out);
}
