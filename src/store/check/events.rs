//! Checks events: their kinds, dates, objectives, participants and series.

use super::Report;
use crate::model::{EVENT_KINDS, EdtfDate, Event, KindId, RecordPath, Text};
use std::collections::HashMap;

impl Report<'_> {
    pub(super) fn check_events(&mut self) {
        let data = self.data;
        let mut series: HashMap<&str, Vec<Meeting>> = HashMap::new();
        for (id, event) in data.events().iter() {
            let path = RecordPath::for_record(KindId::Events, id);
            if let Some(kind) = &event.kind {
                self.check_known(path.join("kind"), "kind of event", kind, EVENT_KINDS);
            }
            if event.dated_by.is_some() && !event.date.is_vague() {
                let message = "the date is not stated for the event itself: mark it with ~ or ?";
                self.note(path.join("date"), message.into());
            }
            let objectives = event.objectives.iter();
            self.check_phase_of_objectives(&path.join("objectives"), &event.phase, objectives);
            self.check_participants(&path, event);
            let phase = event.phase.as_ref();
            let phase = phase.and_then(|id| Some((id, data.phases().get(id)?.date.as_ref()?)));
            if let Some((phase_id, years)) = phase {
                let (first, last) = event.date.sort_bounds();
                let (start, end) = years.sort_bounds();
                if last < start || first > end {
                    let (date, years) = (event.date.display(), years.display());
                    let message =
                        format!("{date} is outside the planned years of {phase_id}, {years}");
                    self.note(path.join("date"), message);
                }
            }
            if let Some(place) = &event.series {
                let meeting = Meeting { id, number: place.number, date: &event.date };
                series.entry(&place.name).or_default().push(meeting);
            }
        }
        for mut meetings in series.into_values() {
            meetings.sort_by_key(|meeting| meeting.number);
            for pair in meetings.windows(2) {
                let [meeting, next] = pair else { continue };
                if meeting.date.sort_bounds().0 > next.date.sort_bounds().1 {
                    let path = RecordPath::for_record(KindId::Events, meeting.id).join("date");
                    let message = format!(
                        "meeting {} is dated {}, after meeting {}, {}",
                        meeting.number,
                        meeting.date.display(),
                        next.number,
                        next.date.display()
                    );
                    self.note(path, message);
                }
            }
        }
    }

    /// Warns about more women and men at an event than people in all.
    fn check_participants(&mut self, path: &RecordPath, event: &Event) {
        let Some(participants) = &event.participants else { return };
        let parts = participants.women.unwrap_or(0).saturating_add(participants.men.unwrap_or(0));
        if let Some(total) = participants.total.filter(|total| parts > *total) {
            let message = format!("{parts} women and men are more than the total of {total}");
            let hint = "mend one of the numbers, or remove \"total\"";
            self.warning(path.join("participants"), message, Some(hint.into()));
        }
    }
}

/// One of a series of numbered meetings.
struct Meeting<'a> {
    id: &'a Text,
    number: u32,
    date: &'a EdtfDate,
}
