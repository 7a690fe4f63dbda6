//! What can be set: each value of each setting, the one that holds marked. The chosen one is shown at once.

use super::{Choice, Does, Pick};
use crate::app::App;
use crate::app::settings::{SETTINGS, setting, shown};
use crate::command::Action;
use crate::query::search::fit;
use crate::ui::picker::Line;

pub(crate) fn choices(app: &App, pick: &Pick) -> Vec<Choice> {
    let all = SETTINGS.iter().flat_map(|of| {
        let now = app.own.settings.get(of);
        let offered = (of.values)().filter(|(value, _)| app.own.settings.offers(of, value));
        offered.filter_map(move |(value, note)| {
            let text = format!("{}: {}", of.key, shown(&value));
            let letters = fit(pick.words(), &text)?.letters;
            let line = Line { text, letters, note, on: Some(value == now), ..Line::default() };
            Some(Choice::new(line, Does::Act(setting(of.key, &value))))
        })
    });
    all.collect()
}

impl App {
    /// The setting that is being chosen: its key and value.
    pub(in crate::app) fn chosen_setting(&self) -> Option<String> {
        let pick = self.pick.as_ref().filter(|pick| pick.card.name == "settings")?;
        match &pick.chosen()?.does {
            Does::Act(Action::Set(words)) => Some(words.clone()),
            _ => None,
        }
    }
}
