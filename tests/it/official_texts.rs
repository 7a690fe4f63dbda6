//! The programme's own words can be read whole, in quotation marks and with their source.

use crate::{bundled_app, draw, root};
use gloact::store::Dataset;
use gloact::ui::buffer_text;

#[test]
fn every_objective_of_the_summary_sheets_has_its_whole_text() {
    let data = Dataset::bundled();
    let mut count = 0;
    for (id, objective) in data.objectives().iter() {
        // the excerpt that was read stops before the text of this one
        if **id == *"glo-act-bangladesh-5" {
            continue;
        }
        let text = objective.text.as_deref().unwrap_or_else(|| panic!("{id} has no text"));
        let citation = data.citations().get(&format!("objectives/{id}/text")).unwrap();
        assert_eq!(citation.0[0].says.as_deref(), Some(text), "{id}");
        count += 1;
    }
    assert_eq!(count, 15);
    // the news item tells the six objectives in its own words
    let others = data.objectives().values().filter(|objective| !objective.other_texts.is_empty());
    assert_eq!(others.count(), 6);
}

#[test]
fn texts_are_quoted_with_their_source() {
    // a detail in one column
    let size = (80, 60);
    let screen = |script: &str| buffer_text(&draw(&mut bundled_app(size, false, script), size).0);
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = words(screen("go objectives/glo-act-6; open"));
    let quotation = "“Work with victim support services and relevant Government authorities to \
        develop frameworks for protection and assistance of children.” \
        GLO.ACT summary sheet, 2015–2019";
    let letters = |text: &str| text.replace([' ', '│'], "");
    assert!(letters(&text).contains(&letters(quotation)), "{text}");
}

#[test]
fn hopes_are_not_told_as_facts() {
    let data = Dataset::bundled();
    let outcomes = &data.programme_record().unwrap().outcomes;
    assert!(outcomes.iter().any(|outcome| outcome.contains("some bearing")), "{outcomes:?}");
    assert_eq!(gloact::model::field_heading("outcomes"), "Expected outcomes");
}

#[test]
fn deck_and_readme_tell_two_phases_and_three_projects() {
    for file in ["README.md", "data/deck.json"] {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        assert!(!text.to_lowercase().contains("three phases"), "{file}");
    }
}
