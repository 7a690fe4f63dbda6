//! Presentations: slides made from the data, with notes for the speaker and handouts.

pub(crate) mod decks;
pub(crate) mod handout;
pub(crate) mod layout;
pub(crate) mod session;
