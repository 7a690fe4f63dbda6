//! `gloact man`: generates the manual pages from the definitions of verbs and flags.

use crate::cli::documented_variables::VARIABLES;
use crate::cli::{EXAMPLES, EXIT_CODES, GlobalArgs, command, load_for_output, print};
use crate::error::{Error, ErrorKind, Result};
use crate::profile::atomic_file::replace_files;
use crate::profile::documented_files::PROFILE_FILES;
use clap::{Args, Command};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, roman};
use std::io;
use std::path::{Path, PathBuf};

/// Print the manual page, or write all pages into a folder
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact man > gloact.1
  gloact man ./man")]
pub(in crate::cli) struct ManArgs {
    /// Write all pages into this folder: one for the program, one for each command
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl ManArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        let date = data.as_of_date().map_or_else(String::new, ToString::to_string);
        let mut command = command();
        command.build();
        match &self.folder {
            Some(folder) => write_pages(&command, &date, folder),
            None => print(&render_page(&command, &date)?),
        }
    }
}

/// Writes a page for the program and for each of its verbs into a folder.
fn write_pages(program: &Command, date: &str, folder: &Path) -> Result<u8> {
    let verbs = program.get_subcommands().filter(|verb| !verb.is_hide_set());
    let mut pages = Vec::new();
    for command in std::iter::once(program).chain(verbs) {
        let file = folder.join(format!("{}.1", page_name(command)));
        pages.push((file, render_page(command, date)?));
    }
    replace_files(&pages)?;
    print(&format!("{} pages written to {}\n", pages.len(), folder.display()))
}

/// Returns the name of a page, such as `gloact-list`.
fn page_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

/// Returns the source of a page in the roff language.
fn render_page(command: &Command, date: &str) -> Result<String> {
    let mut roff = Vec::new();
    write_page(command, date, &mut roff).map_err(|e| {
        let message = format!("cannot create the manual page {}: {e}", page_name(command));
        Error::new(ErrorKind::System, message)
    })?;
    Ok(tidy_roff(&String::from_utf8_lossy(&roff)))
}

fn write_page(command: &Command, date: &str, out: &mut Vec<u8>) -> io::Result<()> {
    let title = page_name(command).to_uppercase();
    let page = Page::new(command.clone()).title(title).date(date).manual("gloact");
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    if command.has_subcommands() {
        page.render_subcommands_section(out)?;
    }
    let mut roff = Roff::new();
    let codes = EXIT_CODES.iter().map(|(code, meaning)| (code.to_string(), *meaning));
    add_terms(&mut roff, "EXIT STATUS", codes);
    add_examples(&mut roff, command);
    if command.has_subcommands() {
        let files = PROFILE_FILES.iter().map(|file| (file.usual_path(), file.contents));
        add_terms(&mut roff, "FILES", files);
        let variables = VARIABLES.iter().map(|one| (one.name.to_string(), one.meaning));
        add_terms(&mut roff, "ENVIRONMENT", variables);
    }
    roff.to_writer(out)
}

/// Adds a section of terms with their meanings.
fn add_terms(
    roff: &mut Roff,
    section: &str,
    terms: impl IntoIterator<Item = (String, &'static str)>,
) {
    roff.control("SH", [section]);
    for (term, meaning) in terms {
        roff.control("TP", []).text([roman(term)]).text([roman(meaning)]);
    }
}

/// Adds the examples at the end of the help as a section, each on a line of its own.
fn add_examples(roff: &mut Roff, command: &Command) {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let examples = if command.has_subcommands() { EXAMPLES } else { &help };
    roff.control("SH", ["EXAMPLES"]);
    roff.control("nf", []);
    let lines = examples.lines().filter(|line| line.starts_with("  "));
    roff.text(lines.flat_map(|line| [roman(line.trim()), roman("\n")]).collect::<Vec<_>>());
    roff.control("fi", []);
}

/// The longest source line that `mandoc -T lint` accepts.
const MAX_LINE_BYTES: usize = 80;

/// Removes what `mandoc -T lint` reports: breaks beside space, trailing blanks, long lines.
fn tidy_roff(page: &str) -> String {
    let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
    let is_space =
        |line: Option<&&str>| line.is_some_and(|line| line.is_empty() || line.starts_with(".sp"));
    let mut out = String::with_capacity(page.len());
    let mut is_verbatim = false;
    for (index, line) in lines.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|index| lines.get(index));
        if *line == ".br" && (is_space(previous) || is_space(lines.get(index + 1))) {
            continue;
        }
        match *line {
            ".nf" => is_verbatim = true,
            ".fi" => is_verbatim = false,
            _ => {}
        }
        if is_verbatim || line.starts_with('.') {
            out.push_str(line);
            out.push('\n');
        } else {
            push_wrapped(&mut out, line);
        }
    }
    out
}

/// Appends a line of text, broken at blanks.
fn push_wrapped(out: &mut String, line: &str) {
    let mut rest = line;
    while rest.len() > MAX_LINE_BYTES {
        // a line that begins with . or ' would be a command to the formatter
        let can_break = |blank: &usize| !rest[blank + 1..].starts_with(['.', '\'']);
        let blanks = rest
            .char_indices()
            .take_while(|(index, _)| *index <= MAX_LINE_BYTES)
            .filter(|(_, c)| *c == ' ')
            .map(|(index, _)| index);
        let Some(blank) = blanks.filter(can_break).last() else { break };
        out.push_str(&rest[..blank]);
        out.push('\n');
        rest = &rest[blank + 1..];
    }
    out.push_str(rest);
    out.push('\n');
}
