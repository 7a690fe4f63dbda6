//! Two phases compared: objectives that go on without saying so, and long lists of differences.

use crate::TODAY;
use crate::support::generated_programmes::all;
use gloact::query::QueryContext;
use gloact::query::lists::events;
use gloact::query::pivot::phase_comparison::compare;

/// Returns the summary of a comparison in the generated programme with many objectives.
fn summary(from: &str, to: &str) -> String {
    let programme = all().into_iter().find(|other| other.name == "many-objectives").unwrap();
    let data = programme.dataset();
    let events = (events::LIST.rows)(&data, false);
    compare(&QueryContext::new(&data, TODAY), from, to, &events).summary
}

#[test]
fn objectives_of_the_same_title_go_on_and_that_is_said() {
    let text = summary("p03", "p04");
    assert!(text.contains("10 of 10 objectives go on, 10 of them by the same title"), "{text}");
    assert!(!text.contains("no longer an objective") && !text.contains("new: "), "{text}");
    // where the data say what goes on, nothing is said of titles
    let text = summary("p01", "p02");
    assert!(text.contains("5 of 10 objectives go on; "), "{text}");
}

#[test]
fn long_lists_of_differences_are_capped_with_a_count() {
    let text = summary("p01", "p03");
    let named = text.matches("is no longer an objective").count();
    assert!(named <= 3, "{text}");
    assert!(text.contains(" more are no longer objectives"), "{text}");
    assert_eq!(text.matches("new: ").count(), 3, "{text}");
    assert!(text.contains(" more are new"), "{text}");
    assert!(text.chars().count() < 1500, "{}", text.chars().count());
}
