//! Names a source in a line of a detail.

use super::entry::TextFragment;
use crate::model::{KindId, RecordPath};
use crate::query::QueryContext;
use crate::query::field_value_text::source_name;

/// Returns a source as a link, with its date, file name and address.
pub(super) fn source_fragments(ctx: &QueryContext, id: &str) -> Vec<TextFragment> {
    let path = RecordPath::for_record(KindId::Sources, id);
    let mut fragments = vec![TextFragment::link(source_name(ctx, id), path)];
    let Some(source) = ctx.data.sources().get(id) else { return fragments };
    if let Some(date) = &source.date {
        fragments.push(TextFragment::dim(date.display()));
    }
    let origins = source.file.iter().chain(&source.address);
    fragments.extend(origins.map(|origin| TextFragment::dim(&**origin)));
    fragments
}
