//! The title and the descriptions of an activity.

use super::extension::{EXTENSION_FIELD, EXTENSION_INFERRED, EXTENSION_LANGUAGE, EXTENSION_RECORD};
use super::xml_element::XmlElement;
use crate::model::{Activity, KindId, Objective, Phase, Programme, Text, TextMap};
use crate::store::{Dataset, RecordRef};

/// The codes of the list DescriptionType.
const GENERAL: &str = "1";
const OBJECTIVES: &str = "2";
const TARGET_GROUPS: &str = "3";
const OTHER: &str = "4";

/// The longest language code of XML without a hyphen.
const MAX_LANGUAGE_LETTERS: usize = 8;

/// Returns the title of a record in all languages.
pub(super) fn title(data: &Dataset, record: RecordRef) -> XmlElement {
    let phase = data.get::<Phase>(record).map(|phase| &phase.titles);
    let titles = phase.or_else(|| data.get::<Activity>(record).map(|activity| &activity.titles));
    XmlElement::with_narrative("title", not_empty(&data.title(record), data.id(record)))
        .children(titles.into_iter().flat_map(translations))
}

/// Returns the texts in other languages.
fn translations(texts: &TextMap) -> impl Iterator<Item = XmlElement> {
    let texts = texts.iter().filter(|(_, text)| !text.trim().is_empty());
    texts.map(|(language, text)| {
        let is_tag = language.len() <= MAX_LANGUAGE_LETTERS
            && !language.is_empty()
            && language.bytes().all(|byte| byte.is_ascii_alphabetic());
        let name = if is_tag { "xml:lang" } else { EXTENSION_LANGUAGE };
        XmlElement::new("narrative").attribute(name, &**language).text(text)
    })
}

/// Returns the descriptions of a record. The standard needs one: the title is it where none is
/// stated.
pub(super) fn descriptions(
    data: &Dataset,
    record: RecordRef,
    splits_objectives: bool,
) -> Vec<XmlElement> {
    let mut elements = Vec::new();
    if let Some(programme) = data.get::<Programme>(record) {
        add_programme(programme, &mut elements);
    } else if let Some(phase) = data.get::<Phase>(record) {
        add_phase(phase, &mut elements);
        if !splits_objectives {
            add_objectives(data, record, &mut elements);
        }
    } else if let Some(objective) = data.get::<Objective>(record) {
        elements.extend(field(GENERAL, "description", &objective.description));
        elements.extend(field(OBJECTIVES, "text", &objective.text));
        elements.extend(field(OTHER, "areas", &objective.areas));
    } else if let Some(activity) = data.get::<Activity>(record) {
        let description = field(GENERAL, "description", &activity.description);
        elements.extend(description.map(|it| it.children(translations(&activity.descriptions))));
        elements.extend(field(OBJECTIVES, "aim", &activity.aim));
        elements.extend(field(TARGET_GROUPS, "target_groups", &activity.target_groups));
    }
    if elements.is_empty() {
        let title = data.title(record);
        let element = described(GENERAL, not_empty(&title, data.id(record)));
        elements.push(element.attribute(EXTENSION_INFERRED, "title"));
    }
    elements
}

/// Returns the fields that the descriptions of a record state.
pub(super) fn described_fields(data: &Dataset, record: RecordRef) -> Vec<&'static str> {
    let mut fields = fields_of_kind(record.kind).to_vec();
    let phase = data.get::<Phase>(record).map(|phase| &phase.description);
    let description = phase.or_else(|| data.get::<Activity>(record).map(|it| &it.description));
    // translations stand beside the description
    if description.is_some_and(Option::is_none) {
        fields.retain(|field| *field != "descriptions");
    }
    fields
}

fn fields_of_kind(kind: KindId) -> &'static [&'static str] {
    match kind {
        KindId::Programme => {
            &["aim", "overall_objective", "target_groups", "approach", "outcomes", "background"]
        }
        KindId::Phases => &[
            "description",
            "descriptions",
            "aim",
            "target_groups",
            "approach",
            "focus_areas",
            "work",
            "results",
        ],
        KindId::Objectives => &["description", "text", "areas"],
        KindId::Activities => &["description", "descriptions", "aim", "target_groups"],
        _ => &[],
    }
}

fn add_programme(programme: &Programme, elements: &mut Vec<XmlElement>) {
    elements.extend(field(GENERAL, "aim", &programme.aim));
    elements.extend(field(OBJECTIVES, "overall_objective", &programme.overall_objective));
    elements.extend(field(OBJECTIVES, "outcomes", &programme.outcomes));
    elements.extend(field(TARGET_GROUPS, "target_groups", &programme.target_groups));
    elements.extend(field(OTHER, "approach", &programme.approach));
    elements.extend(field(OTHER, "background", &programme.background));
}

fn add_phase(phase: &Phase, elements: &mut Vec<XmlElement>) {
    let description = field(GENERAL, "description", &phase.description);
    elements.extend(description.map(|it| it.children(translations(&phase.descriptions))));
    elements.extend(field(OBJECTIVES, "aim", &phase.aim));
    elements.extend(field(TARGET_GROUPS, "target_groups", &phase.target_groups));
    elements.extend(field(OTHER, "approach", &phase.approach));
    elements.extend(field(OTHER, "focus_areas", &phase.focus_areas));
    elements.extend(field(OTHER, "work", &phase.work));
    elements.extend(field(OTHER, "results", &phase.results));
}

/// Adds the objectives of a phase, each as a description.
fn add_objectives(data: &Dataset, phase: RecordRef, elements: &mut Vec<XmlElement>) {
    let objectives = data.records(KindId::Objectives);
    for record in
        objectives.filter(|record| data.phase_of(*record).is_some_and(|id| **id == *data.id(phase)))
    {
        let Some(objective) = data.get::<Objective>(record) else { continue };
        let name = objective.numbered(not_empty(&objective.title, data.id(record)));
        let element = described(OBJECTIVES, &name);
        elements.push(element.attribute(EXTENSION_RECORD, data.path(record).as_str()));
    }
}

/// Returns a description for each text of a field.
fn field<'a>(
    code: &'a str,
    field: &'a str,
    texts: impl IntoIterator<Item = &'a Text>,
) -> impl Iterator<Item = XmlElement> {
    let texts = texts.into_iter().filter(|text| !text.trim().is_empty());
    texts.map(move |text| described(code, text).attribute(EXTENSION_FIELD, field))
}

fn described(code: &str, text: &str) -> XmlElement {
    XmlElement::with_narrative("description", text).attribute("type", code)
}

/// Returns a text, or another where it is empty: the standard needs one.
pub(super) fn not_empty<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.trim().is_empty() { other } else { text }
}
