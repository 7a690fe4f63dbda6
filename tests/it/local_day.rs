//! Today is the calendar day in the local time zone, which is read from one file.

use crate::{PROGRAM, Sandbox, tool};
use std::fs;
use std::process::Command;

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/programme");

/// The fixture without its one event to come, so that the program names the day.
const NO_EVENT_TO_COME: &str = r#"{"events": {"closing-2027": null}}"#;

/// Returns the day in a zone, as the system tells it.
fn day_in(zone: Option<&str>) -> String {
    let mut command = Command::new("date");
    command.arg("+%F").env_remove("TZ");
    if let Some(zone) = zone {
        command.env("TZ", zone);
    }
    String::from_utf8(command.output().unwrap().stdout).unwrap().trim().into()
}

/// Returns the day that a message of the program names.
fn day_of_program(zone: Option<&str>) -> String {
    let sandbox = Sandbox::new();
    let past = sandbox.write("past.json", NO_EVENT_TO_COME);
    let mut command = sandbox.command(&["next", "--programme", FIXTURE, "--data", &past]);
    if let Some(zone) = zone {
        command.env("TZ", zone);
    }
    let message = String::from_utf8(command.output().unwrap().stderr).unwrap();
    let (_, day) = message.trim().split_once("no event on or after ").unwrap();
    day.into()
}

#[test]
fn today_is_the_day_in_the_local_zone() {
    // 26 hours lie between the first two, so that their days always differ
    for zone in [Some("Pacific/Kiritimati"), Some("<-12>12"), Some(""), None] {
        let before = day_in(zone);
        let day = day_of_program(zone);
        assert!([before, day_in(zone)].contains(&day), "{zone:?}: {day}");
    }
}

#[test]
fn zones_of_other_places_are_not_listed() {
    let Some(mut strace) = tool(&["strace"], &["-f", "-o", "/dev/null", "true"]) else { return };
    let sandbox = Sandbox::new();
    let log = sandbox.0.path().join("log");
    strace.args(["-f", "-qq", "-e", "trace=openat", "-o"]).arg(&log);
    strace.args([PROGRAM, "next", "--programme", FIXTURE]).env_remove("TZ");
    assert!(!strace.output().unwrap().stdout.is_empty());
    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("openat("), "strace tells nothing");
    let is_list = |line: &&str| line.contains("zoneinfo") && line.contains("O_DIRECTORY");
    assert_eq!(log.lines().find(is_list), None);
}
