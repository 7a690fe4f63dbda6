//! The documents of an activity.

use super::descriptions::not_empty;
use super::extension::{EXTENSION_EDTF, EXTENSION_INFERRED, EXTENSION_RECORD, record_element};
use super::omissions::{Fate, Omissions};
use super::xml_element::XmlElement;
use crate::model::Document;
use crate::model::iati_codes::DOCUMENT_CATEGORY;
use crate::store::{Dataset, RecordRef};

/// The category of a document that states none: a web page of the activity.
const WEB_PAGE: &str = "A12";

/// The media types by the ending of an address. Others are pages.
const MEDIA_TYPES: &[(&str, &str)] = &[
    ("pdf", "application/pdf"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("txt", "text/plain"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];
const PAGE: &str = "text/html";

/// The ISO 639-1 codes of languages that documents name by words.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("english", "en"),
    ("french", "fr"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("spanish", "es"),
];

/// Returns the documents with these records, and the records of those that the standard cannot
/// state.
pub(super) fn document_elements(
    data: &Dataset,
    records: &[RecordRef],
    omissions: &mut Omissions,
) -> (Vec<XmlElement>, Vec<XmlElement>) {
    let (mut links, mut others) = (Vec::new(), Vec::new());
    for record in records {
        let Some(document) = data.get::<Document>(*record) else { continue };
        if let Some(link) = document_element(data, *record, document, omissions) {
            links.push(link);
            continue;
        }
        omissions.add(Fate::Extension, "document without a web address", "the standard needs one");
        others.extend(record_element(data, *record, &[]));
    }
    (links, others)
}

fn document_element(
    data: &Dataset,
    record: RecordRef,
    document: &Document,
    omissions: &mut Omissions,
) -> Option<XmlElement> {
    let address = document.address.as_deref().map(str::trim)?;
    let is_web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    let has_blank = address.contains(char::is_whitespace);
    if !is_web || has_blank {
        return None;
    }
    let stated = document.category.as_deref().filter(|code| DOCUMENT_CATEGORY.has(code));
    let mut category = XmlElement::new("category").attribute("code", stated.unwrap_or(WEB_PAGE));
    if stated.is_none() {
        omissions.add(Fate::StandIn, "document without a category", "A12, web page, stands in");
        category = category.attribute(EXTENSION_INFERRED, "category");
    }
    let language = document.language.as_deref().and_then(language_code);
    let language = language.map(|code| XmlElement::new("language").attribute("code", code));
    let date = document.date.as_ref();
    let day = date.filter(|date| date.is_exact()).and_then(|date| date.earliest());
    let day = day.filter(|day| day.year() > 0);
    let day =
        day.map(|day| XmlElement::new("document-date").attribute("iso-date", day.to_string()));
    let mut stated = vec!["title", "date", "address", "category"];
    if document.language.as_deref().is_some_and(|words| language_code(words) == Some(words)) {
        stated.push("language");
    }
    let element = XmlElement::new("document-link")
        .attribute("format", media_type(address))
        .attribute("url", address)
        .attribute(EXTENSION_RECORD, data.path(record).as_str())
        .maybe_attribute(EXTENSION_EDTF, date.map(|date| date.as_str()))
        .child(XmlElement::with_narrative("title", not_empty(&document.title, data.id(record))))
        .child(category)
        .children(language)
        .children(day)
        .children(record_element(data, record, &stated));
    Some(element)
}

/// Returns the media type of an address by its ending.
fn media_type(address: &str) -> &'static str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    let ending = ending.map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    MEDIA_TYPES
        .iter()
        .find(|(known, _)| *known == ending)
        .map_or(PAGE, |(_, media_type)| media_type)
}

/// Returns the ISO 639-1 code of a language, which the data may name in words.
fn language_code(language: &str) -> Option<&str> {
    let language = language.trim();
    if language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(language);
    }
    let word = language.to_lowercase();
    LANGUAGES.iter().find(|(name, _)| *name == word).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_follow_from_the_address() {
        for (address, expected) in [
            ("https://rivers.example/report.PDF?page=2", "application/pdf"),
            ("https://rivers.example/a.b/page", PAGE),
            ("https://rivers.example", PAGE),
            ("https://rivers.example/sheet.xlsx#2", MEDIA_TYPES[11].1),
        ] {
            assert_eq!(media_type(address), expected, "{address}");
        }
        assert_eq!(language_code("English"), Some("en"));
        assert_eq!(language_code("fr"), Some("fr"));
        assert_eq!(language_code("Klingon"), None);
    }
}
