//! The sectors of an activity.
//!
//! The standard wants percentages where an activity has several sectors of a vocabulary. None is
//! invented: such an activity has the code of work in several sectors, and each of them as a tag.

use super::extension::{EXTENSION_FIELD, EXTENSION_INFERRED};
use super::omissions::{Fate, Omissions};
use super::options::IatiExportOptions;
use super::xml_element::XmlElement;
use crate::model::{Activity, Text};
use crate::store::{Dataset, RecordRef};

/// The vocabulary of the purpose codes of the OECD DAC.
const DAC_VOCABULARY: &str = "1";
/// The vocabulary of the publisher, of sectors and of tags.
const OWN_VOCABULARY: &str = "99";
/// The purpose codes of the OECD DAC for several sectors, and for none that is specified.
const MULTISECTOR: &str = "43010";
const NOT_SPECIFIED: &str = "99810";
const DAC_CODE_DIGITS: usize = 5;

/// Returns the sector of a record, then its tags.
pub(super) fn sector_elements(
    data: &Dataset,
    record: RecordRef,
    options: &IatiExportOptions,
    omissions: &mut Omissions,
) -> Vec<XmlElement> {
    let activity = data.get::<Activity>(record);
    let stated = |texts: &'_ [Text]| -> Vec<String> {
        let texts = texts.iter().map(|text| text.trim().to_string());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let sectors = stated(activity.map_or(&[][..], |activity| &activity.sectors));
    let tags = stated(activity.map_or(&[][..], |activity| &activity.tags)).into_iter();
    let tags = tags.map(|tag| own_term("tag", &tag).attribute(EXTENSION_FIELD, "tags"));
    let mut elements = sectors_with_tags(&sectors, options, omissions);
    elements.extend(tags);
    elements
}

/// Returns the fields of an activity that its sectors and tags state as they are.
pub(super) fn classified_fields(data: &Dataset, record: RecordRef) -> Vec<&'static str> {
    let Some(activity) = data.get::<Activity>(record) else { return Vec::new() };
    let is_whole = |sector: &Text| match dac_code(sector) {
        Some(("", code)) => **sector == *code,
        Some((name, code)) => **sector == *format!("{name} ({code})"),
        None => true,
    };
    match &activity.sectors[..] {
        [sector] if !is_whole(sector) => vec!["tags"],
        _ => vec!["tags", "sectors"],
    }
}

fn sectors_with_tags(
    sectors: &[String],
    options: &IatiExportOptions,
    omissions: &mut Omissions,
) -> Vec<XmlElement> {
    match sectors {
        [] => {
            if options.sector.is_none() {
                omissions.add(
                    Fate::StandIn,
                    "record without a sector",
                    "99810, not specified, stands in; --sector CODE names one",
                );
            }
            let code = options.sector.as_deref().unwrap_or(NOT_SPECIFIED);
            vec![dac_sector(code).attribute(EXTENSION_INFERRED, "sector")]
        }
        [sector] => match dac_code(sector) {
            Some((name, code)) => {
                let name = (!name.is_empty()).then(|| XmlElement::new("narrative").text(name));
                vec![dac_sector(code).children(name)]
            }
            None => vec![own_term("sector", sector)],
        },
        _ => {
            let tags = sectors
                .iter()
                .map(|sector| own_term("tag", sector).attribute(EXTENSION_FIELD, "sectors"));
            let multisector = dac_sector(MULTISECTOR).attribute(EXTENSION_INFERRED, "sector");
            std::iter::once(multisector).chain(tags).collect()
        }
    }
}

fn dac_sector(code: &str) -> XmlElement {
    XmlElement::new("sector").attribute("vocabulary", DAC_VOCABULARY).attribute("code", code)
}

/// Returns a sector or tag in the words of the data.
fn own_term(name: &str, text: &str) -> XmlElement {
    let code = dac_code(text).map(|(_, code)| code.to_string()).unwrap_or_else(|| slug(text));
    XmlElement::with_narrative(name, text)
        .attribute("vocabulary", OWN_VOCABULARY)
        .attribute("code", code)
}

/// Returns the name and the code of a sector such as "Water resources (14010)".
fn dac_code(sector: &str) -> Option<(&str, &str)> {
    let is_code = |text: &str| {
        text.len() == DAC_CODE_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if is_code(sector) {
        return Some(("", sector));
    }
    let (name, code) = sector.strip_suffix(')')?.rsplit_once('(')?;
    is_code(code).then(|| (name.trim(), code))
}

/// Returns a text as a code: small letters and digits, with hyphens between words.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "other".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_brackets_behind_a_name() {
        assert_eq!(dac_code("Water resources (14010)"), Some(("Water resources", "14010")));
        assert_eq!(dac_code("14010"), Some(("", "14010")));
        assert_eq!(dac_code("Water (rivers)"), None);
        assert_eq!(dac_code("Water"), None);
        assert_eq!(slug("Water & rivers"), "water-rivers");
        assert_eq!(slug("?"), "other");
    }
}
