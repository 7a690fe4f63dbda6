//! Where one was, the latest first.

use super::{Choice, Does, Pick};
use crate::app::App;
use crate::query::search::fit;
use crate::ui::picker::Line;

pub(crate) fn choices(app: &App, pick: &Pick) -> Vec<Choice> {
    let been = app.back.iter().rev().filter_map(|been| {
        let letters = fit(pick.words(), &been.words)?.letters;
        let line = Line { text: been.words.clone(), letters, note: been.link.clone(), ..Line::default() };
        Some(Choice::new(line, Does::Run(been.link.clone())))
    });
    been.collect()
}
