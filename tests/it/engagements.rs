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
    for script in
        ["go engagements/rivers-1-1-wat", "go countries/XA; open", "go matrix; cell 1 3; open"]
    {
        // an open detail in one column
        const NARROW: (u16, u16) = (90, 60);
        let mut app = dashboard(data(), NARROW);
        app.run_script(script).unwrap();
        let screen = screen_text(&mut app, NARROW);
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
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
