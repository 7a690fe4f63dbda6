//! `gloact countries region:africa`: a pane by its name, on the screen or as rows.

use super::{Global, show};
use crate::error::{Error, Result};
use crate::export::{FORMATS, Format};
use crate::tab::Tab;
use clap::{Arg, ArgMatches, Command};
use std::ffi::OsString;

/// The verb of a pane. The matrix is asked in its own words.
pub(super) fn command(pane: &dyn Tab) -> Command {
    let filter = Arg::new("filter").value_name("FILTER").num_args(0..).help("Keep rows that match: nepal region:asia -phase:ame");
    let format =
        Arg::new("format").long("format").value_name("FORMAT").help("Print rows instead of opening the dashboard: text, json, csv or md");
    let command = Command::new(pane.name()).about(pane.card().about).arg(filter).arg(format);
    if pane.name() != "matrix" {
        return command;
    }
    command
        .arg(Arg::new("phase").long("phase").value_name("ID").help("The phase that counts, or all"))
        .arg(Arg::new("rows").long("rows").value_name("AXIS").requires("cols").help("objective, agency, phase, country, kind or year"))
        .arg(Arg::new("cols").long("cols").value_name("AXIS").requires("rows").help("The same for the columns"))
        .arg(
            Arg::new("compare")
                .long("compare")
                .num_args(2)
                .value_names(["FROM", "TO"])
                .conflicts_with_all(["phase", "rows"])
                .help("Two phases, cell by cell"),
        )
}

/// Stands before a word of a filter that begins with a hyphen, so that it is not taken for a flag.
const SHIELD: char = '\u{1}';

/// `-phase:ame` is a word of a filter; `-h` and `--today` are flags.
pub(super) fn shield(args: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = Vec::new();
    for arg in args {
        // what follows a flag may be its value, and stays as it is
        let value = all.last().and_then(|before| before.to_str()).is_some_and(|before| before.starts_with("--") && !before.contains('='));
        all.push(match arg.to_str() {
            Some(text) if !value && text.starts_with('-') && !text.starts_with("--") && !matches!(text, "-" | "-h" | "-V") => {
                format!("{SHIELD}{text}").into()
            }
            _ => arg,
        });
    }
    all
}

/// Opens the pane, or prints it.
pub(super) fn run(global: &Global, name: &str, own: &ArgMatches) -> Result<u8> {
    let words = |key: &str| own.try_get_many::<String>(key).ok().flatten().map(|words| words.cloned().collect::<Vec<_>>());
    let own_words = ["phase", "rows", "cols", "compare"].iter().filter_map(|key| words(key)).flatten();
    if let Some(word) = own_words.into_iter().find(|word| word.contains([';', '"'])) {
        return Err(Error::usage(format!("\"{word}\" is no name")));
    }
    let mut steps = vec![format!("go {name}")];
    steps.extend(words("phase").map(|phase| format!("phase {}", phase.join(" "))));
    steps.extend(words("rows").zip(words("cols")).map(|(rows, columns)| format!("axes {} {}", rows.join(" "), columns.join(" "))));
    steps.extend(words("compare").map(|phases| format!("compare {}", phases.join(" "))));
    steps.extend(
        words("filter").map(|words| {
            format!("filter {}", words.iter().map(|word| quoted(word.trim_start_matches(SHIELD))).collect::<Vec<_>>().join(" "))
        }),
    );
    let asked = words("format").and_then(|words| words.first().cloned());
    show(global, &steps.join("; "), asked.map(|name| format(&name)).transpose()?)
}

/// The format of this name.
pub(super) fn format(name: &str) -> Result<Format> {
    FORMATS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, format)| *format)
        .ok_or_else(|| Error::unknown("format", name, FORMATS.iter().map(|(known, _)| *known)))
}

/// A word of the shell as a word of a filter: what has spaces needs quotation marks, around the value where there is a field.
fn quoted(word: &str) -> String {
    if word.contains('"') || !word.contains([' ', ';']) {
        return word.to_string();
    }
    let (not, body) = word.strip_prefix('-').map_or(("", word), |body| ("-", body));
    let value = body.find([':', '=', '<', '>']).map_or(0, |at| at + body[at..].find(|c| !matches!(c, ':' | '=' | '<' | '>')).unwrap_or(0));
    format!("{not}{}\"{}\"", &body[..value], &body[value..])
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_with_spaces_are_quoted_where_the_filter_wants_it() {
        for (word, shown) in [
            ("nepal", "nepal"),
            ("The Hague", "\"The Hague\""),
            ("-The Hague", "-\"The Hague\""),
            ("place:The Hague", "place:\"The Hague\""),
            ("place=The Hague", "place=\"The Hague\""),
            ("date>=a b", "date>=\"a b\""),
            ("a;b", "\"a;b\""),
            ("place:\"x y\"", "place:\"x y\""),
        ] {
            assert_eq!(quoted(word), shown);
        }
    }
}
