//! The fields that refer to other records, and the kinds that they refer to.

use super::KindId;

/// Fields that hold the id of another record, or a list of ids, and the kind that they refer to.
pub const LINK_FIELDS: &[(&str, KindId)] = &[
    ("accountable", KindId::Agencies),
    ("activity", KindId::Activities),
    ("agencies", KindId::Agencies),
    ("agency", KindId::Agencies),
    ("builds_on", KindId::Phases),
    ("contacts", KindId::Contacts),
    ("continues", KindId::Objectives),
    ("countries", KindId::Countries),
    ("country", KindId::Countries),
    ("documents", KindId::Documents),
    ("donor", KindId::Agencies),
    ("donors", KindId::Agencies),
    ("extending", KindId::Agencies),
    ("instruments", KindId::Instruments),
    ("objective", KindId::Objectives),
    ("objectives", KindId::Objectives),
    ("parent", KindId::Activities),
    ("phase", KindId::Phases),
    ("phases", KindId::Phases),
    ("programme", KindId::Programme),
    ("source", KindId::Sources),
    ("sources", KindId::Sources),
    ("supplements", KindId::Instruments),
    ("takes_in", KindId::Objectives),
    ("within", KindId::Budgets),
];

/// Fields that hold lists of ids by id: the kind of the keys, and that of the lists.
pub const LINK_MAP_FIELDS: &[(&str, KindId, KindId)] =
    &[("agencies_by_phase", KindId::Phases, KindId::Agencies)];

/// A reference from a field of one record to another record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordReference<'a> {
    pub field: &'static str,
    pub kind: KindId,
    pub id: &'a str,
}

/// Returns the kind that a field refers to. It is const because links of all records are scanned
/// often: the names are compared when the program is built.
pub(super) const fn linked_kind(field: &str) -> Option<KindId> {
    let mut at = 0;
    while at < LINK_FIELDS.len() {
        let (name, kind) = LINK_FIELDS[at];
        if bytes_eq(name.as_bytes(), field.as_bytes()) {
            return Some(kind);
        }
        at += 1;
    }
    None
}

const fn bytes_eq(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}
