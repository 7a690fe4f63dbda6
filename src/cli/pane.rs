//! `gloact countries region:africa`: a pane by its name, on the screen or as rows.

use super::list::RowArgs;
use super::output::TableOutput;
use super::{GlobalArgs, dashboard};
use crate::error::{Error, Result};
use crate::pane::Pane;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use std::ffi::OsString;

/// Two examples of each pane.
const EXAMPLES: &[(&str, &str)] = &[
    ("overview", "gloact overview\n  gloact overview --format json"),
    ("phases", "gloact phases 'date>=2018'\n  gloact phases --format md"),
    (
        "matrix",
        "gloact matrix --compare glo-act glo-act-ame\n  gloact matrix --rows country --cols year --phase all --format csv",
    ),
    (
        "countries",
        "gloact countries region:africa agency:iom\n  gloact countries -phase:ame --sort -events --format tsv",
    ),
    ("timeline", "gloact timeline nepal 'year>=2018'\n  gloact timeline kind:launch --format ics"),
    (
        "documents",
        "gloact documents kind:protocol\n  gloact documents --sort date --limit 5 --format html",
    ),
    ("sources", "gloact sources is:disputed\n  gloact sources group:documents --format jsonl"),
    ("map", "gloact map region:asia\n  gloact map --format csv"),
];

/// The verb of a pane. The matrix is asked in its own words.
pub(super) fn command(pane: &dyn Pane) -> Command {
    let name = pane.name();
    let filter = Arg::new("filter")
        .value_name("FILTER")
        .num_args(0..)
        .help("Keep rows that match: nepal region:asia -phase:ame");
    let command = Command::new(name);
    let command = if pane.info().can_filter { command.arg(filter) } else { command };
    let command = TableOutput::augment_args(command);
    let examples = EXAMPLES.iter().find(|(of, _)| *of == name).map_or("", |(_, examples)| examples);
    let columns = pane.list_state().is_some_and(|asked| asked.has_columns);
    let command = if columns { RowArgs::augment_args(command) } else { command };
    let command =
        command.about(pane.info().description).after_help(format!("Examples:\n  {examples}"));
    if name != "matrix" {
        return command;
    }
    command
        .arg(
            Arg::new("phase")
                .long("phase")
                .value_name("PHASE")
                .help("The phase that counts, or all"),
        )
        .arg(
            Arg::new("rows")
                .long("rows")
                .value_name("AXIS")
                .requires("cols")
                .help("objective, agency, phase, country, kind or year"),
        )
        .arg(
            Arg::new("cols")
                .long("cols")
                .value_name("AXIS")
                .requires("rows")
                .help("The same for the columns"),
        )
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
const HYPHEN_ESCAPE: char = '\u{1}';

/// `-phase:ame` is a word of a filter; `-h` and `--today` are flags.
pub(super) fn escape_hyphen_terms(args: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = Vec::new();
    for arg in args {
        // what follows a flag may be its value, and stays as it is
        let value = all
            .last()
            .and_then(|before| before.to_str())
            .is_some_and(|before| before.starts_with("--") && !before.contains('='));
        all.push(match arg.to_str() {
            Some(text)
                if !value
                    && text.starts_with('-')
                    && !text.starts_with("--")
                    && !matches!(text, "-" | "-h" | "-V") =>
            {
                format!("{HYPHEN_ESCAPE}{text}").into()
            }
            _ => arg,
        });
    }
    all
}

/// Opens the pane, or prints it.
pub(super) fn run(global: &GlobalArgs, name: &str, own: &ArgMatches) -> Result<u8> {
    let words = |key: &str| {
        own.try_get_many::<String>(key)
            .ok()
            .flatten()
            .map(|words| words.cloned().collect::<Vec<_>>())
    };
    let own_words = ["phase", "rows", "cols", "compare", "sort", "columns"]
        .iter()
        .filter_map(|key| words(key))
        .flatten();
    if let Some(word) = own_words.into_iter().find(|word| word.contains([';', '"'])) {
        return Err(Error::usage(format!("\"{word}\" is no name")));
    }
    let usage = |e: clap::Error| Error::usage(e.to_string());
    let output = TableOutput::from_arg_matches(own).map_err(usage)?;
    let which = if matches!(own.try_get_one::<bool>("all"), Ok(Some(_))) {
        RowArgs::from_arg_matches(own).map_err(usage)?
    } else {
        RowArgs::default()
    };
    let mut steps = vec![format!("go {name}")];
    steps.extend(words("phase").map(|phase| format!("phase {}", phase.join(" "))));
    steps.extend(
        words("rows")
            .zip(words("cols"))
            .map(|(rows, columns)| format!("axes {} {}", rows.join(" "), columns.join(" "))),
    );
    steps.extend(words("compare").map(|phases| format!("compare {}", phases.join(" "))));
    steps.extend(which.all.then(|| "all".to_string()));
    steps.extend(words("filter").map(|words| format!("filter {}", filter_from_words(&words))));
    steps.extend(which.sort.map(|sort| format!("sort {sort}")));
    steps.extend(which.columns.map(|columns| format!("columns {columns}")));
    dashboard::open(global, &steps.join("; "), Some((output, which.limit)))
}

/// Words of the shell as a filter.
pub(super) fn filter_from_words(words: &[String]) -> String {
    words
        .iter()
        .map(|word| quote_filter_word(word.trim_start_matches(HYPHEN_ESCAPE)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word of the shell as a word of a filter: what has spaces needs quotation marks, around the value where there is a field.
fn quote_filter_word(word: &str) -> String {
    if word.contains('"') || !word.contains([' ', ';']) {
        return word.to_string();
    }
    let (not, body) = word.strip_prefix('-').map_or(("", word), |body| ("-", body));
    let value = body
        .find([':', '=', '<', '>'])
        .map_or(0, |at| at + body[at..].find(|c| !matches!(c, ':' | '=' | '<' | '>')).unwrap_or(0));
    format!("{not}{}\"{}\"", &body[..value], &body[value..])
}

#[cfg(test)]
mod tests {
    use super::quote_filter_word;

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
            assert_eq!(quote_filter_word(word), shown);
        }
    }
}
