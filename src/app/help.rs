//! All keys: what they do, a person's own among them, as a table for those who read.

use super::present::session;
use super::{App, Effect};
use crate::command::key::Key;
use crate::command::keymap::Keymap;
use crate::command::{Action, COMMANDS, Command, script};
use crate::error::Error;
use crate::pane::{self, Tab};
use crate::profile::own::OwnKey;
use crate::query::Table;
use crate::store::KINDS;

/// All commands: those of every pane, those of single ones, those of slides.
pub(super) fn commands(tabs: &[Box<dyn Tab>]) -> Vec<&'static Command> {
    COMMANDS.iter().chain(tabs.iter().flat_map(|tab| tab.card().commands)).chain(session::COMMANDS).collect()
}

impl App {
    /// The keys of the table with a person's own; and which of these cannot be bound, and why.
    pub fn keymap_of(own: &[OwnKey]) -> (Keymap, Vec<(String, Error)>) {
        let tabs = pane::all();
        let commands = commands(&tabs);
        let (mut map, mut wrong) = (Keymap::of(&commands), Vec::new());
        for OwnKey { pane, keys, does } in own {
            let known = matches!(&**pane, "" | "present") || tabs.iter().any(|tab| tab.name() == pane);
            let bound = if known {
                map.bind(pane, keys, does.as_deref(), &commands)
            } else {
                Err(Error::unknown("pane", pane, tabs.iter().map(|tab| tab.name()).chain(["present"])))
            };
            wrong.extend(bound.err().map(|e| (keys.clone(), e)));
        }
        (map, wrong)
    }

    /// Says of a key that does nothing here in which pane it does something.
    pub(super) fn elsewhere(&mut self, keys: &[Key]) -> Option<Effect> {
        let command = self.commands.iter().find(|command| !command.pane.is_empty() && command.sequences().any(|other| other == keys))?;
        let words: String = keys.iter().map(|key| key.words()).collect();
        self.say(format!("{words} is of {}: {}", command.pane, command.help.to_lowercase()))
    }

    /// What is wrong with the steps of a script, where these panes are shown.
    pub fn script_fault(tabs: &[Box<dyn Tab>], text: &str) -> Option<Error> {
        let actions = match script::parse(text, &commands(tabs)) {
            Ok(actions) => actions,
            Err(e) => return Some(e),
        };
        // records come and go with the data; panes and kinds do not
        let known: Vec<&str> = tabs.iter().map(|tab| tab.name()).chain(KINDS.iter().map(|kind| kind.name)).collect();
        actions.iter().find_map(|action| match action {
            Action::Go(to) => {
                let name = to.split(['/', ' ']).next().unwrap_or_default();
                (!known.contains(&name)).then(|| Error::unknown("pane or kind", name, known.iter().copied()))
            }
            _ => None,
        })
    }

    /// Says of the steps of a script which of them does more than show something.
    pub(super) fn shows_only(text: &str) -> Option<Error> {
        let does = |action: &Action| {
            use Action::*;
            let shows = matches!(
                action,
                Go(_)
                    | Why(_)
                    | Filter(_)
                    | Sort(_)
                    | Select(_)
                    | Top(_)
                    | Open(_)
                    | Scroll(_)
                    | Columns(_)
                    | Marks(_)
                    | All
                    | Today
                    | Move(_)
            );
            !shows && !matches!(action, Pane(name, _) if !session::COMMANDS.iter().any(|command| command.name == *name))
        };
        let names = commands(&pane::all());
        let steps = text.split(';').map(str::trim).filter(|step| script::parse(step, &names).is_ok_and(|actions| actions.iter().any(does)));
        let step = steps.into_iter().next()?.split(' ').next()?;
        Some(Error::usage(format!("a slide shows a view, and \"{step}\" does something else")))
    }

    /// The places that the steps of a script speak of.
    pub(super) fn places_of(text: &str) -> Vec<String> {
        let actions = script::parse(text, &commands(&pane::all())).unwrap_or_default();
        let place = |action| match action {
            Action::Go(to) | Action::Why(to) | Action::Select(to) | Action::Top(to) => {
                Some(to).filter(|to| to.contains('/') && !to.contains(' '))
            }
            _ => None,
        };
        actions.into_iter().filter_map(place).collect()
    }

    /// All commands of the panes that are shown, and of slides.
    pub fn commands(&self) -> &[&'static Command] {
        &self.commands
    }

    /// All keys as rows.
    pub fn keys_table(&self) -> Table<'static> {
        Table::of_texts([("key", "Key"), ("where", "Where"), ("does", "What it does"), ("step", "In a script")], self.keys())
    }

    /// All keys as a table in Markdown: what README shows.
    pub fn keys_markdown(&self) -> String {
        let mut out = String::from("| key | where | what it does | in a script |\n| --- | --- | --- | --- |\n");
        for line in self.keys() {
            let keys: Vec<String> = line[0].split(' ').filter(|key| !key.is_empty()).map(|key| format!("`{key}`")).collect();
            out.push_str(&format!("| {} | {} | {} | `{}` |\n", keys.join(" "), line[1], line[2], line[3]));
        }
        out
    }

    /// All keys: the keys, where, what they do, the step of a script.
    fn keys(&self) -> Vec<[String; 4]> {
        let everywhere = |pane: &str| if pane.is_empty() { "everywhere".to_string() } else { pane.to_string() };
        let panes = self.tabs.iter().enumerate();
        let panes = panes.map(|(at, tab)| [(at + 1).to_string(), everywhere(""), tab.card().about.into(), format!("go {}", tab.name())]);
        let commands = self.commands.iter();
        let commands = commands.map(|command| [self.keymap.words(command), everywhere(command.pane), command.help.into(), command.usage()]);
        let own = self.keymap.own().map(|(pane, keys, script)| [keys, everywhere(pane), "your own".into(), script.into()]);
        panes.chain(commands).chain(own).collect()
    }
}
