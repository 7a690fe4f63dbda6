//! `gloact doctor`: what the program finds around it, line by line, and the mend where something is missing.

use super::edit::{DEFAULT_EDITOR, configured_editor};
use super::output::{ColourChoice, TableOutput, should_colour};
use super::{GlobalArgs, kiosk, load_dataset, print};
use crate::app::MIN_SCREEN_SIZE;
use crate::error::{ErrorKind, Result};
use crate::export::Format;
use crate::model::text::{sanitize, width};
use crate::pane::MIN_SPLIT_WIDTH;
use crate::profile::paths::{config_dir, runtime_dir, state_dir};
use crate::query::{QueryContext, Table};
use crate::store::{Dataset, Severity};
use crate::term;
use crate::ui::capabilities::Capabilities;
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
    output: TableOutput,
}

/// One thing that was looked at.
pub(super) struct CheckResult {
    name: &'static str,
    found: String,
    fix: String,
}

/// Signs of the screens: what they take must be what they count.
const PROBE_SYMBOLS: &str = "≠●━日";

/// Milliseconds that tmux may wait for the rest of a key before Esc feels slow.
const MAX_ESCAPE_MILLIS: u32 = 100;

impl Doctor {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        if let Some(account) = &self.kiosk {
            let looks = kiosk::audit_host(account);
            self.print_results(global, &data, &looks)?;
            return Ok(if looks.iter().all(|look| look.fix.is_empty()) {
                0
            } else {
                ErrorKind::System as u8
            });
        }
        let known = Capabilities::from_env(env_var);
        let looks = [
            terminal(),
            size(),
            colours(global.color),
            locale(&known),
            symbol_widths(&known),
            clipboard(),
            tmux(),
            ssh(),
            editor(),
            folder("own folder", config_dir()),
            folder("memory", state_dir()),
            notes_folder(),
            data_summary(&data),
        ];
        self.print_results(global, &data, &looks)
    }

    fn print_results(
        &self,
        global: &GlobalArgs,
        data: &Dataset,
        looks: &[CheckResult],
    ) -> Result<u8> {
        if self.output.format.unwrap_or_default() != Format::Table {
            let row =
                |look: &CheckResult| [look.name.to_string(), look.found.clone(), look.fix.clone()];
            let table = Table::from_texts(
                [("what", "What"), ("found", "Found"), ("mend", "Mend")],
                looks.iter().map(row).collect(),
            );
            return self.output.print_rows(
                global,
                QueryContext::new(data, global.today()?),
                "doctor",
                &table,
            );
        }
        let names = looks.iter().map(|look| width(look.name)).max().unwrap_or(0) as usize + 2;
        let line = |look: &CheckResult| {
            let mend = if look.fix.is_empty() {
                String::new()
            } else {
                format!("{:names$}mend: {}\n", "", look.fix)
            };
            format!("{:names$}{}\n{mend}", look.name, look.found)
        };
        print(&looks.iter().map(line).collect::<String>())
    }
}

pub(super) fn check_result(
    what: &'static str,
    found: impl AsRef<str>,
    mend: impl Into<String>,
) -> CheckResult {
    CheckResult { name: what, found: sanitize(found.as_ref()).into_owned(), fix: mend.into() }
}

/// A variable of the environment that says something.
fn env_var(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn terminal() -> CheckResult {
    let name = env_var("TERM");
    let said =
        if io::stdout().is_terminal() { "" } else { "; stdout is none, so panes print their rows" };
    match name.as_deref() {
        None => {
            check_result("terminal", format!("TERM is not set{said}"), "export TERM=xterm-256color")
        }
        Some("dumb") => {
            check_result("terminal", format!("dumb{said}"), "gloact --plain needs no terminal")
        }
        Some(name) => check_result("terminal", format!("{name}{said}"), ""),
    }
}

fn size() -> CheckResult {
    let (columns, rows) = term::window_size();
    let mend = match () {
        () if !io::stdout().is_terminal() => return check_result("size", "no terminal to ask", ""),
        () if columns < MIN_SCREEN_SIZE.0 || rows < MIN_SCREEN_SIZE.1 => {
            format!("make it at least {}x{}", MIN_SCREEN_SIZE.0, MIN_SCREEN_SIZE.1)
        }
        () if columns < MIN_SPLIT_WIDTH => {
            format!("from {MIN_SPLIT_WIDTH} columns list and detail stand side by side")
        }
        () => String::new(),
    };
    check_result("size", format!("{columns}x{rows}"), mend)
}

fn colours(flag: ColourChoice) -> CheckResult {
    let why = ["NO_COLOR", "CLICOLOR_FORCE", "COLORTERM"]
        .iter()
        .filter_map(|name| Some(format!("{name}={}", env_var(name)?)));
    let why: Vec<String> = why.collect();
    let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(", ")) };
    let on = should_colour(flag);
    let mend =
        if !on && env_var("NO_COLOR").is_some() { "unset NO_COLOR, or --color always" } else { "" };
    check_result(
        "colour",
        format!("{} in what is printed{why}", if on { "on" } else { "off" }),
        mend,
    )
}

/// Which characters are drawn, and what says so.
fn locale(terminal: &Capabilities) -> CheckResult {
    let found =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| Some((*name, env_var(name)?)));
    let said =
        found.map_or_else(|| "no locale is set".into(), |(name, value)| format!("{name}={value}"));
    // the same without what the terminal is called: then it is the locale that says it
    let by_locale =
        Capabilities::from_env(|name| env_var(name).filter(|_| name != "TERM")).ascii_only;
    match terminal.ascii_only {
        false => check_result("text", format!("UTF-8 ({said})"), ""),
        true if by_locale => check_result(
            "text",
            format!("ASCII: {said} is not UTF-8"),
            "a locale such as C.UTF-8 in LANG",
        ),
        true => check_result(
            "text",
            format!("ASCII: TERM={} knows no more", env_var("TERM").unwrap_or_default()),
            "",
        ),
    }
}

fn symbol_widths(terminal: &Capabilities) -> CheckResult {
    let counts = width(PROBE_SYMBOLS);
    // one that cannot place text would show the question
    match if terminal.is_dumb { None } else { term::probe_width(PROBE_SYMBOLS) } {
        None => check_result(
            "signs",
            "the terminal was not asked, or gave no answer",
            "where columns do not align: gloact --ascii",
        ),
        Some(cells) if cells == counts => {
            check_result("signs", format!("{cells} cells for {counts}: as they count"), "")
        }
        Some(cells) => check_result(
            "signs",
            format!("{cells} cells for {counts}"),
            "characters of ambiguous width as narrow, or gloact --ascii",
        ),
    }
}

fn clipboard() -> CheckResult {
    let way = match () {
        () if env_var("TMUX").is_some() => "OSC 52 through tmux",
        () if env_var("STY").is_some() => "OSC 52 through screen",
        () => "OSC 52",
    };
    check_result(
        "clipboard",
        format!("{way}; a terminal does not say whether it takes it"),
        "where nothing arrives: y, then Tab: to a file or on the screen",
    )
}

fn tmux() -> CheckResult {
    if env_var("TMUX").is_none() {
        return check_result("tmux", "not in tmux", "");
    }
    let ask = |option: &str| {
        let asked = Command::new("tmux")
            .args(["show-options", "-sv", option])
            .stderr(Stdio::null())
            .output()
            .ok()?;
        Some(String::from_utf8_lossy(&asked.stdout).trim().to_string())
            .filter(|said| !said.is_empty())
    };
    let (clipboard, escape) = (ask("set-clipboard"), ask("escape-time"));
    let mut mends = Vec::new();
    if clipboard.as_deref() != Some("on") {
        mends.push("tmux set -s set-clipboard on".to_string());
    }
    if escape
        .as_deref()
        .and_then(|time| time.parse::<u32>().ok())
        .is_some_and(|time| time > MAX_ESCAPE_MILLIS)
    {
        mends.push("tmux set -s escape-time 20".to_string());
    }
    let said = |name: &str, value: Option<String>| {
        format!("{name} {}", value.unwrap_or_else(|| "unknown".into()))
    };
    check_result(
        "tmux",
        format!("in tmux: {}, {}", said("set-clipboard", clipboard), said("escape-time", escape)),
        mends.join("; "),
    )
}

fn ssh() -> CheckResult {
    let over = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| env_var(name).is_some());
    check_result(
        "SSH",
        if over {
            "over SSH: only what changes is sent, a copy goes to the terminal in front of you"
        } else {
            "not over SSH"
        },
        "",
    )
}

fn editor() -> CheckResult {
    match configured_editor() {
        Some((name, value)) => check_result("editor", format!("{value} ({name})"), ""),
        None => check_result(
            "editor",
            format!("{DEFAULT_EDITOR}, for none is named"),
            "your editor in EDITOR",
        ),
    }
}

/// The folder through which slides and notes speak to one another.
fn notes_folder() -> CheckResult {
    match runtime_dir() {
        Ok(path) => check_result("notes", path.display().to_string(), ""),
        Err(e) => check_result("notes", e.message, e.hint.unwrap_or_default()),
    }
}

/// A folder that files are kept in: there, or where it would be made.
fn folder(what: &'static str, path: Option<PathBuf>) -> CheckResult {
    let Some(path) = path else {
        return check_result(what, "there is none", "set HOME or XDG_CONFIG_HOME");
    };
    let shown = path.display().to_string();
    let writable = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    let above = path.ancestors().find(|path| path.exists());
    match (path.is_dir(), above.is_some_and(writable)) {
        (true, true) => check_result(what, shown, ""),
        (false, _) if above.is_some_and(|above| !above.is_dir()) => check_result(
            what,
            format!("{shown} cannot be made"),
            format!("{} is in the way", above.unwrap_or(&path).display()),
        ),
        (false, true) => check_result(what, format!("{shown}, made when it is needed"), ""),
        (_, false) => check_result(
            what,
            format!("{shown} cannot be written to"),
            format!("let yourself write to {}", above.unwrap_or(&path).display()),
        ),
    }
}

fn data_summary(data: &Dataset) -> CheckResult {
    let count = |level| data.findings().iter().filter(|finding| finding.severity == level).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let day = data.as_of_date().map_or("unknown".into(), ToString::to_string);
    let layers = data.layers().iter().filter(|layer| layer.is_active_override()).count();
    let files = if layers == 1 { "1 file".to_string() } else { format!("{layers} files") };
    let found = format!("of {day}; {files} of overrides; errors {errors}, warnings {warnings}");
    check_result(
        "data",
        found,
        if errors + warnings > 0 { "gloact check tells the line of each" } else { "" },
    )
}
