//! Holds a cell of a grid: its content and the records behind it.

use crate::model::{AgencyRole, MoneyTotals, RecordPath};
use crate::store::RecordRef;

/// The content of a cell: a role, the reason why there is none, or a number of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellContent {
    Lead,
    /// Named beside the lead.
    Partner,
    /// Named alone; no source says that it leads.
    Named,
    /// Named with others; no source says which of them leads.
    Joint,
    Funds,
    /// Takes part in an unknown role.
    TakesPart,
    /// Named in events in the country, without activities of its own there.
    InEventsOnly,
    /// The sources name others, not this agency.
    OthersNamed,
    /// No source names anybody.
    NotStated,
    /// The phase does not have this objective.
    Absent,
    /// A number of events.
    Count(usize),
    /// The sum of the budget lines of the cell.
    Money,
}

impl From<AgencyRole> for CellContent {
    fn from(role: AgencyRole) -> CellContent {
        match role {
            AgencyRole::Lead => CellContent::Lead,
            AgencyRole::Partner => CellContent::Partner,
            AgencyRole::Named => CellContent::Named,
            AgencyRole::Joint => CellContent::Joint,
        }
    }
}

impl CellContent {
    /// Returns the letter, sign or number that the cell shows.
    pub fn letter(self) -> String {
        match self {
            CellContent::Lead => AgencyRole::Lead.letter().into(),
            CellContent::Partner => AgencyRole::Partner.letter().into(),
            CellContent::Named => AgencyRole::Named.letter().into(),
            CellContent::Joint => AgencyRole::Joint.letter().into(),
            CellContent::Funds => "F".into(),
            CellContent::TakesPart => "a".into(),
            CellContent::InEventsOnly => "e".into(),
            CellContent::OthersNamed => "·".into(),
            CellContent::NotStated => "?".into(),
            CellContent::Absent => " ".into(),
            CellContent::Count(n) => n.to_string(),
            CellContent::Money => String::new(),
        }
    }

    /// Returns the words for an agency that is not named where others are. Data without sources are
    /// not told as what sources state.
    pub fn others_named(has_sources: bool) -> &'static str {
        if has_sources {
            "not named by a source, though others are"
        } else {
            "not named, though others are"
        }
    }

    /// Returns the content in words.
    pub fn display(self) -> String {
        match self {
            CellContent::Lead => "leads".into(),
            CellContent::Partner => "partner".into(),
            CellContent::Named => "named".into(),
            CellContent::Joint => "named jointly".into(),
            CellContent::Funds => "funds".into(),
            CellContent::TakesPart => "takes part".into(),
            CellContent::InEventsOnly => "in events only".into(),
            CellContent::OthersNamed => CellContent::others_named(false).into(),
            CellContent::NotStated => "not stated".into(),
            CellContent::Absent => "the phase does not have this objective".into(),
            CellContent::Money => "money".into(),
            CellContent::Count(1) => "1 event".into(),
            CellContent::Count(n) => format!("{n} events"),
        }
    }

    /// Returns true for roles and for one event or more.
    pub fn is_involvement(self) -> bool {
        match self {
            CellContent::Lead
            | CellContent::Partner
            | CellContent::Named
            | CellContent::Joint
            | CellContent::Funds
            | CellContent::TakesPart => true,
            CellContent::InEventsOnly
            | CellContent::OthersNamed
            | CellContent::NotStated
            | CellContent::Absent
            | CellContent::Money => false,
            CellContent::Count(n) => n > 0,
        }
    }
}

/// A cell of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct GridCell {
    pub content: CellContent,
    /// The engagements behind the content.
    pub engagements: Vec<RecordRef>,
    /// The events behind the content.
    pub events: Vec<RecordRef>,
    /// The budget lines behind the content.
    pub lines: Vec<RecordRef>,
    /// The sum of the lines.
    pub money: MoneyTotals,
    /// The lists of donors that name the agency.
    pub donors: Vec<RecordPath>,
}

impl GridCell {
    /// Returns a cell without records.
    pub fn with_content(content: CellContent) -> GridCell {
        GridCell {
            content,
            engagements: Vec::new(),
            events: Vec::new(),
            lines: Vec::new(),
            money: MoneyTotals::default(),
            donors: Vec::new(),
        }
    }
}
