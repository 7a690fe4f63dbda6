//! An activity of a phase, and the known words for its status.

use super::record_macro::{IsEmpty, record};
use super::{EdtfDate, RecordFields, RecordReference, Text, TextMap};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

record! {
    /// An activity (iati-activity, hierarchy 2 or below).
    Activity {
        /// The title.
        title: Text;
        /// The phase that it belongs to.
        phase: Option<Text>,
        /// Objectives that it serves.
        objectives: Vec<Text>,
        /// The activity that it is part of.
        parent: Option<Text>,
        /// The identifier that its publisher gives it.
        identifier: Option<Text>,
        /// `pipeline`, `implementation`, `finalisation`, `closed`, `cancelled` or `suspended`.
        status: Option<Text>,
        /// Planned start and end (activity-date 1 and 3).
        date: Option<EdtfDate>,
        /// Actual start and end (activity-date 2 and 4).
        actual_date: Option<EdtfDate>,
        /// Implementing agencies (participating-org role 4).
        agencies: Vec<Text>,
        /// Donors (participating-org role 1).
        donors: Vec<Text>,
        /// Agencies that answer for it (participating-org role 2).
        accountable: Vec<Text>,
        /// Agencies that pass the money on (participating-org role 3).
        extending: Vec<Text>,
        /// Countries of the work.
        countries: Vec<Text>,
        /// The share of each country in percent, by its code, as the source states it.
        country_shares: TextMap,
        /// Regions of the work, if the source names no countries.
        regions: Vec<Text>,
        /// The place as the source states it.
        place: Option<Text>,
        /// Sectors, with their codes if there are any.
        sectors: Vec<Text>,
        /// Tags, such as goals of sustainable development.
        tags: Vec<Text>,
        /// A description.
        description: Option<Text>,
        /// The aim (description type 2).
        aim: Option<Text>,
        /// The groups that it assists (description type 3).
        target_groups: Vec<Text>,
        /// The title in other languages (ISO 639-1).
        titles: TextMap,
        /// The description in other languages (ISO 639-1).
        descriptions: TextMap,
        /// Documents of the activity.
        documents: Vec<Text>,
        /// Contacts of the activity.
        contacts: Vec<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

/// Known words for the status of an activity or a phase (IATI ActivityStatus). Others cause a
/// warning.
pub const ACTIVITY_STATUSES: &[&str] =
    &["pipeline", "implementation", "finalisation", "closed", "cancelled", "suspended"];

impl Activity {
    /// Returns the actual dates, else the planned ones.
    pub fn best_date(&self) -> Option<&EdtfDate> {
        self.actual_date.as_ref().or(self.date.as_ref())
    }

    /// Returns its first and its last day: the actual ones, and where one is still open, the
    /// planned one.
    pub fn first_and_last_day(&self) -> Option<(Date, Date)> {
        let (actual, planned) = (self.actual_date.as_ref(), self.date.as_ref());
        let (first, last) = self.best_date()?.sort_bounds();
        let first_day =
            actual.and_then(EdtfDate::earliest).or(planned.and_then(EdtfDate::earliest));
        let last_day = actual.and_then(EdtfDate::latest).or(planned.and_then(EdtfDate::latest));
        let bounds = (first_day.unwrap_or(first), last_day.unwrap_or(last));
        // a plan that ended before the work began says nothing about its end
        let bounds = if bounds.0 <= bounds.1 { bounds } else { (first, last) };
        // dates that run backwards have no place in time
        (bounds.0 <= bounds.1).then_some(bounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_open_end_is_that_of_the_plan() {
        for (fields, last) in [
            (r#""date":"2024-01-01/2026-12-31","actual_date":"2024-02-15/..""#, date(2026, 12, 31)),
            (
                r#""date":"2024-01-01/2026-12-31","actual_date":"2024-02-15/2025""#,
                date(2025, 12, 31),
            ),
            (r#""date":"2023","actual_date":"2024-02-15/..""#, Date::MAX),
            (r#""actual_date":"2024-02-15/..""#, Date::MAX),
        ] {
            let text = format!(r#"{{"title":"T",{fields}}}"#);
            let activity: Activity = serde_json::from_str(&text).expect(&text);
            assert_eq!(activity.first_and_last_day(), Some((date(2024, 2, 15), last)), "{fields}");
        }
    }
}
