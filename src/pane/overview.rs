//! The overview page: programme, phases, agencies, countries, and the events around today.

mod agency_roles;
mod countries_by_region;
mod country_table;
mod event_density;
mod initiators_and_donors;
mod line_limits;
mod narration;
mod objective_rows;
mod phase_lead_lines;
mod phase_ranking;
mod phase_rows;
mod role_cells;

use super::PaneContext;
use super::page_pane::PageRecords;
use crate::detail::{StyleRole, TextFragment};
use crate::model::edtf::format_distance;
use crate::model::{
    BORROWED_PLACE_LEGEND, DifferenceGrade, Event, KindId, Programme, RecordPath, ValueClaims,
};
use crate::query::events_around_today::event_summary;
use crate::store::RecordRef;
use crate::ui::rich_text::RichText;
use crate::ui::{truncate, truncate_distinctly, width};
use line_limits::LineLimits;
pub use narration::narrate;

/// Cells from the left edge.
const LEFT_MARGIN: u16 = 1;
/// Minimum width for the agencies and the countries side by side.
const MIN_TWO_COLUMN_WIDTH: u16 = 78;
/// Shown in place of the next event if there is none.
const NO_NEXT_EVENT: &str = "none found";
/// Minimum heights for the aim of the programme, and for all blank lines.
const MIN_HEIGHT_WITH_AIM: u16 = 24;
const MIN_SPACED_HEIGHT: u16 = 30;
/// Minimum free lines for the latest events.
const MIN_LATEST_LINES: usize = 4;
/// Column of the titles of the latest events, and of the events around today.
const LATEST_TITLE_X: u16 = LEFT_MARGIN + 22;
const EVENT_DATE_X: u16 = LEFT_MARGIN + 13;
/// Cells of the symbol of a phase.
const PHASE_SYMBOL_WIDTH: u16 = 2;
/// Cells of the rule between two tables, with the gaps beside it.
const RULE_WIDTH: u16 = 2;
/// Cells between two explanations of signs.
const LEGEND_GAP: u16 = 3;
/// Explains the sign of a value that is another in a later phase.
const CHANGED_BETWEEN_PHASES: &str = "changed between phases";

/// Lays out the page.
pub fn layout(ctx: PaneContext, _: PageRecords) -> RichText {
    let height = usize::from(ctx.area.height);
    let page = OverviewLayout::new(ctx, Spacing::Normal).run();
    if page.text.len() <= height {
        return page.text;
    }
    // blank lines go first if the page is too long, then rows; narrow pages scroll
    let dense = OverviewLayout::new(ctx, Spacing::None).run();
    if dense.text.len() <= height || ctx.area.width < MIN_TWO_COLUMN_WIDTH {
        return dense.text;
    }
    let (base, spacing) = if ctx.area.height >= MIN_SPACED_HEIGHT {
        (page, Spacing::Normal)
    } else {
        (dense, Spacing::None)
    };
    let others = base.text.len() - base.needed.phases - base.needed.tables;
    match LineLimits::share(height.saturating_sub(others), base.needed) {
        Some(limits) => OverviewLayout { limits, ..OverviewLayout::new(ctx, spacing) }.run().text,
        None => base.text,
    }
}

/// The blank lines between the parts.
#[derive(Clone, Copy, PartialEq)]
enum Spacing {
    Normal,
    None,
}

/// The state of a layout.
struct OverviewLayout<'a> {
    ctx: PaneContext<'a>,
    text: RichText,
    /// Number of the next line.
    y: usize,
    spacing: Spacing,
    limits: LineLimits,
    /// The lines that the parts took.
    needed: LineLimits,
    /// Explanations of signs that have no room where the signs are.
    legends: Vec<String>,
}

impl<'a> OverviewLayout<'a> {
    fn new(ctx: PaneContext<'a>, spacing: Spacing) -> OverviewLayout<'a> {
        OverviewLayout {
            ctx,
            text: RichText::default(),
            y: 0,
            spacing,
            limits: LineLimits::NONE,
            needed: LineLimits { phases: 0, tables: 0 },
            legends: Vec::new(),
        }
    }

    fn run(mut self) -> OverviewLayout<'a> {
        let area = self.ctx.area;
        let is_high = area.height >= MIN_SPACED_HEIGHT;
        self.push_title(area.height >= MIN_HEIGHT_WITH_AIM);
        if is_high {
            self.push_gap();
        }
        self.push_phases();
        self.push_gap();
        if area.width >= MIN_TWO_COLUMN_WIDTH {
            self.push_side_by_side();
        } else {
            self.push_role_table(area.width);
            self.push_gap();
            self.push_country_table(0, area.width);
        }
        self.push_gap();
        self.push_events_around_today();
        if is_high {
            self.push_gap();
        }
        self.push_dispute_count();
        let free = usize::from(area.height).saturating_sub(self.y + 1);
        if free >= MIN_LATEST_LINES {
            self.push_gap();
            self.push_latest_events(free);
        }
        self
    }

    fn push_gap(&mut self) {
        if self.spacing == Spacing::Normal {
            self.y += 1;
        }
    }

    /// Adds a text on the current line. Returns the column after it.
    fn push(&mut self, x: u16, text: &str, role: StyleRole, link: Option<&RecordPath>) -> u16 {
        self.text.push(self.y, x, text, role, link)
    }

    /// Returns the column after the last one.
    fn width(&self) -> u16 {
        self.ctx.area.width.saturating_sub(1)
    }

    /// Returns the marker of a value that is overridden or disputed.
    fn marker(&self, path: &RecordPath) -> &'static str {
        self.marker_with_role(path).0
    }

    /// Returns the marker of a value and its style.
    fn marker_with_role(&self, path: &RecordPath) -> (&'static str, StyleRole) {
        let data = self.ctx.query.data;
        if data.is_overridden(path) {
            (self.ctx.glyphs.overridden, StyleRole::Changed)
        } else if data.is_disputed(path) {
            (self.ctx.glyphs.disputed, StyleRole::Disputed)
        } else {
            ("", StyleRole::Text)
        }
    }

    /// Adds the marker of a value in its own colour.
    fn push_marker(&mut self, x: u16, path: &RecordPath) {
        let (marker, role) = self.marker_with_role(path);
        if !marker.is_empty() {
            self.push(x, marker, role, Some(path));
        }
    }

    fn push_title(&mut self, has_aim: bool) {
        let data = self.ctx.query.data;
        if data.programme().len() > 1 {
            return self.push_programmes();
        }
        let Some((id, programme)) = data.programme().first() else { return };
        let path = RecordPath::for_record(KindId::Programme, id);
        let x = match &programme.short {
            Some(short) => self.push(LEFT_MARGIN, short, StyleRole::Accent, Some(&path)) + 2,
            None => LEFT_MARGIN,
        };
        let columns = (x, x, self.width());
        let title =
            TextFragment { role: StyleRole::Strong, ..TextFragment::plain(&*programme.title) };
        let title = [Some(title), self.sign(&path.join("title"))].into_iter().flatten();
        let credits = self.credits();
        let top = self.y;
        if has_aim {
            let aim = self.aim(&path, programme);
            if aim.len() > 1 {
                self.legends.push(format!("{} {CHANGED_BETWEEN_PHASES}", self.ctx.glyphs.changed));
            }
            for line in [title.collect(), credits, aim] {
                if !line.is_empty() {
                    self.y = self.text.push_wrapped(self.y, columns, &line);
                }
            }
        } else {
            let line: Vec<TextFragment> = title.chain(credits).collect();
            self.y = self.text.push_wrapped(self.y, columns, &line);
        }
        let glyphs = self.ctx.glyphs;
        self.text.style_marker(top..self.y, glyphs.disputed, StyleRole::Disputed);
        self.text.style_marker(top..self.y, glyphs.overridden, StyleRole::Changed);
    }

    /// Returns the marker of a value as a fragment, if it has one.
    fn sign(&self, path: &RecordPath) -> Option<TextFragment> {
        let (marker, role) = self.marker_with_role(path);
        let sign = TextFragment { text: marker.into(), link: Some(path.clone()), role };
        (!marker.is_empty()).then_some(sign)
    }

    /// Returns the aim of the programme, with the sign of a phase that has another one.
    fn aim(&self, path: &RecordPath, programme: &Programme) -> Vec<TextFragment> {
        let path = path.join("aim");
        let citation = self.ctx.query.data.citation(&path);
        let difference = citation.and_then(ValueClaims::difference);
        let sign = TextFragment {
            text: self.ctx.glyphs.changed.into(),
            link: Some(path),
            role: StyleRole::Changed,
        };
        let sign = (difference == Some(DifferenceGrade::Development)).then_some(sign);
        programme.aim.as_deref().map(TextFragment::dim).into_iter().chain(sign).collect()
    }

    /// Adds the names and titles of several programmes.
    fn push_programmes(&mut self) {
        let data = self.ctx.query.data;
        let x = self.push(LEFT_MARGIN, &data.programme_names(), StyleRole::Accent, None) + 2;
        let mut titles = Vec::new();
        for (id, programme) in data.programme().iter() {
            if !titles.is_empty() {
                titles.push(TextFragment::dim(" · "));
            }
            let path = RecordPath::for_record(KindId::Programme, id);
            titles.push(TextFragment::link(&*programme.title, path));
        }
        self.y = self.text.push_wrapped(self.y, (x, x, self.width()), &titles);
    }

    fn push_side_by_side(&mut self) {
        let top = self.y;
        let width = self.width();
        let right_width = self.country_table_width(width / 2);
        let left_width = self.push_role_table(width.saturating_sub(right_width + RULE_WIDTH));
        let left_bottom = self.y;
        self.y = top;
        let right_x = left_width + RULE_WIDTH;
        self.push_country_table(right_x, width.saturating_sub(right_x));
        let bottom = self.y.max(left_bottom);
        for y in top..bottom {
            self.y = y;
            self.push(left_width + 1, self.ctx.glyphs.vertical_rule, StyleRole::Dim, None);
        }
        self.y = bottom;
        self.needed.tables = self.y - top - 1;
    }

    /// Adds the last, the current and the next event.
    fn push_events_around_today(&mut self) {
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

    /// Adds the number of contradictions, and the explanations of signs that had no room above.
    fn push_dispute_count(&mut self) {
        let count = self.ctx.query.data.disputed().count();
        let mut x = LEFT_MARGIN;
        if count > 0 {
            let text = format!("{} {}", self.ctx.glyphs.disputed, dispute_text(count));
            let link = RecordPath::for_kind(KindId::Citations);
            x = self.push(x, &text, StyleRole::Disputed, Some(&link)) + LEGEND_GAP;
        }
        for legend in std::mem::take(&mut self.legends) {
            if x + width(&legend) <= self.width() {
                x = self.push(x, &legend, StyleRole::Dim, None) + LEGEND_GAP;
            }
        }
        self.y += 1;
    }

    /// Adds the latest events on at most so many lines.
    fn push_latest_events(&mut self, max_lines: usize) {
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

fn dispute_text(count: usize) -> String {
    let noun = if count == 1 { "value" } else { "values" };
    format!("{count} {noun} on which sources contradict each other")
}
