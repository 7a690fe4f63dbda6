//! `gloact --plain`: the dashboard line by line, on stdin and stdout. No screen, no signs, nothing that moves.

use super::{GlobalArgs, new_app, print, profile};
use crate::app::{App, SpokenLine};
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::term::{EffectHandler, Frontend, perform_effects};
use crate::ui::asciify;
use std::io::{self, BufRead, IsTerminal};

/// The screen that there is not: wide enough for every word.
const SCREEN_SIZE: (u16, u16) = (200, 60);

/// Steps that move what is seen on a screen and say nothing here.
const SILENT_COMMANDS: &[&str] =
    &["top", "scroll", "hints", "mouse", "suspend", "ask-filter", "quit"];

/// Reads lines until there are no more, or `quit`.
pub(super) fn run(global: &GlobalArgs) -> Result<u8> {
    let app =
        profile::load_into(new_app(global, SCREEN_SIZE)?, global.appearance()).for_line_mode();
    let mut talk = LineSession { app, global, shown_lines: Vec::new() };
    talk.print_text(
        "gloact, line by line. A number opens its line; help lists the steps; quit ends.",
    )?;
    let errors = talk.app.data().errors().len();
    if errors > 0 {
        talk.print_text(&format!("The data have {errors} errors: findings tells them."))?;
    }
    if let Some(script) = &global.script {
        // where one begins there is nothing to go back to
        let done = talk.app.run_script(script);
        talk.finish_steps(done)?;
    }
    talk.print_lines()?;
    let mut lines = io::stdin().lock();
    loop {
        if io::stdin().is_terminal() {
            print("> ")?;
        }
        let mut bytes = Vec::new();
        match lines.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(e) => {
                return Err(Error::new(ErrorKind::System, format!("nothing can be read: {e}")));
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = sanitize(text.trim()).into_owned();
        match text.as_str() {
            "quit" | "q" | "exit" | "leave" => break,
            "help" | "?" => talk.print_help()?,
            "" => talk.print_lines()?,
            text => {
                let before = talk.app.spoken_lines();
                let done = talk.submit(text)?;
                match talk.app.take_message() {
                    Some(message) => talk.print_text(&message)?,
                    None if done && talk.app.spoken_lines() == before => {
                        let here = talk.app.describe_focus();
                        talk.print_text(&here)?;
                    }
                    None => {}
                }
                if done && talk.app.spoken_lines() != before {
                    talk.print_lines()?;
                }
            }
        }
    }
    talk.global.save_session(&talk.app);
    Ok(0)
}

/// Prints a text, in ASCII where that is asked for.
fn print_line(text: &str, is_ascii: bool) -> Result<()> {
    let text = if is_ascii { asciify(text) } else { text.to_string() };
    print(&format!("{text}\n")).map(|_| ())
}

/// Stdout, where effects that need a terminal are printed or left out.
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
        print_line(text.replace('\r', "").trim_end(), self.is_ascii)?;
        Ok(None)
    }
}

/// A talk: the dashboard, and the lines that were told last.
struct LineSession<'a> {
    app: App,
    global: &'a GlobalArgs,
    shown_lines: Vec<SpokenLine>,
}

impl LineSession<'_> {
    fn print_text(&self, text: &str) -> Result<()> {
        print_line(text, self.global.ascii)
    }

    /// Tells all lines, those that lead on with their numbers.
    fn print_lines(&mut self) -> Result<()> {
        self.shown_lines = self.app.spoken_lines();
        let mut number = 0;
        let mut all = String::new();
        for line in &self.shown_lines {
            number += usize::from(line.is_numbered());
            let numbered = if line.is_numbered() { format!("{number}. ") } else { String::new() };
            all.push_str(&format!("{numbered}{}\n", line.text));
        }
        self.print_text(all.trim_end_matches('\n'))
    }

    /// Does what is typed, and what the outside is asked for by it; says what is wrong with it. Gives back whether it was done.
    fn submit(&mut self, text: &str) -> Result<bool> {
        let told = std::mem::take(&mut self.shown_lines);
        let done = self.app.submit_line(text, &told);
        self.shown_lines = told;
        self.finish_steps(done)
    }

    fn finish_steps(&mut self, done: Result<()>) -> Result<bool> {
        // also those of the steps before a failed one
        let mut output = LineOutput { is_ascii: self.global.ascii, is_reload_requested: false };
        while perform_effects(&mut self.app, self.global, &mut output)?.is_break() {}
        if output.is_reload_requested {
            self.app.reload(self.global.load());
        }
        match done {
            Ok(()) => Ok(true),
            Err(e) => {
                self.print_text(&sanitize(&e.to_string()))?;
                Ok(false)
            }
        }
    }

    fn print_help(&self) -> Result<()> {
        let mut all = String::from(
            "A number opens its line; why NUMBER tells where it comes from; an empty line tells all again. Steps:\n",
        );
        self.app.panes().for_each(|pane| {
            all.push_str(&format!("go {}: {}\n", pane.name(), pane.info().description))
        });
        let commands = self.app.commands().iter().filter(|command| {
            !SILENT_COMMANDS.contains(&command.name)
                && (command.pane != "present" || command.name == "slide")
        });
        commands
            .for_each(|command| all.push_str(&format!("{}: {}\n", command.usage(), command.help)));
        self.print_text(&format!("{all}quit: End"))
    }
}
