//! The sectors, policy markers and tags of an activity, as words with their codes.

use super::Narratives;
use super::collector::{Collector, Fields, set_list};
use super::xml_tree::Element;
use crate::model::iati_codes::{
    CodeList, POLICY_MARKER, POLICY_SIGNIFICANCE, SECTOR_VOCABULARY, TAG_VOCABULARY,
};

/// The vocabulary of sectors and markers that state none.
const DEFAULT_VOCABULARY: &str = "1";

/// Reads `sectors` and `tags`.
pub(super) fn read(
    collector: &mut Collector,
    element: Element,
    language: &str,
    fields: &mut Fields,
) {
    let name =
        |one: Element| Narratives::of(one, language).best(&collector.order).map(String::from);
    let sectors = element.all("sector").filter_map(|one| {
        let label = label(one, name(one), &SECTOR_VOCABULARY)?;
        let share = one.attribute("percentage").map(|text| text.trim_end_matches('%').trim());
        let share = share.filter(|share| share.parse::<f64>().ok() != Some(100.0));
        Some(share.map_or(label.clone(), |share| format!("{label}, {share}%")))
    });
    let sectors: Vec<String> = sectors.collect();
    let tags = element.all("tag").filter_map(|one| label(one, name(one), &TAG_VOCABULARY));
    let mut tags: Vec<String> = tags.collect();
    let (mut untargeted, mut unknown) = (0, 0);
    for marker in element.all("policy-marker") {
        match marker.attribute("significance") {
            Some("0") => untargeted += 1,
            significance => match policy_marker(marker, name(marker), significance) {
                Some(text) => tags.push(text),
                None => unknown += 1,
            },
        }
    }
    collector.left_out.add_many("policy-marker that is not targeted", untargeted);
    collector.left_out.add_many("policy-marker without code and name", unknown);
    set_list(fields, "sectors", sectors);
    set_list(fields, "tags", tags);
}

/// Returns a name with its code: "Food assistance (52010)", "SDG target 5.2".
fn label(element: Element, name: Option<String>, vocabularies: &CodeList) -> Option<String> {
    let code = element.attribute("code");
    let vocabulary = element.attribute("vocabulary").unwrap_or(DEFAULT_VOCABULARY);
    let prefix = vocabularies.word(vocabulary);
    match (name, code) {
        (Some(name), Some(code)) => Some(format!("{name} ({code})")),
        (Some(name), None) => Some(name),
        (None, Some(code)) => {
            let prefix = prefix.filter(|word| !word.starts_with("of "));
            Some(prefix.map_or(code.into(), |prefix| format!("{prefix} {code}")))
        }
        (None, None) => None,
    }
}

/// Returns a marker in words: "gender equality: principal objective".
fn policy_marker(
    element: Element,
    name: Option<String>,
    significance: Option<&str>,
) -> Option<String> {
    let code = element.attribute("code");
    let is_dac = element.attribute("vocabulary").unwrap_or(DEFAULT_VOCABULARY) == "1";
    let word = code.filter(|_| is_dac).and_then(|code| POLICY_MARKER.word(code));
    let name = word.map(String::from).or(name).or(code.map(String::from))?;
    let weight = significance.map(|code| POLICY_SIGNIFICANCE.word(code).unwrap_or(code));
    Some(weight.map_or(name.clone(), |weight| format!("{name}: {weight}")))
}
