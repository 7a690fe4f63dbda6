//! The screenshots are what the program draws.

use crate::{Sandbox, files_with_extension, root};
use std::path::Path;

fn pictures(folder: &Path) -> Vec<(String, String)> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().display().to_string();
    files_with_extension(folder, "svg")
        .iter()
        .map(|path| (name(path), std::fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn screenshots_are_up_to_date() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["screenshot", "--all", "--into", "drawn"]);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    let (drawn, kept) =
        (pictures(&sandbox.0.path().join("drawn")), pictures(&root().join("screenshots")));
    let names =
        |all: &[(String, String)]| all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(
        names(&kept),
        names(&drawn),
        "run `cargo run -- screenshot --all`, and take away what it does not draw"
    );
    let stale = drawn.iter().zip(&kept).find(|(now, then)| now != then).map(|((name, _), _)| name);
    assert_eq!(stale, None, "run `cargo run -- screenshot --all`, and look at what has changed");
    let wanted: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../data/shots.json")).unwrap();
    assert_eq!(drawn.len(), wanted.len(), "each of data/shots.json has a name of its own");
}
