//! The grid as it is shown: letters and signs in cells, or line by line where columns have no room.

use super::{MatrixTab, Share};
use crate::detail::{Detail, Mark, Piece};
use crate::model::{Objective, Record};
use crate::pane::Scene;
use crate::query::Tone;
use crate::query::pivot::compare::Change;
use crate::query::pivot::grid::{Item, Said, Side};
use crate::ui::theme::Glyphs;
use crate::ui::{Drawn, grid, put, rich_text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl MatrixTab {
    /// The text of a cell, and its tone.
    pub(super) fn text(&self, row: usize, column: usize, glyphs: &Glyphs) -> (String, Tone) {
        let letter = |said: Said| if glyphs.ascii && said == Said::Not { ".".to_string() } else { said.letter() };
        if let Some(comparison) = &self.comparison {
            let (was, is, change) = comparison.cells[row][column];
            return match change {
                Change::Same => (format!("{} =", letter(is)), Tone::Text),
                Change::Added => (format!("{} +", letter(is)), Tone::Changed),
                Change::Dropped if is == Said::Unsaid => (format!("{} ?", letter(was)), Tone::Dim),
                Change::Dropped => (format!("{} {}", letter(was), glyphs.gone), Tone::Disputed),
                Change::Changed => (format!("{}>{}", letter(was), letter(is)), Tone::Changed),
                Change::Nothing => (letter(is), Tone::Dim),
            };
        }
        let said = self.grid.cells[row][column].said;
        match said {
            Said::Count(n) => {
                let whole = match self.share {
                    Share::Count => return (n.to_string(), if n == 0 { Tone::Dim } else { Tone::Text }),
                    Share::Row => self.grid.row_total(row),
                    Share::Column => self.grid.column_total(column),
                };
                (format!("{}%", (100 * n + whole / 2) / whole.max(1)), if n == 0 { Tone::Dim } else { Tone::Text })
            }
            Said::Lead => (letter(said), Tone::Strong),
            Said::Partner | Said::There => (letter(said), Tone::Text),
            _ => (letter(said), Tone::Dim),
        }
    }

    /// Gaps and overlaps as a sentence: it stands where the column of them may have no room.
    fn gaps_words(&self) -> String {
        let told = [("gap", "nobody leads"), ("overlap", "several are named"), ("unsaid", "no source says who")].map(|(remark, words)| {
            let rows: Vec<&str> = (0..self.grid.rows.len())
                .filter(|row| self.grid.remark(*row) == Some(remark))
                .map(|row| self.grid.rows[row].label.as_str())
                .collect();
            if rows.is_empty() { String::new() } else { format!("{words}: {}", rows.join(", ")) }
        });
        let told: Vec<String> = told.into_iter().filter(|words| !words.is_empty()).collect();
        if told.is_empty() { "no gap and no overlap: one agency is named in each row".into() } else { told.join("; ") }
    }

    /// A cell with the marks of the engagements behind it.
    pub(super) fn marked(&self, scene: Scene, row: usize, column: usize) -> (String, Tone) {
        let data = scene.scope.data;
        let (mut text, mut tone) = self.text(row, column, scene.glyphs);
        for engagement in self.grid.cells[row][column].engagements.iter().filter(|_| self.grid.roles) {
            let place = data.place(*engagement);
            if data.is_overridden(&place) {
                text.push_str(scene.glyphs.overridden);
                tone = Tone::Changed;
            } else if data.is_disputed(&place) && !text.ends_with(scene.glyphs.disputed) {
                text.push_str(scene.glyphs.disputed);
            }
        }
        let cell = &self.grid.cells[row][column];
        let agency = if self.ask.rows == Side::Agency { &self.grid.rows[row] } else { &self.grid.columns[column] };
        let pays = match &self.comparison {
            Some(comparison) => [comparison.cells[row][column].0, comparison.cells[row][column].1].contains(&Said::Funds),
            None => cell.said == Said::Funds,
        };
        for donors in cell.donors.iter().filter(|_| pays).take(1) {
            if data.is_overridden(donors) {
                text.push_str(scene.glyphs.overridden);
                tone = Tone::Changed;
            } else if data.citation(donors).is_some_and(|citation| citation.splits_on(&agency.label)) {
                text.push_str(scene.glyphs.disputed);
            }
        }
        (text, tone)
    }

    pub(super) fn total_text(&self, row: usize) -> (String, Tone) {
        match self.grid.remark(row).filter(|_| self.gaps) {
            Some(remark) => (remark.into(), Tone::Disputed),
            None => (self.grid.row_total(row).to_string(), Tone::Dim),
        }
    }

    /// What the letters mean, or the comparison in words.
    pub(super) fn legend(&self, room: u16, narrow: bool, glyphs: &Glyphs) -> Vec<String> {
        let words = match &self.comparison {
            Some(comparison) if narrow => comparison.words.clone(),
            Some(comparison) => {
                let signs = format!("= as before  + new  {} no longer  ? no source says  P>L another part", glyphs.gone);
                return [comparison.words.as_str(), &signs]
                    .iter()
                    .flat_map(|text| rich_text::wrap(text, room.saturating_sub(4), room.saturating_sub(4)))
                    .collect();
            }
            // where cells are words there is nothing to explain
            None if narrow && self.grid.roles && !self.gaps => return Vec::new(),
            None if self.grid.roles && self.gaps => self.gaps_words(),
            None if self.grid.roles => format!(
                "L leads  P partner  F funds  a takes part  {} others named  ? no source says",
                if glyphs.ascii { "." } else { "·" }
            ),
            None => match self.share {
                Share::Count => "events in each cell; an event counts once in a total".into(),
                Share::Row => "events in % of the row's; one event may stand in several cells".into(),
                Share::Column => "events in % of the column's; one event may stand in several cells".into(),
            },
        };
        rich_text::wrap(&words, room.saturating_sub(4), room.saturating_sub(4))
    }

    /// The grid line by line, for screens too narrow for columns.
    fn sentence(&self, row: usize) -> String {
        let said: Vec<String> = self.said(row).into_iter().map(|(_, said)| said).collect();
        format!("{}: {}", self.grid.rows[row].title, if said.is_empty() { self.nothing(row) } else { said.join(", ") })
    }

    /// What is said where nobody is named in a row.
    fn nothing(&self, row: usize) -> String {
        self.grid.remark(row).map_or("nothing", |remark| if remark == "unsaid" { "no source says" } else { remark }).to_string()
    }

    /// What the cells of a row say, of those that say something: the column, and the words.
    fn said(&self, row: usize) -> Vec<(usize, String)> {
        let mut parts = Vec::new();
        for (at, column) in self.grid.columns.iter().enumerate() {
            let cell = &self.grid.cells[row][at];
            if let Some(comparison) = &self.comparison {
                let (was, is, change) = comparison.cells[row][at];
                let word = match change {
                    Change::Same => format!("{} still", is.words()),
                    Change::Added => format!("now {}", is.words()),
                    Change::Dropped if is == Said::Unsaid => format!("{} before; no source says now", was.words()),
                    Change::Dropped => format!("no longer {}", was.words()),
                    Change::Changed => format!("{} instead of {}", is.words(), was.words()),
                    Change::Nothing => continue,
                };
                parts.push((at, format!("{} {word}", column.label)));
            } else if cell.said.is_something() {
                parts.push((at, format!("{} {}", column.label, cell.said.words())));
            }
        }
        parts
    }

    /// Tells the grid to whoever reads line by line: "Objective 5, protection: IOM leads".
    pub(super) fn tell_grid(&self, detail: &mut Detail, scene: Scene) {
        let data = scene.scope.data;
        for (row, item) in self.grid.rows.iter().enumerate() {
            let objective = item.row.and_then(|row| data.get::<Objective>(row));
            let name = objective.map_or_else(|| item.title.clone(), |of| format!("Objective {}, {}", of.number, of.label().to_lowercase()));
            detail.item(vec![item.row.map_or_else(|| Piece::plain(&*name), |row| Piece::link(&*name, data.place(row)))]);
            let said = self.said(row);
            let words: Vec<String> = said.iter().map(|(_, said)| said.clone()).collect();
            let Some(piece) = detail.parts.last_mut().and_then(|part| part.pieces.first_mut()) else { continue };
            piece.text.push_str(&format!(": {}", if words.is_empty() { self.nothing(row) } else { words.join(", ") }));
            let marks: Vec<String> = (0..self.grid.columns.len()).map(|column| self.marked(scene, row, column).0).collect();
            let has = |sign: &str| marks.iter().any(|mark| mark.ends_with(sign));
            let mark = Mark { disputed: has(scene.glyphs.disputed), overridden: has(scene.glyphs.overridden) };
            detail.parts.iter_mut().last().into_iter().for_each(|part| part.mark = mark);
        }
        // what stands below the grid is told with it, but not what the letters mean: there are none
        let below = match &self.comparison {
            Some(comparison) => Some(comparison.words.clone()),
            None if self.grid.roles && self.gaps => Some(self.gaps_words()),
            None => None,
        };
        below.into_iter().for_each(|words| detail.item(vec![Piece::plain(words)]));
        if !self.compares() && !self.grid.roles {
            detail.item(vec![Piece::plain(format!("{} events in all", self.grid.grand_total()))]);
        }
    }

    pub(super) fn draw_grid(&self, scene: Scene, area: Rect, buf: &mut Buffer) -> Drawn {
        let totals = !self.compares();
        let mut rows: Vec<String> = self.grid.rows.iter().map(|item| item.title.clone()).collect();
        let mut columns: Vec<String> = self
            .grid
            .columns
            .iter()
            .map(|item| if item.row.is_some_and(|row| row.kind().name == "countries") { item.id.clone() } else { item.label.clone() })
            .collect();
        let mut cells: Vec<Vec<(String, Tone)>> =
            (0..rows.len()).map(|row| (0..columns.len()).map(|column| self.marked(scene, row, column)).collect()).collect();
        if totals {
            cells.iter_mut().enumerate().for_each(|(row, line)| line.push(self.total_text(row)));
            let mut last: Vec<(String, Tone)> =
                (0..columns.len()).map(|column| (self.grid.column_total(column).to_string(), Tone::Dim)).collect();
            last.push((self.grid.grand_total().to_string(), Tone::Dim));
            cells.push(last);
            rows.push("Total".into());
            columns.push("Total".into());
        }
        let places = |items: &[Item]| items.iter().map(|item| item.row.map(|row| scene.scope.data.place(row))).collect();
        // a cell leads to what stands behind its letter
        let cell_place = |row: usize, column: usize| {
            let cell = self.grid.cells.get(row)?.get(column).filter(|_| self.grid.roles)?;
            cell.engagements.first().map(|row| scene.scope.data.place(*row)).or_else(|| cell.donors.first().cloned())
        };
        let view = grid::View {
            rows,
            row_places: places(&self.grid.rows),
            columns,
            column_places: places(&self.grid.columns),
            cells,
            cell_place: &cell_place,
            cursor: self.cursor,
            focused: self.open.is_none(),
            theme: scene.theme,
            glyphs: scene.glyphs,
        };
        grid::draw(&view, area, buf)
    }

    /// The names of the columns on one line, that of the cursor in brackets: left and right go through them.
    fn draw_columns(&self, scene: Scene, area: Rect, buf: &mut Buffer) {
        let mut names = vec![self.ask.rows.name()];
        names.extend(self.grid.columns.iter().map(|item| item.label.as_str()));
        names.extend((!self.compares()).then_some("total"));
        let room = area.width.saturating_sub(4);
        let here = self.cursor.1.min(names.len() - 1);
        let text = |at: usize| if at == here { format!("[{}]", names[at]) } else { names[at].to_string() };
        let mut first = here;
        let mut used = width(&text(here)) + 2;
        while first > 0 && used + width(names[first - 1]) < room {
            first -= 1;
            used += width(names[first]) + 1;
        }
        if first > 0 {
            put(buf, area.x + 1, area.y, 1, scene.glyphs.before, scene.theme.style(Tone::Dim));
        }
        let mut x = area.x + 3;
        for at in first..names.len() {
            let text = text(at);
            if x + width(&text) > area.x + 3 + room && at > here {
                put(buf, x.min(area.right().saturating_sub(1)), area.y, 1, scene.glyphs.beyond, scene.theme.style(Tone::Dim));
                break;
            }
            let tone = if at == here { Tone::Accent } else { Tone::Dim };
            x += put(buf, x, area.y, area.x + 3 + room - x, &text, scene.theme.style(tone)) + 1;
        }
    }

    pub(super) fn draw_sentences(&self, scene: Scene, area: Rect, buf: &mut Buffer) -> Drawn {
        let room = area.width.saturating_sub(4);
        self.draw_columns(scene, area, buf);
        let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let told: Vec<Vec<String>> = (0..self.grid.rows.len()).map(|row| rich_text::wrap(&self.sentence(row), room, room)).collect();
        let selected = self.cursor.0.saturating_sub(1).min(told.len().saturating_sub(1));
        // as many before the selected one as fit with it
        let mut first = selected;
        let mut used = told.get(selected).map_or(0, Vec::len);
        while first > 0 && used + told[first - 1].len() <= area.height as usize {
            first -= 1;
            used += told[first].len();
        }
        let mut drawn = Drawn::default();
        let mut y = area.y;
        for (row, lines) in told.iter().enumerate().skip(first) {
            for (at, line) in lines.iter().enumerate() {
                if y >= area.bottom() {
                    put(buf, area.right().saturating_sub(1), area.bottom() - 1, 1, scene.glyphs.more, scene.theme.style(Tone::Dim));
                    return drawn;
                }
                let tone = if row == selected { Tone::Accent } else { Tone::Text };
                if at == 0 && row == selected {
                    put(buf, area.x + 1, y, 1, scene.glyphs.cursor, scene.theme.style(Tone::Accent));
                    drawn.cursor = Some(Position::new(area.x + 3, y));
                }
                put(buf, area.x + 3, y, room, line, scene.theme.style(tone));
                y += 1;
            }
        }
        drawn
    }
}
