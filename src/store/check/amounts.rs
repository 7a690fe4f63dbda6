//! Checks amounts: currencies of money, numbers of people, and the claims of sources about amounts
//! and dates.

use super::Report;
use crate::model::text::truncate;
use crate::model::{Citation, EdtfDate, Event, KindId, Money, RecordPath, is_currency};

/// A claim is shortened: its amount may be rounded by this part.
const MAX_ROUNDING: f64 = 0.05;

/// The longest claim that a message quotes in full, in cells.
const MAX_QUOTED_WIDTH: u16 = 60;

/// Names of currencies that people write for codes, with the codes.
const CURRENCY_NAMES: &[(&str, &str)] = &[
    ("CFA", "the CFA franc is XOF (West Africa) or XAF (Central Africa)"),
    ("EURO", "euro is EUR"),
    ("EUROS", "euro is EUR"),
    ("€", "euro is EUR"),
    ("US$", "the dollar of the United States is USD"),
    ("$", "the dollar of the United States is USD"),
    ("DOLLAR", "the dollar of the United States is USD"),
    ("£", "the pound of the United Kingdom is GBP"),
    ("RMB", "renminbi is CNY"),
    ("STG", "the pound of the United Kingdom is GBP"),
];

impl Report<'_> {
    pub(super) fn check_currencies(&mut self) {
        for (id, phase) in self.data.phases().iter() {
            let fields = [("budget", &phase.budget), ("ec_contribution", &phase.ec_contribution)];
            for (field, money) in fields {
                let Some(code) = money.as_ref().map(|money| &money.currency) else { continue };
                if money.as_ref().is_some_and(|money| money.amount_value() < 0.0) {
                    let path = RecordPath::for_record(KindId::Phases, id).join(field);
                    let hint = "state the amount without a minus, or remove it";
                    self.warning(path, "an amount below zero".into(), Some(hint.into()));
                }
                self.check_currency(RecordPath::for_record(KindId::Phases, id).join(field), code);
            }
        }
        for (id, line) in self.data.budgets().iter() {
            let path = RecordPath::for_record(KindId::Budgets, id).join("currency");
            self.check_currency(path, &line.currency);
        }
    }

    fn check_currency(&mut self, path: RecordPath, code: &str) {
        if is_currency(code) {
            return;
        }
        let name = code.to_uppercase();
        let known = CURRENCY_NAMES.iter().find(|(known, _)| *known == name);
        let hint = known
            .map_or("use three capital letters such as EUR (ISO 4217)", |(_, meaning)| *meaning);
        let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        let fault = if is_code { "unknown currency" } else { "invalid currency code" };
        self.warning(path, format!("{fault} \"{code}\""), Some(hint.into()));
    }

    /// Warns about more women and men at an event than people in all.
    pub(super) fn check_participants(&mut self, path: &RecordPath, event: &Event) {
        let Some(participants) = &event.participants else { return };
        let parts = participants.women.unwrap_or(0).saturating_add(participants.men.unwrap_or(0));
        if let Some(total) = participants.total.filter(|total| parts > *total) {
            let message = format!("{parts} women and men are more than the total of {total}");
            let hint = "mend one of the numbers, or remove \"total\"";
            self.warning(path.join("participants"), message, Some(hint.into()));
        }
    }

    /// Warns where the first claim of a citation states another amount or date than the value in
    /// use. Texts are not compared, because claims are shortened.
    pub(super) fn check_first_claim(&mut self, path: &RecordPath, cited: &str, claims: &Citation) {
        let Some((first, says)) =
            claims.0.first().and_then(|claim| Some((claim, claim.says.as_deref()?)))
        else {
            return;
        };
        let cited = RecordPath::new(cited);
        let citation = self.data.record_at(path);
        let is_cited_anew = citation.is_some_and(|record| self.data.is_record_overridden(record));
        if self.data.is_overridden(&cited) && !is_cited_anew {
            // the override is meant to differ from the source
            return;
        }
        let Some(value) = self.data.value_at(&cited) else { return };
        let in_use = if let Ok(money) = serde_json::from_value::<Money>(value.clone()) {
            if states_amount(says, &money) {
                return;
            }
            money.display()
        } else {
            let dates = value
                .as_str()
                .and_then(|text| Some((EdtfDate::parse(text).ok()?, EdtfDate::parse(says).ok()?)));
            match dates {
                Some((in_use, said)) if in_use.sort_bounds() != said.sort_bounds() => {
                    in_use.to_string()
                }
                _ => return,
            }
        };
        let said = truncate(says, MAX_QUOTED_WIDTH);
        let message = format!("the first claim, \"{said}\", is not the value in use, {in_use}");
        let hint = "put a claim of the value in use first, or change the value";
        self.claim_warning(path, claims, first, "says", message, hint.into());
    }
}

/// Returns whether a claim states an amount, or no single number that could be compared.
fn states_amount(says: &str, money: &Money) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let mut numbers = says.split(|letter: char| !is_digit(letter));
    let mut numbers = numbers.by_ref().filter(|part| part.contains(|c: char| c.is_ascii_digit()));
    let (Some(number), None) = (numbers.next(), numbers.next()) else { return true };
    let number = number.replace(',', "");
    let Ok(units) = number.trim_end_matches('.').parse::<f64>() else { return true };
    let said = says.to_lowercase();
    let factor = match () {
        () if said.contains("billion") => 1e9,
        () if said.contains("million") || said.contains("mio") => 1e6,
        () => 1.0,
    };
    let amount = money.amount_value().abs();
    let has_other_currency = says
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .any(|word| is_currency(word) && *word != *money.currency);
    let is_near = (units * factor - amount).abs() <= amount * MAX_ROUNDING;
    is_near && !has_other_currency
}
