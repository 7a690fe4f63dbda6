//! The organisations that publish a file and take part in an activity.

use super::activity_tree::ActivityTree;
use super::extension::{EXTENSION_AGENCY, EXTENSION_INFERRED};
use super::omissions::{Fate, Omissions};
use super::options::ReportingOrg;
use super::xml_element::XmlElement;
use crate::model::Text;
use crate::model::iati_codes::{ORGANISATION_ROLE, ORGANISATION_TYPE};
use crate::model::{Activity, AgencyRole, Engagement, KindId, Objective, Phase, Programme, Record};
use crate::store::{Dataset, RecordRef};

/// The words of the roles that an organisation can have.
const FUNDING: &str = "funding";
const ACCOUNTABLE: &str = "accountable";
const EXTENDING: &str = "extending";
const IMPLEMENTING: &str = "implementing";

/// An organisation in an activity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Participation<'a> {
    pub(super) agency: &'a str,
    /// The word of its role.
    pub(super) role: &'a str,
    /// The role in an objective, for which the standard has one word only.
    work_role: Option<AgencyRole>,
}

impl<'a> Participation<'a> {
    fn new(agency: &'a Text, role: &'a str) -> Participation<'a> {
        Participation { agency, role, work_role: None }
    }
}

/// Returns the element of the publisher.
pub(super) fn reporting_org(org: &ReportingOrg) -> XmlElement {
    XmlElement::with_narrative("reporting-org", &org.name)
        .attribute("ref", &*org.reference)
        .attribute("type", &*org.org_type)
        .attribute("secondary-reporter", "1")
}

/// Returns the organisations that a record states.
pub(super) fn participations<'a>(
    data: &'a Dataset,
    record: RecordRef,
    omissions: &mut Omissions,
) -> Vec<Participation<'a>> {
    if let Some(programme) = data.get::<Programme>(record) {
        return programme_agencies(data, programme, omissions);
    }
    if let Some(phase) = data.get::<Phase>(record) {
        let donors = phase.donors.iter().map(|id| Participation::new(id, FUNDING));
        // a phase lists those that launched it too
        let implements = |id: &&Text| {
            let roles = data.agencies().get(id).map(|agency| &agency.roles);
            roles.is_none_or(|roles| {
                roles.is_empty() || roles.iter().any(|it| **it == *IMPLEMENTING)
            })
        };
        let agencies = phase.agencies.iter().filter(implements);
        return donors.chain(agencies.map(|id| Participation::new(id, IMPLEMENTING))).collect();
    }
    if let Some(activity) = data.get::<Activity>(record) {
        let lists = [
            (&activity.donors, FUNDING),
            (&activity.accountable, ACCOUNTABLE),
            (&activity.extending, EXTENDING),
            (&activity.agencies, IMPLEMENTING),
        ];
        let all = lists.into_iter();
        return all
            .flat_map(|(ids, role)| ids.iter().map(move |id| Participation::new(id, role)))
            .collect();
    }
    match data.get::<Objective>(record) {
        Some(_) => objective_agencies(data, record),
        None => Vec::new(),
    }
}

/// Returns the agencies of a programme in each of their roles.
fn programme_agencies<'a>(
    data: &'a Dataset,
    programme: &'a Programme,
    omissions: &mut Omissions,
) -> Vec<Participation<'a>> {
    let mut found = Vec::new();
    for id in &programme.agencies {
        let roles = data.agencies().get(id).map_or(&[][..], |agency| &agency.roles);
        let before = found.len();
        for role in roles {
            match ORGANISATION_ROLE.code(role) {
                Some(_) => found.push(Participation::new(id, role)),
                None => omissions.add(Fate::LeftOut, "role of an agency", "IATI has no such role"),
            }
        }
        if found.len() == before {
            found.push(Participation::new(id, IMPLEMENTING));
        }
    }
    found
}

fn objective_agencies(data: &Dataset, objective: RecordRef) -> Vec<Participation<'_>> {
    let engagements = data.backlinks_of_kind(objective, KindId::Engagements).iter();
    let engagements = engagements.filter_map(|(_, record)| data.get::<Engagement>(*record));
    let participations = engagements.map(|engagement| Participation {
        work_role: engagement.role,
        ..Participation::new(&engagement.agency, IMPLEMENTING)
    });
    participations.collect()
}

/// Returns the fields of a record whose agencies stand at its activity in these roles.
pub(super) fn participation_fields(data: &Dataset, record: RecordRef) -> Vec<&'static str> {
    match record.kind {
        KindId::Activities => vec!["donors", "accountable", "extending", "agencies"],
        KindId::Phases => {
            let found = participations(data, record, &mut Omissions::default());
            let implementing = found.iter().filter(|it| it.role == IMPLEMENTING);
            let listed = data.get::<Phase>(record).map_or(0, |phase| phase.agencies.len());
            let is_whole = implementing.count() == listed;
            if is_whole { vec!["donors", "agencies"] } else { vec!["donors"] }
        }
        _ => Vec::new(),
    }
}

/// Returns the organisations of a node. The standard needs one: where none is stated, they are
/// those of the record that it is part of, else the publisher.
pub(super) fn organisation_elements(
    data: &Dataset,
    tree: &ActivityTree,
    number: usize,
    publisher: &ReportingOrg,
    omissions: &mut Omissions,
) -> Vec<XmlElement> {
    let own = participations(data, tree.nodes[number].record, omissions);
    if !own.is_empty() {
        return own.iter().map(|participation| element(data, participation)).collect();
    }
    omissions.add(Fate::StandIn, "record without an agency", "those above it stand in");
    let mut above = tree.nodes[number].parent;
    while let Some(parent) = above {
        let node = &tree.nodes[parent];
        let inherited = participations(data, node.record, &mut Omissions::default());
        if !inherited.is_empty() {
            let marked = |it| element(data, it).attribute(EXTENSION_INFERRED, "parent");
            return inherited.iter().map(marked).collect();
        }
        above = node.parent;
    }
    let publisher = XmlElement::with_narrative("participating-org", &publisher.name)
        .attribute("ref", &*publisher.reference)
        .attribute("role", ORGANISATION_ROLE.code(ACCOUNTABLE).unwrap_or_default());
    vec![publisher.attribute(EXTENSION_INFERRED, "publisher")]
}

fn element(data: &Dataset, participation: &Participation) -> XmlElement {
    let role = ORGANISATION_ROLE.code(participation.role).unwrap_or_default();
    organisation("participating-org", data, participation.agency)
        .attribute("role", role)
        .maybe_attribute("gloact:role", participation.work_role.map(AgencyRole::as_str))
}

/// Returns an element that names an agency.
pub(super) fn organisation(name: &str, data: &Dataset, id: &str) -> XmlElement {
    let agency = data.agencies().get(id);
    let title = agency.map(Record::title).filter(|title| !title.trim().is_empty()).unwrap_or(id);
    let org_type = agency.and_then(|agency| ORGANISATION_TYPE.code(agency.kind.as_deref()?));
    XmlElement::with_narrative(name, title)
        .maybe_attribute("ref", agency.and_then(|agency| agency.identifier.as_deref()))
        .maybe_attribute("type", org_type)
        .attribute(EXTENSION_AGENCY, id)
}
