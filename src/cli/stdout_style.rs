//! Decides what the reader of stdout can show: colours, symbols and the width of a line.

use crate::term;
use crate::ui::capabilities::Capabilities;
use clap::ValueEnum;
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::sync::OnceLock;

/// The choice of colour in output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    #[default]
    Auto,
    Always,
    Never,
}

impl ColourChoice {
    /// Returns the choice of `--color`, for help, which clap prints before it has read all flags.
    pub(super) fn from_args(args: &[OsString]) -> ColourChoice {
        let mut args = args.iter().filter_map(|arg| arg.to_str());
        while let Some(arg) = args.next() {
            let value = if arg == "--color" { args.next() } else { arg.strip_prefix("--color=") };
            if let Some(Ok(choice)) = value.map(|value| ColourChoice::from_str(value, false)) {
                return choice;
            }
        }
        ColourChoice::Auto
    }
}

/// Returns the width of a line of output in cells: that of the terminal, else `COLUMNS`, as it is
/// set by `watch`. `None` if lines have no limit.
pub(super) fn line_width() -> Option<u16> {
    let columns = || env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns > 0);
    match term::reported_size() {
        Some((columns, _)) => Some(columns),
        None if io::stdout().is_terminal() => Some(columns().unwrap_or(term::DEFAULT_SCREEN.0)),
        None => columns(),
    }
}

/// Returns true if output is coloured: the flag decides, then the environment, then the terminal.
/// Hand-written, because `anstream` takes `CLICOLOR_FORCE=0` for a wish for colour.
pub(super) fn should_colour(choice: ColourChoice) -> bool {
    let env_var = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if env_var("NO_COLOR").is_some() => false,
        ColourChoice::Auto if env_var("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColourChoice::Auto if env_var("CLICOLOR").is_some_and(|value| value == "0") => false,
        ColourChoice::Auto => {
            io::stdout().is_terminal() && env_var("TERM").is_some_and(|term| term != "dumb")
        }
    }
}

/// True if text for people has only ASCII symbols. It follows the locale until the flags are known.
static IS_ASCII: OnceLock<bool> = OnceLock::new();

/// Decides whether text for people has only ASCII symbols; the first decision holds.
pub(super) fn set_ascii(is_ascii: bool) {
    let _ = IS_ASCII.set(is_ascii);
}

/// Returns true if text for people has only ASCII symbols.
pub(super) fn is_ascii() -> bool {
    *IS_ASCII.get_or_init(|| stdout_capabilities().ascii_only)
}

/// Returns the capabilities of the terminal. Where stdout is a pipe or a file, `TERM` says nothing
/// about its reader: only the locale counts.
pub(super) fn stdout_capabilities() -> Capabilities {
    let is_terminal = io::stdout().is_terminal();
    let counts = |name: &&str| is_terminal || *name != "TERM";
    Capabilities::from_env(|name| Some(name).filter(counts).and_then(|name| env::var(name).ok()))
}
