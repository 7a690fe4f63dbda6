//! A phase of the programme.

use super::edtf::format_distance;
use super::record_macro::{IsEmpty, record};
use super::{
    CountryCount, EdtfDate, Money, NOT_STATED, RecordFields, RecordReference, Text, TextMap,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

record! {
    /// A phase (iati-activity, hierarchy 2).
    Phase {
        /// The full name.
        title: Text;
        /// Planned years (activity-date 1 and 3).
        date: Option<EdtfDate>,
        /// The programme that it belongs to, if the data have several.
        programme: Option<Text>,
        /// A short name for narrow columns.
        short: Option<Text>,
        /// The identifier that its publisher gives it.
        identifier: Option<Text>,
        /// The stage of the programme, as the sources call it.
        stage: Option<Text>,
        /// `pipeline`, `implementation`, `finalisation`, `closed`, `cancelled` or `suspended`.
        status: Option<Text>,
        /// The planned duration.
        duration: Option<Text>,
        /// Start and end by month, as one source states them (activity-date 2 and 4).
        project_dates: Option<EdtfDate>,
        /// The total budget.
        budget: Option<Money>,
        /// The contribution of the European Commission. A budget line with a donor states the same
        /// for any donor.
        ec_contribution: Option<Money>,
        /// Donors (participating-org role 1).
        donors: Vec<Text>,
        /// Implementing agencies, and those that launched it jointly.
        agencies: Vec<Text>,
        /// The number of countries expected at the start.
        countries_planned: Option<CountryCount>,
        /// The number of countries in which it is or was implemented.
        countries_delivered: Option<CountryCount>,
        /// Regions as the sources name them.
        regions: Vec<Text>,
        /// A description.
        description: Option<Text>,
        /// The aim.
        aim: Option<Text>,
        /// The approach.
        approach: Option<Text>,
        /// The title in other languages (ISO 639-1).
        titles: TextMap,
        /// The description in other languages (ISO 639-1).
        descriptions: TextMap,
        /// Documents of the phase.
        documents: Vec<Text>,
        /// The word of the sources for its objectives.
        pillars_word: Option<Text>,
        /// Focus areas, as an early source lists them.
        focus_areas: Vec<Text>,
        /// The groups that it assists.
        target_groups: Vec<Text>,
        /// The earlier phase that it builds on.
        builds_on: Option<Text>,
        /// Activities.
        work: Vec<Text>,
        /// Results.
        results: Vec<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

impl Phase {
    /// Returns the planned years as people write them.
    pub fn years_text(&self) -> String {
        self.date.as_ref().map_or_else(|| NOT_STATED.into(), EdtfDate::display)
    }

    /// Returns the first and the last planned day: by month where a source states it, else by year.
    pub fn planned_bounds(&self) -> Option<(Date, Date)> {
        self.project_dates.as_ref().or(self.date.as_ref()).map(EdtfDate::sort_bounds)
    }

    /// Returns the stated status, if there is one, and the position of `today` relative to the
    /// planned years.
    pub fn status_text(&self, today: Date) -> String {
        let schedule = self.schedule_status(today);
        match &self.status {
            Some(status) => format!("{status}; {schedule}"),
            None => schedule,
        }
    }

    /// Describes the position of `today` relative to the planned years.
    pub fn schedule_status(&self, today: Date) -> String {
        let Some(planned) = self.date.as_ref().or(self.project_dates.as_ref()) else {
            return "planned years not stated".into();
        };
        if let Some(start) = planned.earliest()
            && today < start
        {
            return format!("planned to begin {}", format_distance(start, today));
        }
        // a source may state the end by month
        let project_end = self.project_dates.as_ref().and_then(EdtfDate::latest);
        if let Some(end) = project_end.or(planned.latest())
            && today > end
        {
            return format!("planned period ended {}", format_distance(end, today));
        }
        "within its planned years".into()
    }
}
