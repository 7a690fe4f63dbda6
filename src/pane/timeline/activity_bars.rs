//! Activities as bars of the timeline, below those of the phases.

use super::TimelinePane;
use crate::model::{Activity, KindId};
use crate::pane::{Pane, PaneContext};
use crate::query::timeline::time_scale::TimeScale;
use crate::store::RecordRef;
use crate::ui::timeline::{self, TimelineBar};

impl TimelinePane {
    /// Returns the activities of a phase, given by its number, that are under way in the visible
    /// days, the first ones first. A filter is one of events, and hides them.
    pub(super) fn visible_activities(
        &self,
        ctx: PaneContext,
        phase: usize,
        scale: &TimeScale,
    ) -> Vec<RecordRef> {
        let data = ctx.query.data;
        let Some((phase, _)) = data.phases().get_index(phase) else { return Vec::new() };
        if data.activities().is_empty() || self.list.list().is_filtered() {
            return Vec::new();
        }
        let bounds = |row: &RecordRef| data.get::<Activity>(*row)?.first_and_last_day();
        let is_visible = |row: &RecordRef| {
            data.phase_of(*row) == Some(phase)
                && bounds(row).is_some_and(|(first, last)| scale.cell_range(first, last).is_some())
        };
        let mut rows: Vec<RecordRef> =
            data.records(KindId::Activities).filter(is_visible).collect();
        rows.sort_by_key(bounds);
        rows
    }
}

/// Returns the bars of activities in the colours of their phases.
pub(super) fn activity_bars(
    ctx: PaneContext,
    rows: &[RecordRef],
    name_width: u16,
) -> Vec<TimelineBar> {
    let data = ctx.query.data;
    let titles: Vec<_> = rows.iter().map(|row| data.title(*row)).collect();
    let names = timeline::fit_names(titles.iter().map(|title| &**title), name_width);
    let bar = |(row, name): (&RecordRef, String)| TimelineBar {
        name,
        number: data.phase_of(*row).and_then(|id| data.phases().get_index_of(id)).unwrap_or(0),
        planned: data.get::<Activity>(*row).and_then(Activity::first_and_last_day),
        last_day: None,
        is_activity: true,
    };
    rows.iter().zip(names).map(bar).collect()
}
