//! Checks the claims of citations: their path, their grades, and the claim of the value in use.

use super::{MAX_QUOTED_WIDTH, Report, locate, locate_in_record};
use crate::model::text::truncate;
use crate::model::{
    AgreeingClaims, Claim, DifferenceGrade, EdtfDate, KindId, Money, RecordPath, ValueClaims,
    is_currency,
};
use crate::store::finding::Finding;

/// A claim is shortened: its amount may be rounded by this part.
const MAX_ROUNDING: f64 = 0.05;

impl Report<'_> {
    pub(super) fn check_citations(&mut self) {
        for (id, citation) in self.data.citations().iter() {
            let path = RecordPath::for_record(KindId::Citations, id);
            self.check_cited_path(&path, id);
            self.check_grades(&path, citation);
            self.check_first_claim(&path, id, citation);
        }
    }

    /// Warns about values that differ without saying how, and about a grade of the value in use. A
    /// citation has one warning of each sort, however many claims it has.
    fn check_grades(&mut self, path: &RecordPath, citation: &ValueClaims) {
        let groups = citation.by_claim();
        let Some(in_use) = groups.first() else { return };
        let ungraded: Vec<&AgreeingClaims> =
            groups.iter().filter(|group| group.lacks_grade()).collect();
        if let Some(first) = ungraded.first() {
            let more = match ungraded.len() - 1 {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            let message = format!(
                "the claim {}{more} differs from {}, but does not say how, \
                 so it counts as a contradiction",
                quoted(first),
                quoted(in_use)
            );
            let hint = format!(
                "add \"difference\" with one of the words {}",
                DifferenceGrade::WORDS.join(", ")
            );
            self.claim_warning(path, citation, first.claims[0], "says", message, hint);
        }
        if let Some(claim) = in_use.claims.iter().find(|claim| claim.difference.is_some()) {
            let message = "this claim is the value in use, so its difference has no effect";
            let hint = "remove \"difference\", or put the claim of the value in use first";
            self.claim_warning(path, citation, claim, "difference", message.into(), hint.into());
        }
    }

    /// Warns about a field of a claim, at its position.
    fn claim_warning(
        &mut self,
        path: &RecordPath,
        citation: &ValueClaims,
        claim: &Claim,
        field: &str,
        message: String,
        hint: String,
    ) {
        let index = citation.0.iter().position(|other| std::ptr::eq(other, claim));
        let (layer, offset) = index
            .and_then(|index| locate_in_record(self.data, path, &format!("{index}/{field}")))
            .unwrap_or_else(|| locate(self.data, path));
        let finding = Finding::warning(path.clone(), layer, offset, message);
        self.findings.push(finding.with_hint(Some(hint)));
    }

    /// Warns where the first claim of a citation states another amount or date than the value in
    /// use. Texts are not compared, because claims are shortened.
    fn check_first_claim(&mut self, path: &RecordPath, cited: &str, claims: &ValueClaims) {
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

/// Returns the value of a group of claims as messages name it.
fn quoted(group: &AgreeingClaims) -> String {
    match group.value {
        Some(value) => format!("\"{}\"", truncate(value, MAX_QUOTED_WIDTH)),
        None => "the value in use".into(),
    }
}
