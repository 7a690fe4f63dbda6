//! The user's own files and settings, as the dashboard holds them.

use super::appearance::AppearanceInputs;
use super::settings::Settings;
use crate::profile::bookmarks_file::Bookmarks;
use crate::profile::deck::Deck;
use crate::profile::keys_file::UserKeyBinding;
use crate::profile::remembered_state::RememberedState;
use indexmap::IndexMap;

/// The user's own files and settings.
#[derive(Default)]
pub struct UserProfile {
    pub recent_choices: RememberedState,
    pub bookmarks: Bookmarks,
    pub keys: Vec<UserKeyBinding>,
    pub decks: IndexMap<String, Deck>,
    pub settings: Settings,
    /// The errors of files that changed, as the user was told.
    pub file_problems: Vec<String>,
    /// The terminal, and the flags of this call.
    pub appearance: AppearanceInputs,
}
