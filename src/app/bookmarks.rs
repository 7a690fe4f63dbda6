//! Bookmarks: named views, each a script.

use super::{App, Effect};
use crate::error::{Error, Result};
use crate::profile::bookmarks_file::Bookmarks;

impl App {
    /// Saves the current view under a name. It is listed at once, before the file is written.
    pub(super) fn save_bookmark(&mut self, name: &str) -> Result<()> {
        let name = valid_name(name)?;
        let script = self.script();
        self.set_status(format!("bookmarked as \"{name}\": v lists bookmarks"));
        self.profile.bookmarks.insert(name.into(), script.clone());
        self.push_effect(Effect::StoreBookmark(name.into(), Some(script)));
        Ok(())
    }

    pub(super) fn delete_bookmark(&mut self, name: &str) -> Result<()> {
        let name = valid_name(name)?;
        let bookmarks = &mut self.profile.bookmarks;
        if bookmarks.shift_remove(name).is_none() {
            return Err(Error::unknown_name(
                "bookmark",
                name,
                bookmarks.keys().map(String::as_str),
            ));
        }
        self.set_status(format!("bookmark \"{name}\" is deleted"));
        self.push_effect(Effect::StoreBookmark(name.into(), None));
        Ok(())
    }

    /// Takes the bookmarks as the file has them now, or shows why they could not be stored.
    pub fn set_bookmarks(&mut self, bookmarks: Result<Bookmarks>) {
        match bookmarks {
            Ok(bookmarks) => {
                self.profile.bookmarks = bookmarks;
                self.refresh_picker();
            }
            Err(error) => self.show_outcome(Err(error)),
        }
    }
}

fn valid_name(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() || name.contains([';', '"']) {
        return Err(Error::usage(format!("invalid bookmark name \"{name}\""))
            .with_hint("a name without ; and \""));
    }
    Ok(name)
}
