//! Parses the flags and filter words that select the rows of a list, and writes them as a filter.

use crate::model::input_normalization::plain_text;
use crate::query::filter::quote_word;
use clap::{Args, Command};
use std::borrow::Cow;
use std::ffi::OsString;

/// Flags that select the rows and columns of a list.
#[derive(Args, Clone, Default)]
pub(super) struct RowArgs {
    /// Include rows that are hidden by default
    #[arg(long)]
    pub(super) all: bool,
    /// Sort by a column; -COLUMN sorts in descending order
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub(super) sort: Option<String>,
    /// Print these columns, in this order: name,region
    #[arg(long, value_name = "COLUMNS")]
    pub(super) columns: Option<String>,
    /// Print at most N rows
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) limit: Option<usize>,
}

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
            text.starts_with('-') && !text.starts_with("--") && !matches!(*text, "-" | "-h" | "-V")
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

/// Writes words of the shell as a filter.
pub(super) fn filter_from_words(words: &[String]) -> String {
    words
        .iter()
        .map(|word| quote_word(&plain_text(&unescape_hyphen_term(word))))
        .collect::<Vec<_>>()
        .join(" ")
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
