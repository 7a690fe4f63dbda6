//! The rules about budgets, transactions and the values of indicators.

use super::amounts::Amount;
use super::periods;
use super::rule_findings::RuleFindings;
use super::xml_tree::Element;
use crate::model::is_currency;
use jiff::ToSpan;
use jiff::civil::Date;

/// The measure of an indicator in words.
const QUALITATIVE: &str = "5";

pub(super) fn check_money(findings: &mut RuleFindings, activity: Element) {
    let default = activity.attribute("default-currency");
    for element in activity.all("budget").chain(activity.all("transaction")) {
        let Some(value) = element.first("value") else {
            findings.add(element, "", format!("the {} has no value", element.name()));
            continue;
        };
        check_value(findings, value, default);
    }
    for budget in activity.all("budget") {
        check_budget_period(findings, budget);
    }
    for transaction in activity.all("transaction") {
        if let Some(date) = transaction.first("transaction-date")
            && let Some(day) = iso_day(date, "iso-date").filter(|day| *day > findings.today)
        {
            findings.add(date, "11.2.1", format!("the transaction of {day} is still to come"));
        }
    }
}

fn check_value(findings: &mut RuleFindings, value: Element, default: Option<&str>) {
    match value.attribute("currency").or(default) {
        None => findings.add(value, "7.8.1", "the amount has no currency, nor the activity"),
        Some(code) if !is_currency(code) => {
            findings.add(value, "", format!("\"{code}\" is no currency of ISO 4217"));
        }
        Some(_) => {}
    }
    if Amount::parse(value.text()).is_none() {
        findings.add(value, "", format!("\"{}\" is no amount", value.text()));
    }
    if let Some(day) = iso_day(value, "value-date").filter(|day| *day > findings.today) {
        findings.add(value, "11.2.2", format!("the date of the value {day} is still to come"));
    }
}

fn check_budget_period(findings: &mut RuleFindings, budget: Element) {
    let Some((start, end)) = period(budget) else {
        findings.add(budget, "", "the budget has no period from a day to a day");
        return;
    };
    if end < start {
        let message = format!("the end of the budget {end} is before its start {start}");
        findings.add(budget, "8.6.3", message);
    } else if start.checked_add(1.year()).is_ok_and(|limit| end > limit) {
        let message = format!("the budget is for more than a year: {start} to {end}");
        findings.add(budget, "7.5.3", message);
    }
}

pub(super) fn check_indicators(findings: &mut RuleFindings, activity: Element) {
    let indicators = activity.all("result").flat_map(|result| result.all("indicator"));
    for indicator in indicators {
        let is_qualitative = indicator.attribute("measure") == Some(QUALITATIVE);
        let values = indicator.all("baseline").map(|baseline| (baseline, "8.8"));
        let periods = || indicator.all("period");
        let targets = periods().flat_map(|period| period.all("target").map(|it| (it, "8.9")));
        let actuals = periods().flat_map(|period| period.all("actual").map(|it| (it, "8.10")));
        for (element, rule) in values.chain(targets).chain(actuals) {
            check_indicator_value(findings, element, rule, is_qualitative);
        }
        for element in periods() {
            if let Some((start, end)) = period(element).filter(|(start, end)| end < start) {
                let message = format!("the end of the period {end} is before its start {start}");
                findings.add(element, "8.6.1", message);
            }
        }
    }
}

fn check_indicator_value(
    findings: &mut RuleFindings,
    element: Element,
    rule: &str,
    is_qualitative: bool,
) {
    let name = element.name();
    match element.attribute("value") {
        Some(_) if is_qualitative => {
            let message = format!("a qualitative indicator states its {name} in a comment alone");
            findings.add(element, rule, message);
        }
        None if !is_qualitative => {
            findings.add(element, rule, format!("the {name} has no value"));
        }
        Some(text) if !is_qualitative && Amount::parse(text).is_none() => {
            findings.add(element, rule, format!("the {name} \"{text}\" is no number"));
        }
        _ => {}
    }
}

fn period(element: Element) -> Option<(Date, Date)> {
    let day = |child: &str| iso_day(element.first(child)?, "iso-date");
    Some((day("period-start")?, day("period-end")?))
}

fn iso_day(element: Element, attribute: &str) -> Option<Date> {
    element.attribute(attribute).and_then(periods::day)?.parse().ok()
}
