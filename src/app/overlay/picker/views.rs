//! Named views: each is one line of script.

use super::{Choice, Does, Pick};
use crate::app::App;
use crate::command::Action;
use crate::query::search::fit;
use crate::ui::picker::Line;

pub(crate) fn choices(app: &App, pick: &Pick) -> Vec<Choice> {
    let words = pick.words();
    let saved = app.own.views.iter().filter_map(|(name, script)| {
        let letters = fit(words, name)?.letters;
        Some(Choice::new(Line { text: name.clone(), letters, note: script.clone(), ..Line::default() }, Does::Run(script.clone())))
    });
    let mut all: Vec<Choice> = saved.collect();
    if !words.is_empty() && !app.own.views.contains_key(words) {
        let line = Line { text: format!("save this view as \"{words}\""), note: app.link(), ..Line::default() };
        all.push(Choice::new(line, Does::Act(Action::SaveView(words.into()))));
    }
    all
}
