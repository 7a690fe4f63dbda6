//! Checks scripts without running them.

use super::App;
use super::key_resolver::all_commands;
use crate::command::{Action, script_parser};
use crate::error::Error;
use crate::model::KindId;
use crate::pane::{self, Pane};

impl App {
    /// Returns the first error in the steps of a script, where these panes are shown.
    pub fn validate_script(panes: &[Box<dyn Pane>], text: &str) -> Option<Error> {
        let actions = match script_parser::parse(text, &all_commands(panes)) {
            Ok(actions) => actions,
            Err(error) => return Some(error),
        };
        // records depend on the data; panes and kinds do not
        let known: Vec<&str> = panes
            .iter()
            .map(|pane| pane.name())
            .chain(KindId::ALL.iter().map(|kind| kind.name()))
            .collect();
        actions.iter().find_map(|action| {
            let Action::Go(to) = action else { return None };
            let name = to.split(['/', ' ']).next().unwrap_or_default();
            if known.contains(&name) {
                return None;
            }
            Some(Error::unknown_name("pane or kind", name, known.iter().copied()))
        })
    }

    /// Returns an error for the first step of a script that does more than show a view.
    pub(super) fn check_view_only(text: &str) -> Option<Error> {
        let commands = all_commands(&pane::all());
        let step = text.split(';').map(str::trim).find(|step| {
            script_parser::parse(step, &commands)
                .is_ok_and(|actions| actions.iter().any(|action| !shows_view(action)))
        })?;
        let name = step.split(' ').next()?;
        Some(Error::usage(format!("a slide can only show a view: \"{name}\" does something else")))
    }

    /// Returns the paths that the steps of a script name.
    pub(super) fn paths_in_script(text: &str) -> Vec<String> {
        let actions = script_parser::parse(text, &all_commands(&pane::all())).unwrap_or_default();
        let path = |action| match action {
            Action::Go(to) | Action::Explain(to) | Action::Select(to) | Action::ShowAtTop(to) => {
                Some(to).filter(|to| to.contains('/') && !to.contains(' '))
            }
            _ => None,
        };
        actions.into_iter().filter_map(path).collect()
    }
}

/// Returns whether an action only shows something.
fn shows_view(action: &Action) -> bool {
    matches!(
        action,
        Action::Pane(_)
            | Action::Go(_)
            | Action::Explain(_)
            | Action::Filter(_)
            | Action::Sort(_)
            | Action::Select(_)
            | Action::ShowAtTop(_)
            | Action::OpenDetail(_)
            | Action::ScrollDetail(_)
            | Action::Columns(_)
            | Action::SetMarks(_)
            | Action::ToggleAll
            | Action::GoToToday
            | Action::Move(_)
    )
}
