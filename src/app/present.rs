//! Presentations: slides made from the data, with notes for the speaker and handouts.

pub(crate) mod commands;
pub(crate) mod decks;
pub(crate) mod handout;
pub(crate) mod layout;
mod narration;
pub(crate) mod placeholders;
mod redact;
mod render;
pub(crate) mod session;
pub(crate) mod speaker;
