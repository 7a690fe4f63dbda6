//! Lists the initiators of the programme, its partners, and the donors of its phases.

use super::OverviewLayout;
use crate::detail::TextFragment;
use crate::model::{Agency, KindId, Phase, Record, RecordPath, Text};
use crate::store::{Dataset, RecordRef};

/// The roles of agencies that began the programme, and that carry it out.
const INITIATING: &str = "initiating";
const IMPLEMENTING: &str = "implementing";

impl OverviewLayout<'_> {
    /// Returns who initiated the programme, its partners, and its donors, each with the symbols of
    /// their phases.
    pub(super) fn credits(&self) -> Vec<TextFragment> {
        let data = self.ctx.query.data;
        let partners = self.with_symbols(partners_with_phases(data), |_, _| "");
        let partners = partners.map(|names| format!("partners {names}"));
        let marker = |number: usize, donor: &str| self.donor_marker(number, donor);
        let donors = self.with_symbols(donors_with_phases(data), marker);
        let donors = donors.map(|names| format!("funded by {names}"));
        let credits = first_initiators(data).into_iter().chain(partners).chain(donors);
        credits.map(TextFragment::dim).collect()
    }

    /// Returns the names of agencies with the symbols of their phases, each with its marker; `None`
    /// if there are no agencies.
    fn with_symbols(
        &self,
        agencies: Vec<(&Text, Vec<usize>)>,
        marker: impl Fn(usize, &str) -> &'static str,
    ) -> Option<String> {
        let data = self.ctx.query.data;
        let names = agencies.into_iter().map(|(id, phases)| {
            // no line ends between an agency and its phases
            let mut text = format!("{}\u{a0}", data.short_label_of(KindId::Agencies, id));
            for number in phases {
                text.push_str(self.ctx.glyphs.phase_symbol(number));
                text.push_str(marker(number, id));
            }
            text
        });
        let names: Vec<String> = names.collect();
        (!names.is_empty()).then(|| names.join(", "))
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

/// Returns who initiated a programme: "initiated by EU and UNODC"; `None` if it is not stated.
pub(super) fn initiators(data: &Dataset, programme: &str) -> Option<String> {
    let initiated = |agency: &Agency| agency.roles.iter().any(|role| &**role == INITIATING);
    let takes_part =
        |row: &RecordRef| data.programmes_of(*row).iter().any(|id| &***id == programme);
    let rows = data.records(KindId::Agencies).filter(takes_part);
    let agencies =
        rows.filter_map(|row| data.get::<Agency>(row)).filter(|agency| initiated(agency));
    let names: Vec<&str> = agencies.map(Agency::short_label).collect();
    (!names.is_empty()).then(|| format!("initiated by {}", names.join(" and ")))
}

/// Returns who initiated the first programme.
fn first_initiators(data: &Dataset) -> Option<String> {
    initiators(data, data.programme().first()?.0)
}

/// Returns the agencies that implement the programme with those that initiated it, in the order of
/// the phases, each with the numbers of its phases. Without initiators there are no partners.
pub(super) fn partners_with_phases(data: &Dataset) -> Vec<(&Text, Vec<usize>)> {
    let has_role = |id: &Text, role: &str| {
        data.agencies().get(id).is_some_and(|agency| agency.roles.iter().any(|it| **it == *role))
    };
    if first_initiators(data).is_none() {
        return Vec::new();
    }
    let mut partners = with_phases(data, |phase| &phase.agencies);
    partners.retain(|(id, _)| has_role(id, IMPLEMENTING) && !has_role(id, INITIATING));
    partners
}

/// Returns the donors in the order of the phases, each with the numbers of its phases.
pub(super) fn donors_with_phases(data: &Dataset) -> Vec<(&Text, Vec<usize>)> {
    with_phases(data, |phase| &phase.donors)
}

/// Returns the agencies of a field of the phases, each with the numbers of its phases.
fn with_phases(data: &Dataset, field: impl Fn(&Phase) -> &Vec<Text>) -> Vec<(&Text, Vec<usize>)> {
    let mut agencies: Vec<(&Text, Vec<usize>)> = Vec::new();
    for (number, phase) in data.phases().values().enumerate() {
        for id in field(phase) {
            match agencies.iter_mut().find(|(other, _)| *other == id) {
                Some((_, phases)) => phases.push(number),
                None => agencies.push((id, vec![number])),
            }
        }
    }
    agencies
}
