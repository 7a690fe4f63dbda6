//! Checks a file against the rules of the standard that its schema does not state, in our words and
//! with the ids of the standard ruleset.

use super::activity_reader::ActivityReader;
use super::money_rules::{check_indicators, check_money};
use super::periods;
use super::rule_findings::RuleFindings;
use super::share_rules::check_shares;
use super::xml_tree::Element;
use crate::error::FileProblem;
use crate::model::iati_codes::{
    ACTIVITY_DATE_TYPE, ACTIVITY_STATUS, BUDGET_TYPE, CodeList, DESCRIPTION_TYPE,
    ORGANISATION_ROLE, ORGANISATION_TYPE, RELATED_ACTIVITY_TYPE, RESULT_TYPE, TRANSACTION_TYPE,
};
use jiff::civil::Date;

/// Signs that no identifier may have.
const FORBIDDEN_SIGNS: &[char] = &['/', '&', '|', '?'];

/// Elements with a code, its attribute, and the list that has it.
const CODED_ELEMENTS: &[(&str, &str, &CodeList)] = &[
    ("activity-status", "code", &ACTIVITY_STATUS),
    ("activity-date", "type", &ACTIVITY_DATE_TYPE),
    ("budget", "type", &BUDGET_TYPE),
    ("description", "type", &DESCRIPTION_TYPE),
    ("participating-org", "role", &ORGANISATION_ROLE),
    ("participating-org", "type", &ORGANISATION_TYPE),
    ("related-activity", "type", &RELATED_ACTIVITY_TYPE),
    ("result", "type", &RESULT_TYPE),
];

/// Returns what a file breaks.
///
/// # Errors
/// Fails where the file cannot be read.
pub fn broken_rules(text: &str, today: Date) -> Result<Vec<FileProblem>, FileProblem> {
    let mut findings = RuleFindings::new(today);
    let mut reader = ActivityReader::new(text);
    while let Some(tree) = reader.next_activity()? {
        let Some(activity) = tree.root() else { continue };
        check_identifier(&mut findings, activity);
        check_texts(&mut findings, activity);
        check_organisations(&mut findings, activity);
        check_dates(&mut findings, activity);
        check_codes(&mut findings, activity);
        check_shares(&mut findings, activity);
        check_money(&mut findings, activity);
        check_indicators(&mut findings, activity);
    }
    Ok(findings.into_problems())
}

fn check_identifier(findings: &mut RuleFindings, activity: Element) {
    let Some(identifier) = activity.first("iati-identifier") else { return };
    let text = identifier.text();
    if text.contains(FORBIDDEN_SIGNS) {
        findings.add(identifier, "", "an identifier must not have the signs / & | ?");
    }
    if activity.child_attribute("reporting-org", "ref") == Some(text) {
        let message = "the identifier of the activity is that of its publisher";
        findings.add(identifier, "1.1.3", message);
    }
    if activity.first("reporting-org").is_none() {
        findings.add(activity, "", "the activity has no reporting-org");
    }
}

fn check_texts(findings: &mut RuleFindings, activity: Element) {
    let mut without_language = 0;
    let mut open = vec![activity];
    while let Some(element) = open.pop() {
        for child in element.children() {
            open.push(child);
            if child.name() != "narrative" {
                continue;
            }
            without_language += usize::from(child.attribute("xml:lang").is_none());
            if child.text().is_empty() {
                findings.add(
                    child,
                    "4.3.1",
                    format!("the narrative of {} is empty", element.name()),
                );
            }
        }
    }
    if activity.attribute("xml:lang").is_none() && without_language > 0 {
        let message = format!("{without_language} narratives state no language, nor the activity");
        findings.add(activity, "4.1.1", message);
    }
    if activity.first("description").is_none() {
        findings.add(activity, "", "the activity has no description");
    }
}

fn check_organisations(findings: &mut RuleFindings, activity: Element) {
    let check = |findings: &mut RuleFindings, org: Element, rule: &str| {
        if org.attribute("ref").is_none() && org.first("narrative").is_none() {
            findings.add(org, rule, format!("the {} has neither ref nor narrative", org.name()));
        }
    };
    if activity.first("participating-org").is_none() {
        findings.add(activity, "", "the activity has no participating-org");
    }
    for org in activity.all("participating-org") {
        check(findings, org, "6.9.1");
    }
    for transaction in activity.all("transaction") {
        let orgs = transaction.all("provider-org").chain(transaction.all("receiver-org"));
        for org in orgs {
            check(findings, org, "6.10.1");
        }
    }
}

fn check_dates(findings: &mut RuleFindings, activity: Element) {
    let find = |code: &str| {
        let mut dates = activity.all("activity-date");
        let element = dates.find(|date| date.attribute("type") == Some(code))?;
        let day = element.attribute("iso-date").and_then(periods::day)?.parse::<Date>().ok()?;
        Some((element, day))
    };
    let [planned_start, actual_start, planned_end, actual_end] = ["1", "2", "3", "4"].map(find);
    if planned_start.is_none() && actual_start.is_none() {
        findings.add(activity, "6.11.1", "the activity has neither a planned nor an actual start");
    }
    for (start, end, rule, word) in [
        (planned_start, planned_end, "11.1.2", "planned"),
        (actual_start, actual_end, "11.1.3", "actual"),
    ] {
        if let (Some((_, start)), Some((element, end))) = (start, end)
            && end < start
        {
            let message = format!("the {word} end {end} is before the start {start}");
            findings.add(element, rule, message);
        }
    }
    for (date, rule, word) in [(actual_start, "11.1.4", "start"), (actual_end, "11.1.5", "end")] {
        if let Some((element, day)) = date.filter(|(_, day)| *day > findings.today) {
            findings.add(element, rule, format!("the actual {word} {day} is still to come"));
        }
    }
    for date in activity.all("activity-date") {
        let stated = date.attribute("iso-date").unwrap_or_default();
        if stated.parse::<Date>().is_err() {
            findings.add(date, "", format!("\"{stated}\" is no day in the form 2026-01-31"));
        }
    }
}

fn check_codes(findings: &mut RuleFindings, activity: Element) {
    for (name, attribute, list) in CODED_ELEMENTS {
        for element in activity.all(name) {
            check_code(findings, element, attribute, list);
        }
    }
    for transaction in activity.all("transaction") {
        for element in transaction.all("transaction-type") {
            check_code(findings, element, "code", &TRANSACTION_TYPE);
        }
    }
    if activity.first("activity-status").is_none() {
        findings.add(activity, "", "the activity has no activity-status");
    }
    for marker in activity.all("policy-marker") {
        let is_dac = matches!(marker.attribute("vocabulary"), None | Some("1"));
        if is_dac && marker.attribute("significance").is_none() {
            findings.add(marker, "", "the policy marker has no significance");
        }
    }
}

fn check_code(findings: &mut RuleFindings, element: Element, attribute: &str, list: &CodeList) {
    if let Some(code) = element.attribute(attribute)
        && !list.has(code)
    {
        let message = format!("\"{code}\" is not in the code list {}", list.name);
        findings.add(element, "", message);
    }
}
