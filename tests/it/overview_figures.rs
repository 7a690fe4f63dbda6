//! The key figures and the chart of the quarters on a large overview.

use crate::support::dashboard::screen_text;
use crate::{bundled_app, fixture_app, fixture_dataset};
use gloact::query::lists::countries;

#[test]
fn key_figures_stand_in_a_row_above_their_labels() {
    let data = fixture_dataset(Vec::new());
    for size in [(120, 36), (200, 60)] {
        let text = screen_text(&mut fixture_app(size, false, "go overview"), size);
        let lines: Vec<&str> = text.lines().collect();
        let at = lines
            .iter()
            .position(|line| line.contains("events found") && line.contains("agencies"));
        let at = at.unwrap_or_else(|| panic!("{size:?}\n{text}"));
        let letters = |line: usize| lines[line].chars().collect::<Vec<char>>();
        let (numbers, labels) = (letters(at - 1), letters(at));
        let number_above = |label: &str| {
            let labels: String = labels.iter().collect();
            let x = labels[..labels.find(label).unwrap()].chars().count();
            let number: String = numbers[x..].iter().collect();
            number.split("  ").next().unwrap().trim().to_string()
        };
        let countries = (countries::LIST.rows)(&data, false).len();
        assert_eq!(number_above("phases"), data.phases().len().to_string());
        assert_eq!(number_above("countries"), countries.to_string());
        assert_eq!(number_above("agencies"), data.agencies().len().to_string());
        assert_eq!(number_above("events found"), data.events().len().to_string());
    }
}

#[test]
fn quarters_have_bars_of_several_lines() {
    let size = (120, 36);
    let text = screen_text(&mut bundled_app(size, false, "go overview"), size);
    let at = text.lines().position(|line| line.contains("events per quarter")).expect(&text);
    let bars = |line: &&str| line.chars().take(60).any(|symbol| ('▁'..='█').contains(&symbol));
    assert_eq!(text.lines().skip(at).take(3).filter(bars).count(), 3, "{text}");
}

#[test]
fn a_small_screen_has_neither() {
    let size = (80, 24);
    let text = screen_text(&mut fixture_app(size, false, "go overview"), size);
    assert!(!text.contains("events per quarter") && text.contains("events found"), "{text}");
}
