//! What can be taken away from here, as what, and where to.

use super::{Choice, Does, Pick};
use crate::app::App;
use crate::command::Action;
use crate::query::search::fit;
use crate::ui::picker::Line;

/// Where something can be copied to; the first is the usual one.
pub(crate) const WHERE: &[&str] = &["clipboard", "file", "screen"];

pub(crate) fn choices(app: &App, pick: &Pick) -> Vec<Choice> {
    let place = WHERE[pick.way % WHERE.len()];
    let offered = app.copies().into_iter().filter_map(|(what, text)| {
        let letters = fit(pick.words(), &text)?.letters;
        Some(Choice::new(Line { text, letters, ..Line::default() }, Does::Act(Action::Copy(format!("{what} {place}")))))
    });
    offered.collect()
}
