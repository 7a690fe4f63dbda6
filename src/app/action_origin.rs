//! The origin of an action: the user or a script.

/// The origin of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ActionOrigin {
    /// The user: history and undo follow, and a revert is asked twice.
    User,
    /// A step of a script: `go` resets the pane that it leads to.
    Script,
}
