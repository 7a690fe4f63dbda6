//! The grid as it is shown: letters and signs in cells, or line by line where columns have no room.

use super::{MatrixPane, Percentage};
use crate::detail::{Detail, Flags, Fragment, StyleRole};
use crate::model::{Objective, Record};
use crate::pane::RenderContext;
use crate::query::pivot::compare::PhaseChange;
use crate::query::pivot::grid::{AxisItem, CellContent, Dimension};
use crate::ui::theme::Glyphs;
use crate::ui::{RenderOutput, grid, print_clipped, rich_text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl MatrixPane {
    /// The text of a cell, and its tone.
    pub(super) fn cell_text(
        &self,
        row: usize,
        column: usize,
        glyphs: &Glyphs,
    ) -> (String, StyleRole) {
        let letter = |said: CellContent| {
            if glyphs.is_ascii && said == CellContent::OthersNamed {
                ".".to_string()
            } else {
                said.letter()
            }
        };
        if let Some(comparison) = &self.comparison {
            let (was, is, change) = comparison.cells[row][column];
            return match change {
                PhaseChange::Same => (format!("{} =", letter(is)), StyleRole::Text),
                PhaseChange::Added => (format!("{} +", letter(is)), StyleRole::Changed),
                PhaseChange::Dropped if is == CellContent::NotStated => {
                    (format!("{} ?", letter(was)), StyleRole::Dim)
                }
                PhaseChange::Dropped => {
                    (format!("{} {}", letter(was), glyphs.removed), StyleRole::Disputed)
                }
                PhaseChange::Changed => {
                    (format!("{}>{}", letter(was), letter(is)), StyleRole::Changed)
                }
                PhaseChange::Nothing => (letter(is), StyleRole::Dim),
            };
        }
        let said = self.grid.cells[row][column].content;
        match said {
            CellContent::Count(n) => {
                let whole = match self.percentage {
                    Percentage::Off => {
                        return (
                            n.to_string(),
                            if n == 0 { StyleRole::Dim } else { StyleRole::Text },
                        );
                    }
                    Percentage::OfRow => self.grid.row_total(row),
                    Percentage::OfColumn => self.grid.column_total(column),
                };
                (
                    format!("{}%", (100 * n + whole / 2) / whole.max(1)),
                    if n == 0 { StyleRole::Dim } else { StyleRole::Text },
                )
            }
            CellContent::Lead => (letter(said), StyleRole::Strong),
            CellContent::Partner | CellContent::TakesPart => (letter(said), StyleRole::Text),
            _ => (letter(said), StyleRole::Dim),
        }
    }

    /// Gaps and overlaps as a sentence: it stands where the column of them may have no room.
    fn gap_summary(&self) -> String {
        let told = [
            ("gap", "nobody leads"),
            ("overlap", "several are named"),
            ("unsaid", "no source says who"),
        ]
        .map(|(remark, words)| {
            let rows: Vec<&str> = (0..self.grid.rows.len())
                .filter(|row| self.grid.gap_or_overlap(*row) == Some(remark))
                .map(|row| self.grid.rows[row].label.as_str())
                .collect();
            if rows.is_empty() { String::new() } else { format!("{words}: {}", rows.join(", ")) }
        });
        let told: Vec<String> = told.into_iter().filter(|words| !words.is_empty()).collect();
        if told.is_empty() {
            "no gap and no overlap: one agency is named in each row".into()
        } else {
            told.join("; ")
        }
    }

    /// A cell with the marks of the engagements behind it.
    pub(super) fn marked_cell_text(
        &self,
        ctx: RenderContext,
        row: usize,
        column: usize,
    ) -> (String, StyleRole) {
        let data = ctx.query.data;
        let (mut text, mut tone) = self.cell_text(row, column, ctx.glyphs);
        for engagement in
            self.grid.cells[row][column].engagements.iter().filter(|_| self.grid.shows_roles)
        {
            let place = data.path(*engagement);
            if data.is_overridden(&place) {
                text.push_str(ctx.glyphs.overridden);
                tone = StyleRole::Changed;
            } else if data.is_disputed(&place) && !text.ends_with(ctx.glyphs.disputed) {
                text.push_str(ctx.glyphs.disputed);
            }
        }
        let cell = &self.grid.cells[row][column];
        let agency = if self.query.rows == Dimension::Agency {
            &self.grid.rows[row]
        } else {
            &self.grid.columns[column]
        };
        let pays = match &self.comparison {
            Some(comparison) => [comparison.cells[row][column].0, comparison.cells[row][column].1]
                .contains(&CellContent::Funds),
            None => cell.content == CellContent::Funds,
        };
        for donors in cell.donors.iter().filter(|_| pays).take(1) {
            if data.is_overridden(donors) {
                text.push_str(ctx.glyphs.overridden);
                tone = StyleRole::Changed;
            } else if data
                .citation(donors)
                .is_some_and(|citation| citation.disputes_member(&agency.label))
            {
                text.push_str(ctx.glyphs.disputed);
            }
        }
        (text, tone)
    }

    pub(super) fn total_text(&self, row: usize) -> (String, StyleRole) {
        match self.grid.gap_or_overlap(row).filter(|_| self.shows_gaps) {
            Some(remark) => (remark.into(), StyleRole::Disputed),
            None => (self.grid.row_total(row).to_string(), StyleRole::Dim),
        }
    }

    /// What the letters mean, or the comparison in words.
    pub(super) fn legend(&self, room: u16, narrow: bool, glyphs: &Glyphs) -> Vec<String> {
        let words = match &self.comparison {
            Some(comparison) if narrow => comparison.summary.clone(),
            Some(comparison) => {
                let signs = format!(
                    "= as before  + new  {} no longer  ? no source says  P>L another part",
                    glyphs.removed
                );
                return [comparison.summary.as_str(), &signs]
                    .iter()
                    .flat_map(|text| {
                        rich_text::wrap(text, room.saturating_sub(4), room.saturating_sub(4))
                    })
                    .collect();
            }
            // where cells are words there is nothing to explain
            None if narrow && self.grid.shows_roles && !self.shows_gaps => return Vec::new(),
            None if self.grid.shows_roles && self.shows_gaps => self.gap_summary(),
            None if self.grid.shows_roles => format!(
                "L leads  P partner  F funds  a takes part  {} others named  ? no source says",
                if glyphs.is_ascii { "." } else { "·" }
            ),
            None => match self.percentage {
                Percentage::Off => "events in each cell; an event counts once in a total".into(),
                Percentage::OfRow => {
                    "events in % of the row's; one event may stand in several cells".into()
                }
                Percentage::OfColumn => {
                    "events in % of the column's; one event may stand in several cells".into()
                }
            },
        };
        rich_text::wrap(&words, room.saturating_sub(4), room.saturating_sub(4))
    }

    /// The grid line by line, for screens too narrow for columns.
    fn row_sentence(&self, row: usize) -> String {
        let said: Vec<String> =
            self.cell_sentences(row).into_iter().map(|(_, said)| said).collect();
        format!(
            "{}: {}",
            self.grid.rows[row].title,
            if said.is_empty() { self.empty_row_text(row) } else { said.join(", ") }
        )
    }

    /// What is said where nobody is named in a row.
    fn empty_row_text(&self, row: usize) -> String {
        self.grid
            .gap_or_overlap(row)
            .map_or("nothing", |remark| if remark == "unsaid" { "no source says" } else { remark })
            .to_string()
    }

    /// What the cells of a row say, of those that say something: the column, and the words.
    fn cell_sentences(&self, row: usize) -> Vec<(usize, String)> {
        let mut parts = Vec::new();
        for (at, column) in self.grid.columns.iter().enumerate() {
            let cell = &self.grid.cells[row][at];
            if let Some(comparison) = &self.comparison {
                let (was, is, change) = comparison.cells[row][at];
                let word = match change {
                    PhaseChange::Same => format!("{} still", is.display()),
                    PhaseChange::Added => format!("now {}", is.display()),
                    PhaseChange::Dropped if is == CellContent::NotStated => {
                        format!("{} before; no source says now", was.display())
                    }
                    PhaseChange::Dropped => format!("no longer {}", was.display()),
                    PhaseChange::Changed => {
                        format!("{} instead of {}", is.display(), was.display())
                    }
                    PhaseChange::Nothing => continue,
                };
                parts.push((at, format!("{} {word}", column.label)));
            } else if cell.content.is_involvement() {
                parts.push((at, format!("{} {}", column.label, cell.content.display())));
            }
        }
        parts
    }

    /// Tells the grid to whoever reads line by line: "Objective 5, protection: IOM leads".
    pub(super) fn narrate_grid(&self, detail: &mut Detail, ctx: RenderContext) {
        let data = ctx.query.data;
        for (row, item) in self.grid.rows.iter().enumerate() {
            let objective = item.row.and_then(|row| data.get::<Objective>(row));
            let name = objective.map_or_else(
                || item.title.clone(),
                |of| format!("Objective {}, {}", of.number, of.short_label().to_lowercase()),
            );
            detail.push_item(vec![item.row.map_or_else(
                || Fragment::plain(&*name),
                |row| Fragment::link(&*name, data.path(row)),
            )]);
            let said = self.cell_sentences(row);
            let words: Vec<String> = said.iter().map(|(_, said)| said.clone()).collect();
            let Some(piece) = detail.entries.last_mut().and_then(|part| part.fragments.first_mut())
            else {
                continue;
            };
            piece.text.push_str(&format!(
                ": {}",
                if words.is_empty() { self.empty_row_text(row) } else { words.join(", ") }
            ));
            let marks: Vec<String> = (0..self.grid.columns.len())
                .map(|column| self.marked_cell_text(ctx, row, column).0)
                .collect();
            let has = |sign: &str| marks.iter().any(|mark| mark.ends_with(sign));
            let mark = Flags {
                disputed: has(ctx.glyphs.disputed),
                overridden: has(ctx.glyphs.overridden),
            };
            detail.entries.iter_mut().last().into_iter().for_each(|part| part.flags = mark);
        }
        // what stands below the grid is told with it, but not what the letters mean: there are none
        let below = match &self.comparison {
            Some(comparison) => Some(comparison.summary.clone()),
            None if self.grid.shows_roles && self.shows_gaps => Some(self.gap_summary()),
            None => None,
        };
        below.into_iter().for_each(|words| detail.push_item(vec![Fragment::plain(words)]));
        if !self.is_comparison() && !self.grid.shows_roles {
            detail.push_item(vec![Fragment::plain(format!(
                "{} events in all",
                self.grid.grand_total()
            ))]);
        }
    }

    pub(super) fn draw_grid(
        &self,
        ctx: RenderContext,
        area: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let totals = !self.is_comparison();
        let mut rows: Vec<String> = self.grid.rows.iter().map(|item| item.title.clone()).collect();
        let mut columns: Vec<String> = self
            .grid
            .columns
            .iter()
            .map(|item| {
                if item.row.is_some_and(|row| row.kind_info().name == "countries") {
                    item.id.clone()
                } else {
                    item.label.clone()
                }
            })
            .collect();
        let mut cells: Vec<Vec<(String, StyleRole)>> = (0..rows.len())
            .map(|row| {
                (0..columns.len()).map(|column| self.marked_cell_text(ctx, row, column)).collect()
            })
            .collect();
        if totals {
            cells.iter_mut().enumerate().for_each(|(row, line)| line.push(self.total_text(row)));
            let mut last: Vec<(String, StyleRole)> = (0..columns.len())
                .map(|column| (self.grid.column_total(column).to_string(), StyleRole::Dim))
                .collect();
            last.push((self.grid.grand_total().to_string(), StyleRole::Dim));
            cells.push(last);
            rows.push("Total".into());
            columns.push("Total".into());
        }
        let places = |items: &[AxisItem]| {
            items.iter().map(|item| item.row.map(|row| ctx.query.data.path(row))).collect()
        };
        // a cell leads to what stands behind its letter
        let cell_place = |row: usize, column: usize| {
            let cell = self.grid.cells.get(row)?.get(column).filter(|_| self.grid.shows_roles)?;
            cell.engagements
                .first()
                .map(|row| ctx.query.data.path(*row))
                .or_else(|| cell.donors.first().cloned())
        };
        let view = grid::GridView {
            row_headers: rows,
            row_paths: places(&self.grid.rows),
            column_headers: columns,
            column_paths: places(&self.grid.columns),
            cells,
            cell_path: &cell_place,
            cursor: self.cursor,
            is_focused: self.detail_scroll.is_none(),
            theme: ctx.theme,
            glyphs: ctx.glyphs,
        };
        grid::draw(&view, area, buf)
    }

    /// The names of the columns on one line, that of the cursor in brackets: left and right go through them.
    fn draw_column_names(&self, ctx: RenderContext, area: Rect, buf: &mut Buffer) {
        let mut names = vec![self.query.rows.name()];
        names.extend(self.grid.columns.iter().map(|item| item.label.as_str()));
        names.extend((!self.is_comparison()).then_some("total"));
        let room = area.width.saturating_sub(4);
        let here = self.cursor.1.min(names.len() - 1);
        let text =
            |at: usize| if at == here { format!("[{}]", names[at]) } else { names[at].to_string() };
        let mut first = here;
        let mut used = width(&text(here)) + 2;
        while first > 0 && used + width(names[first - 1]) < room {
            first -= 1;
            used += width(names[first]) + 1;
        }
        if first > 0 {
            print_clipped(
                buf,
                area.x + 1,
                area.y,
                1,
                ctx.glyphs.more_left,
                ctx.theme.style(StyleRole::Dim),
            );
        }
        let mut x = area.x + 3;
        for at in first..names.len() {
            let text = text(at);
            if x + width(&text) > area.x + 3 + room && at > here {
                print_clipped(
                    buf,
                    x.min(area.right().saturating_sub(1)),
                    area.y,
                    1,
                    ctx.glyphs.more_right,
                    ctx.theme.style(StyleRole::Dim),
                );
                break;
            }
            let tone = if at == here { StyleRole::Accent } else { StyleRole::Dim };
            x += print_clipped(buf, x, area.y, area.x + 3 + room - x, &text, ctx.theme.style(tone))
                + 1;
        }
    }

    pub(super) fn draw_sentences(
        &self,
        ctx: RenderContext,
        area: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let room = area.width.saturating_sub(4);
        self.draw_column_names(ctx, area, buf);
        let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let told: Vec<Vec<String>> = (0..self.grid.rows.len())
            .map(|row| rich_text::wrap(&self.row_sentence(row), room, room))
            .collect();
        let selected = self.cursor.0.saturating_sub(1).min(told.len().saturating_sub(1));
        // as many before the selected one as fit with it
        let mut first = selected;
        let mut used = told.get(selected).map_or(0, Vec::len);
        while first > 0 && used + told[first - 1].len() <= area.height as usize {
            first -= 1;
            used += told[first].len();
        }
        let mut drawn = RenderOutput::default();
        let mut y = area.y;
        for (row, lines) in told.iter().enumerate().skip(first) {
            for (at, line) in lines.iter().enumerate() {
                if y >= area.bottom() {
                    print_clipped(
                        buf,
                        area.right().saturating_sub(1),
                        area.bottom() - 1,
                        1,
                        ctx.glyphs.more_below,
                        ctx.theme.style(StyleRole::Dim),
                    );
                    return drawn;
                }
                let tone = if row == selected { StyleRole::Accent } else { StyleRole::Text };
                if at == 0 && row == selected {
                    print_clipped(
                        buf,
                        area.x + 1,
                        y,
                        1,
                        ctx.glyphs.cursor,
                        ctx.theme.style(StyleRole::Accent),
                    );
                    drawn.cursor = Some(Position::new(area.x + 3, y));
                }
                print_clipped(buf, area.x + 3, y, room, line, ctx.theme.style(tone));
                y += 1;
            }
        }
        drawn
    }
}
