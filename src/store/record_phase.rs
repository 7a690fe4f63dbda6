//! Finds the phase of a record that names its phase only by its objective or its activity.

use super::dataset::Dataset;
use super::record_ref::RecordRef;
use crate::model::{Activity, BudgetLine, Event, Indicator, Objective, Text};

/// Activities that are part of one another; more than so many steps are a circle.
const MAX_PARENTS: usize = 32;

impl Dataset {
    /// Returns the phase of a record: its own, else that of its objective, else that of its
    /// activity.
    pub fn phase_of(&self, record: RecordRef) -> Option<&Text> {
        if let Some(line) = self.get::<BudgetLine>(record) {
            return self.phase_by(&line.phase, &line.objective, &line.activity);
        }
        if let Some(indicator) = self.get::<Indicator>(record) {
            return self.phase_by(&indicator.phase, &indicator.objective, &indicator.activity);
        }
        if let Some(activity) = self.get::<Activity>(record) {
            return self.phase_of_activity(activity);
        }
        if let Some(event) = self.get::<Event>(record) {
            return event.phase.as_ref();
        }
        self.get::<Objective>(record)?.phase.as_ref()
    }

    fn phase_by<'a>(
        &'a self,
        phase: &'a Option<Text>,
        objective: &Option<Text>,
        activity: &Option<Text>,
    ) -> Option<&'a Text> {
        let of_objective = || self.objectives().get(objective.as_ref()?)?.phase.as_ref();
        let of_activity = || self.phase_of_activity(self.activities().get(activity.as_ref()?)?);
        phase.as_ref().or_else(of_objective).or_else(of_activity)
    }

    /// Returns the phase of an activity, of the first of its objectives that has one, or of the
    /// activity that it is part of.
    fn phase_of_activity<'a>(&'a self, activity: &'a Activity) -> Option<&'a Text> {
        let mut activity = activity;
        for _ in 0..MAX_PARENTS {
            let of_objective = || {
                let objectives = activity.objectives.iter();
                objectives.filter_map(|id| self.objectives().get(id)?.phase.as_ref()).next()
            };
            if let Some(phase) = activity.phase.as_ref().or_else(of_objective) {
                return Some(phase);
            }
            activity = self.activities().get(activity.parent.as_ref()?)?;
        }
        None
    }
}
