//! The result of one check of `gloact doctor`.

use crate::model::text::sanitize;

/// The result of one check.
pub(super) struct DoctorCheck {
    pub(super) name: &'static str,
    pub(super) found: String,
    /// The remedy of the problem; empty if there is no problem.
    pub(super) fix: String,
}

impl DoctorCheck {
    pub(super) fn ok(name: &'static str, found: impl AsRef<str>) -> Self {
        DoctorCheck::with_fix(name, found, "")
    }

    pub(super) fn with_fix(
        name: &'static str,
        found: impl AsRef<str>,
        fix: impl Into<String>,
    ) -> Self {
        DoctorCheck { name, found: sanitize(found.as_ref()).into_owned(), fix: fix.into() }
    }
}
