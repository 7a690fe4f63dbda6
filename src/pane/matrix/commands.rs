//! The commands of the matrix: axes, phases, comparison, percentages, gaps and the cursor.

use super::{MatrixPane, PercentageBase, first_phase};
use crate::command::Action::Pane;
use crate::command::ActionMaker::{Fixed, WithArgs};
use crate::command::PaneAction::*;
use crate::command::{ActionMaker, Command, PaneAction};
use crate::error::{Error, Result};
use crate::model::KindId;
use crate::pane::{PaneContext, unsupported};
use crate::query::pivot::grid::{DIMENSIONS, GridDimension, GridQuery, parse_dimension};

/// The axes that `axes` without arguments cycles through.
pub(super) const AXIS_PRESETS: &[(GridDimension, GridDimension)] = &[
    (GridDimension::Objective, GridDimension::Agency),
    (GridDimension::Agency, GridDimension::Phase),
    (GridDimension::Country, GridDimension::Agency),
    (GridDimension::Country, GridDimension::Year),
    (GridDimension::Country, GridDimension::Kind),
    (GridDimension::Kind, GridDimension::Year),
    (GridDimension::Agency, GridDimension::Year),
    (GridDimension::Objective, GridDimension::Country),
    (GridDimension::Agency, GridDimension::Objective),
    (GridDimension::Agency, GridDimension::Programme),
    (GridDimension::Country, GridDimension::Programme),
];

/// Commands of the pane.
pub const COMMANDS: &[Command] = &[
    command(
        "compare",
        "c",
        "Compare two phases: compare, then the ids of two; again to leave",
        WithArgs("[FROM TO]", |args| Pane(Compare(args))),
    )
    .label("compare"),
    command(
        "axes",
        "X",
        "Show other axes: axes country year",
        WithArgs("[ROWS COLUMNS]", |args| Pane(Axes(args))),
    )
    .label("axes"),
    command(
        "phase",
        ">",
        "Show the next phase, that of an id, or all: phase all",
        WithArgs("[PHASE or all]", |args| Pane(Phase(args))),
    )
    .label("phase"),
    command("phase-before", "<", "Show the previous phase", Fixed(Pane(PreviousPhase))),
    command(
        "share",
        "%",
        "Show counts, percentages of the row or of the column",
        WithArgs("[count, row or column]", |args| Pane(Share(args))),
    ),
    command(
        "measure",
        "$",
        "Show events, budget or money spent",
        WithArgs("[events, budget or spent]", |args| Pane(Measure(args))),
    )
    .label("money"),
    command("gaps", "z", "Show gaps and overlaps", Fixed(Pane(ToggleGaps))).label("gaps"),
    command(
        "cell",
        "",
        "Move the cursor to a cell: cell 5 2",
        WithArgs("ROW COLUMN", |args| Pane(Cell(args))),
    ),
];

const fn command(
    name: &'static str,
    keys: &'static str,
    help: &'static str,
    action_maker: ActionMaker,
) -> Command {
    Command::new("matrix", name, keys, help, action_maker)
}

fn split(args: &str) -> Vec<&str> {
    args.split_whitespace().collect()
}

impl MatrixPane {
    /// Runs a command of the pane.
    pub(super) fn run_command(&mut self, ctx: PaneContext, command: &PaneAction) -> Result<()> {
        match command {
            Compare(args) => self.set_comparison(ctx, &split(args))?,
            Axes(args) => self.set_axes(ctx, &split(args))?,
            Phase(args) => self.set_phase(ctx, &split(args))?,
            PreviousPhase => self.step_phase(ctx, -1),
            Share(args) => self.set_percentage(&split(args))?,
            Measure(args) => self.set_measure(ctx, &split(args))?,
            ToggleGaps => self.toggle_gaps()?,
            Cell(args) => self.set_cursor(&split(args))?,
            other => return Err(unsupported(&Pane(other.clone()))),
        }
        // an open detail belongs to another cell
        self.detail.close();
        self.rebuild(ctx);
        Ok(())
    }

    fn set_comparison(&mut self, ctx: PaneContext, args: &[&str]) -> Result<()> {
        let (from, to) = match args {
            [] if self.is_comparison() => {
                self.compared_phase = None;
                return Ok(());
            }
            [] => self.related_phases(ctx)?,
            [from, to] if from != to => (known_phase(ctx, from)?, known_phase(ctx, to)?),
            _ => {
                return Err(
                    Error::usage("compare needs two different phases").with_hint(compare_hint(ctx))
                );
            }
        };
        self.change_measure(ctx, None)?;
        self.query = GridQuery::default();
        self.chosen_phase = Some(from);
        self.compared_phase = Some(to);
        Ok(())
    }

    /// Returns the current phase and the one that builds on it, else the one that it builds on.
    fn related_phases(&self, ctx: PaneContext) -> Result<(String, String)> {
        let phases = &ctx.query.data.phases();
        let current = self
            .query
            .phase
            .clone()
            .or_else(|| first_phase(ctx))
            .ok_or_else(|| Error::usage("there is no phase"))?;
        let successor =
            phases.iter().find(|(_, phase)| phase.builds_on.as_deref() == Some(&current));
        if let Some((successor, _)) = successor {
            return Ok((current, successor.to_string()));
        }
        let predecessor = phases.get(&current).and_then(|phase| phase.builds_on.as_ref());
        match predecessor {
            Some(predecessor) => Ok((predecessor.to_string(), current)),
            None => Err(Error::usage(format!("no other phase is related to {current}"))
                .with_hint(compare_hint(ctx))),
        }
    }

    fn set_axes(&mut self, ctx: PaneContext, args: &[&str]) -> Result<()> {
        let (rows, columns) = match args {
            [] => {
                let current = (self.query.rows, self.query.columns);
                let has_several = ctx.query.data.programme().len() > 1;
                let mut presets = AXIS_PRESETS.to_vec();
                presets.retain(|(_, columns)| has_several || *columns != GridDimension::Programme);
                let preset = presets.iter().position(|preset| *preset == current);
                let next = preset.map_or(0, |index| (index + 1) % presets.len());
                let (rows, columns) = presets[next];
                // phases and programmes on an axis need all phases
                let all_phases = [GridDimension::Phase, GridDimension::Programme];
                if all_phases.contains(&rows) || all_phases.contains(&columns) {
                    self.chosen_phase = None;
                }
                (rows, columns)
            }
            [rows, columns] => (parse_dimension(rows)?, parse_dimension(columns)?),
            _ => {
                let names: Vec<&str> = DIMENSIONS.iter().map(|(name, _)| *name).collect();
                return Err(Error::usage("axes needs two axes")
                    .with_hint(format!("known: {}", names.join(", "))));
            }
        };
        if rows == columns {
            return Err(Error::usage("rows and columns must differ"));
        }
        self.query.rows = rows;
        self.query.columns = columns;
        self.compared_phase = None;
        Ok(())
    }

    fn set_phase(&mut self, ctx: PaneContext, args: &[&str]) -> Result<()> {
        let phase = match args {
            [] => {
                self.step_phase(ctx, 1);
                return Ok(());
            }
            ["all"] => None,
            [id] => Some(known_phase(ctx, id)?),
            _ => return Err(Error::usage("phase needs one phase, or all")),
        };
        self.choose_phase(phase, ctx);
        Ok(())
    }

    /// Goes so many phases forward; "all phases" comes after the last one.
    fn step_phase(&mut self, ctx: PaneContext, step: isize) {
        let mut choices = vec![None];
        choices.extend(phase_ids(ctx).into_iter().map(|id| Some(id.to_string())));
        let current = choices.iter().position(|phase| *phase == self.query.phase).unwrap_or(0);
        let next = (current as isize + step).rem_euclid(choices.len() as isize);
        self.choose_phase(choices.swap_remove(next as usize), ctx);
    }

    fn set_percentage(&mut self, args: &[&str]) -> Result<()> {
        if self.query.measure.is_some() {
            return Err(Error::usage("this grid shows money, which has no percentages")
                .with_hint("$: events"));
        }
        if self.grid.shows_roles {
            return Err(Error::usage("this grid shows roles, which have no percentages")
                .with_hint("X: axes that are counted"));
        }
        self.percentage = match args {
            [] => match self.percentage {
                PercentageBase::Off => PercentageBase::OfRow,
                PercentageBase::OfRow => PercentageBase::OfColumn,
                PercentageBase::OfColumn => PercentageBase::Off,
            },
            ["count"] => PercentageBase::Off,
            ["row"] => PercentageBase::OfRow,
            ["column"] => PercentageBase::OfColumn,
            _ => {
                return Err(Error::usage(format!(
                    "unknown percentage \"{}\": expected count, row or column",
                    args.join(" ")
                )));
            }
        };
        Ok(())
    }

    fn toggle_gaps(&mut self) -> Result<()> {
        if self.is_comparison() {
            return Err(
                Error::usage("gaps are shown for one phase").with_hint("c: leave the comparison")
            );
        }
        if !self.grid.shows_roles {
            return Err(Error::usage("this grid shows counts, which have no gaps")
                .with_hint("X: axes with roles"));
        }
        self.shows_gaps = !self.shows_gaps;
        Ok(())
    }

    fn set_cursor(&mut self, args: &[&str]) -> Result<()> {
        let [row, column] = args else {
            return Err(Error::usage("cell needs a row and a column").with_hint("cell 5 2"));
        };
        let parse = |number: &str| {
            number.parse().map_err(|_| {
                Error::usage(format!("invalid cell \"{number}\": expected a number from 0"))
            })
        };
        self.cursor = (parse(row)?, parse(column)?);
        Ok(())
    }
}

fn phase_ids(ctx: PaneContext<'_>) -> Vec<&str> {
    let data = ctx.query.data;
    data.records(KindId::Phases).map(|row| data.id(row)).collect()
}

/// Returns an example of the command with the first two phases.
fn compare_hint(ctx: PaneContext) -> String {
    match phase_ids(ctx)[..] {
        [from, to, ..] => format!("compare {from} {to}"),
        _ => "the data have no two phases".into(),
    }
}

fn known_phase(ctx: PaneContext, id: &str) -> Result<String> {
    let phases = phase_ids(ctx);
    if phases.contains(&id) {
        return Ok(id.to_string());
    }
    Err(Error::unknown_name("phase", id, phases))
}
