//! Countries of an engagement that no source lists for it say where they come from.

use crate::support::dashboard::screen_text;
use crate::{bundled_app, dashboard, fixture_dataset};
use gloact::store::layer::Layer;

const SIZE: (u16, u16) = (200, 60);
const ORIGIN: &str = "the whole phase; not listed by objective";

#[test]
fn countries_that_no_source_lists_are_marked_alike() {
    let text =
        format!(r#"{{"engagements": {{"rivers-1-1-wat": {{"countries_by": "{ORIGIN}"}}}}}}"#);
    let data = || fixture_dataset(vec![Layer::from_text("mine.json", text.clone())]);
    for script in ["go engagements/rivers-1-1-wat", "go countries/XA", "go matrix; cell 1 3"] {
        let mut app = dashboard(data(), SIZE);
        app.run_script(script).unwrap();
        let screen = screen_text(&mut app, SIZE);
        let words = screen.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("(the whole phase;"), "{script}: {screen}");
    }
}

#[test]
fn bundled_engagements_say_where_their_countries_come_from() {
    let app = bundled_app(SIZE, false, "go overview");
    let data = app.data();
    for (id, engagement) in data.engagements().iter() {
        // IOM's page lists the countries of its work for objective 5
        let is_listed = **id == *"glo-act-5-iom" || engagement.countries.is_empty();
        assert_eq!(engagement.countries_by.is_none(), is_listed, "{id}");
    }
}
