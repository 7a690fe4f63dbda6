//! The records that a text of a cell means, as far as they are known.

use super::answers::ValueAnswer;

/// The links that a text of a cell means.
#[derive(Clone, Default)]
pub(super) struct LinkReading {
    /// `None` if a part of the text is unknown.
    pub(super) ids: Option<Vec<String>>,
    /// Parts that name no record, with the answers that are assumed for them.
    pub(super) unknown: Vec<(String, Option<ValueAnswer>)>,
}
