//! The ids that an import has given, so that no two records have the same.

use crate::model::KindId;
use std::collections::HashSet;

/// Ids by kind.
#[derive(Debug, Default)]
pub(super) struct UsedIds(HashSet<(KindId, String)>);

impl UsedIds {
    /// Returns `id`, or the first free one of `id-2`, `id-3` and so on, and keeps it as used.
    pub(super) fn unique(&mut self, kind: KindId, id: &str) -> String {
        let first = if id.is_empty() { kind.singular() } else { id };
        let first = first.replace(' ', "-");
        let mut number = 1;
        loop {
            let id = if number == 1 { first.clone() } else { format!("{first}-{number}") };
            if self.0.insert((kind, id.clone())) {
                return id;
            }
            number += 1;
        }
    }
}
