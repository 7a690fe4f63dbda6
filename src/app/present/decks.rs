//! The decks that can be presented: the programme's, the current view, a record, the user's own.

use crate::app::App;
use crate::detail::subtitle;
use crate::error::{Error, Result};
use crate::model::text::capitalize;
use crate::model::{BudgetLine, Engagement, KindId, RecordPath};
use crate::profile::deck::{Deck, Slide};
use crate::query::lists::countries;
use std::collections::BTreeSet;

/// Names that a deck of the user cannot have, for they name other decks.
pub const RESERVED_DECK_NAMES: &[&str] = &["programme", "view"];

/// Fields that describe a record in a sentence, the best first.
const DESCRIPTIVE_FIELDS: &[&str] = &["aim", "note", "activities", "text", "says"];

/// Of more phases, the last ones have a slide each, and all have one together.
const MAX_PHASES_WITH_ROLES: usize = 4;

/// More rows and columns of money have no room on a slide.
const MAX_MONEY_ROWS: usize = 12;
const MAX_MONEY_COLUMNS: usize = 5;

/// More indicators have no room on a slide.
const MAX_INDICATORS_ON_A_SLIDE: usize = 40;

impl App {
    /// Returns the names of the decks: the programme's, then the user's.
    pub(crate) fn deck_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once("programme").chain(self.profile.decks.keys().map(String::as_str))
    }

    /// Finds the deck of a name: one of the user's, `programme`, `view`, or the path of a record.
    pub fn find_deck(&self, name: &str) -> Result<(String, Deck)> {
        if let Some(deck) = self.profile.decks.get(name) {
            return Ok((name.into(), deck.clone()));
        }
        match name {
            "" | "programme" => Ok(("programme".into(), self.programme_deck())),
            "view" => {
                let title = match self.open_record() {
                    Some(record) => self.data().title(record).into_owned(),
                    None => capitalize(self.panes.current().name()),
                };
                Ok(("this view".into(), Deck::single_slide(title, self.view_script())))
            }
            path if path.contains('/') => self.record_deck(path),
            other => Err(Error::unknown_name("deck", other, self.deck_names().chain(["view"]))),
        }
    }

    /// Returns the deck of the programme without slides of panes that the user has hidden.
    fn programme_deck(&self) -> Deck {
        let mut deck = if self.data().is_bundled() { Deck::bundled() } else { self.general_deck() };
        deck.slides.retain(|slide| match slide.script.strip_prefix("go ") {
            Some(rest) => {
                let pane = rest.split([';', ' ']).next().unwrap_or_default();
                self.panes.position(pane).is_some()
            }
            None => true,
        });
        deck
    }

    /// Returns a deck made from whatever the data have: the programme's record, then the panes that
    /// have something to show.
    fn general_deck(&self) -> Deck {
        let data = self.data();
        let record = data.records(KindId::Programme).next();
        let deck = record.and_then(|record| self.record_deck(data.path(record).as_str()).ok());
        let mut slides = deck.map(|(_, deck)| deck.slides).unwrap_or_default();
        if data.sources().is_empty() {
            slides.truncate(2);
        }
        let mut add = |title: &str, script: &str| {
            slides.extend(Deck::single_slide(title.into(), script.into()).slides);
        };
        let has_records = |kind: KindId| data.records(kind).next().is_some();
        if has_records(KindId::Phases) {
            add("Phases", "go phases");
        }
        for (title, script) in self.role_slides() {
            add(&title, &script);
        }
        for (title, script) in self.work_slides() {
            add(title, &script);
        }
        let panes = [
            ("Where", "go map", KindId::Countries),
            ("When", "go timeline; axis", KindId::Events),
            ("Documents", "go documents", KindId::Documents),
            ("Sources", "go sources", KindId::Sources),
        ];
        for (title, script, _) in panes.into_iter().filter(|(_, _, kind)| has_records(*kind)) {
            add(title, script);
        }
        Deck { slides }
    }

    /// Returns the titles and scripts of the slides with money and with results, if there are any.
    fn work_slides(&self) -> Vec<(&'static str, String)> {
        let data = self.data();
        let mut slides = Vec::new();
        if !data.budgets().is_empty() {
            let (rows, columns) = self.money_axes();
            let script = format!("go matrix; phase all; axes {rows} {columns}; measure budget");
            slides.push(("Money", script));
        }
        // of more indicators, the slide of the phases tells how many are at their target
        if (1..=MAX_INDICATORS_ON_A_SLIDE).contains(&data.indicators().len()) {
            let script = "go documents; all; filter group:indicators; columns title,value";
            slides.push(("Results", script.to_string()));
        }
        slides
    }

    /// Returns the axes of the slide with money: countries and years if they fit on a slide, else
    /// years and phases, else phases alone.
    fn money_axes(&self) -> (&'static str, &'static str) {
        let data = self.data();
        let lines = || data.budgets().values();
        let has_countries = lines().any(|line| line.country.is_some());
        let years: BTreeSet<i16> = lines().filter_map(BudgetLine::year).collect();
        let fits =
            |rows: usize, columns: usize| rows <= MAX_MONEY_ROWS && columns <= MAX_MONEY_COLUMNS;
        let country_rows = (countries::LIST.rows)(data, false).len();
        if has_countries && fits(country_rows, years.len()) {
            ("country", "year")
        } else if fits(years.len(), data.phases().len()) {
            ("year", "phase")
        } else {
            ("phase", "kind")
        }
    }

    /// Returns the titles and scripts of the slides with roles: one for each of the last phases for
    /// which engagements are known, after one for all phases if there are more.
    fn role_slides(&self) -> Vec<(String, String)> {
        let data = self.data();
        let title = "Who does what";
        let phase_of = |engagement: &Engagement| {
            data.objectives().get(&engagement.objective)?.phase.as_deref().map(str::to_string)
        };
        let known: Vec<Option<String>> = data.engagements().values().map(phase_of).collect();
        if known.is_empty() {
            return Vec::new();
        }
        let ids = data.records(KindId::Phases).map(|row| data.id(row));
        let phases: Vec<&str> =
            ids.filter(|id| known.iter().any(|known| known.as_deref() == Some(id))).collect();
        let left_out = phases.len().saturating_sub(MAX_PHASES_WITH_ROLES);
        let mut slides = Vec::new();
        if left_out > 0 {
            // the objectives of many phases have no room on a slide
            let script = "go matrix; phase all; axes phase agency".to_string();
            slides.push(("Who works in which phase".to_string(), script));
        } else if known.contains(&None) {
            slides.push((format!("{title}: all phases"), "go matrix; phase all".to_string()));
        }
        for id in &phases[left_out..] {
            let label = data.short_label_of(KindId::Phases, id);
            let script = format!("go matrix; phase {id}");
            match phases.len() {
                1 => slides.push((title.into(), script)),
                _ => slides.push((format!("{title}: {label}"), script)),
            }
        }
        slides
    }

    /// Returns the current view as a script, including an open provenance report.
    fn view_script(&self) -> String {
        match self.explained_path() {
            Some(path) => format!("{}; why {path}", self.script()),
            None => self.script(),
        }
    }

    /// Returns three slides of a record: a summary, all its fields, and where they come from.
    fn record_deck(&self, path: &str) -> Result<(String, Deck)> {
        let data = self.data();
        let path = data.resolve_path(path)?;
        let path = match (path.kind(), path.id()) {
            (Some(kind), Some(id)) => RecordPath::for_record(kind, id),
            _ => path,
        };
        let record = self.record_of(&path).map_err(|e| e.with_hint("for example countries/NP"))?;
        let label = data.short_label(record).to_string();
        let title = data.title(record).into_owned();
        let mut text = Vec::new();
        if title != label {
            text.push(title);
        }
        text.push(subtitle(&self.loaded.query(), record));
        let value = data.value(record);
        if let Some(field) = DESCRIPTIVE_FIELDS.iter().find(|field| value.get(**field).is_some()) {
            text.push(format!("{{{}}}", path.join(field)));
        }
        let slide = |title: &str, text: String, script: String| Slide {
            title: title.into(),
            text,
            script,
            ..Slide::default()
        };
        let slides = vec![
            slide(&label, text.join("\n"), String::new()),
            slide("What is known", String::new(), format!("go {path}; open")),
            slide("Who says so", String::new(), format!("why {path}")),
        ];
        Ok((label, Deck { slides }))
    }

    /// Returns the current view as the JSON of a deck of one slide.
    pub(crate) fn deck_text(&self) -> Result<String> {
        Ok(self.find_deck("view")?.1.to_json())
    }
}
