//! Publishes programmes as a file of the International Aid Transparency Initiative: IATI 2.03.
//!
//! Values that the standard has no elements for are in elements of a namespace of ours, which other
//! programs pass over; `docs/iati.md` describes them.

mod activity_dates;
mod activity_element;
mod activity_tree;
mod contacts;
mod descriptions;
mod documents;
mod extension;
mod money;
mod omissions;
mod options;
mod organisations;
mod places;
mod records_by_node;
mod results;
mod sectors;
mod share_label;
mod xml_element;

use crate::error::{Error, ErrorKind, Result};
use crate::model::{Country, KindId};
use crate::store::Dataset;
use activity_element::{FileRecords, activity_element};
use activity_tree::ActivityTree;
pub use extension::{
    EXTENSION_AGENCY, EXTENSION_EDTF, EXTENSION_FIELD, EXTENSION_INFERRED, EXTENSION_LANGUAGE,
    EXTENSION_NAMESPACE, EXTENSION_RECORD, EXTENSION_TYPE,
};
use extension::{EXTENSION_DECLARATION, record_element};
use omissions::{Fate, Omissions};
pub use options::{IatiExportOptions, ReportingOrg};
use xml_element::XmlElement;

const VERSION: &str = "2.03";

/// Kinds of record that are in no file, and the reason.
const LEFT_OUT: &[(KindId, &str)] = &[
    (KindId::Offices, "IATI has no offices"),
    (KindId::Instruments, "IATI has no legal instruments"),
    (KindId::Citations, "IATI has no claims of several sources"),
];

/// A file of the standard, and what it cannot state.
pub struct IatiFile {
    pub text: String,
    pub activity_count: usize,
    /// A line for each sort of value that is not in the elements of the standard.
    pub omissions: Vec<String>,
}

/// Returns the programmes, phases and activities of the data as a file of the standard.
///
/// # Errors
/// Fails if no record has a date, without which the standard has no activity.
pub fn iati_file(data: &Dataset, options: &IatiExportOptions) -> Result<IatiFile> {
    let mut omissions = Omissions::default();
    let tree = ActivityTree::build(data, options, &mut omissions);
    if tree.nodes.is_empty() {
        let message = "no programme, phase or activity has a date, and IATI needs one for each";
        return Err(Error::new(ErrorKind::NoMatch, message)
            .with_hint("state a date: gloact edit phases/ID/date"));
    }
    let records = FileRecords::of(data, &tree, &mut omissions);
    let activities = (0..tree.nodes.len())
        .map(|number| activity_element(data, &tree, number, &records, options, &mut omissions));
    let root = XmlElement::new("iati-activities")
        .attribute("version", VERSION)
        .attribute("generated-datetime", &*options.generated)
        .attribute(EXTENSION_DECLARATION, EXTENSION_NAMESPACE);
    let root = root.children(activities.collect::<Vec<_>>()).children(shared_records(data));
    let source_count = data.sources().len();
    omissions.add_many(source_count, Fate::Extension, "source", "IATI has no sources of values");
    let has_work = |country: &&Country| {
        !(country.phases.is_empty() || country.agencies.is_empty() && country.activities.is_empty())
    };
    let countries = data.countries().values().filter(has_work).count();
    let reason = "IATI has no agencies and activities of a country";
    omissions.add_many(countries, Fate::LeftOut, "country", reason);
    for (kind, reason) in LEFT_OUT {
        let count = data.records(*kind).count();
        omissions.add_many(count, Fate::LeftOut, kind.singular(), reason);
    }
    Ok(IatiFile {
        text: root.to_document()?,
        activity_count: tree.nodes.len(),
        omissions: omissions.lines(),
    })
}

/// Returns the records that belong to no single activity, for the extension.
fn shared_records(data: &Dataset) -> Vec<XmlElement> {
    let kinds = [KindId::Agencies, KindId::Sources];
    let records = kinds.into_iter().flat_map(|kind| data.records(kind));
    records.filter_map(|record| record_element(data, record, &[])).collect()
}
