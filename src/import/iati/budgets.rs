//! The money of an activity: a budget line for each budget, and one for the transactions of a kind,
//! a year and a currency.

use super::amounts::Amount;
use super::collector::{Collector, Fields, set_text};
use super::parsed_activity::ActivityContext;
use super::periods;
use super::places::country_code;
use super::xml_tree::Element;
use crate::model::BUDGET_KINDS;
use crate::model::iati_codes::{BUDGET_TYPE, TRANSACTION_TYPE};
use indexmap::IndexMap;

/// What transactions that are added have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct SumKey {
    kind: &'static str,
    year: Option<String>,
    currency: String,
    country: Option<String>,
    donor: Option<String>,
}

/// Returns the budget lines of an activity.
pub(super) fn read(
    collector: &mut Collector,
    element: Element,
    context: &ActivityContext,
) -> Vec<Fields> {
    let mut lines = Vec::new();
    for budget in element.all("budget") {
        lines.extend(read_budget(collector, budget, context));
    }
    let mut sums: IndexMap<SumKey, Amount> = IndexMap::new();
    for transaction in element.all("transaction") {
        add_transaction(collector, transaction, context, &mut sums);
    }
    lines.extend(sums.into_iter().map(|(key, sum)| line_of_sum(key, sum)));
    lines
}

fn read_budget(
    collector: &mut Collector,
    budget: Element,
    context: &ActivityContext,
) -> Option<Fields> {
    let (amount, currency) = read_value(collector, budget, context)?;
    collector.add_budget(&currency, amount);
    let kind = budget.attribute("type").and_then(|code| BUDGET_TYPE.word(code));
    let day = |child: &str| budget.child_attribute(child, "iso-date").and_then(periods::day);
    let period = periods::period(day("period-start"), day("period-end"));
    let mut line = Fields::new();
    line.insert("amount".into(), amount.number().into());
    line.insert("currency".into(), currency.into());
    // a line that states no kind is of the budget
    set_text(&mut line, "kind", kind.filter(|kind| *kind != BUDGET_KINDS[0]));
    set_text(&mut line, "period", period);
    set_text(&mut line, "country", context.country);
    Some(line)
}

fn add_transaction(
    collector: &mut Collector,
    transaction: Element,
    context: &ActivityContext,
    sums: &mut IndexMap<SumKey, Amount>,
) {
    let code = transaction.child_attribute("transaction-type", "code").unwrap_or_default();
    let word = TRANSACTION_TYPE.word(code);
    let Some(kind) = word.filter(|word| BUDGET_KINDS.contains(word)) else {
        let name = word.unwrap_or("no known kind");
        collector.left_out.add(&format!("transaction of {name}"));
        return;
    };
    let Some((amount, currency)) = read_value(collector, transaction, context) else { return };
    let date = transaction.child_attribute("transaction-date", "iso-date").and_then(periods::day);
    let country = transaction.first("recipient-country");
    let country = country
        .and_then(|one| country_code(collector, one, context.language, context.line))
        .or(context.country.map(String::from));
    // who gives it is known of money that comes in
    let is_incoming = kind.starts_with("incoming");
    let provider = transaction.first("provider-org").filter(|_| is_incoming);
    let donor =
        provider.and_then(|org| collector.organisation(org, context.language, context.line));
    let year = date.and_then(|date| date.get(..4)).map(String::from);
    let key = SumKey { kind, year, currency, country, donor };
    let sum = sums.entry(key).or_default();
    match sum.plus(amount) {
        Some(total) => *sum = total,
        None => collector.left_out.add("transaction that makes a sum too large"),
    }
}

fn line_of_sum(key: SumKey, sum: Amount) -> Fields {
    let mut line = Fields::new();
    line.insert("amount".into(), sum.number().into());
    line.insert("currency".into(), key.currency.into());
    set_text(&mut line, "kind", Some(key.kind));
    set_text(&mut line, "period", key.year);
    set_text(&mut line, "country", key.country);
    set_text(&mut line, "donor", key.donor);
    line
}

/// Returns the amount and the currency of a budget or transaction; `None` if it has none, which is
/// told.
fn read_value(
    collector: &mut Collector,
    element: Element,
    context: &ActivityContext,
) -> Option<(Amount, String)> {
    let name = element.name();
    let value = element.first("value");
    let text = value.map(Element::text).unwrap_or_default();
    let Some(amount) = Amount::parse(text) else {
        collector.add_problem(element, format!("\"{text}\" is no amount; the {name} is left out"));
        collector.left_out.add(&format!("{name} without an amount"));
        return None;
    };
    let currency = value.and_then(|value| value.attribute("currency")).or(context.currency);
    let Some(currency) = currency else {
        let message = format!("no currency is stated; the {name} is left out");
        collector.add_problem(element, message);
        collector.left_out.add(&format!("{name} without a currency"));
        return None;
    };
    Some((amount, currency.to_uppercase()))
}
