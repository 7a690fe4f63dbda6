//! Decides what the reader of stdout can show: colours, symbols and the width of a line.

use crate::term;
use crate::ui::capabilities::Capabilities;
use clap::ValueEnum;
use std::env;
use std::io::{self, IsTerminal};
use std::sync::OnceLock;

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    #[default]
    Auto,
    Always,
    Never,
}

/// Returns the width of the terminal in cells if stdout is one.
pub(super) fn terminal_width() -> Option<u16> {
    io::stdout().is_terminal().then(|| term::window_size().0)
}

/// Returns true if output is coloured: the flag decides, then the environment, then the terminal.
pub(super) fn should_colour(choice: ColourChoice) -> bool {
    let env_var = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if env_var("NO_COLOR").is_some() => false,
        ColourChoice::Auto if env_var("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColourChoice::Auto => {
            io::stdout().is_terminal() && env_var("TERM").is_some_and(|term| term != "dumb")
        }
    }
}

/// Whether text for people has only ASCII symbols. It follows the locale until the flags are known.
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
