//! The user's own files: overrides, views, keys, settings, decks and the state of the last session.

pub mod deck;
pub mod override_file;
pub mod own;
pub mod paths;
