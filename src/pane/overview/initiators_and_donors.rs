//! Lists the initiators of the programme, and the donors of its phases.

use super::OverviewLayout;
use crate::detail::TextFragment;
use crate::model::{Agency, KindId, Record, RecordPath, Text};
use crate::store::Dataset;

/// The role of an agency that began the programme.
const INITIATING: &str = "initiating";

impl OverviewLayout<'_> {
    /// Returns who initiated the programme, and its donors with the symbols of their phases.
    pub(super) fn credits(&self) -> Vec<TextFragment> {
        let data = self.ctx.query.data;
        initiators(data).into_iter().chain(self.donors()).map(TextFragment::dim).collect()
    }

    fn donors(&self) -> Option<String> {
        let data = self.ctx.query.data;
        let donors = donors_with_phases(data).into_iter().map(|(donor, phases)| {
            let mut text = format!("{} ", data.short_label_of(KindId::Agencies, donor));
            for number in phases {
                text.push_str(self.ctx.glyphs.phase_symbol(number));
                text.push_str(self.donor_marker(number, donor));
            }
            text
        });
        let donors: Vec<String> = donors.collect();
        (!donors.is_empty()).then(|| format!("funded by {}", donors.join(", ")))
    }

    /// Returns the marker of the donors of a phase, after the last of them.
    pub(super) fn donor_marker(&self, number: usize, donor: &str) -> &'static str {
        let Some((id, phase)) = self.ctx.query.data.phases().get_index(number) else { return "" };
        if phase.donors.last().is_some_and(|last| **last == *donor) {
            return self.marker(&RecordPath::for_record(KindId::Phases, id).join("donors"));
        }
        ""
    }
}

/// Returns who initiated the programme: "initiated by EU and UNODC"; `None` if it is not stated.
pub(super) fn initiators(data: &Dataset) -> Option<String> {
    let initiated = |agency: &&Agency| agency.roles.iter().any(|role| &**role == INITIATING);
    let names: Vec<&str> =
        data.agencies().values().filter(initiated).map(|agency| agency.short_label()).collect();
    (!names.is_empty()).then(|| format!("initiated by {}", names.join(" and ")))
}

/// Returns the donors in the order of the phases, each with the numbers of its phases.
pub(super) fn donors_with_phases(data: &Dataset) -> Vec<(&Text, Vec<usize>)> {
    let mut donors: Vec<(&Text, Vec<usize>)> = Vec::new();
    for (number, phase) in data.phases().values().enumerate() {
        for donor in &phase.donors {
            match donors.iter_mut().find(|(other, _)| *other == donor) {
                Some((_, phases)) => phases.push(number),
                None => donors.push((donor, vec![number])),
            }
        }
    }
    donors
}
