//! Actions that ask first, and take effect when they come again.

use crate::model::RecordPath;

#[derive(Default)]
pub(super) struct RepeatedActions {
    /// The path whose override is removed when the same action comes again.
    pub(super) pending_revert: Option<RecordPath>,
    /// How many times in a row the last action was `Quit`.
    pub(super) quit_streak: u8,
}
