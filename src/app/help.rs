//! The list of keys, over whatever is below.

use super::App;
use crate::command::{Action, Command, Motion};
use crate::ui::help::Entry;

impl App {
    /// Does an action while the list is open; gives back whether it is done with that.
    pub(super) fn act_in_help(&mut self, action: &Action) -> bool {
        let (Some(top), page) = (self.help, self.scene().body.height as usize) else { return false };
        let last = self.entries().len().saturating_sub(page);
        let top = match action {
            Action::Help | Action::Quit | Action::Close | Action::Back => {
                self.help = None;
                return true;
            }
            Action::Leave | Action::Suspend | Action::Redraw => return false,
            Action::Move(motion) => match motion {
                Motion::Up => top.saturating_sub(1),
                Motion::Down => top + 1,
                Motion::PageUp => top.saturating_sub(page),
                Motion::PageDown => top + page,
                Motion::HalfUp => top.saturating_sub(page / 2),
                Motion::HalfDown => top + page / 2,
                Motion::First | Motion::Left => 0,
                Motion::Last | Motion::Right => last,
            },
            _ => {
                self.help = None;
                return false;
            }
        };
        self.help = Some(top.min(last));
        true
    }

    /// All panes, keys and steps of where one is.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let panes = self.tabs.iter().enumerate().map(|(at, tab)| Entry {
            keys: (at + 1).to_string(),
            step: format!("go {}", tab.name()),
            help: tab.card().about.into(),
        });
        let here = self.tabs[self.current].name();
        let mine = |command: &&&Command| command.pane.is_empty() || command.pane == here;
        let keys = self.commands.iter().filter(|command| !command.keys.is_empty()).filter(mine);
        let steps = self.commands.iter().filter(|command| command.keys.is_empty()).filter(mine);
        let entry = |command: &&Command| Entry { keys: command.keys_words(), step: command.usage(), help: command.help.into() };
        let step = |command: &&Command| Entry {
            keys: String::new(),
            step: command.usage(),
            help: format!("{}: {}", command.usage(), command.help),
        };
        panes.chain(keys.map(entry)).chain(steps.map(step)).collect()
    }

    /// All keys as a table in Markdown: what README shows.
    pub fn keys_markdown(&self) -> String {
        let mut out = String::from("| key | where | what it does | in a script |\n| --- | --- | --- | --- |\n");
        for (at, tab) in self.tabs.iter().enumerate() {
            out.push_str(&format!("| `{}` | everywhere | {} | `go {}` |\n", at + 1, tab.card().about, tab.name()));
        }
        for command in self.commands.iter() {
            let keys: Vec<String> = command.keys_words().split(' ').filter(|key| !key.is_empty()).map(|key| format!("`{key}`")).collect();
            let pane = if command.pane.is_empty() { "everywhere" } else { command.pane };
            out.push_str(&format!("| {} | {pane} | {} | `{}` |\n", keys.join(" "), command.help, command.usage()));
        }
        out
    }
}
