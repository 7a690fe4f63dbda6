//! `gloact --kiosk`: opens the dashboard for guests. Only this file decides what they may do.

mod audit;
mod confinement;

use super::global_args::{DEFAULT_THEME, NO_CURSOR_ADDRESSING};
use super::stderr_messages::warn;
use super::{
    Cli, GlobalArgs, dashboard_start, programme_choices, programme_switch, stdout_style,
    theme_files,
};
use crate::app::appearance::AppearanceInputs;
use crate::app::{App, Effect, LoadedProgramme, ProgrammeEntry, UserProfile};
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::profile::bookmarks_file::Bookmarks;
use crate::profile::programme_source::ProgrammeSource;
use crate::profile::shown_programmes::ShownProgrammes;
use crate::profile::{layer_candidates, layer_reading};
use crate::store::Dataset;
use crate::term::{self, DashboardOptions, EffectHandler, clipboard};
use crate::ui::capabilities::Capabilities;
use crate::ui::theme::ThemeSet;
pub(super) use audit::audit_host;
use clap::error::{ContextKind, ContextValue, ErrorKind as ClapErrorKind};
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};

/// The largest override file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// A session rests for three times the time that it works: a guest who sends a flood of keys or of
/// sizes gets no more than about a quarter of a core.
const REST_FACTOR: u32 = 3;

/// The environment variables that are read. All others are ignored.
const READABLE_VARIABLES: &[&str] = &["TERM", "LANG", "LC_ALL"];

/// The flags that are accepted; each can do no harm.
const ALLOWED_FLAGS: &[&str] = &["kiosk", "do", "programme", "today", "theme", "ascii"];

/// Commands that need what a kiosk refuses; help and hints do not name them.
const REFUSED_COMMANDS: &[&str] =
    &["edit", "revert", "import", "bookmarks", "save-bookmark", "delete-bookmark", "suspend"];

/// Runs the kiosk. Call this before anything of the environment is read.
pub(super) fn run(args: &[OsString]) -> Result<u8> {
    // messages follow the variables that guests may set
    stdout_style::set_ascii(capabilities().ascii_only);
    let global = parse_flags(args)?;
    let kiosk = Kiosk::default();
    // a session of a guest shows one programme at a time
    if let Some(word) = global.programme.last() {
        kiosk.shown.set(vec![find_programme(&word.to_string_lossy())?]);
    }
    let appearance = AppearanceInputs {
        terminal: capabilities(),
        theme: global.theme.clone(),
        ascii: global.ascii,
        themes: theme_files::load_host_themes(),
    };
    // the time zone is in the environment: days are those of UTC
    let today = match &global.today {
        None => Timestamp::now().to_zoned_datetime(TimeZone::UTC).date(),
        Some(_) => global.today()?,
    };
    let theme = appearance.themes.by_name(global.theme.as_deref().unwrap_or(DEFAULT_THEME))?;
    let system_error = |message: &str| Error::new(ErrorKind::System, message);
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(
            system_error("the kiosk needs a terminal").with_hint("ssh -t requests a terminal")
        );
    }
    if appearance.terminal.is_dumb {
        return Err(system_error(NO_CURSOR_ADDRESSING));
    }
    let not_dropped = |e: io::Error| system_error(&format!("cannot drop privileges: {e}"));
    let is_confined = confinement::confine().map_err(not_dropped)?;
    if !is_confined {
        // it stays above the screen, where an administrator sees it and no guest is disturbed
        warn(confinement::NO_LANDLOCK);
    }
    let mut app =
        App::new(kiosk.load(), today, theme, global.glyphs(), dashboard_start::INITIAL_SIZE)
            .with_programme(kiosk.programme().name)
            .with_refused_commands(REFUSED_COMMANDS)
            .with_profile(UserProfile { appearance, ..UserProfile::default() });
    if let Some(script) = &global.script {
        app.run_script(script)?;
        check_effects(&kiosk, &mut app)?;
    }
    confinement::drop_file_writes().map_err(not_dropped)?;
    app.apply_startup_settings();
    let options = DashboardOptions { rest_factor: REST_FACTOR, ..DashboardOptions::default() };
    term::run_dashboard(app, options, &kiosk).map(dashboard_start::exit_code)
}

/// Fails if the script requested an effect that a guest may not have.
fn check_effects(kiosk: &Kiosk, app: &mut App) -> Result<()> {
    let effects: Vec<Effect> = std::iter::from_fn(|| app.next_effect()).collect();
    for effect in effects {
        kiosk.permits(&effect)?;
        app.push_effect(effect);
    }
    Ok(())
}

/// Parses the arguments; refuses all but [`ALLOWED_FLAGS`].
fn parse_flags(args: &[OsString]) -> Result<GlobalArgs> {
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(args).map_err(|e| clap_error(&e, args))?;
    if let Some(verb) = matches.subcommand_name() {
        return Err(refuse_argument(verb));
    }
    for flag in command.get_arguments() {
        let id = flag.get_id().as_str();
        let is_given = matches.value_source(id) == Some(ValueSource::CommandLine);
        if is_given && !ALLOWED_FLAGS.contains(&id) {
            return Err(refuse_argument(&format!("--{}", flag.get_long().unwrap_or_default())));
        }
    }
    GlobalArgs::from_arg_matches(&matches).map_err(|e| Error::usage(e.to_string()))
}

fn refuse_argument(argument: &str) -> Error {
    let hint = if argument == "doctor" {
        "gloact doctor --kiosk"
    } else {
        "allowed: --do, --programme, --today, --theme, --ascii"
    };
    Error::usage(format!("{argument} cannot be used with --kiosk")).with_hint(hint)
}

/// Turns an error of clap into ours, which names the argument but prints neither help nor usage.
fn clap_error(error: &clap::Error, args: &[OsString]) -> Error {
    let argument = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.split([' ', '=']).next().unwrap_or_default(),
        _ => "",
    };
    match error.kind() {
        ClapErrorKind::DisplayHelp => refuse_argument("--help"),
        ClapErrorKind::DisplayVersion => refuse_argument("--version"),
        ClapErrorKind::InvalidSubcommand => {
            refuse_argument(argument(ContextKind::InvalidSubcommand))
        }
        // the first word is a verb, which does not know --kiosk
        ClapErrorKind::UnknownArgument if argument(ContextKind::InvalidArg) == "--kiosk" => {
            refuse_argument(&sanitize(&args[1].to_string_lossy()))
        }
        ClapErrorKind::UnknownArgument => refuse_argument(argument(ContextKind::InvalidArg)),
        _ => {
            let message = error.to_string();
            let first_line = message.lines().next().unwrap_or_default();
            Error::usage(first_line.trim_start_matches("error: "))
        }
    }
}

fn capabilities() -> Capabilities {
    Capabilities::from_env(|name| {
        if READABLE_VARIABLES.contains(&name) { env::var(name).ok() } else { None }
    })
}

/// Returns a programme that the host gives to guests.
fn find_programme(name: &str) -> Result<ProgrammeSource> {
    let all = layer_candidates::host_programmes();
    let found = all.iter().find(|programme| programme.name == name).cloned();
    let names = all.iter().map(|programme| &*programme.name);
    found.ok_or_else(|| Error::unknown_name("programme of this host", &sanitize(name), names))
}

/// Performs the effects that a guest may request, and refuses all others.
#[derive(Default)]
struct Kiosk {
    shown: ShownProgrammes,
}

impl Kiosk {
    /// Returns the programme that is shown.
    fn programme(&self) -> ProgrammeSource {
        self.shown.first()
    }
}

impl EffectHandler for Kiosk {
    fn permits(&self, effect: &Effect) -> Result<()> {
        // an allow list: a new effect is refused until it is named here
        match effect {
            Effect::Quit
            | Effect::Redraw
            | Effect::Clipboard(..)
            | Effect::StoreSetting(..)
            | Effect::ReloadProgrammes
            | Effect::ShowProgramme(_)
            | Effect::SetProgramme(_)
            | Effect::CaptureMouse(_) => Ok(()),
            _ => Err(Error::usage("not available in a kiosk")),
        }
    }

    fn load(&self) -> Dataset {
        Dataset::load(layer_reading::host_layers(&self.programme(), MAX_FILE_BYTES))
    }

    fn themes(&self) -> Option<ThemeSet> {
        Some(theme_files::load_host_themes())
    }

    fn programmes(&self) -> Vec<ProgrammeEntry> {
        let entry = |programme: &ProgrammeSource| {
            programme_choices::entry(programme, programme.name.clone(), MAX_FILE_BYTES)
        };
        layer_candidates::host_programmes().iter().map(entry).collect()
    }

    fn show_programme(&self, word: &str) -> Result<LoadedProgramme> {
        let programme = find_programme(word)?;
        let data = Dataset::load(layer_reading::host_layers(&programme, MAX_FILE_BYTES));
        programme_switch::require_usable(&programme.name, &data)?;
        let word = programme.name.clone();
        self.shown.set(vec![programme]);
        Ok(LoadedProgramme { word, data, bookmarks: Bookmarks::default() })
    }

    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)> {
        clipboard::copy_sequence(text, size, None)
    }

    fn save_setting(&self, key: &str, _: Option<&Value>) -> Result<String> {
        Ok(format!("{key} applies until you quit: a kiosk saves nothing"))
    }
}
