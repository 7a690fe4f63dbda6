//! All keys: what they do, a person's own among them, as a table for those who read.

use super::App;
use super::present::session;
use crate::command::key::Key;
use crate::command::keymap::Keymap;
use crate::command::{Action, COMMANDS, Command, script};
use crate::error::Error;
use crate::pane::{self, Pane};
use crate::profile::keys::KeyBinding;
use crate::query::Table;
use crate::store::KINDS;

/// All commands: those of every pane, those of single ones, those of slides.
pub(super) fn all_commands(tabs: &[Box<dyn Pane>]) -> Vec<&'static Command> {
    COMMANDS
        .iter()
        .chain(tabs.iter().flat_map(|tab| tab.info().commands))
        .chain(session::COMMANDS)
        .collect()
}

impl App {
    /// The keys of the table with a person's own; and which of these cannot be bound, and why.
    pub fn build_keymap(own: &[KeyBinding]) -> (Keymap, Vec<(String, Error)>) {
        let tabs = pane::all();
        let commands = all_commands(&tabs);
        let (mut map, mut wrong) = (Keymap::from_commands(&commands), Vec::new());
        for KeyBinding { pane, keys, script: does } in own {
            let known =
                matches!(&**pane, "" | "present") || tabs.iter().any(|tab| tab.name() == pane);
            let bound = if known {
                map.bind(pane, keys, does.as_deref(), &commands)
            } else {
                Err(Error::unknown_name(
                    "pane",
                    pane,
                    tabs.iter().map(|tab| tab.name()).chain(["present"]),
                ))
            };
            wrong.extend(bound.err().map(|e| (keys.clone(), e)));
        }
        (map, wrong)
    }

    /// Says of a key that does nothing here in which pane it does something.
    pub(super) fn suggest_other_pane(&mut self, keys: &[Key]) {
        let command = self.commands.iter().copied().find(|command| {
            !command.pane.is_empty() && command.key_sequences().any(|other| other == keys)
        });
        let Some(command) = command else { return };
        let words: String = keys.iter().map(|key| key.display()).collect();
        self.set_status(format!("{words} is of {}: {}", command.pane, command.help.to_lowercase()))
    }

    /// What is wrong with the steps of a script, where these panes are shown.
    pub fn validate_script(tabs: &[Box<dyn Pane>], text: &str) -> Option<Error> {
        let actions = match script::parse(text, &all_commands(tabs)) {
            Ok(actions) => actions,
            Err(e) => return Some(e),
        };
        // records come and go with the data; panes and kinds do not
        let known: Vec<&str> =
            tabs.iter().map(|tab| tab.name()).chain(KINDS.iter().map(|kind| kind.name)).collect();
        actions.iter().find_map(|action| match action {
            Action::Go(to) => {
                let name = to.split(['/', ' ']).next().unwrap_or_default();
                (!known.contains(&name))
                    .then(|| Error::unknown_name("pane or kind", name, known.iter().copied()))
            }
            _ => None,
        })
    }

    /// Says of the steps of a script which of them does more than show something.
    pub(super) fn check_view_only(text: &str) -> Option<Error> {
        let does = |action: &Action| {
            use Action::*;
            let shows = matches!(
                action,
                Go(_)
                    | Explain(_)
                    | Filter(_)
                    | Sort(_)
                    | Select(_)
                    | ShowAtTop(_)
                    | OpenDetail(_)
                    | ScrollDetail(_)
                    | Columns(_)
                    | SetMarks(_)
                    | ToggleAll
                    | GoToToday
                    | Move(_)
            );
            !shows
                && !matches!(action, PaneCommand(name, _) if !session::COMMANDS.iter().any(|command| command.name == *name))
        };
        let names = all_commands(&pane::all());
        let steps = text.split(';').map(str::trim).filter(|step| {
            script::parse(step, &names).is_ok_and(|actions| actions.iter().any(does))
        });
        let step = steps.into_iter().next()?.split(' ').next()?;
        Some(Error::usage(format!("a slide shows a view, and \"{step}\" does something else")))
    }

    /// The places that the steps of a script speak of.
    pub(super) fn paths_in_script(text: &str) -> Vec<String> {
        let actions = script::parse(text, &all_commands(&pane::all())).unwrap_or_default();
        let place = |action| match action {
            Action::Go(to) | Action::Explain(to) | Action::Select(to) | Action::ShowAtTop(to) => {
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
        Table::from_texts(
            [("key", "Key"), ("where", "Where"), ("does", "What it does"), ("step", "In a script")],
            self.key_rows(),
        )
    }

    /// All keys as a table in Markdown: what README shows.
    pub fn keys_markdown(&self) -> String {
        let mut out = String::from(
            "| key | where | what it does | in a script |\n| --- | --- | --- | --- |\n",
        );
        for line in self.key_rows() {
            let keys: Vec<String> = line[0]
                .split(' ')
                .filter(|key| !key.is_empty())
                .map(|key| format!("`{key}`"))
                .collect();
            out.push_str(&format!(
                "| {} | {} | {} | `{}` |\n",
                keys.join(" "),
                line[1],
                line[2],
                line[3]
            ));
        }
        out
    }

    /// All keys: the keys, where, what they do, the step of a script.
    fn key_rows(&self) -> Vec<[String; 4]> {
        let everywhere =
            |pane: &str| if pane.is_empty() { "everywhere".to_string() } else { pane.to_string() };
        let panes = self.panes.iter().enumerate();
        let panes = panes.map(|(at, tab)| {
            [
                (at + 1).to_string(),
                everywhere(""),
                tab.info().description.into(),
                format!("go {}", tab.name()),
            ]
        });
        let commands = self.commands.iter();
        let commands = commands.map(|command| {
            [
                self.keymap.display_keys(command),
                everywhere(command.pane),
                command.help.into(),
                command.usage(),
            ]
        });
        let own = self
            .keymap
            .user_bindings()
            .map(|(pane, keys, script)| [keys, everywhere(pane), "your own".into(), script.into()]);
        panes.chain(commands).chain(own).collect()
    }
}
