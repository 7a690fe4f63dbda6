//! The rules about countries, regions and sectors, and their shares in percent.

use super::rule_findings::RuleFindings;
use super::xml_tree::Element;

/// Shares that differ from 100 by less are right.
const TOLERANCE: f64 = 0.01;
/// Vocabularies of publishers, whose codes say nothing without a name.
const OWN_VOCABULARIES: &[&str] = &["98", "99"];

pub(super) fn check_shares(findings: &mut RuleFindings, activity: Element) {
    let places: Vec<Element> =
        activity.all("recipient-country").chain(activity.all("recipient-region")).collect();
    let has = |name: &str| activity.all("transaction").any(|it| it.first(name).is_some());
    let in_transactions = has("recipient-country") || has("recipient-region");
    match (places.first(), in_transactions) {
        (None, false) => {
            findings.add(activity, "3.7.1", "the activity has no country and no region")
        }
        (Some(first), true) => {
            let message = "countries stand both at the activity and at its transactions";
            findings.add(*first, "3.6.2", message);
        }
        _ => {}
    }
    check_sum(findings, &places, "3.4", "countries and regions");
    check_sectors(findings, activity, has("sector"));
}

fn check_sectors(findings: &mut RuleFindings, activity: Element, in_transactions: bool) {
    let sectors: Vec<Element> = activity.all("sector").collect();
    match (sectors.first(), in_transactions) {
        (None, false) => findings.add(activity, "6.2.2", "the activity has no sector"),
        (Some(first), true) => {
            let message = "sectors stand both at the activity and at its transactions";
            findings.add(*first, "6.6.2", message);
        }
        _ => {}
    }
    let vocabulary = |sector: &Element| sector.attribute("vocabulary").unwrap_or("1").to_string();
    let mut vocabularies: Vec<String> = sectors.iter().map(vocabulary).collect();
    vocabularies.sort();
    vocabularies.dedup();
    for name in vocabularies {
        let own: Vec<Element> =
            sectors.iter().copied().filter(|sector| vocabulary(sector) == name).collect();
        check_sum(findings, &own, "2.1.1", &format!("sectors of vocabulary {name}"));
        if OWN_VOCABULARIES.contains(&&*name) {
            for sector in own.iter().filter(|sector| sector.first("narrative").is_none()) {
                let message = "a sector of the publisher's own vocabulary has no narrative";
                findings.add(*sector, "2.2.1", message);
            }
        }
    }
}

/// Checks that shares add up to 100: those of several, and that of one alone if it is stated.
fn check_sum(findings: &mut RuleFindings, elements: &[Element], rule: &str, what: &str) {
    let Some(first) = elements.first() else { return };
    let stated: Vec<&str> =
        elements.iter().filter_map(|element| element.attribute("percentage")).collect();
    if stated.is_empty() {
        if elements.len() > 1 {
            findings.add(*first, rule, format!("the {what} have no percentages"));
        }
        return;
    }
    let number = |text: &&str| text.parse::<f64>().ok().filter(|share| share.is_finite());
    if let Some(wrong) = stated.iter().find(|text| number(text).is_none_or(|share| share < 0.0)) {
        findings.add(*first, rule, format!("the percentage \"{wrong}\" is no share"));
        return;
    }
    let sum: f64 = stated.iter().filter_map(number).sum();
    if stated.len() < elements.len() {
        let missing = elements.len() - stated.len();
        findings.add(*first, rule, format!("{missing} of the {what} have no percentage"));
    } else if (sum - 100.0).abs() >= TOLERANCE {
        let sum = (sum * 100.0).round() / 100.0;
        findings.add(*first, rule, format!("the percentages of {what} add up to {sum}, not 100"));
    }
}
