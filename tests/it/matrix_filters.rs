//! Filters of the matrix: roles come from engagements, so their terms apply to these and to the
//! axes.

use crate::support::dashboard::{Size, screen_text};
use crate::{Output, Sandbox, dashboard, fixture_dataset, root};

const SIZE: Size = (120, 36);

/// Runs the verb of the matrix on the fixture.
fn matrix(args: &[&str]) -> Output {
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    Sandbox::new().run(&[&["matrix", "--format", "md", "--programme", &*fixture], args].concat())
}

/// Returns the headings of the columns and of the rows of a printed matrix.
fn axes(args: &[&str]) -> (Vec<String>, Vec<String>) {
    let output = matrix(args);
    assert_eq!((output.code, &*output.err), (0, ""), "{args:?}: {}", output.out);
    let mut lines = output.out.lines().map(|line| -> Vec<String> {
        line.split(" | ").map(|cell| cell.trim_matches(['|', ' ']).into()).collect()
    });
    let header = lines.next().unwrap();
    let columns = header[1..header.len() - 1].to_vec();
    (columns, lines.skip(1).map(|mut cells| cells.swap_remove(0)).collect())
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

const BOTH_OBJECTIVES: &[&str] = &["1 Monitoring of rivers and lakes", "2 Restoration of wetlands"];

#[test]
fn terms_keep_the_axes_and_engagements_that_they_name() {
    for (filter, columns, rows) in [
        ("", &["FOS", "LAB", "WAT"][..], BOTH_OBJECTIVES),
        ("agency:wat", &["WAT"], BOTH_OBJECTIVES),
        ("-agency:wat", &["FOS", "LAB"], BOTH_OBJECTIVES),
        ("phase:rivers-north", &["WAT"], &["1 Basin plans"]),
        ("-phase:rivers-1 -phase:rivers-delta", &["WAT"], &["1 Basin plans"]),
        ("country:XD", &["FOS"], &BOTH_OBJECTIVES[1..]),
        ("country:XB", &["WAT"], &BOTH_OBJECTIVES[..1]),
        ("wetlands", &["FOS", "LAB", "WAT"], &BOTH_OBJECTIVES[1..]),
        ("objective:rivers-1-1", &["FOS", "LAB", "WAT"], &BOTH_OBJECTIVES[..1]),
        ("fos", &["FOS"], BOTH_OBJECTIVES),
    ] {
        let (mut found, found_rows) = axes(&filter.split_whitespace().collect::<Vec<&str>>());
        found.sort();
        assert_eq!((found, found_rows), (strings(columns), strings(rows)), "{filter}");
    }
    // a negated word stands behind the mark that no option follows
    let (_, rows) = axes(&["--", "-wetlands"]);
    assert_eq!(rows, strings(&BOTH_OBJECTIVES[..1]));
}

#[test]
fn a_filter_that_matches_nothing_is_told() {
    for filter in ["agency:zzz", "zzz", "country:XZ", "phase:zzz", "agency:fos country:XB"] {
        let output = matrix(&filter.split_whitespace().collect::<Vec<&str>>());
        assert_eq!(output.code, 1, "{filter}: {}", output.out);
        assert!(output.err.contains("nothing in the matrix matches"), "{filter}: {}", output.err);
        assert!(output.err.contains(filter), "{}", output.err);
    }
    let mut app = dashboard(fixture_dataset(Vec::new()), SIZE);
    app.run_script("go matrix; filter zzz").unwrap();
    let screen = screen_text(&mut app, SIZE);
    assert!(screen.contains("nothing in the matrix matches zzz"), "{screen}");
}

#[test]
fn terms_that_only_events_have_are_told() {
    let output = matrix(&["year:2016"]);
    assert_eq!(output.code, 0);
    assert!(output.err.contains("year:2016 keeps events, not roles"), "{}", output.err);
    let counted = matrix(&["--rows", "agency", "--cols", "year", "year:2016"]);
    assert_eq!((counted.code, &*counted.err), (0, ""));
}

#[test]
fn two_compared_phases_keep_the_named_agencies() {
    let output = matrix(&["--compare", "rivers-1", "rivers-north", "agency:wat"]);
    let header = output.out.lines().next().unwrap();
    assert!(header.contains("WAT") && !header.contains("FOS"), "{header}");
}

#[test]
fn choosing_a_phase_replaces_that_of_the_filter() {
    let mut app = dashboard(fixture_dataset(Vec::new()), SIZE);
    app.run_script("go matrix; filter phase:rivers-north agency:wat").unwrap();
    assert!(screen_text(&mut app, SIZE).contains("Basin plans"));
    let script = app.script();
    let mut again = dashboard(fixture_dataset(Vec::new()), SIZE);
    again.run_script(&script).unwrap();
    assert_eq!(again.script(), script);
    assert_eq!(screen_text(&mut again, SIZE), screen_text(&mut app, SIZE));
    app.run_script("phase rivers-1").unwrap();
    let screen = screen_text(&mut app, SIZE);
    assert!(screen.contains("Monitoring") && !screen.contains("rivers-north"), "{screen}");
    assert!(app.script().contains("filter agency:wat"), "{}", app.script());
    // without the filter, the chosen phase is back
    app.run_script("filter phase:rivers-delta; filter").unwrap();
    assert!(screen_text(&mut app, SIZE).contains("Monitoring"));
}
