//! The fixed properties of a pane.

use crate::command::Command;
use crate::model::KindId;

/// The fixed properties of a pane.
#[derive(Clone, Copy)]
pub struct PaneDefinition {
    /// The word in `go NAME`, `gloact NAME`, `screenshots/NAME.svg`.
    pub name: &'static str,
    pub description: &'static str,
    /// The record kinds that links open in this pane.
    pub home_kinds: &'static [KindId],
    /// Commands that only this pane has.
    pub commands: &'static [Command],
    pub can_filter: bool,
}
