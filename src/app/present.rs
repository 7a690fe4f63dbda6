//! Presentations: slides made from the data, with notes for the speaker and handouts.

mod borrowed_place_legend;
mod deck_check;
pub(crate) mod decks;
pub(crate) mod handout_page;
pub(crate) mod placeholders;
pub(crate) mod presentation;
mod redaction;
mod render;
mod slide_actions;
pub(crate) mod slide_commands;
mod slide_fit;
pub(crate) mod slide_layout;
mod slide_moves;
mod speaker_keys;
pub(crate) mod speaker_view;
mod spoken_slide;
