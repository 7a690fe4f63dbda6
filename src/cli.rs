//! Runs the command line: dispatches to verbs. Only this folder reads the calendar day.

mod args;
mod dashboard_import;
mod dashboard_or_rows;
mod dashboard_start;
mod doctor_check;
mod documented_variables;
mod editor;
mod exit_code;
mod file_arguments;
mod flag_values;
mod global_args;
mod hyphen_terms;
mod importable_files;
#[cfg(unix)]
mod kiosk;
#[cfg(not(unix))]
#[path = "cli/kiosk/unsupported.rs"]
mod kiosk;
mod layer_loading;
mod line_mode;
mod override_edit;
mod print;
mod profile_check;
mod profile_loading;
mod profile_saving;
mod programme_choices;
mod programme_folder;
mod programme_switch;
mod record_format_args;
mod row_args;
mod stderr_messages;
mod stdout_style;
mod table_format_args;
mod theme_files;
mod usage_error;
mod user_effects;
mod verbs;
mod version;

use crate::error::{Error, Result};
use crate::term;
use args::{Cli, EXAMPLES, command, visible_panes};
use clap::{ArgMatches, FromArgMatches};
use dashboard_start::{app_with_data, new_app};
use exit_code::EXIT_CODES;
use global_args::GlobalArgs;
use layer_loading::{
    load_dataset, load_dataset_without, load_for_output, load_layers, load_with_progress,
};
use print::print;
use std::ffi::OsString;
use std::process::ExitCode;
use stderr_messages::{print_no_match, warn, warn_deck_findings, warn_findings};
use usage_error::{report_clap_error, usage_error};
use verbs::{completions, open_or_print_pane};

/// Runs the program and returns its exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    term::catch_file_size_limit();
    if requests_kiosk(&args) {
        return exit_code::exit_code(kiosk::run(&args));
    }
    if let Some(code) = completions::run_if_requested(&args) {
        return code;
    }
    // a call without arguments needs no definition of all verbs: the first screen comes sooner
    if args.len() <= 1 {
        let global = GlobalArgs::default();
        if let Err(error) = global.choose_programmes() {
            return exit_code::exit_code(Err(error));
        }
        stdout_style::set_ascii(global.needs_ascii());
        return exit_code::exit_code(dashboard_or_rows::open(&global, "", None));
    }
    let command = command();
    let named = file_arguments::name_programmes(args.clone());
    let escaped = hyphen_terms::escape_hyphen_terms(&command, named);
    match command.try_get_matches_from(escaped) {
        Ok(matches) => exit_code::exit_code(run(&matches)),
        Err(e) => report_clap_error(&e, &args),
    }
}

/// Returns true if `--kiosk` is a flag of the program. `doctor` and `__complete` take it as well.
fn requests_kiosk(args: &[OsString]) -> bool {
    let is_other_verb = args.get(1).is_some_and(|verb| verb == "doctor" || verb == "__complete");
    !is_other_verb && args.iter().skip(1).any(|arg| arg == "--kiosk")
}

fn run(matches: &ArgMatches) -> Result<u8> {
    let usage = |e: clap::Error| usage_error(&e);
    let (verb, verb_matches) = matches.subcommand().unwrap_or(("", matches));
    let global = GlobalArgs::from_arg_matches(verb_matches).map_err(usage)?;
    stdout_style::set_ascii(global.needs_ascii());
    let is_pane = visible_panes().iter().any(|pane| pane.name() == verb);
    // a wrong value is an error even if the verb does not use the flag
    global.theme()?;
    global.today()?;
    // these do not show a programme
    if !matches!(verb, "new" | "programmes" | "completions") {
        global.choose_programmes()?;
    }
    if global.script.is_some() && !is_pane && !matches!(verb, "" | "present") {
        return Err(Error::usage(format!("{verb} does not take --do"))
            .with_hint("a pane does: gloact countries --do 'sort events down'"));
    }
    if matches.get_flag("plain") && !verb.is_empty() {
        return Err(Error::usage(format!("{verb} does not take --plain"))
            .with_hint("gloact --plain --do 'go countries'"));
    }
    if matches.get_flag("verbose") {
        return Err(Error::usage("--verbose says more about the version only")
            .with_hint("gloact --version --verbose"));
    }
    if is_pane {
        return open_or_print_pane::run(&global, verb, verb_matches);
    }
    match Cli::from_arg_matches(matches).map_err(usage)? {
        Cli { verb: Some(verb), .. } => verb.run(&global),
        Cli { plain: true, .. } if global.layer_options().has_stdin() => Err(Error::usage(
            "--plain reads its commands from stdin, so the data cannot come from it",
        )
        .with_hint("name a file")),
        Cli { plain: true, .. } => line_mode::run(&global),
        Cli { .. } => dashboard_or_rows::open(&global, "", None),
    }
}
