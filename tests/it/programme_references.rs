//! References between programmes that are shown together: each names records of its own.

use crate::Sandbox;
use crate::line_mode::run_lines_in;
use crate::several_programmes::{BOTH, run, sandbox};

/// Adds an event with a phase to a programme.
fn add_event(sandbox: &Sandbox, programme: &str, phase: &str) {
    let event = format!(
        r#"{{"visit": {{"title": "Visit of {programme}", "date": "2021", "phase": "{phase}"}}}}"#
    );
    sandbox.write(&format!("{programme}/events.json"), event);
}

#[test]
fn an_id_that_only_another_programme_has_leads_nowhere() {
    for (own, other) in [("ponds", "lakes"), ("lakes", "ponds")] {
        let sandbox = sandbox();
        let phases = r#"{"p1": {"title": "Phase"}, "late": {"title": "Late phase"}}"#;
        sandbox.write(&format!("{other}/phases.json"), phases);
        add_event(&sandbox, own, "late");
        let check = run(&sandbox, &["check", "--format", "lines"]).out;
        let warning = format!("{own}/events.json:1:");
        let line = check.lines().find(|line| line.starts_with(&warning)).expect(&check);
        assert!(line.contains("phase: unknown phase \"late\""), "{line}");
        let shown = run(&sandbox, &["list", "events", "--columns", "title,phase"]).out;
        let row = shown.lines().find(|line| line.contains("Visit of")).unwrap();
        assert!(!row.contains("Late phase"), "{row}");
        assert!(row.contains("late (unknown)") && !row.contains(".late"), "{row}");
        // alone it is as unknown
        let alone = sandbox.run(&["check", "--format", "lines", "--programme", own]).out;
        assert!(alone.contains("unknown phase \"late\""), "{alone}");
    }
}

#[test]
fn the_hint_says_that_another_programme_has_the_record() {
    let sandbox = sandbox();
    sandbox.write("lakes/phases.json", r#"{"p1": {"title": "P"}, "late": {"title": "Late"}}"#);
    add_event(&sandbox, "ponds", "late");
    let check = run(&sandbox, &["check"]).out;
    let hint = "only another programme has it: add \"late\" to phases.json of this one";
    assert!(check.contains(hint), "{check}");
}

#[test]
fn the_matrix_shows_the_objectives_of_all_programmes_under_their_names() {
    let sandbox = sandbox();
    let matrix = run(&sandbox, &["matrix"]).out;
    for words in ["Objective of lakes", "Objective of ponds"] {
        assert!(matrix.contains(words), "{words}: {matrix}");
    }
    let args = [&["screenshot", "go matrix", "--format", "text"], &BOTH[..]].concat();
    let screen = sandbox.run(&args).out;
    // the names of the phases have those of their programmes
    for words in ["● Phase of lakes", "◆ Phase of ponds"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    sandbox.write("ponds/phases.json", r#"{"p1": {"title": "First phase"}}"#);
    let screen = sandbox.run(&args).out;
    assert!(screen.contains("◆ ponds: First phase"), "{screen}");
    // one phase can be chosen, and a script says so
    let args = [&["screenshot", "go matrix; phase p1", "--format", "text"], &BOTH[..]].concat();
    let screen = sandbox.run(&args).out;
    assert!(!screen.contains("Objective of ponds"), "{screen}");
}

#[test]
fn line_mode_names_each_programme_before_its_initiators() {
    let sandbox = sandbox();
    sandbox.write("lakes/agencies.json", r#"{"a": {"name": "Ann", "roles": ["initiating"]}}"#);
    sandbox.write("ponds/agencies.json", r#"{"b": {"name": "Bob", "roles": ["initiating"]}}"#);
    let lines = run_lines_in(&sandbox, &BOTH, "go overview\nquit\n").out;
    let place = |words: &str| lines.find(words).unwrap_or_else(|| panic!("{words}: {lines}"));
    let places = ["Clean lakes", "lakes initiated by Ann", "Clean ponds", "ponds initiated by Bob"];
    assert!(places.map(place).is_sorted(), "{lines}");
}

#[test]
fn headings_of_the_overview_do_not_touch() {
    let sandbox = Sandbox::new();
    for name in ["lakes", "ponds"] {
        let programme = format!(r#"{{"{name}": {{"title": "Clean {name}"}}}}"#);
        sandbox.write(&format!("{name}/programme.json"), programme);
        sandbox.write(&format!("{name}/phases.json"), format!(r#"{{"{name}": {{"title": "P"}}}}"#));
    }
    for size in ["80x24", "120x36"] {
        let args = [&["screenshot", "go overview", "--format", "text", "--size", size], &BOTH[..]]
            .concat();
        let screen = sandbox.run(&args).out;
        assert!(screen.contains("Who does what"), "{screen}");
        assert!(!screen.contains("whatWhere"), "{screen}");
    }
}
