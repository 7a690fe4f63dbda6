//! The events around today: under way, next and last.

use super::QueryContext;
use crate::model::Event;
use crate::model::edtf::format_distance;
use crate::store::RecordRef;
use jiff::civil::Date;
use std::sync::Arc;

/// The events around today.
pub struct EventsAroundToday {
    /// The events under way.
    pub now: Vec<RecordRef>,
    /// The event with the earliest day to come.
    pub next: Option<RecordRef>,
    /// The event that ended last.
    pub last: Option<RecordRef>,
}

/// Returns the events around today.
pub fn event_summary(ctx: &QueryContext) -> Arc<EventsAroundToday> {
    ctx.memo("event summary", || {
        let mut summary = EventsAroundToday { now: Vec::new(), next: None, last: None };
        let mut last_end = Date::MIN;
        for (start, end, row) in ctx.data.events_by_date() {
            if *end < ctx.today {
                // of several, the first is shown
                if *end > last_end {
                    summary.last = Some(*row);
                    last_end = *end;
                }
            } else if *start > ctx.today {
                summary.next = summary.next.or(Some(*row));
            } else {
                summary.now.push(*row);
            }
        }
        summary
    })
}

/// Describes the events around today in one line.
pub fn event_summary_text(ctx: &QueryContext) -> String {
    let summary = event_summary(ctx);
    let date = |row: Option<RecordRef>| Some(&ctx.data.get::<Event>(row?)?.date);
    let mut parts = Vec::new();
    if !summary.now.is_empty() {
        parts.push(format!("now {}", summary.now.len()));
    }
    if let Some(date) = date(summary.last)
        && let Some(day) = date.latest()
    {
        parts.push(format!("last {}, {}", date.display(), format_distance(day, ctx.today)));
    }
    let next = date(summary.next).and_then(|date| Some((date, date.earliest()?)));
    parts.push(match next {
        Some((date, day)) => {
            format!("next {}, {}", date.display(), format_distance(day, ctx.today))
        }
        None => "next: none found".into(),
    });
    parts.join(" · ")
}
