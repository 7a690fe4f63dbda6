//! The verbs of the command line: one file for each, and one for those of all panes.

mod check;
pub(super) mod completions;
mod config;
mod data;
mod diff;
mod doctor;
mod edit;
mod explain;
mod export;
pub(super) mod import;
mod keys;
mod list;
mod man;
mod new;
mod next;
pub(super) mod open_or_print_pane;
mod paths;
mod present;
mod programmes;
mod schema;
mod screenshot;
mod search;
mod show;

use super::GlobalArgs;
use crate::error::Result;
use clap::Subcommand;

/// The verbs; [`open_or_print_pane::command`] defines those of panes.
#[derive(Subcommand)]
pub(super) enum Verb {
    List(list::ListArgs),
    Show(show::ShowArgs),
    Search(search::SearchArgs),
    Next(next::NextArgs),
    Explain(explain::ExplainArgs),
    Check(check::CheckArgs),
    Diff(diff::DiffArgs),
    Edit(edit::EditArgs),
    Import(Box<import::ImportArgs>),
    Export(export::ExportArgs),
    Data(data::DataArgs),
    New(new::NewArgs),
    Schema(schema::SchemaArgs),
    Paths(paths::PathsArgs),
    Programmes(programmes::ProgrammesArgs),
    Keys(keys::KeysArgs),
    Config(config::ConfigArgs),
    Present(present::PresentArgs),
    Screenshot(screenshot::ScreenshotArgs),
    Doctor(doctor::DoctorArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Verb {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        match self {
            Verb::List(verb) => verb.run(global),
            Verb::Show(verb) => verb.run(global),
            Verb::Search(verb) => verb.run(global),
            Verb::Next(verb) => verb.run(global),
            Verb::Explain(verb) => verb.run(global),
            Verb::Check(verb) => verb.run(global),
            Verb::Diff(verb) => verb.run(global),
            Verb::Edit(verb) => verb.run(global),
            Verb::Import(verb) => verb.run(global),
            Verb::Export(verb) => verb.run(global),
            Verb::Data(verb) => verb.run(global),
            Verb::New(verb) => verb.run(global),
            Verb::Schema(verb) => verb.run(global),
            Verb::Paths(verb) => verb.run(global),
            Verb::Programmes(verb) => verb.run(global),
            Verb::Keys(verb) => verb.run(global),
            Verb::Config(verb) => verb.run(global),
            Verb::Present(verb) => verb.run(global),
            Verb::Screenshot(verb) => verb.run(global),
            Verb::Doctor(verb) => verb.run(global),
            Verb::Completions(verb) => verb.run(global),
            Verb::Man(verb) => verb.run(global),
        }
    }
}
