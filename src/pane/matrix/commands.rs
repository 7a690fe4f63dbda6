//! What the pane can be asked: other axes, another phase, two phases, shares, gaps.

use super::{MatrixTab, Share};
use crate::command::Action::Pane;
use crate::command::{Command, Run};
use crate::pane::{Done, Scene};
use crate::query::pivot::grid::{Ask, SIDES, Side, side};

/// The axes that one key goes through.
pub(super) const PAIRS: &[(Side, Side)] = &[
    (Side::Objective, Side::Agency),
    (Side::Agency, Side::Phase),
    (Side::Country, Side::Agency),
    (Side::Country, Side::Year),
    (Side::Country, Side::Kind),
    (Side::Kind, Side::Year),
    (Side::Agency, Side::Year),
    (Side::Objective, Side::Country),
    (Side::Agency, Side::Objective),
];

/// Commands of the pane.
pub const COMMANDS: &[Command] = &[
    own(
        "compare",
        "c",
        "compare",
        "Compare two phases: compare glo-act glo-act-ame; again for one",
        Run::With("[FROM TO]", |words| Pane("compare", words)),
    ),
    own("axes", "X", "axes", "Other axes: axes country year", Run::With("[ROWS COLUMNS]", |words| Pane("axes", words))),
    own("phase", ">", "phase", "The next phase, or all: phase glo-act-ame", Run::With("[PHASE or all]", |words| Pane("phase", words))),
    own("phase-before", "<", "", "The phase before", Run::Do(Pane("phase-before", String::new()))),
    own(
        "share",
        "%",
        "",
        "Counts, shares of the row, shares of the column",
        Run::With("[count, row or column]", |words| Pane("share", words)),
    ),
    own("gaps", "z", "gaps", "Tell gaps and overlaps", Run::Do(Pane("gaps", String::new()))),
    own("cell", "", "", "Put the cursor on a cell: cell 5 2", Run::With("ROW COLUMN", |words| Pane("cell", words))),
];

const fn own(name: &'static str, keys: &'static str, foot: &'static str, help: &'static str, run: Run) -> Command {
    Command { name, keys, pane: "matrix", foot, help, run }
}

impl MatrixTab {
    /// Does a step of the pane's own.
    pub(super) fn pane(&mut self, scene: Scene, name: &str, words: &str) -> Done {
        let data = scene.scope.data;
        let phases: Vec<&str> = data.rows("phases").map(|row| data.id(row)).collect();
        let known = |id: &str| {
            phases
                .contains(&id)
                .then(|| id.to_string())
                .ok_or_else(|| crate::error::Error::unknown("phase", id, phases.iter().copied()).to_string())
        };
        let words: Vec<&str> = words.split_whitespace().collect();
        match (name, &words[..]) {
            ("phase" | "phase-before", []) => {
                self.against = None;
                let at = self.ask.phase.as_deref().and_then(|phase| phases.iter().position(|other| *other == phase)).map_or(0, |at| at + 1);
                let len = phases.len() + 1;
                let next = if name == "phase" { (at + 1) % len } else { (at + len - 1) % len };
                self.ask.phase = next.checked_sub(1).map(|at| phases[at].to_string());
            }
            ("phase", ["all"]) => (self.ask.phase, self.against) = (None, None),
            ("phase", [id]) => (self.ask.phase, self.against) = (Some(known(id)?), None),
            ("axes", []) => {
                let at = PAIRS.iter().position(|pair| *pair == (self.ask.rows, self.ask.columns)).unwrap_or(PAIRS.len() - 1);
                (self.ask.rows, self.ask.columns) = PAIRS[(at + 1) % PAIRS.len()];
                self.against = None;
                // a year or a phase says more when all phases count
                if [self.ask.rows, self.ask.columns].contains(&Side::Phase) {
                    self.ask.phase = None;
                }
            }
            ("axes", [rows, columns]) => {
                let (rows, columns) = (side(rows).map_err(|e| e.to_string())?, side(columns).map_err(|e| e.to_string())?);
                if rows == columns {
                    return Err("rows and columns are the same".into());
                }
                (self.ask.rows, self.ask.columns, self.against) = (rows, columns, None);
            }
            ("axes", _) => {
                return Err(format!("two axes of: {}", SIDES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")).into());
            }
            ("compare", []) if self.against.is_some() => self.against = None,
            ("compare", []) => {
                let first = self.ask.phase.clone().or_else(|| phases.first().map(|id| id.to_string())).ok_or("there is no phase")?;
                // what came of a phase: the first that builds on it; else what it builds on itself
                let next = data
                    .phases
                    .iter()
                    .find(|(_, phase)| phase.builds_on.as_deref() == Some(&first))
                    .map(|(id, _)| (first.clone(), id.to_string()));
                let before =
                    data.phases.get(&*first).and_then(|phase| phase.builds_on.as_ref()).map(|before| (before.to_string(), first.clone()));
                let (from, to) = next.or(before).ok_or("no other phase goes with this one")?;
                self.ask = Ask { phase: Some(from), ..Ask::default() };
                self.against = Some(to);
            }
            ("compare", [from, to]) if from == to => return Err("two phases that differ: compare glo-act glo-act-ame".into()),
            ("compare", [from, to]) => {
                self.ask = Ask { phase: Some(known(from)?), ..Ask::default() };
                self.against = Some(known(to)?);
            }
            ("compare", _) => return Err("two phases: compare glo-act glo-act-ame".into()),
            ("share", _) if self.grid.roles => return Err("these are letters, not counts: X goes to axes that are counted".into()),
            ("gaps", _) if self.compares() => return Err("gaps are told of one phase: c leaves the comparison".into()),
            ("gaps", _) if !self.grid.roles => return Err("these are counts: gaps are told of who leads, X goes to other axes".into()),
            ("share", []) => self.share = [Share::Row, Share::Column, Share::Count][self.share as usize],
            ("share", [name]) => {
                self.share = match *name {
                    "count" => Share::Count,
                    "row" => Share::Row,
                    "column" => Share::Column,
                    other => return Err(format!("a share is of count, row or column, not \"{other}\"").into()),
                }
            }
            ("gaps", _) => self.gaps = !self.gaps,
            ("cell", [row, column]) => {
                let number = |text: &str| text.parse().map_err(|_| format!("\"{text}\" is no number"));
                self.cursor = (number(row)?, number(column)?);
            }
            _ => return Err("this step takes other words".into()),
        }
        // the detail was of another cell
        self.open = None;
        self.ask(scene);
        Ok(None)
    }
}
