//! Checks the currencies of amounts of money, and their sign.

use super::Report;
use crate::model::{KindId, RecordPath, is_currency};

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
}
