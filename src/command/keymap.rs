//! Which keys do what: the table of commands, and what a person bound besides.

use super::key::{Code, Key};
use super::{Command, script, sequence};
use crate::error::{Error, Result};

/// What a sequence of keys does.
#[derive(Clone)]
enum Bound {
    Command(&'static Command),
    Script(String),
    /// A person took it away.
    Nothing,
}

/// Sequences of keys, those of a person before those of the table.
pub struct Keymap {
    own: Vec<(String, Vec<Key>, Bound)>,
    usual: Vec<(&'static str, Vec<Key>, Bound)>,
}

/// What a key, after the keys that wait, leads to.
pub enum Found {
    /// A command.
    Command(&'static Command),
    /// A person's own script.
    Script(String),
    /// The start of a longer sequence.
    Waits,
    /// Nothing.
    Nothing,
}

impl Keymap {
    /// The keys of the table.
    pub fn of(commands: &[&'static Command]) -> Keymap {
        let keys = |command: &'static Command| command.sequences().map(move |keys| (command.pane, keys, Bound::Command(command)));
        Keymap { own: Vec::new(), usual: commands.iter().flat_map(|command| keys(command)).collect() }
    }

    /// Binds a sequence in a pane (everywhere where that is empty) to a script; to nothing with none.
    pub fn bind(&mut self, pane: &str, keys: &str, to: Option<&str>, commands: &[&'static Command]) -> Result<()> {
        let read = sequence(keys);
        if read.is_empty() || (keys != "+" && read.len() != keys.split('+').count()) {
            return Err(Error::usage(format!("\"{keys}\" is no key")).hint("for example g+c, ctrl-y, pageup or space"));
        }
        let bound = match to {
            None => Bound::Nothing,
            Some(text) => {
                script::parse(text, commands)?;
                Bound::Script(text.into())
            }
        };
        for end in 1..read.len() {
            if matches!(self.exactly(pane, &read[..end]), Found::Command(_) | Found::Script(_)) {
                let start: String = read[..end].iter().map(|key| key.words()).collect();
                return Err(
                    Error::usage(format!("\"{keys}\" is never reached: {start} alone does something")).hint("take that away with null")
                );
            }
        }
        let longer = self.all(pane).map(|(sequence, _)| sequence).find(|sequence| {
            to.is_some()
                && sequence.len() > read.len()
                && sequence.starts_with(&read)
                && !matches!(self.exactly(pane, sequence), Found::Nothing)
        });
        if let Some(longer) = longer {
            let hidden: String = longer.iter().map(|key| key.words()).collect();
            return Err(Error::usage(format!("\"{keys}\" would hide {hidden}")).hint("take that away with null"));
        }
        if self.own.iter().any(|(of, other, _)| of == pane && *other == read) {
            return Err(Error::usage(format!("\"{keys}\" is bound twice")));
        }
        self.own.push((pane.into(), read, bound));
        Ok(())
    }

    /// All sequences of a pane with what they do, those that count first.
    fn all<'a>(&'a self, pane: &'a str) -> impl Iterator<Item = (&'a [Key], &'a Bound)> {
        let of = move |wanted: &'a str| {
            let own = self.own.iter().filter(move |(of, ..)| of == wanted).map(|(_, keys, bound)| (&keys[..], bound));
            own.chain(self.usual.iter().filter(move |(of, ..)| *of == wanted).map(|(_, keys, bound)| (&keys[..], bound)))
        };
        // a pane's own come first
        let own = if pane.is_empty() { None } else { Some(of(pane)) };
        own.into_iter().flatten().chain(of(""))
    }

    /// Looks up a sequence of keys in a pane. Letters of a Cyrillic or Greek keyboard count by where they stand.
    pub fn look_up(&self, pane: &str, keys: &[Key]) -> Found {
        let found = self.exactly(pane, keys);
        let latin: Vec<Key> = keys.iter().map(|key| Key { code: latin(key.code), ..*key }).collect();
        if matches!(found, Found::Nothing) && latin != keys { self.exactly(pane, &latin) } else { found }
    }

    fn exactly(&self, pane: &str, keys: &[Key]) -> Found {
        let mut waits = false;
        for (sequence, bound) in self.all(pane) {
            match bound {
                Bound::Nothing if sequence == keys => return Found::Nothing,
                Bound::Command(command) if sequence == keys => return Found::Command(command),
                Bound::Script(script) if sequence == keys => return Found::Script(script.clone()),
                Bound::Nothing => {}
                _ => waits |= sequence.len() > keys.len() && sequence.starts_with(keys),
            }
        }
        if waits { Found::Waits } else { Found::Nothing }
    }

    /// What may follow keys that wait: the next key and what it leads to.
    pub fn after(&self, pane: &str, keys: &[Key]) -> Vec<(Key, String)> {
        let taken = |sequence: &[Key]| matches!(self.exactly(pane, sequence), Found::Nothing);
        let longer = self.all(pane).filter(|(sequence, _)| sequence.len() > keys.len() && sequence.starts_with(keys) && !taken(sequence));
        let told = longer.filter_map(|(sequence, bound)| match bound {
            Bound::Command(command) => Some((sequence[keys.len()], command.help.to_lowercase())),
            Bound::Script(script) => Some((sequence[keys.len()], script.clone())),
            Bound::Nothing => None,
        });
        told.collect()
    }

    /// The keys of a command as people read them, those that a person took away left out.
    pub fn words(&self, command: &Command) -> String {
        let taken = |keys: &[Key]| self.own.iter().any(|(pane, own, _)| own == keys && *pane == command.pane);
        let keys = command.sequences().filter(|keys| !taken(keys));
        keys.map(|keys| keys.iter().map(|key| key.words()).collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// What a person bound: pane, keys as people read them, script.
    pub fn own(&self) -> impl Iterator<Item = (&str, String, &str)> {
        self.own.iter().filter_map(|(pane, keys, bound)| match bound {
            Bound::Script(script) => Some((&**pane, keys.iter().map(|key| key.words()).collect(), &**script)),
            _ => None,
        })
    }
}

/// The keys of a row of a keyboard, in Latin, Cyrillic and Greek letters.
const ROWS: &[(&str, &[&str])] = &[
    ("qwertyuiop[]", &["йцукенгшщзхъ", ";ςερτυθιοπ[]"]),
    ("asdfghjkl;'", &["фывапролджэ", "ασδφγηξκλ΄'"]),
    ("zxcvbnm,./", &["ячсмитьбю.", "ζχψωβνμ,./"]),
    ("QWERTYUIOP{}", &["ЙЦУКЕНГШЩЗХЪ", ":΅ΕΡΤΥΘΙΟΠ{}"]),
    ("ASDFGHJKL:\"", &["ФЫВАПРОЛДЖЭ", "ΑΣΔΦΓΗΞΚΛ¨\""]),
    ("ZXCVBNM<>?", &["ЯЧСМИТЬБЮ,", "ΖΧΨΩΒΝΜ<>?"]),
];

/// The Latin letter that stands where a Cyrillic or Greek one does.
fn latin(code: Code) -> Code {
    let Code::Char(c) = code else { return code };
    if c.is_ascii() {
        return code;
    }
    let found = ROWS.iter().find_map(|(latin, rows)| {
        let at = rows.iter().find_map(|row| row.chars().position(|other| other == c))?;
        latin.chars().nth(at)
    });
    Code::Char(found.unwrap_or(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::COMMANDS;

    fn found(map: &Keymap, keys: &str) -> String {
        match map.look_up("", &sequence(keys)) {
            Found::Command(command) => command.name.into(),
            Found::Script(script) => script,
            Found::Waits => "…".into(),
            Found::Nothing => String::new(),
        }
    }

    #[test]
    fn a_person_adds_and_takes_away() {
        let commands: Vec<&'static Command> = COMMANDS.iter().collect();
        let mut map = Keymap::of(&commands);
        assert_eq!((found(&map, "g"), found(&map, "g+g"), found(&map, "x")), ("…".into(), "first".into(), "drop".into()));
        map.bind("", "g+n", Some("go countries/NP"), &commands).expect("a key and a script");
        map.bind("", "x", None, &commands).expect("a key");
        assert_eq!((found(&map, "g+n"), found(&map, "x")), ("go countries/NP".into(), String::new()));
        let drop = commands.iter().find(|command| command.name == "drop").expect("it is there");
        assert_eq!(map.words(drop), "");
        for (keys, script, words) in [("hyper-q", Some("quit"), "no key"), ("q", Some("qiut"), "qiut"), ("x", Some("quit"), "twice")] {
            assert!(map.bind("", keys, script, &commands).expect_err(keys).sentence.contains(words), "{keys}");
        }
    }

    #[test]
    fn letters_count_by_where_they_stand() {
        let commands: Vec<&'static Command> = COMMANDS.iter().collect();
        let map = Keymap::of(&commands);
        for (key, name) in [("й", "quit"), ("о", "down"), ("κ", "up"), ("ц", "why"), ("Р", "history"), (",", "settings")] {
            assert_eq!(found(&map, key), name, "{key}");
        }
    }
}
