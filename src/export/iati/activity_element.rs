//! An activity of the standard, with all its elements in the order of the schema.

use super::activity_tree::{ActivityNode, ActivityTree, default_identifier, stated_identifier};
use super::contacts::contact_elements;
use super::descriptions::{described_fields, descriptions, title};
use super::documents::document_elements;
use super::extension::{EXTENSION_INFERRED, EXTENSION_RECORD, record_element};
use super::money::{money, total_of_phase};
use super::omissions::{Fate, Omissions};
use super::options::IatiExportOptions;
use super::organisations::{organisation_elements, participation_fields, reporting_org};
use super::places::{place_elements, placed_fields};
use super::records_by_node::RecordsByNode;
use super::results::result_elements;
use super::sectors::{classified_fields, sector_elements};
use super::xml_element::XmlElement;
use crate::model::iati_codes::ACTIVITY_STATUS;
use crate::model::{Activity, KindId, Objective, Phase};
use crate::store::{Dataset, RecordRef};

/// The codes of the list RelatedActivityType.
const PARENT: &str = "1";
const CHILD: &str = "2";

/// The kinds of record that only the extension can state.
const EXTENSION_KINDS: &[(KindId, &str, &str)] = &[
    (KindId::Events, "event", "IATI has no events"),
    (KindId::Engagements, "engagement", "IATI has no work of an agency for an objective"),
];

/// The records that stand at the activities of a file.
pub(super) struct FileRecords {
    budgets: RecordsByNode,
    indicators: RecordsByNode,
    documents: RecordsByNode,
    contacts: RecordsByNode,
    extension: Vec<(RecordsByNode, &'static str, &'static str)>,
    objectives: RecordsByNode,
}

impl FileRecords {
    pub(super) fn of(
        data: &Dataset,
        tree: &ActivityTree,
        omissions: &mut Omissions,
    ) -> FileRecords {
        let mut of_kind = |kind: KindId| {
            let (records, without_place) = RecordsByNode::of_kind(data, tree, kind);
            let reason = "it belongs to no activity of the file";
            omissions.add_many(without_place, Fate::LeftOut, kind.singular(), reason);
            records
        };
        FileRecords {
            budgets: of_kind(KindId::Budgets),
            indicators: of_kind(KindId::Indicators),
            documents: of_kind(KindId::Documents),
            contacts: of_kind(KindId::Contacts),
            objectives: of_kind(KindId::Objectives),
            extension: EXTENSION_KINDS
                .iter()
                .map(|(kind, noun, reason)| (of_kind(*kind), *noun, *reason))
                .collect(),
        }
    }
}

/// Returns the element of an activity.
pub(super) fn activity_element(
    data: &Dataset,
    tree: &ActivityTree,
    number: usize,
    records: &FileRecords,
    options: &IatiExportOptions,
    omissions: &mut Omissions,
) -> XmlElement {
    let node = &tree.nodes[number];
    let record = node.record;
    omissions.add_many(
        node.dates.future_actual_dates(),
        Fate::Extension,
        "actual date",
        "the standard has none after today",
    );
    let money = money(data, record, records.budgets.at(number), options.today, omissions);
    let publisher = &options.reporting_org;
    let (documents, other_documents) =
        document_elements(data, records.documents.at(number), omissions);
    XmlElement::new("iati-activity")
        .attribute("xml:lang", &*options.language)
        .attribute("hierarchy", node.hierarchy.to_string())
        .attribute(EXTENSION_RECORD, data.path(record).as_str())
        .child(XmlElement::new("iati-identifier").text(&node.identifier))
        .child(reporting_org(publisher))
        .child(title(data, record))
        .children(descriptions(data, record, options.splits_objectives))
        .children(organisation_elements(data, tree, number, publisher, omissions))
        .child(status_element(data, tree, number, options, omissions))
        .children(node.dates.elements())
        .children(contact_elements(data, records.contacts.at(number), omissions))
        .children(place_elements(data, record, omissions))
        .children(sector_elements(data, record, options, omissions))
        .children(money.budgets)
        .children(money.transactions)
        .children(documents)
        .children(related_activities(tree, number))
        .children(result_elements(data, record, records.indicators.at(number)))
        .children(rest_of_record(data, node, options))
        .children(money.extension)
        .children(other_documents)
        .children(extension_records(data, number, records, options, omissions))
}

/// Returns the status: the stated one, else that of its dates.
fn status_element(
    data: &Dataset,
    tree: &ActivityTree,
    number: usize,
    options: &IatiExportOptions,
    omissions: &mut Omissions,
) -> XmlElement {
    let node = &tree.nodes[number];
    let stated = stated_status(data, node.record).and_then(|status| ACTIVITY_STATUS.code(status));
    let element = XmlElement::new("activity-status");
    if let Some(code) = stated {
        return element.attribute("code", code);
    }
    omissions.add(Fate::StandIn, "record without a status", "that of its dates stands in");
    let is_over =
        node.dates.span().and_then(|span| span.end).is_some_and(|end| end < options.today);
    let is_to_come = node.dates.span().is_some_and(|span| span.start > options.today);
    let word = match (is_to_come, is_over) {
        (true, _) => "pipeline",
        (_, true) => "closed",
        _ => "implementation",
    };
    element
        .attribute("code", ACTIVITY_STATUS.code(word).unwrap_or_default())
        .attribute(EXTENSION_INFERRED, "dates")
}

/// Returns the status of a phase or an activity; that of an objective is that of its phase.
fn stated_status(data: &Dataset, record: RecordRef) -> Option<&str> {
    if let Some(activity) = data.get::<Activity>(record) {
        return activity.status.as_deref();
    }
    let phase = match data.get::<Objective>(record) {
        Some(objective) => data.phases().get(objective.phase.as_ref()?),
        None => data.get::<Phase>(record),
    };
    phase?.status.as_deref()
}

/// Returns the links to the activity above and to those below.
fn related_activities(tree: &ActivityTree, number: usize) -> Vec<XmlElement> {
    let related = |code: &str, identifier: &str| {
        XmlElement::new("related-activity").attribute("ref", identifier).attribute("type", code)
    };
    let above = tree.nodes[number].parent.map(|parent| &tree.nodes[parent].identifier);
    let above = above.into_iter().map(|identifier| related(PARENT, identifier));
    above.chain(tree.parts(number).map(|part| related(CHILD, &part.identifier))).collect()
}

/// Returns the fields of a record that no element of its activity states.
fn rest_of_record(
    data: &Dataset,
    node: &ActivityNode,
    options: &IatiExportOptions,
) -> Option<XmlElement> {
    let record = node.record;
    let mut stated = vec!["title", "titles"];
    stated.extend(described_fields(data, record));
    stated.extend(participation_fields(data, record));
    if stated_identifier(data, record) == Some(&*node.identifier)
        && node.identifier != default_identifier(data, record, options)
    {
        stated.push("identifier");
    }
    if stated_status(data, record).is_none_or(|status| ACTIVITY_STATUS.code(status).is_some()) {
        stated.push("status");
    }
    let (is_planned, is_actual) = node.dates.are_stated();
    if is_planned {
        stated.push("date");
    }
    if is_actual {
        stated.extend(["project_dates", "actual_date"]);
    }
    if total_of_phase(data, record, options.today).is_some() {
        stated.push("budget");
    }
    if record.kind == KindId::Activities {
        stated.extend(placed_fields(data, record));
        stated.extend(classified_fields(data, record));
    }
    record_element(data, record, &stated)
}

/// Returns the records at an activity that only the extension can state.
fn extension_records(
    data: &Dataset,
    number: usize,
    records: &FileRecords,
    options: &IatiExportOptions,
    omissions: &mut Omissions,
) -> Vec<XmlElement> {
    let mut elements = Vec::new();
    if !options.splits_objectives {
        for record in records.objectives.at(number) {
            elements.extend(record_element(data, *record, &[]));
        }
    }
    for (records, noun, reason) in &records.extension {
        for record in records.at(number) {
            omissions.add(Fate::Extension, noun, reason);
            elements.extend(record_element(data, *record, &[]));
        }
    }
    elements
}
