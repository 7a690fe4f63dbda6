//! The documents and contacts of an activity. What several activities name is one record.

use super::Narratives;
use super::collector::{Collector, Fields, set_list, set_text};
use super::narratives::language_code;
use super::parsed_activity::ActivityContext;
use super::periods;
use super::xml_tree::Element;
use crate::import::slug;
use crate::model::KindId;
use crate::model::iati_codes::{CONTACT_TYPE, DOCUMENT_CATEGORY};

/// Reads `documents` and `contacts`.
pub(super) fn read(
    collector: &mut Collector,
    element: Element,
    context: &ActivityContext,
    fields: &mut Fields,
) {
    let mut documents = Vec::new();
    for link in element.all("document-link") {
        documents.extend(read_document(collector, link, context));
    }
    set_list(fields, "documents", documents);
    let mut contacts = Vec::new();
    for contact in element.all("contact-info") {
        contacts.extend(read_contact(collector, contact, context));
    }
    set_list(fields, "contacts", contacts);
}

/// Returns the id of a document; `None` if it has neither title nor address.
fn read_document(
    collector: &mut Collector,
    link: Element,
    context: &ActivityContext,
) -> Option<String> {
    let address = link.attribute("url");
    let titles = Narratives::of_child(link, "title", context.language);
    let title = titles.best(&collector.order).or(address).map(String::from);
    let Some(title) = title else {
        collector.left_out.add("document-link without title and address");
        return None;
    };
    let other_titles = titles.len().saturating_sub(1);
    collector.left_out.add_many("document-link/title in another language", other_titles);
    let mut fields = Fields::new();
    set_text(&mut fields, "title", Some(title.as_str()));
    let codes = || link.all("category").filter_map(|one| one.attribute("code"));
    set_text(&mut fields, "category", codes().next());
    let words = codes().map(|code| DOCUMENT_CATEGORY.word(code).unwrap_or(code).to_string());
    set_list(&mut fields, "categories", words.collect());
    let languages: Vec<String> =
        link.all("language").filter_map(|one| one.attribute("code")).map(language_code).collect();
    set_text(&mut fields, "language", (!languages.is_empty()).then(|| languages.join(", ")));
    let date = link.child_attribute("document-date", "iso-date").and_then(periods::day);
    set_text(&mut fields, "date", date);
    let note = collector.text(link, "description", context.language);
    set_text(&mut fields, "note", note);
    set_text(&mut fields, "address", address);
    Some(collector.shared_id(KindId::Documents, &slug(&title), fields, context.line))
}

/// Returns the id of a contact; `None` if it states nothing.
fn read_contact(
    collector: &mut Collector,
    contact: Element,
    context: &ActivityContext,
) -> Option<String> {
    let text = |child: &str| collector.text(contact, child, context.language);
    let (person, unit, organisation) =
        (text("person-name"), text("department"), text("organisation"));
    let plain = |child: &str| contact.first(child).map(Element::text).filter(|t| !t.is_empty());
    let email = plain("email");
    let others: Vec<String> = [plain("telephone"), plain("website")]
        .into_iter()
        .flatten()
        .map(String::from)
        .chain(text("mailing-address"))
        .collect();
    let names = [&person, &unit, &organisation];
    let name = names.into_iter().flatten().next().cloned();
    let name = name.or(email.map(String::from)).or(others.first().cloned())?;
    let mut fields = Fields::new();
    set_text(&mut fields, "name", Some(name.as_str()));
    set_text(&mut fields, "title", text("job-title"));
    set_text(&mut fields, "unit", unit.filter(|unit| *unit != name));
    set_text(&mut fields, "email", email);
    set_text(&mut fields, "other", (!others.is_empty()).then(|| others.join("; ")));
    let purpose = contact.attribute("type").and_then(|code| CONTACT_TYPE.word(code));
    let organisation = organisation.filter(|text| *text != name);
    let remarks: Vec<String> = organisation.into_iter().chain(purpose.map(String::from)).collect();
    set_text(&mut fields, "note", (!remarks.is_empty()).then(|| remarks.join("; ")));
    Some(collector.shared_id(KindId::Contacts, &slug(&name), fields, context.line))
}
