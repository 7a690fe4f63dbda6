//! `gloact --kiosk`: the dashboard for guests whom nobody knows. What it may do there is decided here and nowhere else.

mod audit;

use super::{Cli, GlobalArgs, dashboard, print_error};
use crate::app::settings::Appearance;
use crate::app::{App, Effect, Profile};
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::profile::paths;
use crate::store::Dataset;
use crate::term::{self, DashboardOptions, EffectHandler, clipboard};
use crate::ui::capabilities::Capabilities;
pub(super) use audit::audit_host;
use clap::error::{ContextKind, ContextValue, ErrorKind as UsageErrorKind};
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustix::process::{Resource, Rlimit, setrlimit};
use serde_json::Value;
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

/// The largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// All that is read of the environment.
const READABLE_VARIABLES: &[&str] = &["TERM", "LANG", "LC_ALL"];

/// The flags that may stand beside it.
const ALLOWED_FLAGS: &[&str] = &["kiosk", "do", "today", "theme", "ascii"];

/// Opens the kiosk where it is asked for, before anything of the environment is read; nothing when the call is another.
pub(super) fn run_if_requested(args: &[OsString]) -> Option<ExitCode> {
    let words = args.get(1..)?;
    // these two speak of it
    let told = words.first().is_some_and(|verb| verb == "doctor" || verb == "__complete");
    if told || words.iter().all(|word| word != "--kiosk") {
        return None;
    }
    Some(run(args).map_or_else(
        |e| {
            print_error(&e);
            ExitCode::from(e.kind as u8)
        },
        ExitCode::from,
    ))
}

fn run(args: &[OsString]) -> Result<u8> {
    let global = parse_flags(args)?;
    let looks =
        Appearance { terminal: capabilities(), theme: global.theme.clone(), ascii: global.ascii };
    let day = match &global.today {
        None => Timestamp::now().to_zoned(TimeZone::UTC).date(),
        Some(_) => global.today()?,
    };
    let theme = global.theme()?;
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Error::new(ErrorKind::System, "the kiosk needs a terminal, and there is none")
            .with_hint("ssh -t asks for one"));
    }
    if looks.terminal.is_dumb {
        return Err(Error::new(
            ErrorKind::System,
            "the terminal says that it is dumb (TERM): nothing can be placed on it",
        ));
    }
    let kept = |e: io::Error| {
        Error::new(ErrorKind::System, format!("the kiosk cannot give its rights away: {e}"))
    };
    drop_privileges().map_err(kept)?;
    let mut app = App::new(Kiosk.load(), day, theme, global.glyphs(), (80, 24))
        .with_profile(Profile { appearance: looks, ..Profile::default() });
    if let Some(script) = &global.script {
        app.run_script(script)?;
        let effects: Vec<Effect> = std::iter::from_fn(|| app.next_effect()).collect();
        for effect in effects {
            Kiosk.permits(&effect)?;
            app.push_effect(effect);
        }
    }
    // from here on not even a file that was open before can be written to
    setrlimit(Resource::Fsize, ZERO_LIMIT).map_err(|e| kept(e.into()))?;
    app.apply_startup_settings();
    term::run_dashboard(app, DashboardOptions::default(), &Kiosk).map(dashboard::exit_code)
}

/// The flags of the call: only those that do no harm.
fn parse_flags(args: &[OsString]) -> Result<GlobalArgs> {
    let refused = |word: &str| {
        let hint = if word == "doctor" {
            "gloact doctor --kiosk"
        } else {
            "--do, --today, --theme and --ascii do"
        };
        Error::usage(format!("{word} does not go with --kiosk")).with_hint(hint)
    };
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(args).map_err(|e| {
        let word = |kind| match e.get(kind) {
            Some(ContextValue::String(word)) => word.split([' ', '=']).next().unwrap_or_default(),
            _ => "",
        };
        match e.kind() {
            UsageErrorKind::DisplayHelp => refused("--help"),
            UsageErrorKind::DisplayVersion => refused("--version"),
            UsageErrorKind::InvalidSubcommand => refused(word(ContextKind::InvalidSubcommand)),
            // the verb does not know the flag
            UsageErrorKind::UnknownArgument if word(ContextKind::InvalidArg) == "--kiosk" => {
                refused(&sanitize(&args[1].to_string_lossy()))
            }
            UsageErrorKind::UnknownArgument => refused(word(ContextKind::InvalidArg)),
            _ => Error::usage(
                e.to_string().lines().next().unwrap_or_default().trim_start_matches("error: "),
            ),
        }
    })?;
    if let Some(verb) = matches.subcommand_name() {
        return Err(refused(verb));
    }
    let given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let mut odd = command.get_arguments().filter(|flag| {
        given(flag.get_id().as_str()) && !ALLOWED_FLAGS.contains(&flag.get_id().as_str())
    });
    if let Some(flag) = odd.next() {
        return Err(refused(&format!("--{}", flag.get_long().unwrap_or_default())));
    }
    GlobalArgs::from_arg_matches(&matches).map_err(|e| Error::usage(e.to_string()))
}

fn capabilities() -> Capabilities {
    Capabilities::from_env(|name| {
        READABLE_VARIABLES.contains(&name).then(|| env::var(name).ok()).flatten()
    })
}

/// A right that is given away for good.
const ZERO_LIMIT: Rlimit = Rlimit { current: Some(0), maximum: Some(0) };

/// Gives away for good what is not needed: to gain rights, to leave a picture of the memory, and where the kernel can do
/// that (Landlock), to start anything, to open anything but the overrides, to reach anything by network.
fn drop_privileges() -> io::Result<()> {
    setrlimit(Resource::Core, ZERO_LIMIT)?;
    #[cfg(target_os = "linux")]
    {
        use landlock::{
            ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr,
            RulesetError, Scope, path_beneath_rules,
        };
        rustix::thread::set_no_new_privs(true)?;
        let lock = || -> std::result::Result<(), RulesetError> {
            let (abi, reads) = (ABI::V6, AccessFs::ReadFile | AccessFs::ReadDir);
            let rules = Ruleset::default()
                .handle_access(AccessFs::from_all(abi))?
                .handle_access(AccessNet::from_all(abi))?
                .scope(Scope::from_all(abi))?
                .create()?;
            // the folder above: the one with the overrides may be put in place anew
            rules.add_rules(path_beneath_rules([paths::HOST_DIR], reads))?.restrict_self()?;
            Ok(())
        };
        // a kernel that knows less of it than asked for does what it knows
        let _ = lock();
    }
    Ok(())
}

/// What a guest may do.
struct Kiosk;

impl EffectHandler for Kiosk {
    fn permits(&self, effect: &Effect) -> Result<()> {
        // what is not named here is not to be had
        match effect {
            Effect::Quit
            | Effect::Redraw
            | Effect::Clipboard(..)
            | Effect::StoreSetting(..)
            | Effect::CaptureMouse(_) => Ok(()),
            _ => Err(Error::usage("not here: this is a kiosk")),
        }
    }

    fn load(&self) -> Dataset {
        Dataset::load(paths::host_layers(MAX_FILE_BYTES))
    }

    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)> {
        clipboard::copy_sequence(text, size, None)
    }

    fn save_setting(&self, key: &str, _: Option<&Value>) -> Result<String> {
        Ok(format!("{key} is so until you leave: a kiosk keeps nothing"))
    }
}
