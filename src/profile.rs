//! The user's own files: overrides, bookmarks, keys, settings, decks and session memory.

pub mod atomic_file;
pub mod bookmarks_file;
pub mod deck;
pub mod directories;
pub mod documented_files;
pub mod editor_draft;
pub mod iati_file_name;
pub mod iati_programme;
pub mod import_files;
pub mod json_edit;
pub mod json_files;
pub mod json_object_parser;
pub mod keys_file;
pub mod layer_candidates;
pub mod layer_options;
pub mod layer_reading;
pub mod override_draft;
pub mod override_text;
pub mod pipe_texts;
pub mod programme_source;
pub mod remembered_state;
pub mod settings_file;
pub mod shown_programmes;
pub mod symlinks;
pub mod user_file_update;
