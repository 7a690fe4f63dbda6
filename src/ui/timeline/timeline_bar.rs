//! A phase or an activity as a bar of the timeline.

use jiff::civil::Date;

/// The dates of a phase or an activity, and its name.
pub struct TimelineBar {
    pub name: String,
    /// Number of the phase, from 0.
    pub number: usize,
    /// First and last planned day, if they are stated.
    pub planned: Option<(Date, Date)>,
    /// Last day of its events.
    pub last_day: Option<Date>,
    /// An activity stands below the phases, without the symbol of its phase.
    pub is_activity: bool,
}
