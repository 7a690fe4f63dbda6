//! A programme as a folder: written, read again, and shown in place of the bundled one.

use crate::{Sandbox, root};
use gloact::model::KindId;

#[test]
fn the_shown_programme_is_written_as_a_folder() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["data", "--split", "mine"]);
    assert_eq!((output.code, &*output.out), (0, "13 files written to mine\n"), "{}", output.err);
    let folder = sandbox.0.path().join("mine");
    for kind in KindId::ALL {
        let name = format!("{kind}.json");
        let written = std::fs::read_to_string(folder.join(&name)).unwrap();
        let bundled = std::fs::read_to_string(root().join("data").join(&name)).unwrap();
        assert!(written == bundled, "{name} differs from the bundled file");
    }
    // overrides are merged into the files
    let file = sandbox.write("note.json", r#"{"countries": {"NP": {"note": "mine"}}}"#);
    assert_eq!(sandbox.run(&["data", "--split", "merged", "--data", &file]).code, 0);
    let countries = std::fs::read_to_string(sandbox.0.path().join("merged/countries.json"));
    assert!(countries.unwrap().contains("\"note\": \"mine\""));
}

#[test]
fn a_folder_with_files_is_replaced_only_on_request() {
    let sandbox = Sandbox::new();
    sandbox.write("mine/phases.json", "{}");
    let other = sandbox.write("mine/other.txt", "kept");
    let output = sandbox.run(&["data", "--split", "mine"]);
    assert_eq!((output.code, &*output.out), (4, ""));
    assert!(output.err.contains("the folder mine is not empty"), "{}", output.err);
    assert!(output.err.contains("--replace"), "{}", output.err);
    let phases = sandbox.0.path().join("mine/phases.json");
    assert_eq!(std::fs::read_to_string(&phases).unwrap(), "{}");
    assert_eq!(sandbox.run(&["data", "--split", "mine", "--replace"]).code, 0);
    assert!(std::fs::read_to_string(&phases).unwrap().contains("glo-act"));
    assert_eq!(std::fs::read_to_string(other).unwrap(), "kept");
    let output = sandbox.run(&["data", "--split", "mine/other.txt"]);
    assert_eq!((output.code, &*output.out), (4, ""));
    assert!(output.err.contains("mine/other.txt cannot be written"), "{}", output.err);
}
