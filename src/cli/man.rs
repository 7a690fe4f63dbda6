//! `gloact man`: the pages of the manual, made from the verbs and flags themselves.

use super::{EXAMPLES, EXIT_CODES, GlobalArgs, command, load_dataset, print};
use crate::error::{Error, ErrorKind, Result};
use clap::{Args, Command};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, roman};
use std::io;
use std::path::PathBuf;

/// Print the manual page, or write all pages into a folder
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact man > gloact.1
  gloact man ./man")]
pub(super) struct Man {
    /// The folder: one page for the program, one for each verb
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        let day = data.as_of_date().map_or_else(String::new, ToString::to_string);
        let mut all = command();
        all.build();
        let broken =
            |e: io::Error| Error::new(ErrorKind::System, format!("the page cannot be made: {e}"));
        let Some(folder) = &self.folder else {
            return print(&render_page(&all, &day).map_err(broken)?);
        };
        let shown = folder.display();
        let fail = |e: io::Error| {
            Error::new(ErrorKind::System, format!("{shown} cannot be written to: {e}"))
        };
        std::fs::create_dir_all(folder).map_err(fail)?;
        let verbs = all.get_subcommands().filter(|verb| !verb.is_hide_set());
        let pages: Vec<&Command> = std::iter::once(&all).chain(verbs).collect();
        for command in &pages {
            let name = command.get_display_name().unwrap_or(command.get_name());
            std::fs::write(
                folder.join(format!("{name}.1")),
                render_page(command, &day).map_err(broken)?,
            )
            .map_err(fail)?;
        }
        print(&format!("{} pages in {shown}\n", pages.len()))
    }
}

fn render_page(command: &Command, day: &str) -> io::Result<String> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_string();
    let page = Page::new(command.clone()).title(name.to_uppercase()).date(day).manual("gloact");
    let mut out = Vec::new();
    page.render_title(&mut out)?;
    page.render_name_section(&mut out)?;
    page.render_synopsis_section(&mut out)?;
    page.render_description_section(&mut out)?;
    page.render_options_section(&mut out)?;
    if command.has_subcommands() {
        page.render_subcommands_section(&mut out)?;
    }
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (code, words) in EXIT_CODES {
        roff.control("TP", []).text([roman(code.to_string())]).text([roman(*words)]);
    }
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let lines = if command.has_subcommands() { EXAMPLES } else { &help };
    roff.control("SH", ["EXAMPLES"]);
    roff.control("nf", []);
    roff.text(
        lines
            .lines()
            .filter(|line| line.starts_with("  "))
            .flat_map(|line| [roman(line.trim()), roman("\n")])
            .collect::<Vec<_>>(),
    );
    roff.control("fi", []);
    if command.has_subcommands() {
        roff.control("SH", ["FILES"]);
        for (path, what) in [
            (
                "~/.config/gloact/overrides.json",
                "your corrections; see gloact paths for all places",
            ),
            ("~/.config/gloact/keys.json", "your keys"),
            ("~/.config/gloact/views.json", "your named views"),
        ] {
            roff.control("TP", []).text([roman(path)]).text([roman(what)]);
        }
    }
    roff.to_writer(&mut out)?;
    Ok(tidy_roff(&String::from_utf8_lossy(&out)))
}

/// The longest line of the source of a page, as those who check it want it.
const MAX_LINE_BYTES: usize = 80;

/// Breaks beside a space of their own, blanks at ends and long lines: what a reader of pages complains of.
fn tidy_roff(page: &str) -> String {
    let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
    let mut out = String::with_capacity(page.len());
    let mut kept = false;
    for (at, line) in lines.iter().enumerate() {
        let beside = |other: Option<&&str>| {
            other.is_some_and(|other| other.is_empty() || other.starts_with(".sp"))
        };
        if *line == ".br" && (beside(lines.get(at + 1)) || at > 0 && beside(lines.get(at - 1))) {
            continue;
        }
        // examples stand as they are typed
        kept = (kept || *line == ".nf") && *line != ".fi";
        let mut rest = *line;
        while rest.len() > MAX_LINE_BYTES && !kept && !rest.starts_with('.') {
            let blanks = rest
                .char_indices()
                .take_while(|(at, _)| *at <= MAX_LINE_BYTES)
                .filter(|(_, c)| *c == ' ');
            // a line that begins so would be an order to the formatter
            let Some((at, _)) =
                blanks.filter(|(at, _)| !rest[at + 1..].starts_with(['.', '\''])).last()
            else {
                break;
            };
            out.push_str(&rest[..at]);
            out.push('\n');
            rest = &rest[at + 1..];
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}
