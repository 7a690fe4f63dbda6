//! The command line: verbs, flags, exit codes. The only room that asks for the calendar day.

mod check;
mod completions;
mod dashboard;
mod data;
mod diff;
mod doctor;
mod edit;
mod explain;
mod keys;
mod kiosk;
mod line_mode;
mod list;
mod man;
mod next;
mod output;
mod pane;
mod paths;
mod present;
mod profile;
mod search;
mod shot;
mod show;

use crate::app::settings::Appearance;
use crate::app::{App, Effect};
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::model::text::sanitize;
use crate::pane::Pane;
use crate::profile::paths as profile_paths;
use crate::profile::paths::LayerOptions;
use crate::profile::views::Views;
use crate::store::layer::{DEFAULT_MAX_BYTES, Layer};
use crate::store::{Dataset, progress};
use crate::term::{self, EffectHandler, LoadOutcome, clipboard};
use crate::ui::capabilities::Capabilities;
use crate::ui::theme::{ASCII, Glyphs, Theme, UNICODE};
use bytesize::ByteSize;
use clap::error::{ContextKind, ContextValue, ErrorKind as UsageErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use output::ColourChoice;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The GLO.ACT programme in a terminal: who does what, where and when, and where that statement comes from.
#[derive(Parser)]
#[command(name = "gloact", version, disable_help_subcommand = true, after_help = after_help())]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    /// Line by line on stdin and stdout, without a screen
    #[arg(long)]
    plain: bool,
    /// For guests: starts no program, writes no file, and reads the host's own overrides only
    #[arg(long)]
    kiosk: bool,
    #[command(subcommand)]
    verb: Option<Verb>,
}

const EXAMPLES: &str = "\
Examples:
  gloact                                         the dashboard
  gloact countries region:africa agency:iom      a pane, filtered; in a pipe its rows
  gloact list events country:nepal --format csv  rows for a spreadsheet
  gloact show countries/NP                       a record in full
  gloact --do 'go countries/NP'                  the dashboard on one record";

/// How a run ends, and what that means.
const EXIT_CODES: &[(u8, &str)] =
    &[(0, "ok"), (1, "no match"), (2, "usage"), (3, "errors in the data"), (4, "the machine")];

fn after_help() -> String {
    let exits: Vec<String> =
        EXIT_CODES.iter().map(|(code, words)| format!("{code} {words}")).collect();
    format!("{EXAMPLES}\n\nExit codes: {}.", exits.join(", "))
}

/// Flags that stand before or after a verb.
#[derive(Args, Debug, Default, PartialEq)]
#[command(next_help_heading = "Everywhere")]
struct GlobalArgs {
    /// A script to begin with: 'go countries; filter region:africa'
    #[arg(
        long = "do",
        id = "do",
        value_name = "SCRIPT",
        global = true,
        allow_hyphen_values = true
    )]
    script: Option<String>,
    /// A file of overrides, on top of all others; may be given several times
    #[arg(long, value_name = "FILE", global = true)]
    data: Vec<PathBuf>,
    /// The largest file of overrides that is read, 256MiB by itself: bytes, or a number with kB, MB, MiB, GiB
    #[arg(long, value_name = "SIZE", global = true, value_parser = parse_bytes)]
    max_bytes: Option<u64>,
    /// The day that counts as today
    #[arg(long, value_name = "YYYY-MM-DD", global = true)]
    today: Option<String>,
    /// Colours: auto, dark, light, both, high-contrast, projector, mono; -dark or -light behind high-contrast or projector names the ground
    #[arg(long, value_name = "NAME", global = true)]
    theme: Option<String>,
    /// Whether what is printed has colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: ColourChoice,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    ascii: bool,
}

/// What is done without the dashboard. What each prints, and two examples, stand beside its flags.
#[derive(Subcommand)]
enum Verb {
    List(list::List),
    Show(show::Show),
    Search(search::Search),
    Next(next::Next),
    Explain(explain::Explain),
    Check(check::Check),
    Diff(diff::Diff),
    Edit(edit::Edit),
    Data(data::Data),
    Schema(data::Schema),
    Paths(paths::Paths),
    Keys(keys::Keys),
    Present(present::Present),
    Shot(shot::Shot),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Verb {
    fn run(&self, global: &GlobalArgs) -> Result<u8> {
        match self {
            Verb::List(verb) => verb.run(global),
            Verb::Show(verb) => verb.run(global),
            Verb::Search(verb) => verb.run(global),
            Verb::Next(verb) => verb.run(global),
            Verb::Explain(verb) => verb.run(global),
            Verb::Check(verb) => verb.run(global),
            Verb::Diff(verb) => verb.run(global),
            Verb::Edit(verb) => verb.run(global),
            Verb::Data(verb) => verb.run(global),
            Verb::Schema(verb) => verb.run(global),
            Verb::Paths(verb) => verb.run(global),
            Verb::Keys(verb) => verb.run(global),
            Verb::Present(verb) => verb.run(global),
            Verb::Shot(verb) => verb.run(global),
            Verb::Doctor(verb) => verb.run(global),
            Verb::Completions(verb) => verb.run(global),
            Verb::Man(verb) => verb.run(global),
        }
    }
}

/// The panes that the settings show.
fn visible_panes() -> Vec<Box<dyn Pane>> {
    let settings = profile::load_settings();
    crate::pane::all().into_iter().filter(|pane| settings.shows_pane(pane.name())).collect()
}

/// All verbs and flags, the panes among them.
fn command() -> clap::Command {
    visible_panes()
        .iter()
        .fold(Cli::command(), |command, pane| command.subcommand(pane::command(&**pane)))
}

/// Runs the program; what it gives back is the exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(code) =
        kiosk::run_if_requested(&args).or_else(|| completions::run_if_requested(&args))
    {
        return code;
    }
    // without a word there is nothing to look up among all verbs and flags, of which there are many
    let done = if args.len() <= 1 {
        dashboard::open(&GlobalArgs::default(), "", None)
    } else {
        match command().try_get_matches_from(pane::escape_hyphen_terms(args)) {
            Ok(matches) => run(&matches),
            Err(e) => return report_usage_error(&e),
        }
    };
    done.map_or_else(
        |e| {
            print_error(&e);
            ExitCode::from(e.kind as u8)
        },
        ExitCode::from,
    )
}

/// Says what is wrong with a call, or what it asked to be told.
fn report_usage_error(e: &clap::Error) -> ExitCode {
    if !e.use_stderr() {
        let _ = e.print();
        return ExitCode::SUCCESS;
    }
    if let Some(slip) = usage_error(e) {
        print_error(&slip);
        return ExitCode::from(slip.kind as u8);
    }
    // clap repeats what it was given
    let _ = io::stderr().write_all(
        e.to_string().split('\n').map(sanitize).collect::<Vec<_>>().join("\n").as_bytes(),
    );
    ExitCode::from(ErrorKind::Usage as u8)
}

/// A verb or a value that does not exist, told as all else that does not exist.
fn usage_error(e: &clap::Error) -> Option<Error> {
    let text = |kind| match e.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    match (e.kind(), e.get(ContextKind::ValidValue)) {
        (UsageErrorKind::InvalidSubcommand, _) => {
            let command = command();
            let known = command
                .get_subcommands()
                .filter(|verb| !verb.is_hide_set())
                .map(clap::Command::get_name);
            Some(Error::unknown_name("verb", text(ContextKind::InvalidSubcommand)?, known))
        }
        (UsageErrorKind::InvalidValue, Some(ContextValue::Strings(known))) if !known.is_empty() => {
            let flag = text(ContextKind::InvalidArg)?
                .split_whitespace()
                .next()?
                .trim_matches(['-', '<', '>'])
                .to_lowercase();
            Some(Error::unknown_name(
                &flag,
                text(ContextKind::InvalidValue)?,
                known.iter().map(String::as_str),
            ))
        }
        _ => None,
    }
}

fn run(matches: &clap::ArgMatches) -> Result<u8> {
    let usage = |e: clap::Error| Error::usage(e.to_string());
    let (verb, own) = matches.subcommand().unwrap_or(("", matches));
    let global = GlobalArgs::from_arg_matches(own).map_err(usage)?;
    let pane = visible_panes().iter().any(|pane| pane.name() == verb);
    // flags that the verb has no use for are told all the same: a slip is not passed over
    global.theme()?;
    today(&global)?;
    if global.script.is_some() && !pane && !matches!(verb, "" | "present") {
        return Err(Error::usage(format!("{verb} takes no --do"))
            .with_hint("a pane does: gloact countries --do 'sort events down'"));
    }
    if matches.get_flag("plain") && !verb.is_empty() {
        return Err(Error::usage(format!("{verb} takes no --plain"))
            .with_hint("gloact --plain --do 'go countries'"));
    }
    if pane {
        return pane::run(&global, verb, own);
    }
    match Cli::from_arg_matches(matches).map_err(usage)? {
        Cli { verb: Some(verb), .. } => verb.run(&global),
        Cli { plain: true, .. } => line_mode::run(&global),
        Cli { .. } => dashboard::open(&global, "", None),
    }
}

fn load_dataset(global: &GlobalArgs) -> Dataset {
    load_layers(&global.layer_options())
}

/// Reads all layers, and looks through the person's own files besides.
fn load_layers(asked: &LayerOptions) -> Dataset {
    load_files(&profile_paths::layer_files(asked), asked.max_bytes)
}

fn load_files(files: &[PathBuf], largest: u64) -> Dataset {
    let mut data = Dataset::load(files.iter().map(|file| Layer::read(file, largest)).collect());
    profile::validate_profile(&mut data);
    data
}

/// A size as people write it.
fn parse_bytes(text: &str) -> Result<u64, &'static str> {
    text.parse()
        .map(|ByteSize(bytes)| bytes)
        .map_err(|_| "a size is wanted, such as 1000, 64MB or 1GiB")
}

/// The time zone of this machine. Without a name in `TZ` its file says it: the names of all others need not be read.
fn zone() -> TimeZone {
    match std::env::var_os("TZ") {
        Some(_) => TimeZone::system(),
        None => std::fs::read("/etc/localtime")
            .ok()
            .and_then(|text| TimeZone::tzif("local", &text).ok())
            .unwrap_or_else(TimeZone::system),
    }
}

fn today(global: &GlobalArgs) -> Result<Date> {
    match &global.today {
        None => Ok(Timestamp::now().to_zoned(zone()).date()),
        Some(text) => text.parse().map_err(|_| {
            Error::usage(format!("--today {text} is no day"))
                .with_hint("for example --today 2018-10-12")
        }),
    }
}

fn new_app(global: &GlobalArgs, size: (u16, u16)) -> Result<App> {
    app_with_data(load_dataset(global), global, size)
}

fn app_with_data(data: Dataset, global: &GlobalArgs, size: (u16, u16)) -> Result<App> {
    Ok(App::new(data, today(global)?, global.theme()?, global.glyphs(), size))
}

/// Reads all layers for a screen, where there is one: what takes long is told on it and can be left.
fn load_with_progress(global: &GlobalArgs, on_screen: bool) -> Result<LoadOutcome<Dataset>> {
    if !on_screen || global.require_cursor_addressing().is_err() {
        return Ok(LoadOutcome::Loaded(load_dataset(global), None));
    }
    let asked = global.layer_options();
    let files = profile_paths::layer_files(&asked);
    // little is there before a thread that reads it would be
    if !profile_paths::are_large(&files) {
        return Ok(LoadOutcome::Loaded(load_files(&files, asked.max_bytes), None));
    }
    term::load(move || load_files(&files, asked.max_bytes), progress::status_line)
}

impl GlobalArgs {
    fn glyphs(&self) -> Glyphs {
        if self.ascii { ASCII } else { UNICODE }
    }

    /// Says of a terminal that cannot place text what does without it.
    fn require_cursor_addressing(&self) -> Result<()> {
        let sentence = "the terminal says that it is dumb (TERM): nothing can be placed on it";
        let refused = Error::new(ErrorKind::System, sentence)
            .with_hint("gloact PANE --format text prints a pane as text");
        if self.appearance().terminal.is_dumb { Err(refused) } else { Ok(()) }
    }

    /// The theme that was asked for, with its colours by value, as pictures show it.
    fn theme(&self) -> Result<Theme> {
        Theme::by_name(self.theme.as_deref().unwrap_or("dark"))
    }

    /// What decides how the dashboard looks besides settings.
    fn appearance(&self) -> Appearance {
        Appearance {
            terminal: Capabilities::from_env(|name| std::env::var(name).ok()),
            theme: self.theme.clone(),
            ascii: self.ascii,
        }
    }

    /// The same for pictures, which look alike wherever they are made.
    fn picture_appearance(&self) -> Appearance {
        let terminal =
            Capabilities { truecolor: true, has_braille: true, ..Capabilities::default() };
        Appearance {
            terminal,
            theme: Some(self.theme.clone().unwrap_or_else(|| "dark".into())),
            ascii: self.ascii,
        }
    }

    fn layer_options(&self) -> LayerOptions {
        LayerOptions {
            files: self.data.clone(),
            max_bytes: self.max_bytes.unwrap_or(DEFAULT_MAX_BYTES),
        }
    }
}

impl EffectHandler for GlobalArgs {
    fn permits(&self, _: &Effect) -> Result<()> {
        Ok(())
    }

    fn publishes_notes(&self) -> bool {
        true
    }

    fn load(&self) -> Dataset {
        load_dataset(self)
    }

    fn edit(&self, data: &Dataset, place: &RecordPath) -> Result<String> {
        edit::edit_override(data, place)
    }

    fn revert(&self, place: &RecordPath) -> Result<String> {
        edit::revert_override(place)
    }

    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)> {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        clipboard::copy_sequence(text, size, clipboard::Multiplexer::detect(is_set))
    }

    fn save_file(&self, name: &str, end: &str, text: &str) -> Result<String> {
        profile::save_copy(name, end, text)
    }

    fn views(&self) -> Result<Views> {
        profile::load_views()
    }

    fn save_view(&self, name: &str, script: Option<&str>) -> Result<Views> {
        profile::save_view(name, script)
    }

    fn save_setting(&self, key: &str, value: Option<&serde_json::Value>) -> Result<String> {
        profile::save_setting(key, value)
    }

    fn save_session(&self, app: &App) {
        profile::save_session(app.session_memory());
    }
}

/// Where there is no foot to tell it in, errors in the data are told beside the output.
fn warn_findings(data: &Dataset) {
    for finding in data.errors() {
        warn(&finding.format_line(&data.layers));
    }
}

/// What is wrong with a deck of one's own, told where it is shown.
fn warn_deck_findings(data: &Dataset, name: &str) {
    let end = format!("/decks/{name}.json");
    let of_it = data
        .findings()
        .iter()
        .filter(|finding| data.layers[finding.layer as usize].name.ends_with(&end));
    of_it.for_each(|finding| warn(&finding.format_line(&data.layers)));
}

/// Says something beside the output.
fn warn(line: &str) {
    let _ = writeln!(io::stderr(), "gloact: {line}");
}

/// Says what is wrong, and what would help.
fn print_error(e: &Error) {
    let hint = e.hint.as_ref().map(|hint| format!("\n  {}", sanitize(hint))).unwrap_or_default();
    let _ = writeln!(io::stderr(), "gloact: {}{hint}", sanitize(&e.message));
}

/// Prints to stdout. A reader that has had enough is no error.
fn print(text: &str) -> Result<u8> {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(ErrorKind::System, format!("the output cannot be written: {e}")))
        }
        _ => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_says_the_same_as_no_flag() -> Result<(), clap::Error> {
        let call = Cli::from_arg_matches(&command().try_get_matches_from(["gloact"])?)?;
        assert!(call.verb.is_none() && !call.plain && !call.kiosk);
        assert_eq!(call.global, GlobalArgs::default());
        Ok(())
    }
}
