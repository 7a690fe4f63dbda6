//! Hides filter words that begin with a hyphen from clap, which would take them for flags.

use clap::Command;
use std::borrow::Cow;
use std::ffi::OsString;

/// Precedes a filter word that begins with a hyphen, so that clap does not take it for a flag.
/// With `allow_hyphen_values` on the filter clap would take the flags behind it for filter words.
const HYPHEN_ESCAPE: char = '\u{1}';

/// Escapes filter words such as `-phase:ame` behind a verb with a filter; flags such as `-h` and
/// `--today` stay as they are.
pub(super) fn escape_hyphen_terms(command: &Command, args: Vec<OsString>) -> Vec<OsString> {
    let verb = args.iter().skip(1).find_map(|arg| command.find_subcommand(arg));
    if verb.is_none_or(|verb| verb.get_arguments().all(|arg| arg.get_id() != "filter")) {
        return args;
    }
    let mut escaped: Vec<OsString> = Vec::new();
    for arg in args {
        // the word behind a flag may be the value of the flag
        let follows_flag = escaped
            .last()
            .and_then(|previous| previous.to_str())
            .is_some_and(|previous| previous.starts_with("--") && !previous.contains('='));
        let is_term = |text: &&str| {
            text.starts_with('-')
                && !text.starts_with("--")
                && !matches!(*text, "-" | "-h" | "-o" | "-V")
        };
        escaped.push(match arg.to_str().filter(is_term) {
            Some(term) if !follows_flag => format!("{HYPHEN_ESCAPE}{term}").into(),
            _ => arg,
        });
    }
    escaped
}

/// Returns a word as it was typed.
pub(super) fn unescape_hyphen_term(word: &str) -> Cow<'_, str> {
    if word.contains(HYPHEN_ESCAPE) { word.replace(HYPHEN_ESCAPE, "").into() } else { word.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Arg;

    #[test]
    fn only_filter_words_are_escaped() {
        let with_filter = Command::new("list").arg(Arg::new("filter"));
        let command = Command::new("gloact").subcommands([with_filter, Command::new("show")]);
        let args = ["-phase:ame", "--sort", "-events", "-h", "--limit=5", "-x", "-"];
        let escaped = |verb: &str| {
            let args = ["gloact", "--ascii", verb].into_iter().chain(args);
            escape_hyphen_terms(&command, args.map(OsString::from).collect()).split_off(3)
        };
        let expected = ["\u{1}-phase:ame", "--sort", "-events", "-h", "--limit=5", "\u{1}-x", "-"];
        assert_eq!(escaped("list"), expected.map(OsString::from));
        assert_eq!(escaped("show"), args.map(OsString::from));
        assert_eq!(unescape_hyphen_term(expected[0]), "-phase:ame");
    }
}
