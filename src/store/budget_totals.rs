//! Adds budget lines: never two currencies, a line and a part of it, or the money of a phase and
//! that of its objectives and activities.

use super::dataset::Dataset;
use super::record_ref::RecordRef;
use crate::model::{BUDGET_KINDS, BudgetLine, KindId, MoneyTotals, Text};
use foldhash::fast::RandomState;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// Lines or activities that are part of one another; more than so many steps are a circle.
const MAX_STEPS: usize = 32;

/// The sums of money that are shown by country, year and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BudgetMeasure {
    /// The budget as it was last revised.
    Budget,
    /// Disbursements and expenditure.
    Spent,
}

impl BudgetMeasure {
    /// Returns the measure to which a kind of line belongs. Commitments and unknown kinds belong to
    /// none.
    pub fn of_kind(kind: &str) -> Option<BudgetMeasure> {
        match kind {
            "budget" | "revised" => Some(BudgetMeasure::Budget),
            "disbursement" | "expenditure" => Some(BudgetMeasure::Spent),
            _ => None,
        }
    }

    /// Returns the word for commands and options.
    pub fn name(self) -> &'static str {
        match self {
            BudgetMeasure::Budget => BUDGET_KINDS[0],
            BudgetMeasure::Spent => "spent",
        }
    }
}

/// The purpose of a line, and all that distinguishes it from other lines for the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct LineKey<'a> {
    target: Option<(KindId, &'a str)>,
    measure: Option<BudgetMeasure>,
    currency: &'a str,
    country: Option<&'a str>,
    donor: Option<&'a str>,
    agency: Option<&'a str>,
}

impl<'a> LineKey<'a> {
    fn of(line: &'a BudgetLine) -> LineKey<'a> {
        LineKey {
            target: target(line),
            measure: BudgetMeasure::of_kind(line.kind()),
            currency: &line.currency,
            country: line.country.as_deref(),
            donor: line.donor.as_deref(),
            agency: line.agency.as_deref(),
        }
    }

    /// Returns the keys of lines that state less, and may therefore include this one.
    fn broader(self) -> impl Iterator<Item = LineKey<'a>> {
        (0..8u8).map(move |without| LineKey {
            country: self.country.filter(|_| without & 1 == 0),
            donor: self.donor.filter(|_| without & 2 == 0),
            agency: self.agency.filter(|_| without & 4 == 0),
            ..self
        })
    }
}

/// Returns the record that the money of a line is for: the most particular that it names.
fn target(line: &BudgetLine) -> Option<(KindId, &str)> {
    let targets = [
        (KindId::Activities, &line.activity),
        (KindId::Objectives, &line.objective),
        (KindId::Phases, &line.phase),
    ];
    targets.into_iter().find_map(|(kind, id)| Some((kind, &**id.as_ref()?)))
}

fn bounds(line: &BudgetLine) -> Option<(Date, Date)> {
    line.period.as_ref().map(|period| period.sort_bounds())
}

impl Dataset {
    /// Returns the lines of a measure.
    pub fn lines_of_measure(&self, measure: BudgetMeasure, rows: &[RecordRef]) -> Vec<RecordRef> {
        let is_of_measure = |row: &RecordRef| {
            let line = self.get::<BudgetLine>(*row);
            line.is_some_and(|line| BudgetMeasure::of_kind(line.kind()) == Some(measure))
        };
        rows.iter().copied().filter(is_of_measure).collect()
    }

    /// Returns the lines of a measure for a phase, its objectives and its activities.
    pub fn lines_of_phase(&self, measure: BudgetMeasure, phase: &str) -> Vec<RecordRef> {
        let is_of_phase =
            |row: &RecordRef| self.phase_of(*row).is_some_and(|other| **other == *phase);
        let rows: Vec<RecordRef> = self.records(KindId::Budgets).filter(is_of_phase).collect();
        self.lines_of_measure(measure, &rows)
    }

    /// Returns the sums of lines, without those that another of these lines includes.
    pub fn budget_totals(&self, rows: &[RecordRef]) -> MoneyTotals {
        let mut totals = MoneyTotals::default();
        for row in self.distinct_lines(rows) {
            if let Some(line) = self.get::<BudgetLine>(row) {
                totals.add(&line.money());
            }
        }
        totals
    }

    /// Returns the phase of which a line is the whole budget: it states the same amount, and
    /// neither a country nor an agency.
    pub(super) fn whole_budget_of<'a>(&self, line: &'a BudgetLine) -> Option<&'a Text> {
        let key = LineKey::of(line);
        let phase = line.phase.as_ref()?;
        let budget = self.phases().get(phase)?.budget.as_ref()?;
        let is_whole = key.target == Some((KindId::Phases, phase))
            && (key.country, key.donor, key.agency) == (None, None, None)
            && key.measure == Some(BudgetMeasure::Budget)
            && line.currency == budget.currency
            && line.money().amount_value() == budget.amount_value();
        is_whole.then_some(phase)
    }

    /// Returns the lines that no other of them includes: not a part of another, not the budget
    /// before it was revised, not the money of an objective or activity beside that of its phase,
    /// and nothing beside the whole budget of a phase.
    pub fn distinct_lines(&self, rows: &[RecordRef]) -> Vec<RecordRef> {
        let all: HashSet<RecordRef, RandomState> = rows.iter().copied().collect();
        let mut periods: HashMap<LineKey, Vec<Option<(Date, Date)>>, RandomState> =
            HashMap::default();
        let mut revised: HashSet<(LineKey, Option<(Date, Date)>), RandomState> = HashSet::default();
        for line in rows.iter().filter_map(|row| self.get::<BudgetLine>(*row)) {
            let (key, period) = (LineKey::of(line), bounds(line));
            let stated = periods.entry(key).or_default();
            if !stated.contains(&period) {
                stated.push(period);
            }
            if line.kind() == "revised" {
                revised.insert((key, period));
            }
        }
        let lines = rows.iter().filter_map(|row| Some((*row, self.get::<BudgetLine>(*row)?)));
        let wholes: Vec<(RecordRef, &Text, &Text)> = lines
            .filter_map(|(row, line)| Some((row, self.whole_budget_of(line)?, &line.currency)))
            .collect();
        // all other lines of the phase are parts of its whole budget
        let is_in_whole = |row: RecordRef, key: &LineKey| {
            if wholes.is_empty() || key.measure != Some(BudgetMeasure::Budget) {
                return false;
            }
            let phase = self.phase_of(row);
            let whole = wholes
                .iter()
                .find(|(_, of, currency)| phase == Some(*of) && ***currency == *key.currency);
            whole.is_some_and(|(whole, ..)| *whole != row)
        };
        let is_distinct = |row: &RecordRef| {
            let Some(line) = self.get::<BudgetLine>(*row) else { return false };
            let (key, period) = (LineKey::of(line), bounds(line));
            let is_replaced = line.kind() == BUDGET_KINDS[0] && revised.contains(&(key, period));
            let includes = |key: &LineKey| {
                let stated = periods.get(key);
                stated.into_iter().flatten().any(|other| includes_period(*other, period))
            };
            !is_replaced
                && !is_in_whole(*row, &key)
                && !self.is_within_any(line, &all)
                && !self.ancestors(line).into_iter().any(|target| {
                    let key = LineKey { target: Some(target), ..key };
                    key.broader().any(|key| includes(&key))
                })
        };
        rows.iter().copied().filter(is_distinct).collect()
    }

    /// Returns whether a line is part of one of these lines.
    fn is_within_any(&self, line: &BudgetLine, all: &HashSet<RecordRef, RandomState>) -> bool {
        let mut whole = line.within.as_ref();
        for _ in 0..MAX_STEPS {
            let Some(row) = whole.and_then(|id| self.find(KindId::Budgets, id)) else { break };
            if all.contains(&row) {
                return true;
            }
            whole = self.get::<BudgetLine>(row).and_then(|line| line.within.as_ref());
        }
        false
    }

    /// Returns the records that include what a line is for: of an activity the activities that it
    /// is part of, their objectives and phases, of an objective its phase.
    fn ancestors<'a>(&'a self, line: &'a BudgetLine) -> Vec<(KindId, &'a str)> {
        let mut found: Vec<(KindId, &str)> = Vec::new();
        let mut add = |kind: KindId, id: &'a Text| {
            if !found.contains(&(kind, id)) {
                found.push((kind, id));
            }
        };
        let phase_of = |objective: &Text| self.objectives().get(objective)?.phase.as_ref();
        let mut activity = line.activity.as_ref().and_then(|id| self.activities().get(id));
        for _ in 0..MAX_STEPS {
            let Some(current) = activity else { break };
            for objective in &current.objectives {
                add(KindId::Objectives, objective);
                phase_of(objective).into_iter().for_each(|phase| add(KindId::Phases, phase));
            }
            current.phase.iter().for_each(|phase| add(KindId::Phases, phase));
            let parent = current.parent.as_ref();
            parent.into_iter().for_each(|parent| add(KindId::Activities, parent));
            activity = parent.and_then(|id| self.activities().get(id));
        }
        if let Some(objective) = &line.objective {
            add(KindId::Objectives, objective);
            phase_of(objective).into_iter().for_each(|phase| add(KindId::Phases, phase));
        }
        line.phase.iter().for_each(|phase| add(KindId::Phases, phase));
        let own = target(line);
        found.retain(|target| Some(*target) != own);
        found
    }
}

/// Returns whether a period includes another; one that is not stated includes all.
fn includes_period(whole: Option<(Date, Date)>, part: Option<(Date, Date)>) -> bool {
    match (whole, part) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(whole), Some(part)) => whole.0 <= part.0 && part.1 <= whole.1,
    }
}
