//! A budget line: money that is planned, committed or spent, and for what.

use super::record_macro::{IsEmpty, record};
use super::{EdtfDate, Money, RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};
use serde_json::Number;

record! {
    /// An amount of money that is planned, committed or spent (iati-activity budget or
    /// transaction).
    BudgetLine {
        /// Units of the currency, with decimals if they are stated; below zero for money that is
        /// taken back.
        amount: Number,
        /// ISO 4217 code.
        currency: Text;
        /// The name of the line.
        title: Option<Text>,
        /// `budget` (if nothing is stated), `revised`, `commitment`, `disbursement`,
        /// `expenditure`, `incoming funds` or `incoming commitment`.
        kind: Option<Text>,
        /// The budget line that it is part of. The amounts of both are never added.
        within: Option<Text>,
        /// The phase that the money is for.
        phase: Option<Text>,
        /// The objective that the money is for.
        objective: Option<Text>,
        /// The activity that the money is for.
        activity: Option<Text>,
        /// The time that the money is for.
        period: Option<EdtfDate>,
        /// The country that the money is for.
        country: Option<Text>,
        /// The agency that gives the money.
        donor: Option<Text>,
        /// The agency that spends the money.
        agency: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

/// Known kinds of budget line. Others cause a warning.
pub const BUDGET_KINDS: &[&str] = &[
    "budget",
    "revised",
    "commitment",
    "disbursement",
    "expenditure",
    "incoming funds",
    "incoming commitment",
];

impl BudgetLine {
    /// Returns the amount with its currency.
    pub fn money(&self) -> Money {
        Money { amount: self.amount.clone(), currency: self.currency.clone() }
    }

    /// Returns the kind; a line that states none is of the budget.
    pub fn kind(&self) -> &str {
        self.kind.as_deref().unwrap_or(BUDGET_KINDS[0])
    }

    /// Returns the year of the period, if it lies within one.
    pub fn year(&self) -> Option<i16> {
        let period = self.period.as_ref()?;
        let year = period.earliest()?.year();
        (period.latest()?.year() == year).then_some(year)
    }
}
