//! Titles, kinds and figures of the bundled events follow the words of their sources.

use gloact::store::Dataset;

#[test]
fn the_kind_of_an_event_is_that_of_its_title() {
    let data = Dataset::bundled();
    for (id, event) in data.events().iter() {
        let title = event.title.to_lowercase();
        let kind = event.kind.as_deref().unwrap_or_default();
        for (word, kinds) in [
            ("workshop", &["workshop"][..]),
            ("course", &["training"]),
            ("coaching", &["training"]),
            ("campaign", &["campaign"]),
            ("steering committee", &["committee"]),
            ("visit", &["visit"]),
            ("conference", &["conference"]),
        ] {
            if title.contains(word) {
                assert!(kinds.contains(&kind), "{id}: {kind}, {title}");
            }
        }
    }
}

#[test]
fn an_event_known_from_its_announcement_says_so() {
    let data = Dataset::bundled();
    let event = data.events().get("infopoint-conference-2024").unwrap();
    assert!(event.title.ends_with("(announced)"), "{}", event.title);
}

#[test]
fn an_event_in_a_place_of_a_date_line_says_so() {
    let data = Dataset::bundled();
    for id in [
        "civil-society-forum-kyrgyz-republic",
        "ratification-briefing-nepal",
        "irregular-migration-ukraine",
        "eu-meeting-vientiane-2018",
        "eu-meeting-vientiane-2019",
        "policy-framework-south-africa",
        "lao-thai-exchange",
        "lao-womens-union-training",
        "eu-unodc-briefing-2019",
        "consultations-bangladesh-2019",
        "police-training-iraq-3",
    ] {
        let event = data.events().get(id).unwrap();
        assert!(event.placed_by.is_some(), "{id}: {:?}", event.place);
    }
}
