//! Turns the value of a field into lines of fragments.

use super::entry::Fragment;
use crate::model::RecordPath;
use crate::query::QueryContext;
use crate::query::value_text::{self, ValuePart};
use serde_json::Value as Json;

/// Returns the value at `path` as lines of fragments.
pub fn value_lines(ctx: &QueryContext, path: &RecordPath, value: &Json) -> Vec<Vec<Fragment>> {
    let lines = value_text::value_lines(ctx, path, value);
    lines.into_iter().map(|line| line.into_iter().map(Fragment::from).collect()).collect()
}

impl From<ValuePart> for Fragment {
    fn from(part: ValuePart) -> Fragment {
        match part {
            ValuePart::Text(text) => Fragment::plain(text),
            ValuePart::Key(key) => Fragment::dim(key),
            ValuePart::Link(text, path) => Fragment::link(text, path),
        }
    }
}
