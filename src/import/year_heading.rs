//! Reads headings that name a year: "2024", "Budget 2024 (EUR)", "Spent 2024/25". Each cell below
//! is an amount of its own.

use super::cell_text::fold_heading;
use super::phase_names::year;

/// A column with the amounts of a year.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct YearHeading {
    /// The period in EDTF: `2024`, or `2024/2025` for a year of accounts.
    pub(super) period: String,
    /// The kind of budget line; `None` if the heading says nothing of it.
    pub(super) kind: Option<&'static str>,
}

/// Words beside a year, with the kind of budget line that they name.
const AMOUNT_WORDS: &[(&str, Option<&str>)] = &[
    ("year", None),
    ("fy", None),
    ("cy", None),
    ("in", None),
    ("for", None),
    ("amount", None),
    ("annee", None),
    ("ano", None),
    ("budget", Some("budget")),
    ("budgeted", Some("budget")),
    ("planned", Some("budget")),
    ("plan", Some("budget")),
    ("presupuesto", Some("budget")),
    ("revised", Some("revised")),
    ("committed", Some("commitment")),
    ("commitment", Some("commitment")),
    ("commitments", Some("commitment")),
    ("disbursed", Some("disbursement")),
    ("disbursement", Some("disbursement")),
    ("disbursements", Some("disbursement")),
    ("spent", Some("expenditure")),
    ("actual", Some("expenditure")),
    ("actuals", Some("expenditure")),
    ("expenditure", Some("expenditure")),
    ("expenditures", Some("expenditure")),
    ("depenses", Some("expenditure")),
    ("gastos", Some("expenditure")),
];

/// Returns the year that a heading names, if the rest of it says no more than what the amounts are.
pub(super) fn year_heading(heading: &str) -> Option<YearHeading> {
    let mut period = None;
    let mut kind = None;
    let folded = fold_heading(heading);
    for word in folded.split(' ') {
        // "FY2024" is one word
        let digits = word.strip_prefix("fy").unwrap_or(word);
        if let Some(found) = year(digits) {
            if period.is_some_and(|(_, last)| last + 1 != found) {
                return None;
            }
            period = Some((period.map_or(found, |(first, _)| first), found));
        } else if let Some(next) = short_year(digits, period) {
            period = period.map(|(first, _)| (first, next));
        } else if is_currency_word(heading, word) {
            continue;
        } else {
            let (_, named) = AMOUNT_WORDS.iter().find(|(known, _)| *known == word)?;
            // "revised budget 2024" is the revised one
            if kind.is_none() || kind == Some("budget") {
                kind = named.or(kind);
            }
        }
    }
    let period = match period? {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}/{last}"),
    };
    Some(YearHeading { period, kind })
}

/// Returns the second year of "2024/25".
fn short_year(word: &str, period: Option<(i16, i16)>) -> Option<i16> {
    let (first, last) = period?;
    let next = last + 1;
    let is_next = word.len() == 2 && word.parse() == Ok(next % 100);
    (is_next && first == last).then_some(next)
}

/// Returns whether a folded word is the code of a currency in a heading.
fn is_currency_word(heading: &str, word: &str) -> bool {
    let code = word.to_uppercase();
    word.len() == 3 && crate::model::is_currency(&code) && heading.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_in_headings() {
        for (heading, period, kind) in [
            ("2024", "2024", None),
            ("FY2024", "2024", None),
            ("Year 2024", "2024", None),
            ("2024 (EUR)", "2024", None),
            ("EUR 2024", "2024", None),
            ("Budget 2024", "2024", Some("budget")),
            ("Revised budget 2024", "2024", Some("revised")),
            ("Spent in 2024", "2024", Some("expenditure")),
            ("Dépenses 2024", "2024", Some("expenditure")),
            ("2024/25", "2024/2025", None),
            ("2024–2025", "2024/2025", None),
        ] {
            let found = year_heading(heading);
            assert_eq!(found, Some(YearHeading { period: period.into(), kind }), "{heading}");
        }
        for heading in ["Year", "Target 2024", "12024", "2024-03-15", "2024-2028", "", "Ref 2024"] {
            assert_eq!(year_heading(heading), None, "{heading}");
        }
    }
}
