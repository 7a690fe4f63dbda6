//! The bundled data name agencies, countries and donors as the sources do.

use crate::{Sandbox, TODAY, bundled_app};
use gloact::model::{Agency, KindId};
use gloact::query::filter::Filter;
use gloact::query::lists::countries;
use gloact::query::{CellValue, QueryContext};
use gloact::store::Dataset;

/// Returns the ids of the countries that a filter leaves.
fn countries_with(data: &Dataset, filter: &str) -> Vec<String> {
    let ctx = QueryContext::new(data, TODAY);
    let filter = Filter::parse(filter, &countries::LIST).unwrap();
    let rows = countries::LIST.matching_rows(&ctx, false, &filter, None);
    rows.iter().map(|row| data.id(*row).to_string()).collect()
}

#[test]
fn iom_has_six_countries_in_the_first_phase() {
    let data = Dataset::bundled();
    let six = ["BY", "BR", "LA", "ML", "MA", "ZA"];
    assert_eq!(countries_with(&data, "agency:iom phase:glo-act"), six);
    assert_eq!(countries_with(&data, "phase:glo-act agency:iom"), six);
    let with_pakistan = countries_with(&data, "agency:iom");
    assert!(with_pakistan.contains(&"PK".to_string()), "{with_pakistan:?}");
    let without = countries_with(&data, "phase:glo-act -agency:iom");
    assert_eq!(without.len(), 13 - 6, "{without:?}");
    let script = "go matrix; axes country agency; phase glo-act";
    let app = bundled_app((120, 36), false, script);
    let (pane, context) = app.current_pane();
    let table = pane.table(context);
    let iom = table.headers.iter().position(|header| header.key == "iom").unwrap();
    let rows = (0..table.len).filter(|row| (table.cell)(*row, iom).display() == "a");
    assert_eq!(rows.count(), 6);
}

#[test]
fn events_name_every_agency_that_a_quotation_names() {
    let data = Dataset::bundled();
    let mut quoted = 0;
    for (path, citation) in data.citations().iter() {
        let Some(id) = path.strip_prefix("events/").and_then(|rest| rest.split('/').next()) else {
            continue;
        };
        let event = data.events().get(id).unwrap();
        for quote in citation.0.iter().filter_map(|claim| claim.quote.as_deref()) {
            for (agency_id, agency) in data.agencies().iter() {
                if names(quote, agency) {
                    quoted += 1;
                    let has = event.agencies.iter().any(|id| **id == **agency_id);
                    assert!(has, "{path}: \"{quote}\" names {agency_id}");
                }
            }
        }
    }
    assert!(quoted >= 40, "{quoted} quotations name an agency");
}

#[test]
fn those_who_initiated_the_programme_are_told_from_its_partners() {
    let data = Dataset::bundled();
    let initiators = data
        .agencies()
        .iter()
        .filter(|(_, agency)| agency.roles.iter().any(|role| **role == *"initiating"));
    let initiators: Vec<&str> = initiators.map(|(id, _)| &**id).collect();
    assert_eq!(initiators, ["eu", "unodc"]);
    let deck = std::fs::read_to_string(crate::root().join("data/deck.json")).unwrap();
    let sentence = "by the EU and UNODC, implemented in partnership with IOM and, in the first \
        phase, UNICEF";
    assert!(deck.contains(sentence) && !deck.contains("of {programme/gloact/agencies}"));
    for size in ["80x24", "120x36", "200x60"] {
        let args = ["screenshot", "go overview", "--size", size, "--format", "text"];
        let shown = Sandbox::new().run(&args).out;
        assert!(shown.contains("initiated by EU and UNODC"), "{shown}");
    }
}

/// Returns true if a text names an agency in one of its spellings.
fn names(text: &str, agency: &Agency) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let full = agency.other_spellings.iter().chain(&agency.title);
    words.iter().any(|word| word.eq_ignore_ascii_case(&agency.name))
        || full.into_iter().any(|name| text.contains(&**name))
}

#[test]
fn counts_of_events_by_agency_are_recounted() {
    let data = Dataset::bundled();
    let ctx = QueryContext::new(&data, TODAY);
    for (id, _) in data.agencies().iter() {
        let record = data.find(KindId::Agencies, id).unwrap();
        let names_agency = |agencies: &[gloact::model::Text]| agencies.iter().any(|a| a == id);
        let events = data.events().values().filter(|event| names_agency(&event.agencies));
        let counted = ctx.count_backlinks(record, KindId::Events);
        assert_eq!(counted, CellValue::Number(events.count() as i64), "{id}");
    }
    // the three agencies that carry the programme out are not understated
    let count = |agency: &str| {
        let events = data.events().values();
        events.filter(|event| event.agencies.iter().any(|id| **id == *agency)).count()
    };
    assert_eq!(["unodc", "iom", "unicef", "eu"].map(count), [134, 28, 13, 35]);
}
