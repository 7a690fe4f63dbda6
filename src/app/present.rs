//! Presentations: slides made from the data, with notes for the speaker and handouts.

mod deck_check;
pub(crate) mod decks;
pub(crate) mod handout_page;
mod place_legend;
pub(crate) mod placeholders;
pub(crate) mod presentation;
mod redaction;
mod remote_keys;
mod render;
pub(crate) mod slide_commands;
mod slide_fit;
pub(crate) mod slide_layout;
mod slide_lines;
pub(crate) mod speaker_view;
