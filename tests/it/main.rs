//! What must hold of the house, the data, the screens and the program as a whole: one binary, a file a subject.

#![allow(clippy::unwrap_used, reason = "a test says that something is wrong by failing")]

mod data;
mod facts;
mod house;

use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};

/// The day that counts as today.
const TODAY: Date = date(2026, 11, 22);

/// The folder of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder that end so, in order.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.flat_map(|path| if path.is_dir() { files(&path, end) } else { vec![path] }).collect();
    found.retain(|path| path.extension().is_some_and(|found| found == end));
    found.sort();
    found
}
