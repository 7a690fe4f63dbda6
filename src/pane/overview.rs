//! The overview page: programme, phases, agencies, countries, and the events around today.

mod activity_agencies;
mod agency_roles;
mod countries_by_region;
mod country_table;
mod event_density;
mod events;
mod initiators_and_donors;
mod key_figures;
mod line_limits;
mod narration;
mod objective_rows;
mod phase_lead_lines;
mod phase_ranking;
mod phase_rows;
mod quarter_chart;
mod role_cells;
mod title;

use super::PaneContext;
use super::page_pane::PageInput;
use crate::detail::{StyleRole, TextFragment};
use crate::model::{KindId, RecordPath};
use crate::ui::rich_text::RichText;
use crate::ui::width;
use line_limits::LineLimits;
pub use narration::narrate;

/// Cells from the left edge.
const LEFT_MARGIN: u16 = 1;
/// Minimum width for the agencies and the countries side by side.
const MIN_TWO_COLUMN_WIDTH: u16 = 78;
/// The heading of the objectives and their agencies.
const ROLES_HEADING: &str = "Who does what";
/// Shown in place of the next event if there is none.
const NO_NEXT_EVENT: &str = "none found";
/// Minimum heights for the aim of the programme, and for all blank lines.
const MIN_HEIGHT_WITH_AIM: u16 = 24;
const MIN_SPACED_HEIGHT: u16 = 30;
/// Minimum size of the page for key figures and a chart of the quarters.
const MIN_SIZE_WITH_FIGURES: (u16, u16) = (110, 31);
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
pub fn layout(ctx: PaneContext, _: PageInput) -> RichText {
    let height = usize::from(ctx.area.height);
    let (min_width, min_height) = MIN_SIZE_WITH_FIGURES;
    if ctx.area.width >= min_width && ctx.area.height >= min_height {
        let layout = OverviewLayout::new(ctx, Spacing::Normal);
        let page = OverviewLayout { has_figures: true, ..layout }.run();
        if page.text.len() <= height {
            return page.text;
        }
    }
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
    /// Shows the key figures and the chart of the quarters.
    has_figures: bool,
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
            has_figures: false,
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
        if self.has_figures {
            self.push_key_figures();
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
        let whole = self.width();
        let right_width = self.country_table_width(whole / 2);
        let left_width = self.push_role_table(whole.saturating_sub(right_width + RULE_WIDTH));
        let left_width = left_width.max(LEFT_MARGIN + width(ROLES_HEADING) + 1);
        let left_bottom = self.y;
        self.y = top;
        let right_x = left_width + RULE_WIDTH;
        self.push_country_table(right_x, whole.saturating_sub(right_x));
        let bottom = self.y.max(left_bottom);
        for y in top..bottom {
            self.y = y;
            self.push(left_width + 1, self.ctx.glyphs.vertical_rule, StyleRole::Dim, None);
        }
        self.y = bottom;
        self.needed.tables = self.y - top - 1;
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
}

fn dispute_text(count: usize) -> String {
    let noun = if count == 1 { "value" } else { "values" };
    format!("{count} {noun} on which sources contradict each other")
}
