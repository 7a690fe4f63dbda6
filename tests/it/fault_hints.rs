//! Slips of somebody who writes a first programme: each finding says how to mend it.

use crate::{Sandbox, dashboard, draw, fixture_dataset};
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Finding, Severity};
use gloact::ui::buffer_text;
use serde_json::{Value, json};

fn load(text: &str) -> Dataset {
    fixture_dataset(vec![Layer::from_text("mine.json", text)])
}

/// Returns the only problem of an override.
fn problem(text: &str) -> Finding {
    let data = load(text);
    let problems = data.problems();
    assert_eq!(problems.len(), 1, "{text}: {problems:#?}");
    problems[0].clone()
}

/// Returns the only problem of an event with some fields beside those that it needs.
fn event_problem(fields: Value) -> Finding {
    let mut event = json!({"title": "New", "date": "2024-05"});
    event.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    problem(&json!({"events": {"new": event}}).to_string())
}

#[test]
fn a_key_that_is_no_code_of_a_country_is_explained() {
    let own = "use the two letters of ISO 3166-1, or give a place of your own a \"name\"";
    let sandbox = Sandbox::new();
    sandbox.write("one/programme.json", r#"{"one": {"title": "One"}}"#);
    for (key, hint) in [
        ("BFA", "BFA is BF"),
        ("BurkinaFaso", "BurkinaFaso is BF"),
        ("Burkina Faso", "Burkina Faso is BF"),
        ("bf", "did you mean \"BF\"?"),
        ("QX", own),
        ("__ __", own),
    ] {
        let text = format!("{{\n \"{key}\" : {{\"phases\": []}}}}");
        sandbox.write("one/countries.json", text);
        let output = sandbox.run(&["check", "--format", "lines", "--programme", "one"]);
        let line = format!(
            "one/countries.json:2:2: error: countries/{key}: \"{key}\": no country has this code; \
             the record is ignored ({hint})"
        );
        assert!(output.out.contains(&line), "{line}: {}", output.out);
    }
    // an id with a space is refused in other kinds too
    let finding = problem(r#"{"agencies": {"my agency": {"name": "Mine"}}}"#);
    assert!(finding.message.ends_with("; the record is ignored"), "{finding:?}");
}

#[test]
fn a_reference_without_a_similar_record_says_where_to_add_it() {
    let finding = event_problem(json!({"countries": ["BK"]}));
    assert_eq!(finding.message, "unknown country \"BK\"");
    let hint = "use the two letters of ISO 3166-1, or add \"BK\" to \"countries\"";
    assert_eq!(finding.hint.as_deref(), Some(hint));
    let finding = event_problem(json!({"agencies": ["facility"]}));
    let hint = "add \"facility\" to \"agencies\", or use the id of another agency";
    assert_eq!(finding.hint.as_deref(), Some(hint));
    // a programme has a file for each kind
    let sandbox = Sandbox::new();
    sandbox.write("one/programme.json", r#"{"one": {"title": "One"}}"#);
    sandbox.write("one/engagements.json", r#"{"a": {"objective": "water", "agency": "facility"}}"#);
    let output = sandbox.run(&["check", "--format", "lines", "--programme", "one"]);
    for (id, file) in [("facility", "agencies.json"), ("water", "objectives.json")] {
        let hint = format!("(add \"{id}\" to {file}, or use the id of another ");
        assert!(output.out.contains(&hint), "{hint}: {}", output.out);
    }
}

#[test]
fn a_date_that_does_not_read_is_explained() {
    for (date, advice) in [
        ("2024-02-31", "February 2024 has 29 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2024-01/2024-04-31", "April 2024 has 30 days"),
        ("2024-02-00", "there is no day 0"),
        ("2027-13", "there is no month 13"),
        ("2027-00-01", "there is no month 0"),
        ("22.03.2025", "write 2025-03-22"),
        ("22/3/2025", "write 2025-03-22"),
        ("2025/3/22", "write 2025-03-22"),
        ("2025-3-2", "write 2025-03-02"),
        ("05.11.2024", "write 2024-11-05, or 2024-05-11"),
        ("5 November 2024", "write 2024-11-05"),
        ("November 5th, 2024", "write 2024-11-05"),
        ("Sept 2024", "write 2024-09"),
        ("03/2024", "write 2024-03"),
        ("2024-03-05T09:00", "write 2024-03-05"),
        ("31 Feb 2024", "February 2024 has 29 days"),
    ] {
        let data = load(&json!({"phases": {"rivers-1": {"date": date}}}).to_string());
        let message = &data.errors()[0].message;
        assert_eq!(*message, format!("invalid date \"{date}\": {advice}"));
    }
    let data = load(r#"{"phases": {"rivers-1": {"date": "next spring"}}}"#);
    let message = &data.errors()[0].message;
    let form = "expected a day, month, year or span";
    assert!(message.contains(form) && message.contains("EDTF"), "{message}");
}

#[test]
fn numbers_and_texts_in_place_of_each_other_are_rewritten() {
    let money = |amount: &str| {
        let budget = json!({"amount": amount, "currency": "EUR"});
        let finding = problem(&json!({"phases": {"rivers-1": {"budget": budget}}}).to_string());
        finding.hint
    };
    for amount in ["8,500,000", "8 500 000", "8'500'000", "8.500.000", "8500000", "8.5 million"] {
        let hint = "write 8500000 without quotation marks";
        assert_eq!(money(amount).as_deref(), Some(hint), "{amount}");
    }
    assert_eq!(money("12.50").as_deref(), Some("write 12.50 without quotation marks"));
    assert_eq!(money("many"), None);
    let finding = problem(r#"{"phases": {"rivers-1": {"date": 2029}}}"#);
    assert_eq!(finding.hint.as_deref(), Some("write \"2029\" in quotation marks"));
}

#[test]
fn words_for_a_field_lead_to_the_one_of_the_kind() {
    for (field, value, hint) in [
        ("type", "campaign", "did you mean \"kind\"?"),
        ("name", "New", "did you mean \"title\"?"),
        ("country", "XA", "did you mean \"countries\"?"),
        ("venue", "Port", "did you mean \"place\"?"),
        ("start", "2024", "did you mean \"date\"?"),
        ("description", "x", "did you mean \"summary\"?"),
    ] {
        let finding = event_problem(json!({ field: value }));
        assert_eq!(finding.hint.as_deref(), Some(hint), "{field}");
    }
    let finding = event_problem(json!({"kind": "survey"}));
    let hint = finding.hint.unwrap();
    assert!(hint.starts_with("use one of agreement, assessment, campaign"), "{hint}");
}

#[test]
fn a_citation_that_does_not_state_the_value_in_use_is_reported() {
    let cited = |field: &str, says: &str| {
        let text = json!({
            "citations": {(format!("phases/rivers-1/{field}")): [
                {"source": "report-1", "says": says}]}});
        let data = load(&text.to_string());
        let problems = data.problems().iter();
        problems.map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    // the budget of the fixture is EUR 5 million
    for says in ["EUR 5 million", "EUR 5,000,000", "5000000", "about five million euros"] {
        assert_eq!(cited("budget", says), Vec::<String>::new(), "{says}");
    }
    let message = "the first claim, \"EUR 2,000,000\", is not the value in use, EUR 5 million";
    assert_eq!(cited("budget", "EUR 2,000,000"), [message]);
    let message = "the first claim, \"2017/2020\", is not the value in use, 2016/2020";
    assert_eq!(cited("date", "2017/2020"), [message]);
}

#[test]
fn a_currency_that_there_is_not_is_reported() {
    let currency = |code: &str| {
        let budget = json!({"amount": 5000000, "currency": code});
        load(&json!({"phases": {"rivers-1": {"budget": budget}}}).to_string()).problems().to_vec()
    };
    let found = currency("CFA");
    assert_eq!(found[0].message, "unknown currency \"CFA\"");
    let hint = found[0].hint.as_deref();
    assert_eq!(hint, Some("the CFA franc is XOF (West Africa) or XAF (Central Africa)"));
    assert_eq!(found[0].severity, Severity::Warning);
    assert_eq!(currency("XXQ").len(), 1);
    for code in ["EUR", "XOF", "ZMW", "DEM"] {
        assert_eq!(currency(code), [], "{code}");
    }
}

#[test]
fn an_event_for_the_objective_of_another_phase_is_reported() {
    let finding =
        event_problem(json!({"phase": "rivers-1", "objectives": ["rivers-1-1", "rivers-delta-1"]}));
    let message = "\"rivers-delta-1\" is an objective of the phase \"rivers-delta\", \
                   the event belongs to \"rivers-1\"";
    assert_eq!(finding.message, message);
    assert_eq!(finding.path.as_str(), "events/new/objectives");
}

#[test]
fn an_error_of_shown_data_is_listed_once_after_another_break() {
    let files = |second: &str| {
        let first = r#"{"countries": {"XA": {"point": "north"}}}"#;
        let layers = [("first.json", first), ("second.json", second)];
        fixture_dataset(layers.map(|(name, text)| Layer::from_text(name, text)).to_vec())
    };
    let mut app = dashboard(files("{}"), (120, 36));
    for text in ["{\"countries\": {", "{\"countries\": ["] {
        app.reload(files(text));
        app.run_script("problems").unwrap();
        let screen = buffer_text(&draw(&mut app, (120, 36)).0);
        assert_eq!(screen.matches("expected a list").count(), 1, "{screen}");
        assert_eq!(screen.matches("rejected").count(), 1, "{screen}");
        app.run_script("close").unwrap();
    }
}

#[test]
fn the_status_line_begins_with_what_an_error_leads_to() {
    let size = (80, 24);
    let mut app = dashboard(load("{}"), size);
    for (text, beginning) in [
        (r#"{"events": {"new": {"title": "New"}}}"#, "the record is ignored: mine.json:1:"),
        ("{", "the last good data are shown: mine.json:1:"),
    ] {
        app.reload(load(text));
        let screen = buffer_text(&draw(&mut app, size).0);
        let mut lines = screen.lines().skip(22);
        assert!(lines.any(|line| line.contains(beginning)), "{beginning}: {screen}");
    }
}
