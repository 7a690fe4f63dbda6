//! The way in which a command makes its action.

use super::action::Action;

/// A fixed action, or a function of the arguments.
pub enum ActionMaker {
    Fixed(Action),
    /// With the arguments behind the name: their description, and the action that they make.
    WithArgs(&'static str, fn(String) -> Action),
}
