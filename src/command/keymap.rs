//! Maps key sequences to commands and to the user's own scripts.

use super::key::{self, KeyEvent};
use super::keyboard_layout::latin_equivalent;
use super::{Command, parse_sequence, script_parser};
use crate::error::{Error, Result};

#[derive(Clone)]
enum Binding {
    Command(&'static Command),
    Script(String),
    /// The user removed the default.
    Unbound,
}

/// The user's bindings, which come first, and the defaults. Each belongs to a pane, or to all panes
/// if the name is empty.
pub struct Keymap {
    user: Vec<(String, Vec<KeyEvent>, Binding)>,
    defaults: Vec<(&'static str, Vec<KeyEvent>, Binding)>,
}

/// The meaning of a key sequence.
pub enum KeyLookup {
    Command(&'static Command),
    /// A script of the user.
    Script(String),
    /// The start of a longer sequence.
    Pending,
    Unbound,
}

fn display_sequence(keys: &[KeyEvent]) -> String {
    keys.iter().map(|key| key::display(*key)).collect()
}

/// Returns whether a sequence continues after `start`.
fn continues(sequence: &[KeyEvent], start: &[KeyEvent]) -> bool {
    sequence.len() > start.len() && sequence.starts_with(start)
}

impl Keymap {
    /// Returns the keymap with the defaults of these commands.
    pub fn from_commands(commands: &[&'static Command]) -> Keymap {
        let mut defaults = Vec::new();
        for command in commands {
            let sequences = command.key_sequences();
            defaults.extend(sequences.map(|keys| (command.pane, keys, Binding::Command(command))));
        }
        Keymap { user: Vec::new(), defaults }
    }

    /// Binds a sequence in a pane to a script, or removes its default without one.
    pub fn bind(
        &mut self,
        pane: &str,
        keys: &str,
        script: Option<&str>,
        commands: &[&'static Command],
    ) -> Result<()> {
        let sequence = parse_sequence(keys);
        if sequence.is_empty() || (keys != "+" && sequence.len() != keys.split('+').count()) {
            return Err(Error::usage(format!("\"{keys}\" is not a key"))
                .with_hint("for example g+c, ctrl-y, pageup or space"));
        }
        let binding = match script {
            None => Binding::Unbound,
            Some(script) => {
                script_parser::parse(script, commands)?;
                Binding::Script(script.into())
            }
        };
        self.check_reachable(pane, keys, &sequence)?;
        if script.is_some() {
            self.check_hides_nothing(pane, keys, &sequence)?;
        }
        let is_bound = |(other_pane, other, _): &(String, Vec<KeyEvent>, Binding)| {
            other_pane == pane && *other == sequence
        };
        if self.user.iter().any(is_bound) {
            return Err(Error::usage(format!("\"{keys}\" is bound twice")));
        }
        self.user.push((pane.into(), sequence, binding));
        Ok(())
    }

    /// Fails if the sequence cannot be typed, or its start is bound itself.
    fn check_reachable(&self, pane: &str, keys: &str, sequence: &[KeyEvent]) -> Result<()> {
        for key in sequence {
            if let Some(sent) = key::same_on_terminals(*key) {
                let shown = key::display(*key);
                let message =
                    format!("\"{keys}\" is never reached: terminals send {sent} for {shown}");
                return Err(Error::usage(message).with_hint(format!("bind {sent}")));
            }
        }
        for end in 1..sequence.len() {
            let start = &sequence[..end];
            let found = self.lookup_exact(pane, start);
            if matches!(found, KeyLookup::Command(_) | KeyLookup::Script(_)) {
                let start = display_sequence(start);
                let message = format!("\"{keys}\" is never reached: {start} is bound by itself");
                return Err(Error::usage(message)
                    .with_hint(format!("unbind {start} first: set it to null")));
            }
        }
        Ok(())
    }

    /// Fails if a longer sequence could not be typed any more.
    fn check_hides_nothing(&self, pane: &str, keys: &str, sequence: &[KeyEvent]) -> Result<()> {
        let is_bound =
            |other: &[KeyEvent]| !matches!(self.lookup_exact(pane, other), KeyLookup::Unbound);
        for (other, _) in self.bindings(pane) {
            if continues(other, sequence) && is_bound(other) {
                let hidden = display_sequence(other);
                return Err(Error::usage(format!("\"{keys}\" would hide {hidden}"))
                    .with_hint(format!("unbind {hidden} first: set it to null")));
            }
        }
        Ok(())
    }

    /// Returns the bindings that apply in a pane, the most important first: those of the pane
    /// before those of all panes, and the user's before the defaults.
    fn bindings<'a>(
        &'a self,
        pane: &'a str,
    ) -> impl Iterator<Item = (&'a [KeyEvent], &'a Binding)> {
        let scopes = if pane.is_empty() { vec![""] } else { vec![pane, ""] };
        scopes.into_iter().flat_map(move |scope| {
            let user = self
                .user
                .iter()
                .filter(move |(pane, ..)| pane == scope)
                .map(|(_, keys, binding)| (&keys[..], binding));
            let defaults = self
                .defaults
                .iter()
                .filter(move |(pane, ..)| *pane == scope)
                .map(|(_, keys, binding)| (&keys[..], binding));
            user.chain(defaults)
        })
    }

    /// Looks up a sequence in a pane. Letters of a Cyrillic or Greek keyboard count as the Latin
    /// letters in their place.
    pub fn lookup(&self, pane: &str, keys: &[KeyEvent]) -> KeyLookup {
        let found = self.lookup_exact(pane, keys);
        if !matches!(found, KeyLookup::Unbound) {
            return found;
        }
        let latin: Vec<KeyEvent> =
            keys.iter().map(|key| KeyEvent { code: latin_equivalent(key.code), ..*key }).collect();
        self.lookup_exact(pane, &latin)
    }

    fn lookup_exact(&self, pane: &str, keys: &[KeyEvent]) -> KeyLookup {
        let mut is_start = false;
        for (sequence, binding) in self.bindings(pane) {
            let is_exact = sequence == keys;
            match binding {
                Binding::Unbound if is_exact => return KeyLookup::Unbound,
                Binding::Command(command) if is_exact => return KeyLookup::Command(command),
                Binding::Script(script) if is_exact => return KeyLookup::Script(script.clone()),
                Binding::Unbound => {}
                Binding::Command(_) | Binding::Script(_) => {
                    is_start |= continues(sequence, keys);
                }
            }
        }
        if is_start { KeyLookup::Pending } else { KeyLookup::Unbound }
    }

    /// Returns the keys that may follow a sequence, each with what it does.
    pub fn continuations(&self, pane: &str, keys: &[KeyEvent]) -> Vec<(KeyEvent, String)> {
        let mut continuations = Vec::new();
        for (sequence, binding) in self.bindings(pane) {
            let is_bound = !matches!(self.lookup_exact(pane, sequence), KeyLookup::Unbound);
            if !continues(sequence, keys) || !is_bound {
                continue;
            }
            let next = sequence[keys.len()];
            match binding {
                Binding::Command(command) => {
                    continuations.push((next, command.help.to_lowercase()));
                }
                Binding::Script(script) => continuations.push((next, script.clone())),
                Binding::Unbound => {}
            }
        }
        continuations
    }

    /// Returns the default keys of a command that the user has not bound anew or removed.
    pub fn display_keys(&self, command: &Command) -> String {
        let is_user_key = |keys: &[KeyEvent]| {
            self.user.iter().any(|(pane, other, _)| other == keys && *pane == command.pane)
        };
        let keys = command.key_sequences().filter(|keys| !is_user_key(keys));
        keys.map(|keys| display_sequence(&keys)).collect::<Vec<_>>().join(" ")
    }

    /// Returns the user's scripts: pane, keys and script.
    pub fn user_bindings(&self) -> impl Iterator<Item = (&str, String, &str)> {
        self.user.iter().filter_map(|(pane, keys, binding)| match binding {
            Binding::Script(script) => {
                Some((pane.as_str(), display_sequence(keys), script.as_str()))
            }
            Binding::Command(_) | Binding::Unbound => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::COMMANDS;

    fn commands() -> Vec<&'static Command> {
        COMMANDS.iter().collect()
    }

    fn lookup_name(keymap: &Keymap, keys: &str) -> String {
        match keymap.lookup("", &parse_sequence(keys)) {
            KeyLookup::Command(command) => command.name.into(),
            KeyLookup::Script(script) => script,
            KeyLookup::Pending => "…".into(),
            KeyLookup::Unbound => String::new(),
        }
    }

    #[test]
    fn the_user_adds_and_removes_bindings() {
        let commands = commands();
        let mut keymap = Keymap::from_commands(&commands);
        let unbound = lookup_name(&keymap, "x");
        assert_eq!(
            (lookup_name(&keymap, "g"), lookup_name(&keymap, "g+g")),
            ("…".into(), "first".into())
        );
        assert!(!unbound.is_empty());
        keymap.bind("", "g+n", Some("go countries/NP"), &commands).expect("it is valid");
        keymap.bind("", "x", None, &commands).expect("it is valid");
        assert_eq!(lookup_name(&keymap, "g+n"), "go countries/NP");
        assert_eq!(lookup_name(&keymap, "x"), "");
        let command = commands.iter().find(|command| command.name == unbound).expect("it exists");
        assert_eq!(keymap.display_keys(command), "");
        for (keys, script, problem) in [
            ("hyper-q", Some("quit"), "not a key"),
            ("q", Some("qiut"), "qiut"),
            ("x", Some("quit"), "twice"),
        ] {
            let error = keymap.bind("", keys, script, &commands).expect_err(keys);
            assert!(error.message.contains(problem), "{keys}: {}", error.message);
        }
    }

    #[test]
    fn control_keys_are_those_that_terminals_send() {
        let commands = commands();
        let mut keymap = Keymap::from_commands(&commands);
        // with Ctrl, terminals send the same for small and capital letters
        keymap.bind("", "C-T", Some("go map"), &commands).expect("it is valid");
        assert_eq!(lookup_name(&keymap, "ctrl-t"), "go map");
        let error = keymap.bind("", "ctrl-t", Some("quit"), &commands).expect_err("C-T is bound");
        assert!(error.message.contains("twice"), "{}", error.message);
        for (keys, sent) in
            [("C-m", "enter"), ("ctrl-J", "enter"), ("ctrl-i", "tab"), ("g+C-[", "esc")]
        {
            for script in [Some("go map"), None] {
                let error = keymap.bind("", keys, script, &commands).expect_err(keys);
                assert!(error.message.contains("never reached"), "{keys}: {}", error.message);
                let hint = error.hint.unwrap_or_default();
                assert_eq!(hint, format!("bind {sent}"), "{keys}");
            }
        }
    }

    #[test]
    fn letters_of_other_keyboards_count_by_their_place() {
        let keymap = Keymap::from_commands(&commands());
        for (key, name) in [
            ("й", "quit"),
            ("о", "down"),
            ("κ", "up"),
            ("ц", "why"),
            ("Р", "history"),
            (",", "settings"),
        ] {
            assert_eq!(lookup_name(&keymap, key), name, "{key}");
        }
    }
}
