//! Which keys do what: the table of commands, and what a person bound besides.

use super::key::{self, KeyCode, KeyEvent};
use super::{Command, parse_sequence, script};
use crate::error::{Error, Result};

/// What a sequence of keys does.
#[derive(Clone)]
enum Binding {
    Command(&'static Command),
    Script(String),
    /// A person took it away.
    Unbound,
}

/// Sequences of keys, those of a person before those of the table.
pub struct Keymap {
    user: Vec<(String, Vec<KeyEvent>, Binding)>,
    defaults: Vec<(&'static str, Vec<KeyEvent>, Binding)>,
}

/// What a key, after the keys that wait, leads to.
pub enum Lookup {
    /// A command.
    Command(&'static Command),
    /// A person's own script.
    Script(String),
    /// The start of a longer sequence.
    Pending,
    /// Nothing.
    Unbound,
}

impl Keymap {
    /// The keys of the table.
    pub fn from_commands(commands: &[&'static Command]) -> Keymap {
        let keys = |command: &'static Command| {
            command.key_sequences().map(move |keys| (command.pane, keys, Binding::Command(command)))
        };
        Keymap {
            user: Vec::new(),
            defaults: commands.iter().flat_map(|command| keys(command)).collect(),
        }
    }

    /// Binds a sequence in a pane (everywhere where that is empty) to a script; to nothing with none.
    pub fn bind(
        &mut self,
        pane: &str,
        keys: &str,
        to: Option<&str>,
        commands: &[&'static Command],
    ) -> Result<()> {
        let read = parse_sequence(keys);
        if read.is_empty() || (keys != "+" && read.len() != keys.split('+').count()) {
            return Err(Error::usage(format!("\"{keys}\" is no key"))
                .with_hint("for example g+c, ctrl-y, pageup or space"));
        }
        let bound = match to {
            None => Binding::Unbound,
            Some(text) => {
                script::parse(text, commands)?;
                Binding::Script(text.into())
            }
        };
        for end in 1..read.len() {
            if matches!(
                self.lookup_exact(pane, &read[..end]),
                Lookup::Command(_) | Lookup::Script(_)
            ) {
                let start: String = read[..end].iter().map(|key| key::display(*key)).collect();
                return Err(Error::usage(format!(
                    "\"{keys}\" is never reached: {start} alone does something"
                ))
                .with_hint("take that away with null"));
            }
        }
        let longer = self.all(pane).map(|(sequence, _)| sequence).find(|sequence| {
            to.is_some()
                && sequence.len() > read.len()
                && sequence.starts_with(&read)
                && !matches!(self.lookup_exact(pane, sequence), Lookup::Unbound)
        });
        if let Some(longer) = longer {
            let hidden: String = longer.iter().map(|key| key::display(*key)).collect();
            return Err(Error::usage(format!("\"{keys}\" would hide {hidden}"))
                .with_hint("take that away with null"));
        }
        if self.user.iter().any(|(of, other, _)| of == pane && *other == read) {
            return Err(Error::usage(format!("\"{keys}\" is bound twice")));
        }
        self.user.push((pane.into(), read, bound));
        Ok(())
    }

    /// All sequences of a pane with what they do, those that count first.
    fn all<'a>(&'a self, pane: &'a str) -> impl Iterator<Item = (&'a [KeyEvent], &'a Binding)> {
        let of = move |wanted: &'a str| {
            let own = self
                .user
                .iter()
                .filter(move |(of, ..)| of == wanted)
                .map(|(_, keys, bound)| (&keys[..], bound));
            own.chain(
                self.defaults
                    .iter()
                    .filter(move |(of, ..)| *of == wanted)
                    .map(|(_, keys, bound)| (&keys[..], bound)),
            )
        };
        // a pane's own come first
        let own = if pane.is_empty() { None } else { Some(of(pane)) };
        own.into_iter().flatten().chain(of(""))
    }

    /// Looks up a sequence of keys in a pane. Letters of a Cyrillic or Greek keyboard count by where they stand.
    pub fn lookup(&self, pane: &str, keys: &[KeyEvent]) -> Lookup {
        let found = self.lookup_exact(pane, keys);
        let latin: Vec<KeyEvent> =
            keys.iter().map(|key| KeyEvent { code: latin_equivalent(key.code), ..*key }).collect();
        if matches!(found, Lookup::Unbound) && latin != keys {
            self.lookup_exact(pane, &latin)
        } else {
            found
        }
    }

    fn lookup_exact(&self, pane: &str, keys: &[KeyEvent]) -> Lookup {
        let mut waits = false;
        for (sequence, bound) in self.all(pane) {
            match bound {
                Binding::Unbound if sequence == keys => return Lookup::Unbound,
                Binding::Command(command) if sequence == keys => return Lookup::Command(command),
                Binding::Script(script) if sequence == keys => {
                    return Lookup::Script(script.clone());
                }
                Binding::Unbound => {}
                _ => waits |= sequence.len() > keys.len() && sequence.starts_with(keys),
            }
        }
        if waits { Lookup::Pending } else { Lookup::Unbound }
    }

    /// What may follow keys that wait: the next key and what it leads to.
    pub fn continuations(&self, pane: &str, keys: &[KeyEvent]) -> Vec<(KeyEvent, String)> {
        let taken =
            |sequence: &[KeyEvent]| matches!(self.lookup_exact(pane, sequence), Lookup::Unbound);
        let longer = self.all(pane).filter(|(sequence, _)| {
            sequence.len() > keys.len() && sequence.starts_with(keys) && !taken(sequence)
        });
        let told = longer.filter_map(|(sequence, bound)| match bound {
            Binding::Command(command) => Some((sequence[keys.len()], command.help.to_lowercase())),
            Binding::Script(script) => Some((sequence[keys.len()], script.clone())),
            Binding::Unbound => None,
        });
        told.collect()
    }

    /// The keys of a command as people read them, those that a person took away left out.
    pub fn display_keys(&self, command: &Command) -> String {
        let taken = |keys: &[KeyEvent]| {
            self.user.iter().any(|(pane, own, _)| own == keys && *pane == command.pane)
        };
        let keys = command.key_sequences().filter(|keys| !taken(keys));
        keys.map(|keys| keys.iter().map(|key| key::display(*key)).collect::<String>())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What a person bound: pane, keys as people read them, script.
    pub fn user_bindings(&self) -> impl Iterator<Item = (&str, String, &str)> {
        self.user.iter().filter_map(|(pane, keys, bound)| match bound {
            Binding::Script(script) => {
                Some((&**pane, keys.iter().map(|key| key::display(*key)).collect(), &**script))
            }
            _ => None,
        })
    }
}

/// The keys of a row of a keyboard, in Latin, Cyrillic and Greek letters.
const KEYBOARD_ROWS: &[(&str, &[&str])] = &[
    ("qwertyuiop[]", &["йцукенгшщзхъ", ";ςερτυθιοπ[]"]),
    ("asdfghjkl;'", &["фывапролджэ", "ασδφγηξκλ΄'"]),
    ("zxcvbnm,./", &["ячсмитьбю.", "ζχψωβνμ,./"]),
    ("QWERTYUIOP{}", &["ЙЦУКЕНГШЩЗХЪ", ":΅ΕΡΤΥΘΙΟΠ{}"]),
    ("ASDFGHJKL:\"", &["ФЫВАПРОЛДЖЭ", "ΑΣΔΦΓΗΞΚΛ¨\""]),
    ("ZXCVBNM<>?", &["ЯЧСМИТЬБЮ,", "ΖΧΨΩΒΝΜ<>?"]),
];

/// The Latin letter that stands where a Cyrillic or Greek one does.
fn latin_equivalent(code: KeyCode) -> KeyCode {
    let KeyCode::Char(c) = code else { return code };
    if c.is_ascii() {
        return code;
    }
    let found = KEYBOARD_ROWS.iter().find_map(|(latin, rows)| {
        let at = rows.iter().find_map(|row| row.chars().position(|other| other == c))?;
        latin.chars().nth(at)
    });
    KeyCode::Char(found.unwrap_or(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::COMMANDS;

    fn lookup_name(map: &Keymap, keys: &str) -> String {
        match map.lookup("", &parse_sequence(keys)) {
            Lookup::Command(command) => command.name.into(),
            Lookup::Script(script) => script,
            Lookup::Pending => "…".into(),
            Lookup::Unbound => String::new(),
        }
    }

    #[test]
    fn a_person_adds_and_takes_away() {
        let commands: Vec<&'static Command> = COMMANDS.iter().collect();
        let mut map = Keymap::from_commands(&commands);
        assert_eq!(
            (lookup_name(&map, "g"), lookup_name(&map, "g+g"), lookup_name(&map, "x")),
            ("…".into(), "first".into(), "remove-filter".into())
        );
        map.bind("", "g+n", Some("go countries/NP"), &commands).expect("a key and a script");
        map.bind("", "x", None, &commands).expect("a key");
        assert_eq!(
            (lookup_name(&map, "g+n"), lookup_name(&map, "x")),
            ("go countries/NP".into(), String::new())
        );
        let drop =
            commands.iter().find(|command| command.name == "remove-filter").expect("it is there");
        assert_eq!(map.display_keys(drop), "");
        for (keys, script, words) in [
            ("hyper-q", Some("quit"), "no key"),
            ("q", Some("qiut"), "qiut"),
            ("x", Some("quit"), "twice"),
        ] {
            assert!(
                map.bind("", keys, script, &commands).expect_err(keys).message.contains(words),
                "{keys}"
            );
        }
    }

    #[test]
    fn letters_count_by_where_they_stand() {
        let commands: Vec<&'static Command> = COMMANDS.iter().collect();
        let map = Keymap::from_commands(&commands);
        for (key, name) in [
            ("й", "quit"),
            ("о", "down"),
            ("κ", "up"),
            ("ц", "why"),
            ("Р", "history"),
            (",", "settings"),
        ] {
            assert_eq!(lookup_name(&map, key), name, "{key}");
        }
    }
}
