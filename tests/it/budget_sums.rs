//! Sums of budget lines: nothing is counted twice, and they are compared with the stated whole.

use crate::fixture_dataset;
use gloact::store::budget_totals::BudgetMeasure;
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};
use serde_json::{Value, json};

fn with_lines(lines: Value) -> Dataset {
    let activities = json!({
        "whole": {"title": "Whole", "objectives": ["rivers-1-1"]},
        "part": {"title": "Part", "parent": "whole"},
    });
    let text = json!({"activities": activities, "budgets": lines}).to_string();
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    assert_eq!(data.errors(), []);
    data
}

fn sum(data: &Dataset, measure: BudgetMeasure, phase: &str) -> String {
    data.budget_totals(&data.lines_of_phase(measure, phase)).display()
}

/// Returns the sum of the budget of the first phase, to which these lines belong.
fn sum_of(lines: Value) -> String {
    sum(&with_lines(lines), BudgetMeasure::Budget, "rivers-1")
}

#[test]
fn currencies_measures_and_parts_are_not_added() {
    let data = fixture_dataset(Vec::new());
    // the basin plan lies within another line; the refund is negative
    assert_eq!(sum(&data, BudgetMeasure::Budget, "rivers-north"), "USD 2.5 million");
    assert_eq!(sum(&data, BudgetMeasure::Spent, "rivers-north"), "USD 500,000");
    assert_eq!(sum(&data, BudgetMeasure::Budget, "rivers-delta"), "EUR 250,000 + USD 90,000");
}

#[test]
fn money_of_a_phase_and_of_what_belongs_to_it_is_not_added() {
    let line = |amount: u32, field: &str, id: &str| json!({"amount": amount, "currency": "EUR", field: id});
    let phase = line(100, "phase", "rivers-1");
    let objective = line(40, "objective", "rivers-1-1");
    let whole = line(20, "activity", "whole");
    let part = line(5, "activity", "part");
    assert_eq!(sum_of(json!({"o": objective, "w": whole, "p": part, "f": phase})), "EUR 100");
    assert_eq!(sum_of(json!({"o": objective, "w": whole, "p": part})), "EUR 40");
    assert_eq!(sum_of(json!({"p": part, "w": whole})), "EUR 20");
    assert_eq!(sum_of(json!({"p": part})), "EUR 5");
    // lines of the same level are added, for the same country or for others
    assert_eq!(sum_of(json!({"o": objective, "q": line(2, "objective", "rivers-1-2")})), "EUR 42");
}

#[test]
fn a_broader_line_includes_only_what_it_can_include() {
    for (phase, objective, added) in [
        (json!({}), json!({"country": "XA", "period": "2017"}), "EUR 100"),
        (json!({"country": "XA"}), json!({"country": "XA"}), "EUR 100"),
        (json!({"country": "XB"}), json!({"country": "XA"}), "EUR 140"),
        (json!({"period": "2016/2018"}), json!({"period": "2017"}), "EUR 100"),
        (json!({"period": "2016"}), json!({"period": "2017"}), "EUR 140"),
        (json!({"donor": "fund"}), json!({}), "EUR 140"),
        (json!({"kind": "commitment"}), json!({}), "EUR 40"),
    ] {
        let line = |amount: u32, field: &str, id: &str, more: &Value| {
            let mut line = json!({"amount": amount, "currency": "EUR", field: id});
            line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            line
        };
        let lines = json!({
            "f": line(100, "phase", "rivers-1", &phase),
            "o": line(40, "objective", "rivers-1-1", &objective),
        });
        assert_eq!(sum_of(lines), added, "{phase} {objective}");
    }
}

#[test]
fn a_revised_line_replaces_the_one_before() {
    let line = |amount: u32, kind: &str, period: &str| json!({"amount": amount, "currency": "EUR", "phase": "rivers-1", "kind": kind, "period": period});
    let (first, revised) = (line(100, "budget", "2017"), line(80, "revised", "2017"));
    let other = line(30, "budget", "2018");
    assert_eq!(sum_of(json!({"a": first, "b": revised, "c": other})), "EUR 110");
}

#[test]
fn a_line_that_states_the_whole_budget_of_a_phase_includes_all_others() {
    let whole = json!({"amount": 5_000_000.0, "currency": "EUR", "phase": "rivers-1"});
    let part = |amount: u32| json!({"amount": amount, "currency": "EUR", "phase": "rivers-1", "country": "XA"});
    assert_eq!(sum_of(json!({"p": part(70_000), "w": whole, "again": whole})), "EUR 5 million");
    let problems = |amount| with_lines(json!({"p": part(amount), "w": whole})).problems().len();
    assert_eq!((problems(70_000), problems(6_000_000)), (0, 1));
    // other currencies are no parts of it
    let other = json!({"amount": 5, "currency": "USD", "phase": "rivers-1"});
    assert_eq!(sum_of(json!({"w": whole, "u": other})), "EUR 5 million + USD 5");
}

#[test]
fn lines_that_are_more_than_the_budget_are_a_warning_and_less_a_note() {
    let found = |amount: f64| {
        let lines = json!({"a": {"amount": amount, "currency": "EUR", "phase": "rivers-1"}});
        let data = with_lines(lines);
        let path = "phases/rivers-1/budget";
        let found = data.findings().iter().find(|finding| finding.path.as_str() == path).cloned();
        found.filter(|finding| finding.message.contains("add up to"))
    };
    let more = found(5_250_000.0).unwrap();
    assert_eq!(more.severity, Severity::Warning);
    let message = "the budget lines add up to EUR 5,250,000, more than EUR 5 million";
    assert_eq!(more.message, message);
    assert!(more.hint.unwrap().contains("within"));
    assert_eq!(found(4_750_000.0).unwrap().severity, Severity::Note);
    assert_eq!(found(5_000_000.0), None);
    // circles end
    let circle = json!({
        "a": {"amount": 1, "currency": "EUR", "phase": "rivers-1", "within": "b"},
        "b": {"amount": 2, "currency": "EUR", "phase": "rivers-1", "within": "a"},
    });
    let data = with_lines(circle);
    assert_eq!(sum(&data, BudgetMeasure::Budget, "rivers-1"), "");
    let messages: Vec<&str> = data.problems().iter().map(|it| &*it.message).collect();
    let back = |id: &str| format!("\"{id}\" leads back to this budget line");
    assert_eq!(messages, [back("b"), back("a")]);
}
