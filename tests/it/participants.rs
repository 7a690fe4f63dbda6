//! The number of people at an event.

use crate::{Sandbox, fixture_dataset};
use gloact::store::layer::Layer;

const TEXT: &str = r#"{"events": {
    "launch-arvenia": {"participants": {"women": 20, "men": 22}},
    "launch-belmora": {"participants": {"total": 30, "women": 25, "men": 25}},
    "closing-2027": {"participants": {"total": "many"}}}}"#;

#[test]
fn participants_are_shown_listed_and_checked() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("mine.json", TEXT);
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/programme");
    let fixture = ["--programme", fixture, "--data", &file];
    let shown = sandbox.run(&[&["show", "events/launch-arvenia"], &fixture[..]].concat()).out;
    assert!(shown.contains("42 (20 women, 22 men)"), "{shown}");
    let args = ["list", "events", "participants>=42", "--columns", "title"];
    let listed = sandbox.csv(&[&args, &fixture[..]].concat());
    assert!(listed.contains("Launch in Arvenia") && listed.lines().count() == 2, "{listed}");
    let data = fixture_dataset(vec![Layer::from_text("mine.json", TEXT)]);
    let problems: Vec<&str> = data.problems().iter().map(|problem| &*problem.message).collect();
    assert!(problems.contains(&"50 women and men are more than the total of 30"), "{problems:?}");
    // a number that does not read takes the others with it, so that no part is taken for all
    assert!(data.events().get("closing-2027").unwrap().participants.is_none());
    assert_eq!(problems.len(), 2, "{problems:?}");
}
