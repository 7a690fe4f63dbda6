//! Reads files of IATI, versions 2.01 to 2.03, into the records of a programme.
//!
//! A file is read activity by activity. Each becomes a phase or an activity with its budget lines
//! and indicators; organisations, countries, documents and contacts are shared. What no record can
//! state is counted, so that nothing is lost in silence.

mod activity_dates;
mod activity_reader;
mod activity_reading;
mod amounts;
mod budgets;
mod classifications;
mod collector;
mod documents;
mod extension;
mod file_reading;
mod hierarchy;
mod import_report;
mod imported_records;
mod left_out;
mod money_rules;
mod narratives;
mod organisations;
mod parsed_activity;
mod periods;
mod phase_grouping;
mod phase_records;
mod places;
mod record_assembly;
mod record_texts;
mod results;
mod rule_findings;
mod share_rules;
mod standard_rules;
mod used_ids;
mod xml_encoding;
mod xml_tree;

pub use file_reading::read_iati;
pub use import_report::iati_report;
pub use imported_records::{
    IatiImport, IatiImportOptions, IatiRecords, IatiSummary, IatiText, ImportedRecord,
};
pub use left_out::LeftOut;
pub use narratives::LanguageOrder;
pub use record_texts::{base_layers, override_text};
pub use standard_rules::broken_rules;
pub use xml_encoding::{decode_xml, is_xml};

use narratives::Narratives;
use used_ids::UsedIds;
