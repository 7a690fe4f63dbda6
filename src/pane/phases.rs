//! The phases page: the phases side by side, each with its changes from the phase that it builds
//! on, or from the one beside it in a comparison.

mod attribute_rows;

use super::PaneContext;
use super::page_pane::PageInput;
use crate::command::{Action, ActionMaker, Command, PaneAction};
use crate::detail::{Detail, StyleRole, TextFragment};
use crate::model::{KindId, Phase, Record};
use crate::store::RecordRef;
use crate::ui::rich_text::RichText;
use crate::ui::scrolling_columns::ScrollingColumns;
use crate::ui::{truncate, width};
use attribute_rows::{AttributeValue, ROWS};

/// Minimum width for the phases side by side.
const MIN_SIDE_BY_SIDE_WIDTH: u16 = 78;
/// Minimum cells of a column if all phases fit, and if the page scrolls sideways.
const MIN_COLUMN_WIDTH: u16 = 21;
const MIN_SCROLLED_COLUMN_WIDTH: u16 = 28;
/// Cells between two columns.
const COLUMN_GAP: u16 = 2;
/// Minimum height for blank lines between all rows.
const MIN_SPACED_HEIGHT: u16 = 30;
/// Cells of the labels of the rows.
const LABEL_WIDTH: u16 = 13;
/// More removed items are only counted.
const MAX_NAMED_REMOVALS: usize = 4;
/// Texts up to this width follow one another on a line.
const MAX_SHORT_TEXT: u16 = 22;

/// Commands of the pane.
pub const COMMANDS: &[Command] = &[Command::new(
    "phases",
    "compare",
    "c",
    "Compare the two or three phases that Space marked; again to leave",
    ActionMaker::WithArgs("[PHASES]", |args| Action::Pane(PaneAction::Compare(args))),
)
.label("compare")];

/// A phase of the page.
#[derive(Clone, Copy)]
struct ShownPhase<'a> {
    row: RecordRef,
    /// Number of the phase among all.
    number: usize,
    phase: &'a Phase,
    /// Number of the phase that it is compared with.
    previous: Option<usize>,
    is_marked: bool,
}

/// The first column of a cell and the column after it.
type Columns = (u16, u16);

/// Lays out the page. Each phase is compared with the one that it builds on, even if the filter
/// hides that.
pub fn layout(ctx: PaneContext, rows: PageInput) -> RichText {
    let layout = PhasesLayout {
        ctx,
        text: RichText::default(),
        rows: ROWS.iter().map(|(label, cell)| (*label, all_cells(&ctx, *cell))).collect(),
    };
    let phases = shown_phases(ctx, rows);
    if ctx.area.width.saturating_sub(1) < MIN_SIDE_BY_SIDE_WIDTH {
        layout.stacked(&phases)
    } else {
        layout.side_by_side(&phases)
    }
}

fn all_cells(
    ctx: &PaneContext,
    cell: attribute_rows::AttributeItemsFn,
) -> Vec<Vec<AttributeValue>> {
    ctx.query.data.phases().iter().map(|(id, phase)| cell(ctx, id, phase)).collect()
}

/// Returns the phases of the rows in the order of the data.
fn shown_phases<'a>(ctx: PaneContext<'a>, rows: PageInput) -> Vec<ShownPhase<'a>> {
    let data = ctx.query.data;
    let phases = data.phases();
    let all = data.records(KindId::Phases).zip(phases.values()).enumerate();
    let mut shown: Vec<ShownPhase> = all
        .filter(|(_, (row, _))| rows.rows.contains(row))
        .map(|(number, (row, phase))| ShownPhase {
            row,
            number,
            phase,
            previous: phase.builds_on.as_ref().and_then(|id| phases.get_index_of(id)),
            is_marked: rows.marked.contains(&row),
        })
        .collect();
    if rows.is_comparison {
        let mut previous = None;
        for phase in &mut shown {
            phase.previous = previous.replace(phase.number);
        }
    }
    shown
}

/// The state of a layout.
struct PhasesLayout<'a> {
    ctx: PaneContext<'a>,
    text: RichText,
    /// The label of each row and its cells, one for each phase.
    rows: Vec<(&'static str, Vec<Vec<AttributeValue>>)>,
}

impl PhasesLayout<'_> {
    /// Lays out one phase below another.
    fn stacked(mut self, phases: &[ShownPhase]) -> RichText {
        let width = self.ctx.area.width.saturating_sub(1);
        let mut y = 0;
        for phase in phases {
            let header = y;
            y = self.push_header(y, (1, width), phase);
            self.text.lines[header].path = Some(self.ctx.query.data.path(phase.row));
            for row in 0..self.rows.len() {
                let (label, cells) = &self.rows[row];
                if !cells[phase.number].is_empty() {
                    self.text.push(y, 1, label, StyleRole::Dim, None);
                    y = self.push_cell(y, (LABEL_WIDTH + 1, width), row, phase);
                }
            }
            y += 1;
        }
        self.text
    }

    /// Lays out a column for each phase. If they do not all fit, the page scrolls sideways.
    fn side_by_side(mut self, phases: &[ShownPhase]) -> RichText {
        let area = self.ctx.area;
        let start = LABEL_WIDTH + 1;
        let page_columns = page_columns(area.width.saturating_sub(1) - start, phases);
        let column_width = page_columns.width;
        let columns = |index: usize| {
            let start = start + index as u16 * column_width;
            (start, start + column_width - COLUMN_GAP)
        };
        let mut y = 0;
        for (index, phase) in phases.iter().enumerate() {
            y = y.max(self.push_header(0, columns(index), phase));
        }
        self.text.columns = Some(ScrollingColumns { header_lines: y, ..page_columns });
        for row in 0..self.rows.len() {
            let (label, cells) = &self.rows[row];
            if phases.iter().all(|phase| cells[phase.number].is_empty()) {
                continue;
            }
            let has_long_cell = cells.iter().any(|items| items.len() > 1);
            let label = truncate(label, LABEL_WIDTH - 1);
            self.text.push(y, 1, &label, StyleRole::Dim, None);
            let top = y;
            for (index, phase) in phases.iter().enumerate() {
                y = y.max(self.push_cell(top, columns(index), row, phase));
            }
            if has_long_cell || area.height >= MIN_SPACED_HEIGHT {
                y += 1;
            }
        }
        self.text
    }

    /// Adds symbol, name and bar of a phase. Returns the next line.
    fn push_header(&mut self, y: usize, (start, end): Columns, phase: &ShownPhase) -> usize {
        let glyphs = self.ctx.glyphs;
        let role = StyleRole::Phase(phase.number);
        let mut x = self.text.push(y, start, glyphs.phase_symbol(phase.number), role, None) + 1;
        if phase.is_marked {
            x = self.text.push(y, x, glyphs.checked, StyleRole::Accent, None) + 1;
        }
        let path = self.ctx.query.data.path(phase.row);
        let name = TextFragment {
            role: StyleRole::Strong,
            ..TextFragment::link(phase.phase.short_label(), path)
        };
        let y = self.text.push_wrapped(y, (x, start + 2, end), &[name]);
        let bar = glyphs.bar.repeat(end.saturating_sub(start).into());
        self.text.push(y, start, &bar, role, None);
        y + 1
    }

    /// Adds the items of a cell. Returns the next line.
    fn push_cell(
        &mut self,
        y: usize,
        (start, end): Columns,
        row: usize,
        phase: &ShownPhase,
    ) -> usize {
        let (_, cells) = &self.rows[row];
        let previous = phase.previous.map(|number| &cells[number][..]);
        let mut lines = fragments(&self.ctx, &cells[phase.number], previous);
        if lines.is_empty() {
            lines.push(vec![TextFragment::dim("not stated")]);
        }
        let is_short = lines.iter().flatten().all(|part| width(&part.text) <= MAX_SHORT_TEXT);
        if is_short {
            let line: Vec<TextFragment> = lines.into_iter().flatten().collect();
            return self.text.push_wrapped(y, (start, start, end), &line);
        }
        let mut y = y;
        for line in &lines {
            y = self.text.push_wrapped(y, (start, start + 2, end), line);
        }
        y
    }
}

/// Returns columns for all phases, or as many as stay readable. Both are as wide as they can be.
fn page_columns(available: u16, phases: &[ShownPhase]) -> ScrollingColumns {
    let count = phases.len().max(1);
    let all_fit = count * usize::from(MIN_COLUMN_WIDTH) <= usize::from(available);
    let visible =
        if all_fit { count as u16 } else { (available / MIN_SCROLLED_COLUMN_WIDTH).max(1) };
    ScrollingColumns {
        start: LABEL_WIDTH + 1,
        width: available / visible,
        visible: visible.into(),
        header_lines: 0,
        records: phases.iter().map(|phase| phase.row).collect(),
    }
}

/// Adds the phases one after another to a detail, for line mode.
pub fn narrate(ctx: PaneContext, rows: PageInput, detail: &mut Detail) {
    let phases = ctx.query.data.phases();
    for ShownPhase { row, number, phase, previous, .. } in shown_phases(ctx, rows) {
        detail.push_heading(&format!("Phase {}", number + 1));
        let path = ctx.query.data.path(row);
        detail.push_item(vec![TextFragment::link(phase.short_label(), path)]);
        let id = ctx.query.data.id(row);
        let previous = previous.and_then(|number| phases.get_index(number));
        for (label, cell) in ROWS {
            let items = cell(&ctx, id, phase);
            if items.is_empty() {
                continue;
            }
            let previous_items = previous.map(|(id, phase)| cell(&ctx, id, phase));
            let mut lines = fragments(&ctx, &items, previous_items.as_deref());
            for line in &mut lines {
                // markers are words of the sentence, not links
                for marker in line.iter_mut().skip(1) {
                    marker.link = None;
                }
            }
            detail.push_field(label, lines.into_iter().flatten().collect());
        }
    }
}

/// Returns a line for each item with the sign of its change and its markers, then for each item
/// that only the previous phase has.
fn fragments(
    ctx: &PaneContext,
    items: &[AttributeValue],
    previous: Option<&[AttributeValue]>,
) -> Vec<Vec<TextFragment>> {
    let glyphs = ctx.glyphs;
    let is_single = items.len() == 1 && items[0].link.is_none();
    let mut lines: Vec<Vec<TextFragment>> = items
        .iter()
        .map(|item| {
            let is_new = item.comparison_key.is_some()
                && previous.is_some_and(|previous| !has_item(previous, item));
            let is_retitled = previous.is_some_and(|previous| has_other_title(previous, item));
            let (text, role) = if is_retitled {
                (format!("{} {}", glyphs.changed, item.text), StyleRole::Changed)
            } else if is_new {
                let sign = if is_single { glyphs.changed } else { "+" };
                (format!("{sign} {}", item.text), StyleRole::Changed)
            } else {
                (item.text.clone(), item.role)
            };
            let mut line = vec![TextFragment { text, link: item.link.clone(), role }];
            if is_retitled {
                let reading = if is_our_reading(ctx, item) { ", our reading" } else { "" };
                line.push(TextFragment::dim(format!("(retitled{reading})")));
            }
            line.extend(item.developments.iter().cloned());
            for (path, marker, role) in [
                (&item.disputed, glyphs.disputed, StyleRole::Disputed),
                (&item.overridden, glyphs.overridden, StyleRole::Changed),
            ] {
                if let Some(path) = path {
                    line.push(TextFragment { text: marker.into(), link: Some(path.clone()), role });
                }
            }
            line
        })
        .collect();
    // an unknown list is not an empty one, and a single value has changed
    let is_compared = items.iter().any(|item| item.comparison_key.is_some());
    if is_single || !is_compared {
        return lines;
    }
    let removed: Vec<&AttributeValue> = previous
        .unwrap_or_default()
        .iter()
        .filter(|item| item.comparison_key.is_some() && !has_item(items, item))
        .collect();
    if removed.len() > MAX_NAMED_REMOVALS {
        let text = format!("{} {} others", glyphs.removed, removed.len());
        lines.push(vec![TextFragment::dim(text)]);
        return lines;
    }
    for item in removed {
        let text = format!("{} {}", item.removal.unwrap_or(glyphs.removed), item.text);
        lines.push(vec![TextFragment { text, link: item.link.clone(), role: StyleRole::Dim }]);
    }
    lines
}

/// Returns whether the items have an item under another title.
fn has_other_title(items: &[AttributeValue], item: &AttributeValue) -> bool {
    let is_same = |other: &&AttributeValue| other.comparison_key == item.comparison_key;
    item.title.is_some() && items.iter().find(is_same).is_some_and(|same| same.title != item.title)
}

/// Returns whether no source says which objective goes on in this one.
fn is_our_reading(ctx: &PaneContext, item: &AttributeValue) -> bool {
    let continues = item.link.as_ref().map(|objective| objective.join("continues"));
    continues.is_some_and(|path| ctx.query.data.is_our_reading(&path))
}

fn has_item(items: &[AttributeValue], item: &AttributeValue) -> bool {
    items.iter().any(|other| other.comparison_key == item.comparison_key)
}
