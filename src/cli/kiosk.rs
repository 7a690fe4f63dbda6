//! `gloact --kiosk`: the dashboard for guests whom nobody knows. What it may do there is decided here and nowhere else.

mod audit;

use super::{Cli, Global, dashboard, profile, tell_error, today};
use crate::app::settings::Looks;
use crate::app::{App, Effect, Own};
use crate::error::{Error, Reason, Result};
use crate::model::Place;
use crate::model::text::clean;
use crate::profile::own::Views;
use crate::profile::paths;
use crate::store::Dataset;
use crate::term::{self, Hands};
use crate::ui::capabilities::Terminal;
pub(super) use audit::looks;
use clap::error::{ContextKind, ContextValue, ErrorKind};
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
const LARGEST: u64 = 16 << 20;

/// All that is read of the environment.
const VARIABLES: &[&str] = &["TERM", "LANG", "LC_ALL"];

/// The flags that may stand beside it.
const BESIDE: &[&str] = &["kiosk", "do", "today", "theme", "ascii"];

/// Opens the kiosk where it is asked for, before anything of the environment is read; nothing when the call is another.
pub(super) fn asked(args: &[OsString]) -> Option<ExitCode> {
    let words = args.get(1..)?;
    // these two speak of it
    let told = words.first().is_some_and(|verb| verb == "doctor" || verb == "__complete");
    if told || words.iter().all(|word| word != "--kiosk") {
        return None;
    }
    Some(open(args).map_or_else(
        |e| {
            tell_error(&e);
            ExitCode::from(e.reason as u8)
        },
        ExitCode::from,
    ))
}

fn open(args: &[OsString]) -> Result<u8> {
    let global = flags(args)?;
    let looks = Looks { terminal: terminal(), theme: global.theme.clone(), ascii: global.ascii };
    let day = match &global.today {
        None => Timestamp::now().to_zoned(TimeZone::UTC).date(),
        Some(_) => today(&global)?,
    };
    let theme = global.theme()?;
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Error::new(Reason::Machine, "the kiosk needs a terminal, and there is none").hint("ssh -t asks for one"));
    }
    if looks.terminal.dumb {
        return Err(Error::new(Reason::Machine, "the terminal says that it is dumb (TERM): nothing can be placed on it"));
    }
    let kept = |e: io::Error| Error::new(Reason::Machine, format!("the kiosk cannot give its rights away: {e}"));
    hold_back().map_err(kept)?;
    let mut app = App::new(Kiosk.load(), day, theme, global.glyphs(), (80, 24)).with_own(Own { looks, ..Own::default() });
    if let Some(script) = &global.script {
        app.run(script)?;
        let effects: Vec<Effect> = std::iter::from_fn(|| app.wished()).collect();
        for effect in effects {
            Kiosk.allows(&effect)?;
            app.wish_for(effect);
        }
    }
    // from here on not even a file that was open before can be written to
    setrlimit(Resource::Fsize, NONE).map_err(|e| kept(e.into()))?;
    app.begin();
    term::run(app, None, None, None, &Kiosk).map(dashboard::code)
}

/// The flags of the call: only those that do no harm.
fn flags(args: &[OsString]) -> Result<Global> {
    let refused = |word: &str| {
        let hint = if word == "doctor" { "gloact doctor --kiosk" } else { "--do, --today, --theme and --ascii do" };
        Error::usage(format!("{word} does not go with --kiosk")).hint(hint)
    };
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(args).map_err(|e| {
        let word = |kind| match e.get(kind) {
            Some(ContextValue::String(word)) => word.split([' ', '=']).next().unwrap_or_default(),
            _ => "",
        };
        match e.kind() {
            ErrorKind::DisplayHelp => refused("--help"),
            ErrorKind::DisplayVersion => refused("--version"),
            ErrorKind::InvalidSubcommand => refused(word(ContextKind::InvalidSubcommand)),
            // the verb does not know the flag
            ErrorKind::UnknownArgument if word(ContextKind::InvalidArg) == "--kiosk" => refused(&clean(&args[1].to_string_lossy())),
            ErrorKind::UnknownArgument => refused(word(ContextKind::InvalidArg)),
            _ => Error::usage(e.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ")),
        }
    })?;
    if let Some(verb) = matches.subcommand_name() {
        return Err(refused(verb));
    }
    let given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let mut odd = command.get_arguments().filter(|flag| given(flag.get_id().as_str()) && !BESIDE.contains(&flag.get_id().as_str()));
    if let Some(flag) = odd.next() {
        return Err(refused(&format!("--{}", flag.get_long().unwrap_or_default())));
    }
    Global::from_arg_matches(&matches).map_err(|e| Error::usage(e.to_string()))
}

fn terminal() -> Terminal {
    Terminal::of(|name| VARIABLES.contains(&name).then(|| env::var(name).ok()).flatten())
}

/// A right that is given away for good.
const NONE: Rlimit = Rlimit { current: Some(0), maximum: Some(0) };

/// Gives away for good what is not needed: to gain rights, to leave a picture of the memory, and where the kernel can do
/// that (Landlock), to start anything, to open anything but the overrides, to reach anything by network.
fn hold_back() -> io::Result<()> {
    setrlimit(Resource::Core, NONE)?;
    #[cfg(target_os = "linux")]
    {
        use landlock::{
            ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, Scope, path_beneath_rules,
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
            rules.add_rules(path_beneath_rules([paths::HOST], reads))?.restrict_self()?;
            Ok(())
        };
        // a kernel that knows less of it than asked for does what it knows
        let _ = lock();
    }
    Ok(())
}

/// What a guest may do.
struct Kiosk;

impl Kiosk {
    fn refuse<T>(&self) -> Result<T> {
        Err(Error::usage("not here: this is a kiosk"))
    }
}

impl Hands for Kiosk {
    fn allows(&self, effect: &Effect) -> Result<()> {
        // what is not named here is not to be had
        match effect {
            Effect::Quit | Effect::Redraw | Effect::Clipboard(..) | Effect::KeepSetting(..) | Effect::Mouse(_) => Ok(()),
            _ => self.refuse(),
        }
    }

    fn tells_notes(&self) -> bool {
        false
    }

    fn load(&self) -> Dataset {
        Dataset::load(paths::of_host(LARGEST))
    }

    fn edit(&self, _: &Dataset, _: &Place) -> Result<String> {
        self.refuse()
    }

    fn take_back(&self, _: &Place) -> Result<String> {
        self.refuse()
    }

    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)> {
        profile::clipboard(text, size, |_| false)
    }

    fn save(&self, _: &str, _: &str, _: &str) -> Result<String> {
        self.refuse()
    }

    fn views(&self) -> Result<Views> {
        self.refuse()
    }

    fn keep_view(&self, _: &str, _: Option<&str>) -> Result<Views> {
        self.refuse()
    }

    fn keep_setting(&self, key: &str, _: Option<&Value>) -> Result<String> {
        Ok(format!("{key} is so until you leave: a kiosk keeps nothing"))
    }

    fn remember(&self, _: &App) {}
}
