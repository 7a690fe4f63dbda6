//! Looks headings up in the table of headings, and among the fields of the kinds.

use super::cell_text::fold_heading;
use super::field_types::{ImportField, import_fields};
use super::heading_table::HEADINGS;
use super::heading_target::HeadingTarget;
use super::year_heading::year_heading;
use crate::model::KindId;

/// Returns whether any kind may have a column with this heading.
pub(super) fn is_known_heading(text: &str) -> bool {
    let folded = fold_heading(text);
    !folded.is_empty()
        && (folded == "record"
            || table_target(&folded, "").is_some()
            || year_heading(text).is_some()
            || KindId::ALL.iter().any(|kind| field_named(*kind, &folded).is_some()))
}

/// Returns what the table has for a heading or a tag.
pub(super) fn table_target(heading: &str, tag: &str) -> Option<HeadingTarget> {
    let is_tag = |known: &&str| {
        // the attributes of a tag may stand in any order, and there may be more of them
        let mut parts = tag.split('+');
        let mut known = known.split('+');
        !tag.is_empty()
            && parts.next() == known.next()
            && known.all(|attribute| parts.clone().any(|part| part == attribute))
    };
    let by_tag = HEADINGS.iter().filter_map(|(target, _, tags)| {
        let longest = tags.iter().filter(|known| is_tag(known)).map(|known| known.len()).max()?;
        Some((longest, *target))
    });
    if let Some((_, target)) = by_tag.max_by_key(|(length, _)| *length) {
        return Some(target);
    }
    let has = |known: &[&str]| known.iter().any(|known| fold_heading(known) == heading);
    HEADINGS.iter().find(|(_, headings, _)| has(headings)).map(|(target, ..)| *target)
}

/// Returns the field of a kind with this folded name: `project dates` is `project_dates`.
pub(super) fn field_named(kind: KindId, folded: &str) -> Option<&'static ImportField> {
    import_fields(kind).iter().find(|field| fold_heading(&field.path) == folded)
}
