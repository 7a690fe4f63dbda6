//! What is shipped is complete, under licences that it names, and needs no newer compiler than the
//! manifest says.

use crate::root;
use serde_json::Value;
use std::fs;
use std::process::Command;

/// Runs cargo in the project, without network, and returns its output.
fn cargo(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    let output = command.args(args).arg("--offline").current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the description of all packages that a build for this system takes.
fn packages() -> Vec<Value> {
    // packages of other systems need not be there
    let about = cargo(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let args = ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
    let text = cargo(&args);
    let metadata: Value = serde_json::from_str(&text).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Returns the numbers of a version such as `1.89`.
fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|number| number.parse().unwrap()).collect()
}

#[test]
fn the_crate_has_sources_documents_and_licences_alone() {
    let listed = cargo(&["package", "--list", "--allow-dirty"]);
    let has = |file: &str| listed.lines().any(|line| line == file);
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md", "SECURITY.md"] {
        assert!(has(file), "{file} is missing");
    }
    for folder in ["src", "data", "docs"] {
        for file in files_below(folder) {
            assert!(has(&file), "{file} is missing");
        }
    }
    let folders = ["src/", "data/", "docs/"];
    let is_expected = |line: &&str| {
        folders.iter().any(|folder| line.starts_with(folder))
            || line.ends_with(".md")
            || line.starts_with("LICENSE-")
            || line.starts_with("Cargo.")
            || *line == ".cargo_vcs_info.json"
    };
    let others: Vec<&str> = listed.lines().filter(|line| !is_expected(line)).collect();
    assert!(others.is_empty(), "{others:?}");
}

/// Returns all files below a folder of the project, by their paths in it.
fn files_below(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap());
    entries
        .flat_map(|entry| {
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() { files_below(&path) } else { vec![path] }
        })
        .collect()
}

#[test]
fn each_licence_of_the_manifest_has_its_text() {
    let own = packages().into_iter().find(|package| package["name"] == "gloact").unwrap();
    assert_eq!(own["license"], "MIT OR Apache-2.0");
    for (file, begin) in [("LICENSE-MIT", "MIT License"), ("LICENSE-APACHE", "Apache License")] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(text.trim_start().starts_with(begin), "{file}");
    }
}

#[test]
fn no_dependency_needs_a_newer_compiler_than_the_manifest_says() {
    let packages = packages();
    let own = packages.iter().find(|package| package["name"] == "gloact").unwrap();
    let stated = version(own["rust_version"].as_str().unwrap());
    for package in &packages {
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(version(needed) <= stated, "{} needs Rust {needed}", package["name"]);
        }
    }
}

/// Licences under which crates may be part of the program; `packaging/copyright` names each.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Returns whether a licence expression such as `(MIT OR Apache-2.0) AND Unicode-3.0` needs only
/// licences of the list.
fn is_permitted(expression: &str) -> bool {
    let is_listed = |name: &str| LICENCES.contains(&name.trim_matches(['(', ')', ' ']));
    expression
        .split(" AND ")
        .all(|part| part.split(" OR ").flat_map(|part| part.split('/')).any(&is_listed))
}

#[test]
fn every_crate_has_a_licence_that_the_packages_name() {
    let format = ["--prefix", "none", "--format", "{p}|{l}"];
    let tree = cargo(&[&["tree", "--locked", "--edges", "normal"], &format[..]].concat());
    for line in tree.lines() {
        let (name, expression) = line.trim_end_matches(" (*)").split_once('|').unwrap();
        assert!(is_permitted(expression), "{name}: {expression:?}");
    }
    let copyright = fs::read_to_string(root().join("packaging/copyright")).unwrap();
    for licence in LICENCES {
        assert!(copyright.contains(licence), "packaging/copyright does not name {licence}");
    }
    let rules = fs::read_to_string(root().join("deny.toml")).unwrap();
    let allowed = rules.lines().find_map(|line| line.strip_prefix("allow = ")).unwrap();
    let mut allowed: Vec<String> = serde_json::from_str(allowed).unwrap();
    allowed.sort_unstable();
    let mut expected = LICENCES.to_vec();
    expected.sort_unstable();
    assert_eq!(allowed, expected, "deny.toml");
    for refused in ["GPL-3.0", "MIT AND GPL-3.0", "LGPL-2.1 OR GPL-2.0", ""] {
        assert!(!is_permitted(refused), "{refused}");
    }
}

#[test]
fn every_dependency_is_used() {
    let own = packages().into_iter().find(|package| package["name"] == "gloact").unwrap();
    let text_of = |folders: &[&str]| -> String {
        let files = folders.iter().flat_map(|folder| files_below(folder));
        let sources = files.filter(|file| file.ends_with(".rs"));
        sources.map(|file| fs::read_to_string(root().join(file)).unwrap()).collect()
    };
    let program = text_of(&["src"]);
    let tests = text_of(&["tests/it", "benches"]) + &program;
    for dependency in own["dependencies"].as_array().unwrap() {
        let name = dependency["name"].as_str().unwrap();
        let text = if dependency["kind"] == "dev" { &tests } else { &program };
        let path = format!("{}::", name.replace('-', "_").trim_end_matches("_rs"));
        assert!(text.contains(&path), "{name} is a dependency, and nothing uses it");
    }
}

#[test]
fn packaging_scripts_are_valid_and_their_files_are_there() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    let scripts = ["packaging/release", "packaging/test", ".ci/run", ".ci/check-crates"];
    for script in scripts.into_iter().chain([".ci/check-msrv", ".ci/check-targets"]) {
        let checked = Command::new("bash").args(["-n", script]).current_dir(root()).status();
        assert!(checked.unwrap().success(), "{script}");
    }
    let hosting = read("docs/hosting.md");
    for text in [&read("packaging/release"), &read("Cargo.toml"), &read("README.md"), &hosting] {
        for rest in text.split("packaging/").skip(1) {
            let is_part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
            let name = rest.split(|c| !is_part(c)).next().unwrap().trim_end_matches('.');
            let is_below_target = ["root", "changelog.debian", ""].contains(&name);
            let path = root().join("packaging").join(name);
            assert!(is_below_target || path.exists(), "there is no packaging/{name}");
        }
    }
    // the image of the kiosk copies these from target/packages
    for name in ["sshd_config.kiosk", "sshd_config.rootless"] {
        assert!(read("packaging/Containerfile.kiosk").contains(name), "{name}");
        assert!(read("packaging/release").contains(name), "{name}");
    }
}
