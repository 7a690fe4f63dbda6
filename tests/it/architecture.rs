//! The rooms of the house: which may use which, what stays out of them, and how large a file may grow.

use crate::{files_with_extension, root};
use std::path::Path;

/// Each room and the rooms that it may use; the same picture stands at the top of `src/lib.rs`.
const ALLOWED_MODULES: &[(&str, &str)] = &[
    ("app", "pane ui detail export query command profile store model error suggest sort"),
    ("cli", "app command detail error export model pane profile query store term ui"),
    ("command", "model error"),
    ("detail", "query store model error sort"),
    ("error", "suggest"),
    ("export", "detail query store model error"),
    ("model", "error"),
    ("pane", "ui detail query command store model error sort"),
    ("parallel", ""),
    ("profile", "store model error parallel sort suggest"),
    ("query", "store model error parallel sort suggest"),
    ("sort", ""),
    ("store", "model error parallel sort suggest"),
    ("suggest", ""),
    ("term", "app ui command profile store model error sort"),
    ("ui", "detail query store model error sort"),
];

/// What is known in some rooms only.
const RESTRICTED_WORDS: &[(&str, &str)] = &[
    ("ratatui", "app cli pane term ui"),
    ("signal_hook", "term"),
    ("std::fs", "cli profile store term"),
    ("std::env", "main cli profile"),
    ("Timestamp::now", "cli"),
    ("SystemTime", "cli term"),
    ("Instant", "cli term"),
    ("unsafe", ""),
    // rooms and modules are named one a line, so that the words above are found
    ("crate::{", ""),
    ("std::{", ""),
];

/// Each source file with its room and its lines of code.
fn for_each_file(mut visit: impl FnMut(&Path, &str, &str, &[&str])) {
    for path in files_with_extension(&root().join("src"), "rs") {
        let below = path.strip_prefix(root().join("src")).unwrap();
        let room = below
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs");
        let text = std::fs::read_to_string(&path).unwrap();
        let code: Vec<&str> =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        visit(below, room, &text, &code);
    }
}

fn list_has(list: &str, name: &str) -> bool {
    list.split(' ').any(|one| one == name)
}

#[test]
fn every_module_is_in_the_table() {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rooms: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(rooms, ALLOWED_MODULES.iter().map(|(room, _)| *room).collect::<Vec<_>>());
}

#[test]
fn modules_use_only_allowed_modules() {
    for_each_file(|path, room, _, code| {
        // from the front door of a room, up is outside
        let outside = path.components().count() == 1;
        assert!(
            !outside
                || code
                    .iter()
                    .all(|line| !line.contains("super::") || line.trim() == "use super::*;"),
            "{}",
            path.display()
        );
        let may = ALLOWED_MODULES.iter().find(|(name, _)| *name == room).map_or("", |(_, may)| may);
        for line in code {
            for used in line
                .split("crate::")
                .skip(1)
                .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
            {
                assert!(
                    used == room || list_has(may, used),
                    "{}: {room} may not use {used}: {line}",
                    path.display()
                );
            }
        }
    });
}

#[test]
fn terminal_files_and_clock_are_used_only_where_allowed() {
    for_each_file(|path, room, _, code| {
        for (word, rooms) in RESTRICTED_WORDS.iter().filter(|(_, rooms)| !list_has(rooms, room)) {
            let found = code.iter().find(|line| line.contains(word));
            assert_eq!(found, None, "{}: {word} belongs to {rooms:?}", path.display());
        }
    });
}

#[test]
fn files_start_with_a_module_sentence_and_stay_small() {
    for_each_file(|path, _, text, _| {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! "), "{}: {first}", path.display());
        assert!(
            text.lines().count() < 640,
            "{} has {} lines: it is two nouns",
            path.display(),
            text.lines().count()
        );
    });
}
