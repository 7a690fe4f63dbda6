//! Chooses the kind of record that the headings of a sheet fit.

use super::answers::ImportAnswers;
use super::cell_text::fold_heading;
use super::column_matching::{ColumnMatch, ColumnTarget, MatchedColumn, match_columns};
use super::header_row::HeaderRow;
use crate::error::{Error, ErrorKind, Result};
use crate::model::KindId;
use std::cmp::Reverse;

/// The kinds that are tried first where a sheet fits several.
const PREFERRED_KINDS: &[&str] = &["events", "activities", "budgets", "indicators"];

/// So many kinds are named where none fits.
const MAX_NAMED_KINDS: usize = 3;

/// Returns the kind whose fields match the headings best.
///
/// # Errors
/// Fails if the sheet has what no kind needs.
pub(super) fn best_match(header: &HeaderRow, answers: &ImportAnswers) -> Result<ColumnMatch> {
    let mut matches = Vec::new();
    for kind in KindId::ALL.iter().copied().filter(|kind| *kind != KindId::Citations) {
        // an answer for another kind of sheet is no reason to fail here
        matches.extend(match_columns(kind, header, answers));
    }
    let whole = matches.iter().filter(|found| found.missing.is_empty() && found.used() > 1);
    if let Some(best) = whole.max_by_key(|found| rank(found)) {
        return Ok(best.clone());
    }
    let message = format!(
        "the headings in row {} fit no kind of record: {}",
        header.number,
        header.headings.join(", ")
    );
    Err(Error::new(ErrorKind::NoMatch, message).with_hint(hint(&matches)))
}

/// Returns the kind that a sheet or a file is named after: `Agencies`, `agency` or `AGENCIES`.
pub fn kind_named(name: &str) -> Option<KindId> {
    let folded = fold_heading(name);
    let is_name =
        |kind: &KindId| [kind.name(), kind.singular()].map(fold_heading).contains(&folded);
    KindId::ALL.iter().copied().find(is_name)
}

/// Returns how well a kind fits; more is better.
fn rank(found: &ColumnMatch) -> (bool, bool, usize, usize) {
    let has = |is_meant: &dyn Fn(&MatchedColumn) -> bool| found.columns.iter().any(is_meant);
    // a budget of an event makes no budget line of it
    let is_certain = found.kind != KindId::Budgets
        || found.has_years()
        || has(&|column| is_field(column, "currency"));
    // "Activity title" is that of an activity
    let start = format!("{} ", found.kind.singular());
    let is_named = has(&|column| {
        let is_own = matches!(column.target, ColumnTarget::Key)
            || is_field(column, "title")
            || is_field(column, "name");
        is_own && fold_heading(&column.heading).starts_with(&start)
    });
    let preferred = PREFERRED_KINDS.iter().rev().position(|name| *name == found.kind.name());
    (is_certain, is_named, found.used(), preferred.map_or(0, |place| place + 1))
}

fn is_field(column: &MatchedColumn, path: &str) -> bool {
    matches!(&column.target, ColumnTarget::Field(field) if field.path == path)
}

/// Returns the hint of a sheet that fits no kind: what the nearest kinds lack, and how to give it.
fn hint(matches: &[ColumnMatch]) -> String {
    let mut nearest: Vec<&ColumnMatch> = matches.iter().filter(|found| found.used() > 0).collect();
    nearest.sort_by_key(|found| Reverse(rank(found)));
    let lacks: Vec<String> = nearest
        .iter()
        .filter(|found| !found.missing.is_empty())
        .take(MAX_NAMED_KINDS)
        .map(|found| format!("{} lack {}", found.kind, found.missing.join(" and ")))
        .collect();
    // one column is too little to choose a kind by
    let alone: Vec<String> = nearest
        .iter()
        .filter(|found| found.missing.is_empty())
        .map(|found| format!("--as {} takes one column", found.kind))
        .collect();
    if lacks.is_empty() && alone.is_empty() {
        return "gloact import --template events writes a sheet with headings".into();
    }
    format!(
        "{}; --as KIND chooses one, --set FIELD=VALUE gives all rows a value, \
         --set FIELD+=HEADING takes a column",
        [lacks, alone].concat().join("; ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(headings: &[&str], tags: &[&str]) -> HeaderRow {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect();
        HeaderRow { number: 1, first_row: 1, headings: texts(headings), tags: texts(tags) }
    }

    fn matched(headings: &[&str], tags: &[&str]) -> (KindId, Vec<String>) {
        let found = best_match(&header(headings, tags), &ImportAnswers::default());
        let found = found.expect("a kind fits");
        let use_of = |column: &MatchedColumn| match &column.target {
            ColumnTarget::Field(field) => field.path.clone(),
            ColumnTarget::Date(field, part) => format!("{} {part:?}", field.path),
            ColumnTarget::Key => "id".into(),
            ColumnTarget::Record => "record".into(),
            ColumnTarget::Exported(_) => "exported".into(),
            ColumnTarget::YearAmount(heading) => heading.period.clone(),
            ColumnTarget::Unused(_) => "-".into(),
        };
        (found.kind, found.columns.iter().map(use_of).collect())
    }

    #[test]
    fn headings_in_three_languages_are_fields() {
        for (headings, uses) in [
            (
                &["Ref", "Event name *", "Start", "End", "Location Country", "City"][..],
                &["id", "title", "date Start", "date End", "countries", "place"][..],
            ),
            (
                &["Titre", "Date de début", "Pays", "Lieu", "Organisateur", "Bidule"][..],
                &["title", "date Start", "countries", "place", "agencies", "-"][..],
            ),
            (
                &["Título", "Fecha", "País(es)", "Ciudad", "Observaciones"][..],
                &["title", "date", "countries", "place", "note"][..],
            ),
        ] {
            assert_eq!(
                matched(headings, &[]),
                (KindId::Events, uses.iter().map(|text| (*text).into()).collect())
            );
        }
    }

    #[test]
    fn tags_count_more_than_headings() {
        let tags = ["#event+name", "#date+occurred", "#country+code", "#org"];
        let (kind, uses) = matched(&["Qué", "Cuándo", "Dónde", "Quién"], &tags);
        assert_eq!(kind, KindId::Events);
        assert_eq!(uses, ["title", "date", "countries", "agencies"]);
    }

    #[test]
    fn a_sheet_that_fits_nothing_says_what_it_lacks() {
        let error = best_match(&header(&["Country", "Sector"], &[]), &ImportAnswers::default());
        let error = error.expect_err("nothing fits");
        let hint = error.hint.unwrap_or_default();
        assert!(error.message.contains("Country, Sector") && hint.contains("lack"), "{hint}");
    }
}
