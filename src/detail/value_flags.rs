//! The flags of a value: overridden, or disputed between sources.

use crate::model::RecordPath;
use crate::store::Dataset;

/// The symbols beside a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueFlags {
    /// The sources contradict each other.
    pub disputed: bool,
    /// An override set the value.
    pub overridden: bool,
}

impl ValueFlags {
    /// Returns the flags that either value has.
    #[must_use]
    pub fn or(self, other: ValueFlags) -> ValueFlags {
        ValueFlags {
            disputed: self.disputed || other.disputed,
            overridden: self.overridden || other.overridden,
        }
    }

    /// Returns the flags of the value of a path.
    pub fn of_path(data: &Dataset, path: &RecordPath) -> ValueFlags {
        ValueFlags { disputed: data.is_disputed(path), overridden: data.is_overridden(path) }
    }
}
