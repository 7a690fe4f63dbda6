//! The agencies of the overview where there are no objectives: how many activities each implements.

use super::line_limits::cut;
use super::{LEFT_MARGIN, OverviewLayout, ROLES_HEADING};
use crate::detail::{Detail, StyleRole, TextFragment};
use crate::model::{KindId, Record, RecordPath, Text};
use crate::store::Dataset;
use crate::ui::{truncate, width};
use indexmap::IndexMap;
use std::cmp::Reverse;

/// So many agencies are shown at most.
const MAX_AGENCIES: usize = 8;
/// Maximum cells of the name of an agency.
const MAX_NAME_WIDTH: u16 = 40;
/// The heading of the numbers.
const COUNT_HEADING: &str = "activities";

impl OverviewLayout<'_> {
    /// Adds the agencies with the most activities. Returns the cells that the table takes.
    pub(super) fn push_activity_agencies(&mut self, max_width: u16) -> u16 {
        let data = self.ctx.query.data;
        let counts = agencies_by_activities(data);
        let (shown, hidden) = cut(counts.len(), MAX_AGENCIES.min(self.limits.tables));
        let names: Vec<(&Text, String, usize)> = counts
            .into_iter()
            .take(shown)
            .map(|(id, count)| {
                let name = data.agencies().get(id).map_or(&**id, Record::short_label);
                (id, name.to_string(), count)
            })
            .collect();
        let count_width = width(COUNT_HEADING);
        let room = max_width.saturating_sub(LEFT_MARGIN + count_width + 2).min(MAX_NAME_WIDTH);
        let longest = names.iter().map(|(_, name, _)| width(name)).max().unwrap_or(0);
        let name_width = longest.max(width(ROLES_HEADING)).min(room);
        let end = LEFT_MARGIN + name_width + 1 + count_width;
        self.push(LEFT_MARGIN, ROLES_HEADING, StyleRole::Strong, None);
        let link = RecordPath::for_kind(KindId::Activities);
        self.push(end - count_width, COUNT_HEADING, StyleRole::Dim, Some(&link));
        self.y += 1;
        for (id, name, count) in names {
            let path = RecordPath::for_record(KindId::Agencies, id);
            self.push(LEFT_MARGIN, &truncate(&name, name_width), StyleRole::Text, Some(&path));
            let count = count.to_string();
            self.push(end - width(&count), &count, StyleRole::Text, None);
            self.y += 1;
        }
        if hidden > 0 {
            let link = RecordPath::for_kind(KindId::Agencies);
            let text = format!("… {hidden} more agencies");
            self.push(LEFT_MARGIN, &text, StyleRole::Dim, Some(&link));
            self.y += 1;
        }
        end + 1
    }
}

/// Adds the agencies with the number of their activities.
pub(super) fn narrate_activity_agencies(data: &Dataset, detail: &mut Detail) {
    for (id, count) in agencies_by_activities(data).into_iter().take(MAX_AGENCIES) {
        let name = data.short_label_of(KindId::Agencies, id).into_owned();
        let noun = if count == 1 { "activity" } else { "activities" };
        let path = RecordPath::for_record(KindId::Agencies, id);
        let sentence = format!(" implements {count} {noun}");
        detail.push_item(vec![TextFragment::link(name, path), TextFragment::plain(sentence)]);
    }
}

/// Returns the number of activities that each agency implements, the most first.
fn agencies_by_activities(data: &Dataset) -> IndexMap<&Text, usize> {
    let mut counts: IndexMap<&Text, usize> = IndexMap::new();
    for agency in data.activities().values().flat_map(|activity| &activity.agencies) {
        *counts.entry(agency).or_default() += 1;
    }
    counts.sort_by_key(|_, count| Reverse(*count));
    counts
}
