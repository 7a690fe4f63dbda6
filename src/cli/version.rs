//! `gloact --version --verbose`: the version, and the build it comes from.
//!
//! Two variables of the environment of a build set what it says: `GLOACT_PACKAGE` names the
//! package, `GLOACT_COMMIT` the commit.

use crate::store::Dataset;
use std::env::consts::{ARCH, OS};

pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The package that this program belongs to.
pub(super) const PACKAGE: &str = match option_env!("GLOACT_PACKAGE") {
    Some(package) => package,
    None => "none: built with cargo",
};

const COMMIT: &str = match option_env!("GLOACT_COMMIT") {
    Some(commit) => commit,
    None => "not stated by the build",
};

/// The parts that only some systems have.
const FEATURES: &[(&str, bool)] = &[
    ("kiosk", cfg!(unix)),
    ("Landlock", cfg!(target_os = "linux")),
    ("speaker notes", cfg!(unix)),
    ("static", cfg!(target_feature = "crt-static")),
];

/// Describes the version in a line for each fact.
pub(super) fn describe_build() -> String {
    let data = Dataset::bundled();
    let day = data.as_of_date().map_or("not stated".into(), ToString::to_string);
    let features: Vec<&str> =
        FEATURES.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name).collect();
    format!(
        "gloact {VERSION}\n\
        commit: {COMMIT}\n\
        package: {PACKAGE}\n\
        system: {OS} {ARCH}\n\
        features: {}\n\
        bundled data: as of {day}\n",
        features.join(", ")
    )
}
