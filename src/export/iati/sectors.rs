//! The sectors of an activity.
//!
//! The standard wants percentages where an activity has several sectors of a vocabulary. None is
//! invented: such an activity has the code of work in several sectors, and each of them as a tag.

use super::extension::{EXTENSION_FIELD, EXTENSION_INFERRED};
use super::omissions::{Fate, Omissions};
use super::options::IatiExportOptions;
use super::share_label::{ShareLabel, add_up};
use super::xml_element::XmlElement;
use crate::model::{Activity, Phase, Text};
use crate::store::{Dataset, RecordRef};

/// The vocabulary of the purpose codes of the OECD DAC.
const DAC_VOCABULARY: &str = "1";
/// The vocabulary of the publisher, of sectors and of tags.
const OWN_VOCABULARY: &str = "99";
/// The purpose codes of the OECD DAC for several sectors, and for none that is specified.
const MULTISECTOR: &str = "43010";
const NOT_SPECIFIED: &str = "99810";
const DAC_CODE_DIGITS: usize = 5;

/// The sectors of an activity, by the elements that state them.
#[derive(Default)]
struct SectorLayout<'a> {
    /// Those with a code of the OECD DAC; each has its share, where there are several.
    sectors: Vec<(&'a str, ShareLabel<'a>)>,
    /// The only one, without such a code.
    own: Option<&'a str>,
    tags: Vec<&'a str>,
    /// Whether the code of several sectors stands there.
    is_multisector: bool,
}

impl<'a> SectorLayout<'a> {
    fn of(sectors: &'a [Text]) -> SectorLayout<'a> {
        let texts: Vec<&str> =
            sectors.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        let (mut coded, mut tags, mut are_coded) = (Vec::new(), Vec::new(), true);
        for text in &texts {
            let label = ShareLabel::parse(text);
            match dac_code(label) {
                Some(sector) => coded.push(sector),
                None => {
                    tags.push(*text);
                    are_coded &= label.code.is_some();
                }
            }
        }
        if let [(code, label)] = coded[..]
            && label.is_whole()
            && are_coded
        {
            let label = ShareLabel { share: None, ..label };
            return SectorLayout { sectors: vec![(code, label)], tags, ..SectorLayout::default() };
        }
        if coded.len() > 1 && add_up(coded.iter().map(|(_, label)| label.share)) {
            return SectorLayout { sectors: coded, tags, ..SectorLayout::default() };
        }
        match texts[..] {
            [] => SectorLayout::default(),
            [own] if coded.is_empty() => SectorLayout { own: Some(own), ..SectorLayout::default() },
            _ => SectorLayout { tags: texts, is_multisector: true, ..SectorLayout::default() },
        }
    }

    /// Returns the elements of the sectors with a code of the OECD DAC.
    fn sector_elements(&self) -> Vec<XmlElement> {
        let elements = self.sectors.iter().map(|(code, label)| {
            let name = (!label.name.is_empty()).then_some(label.name);
            dac_sector(code)
                .maybe_attribute("percentage", label.share)
                .children(name.map(|name| XmlElement::new("narrative").text(name)))
        });
        elements.collect()
    }

    /// Returns the sectors as an import of the elements makes them.
    fn restored(&self) -> Vec<String> {
        let sectors = self.sectors.iter().map(|(_, label)| label.to_text());
        let others = self.own.iter().chain(&self.tags).map(|text| text.to_string());
        sectors.chain(others).collect()
    }
}

/// Returns the sector of a record, then its tags. A phase has those of its focus areas that have
/// codes.
pub(super) fn sector_elements(
    data: &Dataset,
    record: RecordRef,
    options: &IatiExportOptions,
    omissions: &mut Omissions,
) -> Vec<XmlElement> {
    let activity = data.get::<Activity>(record);
    let layout = SectorLayout::of(activity.map_or(&[], |activity| &activity.sectors));
    let mut elements = layout.sector_elements();
    let phase = data.get::<Phase>(record);
    let of_phase = SectorLayout::of(phase.map_or(&[], |phase| &phase.focus_areas));
    let marked = |element: XmlElement| element.attribute(EXTENSION_INFERRED, "focus_areas");
    elements.extend(of_phase.sector_elements().into_iter().map(marked));
    elements.extend(layout.own.map(|text| own_term("sector", text)));
    if layout.is_multisector {
        elements.push(dac_sector(MULTISECTOR).attribute(EXTENSION_INFERRED, "sector"));
    }
    if elements.is_empty() {
        if options.sector.is_none() {
            let reason = "99810, not specified, stands in; --sector CODE names one";
            omissions.add(Fate::StandIn, "record without a sector", reason);
        }
        let code = options.sector.as_deref().unwrap_or(NOT_SPECIFIED);
        elements.push(dac_sector(code).attribute(EXTENSION_INFERRED, "sector"));
    }
    let tags = activity.map_or(&[][..], |activity| &activity.tags).iter();
    let tags = tags.map(|tag| (tag.trim(), "tags")).filter(|(tag, _)| !tag.is_empty());
    let tags = layout.tags.iter().map(|tag| (*tag, "sectors")).chain(tags);
    elements
        .extend(tags.map(|(tag, field)| own_term("tag", tag).attribute(EXTENSION_FIELD, field)));
    elements
}

/// Returns the fields of an activity that its sectors and tags state as they are.
pub(super) fn classified_fields(data: &Dataset, record: RecordRef) -> Vec<&'static str> {
    let Some(activity) = data.get::<Activity>(record) else { return Vec::new() };
    let restored = SectorLayout::of(&activity.sectors).restored();
    let is_same = activity.sectors.iter().map(|text| &**text).eq(restored.iter().map(|it| &**it));
    if is_same { vec!["tags", "sectors"] } else { vec!["tags"] }
}

fn dac_sector(code: &str) -> XmlElement {
    XmlElement::new("sector").attribute("vocabulary", DAC_VOCABULARY).attribute("code", code)
}

/// Returns a sector or tag in the words of the data.
fn own_term(name: &str, text: &str) -> XmlElement {
    let label = ShareLabel::parse(text);
    let code = dac_code(label).map(|(code, _)| code.to_string()).unwrap_or_else(|| slug(text));
    XmlElement::with_narrative(name, text)
        .attribute("vocabulary", OWN_VOCABULARY)
        .attribute("code", code)
}

/// Returns the code of a sector of the OECD DAC, and its label. A code may stand alone.
fn dac_code<'a>(label: ShareLabel<'a>) -> Option<(&'a str, ShareLabel<'a>)> {
    let is_code = |text: &&str| {
        text.len() == DAC_CODE_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let alone = Some(label.name).filter(|_| label.code.is_none()).filter(is_code);
    match alone {
        Some(code) => Some((code, ShareLabel { name: "", code: Some(code), ..label })),
        None => Some((label.code.filter(is_code)?, label)),
    }
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
    fn codes_stand_alone_or_in_brackets_behind_a_name() {
        let code = |text| dac_code(ShareLabel::parse(text)).map(|(code, label)| (label.name, code));
        assert_eq!(code("Water resources (14010)"), Some(("Water resources", "14010")));
        assert_eq!(code("14010, 40%"), Some(("", "14010")));
        assert_eq!(code("Water (rivers)"), None);
        assert_eq!(code("Water"), None);
        assert_eq!(slug("Water & rivers"), "water-rivers");
        assert_eq!(slug("?"), "other");
    }
}
