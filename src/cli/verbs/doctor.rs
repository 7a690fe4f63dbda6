//! `gloact doctor`: checks the terminal, folders and data, and prints a fix for each problem.

mod colour;

use crate::app::MIN_SCREEN_SIZE;
use crate::cli::doctor_check::DoctorCheck;
use crate::cli::editor::{DEFAULT_EDITOR, configured_editor, editor_words, missing_wait_flag};
use crate::cli::print::print_text;
use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::version::{PACKAGE, VERSION};
use crate::cli::{GlobalArgs, kiosk, load_dataset};
use crate::error::{ErrorKind, Result};
use crate::model::text::width;
use crate::pane::MIN_SPLIT_WIDTH;
use crate::profile::directories::{config_dir, state_dir};
use crate::profile::user_file_update::can_lock;
use crate::query::{QueryContext, Table};
use crate::store::{Dataset, Severity};
use crate::term::{self, ProbeAnswers};
use crate::ui::capabilities::Capabilities;
use clap::Args;
use colour::check_colours;
use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Check the terminal, the folders and the data; print a fix for each problem
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact doctor
  gloact doctor --kiosk
  gloact doctor --format json")]
pub(in crate::cli) struct DoctorArgs {
    /// Check this host for guests who use the kiosk through an account [default: gloact]; exits
    /// with 4 if there is a problem
    #[arg(
        long,
        value_name = "ACCOUNT",
        num_args = 0..=1,
        default_missing_value = "gloact",
    )]
    kiosk: Option<String>,
    #[command(flatten)]
    output: TableFormatArgs,
}

/// Symbols of the screens whose width the terminal is asked for.
const PROBE_SYMBOLS: &str = "≠●━日";

/// The longest time that a program such as tmux may take to answer.
const PROGRAM_TIMEOUT: Duration = Duration::from_secs(5);

/// The longest time in milliseconds that tmux may wait after Esc before it feels slow.
const MAX_ESCAPE_MILLIS: u32 = 100;

impl DoctorArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        if let Some(account) = &self.kiosk {
            let results = kiosk::audit_host(account);
            self.print_results(global, &data, &results)?;
            let has_problem = results.iter().any(|result| !result.fix.is_empty());
            return Ok(if has_problem { ErrorKind::System as u8 } else { 0 });
        }
        let capabilities = Capabilities::from_env(env_var);
        let answers = probe(&capabilities);
        let results = [
            DoctorCheck::ok("program", format!("gloact {VERSION}; package: {PACKAGE}")),
            check_terminal(),
            check_size(),
            check_colours(global, &capabilities, answers.as_ref()),
            check_text(&capabilities),
            check_symbol_widths(answers.as_ref()),
            check_clipboard(),
            check_tmux(),
            check_ssh(),
            check_editor(),
            check_directory("config directory", config_dir()),
            check_directory("state directory", state_dir()),
            check_notes(),
            check_data(&data),
        ];
        self.print_results(global, &data, &results)
    }

    fn print_results(
        &self,
        global: &GlobalArgs,
        data: &Dataset,
        results: &[DoctorCheck],
    ) -> Result<u8> {
        if self.output.is_plain() {
            return print_text(&to_text(results));
        }
        let row =
            |result: &DoctorCheck| [result.name.into(), result.found.clone(), result.fix.clone()];
        let columns = [("check", "Check"), ("result", "Result"), ("fix", "Fix")];
        let table = Table::from_texts(columns, results.iter().map(row).collect());
        let context = QueryContext::new(data, global.today()?);
        self.output.print_rows(global, context, "doctor", &table)
    }
}

/// Formats each result as a line, with its fix on a second line.
fn to_text(results: &[DoctorCheck]) -> String {
    let longest_name = results.iter().map(|result| width(result.name)).max().unwrap_or(0);
    let indent = longest_name as usize + 2;
    let mut text = String::new();
    for result in results {
        text.push_str(&format!("{:indent$}{}\n", result.name, result.found));
        if !result.fix.is_empty() {
            text.push_str(&format!("{:indent$}fix: {}\n", "", result.fix));
        }
    }
    text
}

/// Returns an environment variable that is set and not empty.
fn env_var(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn check_terminal() -> DoctorCheck {
    let pipe_note = if io::stdout().is_terminal() {
        ""
    } else {
        "; stdout is not a terminal: panes print rows"
    };
    match env_var("TERM").as_deref() {
        None => DoctorCheck::with_fix(
            "terminal",
            format!("TERM is not set{pipe_note}"),
            "export TERM=xterm-256color",
        ),
        Some("dumb") => DoctorCheck::with_fix(
            "terminal",
            format!("dumb{pipe_note}"),
            "gloact --plain works without a screen",
        ),
        Some(name) => DoctorCheck::ok("terminal", format!("{name}{pipe_note}")),
    }
}

fn check_size() -> DoctorCheck {
    if !io::stdout().is_terminal() {
        return DoctorCheck::ok("size", "unknown: stdout is not a terminal");
    }
    let (columns, rows) = term::window_size();
    let (min_columns, min_rows) = MIN_SCREEN_SIZE;
    let fix = if columns < min_columns || rows < min_rows {
        format!("enlarge it to at least {min_columns}x{min_rows}")
    } else if columns < MIN_SPLIT_WIDTH {
        format!("with {MIN_SPLIT_WIDTH} columns, list and detail stand side by side")
    } else {
        String::new()
    };
    DoctorCheck::with_fix("size", format!("{columns}x{rows}"), fix)
}

/// Checks whether Unicode is drawn, and which variable decides it.
fn check_text(capabilities: &Capabilities) -> DoctorCheck {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| Some(format!("{name}={}", env_var(name)?)))
        .unwrap_or_else(|| "no locale is set".into());
    if !capabilities.ascii_only {
        return DoctorCheck::ok("text", format!("UTF-8 ({locale})"));
    }
    let without_term = Capabilities::from_env(|name| env_var(name).filter(|_| name != "TERM"));
    if without_term.ascii_only {
        return DoctorCheck::with_fix(
            "text",
            format!("ASCII: {locale} is not UTF-8"),
            "set LANG to a UTF-8 locale such as C.UTF-8",
        );
    }
    let term = env_var("TERM").unwrap_or_default();
    DoctorCheck::ok("text", format!("ASCII: TERM={term} shows no other characters"))
}

/// Asks the terminal, unless it would show the questions.
fn probe(capabilities: &Capabilities) -> Option<ProbeAnswers> {
    if capabilities.is_dumb {
        return None;
    }
    term::probe_terminal(PROBE_SYMBOLS, capabilities.should_ask_background())
}

fn check_symbol_widths(answers: Option<&ProbeAnswers>) -> DoctorCheck {
    let expected = width(PROBE_SYMBOLS);
    match answers.map(|answers| answers.width) {
        None => DoctorCheck::with_fix(
            "symbols",
            "unknown: the terminal was not asked or did not answer",
            "if columns are not aligned, use gloact --ascii",
        ),
        Some(cells) if cells == expected => {
            DoctorCheck::ok("symbols", format!("{cells} cells, as expected"))
        }
        Some(cells) => DoctorCheck::with_fix(
            "symbols",
            format!("{cells} cells, expected {expected}"),
            "show characters of ambiguous width as narrow, or use gloact --ascii",
        ),
    }
}

fn check_clipboard() -> DoctorCheck {
    let way = if env_var("TMUX").is_some() {
        "tmux load-buffer, else OSC 52 through tmux"
    } else if env_var("STY").is_some() {
        "OSC 52 through screen"
    } else {
        "OSC 52"
    };
    DoctorCheck::with_fix(
        "clipboard",
        format!("{way}; terminals do not report whether they accept it"),
        "if nothing is copied, press y, then Tab: to a file or on the screen",
    )
}

/// Runs tmux and returns its output if it answers.
fn run_tmux(args: &[&str]) -> Option<String> {
    let output = term::run_helper(Command::new("tmux").args(args), b"", PROGRAM_TIMEOUT).ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_string();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Returns whether this version of tmux takes a copy and sends it to the clipboard: 3.2 and newer.
fn tmux_takes_copies(version: &str) -> bool {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok());
    let first_two: (Option<u32>, Option<u32>) = (numbers.next(), numbers.next());
    // a version without a number is that of a developer
    first_two.0.is_none() || first_two >= (Some(3), Some(2))
}

fn check_tmux() -> DoctorCheck {
    if env_var("TMUX").is_none() {
        return DoctorCheck::ok("tmux", "not in tmux");
    }
    let Some(version) = run_tmux(&["-V"]) else {
        return DoctorCheck::with_fix(
            "tmux",
            "in tmux, but the program tmux does not answer",
            "add its folder to PATH",
        );
    };
    let clipboard = run_tmux(&["show-options", "-sv", "set-clipboard"]);
    let escape_time = run_tmux(&["show-options", "-sv", "escape-time"]);
    let mut fixes = Vec::new();
    if !tmux_takes_copies(&version) && clipboard.as_deref() != Some("on") {
        fixes.push("tmux set -s set-clipboard on");
    }
    let escape_millis: Option<u32> = escape_time.as_deref().and_then(|time| time.parse().ok());
    if escape_millis.is_some_and(|millis| millis > MAX_ESCAPE_MILLIS) {
        fixes.push("tmux set -s escape-time 20");
    }
    let shown = |value: Option<String>| value.unwrap_or_else(|| "unknown".into());
    let (clipboard, escape_time) = (shown(clipboard), shown(escape_time));
    let found = format!("in {version}: set-clipboard {clipboard}, escape-time {escape_time}");
    DoctorCheck::with_fix("tmux", found, fixes.join("; "))
}

fn check_ssh() -> DoctorCheck {
    let is_remote = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| env_var(name).is_some());
    DoctorCheck::ok(
        "SSH",
        if is_remote {
            "over SSH: only changes are sent; copies go to the local terminal"
        } else {
            "not over SSH"
        },
    )
}

/// Returns whether the program of an editor's command is known to be missing.
fn is_missing(editor: &str) -> bool {
    // what else may stand there only a shell understands
    let is_plain = |word: &&str| !word.contains(['\'', '"', '$', '`', '\\', '~']);
    let Some(program) = editor_words(editor).next().filter(is_plain) else { return false };
    let mut command = Command::new("sh");
    command.args(["-c", "command -v \"$1\"", "sh", program]);
    term::run_helper(&mut command, b"", PROGRAM_TIMEOUT).is_ok_and(|found| !found.status.success())
}

fn check_editor() -> DoctorCheck {
    match configured_editor() {
        Some((variable, editor)) if is_missing(&editor) => DoctorCheck::with_fix(
            "editor",
            format!("{editor} ({variable}): not found"),
            format!("set {variable} to a program that is on your PATH"),
        ),
        Some((variable, editor)) => {
            let fix = missing_wait_flag(&editor)
                .map_or_else(String::new, |flag| format!("{variable}='{editor} {flag}'"));
            DoctorCheck::with_fix("editor", format!("{editor} ({variable})"), fix)
        }
        None => DoctorCheck::with_fix(
            "editor",
            format!("{DEFAULT_EDITOR} (EDITOR is not set)"),
            "set EDITOR",
        ),
    }
}

/// Opens a socket such as that between slides and speaker notes.
fn check_notes() -> DoctorCheck {
    match term::probe_notes_socket() {
        Ok(path) => {
            let is_replaced = env_var("XDG_RUNTIME_DIR")
                .is_some_and(|runtime| Path::new(&runtime).is_dir() && !path.starts_with(runtime));
            let note = if is_replaced { ": XDG_RUNTIME_DIR is too long for a socket" } else { "" };
            DoctorCheck::ok("notes", format!("{}{note}", path.display()))
        }
        Err(e) => DoctorCheck::with_fix("notes", e.message, e.hint.unwrap_or_default()),
    }
}

/// Checks whether a directory can be written to, or created.
fn check_directory(name: &'static str, path: Option<PathBuf>) -> DoctorCheck {
    let Some(path) = path else {
        return DoctorCheck::with_fix(name, "unknown", "set HOME or XDG_CONFIG_HOME");
    };
    let existing = path.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/"));
    let is_writable = is_writable(existing);
    let shown = path.display();
    let parent = existing.display();
    if !existing.is_dir() {
        let fix = format!("{parent} is not a directory: move it away");
        return DoctorCheck::with_fix(name, format!("cannot create {shown}"), fix);
    }
    if !is_writable {
        let fix = format!("make {parent} writable for your account");
        return DoctorCheck::with_fix(name, format!("cannot write to {shown}"), fix);
    }
    let note = if !path.is_dir() {
        " (created when needed)"
    } else if !can_lock(&path) {
        " (without locks: two sessions should not save at the same moment)"
    } else {
        ""
    };
    DoctorCheck::ok(name, format!("{shown}{note}"))
}

#[cfg(unix)]
fn is_writable(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn is_writable(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| !metadata.permissions().readonly())
}

fn check_data(data: &Dataset) -> DoctorCheck {
    let count =
        |severity| data.findings().iter().filter(|finding| finding.severity == severity).count();
    let errors = count(Severity::Error);
    let warnings = count(Severity::Warning);
    let day = data.as_of_date().map_or("an unknown day".into(), ToString::to_string);
    let overrides = data.layers().iter().filter(|layer| layer.is_active_override()).count();
    let files = if overrides == 1 { "override file" } else { "override files" };
    let found = format!("as of {day}; {overrides} {files}; errors {errors}, warnings {warnings}");
    if errors + warnings == 0 {
        return DoctorCheck::ok("data", found);
    }
    DoctorCheck::with_fix("data", found, "gloact check shows each problem with its line")
}
