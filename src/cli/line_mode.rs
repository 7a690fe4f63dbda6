//! `gloact --plain`: the dashboard line by line, on stdin and stdout. No screen, no signs, nothing that moves.

use super::{Global, app, print, profile, read};
use crate::app::{App, Effect, Line};
use crate::error::{Error, Reason, Result};
use crate::model::text::clean;
use crate::term::Hands;
use crate::ui::plain_text;
use std::io::{self, BufRead, IsTerminal};

/// The screen that there is not: wide enough for every word.
const SIZE: (u16, u16) = (200, 60);

/// Steps that move what is seen on a screen and say nothing here.
const SEEN: &[&str] = &["top", "scroll", "hints", "mouse", "suspend", "ask-filter", "quit"];

/// Reads lines until there are no more, or `quit`.
pub(super) fn run(global: &Global) -> Result<u8> {
    let app = profile::bring(app(global, SIZE)?, global.looks()).in_words();
    let mut talk = Talk { app, global, told: Vec::new() };
    talk.say("gloact, line by line. A number opens its line; help lists the steps; quit ends.")?;
    let errors = talk.app.data().errors().len();
    if errors > 0 {
        talk.say(&format!("The data have {errors} errors: findings tells them."))?;
    }
    if let Some(script) = &global.script {
        // where one begins there is nothing to go back to
        let done = talk.app.run(script);
        talk.done(done)?;
    }
    talk.tell()?;
    let mut lines = io::stdin().lock();
    loop {
        if io::stdin().is_terminal() {
            print("> ")?;
        }
        let mut bytes = Vec::new();
        match lines.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(e) => return Err(Error::new(Reason::Machine, format!("nothing can be read: {e}"))),
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = clean(text.trim()).into_owned();
        match text.as_str() {
            "quit" | "q" | "exit" | "leave" => break,
            "help" | "?" => talk.help()?,
            "" => talk.tell()?,
            text => {
                let before = talk.app.lines();
                let done = talk.steps(text)?;
                match talk.app.take_message() {
                    Some(message) => talk.say(&message)?,
                    None if done && talk.app.lines() == before => {
                        let here = talk.app.told_here();
                        talk.say(&here)?;
                    }
                    None => {}
                }
                if done && talk.app.lines() != before {
                    talk.tell()?;
                }
            }
        }
    }
    talk.global.remember(&talk.app);
    Ok(0)
}

/// A talk: the dashboard, and the lines that were told last.
struct Talk<'a> {
    app: App,
    global: &'a Global,
    told: Vec<Line>,
}

impl Talk<'_> {
    fn say(&self, text: &str) -> Result<()> {
        let text = if self.global.ascii { plain_text(text) } else { text.to_string() };
        print(&format!("{text}\n")).map(|_| ())
    }

    /// Tells all lines, those that lead on with their numbers.
    fn tell(&mut self) -> Result<()> {
        self.told = self.app.lines();
        let mut number = 0;
        let mut all = String::new();
        for line in &self.told {
            number += usize::from(line.leads());
            let numbered = if line.leads() { format!("{number}. ") } else { String::new() };
            all.push_str(&format!("{numbered}{}\n", line.text));
        }
        self.say(all.trim_end_matches('\n'))
    }

    /// Does what is typed, and what the outside is asked for by it; says what is wrong with it. Gives back whether it was done.
    fn steps(&mut self, text: &str) -> Result<bool> {
        let told = std::mem::take(&mut self.told);
        let done = self.app.typed(text, &told);
        self.told = told;
        self.done(done)
    }

    fn done(&mut self, done: Result<()>) -> Result<bool> {
        // what steps before a slip asked for is done all the same
        while let Some(effect) = self.app.wished() {
            self.act(effect)?;
        }
        match done {
            Ok(()) => Ok(true),
            Err(e) => {
                self.say(&clean(&e.to_string()))?;
                Ok(false)
            }
        }
    }

    fn act(&mut self, effect: Effect) -> Result<()> {
        let global = self.global;
        match effect {
            Effect::Edit(place) => {
                let said = global.edit(self.app.data(), &place);
                self.app.changed(global.load(), said);
            }
            Effect::TakeBack(place) => {
                let said = global.take_back(&place);
                self.app.changed(global.load(), said);
            }
            // there is no terminal to hand it to: it is said
            Effect::Clipboard(text, _) => self.say(text.replace('\r', "").trim_end())?,
            Effect::Save(name, end, text) => self.app.told(global.save(&name, &end, &text)),
            Effect::KeepSetting(key, value) => self.app.told(global.keep_setting(&key, value.as_ref())),
            Effect::ReadViews => self.app.kept(global.views()),
            Effect::KeepView(name, script) => self.app.kept(global.keep_view(&name, script.as_deref())),
            Effect::Redraw => self.app.reload(read(&global.asked())),
            Effect::Quit | Effect::Suspend | Effect::Mouse(_) => {}
        }
        Ok(())
    }

    fn help(&self) -> Result<()> {
        let mut all =
            String::from("A number opens its line; why NUMBER tells where it comes from; an empty line tells all again. Steps:\n");
        self.app.panes().for_each(|pane| all.push_str(&format!("go {}: {}\n", pane.name(), pane.card().about)));
        let commands = self
            .app
            .commands()
            .iter()
            .filter(|command| !SEEN.contains(&command.name) && (command.pane != "present" || command.name == "slide"));
        commands.for_each(|command| all.push_str(&format!("{}: {}\n", command.usage(), command.help)));
        self.say(&format!("{all}quit: End"))
    }
}
