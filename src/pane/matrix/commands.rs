//! What the pane can be asked: other axes, another phase, two phases, shares, gaps.

use super::{MatrixPane, Percentage};
use crate::command::Action::PaneCommand;
use crate::command::{Command, Invocation};
use crate::error::{Error, Result};
use crate::pane::RenderContext;
use crate::query::pivot::grid::{DIMENSIONS, Dimension, GridQuery, parse_dimension};

/// The axes that one key goes through.
pub(super) const AXIS_PRESETS: &[(Dimension, Dimension)] = &[
    (Dimension::Objective, Dimension::Agency),
    (Dimension::Agency, Dimension::Phase),
    (Dimension::Country, Dimension::Agency),
    (Dimension::Country, Dimension::Year),
    (Dimension::Country, Dimension::Kind),
    (Dimension::Kind, Dimension::Year),
    (Dimension::Agency, Dimension::Year),
    (Dimension::Objective, Dimension::Country),
    (Dimension::Agency, Dimension::Objective),
];

/// Commands of the pane.
pub const COMMANDS: &[Command] = &[
    matrix_command(
        "compare",
        "c",
        "compare",
        "Compare two phases: compare glo-act glo-act-ame; again for one",
        Invocation::WithArgs("[FROM TO]", |words| PaneCommand("compare", words)),
    ),
    matrix_command(
        "axes",
        "X",
        "axes",
        "Other axes: axes country year",
        Invocation::WithArgs("[ROWS COLUMNS]", |words| PaneCommand("axes", words)),
    ),
    matrix_command(
        "phase",
        ">",
        "phase",
        "The next phase, or all: phase glo-act-ame",
        Invocation::WithArgs("[PHASE or all]", |words| PaneCommand("phase", words)),
    ),
    matrix_command(
        "phase-before",
        "<",
        "",
        "The phase before",
        Invocation::Fixed(PaneCommand("phase-before", String::new())),
    ),
    matrix_command(
        "share",
        "%",
        "",
        "Counts, shares of the row, shares of the column",
        Invocation::WithArgs("[count, row or column]", |words| PaneCommand("share", words)),
    ),
    matrix_command(
        "gaps",
        "z",
        "gaps",
        "Tell gaps and overlaps",
        Invocation::Fixed(PaneCommand("gaps", String::new())),
    ),
    matrix_command(
        "cell",
        "",
        "",
        "Put the cursor on a cell: cell 5 2",
        Invocation::WithArgs("ROW COLUMN", |words| PaneCommand("cell", words)),
    ),
];

const fn matrix_command(
    name: &'static str,
    keys: &'static str,
    foot: &'static str,
    help: &'static str,
    run: Invocation,
) -> Command {
    Command { name, keys, pane: "matrix", status_label: foot, help, invocation: run }
}

impl MatrixPane {
    /// Does a step of the pane's own.
    pub(super) fn run_command(
        &mut self,
        ctx: RenderContext,
        name: &str,
        words: &str,
    ) -> Result<Option<String>> {
        let data = ctx.query.data;
        let phases: Vec<&str> = data.records("phases").map(|row| data.id(row)).collect();
        let known = |id: &str| {
            phases
                .contains(&id)
                .then(|| id.to_string())
                .ok_or_else(|| Error::unknown_name("phase", id, phases.iter().copied()))
        };
        let words: Vec<&str> = words.split_whitespace().collect();
        match (name, &words[..]) {
            ("phase" | "phase-before", []) => {
                self.compared_phase = None;
                let at = self
                    .query
                    .phase
                    .as_deref()
                    .and_then(|phase| phases.iter().position(|other| *other == phase))
                    .map_or(0, |at| at + 1);
                let len = phases.len() + 1;
                let next = if name == "phase" { (at + 1) % len } else { (at + len - 1) % len };
                self.query.phase = next.checked_sub(1).map(|at| phases[at].to_string());
            }
            ("phase", ["all"]) => (self.query.phase, self.compared_phase) = (None, None),
            ("phase", [id]) => (self.query.phase, self.compared_phase) = (Some(known(id)?), None),
            ("axes", []) => {
                let at = AXIS_PRESETS
                    .iter()
                    .position(|pair| *pair == (self.query.rows, self.query.columns))
                    .unwrap_or(AXIS_PRESETS.len() - 1);
                (self.query.rows, self.query.columns) = AXIS_PRESETS[(at + 1) % AXIS_PRESETS.len()];
                self.compared_phase = None;
                // a year or a phase says more when all phases count
                if [self.query.rows, self.query.columns].contains(&Dimension::Phase) {
                    self.query.phase = None;
                }
            }
            ("axes", [rows, columns]) => {
                let (rows, columns) = (parse_dimension(rows)?, parse_dimension(columns)?);
                if rows == columns {
                    return Err(Error::usage("rows and columns are the same"));
                }
                (self.query.rows, self.query.columns, self.compared_phase) = (rows, columns, None);
            }
            ("axes", _) => {
                return Err(Error::usage(format!(
                    "two axes of: {}",
                    DIMENSIONS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
                )));
            }
            ("compare", []) if self.compared_phase.is_some() => self.compared_phase = None,
            ("compare", []) => {
                let first = self
                    .query
                    .phase
                    .clone()
                    .or_else(|| phases.first().map(|id| id.to_string()))
                    .ok_or_else(|| Error::usage("there is no phase"))?;
                // what came of a phase: the first that builds on it; else what it builds on itself
                let next = data
                    .phases
                    .iter()
                    .find(|(_, phase)| phase.builds_on.as_deref() == Some(&first))
                    .map(|(id, _)| (first.clone(), id.to_string()));
                let before = data
                    .phases
                    .get(&*first)
                    .and_then(|phase| phase.builds_on.as_ref())
                    .map(|before| (before.to_string(), first.clone()));
                let (from, to) = next
                    .or(before)
                    .ok_or_else(|| Error::usage("no other phase goes with this one"))?;
                self.query = GridQuery { phase: Some(from), ..GridQuery::default() };
                self.compared_phase = Some(to);
            }
            ("compare", [from, to]) if from == to => {
                return Err(Error::usage("two phases that differ: compare glo-act glo-act-ame"));
            }
            ("compare", [from, to]) => {
                self.query = GridQuery { phase: Some(known(from)?), ..GridQuery::default() };
                self.compared_phase = Some(known(to)?);
            }
            ("compare", _) => return Err(Error::usage("two phases: compare glo-act glo-act-ame")),
            ("share", _) if self.grid.shows_roles => {
                return Err(Error::usage(
                    "these are letters, not counts: X goes to axes that are counted",
                ));
            }
            ("gaps", _) if self.is_comparison() => {
                return Err(Error::usage("gaps are told of one phase: c leaves the comparison"));
            }
            ("gaps", _) if !self.grid.shows_roles => {
                return Err(Error::usage(
                    "these are counts: gaps are told of who leads, X goes to other axes",
                ));
            }
            ("share", []) => {
                self.percentage = [Percentage::OfRow, Percentage::OfColumn, Percentage::Off]
                    [self.percentage as usize]
            }
            ("share", [name]) => {
                self.percentage = match *name {
                    "count" => Percentage::Off,
                    "row" => Percentage::OfRow,
                    "column" => Percentage::OfColumn,
                    other => {
                        return Err(Error::usage(format!(
                            "a share is of count, row or column, not \"{other}\""
                        )));
                    }
                }
            }
            ("gaps", _) => self.shows_gaps = !self.shows_gaps,
            ("cell", [row, column]) => {
                let number = |text: &str| {
                    text.parse()
                        .map_err(|_| Error::usage(format!("invalid cell number \"{text}\"")))
                };
                self.cursor = (number(row)?, number(column)?);
            }
            _ => return Err(Error::usage("this step takes other words")),
        }
        // the detail was of another cell
        self.detail_scroll = None;
        self.requery(ctx);
        Ok(None)
    }
}
