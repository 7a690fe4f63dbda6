//! Steps of scripts, one after the other, and what the outside is asked for by them.

use super::{App, Effect};
use crate::command::{Action, script};
use crate::error::Result;

impl App {
    /// Does the steps of a script. The first that cannot be done ends it. What the outside is asked to do by those before it
    /// waits to be [`wished`](App::wished).
    pub fn run(&mut self, text: &str) -> Result<()> {
        self.steps(text, |app, action| app.act(action, true))
    }

    /// Lets each step of a script be done, and keeps what the outside is asked for in order.
    pub(super) fn steps(&mut self, text: &str, mut each: impl FnMut(&mut App, &Action) -> Result<Option<Effect>>) -> Result<()> {
        for action in script::parse(text, &self.commands)? {
            if let Some(effect) = each(self, &action)? {
                self.wish_for(effect);
            }
        }
        Ok(())
    }

    /// Asks the outside for something, when it comes to that.
    pub fn wish_for(&mut self, effect: Effect) {
        self.wishes.push_back(effect);
    }

    /// What the outside is asked for next.
    pub fn wished(&mut self) -> Option<Effect> {
        self.wishes.pop_front()
    }
}
