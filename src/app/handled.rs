//! Tells whether a layer of the dashboard has handled a key or an action.

/// The outcome of offering a key or an action to a layer. After `No` the layer below is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handled {
    No,
    Yes,
}
