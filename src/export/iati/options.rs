//! The options of an export: the publisher, and what the data do not state.

use crate::model::iati_codes::ORGANISATION_TYPE;
use crate::model::{Agency, Record};
use crate::store::Dataset;
use jiff::civil::Date;

/// No country has this code, so that no registry has identifiers that begin so.
const UNREGISTERED_PREFIX: &str = "ZZ";

/// The type of an organisation that states none: other.
const OTHER_ORGANISATION: &str = "90";

/// The options of an export to IATI.
pub struct IatiExportOptions {
    pub reporting_org: ReportingOrg,
    /// Publishes each objective as an activity of its own, between its phase and its activities.
    pub splits_objectives: bool,
    /// The OECD DAC code of the sector of records that state none.
    pub sector: Option<String>,
    /// The language of the texts (ISO 639-1).
    pub language: String,
    pub today: Date,
    /// The time at which the file is generated: `2026-11-22T00:00:00Z`.
    pub generated: String,
}

impl IatiExportOptions {
    /// Returns the options of a publisher, with defaults for all others.
    pub fn new(reporting_org: ReportingOrg, today: Date) -> IatiExportOptions {
        IatiExportOptions {
            reporting_org,
            splits_objectives: false,
            sector: None,
            language: "en".into(),
            today,
            generated: format!("{today}T00:00:00Z"),
        }
    }
}

/// The organisation that publishes the file.
pub struct ReportingOrg {
    /// Its identifier, such as `XM-DAC-41128`.
    pub reference: String,
    pub name: String,
    /// Its code of the list OrganisationType.
    pub org_type: String,
}

impl ReportingOrg {
    /// Returns the agency that answers for the programme, and whether it states an identifier.
    /// Without one it has an identifier that no registry knows.
    pub fn of_data(data: &Dataset) -> (ReportingOrg, bool) {
        let agency = responsible_agency(data);
        let stated = agency.and_then(|agency| agency.identifier.as_deref());
        let reference = stated.map_or_else(|| unregistered_reference(data), str::to_string);
        let name = agency.map(Record::title).filter(|name| !name.trim().is_empty());
        let org_type = agency.and_then(|agency| ORGANISATION_TYPE.code(agency.kind.as_deref()?));
        let org = ReportingOrg {
            name: name.unwrap_or(&reference).into(),
            org_type: org_type.unwrap_or(OTHER_ORGANISATION).into(),
            reference,
        };
        (org, stated.is_some())
    }

    /// Returns the remark about a publisher without an identifier.
    pub fn remark(&self) -> String {
        format!("no publisher is named: {} stands there, which no registry knows", self.reference)
    }
}

/// Returns the agency that answers for the programme, else the first that implements it, else its
/// first.
fn responsible_agency(data: &Dataset) -> Option<&Agency> {
    let ids = data.programme_record().map_or(&[][..], |programme| &programme.agencies);
    let agencies: Vec<&Agency> = ids.iter().filter_map(|id| data.agencies().get(id)).collect();
    let with_role = |role: &str| {
        agencies.iter().find(|agency| agency.roles.iter().any(|other| **other == *role))
    };
    let found = with_role("accountable").or_else(|| with_role("implementing"));
    found.or(agencies.first()).copied()
}

/// Returns an identifier that no registry knows.
fn unregistered_reference(data: &Dataset) -> String {
    let id = data.programme().keys().next().map_or("GLOACT", |id| id);
    format!("{UNREGISTERED_PREFIX}-{}", id.to_uppercase())
}
