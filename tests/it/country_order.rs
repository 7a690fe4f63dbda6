//! The order of countries: by their names, whatever their codes are.

use crate::support::dashboard::screen_text;
use crate::{dashboard, fixture_dataset};
use gloact::store::layer::Layer;

#[test]
fn countries_of_a_phase_stand_in_the_order_of_their_names() {
    let text = r#"{"countries": {"XZ": {"name": "Aalto", "phases": ["rivers-1"]}}}"#;
    let size = (120, 60);
    let mut app = dashboard(fixture_dataset(vec![Layer::from_text("more", text)]), size);
    app.run_script("go phases").unwrap();
    let screen = screen_text(&mut app, size);
    assert!(screen.find("Aalto") < screen.find("Arvenia"), "{screen}");
}
