//! The donors of phases.

use crate::model::{KindId, Record, RecordPath};
use crate::query::QueryContext;

/// The donors of a phase.
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseDonors {
    /// The short name of the phase.
    pub phase: String,
    /// The path of the list.
    pub path: RecordPath,
    /// The ids of the donors.
    pub agencies: Vec<String>,
}

/// Returns the donors of the phases of a query. Sources state them for a phase, not for an
/// objective or a country.
pub fn phase_donors(ctx: &QueryContext, phase: Option<&str>) -> Vec<PhaseDonors> {
    let phases = ctx.data.phases().iter();
    phases
        .filter(|(id, record)| {
            phase.is_none_or(|phase| ***id == *phase) && !record.donors.is_empty()
        })
        .map(|(id, record)| PhaseDonors {
            phase: record.short_label().to_string(),
            path: RecordPath::for_record(KindId::Phases, id).join("donors"),
            agencies: record.donors.iter().map(|agency| agency.to_string()).collect(),
        })
        .collect()
}
