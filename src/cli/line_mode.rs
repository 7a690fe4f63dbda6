//! `gloact --plain`: reads commands line by line and prints text, for screen readers and pipes.

use super::print::print_to_reader;
use super::{GlobalArgs, new_app, print, profile_loading};
use crate::app::{App, SpokenLine};
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::ascii_symbols::asciify;
use crate::model::text::plain_spacing;
use crate::model::text::sanitize;
use crate::term::{EffectHandler, Frontend, perform_effects};
use std::io::{self, BufRead, IsTerminal, Read};

/// Columns and rows of the dashboard behind the lines, wide enough that no text is cut.
const SCREEN_SIZE: (u16, u16) = (200, 60);

/// The longest line of the input.
const MAX_LINE_BYTES: u64 = 1 << 16;

/// More lines of a view are printed by `more` where a person types. Others get all at once.
const PAGE_LINES: usize = 100;

/// Commands that only change the screen, and print nothing.
const SILENT_COMMANDS: &[&str] = &[
    "top",
    "scroll",
    "next-match",
    "previous-match",
    "hints",
    "mouse",
    "suspend",
    "edit-filter",
    "quit",
];

/// Reads and performs lines until the input ends, the reader of the output goes, or a line quits.
/// Returns the exit code of the first failure, so that a script can see it.
pub(super) fn run(global: &GlobalArgs) -> Result<u8> {
    let app = profile_loading::load_into(
        new_app(global, SCREEN_SIZE)?,
        global,
        global.appearance_inputs(),
    );
    let mut session = LineSession {
        app: app.for_line_mode(),
        global,
        shown_lines: Vec::new(),
        printed: 0,
        has_reader: true,
        first_failure: None,
    };
    session.start()?;
    let mut input = io::stdin().lock();
    while session.has_reader
        && let Some(line) = read_line(&mut input)?
    {
        match line.as_str() {
            "quit" | "q" | "exit" | "quit-now" | "leave" => break,
            "help" | "?" => session.print_help()?,
            "" => session.print_lines()?,
            "more" => session.print_page()?,
            line => session.submit(line)?,
        }
    }
    global.save_session(&session.app);
    Ok(match session.first_failure {
        // a person has read the message
        Some(kind) if !io::stdin().is_terminal() => kind as u8,
        _ => 0,
    })
}

/// Reads a line, after a prompt if stdin is a terminal. Returns `None` at the end of the input.
fn read_line(input: &mut impl BufRead) -> Result<Option<String>> {
    if io::stdin().is_terminal() {
        print("> ")?;
    }
    let system_error = |message: String| Error::new(ErrorKind::System, message);
    let mut bytes = Vec::new();
    let length = input
        .take(MAX_LINE_BYTES)
        .read_until(b'\n', &mut bytes)
        .map_err(|e| system_error(format!("cannot read stdin: {e}")))?;
    if length as u64 == MAX_LINE_BYTES {
        return Err(system_error(format!(
            "a line of the input is longer than {} bytes",
            MAX_LINE_BYTES - 1
        )));
    }
    let line = String::from_utf8_lossy(&bytes);
    Ok((length > 0).then(|| sanitize(&plain_spacing(line.trim())).into_owned()))
}

/// Prints a line of text, in ASCII if requested. Returns whether there is still a reader.
fn print_text(text: &str, is_ascii: bool) -> Result<bool> {
    let text = if is_ascii { asciify(text) } else { text.into() };
    print_to_reader(&format!("{text}\n"))
}

/// Prints copied texts, and ignores effects that need a terminal.
struct LineOutput {
    is_ascii: bool,
    is_reload_requested: bool,
}

impl Frontend for LineOutput {
    fn request_reload(&mut self) {
        self.is_reload_requested = true;
    }

    fn copy(
        &mut self,
        text: &str,
        _clipboard: impl FnOnce() -> Result<(String, String)>,
    ) -> Result<Option<String>> {
        print_text(text.replace('\r', "").trim_end(), self.is_ascii)?;
        Ok(None)
    }
}

/// A session of line mode: the dashboard, and the lines that were printed last.
struct LineSession<'a> {
    app: App,
    global: &'a GlobalArgs,
    shown_lines: Vec<SpokenLine>,
    /// The number of these lines that were printed.
    printed: usize,
    has_reader: bool,
    first_failure: Option<ErrorKind>,
}

impl LineSession<'_> {
    fn print_text(&mut self, text: &str) -> Result<()> {
        self.has_reader &= print_text(text, self.app.needs_ascii())?;
        Ok(())
    }

    /// Prints the greeting, runs the start script and prints the first view.
    fn start(&mut self) -> Result<()> {
        self.print_text(
            "gloact in line mode. A number opens its line; help lists the steps; quit ends.",
        )?;
        let problems = self.app.data().problem_count();
        if problems > 0 {
            self.print_text(&format!("Problems in the data: {problems}; problems lists them."))?;
        }
        if let Some(script) = &self.global.script {
            // not as a typed line: there is no view to go back to
            let outcome = self.app.run_script(script);
            self.finish_steps(outcome)?;
        }
        self.print_lines()
    }

    /// Prints the first page of the current view.
    fn print_lines(&mut self) -> Result<()> {
        self.shown_lines = self.app.spoken_lines();
        self.printed = 0;
        self.print_page()
    }

    /// Prints the next page of the lines, with a number before each that can be opened.
    fn print_page(&mut self) -> Result<()> {
        let (before, rest) = self.shown_lines.split_at(self.printed);
        if rest.is_empty() {
            return self.print_text("There are no more lines.");
        }
        let page_lines = if io::stdin().is_terminal() { PAGE_LINES } else { rest.len() };
        let page = &rest[..rest.len().min(page_lines)];
        let mut number = before.iter().filter(|line| line.is_numbered()).count();
        let mut text = String::new();
        for line in page {
            if line.is_numbered() {
                number += 1;
                text.push_str(&format!("{number}. "));
            }
            text.push_str(&format!("{}\n", line.text));
        }
        let left = rest.len() - page.len();
        if left > 0 {
            let next = left.min(PAGE_LINES);
            text.push_str(&format!("{left} more lines: more prints the next {next}."));
        }
        self.printed += page.len();
        self.print_text(text.trim_end_matches('\n'))
    }

    /// Performs a typed line, and prints what changed.
    fn submit(&mut self, line: &str) -> Result<()> {
        let previous_view = self.app.spoken_lines();
        let outcome = self.app.submit_line(line, &self.shown_lines);
        let is_done = self.finish_steps(outcome)?;
        let message = self.app.take_message();
        let is_changed = is_done && self.app.spoken_lines() != previous_view;
        if let Some(message) = message {
            self.print_text(&message)?;
        } else if is_done && !is_changed {
            let focus = self.app.describe_focus();
            self.print_text(&focus)?;
        }
        if is_changed { self.print_lines() } else { Ok(()) }
    }

    /// Performs the effects of steps and prints the error that ended them, if there is one.
    /// Returns true if all steps were performed.
    fn finish_steps(&mut self, outcome: Result<()>) -> Result<bool> {
        // also the effects of the steps before a failed one
        let mut output =
            LineOutput { is_ascii: self.app.needs_ascii(), is_reload_requested: false };
        while perform_effects(&mut self.app, self.global, &mut output)?.is_break() {}
        if output.is_reload_requested {
            self.app.reload(self.global.load());
        }
        let effect_failure = self.app.take_effect_failure();
        self.first_failure = self.first_failure.or(effect_failure);
        match outcome {
            Ok(()) => Ok(true),
            Err(error) => {
                self.first_failure = self.first_failure.or(Some(error.kind));
                self.print_text(&sanitize(&error.to_string()))?;
                Ok(false)
            }
        }
    }

    /// Prints the steps that are useful without a screen.
    fn print_help(&mut self) -> Result<()> {
        let mut text = String::from(
            "A number opens its line. why NUMBER explains where its value comes from. An empty \
             line prints the view again, and more prints the rest of a long one. Steps:\n",
        );
        for pane in self.app.panes() {
            text.push_str(&format!("go {}: {}\n", pane.name(), pane.info().description));
        }
        for command in self.app.commands() {
            let is_for_slides = command.pane == "present" && command.name != "slide";
            if !is_for_slides && !SILENT_COMMANDS.contains(&command.name) {
                text.push_str(&format!("{}: {}\n", command.usage(), command.help));
            }
        }
        self.print_text(&format!("{text}quit: End"))
    }
}
