//! The events of the overview: the last and the next one, and the latest ones.

use super::{
    EVENT_DATE_X, LATEST_TITLE_X, LEFT_MARGIN, NO_NEXT_EVENT, OverviewLayout, PHASE_SYMBOL_WIDTH,
};
use crate::detail::StyleRole;
use crate::model::edtf::format_distance;
use crate::model::{BORROWED_PLACE_LEGEND, Event, KindId, RecordPath};
use crate::pane::PaneContext;
use crate::query::events_around_today::event_summary;
use crate::store::RecordRef;
use crate::ui::{truncate, truncate_distinctly, width};

impl OverviewLayout<'_> {
    /// Adds the last, the current and the next event.
    pub(super) fn push_events_around_today(&mut self) {
        let summary = event_summary(&self.ctx.query);
        if let Some(row) = summary.last {
            self.push_event("Last found", row, 0);
        }
        if let Some(row) = summary.now.first() {
            self.push_event("Now", *row, summary.now.len() - 1);
        }
        match summary.next {
            Some(row) => self.push_event("Next", row, 0),
            None => {
                self.push(LEFT_MARGIN, "Next", StyleRole::Strong, None);
                self.push(EVENT_DATE_X, NO_NEXT_EVENT, StyleRole::Dim, None);
                self.y += 1;
            }
        }
    }

    fn push_event(&mut self, label: &str, row: RecordRef, more: usize) {
        let PaneContext { query, .. } = self.ctx;
        let Some(event) = query.data.get::<Event>(row) else { return };
        let (start, end) = event.date.sort_bounds();
        let day = if label == "Last found" { end } else { start };
        let distance = format_distance(day, query.today);
        let (note, link) = match (label, more) {
            ("Now", 0) => (format!("(began {distance})"), None),
            ("Now", more) => {
                let current = RecordPath::new("timeline when:now");
                (format!("(began {distance}; {more} more)"), Some(current))
            }
            _ => (format!("({distance})"), None),
        };
        self.push(LEFT_MARGIN, label, StyleRole::Strong, None);
        self.push_phase_symbol(EVENT_DATE_X - PHASE_SYMBOL_WIDTH, event);
        let x = self.push(EVENT_DATE_X, &event.date.display(), StyleRole::Dim, None) + 2;
        let room = self.width().saturating_sub(x);
        let with_note = room.saturating_sub(width(&note) + 2);
        // the title is worth more than the distance
        let has_note = width(&event.title) <= with_note || more > 0;
        let title = truncate(&event.title, if has_note { with_note } else { room });
        let x = self.push(x, &title, StyleRole::Text, Some(&query.data.path(row))) + 2;
        if has_note {
            self.push(x, &note, StyleRole::Dim, link.as_ref());
        }
        self.y += 1;
    }

    /// Adds the symbol of the phase of an event, if it has one.
    fn push_phase_symbol(&mut self, x: u16, event: &Event) {
        let PaneContext { query, glyphs, .. } = self.ctx;
        let phases = query.data.phases();
        if let Some(number) = event.phase.as_ref().and_then(|id| phases.get_index_of(id)) {
            self.push(x, glyphs.phase_symbol(number), StyleRole::Phase(number), None);
        }
    }

    /// Adds the latest events on at most so many lines.
    pub(super) fn push_latest_events(&mut self, max_lines: usize) {
        let PaneContext { query, .. } = self.ctx;
        let data = query.data;
        // announced events are not the latest ones
        let all = data.events_by_date().iter().rev();
        let latest = all.filter(|(first, ..)| *first <= query.today).map(|(.., row)| *row);
        let rows: Vec<RecordRef> = latest.take(max_lines.saturating_sub(1)).collect();
        if rows.is_empty() {
            return;
        }
        let link = RecordPath::for_kind(KindId::Events);
        let x = self.push(LEFT_MARGIN, "Latest events", StyleRole::Strong, Some(&link)) + 2;
        let longest = rows.iter().map(|row| width(&data.title(*row))).max().unwrap_or(0);
        let place_width = if self.width() >= 100 { 30 } else { 0 };
        let is_borrowed = |row: &RecordRef| {
            data.get::<Event>(*row).is_some_and(|event| event.placed_by.is_some())
        };
        if place_width > 0 && rows.iter().any(is_borrowed) {
            self.push(x, BORROWED_PLACE_LEGEND, StyleRole::Dim, None);
        }
        self.y += 1;
        let titles: Vec<_> = rows.iter().map(|row| data.title(*row)).collect();
        let titles: Vec<&str> = titles.iter().map(|title| &**title).collect();
        let title_width = self.width().saturating_sub(LATEST_TITLE_X + place_width);
        let titles = truncate_distinctly(&titles, title_width);
        for (row, title) in rows.into_iter().zip(&titles) {
            let Some(event) = data.get::<Event>(row) else { continue };
            self.push_phase_symbol(LEFT_MARGIN, event);
            self.push(LEFT_MARGIN + 2, &event.date.display(), StyleRole::Dim, None);
            let x = LATEST_TITLE_X;
            self.push(x, title, StyleRole::Text, Some(&data.path(row)));
            if let Some(place) = event.place_text().filter(|_| place_width > 0) {
                let aligned = (x + longest + 4).min(self.width().saturating_sub(28));
                let x = aligned.max(x + width(title) + 2);
                let place = truncate(&place, self.width().saturating_sub(x));
                self.push(x, &place, StyleRole::Dim, None);
            }
            self.y += 1;
        }
    }
}
