//! The contacts of an activity. Only those that a source publishes are in a file.

use super::descriptions::not_empty;
use super::extension::{EXTENSION_RECORD, record_element};
use super::omissions::{Fate, Omissions};
use super::organisations::organisation;
use super::xml_element::XmlElement;
use crate::model::{Contact, Text};
use crate::store::{Dataset, RecordRef};

/// Returns the contacts with these records.
pub(super) fn contact_elements(
    data: &Dataset,
    records: &[RecordRef],
    omissions: &mut Omissions,
) -> Vec<XmlElement> {
    let elements = records.iter().filter_map(|record| {
        let contact = data.get::<Contact>(*record)?;
        if contact.sources.is_empty() {
            omissions.add(Fate::LeftOut, "contact", "no source publishes it");
            return None;
        }
        Some(contact_element(data, *record, contact))
    });
    elements.collect()
}

fn contact_element(data: &Dataset, record: RecordRef, contact: &Contact) -> XmlElement {
    let text = |name: &str, text: &Option<Text>| {
        let text = text.as_deref().filter(|text| !text.trim().is_empty());
        text.map(|text| XmlElement::with_narrative(name, text))
    };
    let agency = contact.agency.as_deref().map(|id| organisation("organisation", data, id));
    let email = contact.email.as_deref().map(|email| XmlElement::new("email").text(email));
    let name = not_empty(&contact.name, data.id(record));
    let stated = ["name", "title", "unit", "agency", "email"];
    XmlElement::new("contact-info")
        .attribute("type", "1")
        .attribute(EXTENSION_RECORD, data.path(record).as_str())
        .children(agency)
        .children(text("department", &contact.unit))
        .child(XmlElement::with_narrative("person-name", name))
        .children(text("job-title", &contact.title))
        .children(email)
        .children(record_element(data, record, &stated))
}
