//! Programmes in the matrix, the phases and filters, whether one is shown or several.

use crate::Sandbox;
use crate::several_programmes::{column, run, sandbox};

#[test]
fn one_programme_alone_has_all_records() {
    let sandbox = Sandbox::new();
    let rows = |args: &[&str]| {
        let output = sandbox.run(&[&["list", "--format", "jsonl"], args].concat());
        assert!(output.err.is_empty(), "{args:?}: {}", output.err);
        output.out.lines().count()
    };
    for kind in ["phases", "events", "agencies", "countries", "objectives"] {
        for name in ["bundled", "glo.act"] {
            let filter = format!("programme:{name}");
            assert_eq!(rows(&[kind, &filter]), rows(&[kind]), "{kind} {name}");
        }
    }
    // of all countries, those that take part
    assert_eq!(rows(&["countries", "--all", "programme:bundled"]), rows(&["countries"]));
    let flags = ["--programme", "bundled"];
    assert_eq!(rows(&[&["phases", "programme:bundled"], &flags[..]].concat()), rows(&["phases"]));
    let beside = self::sandbox();
    let both = ["--programme", "lakes", "--programme", "bundled", "--format", "jsonl"];
    let output = beside.run(&[&["list", "phases", "programme:bundled"], &both[..]].concat());
    assert_eq!(output.out.lines().count(), rows(&["phases"]));
}

#[test]
fn the_matrix_has_an_axis_of_programmes() {
    let sandbox = sandbox();
    let cells = |axes: [&str; 2]| -> Vec<Vec<String>> {
        let args = ["matrix", "--rows", axes[0], "--cols", axes[1], "--format", "tsv"];
        let args = [&args[..], &crate::several_programmes::BOTH].concat();
        let output = sandbox.command(&args).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{text}");
        let words = |line: &str| line.trim().split('\t').map(str::to_string).collect();
        text.lines().map(words).collect()
    };
    let value = |axes: [&str; 2], row: &str, programme: &str| {
        let cells = cells(axes);
        let column = cells[0].iter().position(|name| name == programme).unwrap();
        cells.iter().find(|cells| cells[0] == row).unwrap()[column].clone()
    };
    for (axis, row, values) in [
        ("country", "Nepal", ["1", "0"]),
        ("country", "Kenya", ["0", "1"]),
        ("agency", "Office of lakes", ["a", "·"]),
        ("agency", "Office of ponds", ["·", "a"]),
    ] {
        let found =
            ["main", "ponds.main"].map(|programme| value([axis, "programme"], row, programme));
        assert_eq!(found, values, "{axis} {row}");
    }
    // alone, a programme is a single column
    let output =
        sandbox.run(&["matrix", "--rows", "year", "--cols", "programme", "--programme", "lakes"]);
    assert_eq!(output.code, 0, "{}", output.err);
}

#[test]
fn an_objective_goes_on_in_its_own_programme_only() {
    let sandbox = sandbox();
    for name in ["lakes", "ponds"] {
        let text =
            format!(r#"{{"o1": {{"title": "Clean water", "phase": "p1", "note": "{name}"}}}}"#);
        sandbox.write(&format!("{name}/objectives.json"), text);
    }
    assert_eq!(column(&sandbox, &["objectives"], "title").len(), 2);
    let matrix = run(&sandbox, &["matrix", "--phase", "all"]).out;
    assert_eq!(matrix.matches("Clean water").count(), 2, "{matrix}");
}

#[test]
fn phases_name_their_programmes_where_there_are_several() {
    let sandbox = sandbox();
    let phases = |args: &[&str]| {
        let args = [&["screenshot", "go phases", "--format", "text"], args].concat();
        sandbox.run(&args).out
    };
    let both = phases(&crate::several_programmes::BOTH);
    let line = both.lines().find(|line| line.trim().starts_with("Programme ")).unwrap();
    assert!(line.contains("lakes") && line.contains("ponds"), "{both}");
    assert!(!phases(&["--programme", "lakes"]).contains("Programme  "));
}
