//! Tells keys that are typed from a burst of keys, such as a paste from a terminal that does not
//! mark it. Text in a burst must not become commands.

use super::key::{KeyCode, KeyEvent, KeyModifiers};
use crossterm::event::Event;

/// Fewer different keys in a burst may be typed ahead over a slow connection.
const MIN_DIFFERENT_KEYS_OF_TEXT: usize = 4;

/// The burst that a key belongs to, if it did not arrive by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BurstMembership {
    /// The number of different keys of its burst that type text; 0 for a key by itself.
    different_keys: usize,
    /// The key ends a line or a cell inside of the text of its burst.
    separates_text: bool,
}

impl BurstMembership {
    /// Returns whether the key arrived together with other keys that type text.
    pub fn is_in_burst(self) -> bool {
        self.different_keys > 1
    }

    /// Returns whether the burst of the key is text rather than keys that were typed ahead.
    pub fn is_in_text(self) -> bool {
        self.different_keys >= MIN_DIFFERENT_KEYS_OF_TEXT
    }

    /// Returns whether the key is an Enter or a Tab inside of a text.
    pub fn separates_text(self) -> bool {
        self.separates_text
    }
}

/// The keys that type text and arrive one after another without a pause.
#[derive(Clone, Debug, Default)]
pub struct KeyBurst {
    keys: Vec<KeyCode>,
    /// Text stands behind an Enter or a Tab.
    has_lines: bool,
}

impl KeyBurst {
    /// Adds a key. Returns whether it types text; any other key ends the burst.
    fn push(&mut self, key: KeyEvent) -> bool {
        if !types_text(key) {
            return false;
        }
        let is_behind_separator = self.keys.iter().any(|code| is_separator(*code));
        self.has_lines |= is_behind_separator && !is_separator(key.code);
        // the number of different keys says enough about the rest
        if !self.keys.contains(&key.code) && self.keys.len() < MIN_DIFFERENT_KEYS_OF_TEXT
            || is_separator(key.code) && !is_behind_separator
        {
            self.keys.push(key.code);
        }
        true
    }

    /// Returns whether the burst has different keys.
    pub fn is_mixed(&self) -> bool {
        self.keys.len() > 1
    }

    /// Returns how a key of the burst arrived.
    fn membership(&self, key: KeyEvent) -> BurstMembership {
        let separates_text = self.has_lines && is_separator(key.code);
        BurstMembership { different_keys: self.keys.len(), separates_text }
    }
}

/// Returns how each event arrived. `burst` is the burst that the first event may continue, and
/// becomes the one that the last event belongs to.
pub fn burst_memberships(events: &[Event], burst: &mut KeyBurst) -> Vec<BurstMembership> {
    let mut burst_memberships = vec![BurstMembership::default(); events.len()];
    let mut start = 0;
    let mut end_run = |burst: &KeyBurst, start: usize, end: usize| {
        for (event, membership) in events.iter().zip(&mut burst_memberships).take(end).skip(start) {
            if let Event::Key(key) = event {
                *membership = burst.membership(*key);
            }
        }
    };
    for (index, event) in events.iter().enumerate() {
        let types_text = matches!(event, Event::Key(key) if burst.push(*key));
        if !types_text {
            end_run(burst, start, index);
            *burst = KeyBurst::default();
            start = index + 1;
        }
    }
    end_run(burst, start, events.len());
    burst_memberships
}

/// Returns whether the events end with text and an Enter or a Tab, behind which more may follow.
pub fn ends_with_separator(events: &[Event]) -> bool {
    let has_code = |index: usize, is_code: fn(KeyCode) -> bool| {
        let event = events.iter().nth_back(index);
        event.is_some_and(|event| matches!(event, Event::Key(key) if is_code(key.code)))
    };
    has_code(0, is_separator) && has_code(1, |code| matches!(code, KeyCode::Char(_)))
}

fn is_separator(code: KeyCode) -> bool {
    matches!(code, KeyCode::Enter | KeyCode::Tab)
}

fn types_text(key: KeyEvent) -> bool {
    key.modifiers == KeyModifiers::NONE
        && (is_separator(key.code) || matches!(key.code, KeyCode::Char(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Event> {
        let code = |c: char| match c {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '^' => KeyCode::Up,
            c => KeyCode::Char(c),
        };
        text.chars().map(|c| Event::Key(KeyEvent::from(code(c)))).collect()
    }

    /// Returns the events behind each other: `=` ends a line, `t` is text, `b` a key in a burst.
    fn marks(text: &str, burst: &mut KeyBurst) -> String {
        let mark = |membership: BurstMembership| match membership {
            membership if membership.separates_text() => '=',
            membership if membership.is_in_text() => 't',
            membership if membership.is_in_burst() => 'b',
            _ => '.',
        };
        burst_memberships(&keys(text), burst).into_iter().map(mark).collect()
    }

    #[test]
    fn text_is_told_from_single_keys() {
        for (typed, expected) in [
            ("e", "."),
            ("jjjjjjj", "......."),
            ("4q", "bb"),
            ("jjjq", "bbbb"),
            ("4/ne\n", "ttttt"),
            ("ab\ncd\n", "tt=tt="),
            ("ab\tcd", "tt=tt"),
            ("ab\n\n", "bbbb"),
            ("ab^e", "bb.."),
        ] {
            assert_eq!(marks(typed, &mut KeyBurst::default()), expected, "{typed:?}");
        }
        // the next read continues the burst
        let mut burst = KeyBurst::default();
        assert_eq!(marks("Lao", &mut burst), "bbb");
        assert_eq!(marks("\n", &mut burst), "t");
        assert_eq!(marks("e\n", &mut burst), "t=");
        assert!(burst.is_mixed());
    }

    #[test]
    fn a_line_may_go_on_behind_its_end() {
        for (typed, ends) in [("ab\n", true), ("a\t", true), ("\n", false), ("a\n\n", false)] {
            assert_eq!(ends_with_separator(&keys(typed)), ends, "{typed:?}");
        }
    }
}
