//! A country has two letters of ISO 3166-1 as its id: another code makes a second country of it.
//! it.

use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};

#[test]
fn a_country_under_another_code_or_name_is_a_warning() {
    let text = r#"{"countries": {
        "BFA": {"name": "Burkina Faso", "region": "Africa"},
        "np": {"name": "Nepal"},
        "716": {"name": "Zim"},
        "burma": {"name": "Myanmar"},
        "transnistria": {"name": "Transnistria"},
        "KE": {"note": "by its code"}
    }}"#;
    let data = Dataset::load(vec![Layer::from_text("mine.json", text)]);
    let found: Vec<(String, String)> = data
        .problems()
        .iter()
        .map(|finding| {
            assert_eq!(finding.severity, Severity::Warning, "{finding:?}");
            let message = format!("{} ({})", finding.message, finding.hint.as_deref().unwrap());
            (finding.path.to_string(), message)
        })
        .collect();
    let expected = [("BFA", "Burkina Faso", "BF"), ("np", "Nepal", "NP"), ("716", "Zimbabwe", "ZW")]
        .into_iter()
        .chain([("burma", "Myanmar", "MM")])
        .map(|(id, name, code)| {
            let message = format!(
                "\"{id}\" is a second country beside {name}, which has the id \"{code}\" (write \"{code}\" here and in all fields that name it)"
            );
            (format!("countries/{id}"), message)
        });
    assert_eq!(found, expected.collect::<Vec<_>>());
    assert!(Dataset::bundled().problems().is_empty());
}
