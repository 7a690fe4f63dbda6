//! Money and progress in the detail of a phase, a country, an objective and an activity.

use crate::support::dashboard::{Size, screen_text};
use crate::{Sandbox, fixture_app, root};

const SIZE: Size = (120, 36);

fn show(path: &str) -> String {
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    let today = ["--today", "2026-11-22"];
    let output =
        Sandbox::new().run(&[&["show", path, "--programme", &fixture], &today[..]].concat());
    assert_eq!(output.code, 0, "{path}: {}", output.all_output());
    output.out
}

fn assert_lines(text: &str, lines: &[&str]) {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in lines {
        assert!(text.lines().any(|other| spaced(other) == spaced(line)), "{line}: {text}");
    }
}

#[test]
fn a_phase_shows_what_is_spent_by_year_and_by_donor() {
    let phase = show("phases/rivers-north");
    assert_lines(
        &phase,
        &[
            "Spent USD 500,000 (20% of the budget)",
            "By year 2019 USD 400,000 ███",
            "2020 USD 600,000 █████",
            "other USD 1.5 million ████████████",
            "By donor River Fund (agencies/fund) USD 2.5 million (100%)",
        ],
    );
    // the lines add up to the budget, which is told once
    assert_eq!(phase.matches("Budget ").count(), 2, "{phase}");
    let delta = show("phases/rivers-delta");
    // currencies have no common bar and no share
    let lines = [
        "Status suspended; planned period ended 22 months ago",
        "Budget lines EUR 250,000 + USD 90,000",
        "By year 2022 EUR 250,000 + USD 90,000",
        "By donor Lake Trust (agencies/lake-trust) EUR 250,000",
        "River Fund (agencies/fund) USD 90,000",
    ];
    assert_lines(&delta, &lines);
    assert!(!delta.contains('%'), "{delta}");
}

#[test]
fn a_country_and_an_activity_show_their_own_money() {
    let country = show("countries/XB");
    assert_lines(&country, &["Budget USD 1 million", "Spent USD 500,000 (50% of the budget)"]);
    assert_lines(&show("activities/basin-plan-belmora"), &["Budget USD 150,000"]);
    // nothing is said where nothing is known
    assert!(!show("countries/XA").contains("Spent"));
}

#[test]
fn an_objective_shows_baseline_target_and_actual_value() {
    let objective = show("objectives/rivers-north-1");
    let lines =
        ["Stations that measure every day", "12 → 20, actual 14, stations", "███", "behind"];
    for words in lines {
        assert!(objective.contains(words), "{words}: {objective}");
    }
    let activity = show("activities/basin-plan-belmora");
    assert!(activity.contains("target adopted, actual adopted by two of three"), "{activity}");
    // fewer is better: the way goes down
    assert!(show("phases/rivers-delta").contains("1,200 → 900, actual 850.5, tonnes"));
}

#[test]
fn the_pane_of_phases_shows_money_and_progress() {
    let mut app = fixture_app(SIZE, false, "go phases");
    let screen = screen_text(&mut app, SIZE);
    app.run_script("go phases; go phases").unwrap();
    for words in ["2019: USD 400 k", "USD 500,000", "suspended; planned"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    let printed = Sandbox::new();
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    let options = ["--programme", &*fixture, "--plain", "--do", "go phases"];
    let text = printed.run(&options).out;
    for words in ["1 closed, 1 implementation", "2 indicators, 1 behind it"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn bars_are_ascii_where_the_terminal_is() {
    let mut app = fixture_app(SIZE, true, "go phases/rivers-north");
    let screen = screen_text(&mut app, SIZE);
    assert!(screen.contains("USD 600,000") && screen.contains("#####"), "{screen}");
    assert!(screen.is_ascii(), "{screen}");
}
