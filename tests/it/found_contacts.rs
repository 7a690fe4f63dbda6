//! The finder: contacts by their agency, and records before their parts.

use crate::fixture_dataset;
use gloact::model::KindId;
use gloact::query::search::NameIndex;

#[test]
fn contacts_are_found_by_their_agency() {
    let data = fixture_dataset(Vec::new());
    let with_agency = data.contacts().iter().find(|(_, contact)| contact.agency.is_some());
    let (id, contact) = with_agency.unwrap();
    let agency = data.short_label_of(KindId::Agencies, contact.agency.as_deref().unwrap());
    let found = NameIndex::build(&data).search(&format!("{agency} contact"), 3);
    let ids: Vec<&str> = found.iter().map(|found| data.id(found.row)).collect();
    assert!(ids.contains(&&**id), "{agency}: {ids:?}");
}

#[test]
fn records_come_before_their_parts() {
    let data = fixture_dataset(Vec::new());
    let found = NameIndex::build(&data).search("arvenia", 50);
    let is_part = |kind| matches!(kind, KindId::Citations | KindId::Engagements | KindId::Sources);
    let parts: Vec<bool> = found.iter().map(|found| is_part(found.row.kind)).collect();
    assert!(parts.is_sorted() && !parts[0], "{parts:?}");
}
