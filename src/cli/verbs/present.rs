//! `gloact present`: shows slides or speaker notes, checks which slides fit, or exports handouts.

mod handout_files;
mod slide_fit;
mod speaker_notes;

use crate::app::App;
use crate::cli::dashboard_start::{exit_code, run_app, watch_options};
use crate::cli::flag_values::parse_interval;
use crate::cli::{
    GlobalArgs, app_with_data, load_with_progress, print, profile_loading, warn_deck_findings,
};
use crate::error::{Error, Result};
use crate::model::text::sanitize;
use crate::profile::deck::Deck;
use crate::store::bounded_read::{can_be_read_once, is_stdin};
use crate::term::{DashboardOptions, LoadOutcome};
use clap::Args;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Show slides of the programme, a record or a deck, or export them
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact present countries/NP
  gloact present --export handout")]
pub(in crate::cli) struct PresentArgs {
    /// A record such as countries/NP, or a deck by name [default: the programme]
    path: Option<String>,
    /// Show a deck of your own: a file, or a name in the decks folder
    #[arg(long, value_name = "FILE", conflicts_with = "path")]
    deck: Option<PathBuf>,
    /// Show the speaker notes on a second terminal: notes, next slide, time; its keys move both
    #[arg(long, conflicts_with_all = ["path", "deck", "interval", "export", "check"])]
    notes: bool,
    /// Advance the slides at an interval until a key is pressed: 20s, 1m
    #[arg(long = "loop", value_name = "TIME")]
    interval: Option<String>,
    /// Write an HTML file and a Markdown handout into a folder
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// Overwrite existing files
    #[arg(long, requires = "export")]
    replace: bool,
    /// Print which slides do not fit on one screen of this size; ends with 3 if one cannot be shown
    #[arg(long, value_name = "WIDTHxHEIGHT", conflicts_with = "export")]
    check: Option<String>,
}

impl PresentArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if self.notes {
            global.require_cursor_addressing()?;
            return speaker_notes::show_notes(global);
        }
        let interval = self.interval.as_deref().map(parse_interval).transpose()?;
        let on_screen = self.export.is_none() && self.check.is_none() && io::stdout().is_terminal();
        if interval.is_some() && !on_screen {
            return Err(Error::usage("--loop needs a screen")
                .with_hint("run it in a terminal, without --export and --check"));
        }
        let watch = watch_options(global);
        let (data, session) = match load_with_progress(global, on_screen)? {
            LoadOutcome::Loaded(data, session) => (data, session),
            LoadOutcome::Cancelled(reason) => return Ok(exit_code(reason)),
        };
        let appearance =
            if on_screen { global.appearance_inputs() } else { global.picture_appearance_inputs() };
        let app = app_with_data(data, global, handout_files::PICTURE_SIZE)?;
        let mut app = profile_loading::load_into(app, global, appearance);
        let (name, deck) = self.select_deck(&app)?;
        app.open_presentation(name, deck)?;
        if let Some(script) = &global.script {
            app.run_script(script)?;
        }
        if on_screen {
            if interval.is_some() {
                app.start_autoplay();
            }
            let options = DashboardOptions {
                session,
                watch: Some(watch),
                autoplay_interval: interval,
                ..DashboardOptions::default()
            };
            return run_app(app, options, global);
        }
        match (&self.export, &self.check) {
            (Some(folder), _) => handout_files::export(app, folder, self.replace),
            (None, Some(size)) => slide_fit::print_fit(app, size),
            (None, None) => print(&handout_files::to_markdown(&mut app)),
        }
    }

    /// Returns the requested deck and its name, and prints the problems in it.
    fn select_deck(&self, app: &App) -> Result<(String, Deck)> {
        let find_deck = |name: &str| {
            warn_deck_findings(app.data(), name);
            app.find_deck(name)
        };
        let Some(file) = &self.deck else {
            return find_deck(self.path.as_deref().unwrap_or_default());
        };
        match file.to_str() {
            Some(name) if !is_stdin(file) && !name.contains(['/', '.']) && !file.exists() => {
                find_deck(name)
            }
            _ => Ok((deck_name(file), profile_loading::load_deck(app.data(), file)?)),
        }
    }
}

fn deck_name(file: &Path) -> String {
    if can_be_read_once(file) {
        return "deck".into();
    }
    let stem = file.file_stem().unwrap_or_default();
    sanitize(&stem.to_string_lossy()).into_owned()
}
