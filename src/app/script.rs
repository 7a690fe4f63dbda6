//! Steps of scripts, one after the other, and what the outside is asked for by them.

use super::{App, Effect};
use crate::command::{Action, script};
use crate::error::Result;

impl App {
    /// Does the steps of a script. The first that cannot be done ends it. What the outside is asked to do by those before it
    /// waits to be [`next_effect`](App::next_effect).
    pub fn run_script(&mut self, text: &str) -> Result<()> {
        self.for_each_step(text, |app, action| app.perform(action, true))
    }

    /// Lets each step of a script be done, and keeps what the outside is asked for in order.
    pub(super) fn for_each_step(
        &mut self,
        text: &str,
        mut perform: impl FnMut(&mut App, &Action) -> Result<()>,
    ) -> Result<()> {
        for action in script::parse(text, &self.commands)? {
            perform(self, &action)?;
        }
        Ok(())
    }

    /// Asks the outside for something, when it comes to that.
    pub fn push_effect(&mut self, effect: Effect) {
        self.effects.push_back(effect);
    }

    /// What the outside is asked for next.
    pub fn next_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }
}
