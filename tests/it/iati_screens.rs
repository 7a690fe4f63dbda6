//! What the panes show of a file of IATI, which has no objectives and no events.

use crate::Sandbox;
use crate::support::iati_file::ACTIVITIES;

fn screen(script: &str) -> String {
    let sandbox = Sandbox::new();
    sandbox.write("rivers.xml", ACTIVITIES);
    let args = ["screenshot", script, "--format", "text", "--programme", "rivers.xml"];
    let output = sandbox.run(&args);
    assert_eq!(output.code, 0, "{}", output.all_output());
    output.out
}

#[test]
fn the_overview_counts_the_activities_of_each_agency() {
    let overview = screen("go overview");
    for words in ["Who does what", "activities", "RIVA", "2", "Where"] {
        assert!(overview.contains(words), "{words}\n{overview}");
    }
}

#[test]
fn the_matrix_shows_money_by_country_and_year() {
    let matrix = screen("go matrix");
    for words in ["country × year, spent", "Kenya", "2024", "2025", "100", "spent in EUR"] {
        assert!(matrix.contains(words), "{words}\n{matrix}");
    }
}

#[test]
fn a_country_with_activities_does_not_say_that_they_are_not_stated() {
    let kenya = screen("go countries/KE; open");
    assert!(kenya.contains("Nets against trafficking"), "{kenya}");
    assert!(!kenya.contains("Activities  not stated"), "{kenya}");
}

#[test]
fn the_bar_of_an_activity_ends_where_its_plan_does() {
    let timeline = screen("go timeline");
    let bar = timeline.lines().find(|line| line.contains("Clean rivers"));
    let bar = bar.unwrap_or_else(|| panic!("no bar\n{timeline}")).trim_end();
    assert!(bar.chars().filter(|c| *c == '━').count() > 2, "{timeline}");
}
