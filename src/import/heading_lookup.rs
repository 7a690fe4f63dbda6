//! Looks headings up in the table of headings, and among the fields of the kinds.

use super::activity_headings::ACTIVITY_HEADINGS;
use super::cell_text::fold_heading;
use super::field_types::{ImportField, import_fields};
use super::heading_table::HEADINGS;
use super::heading_target::HeadingTarget;
use super::year_heading::year_heading;
use crate::model::KindId;
use std::collections::HashMap;
use std::sync::OnceLock;

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
    let table = || HEADINGS.iter().chain(ACTIVITY_HEADINGS);
    let by_tag = table().filter_map(|(target, _, tags)| {
        let longest = tags.iter().filter(|known| is_tag(known)).map(|known| known.len()).max()?;
        Some((longest, *target))
    });
    if let Some((_, target)) = by_tag.max_by_key(|(length, _)| *length) {
        return Some(target);
    }
    targets_by_heading().get(heading).copied()
}

/// Returns the table by folded heading; of equal headings the first counts.
fn targets_by_heading() -> &'static HashMap<String, HeadingTarget> {
    static TARGETS: OnceLock<HashMap<String, HeadingTarget>> = OnceLock::new();
    TARGETS.get_or_init(|| {
        let mut targets = HashMap::new();
        for (target, headings, _) in HEADINGS.iter().chain(ACTIVITY_HEADINGS) {
            for heading in *headings {
                targets.entry(fold_heading(heading)).or_insert(*target);
            }
        }
        targets
    })
}

/// Fields by folded name.
type FieldsByName = HashMap<String, &'static ImportField>;

/// Returns the field of a kind with this folded name: `project dates` is `project_dates`.
pub(super) fn field_named(kind: KindId, folded: &str) -> Option<&'static ImportField> {
    static FIELDS: [OnceLock<FieldsByName>; KindId::ALL.len()] =
        [const { OnceLock::new() }; KindId::ALL.len()];
    let fields = FIELDS[kind as usize].get_or_init(|| {
        let mut by_name = HashMap::new();
        for field in import_fields(kind) {
            by_name.entry(fold_heading(&field.path)).or_insert(field);
        }
        by_name
    });
    fields.get(folded).copied()
}
