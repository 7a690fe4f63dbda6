//! The grammar of terminal output: the escape sequences that the program may write.

use gloact::model::text::is_invisible;

/// Asks for the background and the attributes of the terminal.
pub(crate) const BACKGROUND_QUERY: &str = "\x1b]11;?\x1b\\\x1b[c";

/// Checks that output has only text, cursor moves, erasing, styles and known modes.
pub(crate) fn grammar(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(BACKGROUND_QUERY) {
            rest = after;
            continue;
        }
        let length = match rest.strip_prefix("\x1b[") {
            None if (c.is_control() && !matches!(c, '\n' | '\r' | '\x08')) || is_invisible(c) => 0,
            None => c.len_utf8(),
            Some(sequence) => {
                let end = sequence.find(|c: char| !matches!(c, '0'..='?')).unwrap_or(0);
                let (arguments, last) = (&sequence[..end], sequence[end..].chars().next());
                let plain = arguments.chars().all(|c| matches!(c, '0'..='9' | ';'));
                let known = match last {
                    Some('H' | 'A' | 'B' | 'C' | 'D' | 'G' | 'J' | 'K' | 'L' | 'M' | 'X' | 'm') => {
                        plain
                    }
                    Some('h' | 'l') => {
                        ["?25", "?1000", "?1006", "?1049", "?2004", "?2026"].contains(&arguments)
                    }
                    _ => false,
                };
                if known { 2 + end + 1 } else { 0 }
            }
        };
        if length == 0 {
            return Err(format!("it writes {:?}", rest.chars().take(20).collect::<String>()));
        }
        rest = &rest[length..];
    }
    Ok(())
}
