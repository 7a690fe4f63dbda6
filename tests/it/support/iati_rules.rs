//! The rules of IATI 2.03 for activities beyond its schema, with the ids of the standard ruleset.

use jiff::ToSpan;
use jiff::civil::Date;
use roxmltree::{Document, Node};
use std::collections::HashSet;

/// Returns what a file breaks: the id of each rule, and the activity.
pub(crate) fn violations(text: &str, today: Date) -> Vec<String> {
    let document = Document::parse(text).unwrap();
    let activities: Vec<Node> = children(document.root_element(), "iati-activity").collect();
    let mut found = Vec::new();
    let mut identifiers = HashSet::new();
    for activity in &activities {
        let identifier = text_of(*activity, "iati-identifier");
        let mut broken = broken_rules(*activity, today);
        if !identifiers.insert(identifier.clone()) {
            broken.push("one identifier of several activities");
        }
        found.extend(broken.iter().map(|rule| format!("{rule}: {identifier}")));
    }
    found.extend(links_in_one_direction(&activities));
    found
}

/// Returns the ids of the rules that an activity breaks.
fn broken_rules(activity: Node, today: Date) -> Vec<&'static str> {
    let mut broken = Vec::new();
    let mut check = |rule: &'static str, holds: bool| {
        if !holds {
            broken.push(rule);
        }
    };
    let identifier = text_of(activity, "iati-identifier");
    let publisher = children(activity, "reporting-org").next().unwrap();
    check("1.1.3 identifier", Some(&*identifier) != publisher.attribute("ref"));
    check("1.3.1 blanks", identifier == identifier.trim() && !identifier.is_empty());
    check("4.1.1 language", activity.attribute((XML, "lang")).is_some());
    check("6.2.2 sector", children(activity, "sector").next().is_some());
    let narratives = activity.descendants().filter(|it| it.has_tag_name("narrative"));
    let is_told = |it: Node| it.text().is_some_and(|text| !text.trim().is_empty());
    check("4.3.1, 4.4.1 narrative", narratives.into_iter().all(is_told));
    for org in ["participating-org", "provider-org", "receiver-org"] {
        let named = |org: Node| org.attribute("ref").is_some() || has_child(org, "narrative");
        check("6.9.1, 6.9.2, 6.10.1 organisation", descendants(activity, org).all(named));
    }
    check_dates(activity, today, &mut check);
    check_percentages(activity, &mut check);
    check_money(activity, today, &mut check);
    check_indicators(activity, &mut check);
    broken
}

const XML: &str = "http://www.w3.org/XML/1998/namespace";

fn check_dates(activity: Node, today: Date, check: &mut impl FnMut(&'static str, bool)) {
    let date = |code: &str| {
        let mut dates = children(activity, "activity-date");
        dates.find(|it| it.attribute("type") == Some(code)).map(|it| iso_date(it))
    };
    let (planned, actual) = ([date("1"), date("3")], [date("2"), date("4")]);
    check("6.11.1 start", planned[0].is_some() || actual[0].is_some());
    let in_order = |dates: [Option<Date>; 2]| match dates {
        [Some(start), Some(end)] => start <= end,
        _ => true,
    };
    check("11.1.2 planned dates", in_order(planned));
    check("11.1.3 actual dates", in_order(actual));
    check("11.1.4, 11.1.5 actual date to come", actual.into_iter().flatten().all(|it| it <= today));
}

fn check_percentages(activity: Node, check: &mut impl FnMut(&'static str, bool)) {
    let countries = children(activity, "recipient-country");
    let places: Vec<Node> = countries.chain(children(activity, "recipient-region")).collect();
    check("3.7.1 country or region", !places.is_empty());
    check("3.1.1, 3.1.2, 3.1.4, 3.4 shares of places", shares_hold(&places));
    for vocabulary in ["1", "99"] {
        let sectors = children(activity, "sector");
        let sectors = sectors.filter(|it| it.attribute("vocabulary") == Some(vocabulary));
        check("2.1.1, 2.1.2, 2.1.4 shares of sectors", shares_hold(&sectors.collect::<Vec<_>>()));
    }
    let own = children(activity, "sector").filter(|it| it.attribute("vocabulary") == Some("99"));
    check("2.2.1 narrative of a sector", own.into_iter().all(|it| has_child(it, "narrative")));
    let transactions = || children(activity, "transaction");
    let repeats = ["sector", "recipient-country", "recipient-region"];
    let is_plain = |it: Node| !repeats.iter().any(|name| has_child(it, name));
    check("3.6.2, 6.6.2 place or sector of a transaction", transactions().all(is_plain));
}

/// Returns whether one place or sector stands alone, or several have shares that add up to 100.
fn shares_hold(elements: &[Node]) -> bool {
    let share = |it: &Node| it.attribute("percentage").map(|it| it.parse::<f64>().unwrap());
    let shares: Vec<f64> = elements.iter().filter_map(share).collect();
    match elements.len() {
        0 | 1 => shares.iter().all(|share| *share == 100.0),
        count => {
            let are_parts = shares.iter().all(|share| (0.0..=100.0).contains(share));
            shares.len() == count && are_parts && (shares.iter().sum::<f64>() - 100.0).abs() < 0.01
        }
    }
}

fn check_money(activity: Node, today: Date, check: &mut impl FnMut(&'static str, bool)) {
    let has_currency = |it: Node| it.attribute("currency").is_some_and(|code| code.len() == 3);
    check("7.8.1 currency", descendants(activity, "value").all(has_currency));
    for budget in children(activity, "budget") {
        let (start, end) = period(budget);
        check("8.6.3 period of a budget", start <= end);
        check("7.5.3 budget of more than a year", end < start.checked_add(1.year()).unwrap());
    }
    for transaction in children(activity, "transaction") {
        let day = iso_date(children(transaction, "transaction-date").next().unwrap());
        check("11.2.1 transaction to come", day <= today);
        let value = children(transaction, "value").next().unwrap();
        let day: Date = value.attribute("value-date").unwrap().parse().unwrap();
        check("11.2.2 value to come", day <= today);
    }
}

fn check_indicators(activity: Node, check: &mut impl FnMut(&'static str, bool)) {
    for indicator in descendants(activity, "indicator") {
        let is_qualitative = indicator.attribute("measure") == Some("5");
        for name in ["baseline", "target", "actual"] {
            for element in descendants(indicator, name) {
                let value = element.attribute("value");
                let is_number = value.is_some_and(|value| value.parse::<f64>().is_ok());
                check(
                    "8.8, 8.9, 8.10 values",
                    if is_qualitative { value.is_none() } else { is_number },
                );
            }
        }
        for element in children(indicator, "period") {
            let (start, end) = period(element);
            check("8.6.1 period of an indicator", start <= end);
        }
    }
}

/// Returns the links to a parent or a part that the other activity does not return.
fn links_in_one_direction(activities: &[Node]) -> Vec<String> {
    let links: HashSet<(String, String, String)> = activities
        .iter()
        .flat_map(|activity| {
            let from = text_of(*activity, "iati-identifier");
            children(*activity, "related-activity").map(move |link| {
                let attribute = |name| link.attribute(name).unwrap().to_string();
                (from.clone(), attribute("type"), attribute("ref"))
            })
        })
        .collect();
    let returned = |code: &str| if code == "1" { "2" } else { "1" };
    let lonely = links.iter().filter(|(from, code, to)| {
        !links.contains(&(to.clone(), returned(code).into(), from.clone()))
    });
    lonely.map(|(from, code, to)| format!("link of type {code} from {from} to {to}")).collect()
}

fn children<'a, 'b>(of: Node<'a, 'b>, name: &str) -> impl Iterator<Item = Node<'a, 'b>> {
    of.children().filter(move |child| is_standard(*child, name))
}

fn descendants<'a, 'b>(of: Node<'a, 'b>, name: &str) -> impl Iterator<Item = Node<'a, 'b>> {
    of.descendants().filter(move |child| is_standard(*child, name))
}

/// Returns whether a node is the element of the standard with a name, not one of another namespace.
fn is_standard(node: Node, name: &str) -> bool {
    node.has_tag_name(name) && node.tag_name().namespace().is_none()
}

fn has_child(of: Node, name: &str) -> bool {
    children(of, name).next().is_some()
}

fn text_of(of: Node, name: &str) -> String {
    children(of, name).next().and_then(|it| it.text()).unwrap_or_default().to_string()
}

fn iso_date(element: Node) -> Date {
    element.attribute("iso-date").unwrap().parse().unwrap()
}

fn period(element: Node) -> (Date, Date) {
    let day = |name: &str| iso_date(children(element, name).next().unwrap());
    (day("period-start"), day("period-end"))
}
