//! The structure of `src`: which folder may use which, circles between files, names, and sizes.

mod source_limits;

use crate::{files_with_extension, root};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each folder and the folders that it may use; `src/lib.rs` and `ARCHITECTURE.md` draw the same.
const ALLOWED_MODULES: &[(&str, &str)] = &[
    ("app", "pane ui detail export import query command profile store model error suggest"),
    (
        "cli",
        "app command detail error export import model pane profile query store suggest term ui",
    ),
    ("command", "model error"),
    ("detail", "query store model error"),
    ("error", "suggest"),
    ("export", "detail query store model error"),
    ("import", "export query store model error suggest"),
    ("model", "error"),
    ("pane", "ui detail query command store model error suggest"),
    ("parallel", ""),
    ("profile", "import store model error parallel suggest"),
    ("query", "store model error parallel suggest"),
    ("store", "model error parallel suggest"),
    ("suggest", ""),
    ("term", "app ui command profile store model error"),
    ("ui", "detail query store model error"),
];

/// Words that may stand in the code of these folders only.
const RESTRICTED_WORDS: &[(&str, &str)] = &[
    ("ratatui", "app cli pane term ui"),
    ("signal_hook", "term"),
    ("std::fs", "cli profile store term"),
    ("std::env", "main cli profile"),
    ("Timestamp::now", "cli"),
    ("SystemTime", "cli term"),
    ("Instant", "cli term"),
    ("unsafe", ""),
    // it panics where the system starts no more threads
    ("thread::spawn", ""),
    // imports name one module a line, so that a search finds the words above
    ("crate::{", ""),
    ("std::{", ""),
];

/// Calls `visit` with each source file, its top folder, its text and its lines of code.
fn for_each_file(mut visit: impl FnMut(&Path, &str, &str, &[&str])) {
    for path in files_with_extension(&root().join("src"), "rs") {
        let relative = path.strip_prefix(root().join("src")).unwrap();
        let folder = relative
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
        visit(relative, folder, &text, &code);
    }
}

fn list_has(list: &str, name: &str) -> bool {
    list.split(' ').any(|one| one == name)
}

#[test]
fn every_module_is_in_the_table() {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let folders: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(folders, ALLOWED_MODULES.iter().map(|(folder, _)| *folder).collect::<Vec<_>>());
}

#[test]
fn modules_use_only_allowed_modules() {
    for_each_file(|path, folder, _, code| {
        // in the root file of a folder, `super` is the crate
        let is_root_file = path.components().count() == 1;
        assert!(
            !is_root_file
                || code
                    .iter()
                    .all(|line| !line.contains("super::") || line.trim() == "use super::*;"),
            "{}",
            path.display()
        );
        let allowed = ALLOWED_MODULES
            .iter()
            .find(|(name, _)| *name == folder)
            .map_or("", |(_, allowed)| allowed);
        for line in code {
            for used in line
                .split("crate::")
                .skip(1)
                .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
            {
                assert!(
                    used == folder || list_has(allowed, used),
                    "{}: {folder} may not use {used}: {line}",
                    path.display()
                );
            }
        }
    });
}

#[test]
fn terminal_files_and_clock_are_used_only_where_allowed() {
    for_each_file(|path, folder, _, code| {
        for (word, folders) in
            RESTRICTED_WORDS.iter().filter(|(_, folders)| !list_has(folders, folder))
        {
            let found = code.iter().find(|line| line.contains(word));
            assert_eq!(found, None, "{}: {word} belongs to {folders:?}", path.display());
        }
    });
}

/// The most lines of a file of source or tests.
const MAX_LINES: usize = 400;

#[test]
fn files_start_with_a_module_sentence_and_stay_small() {
    for_each_file(|path, _, text, _| {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! "), "{}: {first}", path.display());
        let lines = text.lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines: split it", path.display());
    });
    for path in files_with_extension(&root().join("tests"), "rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        assert!(text.starts_with("//! "), "{} says no job", path.display());
        assert!(lines <= MAX_LINES, "{} has {lines} lines: split it", path.display());
    }
}

#[test]
fn public_types_have_unique_names() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for_each_file(|path, _, _, code| {
        // it has the same interface as the files of Unix
        if path.ends_with("os/windows.rs") {
            return;
        }
        for line in code.iter().map(|line| line.trim_start()) {
            let Some(rest) = line.strip_prefix("pub") else { continue };
            let rest = match rest.strip_prefix('(') {
                Some(scope) => scope.split_once(')').map_or("", |(_, rest)| rest),
                None => rest,
            };
            let rest = rest.trim_start();
            let mut words = rest.split(|c: char| !c.is_alphanumeric() && c != '_');
            if ["struct", "enum", "trait", "type", "union"].contains(&words.next().unwrap()) {
                let name = words.next().unwrap().to_string();
                places.entry(name).or_default().push(path.display().to_string());
            }
        }
    });
    assert!(places.len() > 150, "{} public types", places.len());
    for (name, places) in &places {
        assert!(places.len() == 1, "{name} is defined in {places:?}");
    }
}

/// Source files as modules, with the paths that their code names.
struct Modules {
    code: BTreeMap<Vec<String>, String>,
}

impl Modules {
    fn read() -> Modules {
        let mut code = BTreeMap::new();
        for_each_file(|path, _, _, lines| {
            let path = path.with_extension("");
            let module = path.iter().map(|part| part.to_str().unwrap().to_string()).collect();
            // unit tests may use anything
            let lines = lines.iter().take_while(|line| **line != "mod tests {");
            let lines: Vec<&str> = lines.copied().collect();
            code.insert(module, lines.join("\n"));
        });
        Modules { code }
    }

    /// Returns the child module of which `parent` exports `name`.
    fn reexported(&self, parent: &[String], name: &str) -> Option<String> {
        let code = self.code.get(parent)?;
        code.split("pub use ").skip(1).find_map(|rest| {
            let (child, names) = rest.split_once(';')?.0.split_once("::")?;
            let mut names = names.split(|c: char| !c.is_alphanumeric() && c != '_');
            let is_child = self.code.contains_key(&[parent, &[child.to_string()]].concat());
            (is_child && names.any(|one| one == name)).then(|| child.to_string())
        })
    }

    /// Returns the module in which a path ends.
    fn resolve(&self, path: &[String]) -> Vec<String> {
        let mut module: Vec<String> = Vec::new();
        for part in path {
            let below = [&module[..], std::slice::from_ref(part)].concat();
            if self.code.contains_key(&below) {
                module = below;
            } else if let Some(child) = self.reexported(&module, part) {
                module.push(child);
            } else {
                break;
            }
        }
        module
    }

    /// Returns the modules that a module names with `crate::` or `super::`.
    fn uses(&self, module: &[String]) -> BTreeSet<Vec<String>> {
        let code = &self.code[module];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut found = BTreeSet::new();
        for (start, word) in code.match_indices("crate::").chain(code.match_indices("super::")) {
            // a longer path is read from its beginning
            if code[..start].ends_with(|c| is_word(c) || c == ':') {
                continue;
            }
            let mut base =
                if word == "crate::" { Vec::new() } else { module[..module.len() - 1].to_vec() };
            let mut rest = &code[start + word.len()..];
            while let Some(after) = rest.strip_prefix("super::") {
                base.pop();
                rest = after;
            }
            loop {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let (part, after) = rest.split_at(end);
                if let Some(group) = rest.strip_prefix('{') {
                    let group = group.split('}').next().unwrap();
                    for name in group.split(|c| !is_word(c)).filter(|name| !name.is_empty()) {
                        found.insert(self.resolve(&[&base[..], &[name.to_string()]].concat()));
                    }
                    break;
                }
                if part.is_empty() {
                    break;
                }
                base.push(part.to_string());
                match after.strip_prefix("::") {
                    Some(after) => rest = after,
                    None => {
                        found.insert(self.resolve(&base));
                        break;
                    }
                }
            }
        }
        found.remove(&Vec::new());
        found.remove(module);
        found
    }

    /// Returns the circles between the files and folders directly inside `folder`.
    fn circles(&self, folder: &[String]) -> BTreeSet<Vec<String>> {
        let child = |module: &[String]| module.strip_prefix(folder)?.first().cloned();
        let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for module in self.code.keys() {
            let Some(from) = child(module) else { continue };
            let uses = self.uses(module);
            let to = uses.iter().filter_map(|used| child(used)).filter(|to| *to != from);
            edges.entry(from.clone()).or_default().extend(to);
        }
        let reach = |from: &String| {
            let mut seen = BTreeSet::new();
            let mut waiting = vec![from];
            while let Some(next) = waiting.pop() {
                let new =
                    edges.get(next).into_iter().flatten().filter(|to| seen.insert(to.to_string()));
                waiting.extend(new);
            }
            seen
        };
        let reached: BTreeMap<&String, BTreeSet<String>> =
            edges.keys().map(|from| (from, reach(from))).collect();
        let in_circle = reached.iter().filter(|(from, seen)| seen.contains(**from));
        in_circle
            .map(|(from, seen)| {
                seen.iter().filter(|to| reached[to].contains(*from)).cloned().collect()
            })
            .collect()
    }
}

#[test]
fn files_inside_a_folder_form_no_circles() {
    let modules = Modules::read();
    let folders: BTreeSet<Vec<String>> =
        modules.code.keys().map(|module| module[..module.len() - 1].to_vec()).collect();
    assert!(folders.len() > 12, "{folders:?}");
    let mut uses = 0;
    for folder in &folders {
        let circles = modules.circles(folder);
        assert!(circles.is_empty(), "src/{}: {circles:?} use each other", folder.join("/"));
    }
    for module in modules.code.keys() {
        uses += modules.uses(module).len();
    }
    assert!(uses > 400, "{uses} uses are seen");
}

/// The most fields of `App`.
const MAX_APP_FIELDS: usize = 14;

#[test]
fn app_stays_small() {
    let text = std::fs::read_to_string(root().join("src/app.rs")).unwrap();
    let (_, body) = text.split_once("pub struct App {\n").unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let fields = body.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("//")
            && !line.starts_with('#')
            && line.contains(": ")
            && line.ends_with(',')
    });
    let count = fields.count();
    assert!((8..=MAX_APP_FIELDS).contains(&count), "App has {count} fields");
}
