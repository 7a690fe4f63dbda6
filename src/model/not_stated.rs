//! The words in place of a value that the data do not state.

pub const NOT_STATED: &str = "not stated";
