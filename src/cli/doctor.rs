//! `gloact doctor`: what the program finds around it, line by line, and the mend where something is missing.

use super::edit::{EDITOR, editor_named};
use super::output::{Colour, Output, colour};
use super::{Global, dataset, kiosk, print, today};
use crate::app::SMALLEST;
use crate::error::{Reason, Result};
use crate::export::Format;
use crate::model::text::{clean, width};
use crate::pane::WIDE;
use crate::profile::paths::{runtime_folder, state_folder, user_folder};
use crate::query::{Scope, Table};
use crate::store::{Dataset, Level};
use crate::term;
use crate::ui::capabilities::Terminal;
use clap::Args;
use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Look at the terminal, folders and data, and tell how to mend them
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact doctor
  gloact doctor --kiosk
  gloact doctor --format json")]
pub(super) struct Doctor {
    /// Look at this host as one for guests who use the kiosk through an account; ends with 4 when something is to be mended
    #[arg(long, value_name = "ACCOUNT", num_args = 0..=1, default_missing_value = "gloact")]
    kiosk: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// One thing that was looked at.
pub(super) struct Look {
    what: &'static str,
    found: String,
    mend: String,
}

/// Signs of the screens: what they take must be what they count.
const SIGNS: &str = "≠●━日";

/// Milliseconds that tmux may wait for the rest of a key before Esc feels slow.
const SLOW: u32 = 100;

impl Doctor {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        if let Some(account) = &self.kiosk {
            let looks = kiosk::looks(account);
            self.tell(global, &data, &looks)?;
            return Ok(if looks.iter().all(|look| look.mend.is_empty()) { 0 } else { Reason::Machine as u8 });
        }
        let known = Terminal::of(set);
        let looks = [
            terminal(),
            size(),
            colours(global.color),
            locale(&known),
            widths(&known),
            clipboard(),
            tmux(),
            ssh(),
            editor(),
            folder("own folder", user_folder()),
            folder("memory", state_folder()),
            runtime(),
            of_data(&data),
        ];
        self.tell(global, &data, &looks)
    }

    fn tell(&self, global: &Global, data: &Dataset, looks: &[Look]) -> Result<u8> {
        if self.output.format.unwrap_or_default() != Format::Table {
            let row = |look: &Look| [look.what.to_string(), look.found.clone(), look.mend.clone()];
            let table = Table::of_texts([("what", "What"), ("found", "Found"), ("mend", "Mend")], looks.iter().map(row).collect());
            return self.output.rows(global, Scope::new(data, today(global)?), "doctor", &table);
        }
        let names = looks.iter().map(|look| width(look.what)).max().unwrap_or(0) as usize + 2;
        let line = |look: &Look| {
            let mend = if look.mend.is_empty() { String::new() } else { format!("{:names$}mend: {}\n", "", look.mend) };
            format!("{:names$}{}\n{mend}", look.what, look.found)
        };
        print(&looks.iter().map(line).collect::<String>())
    }
}

pub(super) fn look(what: &'static str, found: impl AsRef<str>, mend: impl Into<String>) -> Look {
    Look { what, found: clean(found.as_ref()).into_owned(), mend: mend.into() }
}

/// A variable of the environment that says something.
fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn terminal() -> Look {
    let name = set("TERM");
    let said = if io::stdout().is_terminal() { "" } else { "; stdout is none, so panes print their rows" };
    match name.as_deref() {
        None => look("terminal", format!("TERM is not set{said}"), "export TERM=xterm-256color"),
        Some("dumb") => look("terminal", format!("dumb{said}"), "gloact --plain needs no terminal"),
        Some(name) => look("terminal", format!("{name}{said}"), ""),
    }
}

fn size() -> Look {
    let (columns, rows) = term::size();
    let mend = match () {
        () if !io::stdout().is_terminal() => return look("size", "no terminal to ask", ""),
        () if columns < SMALLEST.0 || rows < SMALLEST.1 => format!("make it at least {}x{}", SMALLEST.0, SMALLEST.1),
        () if columns < WIDE => format!("from {WIDE} columns list and detail stand side by side"),
        () => String::new(),
    };
    look("size", format!("{columns}x{rows}"), mend)
}

fn colours(flag: Colour) -> Look {
    let why = ["NO_COLOR", "CLICOLOR_FORCE", "COLORTERM"].iter().filter_map(|name| Some(format!("{name}={}", set(name)?)));
    let why: Vec<String> = why.collect();
    let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(", ")) };
    let on = colour(flag);
    let mend = if !on && set("NO_COLOR").is_some() { "unset NO_COLOR, or --color always" } else { "" };
    look("colour", format!("{} in what is printed{why}", if on { "on" } else { "off" }), mend)
}

/// Which characters are drawn, and what says so.
fn locale(terminal: &Terminal) -> Look {
    let found = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| Some((*name, set(name)?)));
    let said = found.map_or_else(|| "no locale is set".into(), |(name, value)| format!("{name}={value}"));
    // the same without what the terminal is called: then it is the locale that says it
    let by_locale = Terminal::of(|name| set(name).filter(|_| name != "TERM")).ascii;
    match terminal.ascii {
        false => look("text", format!("UTF-8 ({said})"), ""),
        true if by_locale => look("text", format!("ASCII: {said} is not UTF-8"), "a locale such as C.UTF-8 in LANG"),
        true => look("text", format!("ASCII: TERM={} knows no more", set("TERM").unwrap_or_default()), ""),
    }
}

fn widths(terminal: &Terminal) -> Look {
    let counts = width(SIGNS);
    // one that cannot place text would show the question
    match if terminal.dumb { None } else { term::measure(SIGNS) } {
        None => look("signs", "the terminal was not asked, or gave no answer", "where columns do not align: gloact --ascii"),
        Some(cells) if cells == counts => look("signs", format!("{cells} cells for {counts}: as they count"), ""),
        Some(cells) => look("signs", format!("{cells} cells for {counts}"), "characters of ambiguous width as narrow, or gloact --ascii"),
    }
}

fn clipboard() -> Look {
    let way = match () {
        () if set("TMUX").is_some() => "OSC 52 through tmux",
        () if set("STY").is_some() => "OSC 52 through screen",
        () => "OSC 52",
    };
    look(
        "clipboard",
        format!("{way}; a terminal does not say whether it takes it"),
        "where nothing arrives: y, then Tab: to a file or on the screen",
    )
}

fn tmux() -> Look {
    if set("TMUX").is_none() {
        return look("tmux", "not in tmux", "");
    }
    let ask = |option: &str| {
        let asked = Command::new("tmux").args(["show-options", "-sv", option]).stderr(Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&asked.stdout).trim().to_string()).filter(|said| !said.is_empty())
    };
    let (clipboard, escape) = (ask("set-clipboard"), ask("escape-time"));
    let mut mends = Vec::new();
    if clipboard.as_deref() != Some("on") {
        mends.push("tmux set -s set-clipboard on".to_string());
    }
    if escape.as_deref().and_then(|time| time.parse::<u32>().ok()).is_some_and(|time| time > SLOW) {
        mends.push("tmux set -s escape-time 20".to_string());
    }
    let said = |name: &str, value: Option<String>| format!("{name} {}", value.unwrap_or_else(|| "unknown".into()));
    look("tmux", format!("in tmux: {}, {}", said("set-clipboard", clipboard), said("escape-time", escape)), mends.join("; "))
}

fn ssh() -> Look {
    let over = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| set(name).is_some());
    look("SSH", if over { "over SSH: only what changes is sent, a copy goes to the terminal in front of you" } else { "not over SSH" }, "")
}

fn editor() -> Look {
    match editor_named() {
        Some((name, value)) => look("editor", format!("{value} ({name})"), ""),
        None => look("editor", format!("{EDITOR}, for none is named"), "your editor in EDITOR"),
    }
}

/// The folder through which slides and notes speak to one another.
fn runtime() -> Look {
    match runtime_folder() {
        Ok(path) => look("notes", path.display().to_string(), ""),
        Err(e) => look("notes", e.sentence, e.hint.unwrap_or_default()),
    }
}

/// A folder that files are kept in: there, or where it would be made.
fn folder(what: &'static str, path: Option<PathBuf>) -> Look {
    let Some(path) = path else { return look(what, "there is none", "set HOME or XDG_CONFIG_HOME") };
    let shown = path.display().to_string();
    let writable = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    let above = path.ancestors().find(|path| path.exists());
    match (path.is_dir(), above.is_some_and(writable)) {
        (true, true) => look(what, shown, ""),
        (false, _) if above.is_some_and(|above| !above.is_dir()) => {
            look(what, format!("{shown} cannot be made"), format!("{} is in the way", above.unwrap_or(&path).display()))
        }
        (false, true) => look(what, format!("{shown}, made when it is needed"), ""),
        (_, false) => {
            look(what, format!("{shown} cannot be written to"), format!("let yourself write to {}", above.unwrap_or(&path).display()))
        }
    }
}

fn of_data(data: &Dataset) -> Look {
    let count = |level| data.findings().iter().filter(|finding| finding.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let day = data.day().map_or("unknown".into(), ToString::to_string);
    let layers = data.layers.iter().filter(|layer| layer.overrides()).count();
    let files = if layers == 1 { "1 file".to_string() } else { format!("{layers} files") };
    let found = format!("of {day}; {files} of overrides; errors {errors}, warnings {warnings}");
    look("data", found, if errors + warnings > 0 { "gloact check tells the line of each" } else { "" })
}
