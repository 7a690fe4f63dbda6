//! The budgets and transactions of an activity.
//!
//! A budget of the standard is for one year at most. A longer one, and the total of a phase, is a
//! commitment, as the standard advises for totals.

use super::activity_dates::{first_day, last_day};
use super::extension::{EXTENSION_EDTF, EXTENSION_FIELD, EXTENSION_RECORD, record_element};
use super::omissions::{Fate, Omissions};
use super::organisations::organisation;
use super::xml_element::XmlElement;
use crate::model::iati_codes::{BUDGET_TYPE, TRANSACTION_TYPE};
use crate::model::{BudgetLine, EdtfDate, Phase};
use crate::store::{Dataset, RecordRef};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Number;
use std::collections::HashMap;

/// The kind of transaction that states a total.
const COMMITMENT: &str = "commitment";

/// The digits that each program which reads decimals of XML Schema must be able to hold.
const MAX_DECIMAL_DIGITS: usize = 18;

/// The money of one activity.
#[derive(Default)]
pub(super) struct ActivityMoney {
    pub(super) budgets: Vec<XmlElement>,
    pub(super) transactions: Vec<XmlElement>,
    /// Records that the standard cannot state.
    pub(super) extension: Vec<XmlElement>,
}

/// Returns the money of a record with these lines.
pub(super) fn money(
    data: &Dataset,
    record: RecordRef,
    lines: &[RecordRef],
    today: Date,
    omissions: &mut Omissions,
) -> ActivityMoney {
    let mut money = ActivityMoney::default();
    let total = total_of_phase(data, record, today);
    let has_total = data.get::<Phase>(record).is_some_and(|phase| phase.budget.is_some());
    if has_total && total.is_none() {
        omissions.add(Fate::Extension, "total of a phase", "a commitment needs a day that is past");
    }
    money.transactions.extend(total);
    let distinct = distinct_lines(data, lines);
    for row in lines {
        let Some(line) = data.get::<BudgetLine>(*row) else { continue };
        let element = if distinct.contains(row) {
            line_element(data, *row, line, has_total, today)
        } else {
            Err("another line includes them, and programs would add both up")
        };
        match element {
            Ok((is_budget, element)) => {
                let element = element.attribute(EXTENSION_RECORD, data.path(*row).as_str());
                let rest = record_element(data, *row, stated_fields(is_budget));
                let element = element.children(rest);
                if is_budget { &mut money.budgets } else { &mut money.transactions }.push(element);
            }
            Err(reason) => {
                omissions.add(Fate::Extension, "budget line", reason);
                money.extension.extend(record_element(data, *row, &[]));
            }
        }
    }
    money
}

/// Returns the lines that may be added up: of each kind, those that no other of them includes.
fn distinct_lines(data: &Dataset, lines: &[RecordRef]) -> Vec<RecordRef> {
    let mut kinds: HashMap<&str, Vec<RecordRef>> = HashMap::new();
    for row in lines {
        let kind = data.get::<BudgetLine>(*row).map_or("", BudgetLine::kind);
        kinds.entry(kind).or_default().push(*row);
    }
    kinds.values().flat_map(|rows| data.distinct_lines(rows)).collect()
}

/// Returns the commitment that states the total budget of a phase, on its first day. A donor who is
/// the only one provides it.
pub(super) fn total_of_phase(data: &Dataset, record: RecordRef, today: Date) -> Option<XmlElement> {
    let phase = data.get::<Phase>(record)?;
    let total = phase.budget.as_ref()?;
    let words = phase.date.as_ref().or(phase.project_dates.as_ref())?.display();
    let description =
        format!("Total budget of {words}; its day is the first of the planned period");
    let start = phase.planned_bounds()?.0;
    let day = Some(start).filter(|day| day.year() > 0 && *day <= today)?;
    let provider = match &phase.donors[..] {
        [donor] => Some(organisation("provider-org", data, donor)),
        _ => None,
    };
    let transaction = transaction(COMMITMENT, day)?
        .attribute(EXTENSION_FIELD, "budget")
        .child(value(&total.amount, &total.currency, day)?)
        .child(XmlElement::with_narrative("description", &description))
        .children(provider);
    Some(transaction)
}

/// Returns the element of a line, and whether it is a budget.
///
/// # Errors
/// Returns the reason why the standard cannot state it.
fn line_element(
    data: &Dataset,
    row: RecordRef,
    line: &BudgetLine,
    has_total: bool,
    today: Date,
) -> Result<(bool, XmlElement), &'static str> {
    let Some(period) = &line.period else {
        return Err("no period is stated, and the standard needs one");
    };
    let amount = |day| {
        value(&line.amount, &line.currency, day).ok_or("the amount has more digits than IATI reads")
    };
    let budget_type = BUDGET_TYPE.code(line.kind());
    if let Some(code) = budget_type
        && let Some((start, end)) = year_at_most(period)
    {
        let day =
            |name: &str, day: Date| XmlElement::new(name).attribute("iso-date", day.to_string());
        let budget = XmlElement::new("budget")
            .attribute("type", code)
            .attribute(EXTENSION_EDTF, period.as_str())
            .child(day("period-start", start))
            .child(day("period-end", end))
            .child(amount(start)?);
        return Ok((true, budget));
    }
    if budget_type.is_some() && has_total {
        return Err("longer than a year, and the total of the phase includes them");
    }
    let kind = if budget_type.is_some() { COMMITMENT } else { line.kind() };
    let Some(day) = transaction_day(kind, period, today) else {
        return Err("the standard has no transactions that are to come");
    };
    let Some(transaction) = transaction(kind, day) else {
        return Err("the standard has no such kind of money");
    };
    let name = data.title(row);
    let description =
        format!("{}{}{}", name, if name.is_empty() { "" } else { ", " }, period.display());
    let is_spent = budget_type.is_none() && kind != COMMITMENT;
    let (provider, receiver) = if is_spent {
        (line.agency.as_ref().or(line.donor.as_ref()), None)
    } else {
        (line.donor.as_ref(), line.agency.as_ref())
    };
    let transaction = transaction
        .attribute(EXTENSION_EDTF, period.as_str())
        .child(amount(day)?)
        .child(XmlElement::with_narrative("description", &description))
        .children(provider.map(|id| organisation("provider-org", data, id)))
        .children(receiver.map(|id| organisation("receiver-org", data, id)));
    Ok((false, transaction))
}

/// Returns the fields of a line that its element states; the extension states the others.
fn stated_fields(is_budget: bool) -> &'static [&'static str] {
    let fields = &["amount", "currency", "period", "kind"];
    if is_budget { fields } else { &fields[..3] }
}

fn transaction(kind: &str, day: Date) -> Option<XmlElement> {
    let code = TRANSACTION_TYPE.code(kind)?;
    let day = XmlElement::new("transaction-date").attribute("iso-date", day.to_string());
    let kind = XmlElement::new("transaction-type").attribute("code", code);
    Some(XmlElement::new("transaction").child(kind).child(day))
}

/// Returns the day of a sum: a commitment is of the first day of its period, money that is spent of
/// the last one that is not to come.
fn transaction_day(kind: &str, period: &EdtfDate, today: Date) -> Option<Date> {
    let first = first_day(period);
    let last = last_day(period);
    let days = if kind == COMMITMENT { [first, last] } else { [last, first] };
    days.into_iter().flatten().find(|day| *day <= today)
}

/// Returns the first and the last day of a period of one year at most.
fn year_at_most(period: &EdtfDate) -> Option<(Date, Date)> {
    let (start, end) = (first_day(period)?, last_day(period)?);
    let is_short = start <= end && start.checked_add(1.year()).is_ok_and(|next| end < next);
    is_short.then_some((start, end))
}

/// Returns the element of an amount, if it has no more digits than all programs read.
fn value(amount: &Number, currency: &str, day: Date) -> Option<XmlElement> {
    let digits = decimal(amount);
    if digits.bytes().filter(u8::is_ascii_digit).count() > MAX_DECIMAL_DIGITS {
        return None;
    }
    let value = XmlElement::new("value")
        .attribute("currency", currency)
        .attribute("value-date", day.to_string())
        .text(&digits);
    Some(value)
}

/// Returns a number without an exponent, as the standard writes amounts.
pub(super) fn decimal(number: &Number) -> String {
    match number.as_f64().filter(|_| number.is_f64()) {
        Some(number) => number.to_string(),
        None => number.to_string(),
    }
}
