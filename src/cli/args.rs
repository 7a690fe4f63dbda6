//! The flags, verbs and help of the program.

use super::exit_code::EXIT_CODES;
use super::global_args::GlobalArgs;
use super::profile_loading;
use super::verbs::{Verb, open_or_print_pane};
use crate::pane::Pane;
use clap::{CommandFactory, Parser};

/// Explore a programme: who does what, where and when, and which source says so
#[derive(Parser)]
#[command(name = "gloact", version, disable_help_subcommand = true, after_help = after_help())]
pub(super) struct Cli {
    /// Read commands from stdin and print text, without a screen
    #[arg(long)]
    pub(super) plain: bool,
    /// Open the dashboard for guests: it starts no program and writes no file
    #[arg(long)]
    pub(super) kiosk: bool,
    /// With --version: also the commit, the package, the system and the day of the data
    #[arg(long)]
    pub(super) verbose: bool,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(subcommand)]
    pub(super) verb: Option<Verb>,
}

pub(super) const EXAMPLES: &str = "\
Examples:
  gloact                                         open the dashboard
  gloact countries nepal                         open a pane, filtered; in a pipe, print its rows
  gloact list events country:nepal --format csv  print rows for a spreadsheet
  gloact show countries/NP                       print a record in full
  gloact --do 'go countries/NP'                  open the dashboard on one record";

fn after_help() -> String {
    let codes: Vec<String> =
        EXIT_CODES.iter().map(|(code, meaning)| format!("  {code}  {meaning}")).collect();
    format!("{EXAMPLES}\n\nExit codes:\n{}", codes.join("\n"))
}

/// Returns the panes that the settings do not hide.
pub(super) fn visible_panes() -> Vec<Box<dyn Pane>> {
    let settings = profile_loading::load_settings();
    crate::pane::all().into_iter().filter(|pane| settings.shows_pane(pane.name())).collect()
}

/// Returns the definition of all verbs and flags, with a verb for each pane.
pub(super) fn command() -> clap::Command {
    visible_panes().iter().fold(Cli::command(), |command, pane| {
        command.subcommand(open_or_print_pane::command(&**pane))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::FromArgMatches;

    #[test]
    fn call_without_arguments_equals_the_defaults_of_clap() -> Result<(), clap::Error> {
        let cli = Cli::from_arg_matches(&command().try_get_matches_from(["gloact"])?)?;
        assert!(cli.verb.is_none() && !cli.plain && !cli.kiosk && !cli.verbose);
        assert_eq!(cli.global, GlobalArgs::default());
        Ok(())
    }
}
