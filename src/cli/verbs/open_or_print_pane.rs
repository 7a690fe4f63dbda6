//! `gloact countries region:africa`: opens a pane by its name, or prints its rows.

use crate::cli::row_args::{RowArgs, filter_from_words};
use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::usage_error::usage_error;
use crate::cli::{GlobalArgs, dashboard_or_rows};
use crate::error::{Error, Result};
use crate::pane::Pane;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

/// The help of filters. It has no names, which depend on the programme.
pub(super) const FILTER_HELP: &str =
    "Keep rows that match each term: WORD, COLUMN:VALUE, -COLUMN:VALUE, 'COLUMN>=VALUE'";

/// Two examples of each pane.
const EXAMPLES: &[(&str, [&str; 2])] = &[
    ("overview", ["gloact overview", "gloact overview --format json"]),
    ("phases", ["gloact phases 'date>=2018'", "gloact phases --format md"]),
    (
        "matrix",
        [
            "gloact matrix --rows country --cols year --measure budget",
            "gloact matrix --rows country --cols year --phase all --format csv",
        ],
    ),
    (
        "countries",
        ["gloact countries nepal", "gloact countries 'events>=1' --sort -events --format tsv"],
    ),
    (
        "timeline",
        ["gloact timeline nepal 'year>=2018'", "gloact timeline country:nepal --format ics"],
    ),
    (
        "documents",
        ["gloact documents 'date>=2018'", "gloact documents --sort date --limit 5 --format html"],
    ),
    ("sources", ["gloact sources is:disputed", "gloact sources group:documents --format jsonl"]),
    ("map", ["gloact map nepal", "gloact map --format csv"]),
];

/// Returns the verb of a pane with the flags that apply to it.
pub(in crate::cli) fn command(pane: &dyn Pane) -> Command {
    let name = pane.name();
    let mut command = Command::new(name);
    if pane.info().can_filter {
        command =
            command.arg(Arg::new("filter").value_name("FILTER").num_args(0..).help(FILTER_HELP));
    }
    command = TableFormatArgs::augment_args(command);
    if pane.current_list().is_some_and(|state| state.has_columns) {
        command = RowArgs::augment_args(command);
    }
    if name == "matrix" {
        command = command.args(matrix_args());
    }
    // clap takes the description of the flags for that of the verb: this one replaces it
    command = command.about(pane.info().description);
    if let Some((_, [first, second])) = EXAMPLES.iter().find(|(pane, _)| *pane == name) {
        command = command.after_help(format!("Examples:\n  {first}\n  {second}"));
    }
    command
}

/// Returns the flags that only the matrix has.
fn matrix_args() -> [Arg; 5] {
    let flag = |name: &'static str| Arg::new(name).long(name);
    [
        flag("phase").value_name("PHASE").help("Count this phase, or all"),
        flag("rows").value_name("AXIS").requires("cols").help(
            "The axis of the rows: objective, agency, phase, programme, country, kind or year",
        ),
        flag("cols").value_name("AXIS").requires("rows").help("The axis of the columns"),
        flag("measure")
            .value_name("MEASURE")
            .help("Show events, or add up money: events, budget or spent"),
        flag("compare")
            .num_args(2)
            .value_names(["FROM", "TO"])
            .conflicts_with_all(["phase", "rows", "measure"])
            .help("Compare two phases cell by cell"),
    ]
}

/// Opens the pane, or prints it.
pub(in crate::cli) fn run(global: &GlobalArgs, name: &str, matches: &ArgMatches) -> Result<u8> {
    let usage = |e: clap::Error| usage_error(&e);
    let output = TableFormatArgs::from_arg_matches(matches).map_err(usage)?;
    // a pane without columns does not have these flags
    let rows = match matches.try_get_one::<bool>("all") {
        Ok(Some(_)) => RowArgs::from_arg_matches(matches).map_err(usage)?,
        _ => RowArgs::default(),
    };
    let script = script(name, matches, &rows)?;
    dashboard_or_rows::open(global, &script, Some((output, rows.limit)))
}

/// Writes the flags of a pane as a script.
fn script(pane: &str, matches: &ArgMatches, rows: &RowArgs) -> Result<String> {
    let values = |flag: &str| -> Option<Vec<String>> {
        matches.try_get_many::<String>(flag).ok().flatten().map(|values| values.cloned().collect())
    };
    // these values stand in the script as they are: they must not end a step or begin a quotation
    for value in ["phase", "rows", "cols", "measure", "compare", "sort", "columns"].map(values) {
        if let Some(word) = value.into_iter().flatten().find(|word| word.contains([';', '"'])) {
            return Err(Error::usage(format!("invalid name \"{word}\": it contains ; or \"")));
        }
    }
    let mut steps = vec![format!("go {pane}")];
    let measure = values("measure");
    let has_programmes = ["rows", "cols"].map(values).into_iter().flatten().flatten();
    let has_programmes = has_programmes.into_iter().any(|axis| axis == "programme");
    if let Some(phase) = values("phase") {
        steps.push(format!("phase {}", phase.join(" ")));
    } else if measure.is_some() || has_programmes {
        steps.push("phase all".into());
    }
    if let (Some(rows), Some(columns)) = (values("rows"), values("cols")) {
        steps.push(format!("axes {} {}", rows.join(" "), columns.join(" ")));
    }
    if let Some(measure) = measure {
        steps.push(format!("measure {}", measure.join(" ")));
    }
    if let Some(phases) = values("compare") {
        steps.push(format!("compare {}", phases.join(" ")));
    }
    if rows.all {
        steps.push("all".into());
    }
    if let Some(words) = values("filter") {
        steps.push(format!("filter {}", filter_from_words(&words)));
    }
    if let Some(sort) = &rows.sort {
        steps.push(format!("sort {sort}"));
    }
    if let Some(columns) = &rows.columns {
        steps.push(format!("columns {columns}"));
    }
    Ok(steps.join("; "))
}
