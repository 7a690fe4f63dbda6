//! Turns the value of a field into lines of fragments.

use super::entry::TextFragment;
use crate::model::{KindId, RecordPath};
use crate::query::QueryContext;
use crate::query::field_value_text::{self, QUOTED_FIELDS, ValuePart, source_name};
use serde_json::Value as Json;

/// Returns the value at `path` as lines of fragments.
pub fn value_lines(ctx: &QueryContext, path: &RecordPath, value: &Json) -> Vec<Vec<TextFragment>> {
    let lines = field_value_text::value_lines(ctx, path, value).into_iter();
    let field = path.field_path().and_then(|path| path.split('/').next()).unwrap_or_default();
    if !QUOTED_FIELDS.contains(&field) {
        return lines.map(|line| line.into_iter().map(TextFragment::from).collect()).collect();
    }
    let source = ctx.data.citation(path).and_then(|citation| citation.0.first());
    let source = source.map(|claim| {
        let path = RecordPath::for_record(KindId::Sources, &claim.source);
        TextFragment::link(source_name(ctx, &claim.source), path)
    });
    let quote = |line: Vec<ValuePart>| {
        let words: Vec<&str> = line.iter().map(ValuePart::text).collect();
        let quotation = TextFragment::plain(format!("“{}”", words.join(", ")));
        std::iter::once(quotation).chain(source.clone()).collect()
    };
    lines.map(quote).collect()
}

impl From<ValuePart> for TextFragment {
    fn from(part: ValuePart) -> TextFragment {
        match part {
            ValuePart::Text(text) => TextFragment::plain(text),
            ValuePart::Key(key) => TextFragment::dim(key),
            ValuePart::Link(text, path) => TextFragment::link(text, path),
        }
    }
}
