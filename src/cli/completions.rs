//! `gloact completions bash`: what makes a shell complete verbs and flags, and kinds, places, fields and names of the data.
//!
//! A shell asks the program itself, `gloact __complete NUMBER WORDS…`, and gets a line a candidate: the word, a tab, what it is.

use super::{GlobalArgs, command, load_dataset, print};
use crate::error::Result;
use crate::model::text::{normalize_for_search, sanitize};
use crate::model::{KindId, RecordPath};
use crate::pane;
use crate::query::facets::completions;
use crate::query::lists::{by_kind, countries, events};
use crate::query::pivot::grid;
use crate::query::{ListDef, QueryContext};
use crate::store::Dataset;
use clap::{Args, FromArgMatches, ValueEnum};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print what makes a shell complete verbs, flags, places and names
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact completions bash > gloact.bash
  gloact completions fish > gloact.fish

In ~/.bashrc: source <(gloact completions bash). In ~/.zshrc, after compinit: source <(gloact completions zsh).
In ~/.config/fish/config.fish: gloact completions fish | source.")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Completions {
    pub(super) fn run(&self, _: &GlobalArgs) -> Result<u8> {
        print(match self.shell {
            Shell::Bash => include_str!("completions/gloact.bash"),
            Shell::Zsh => include_str!("completions/gloact.zsh"),
            Shell::Fish => include_str!("completions/gloact.fish"),
        })
    }
}

/// Answers a shell that asks; nothing when the call is another.
pub(super) fn run_if_requested(args: &[OsString]) -> Option<ExitCode> {
    let (number, words) =
        args.get(1..)?.split_first().filter(|(verb, _)| *verb == "__complete")?.1.split_first()?;
    let number: usize = number.to_str()?.parse().ok().filter(|number| *number < words.len())?;
    let mut words = words.to_vec();
    // what is not wanted in a filter is completed as what is wanted
    let not = words[number]
        .to_str()
        .filter(|word| word.starts_with('-') && word.len() > 1 && !word.starts_with("--"))
        .map(|word| word[1..].into());
    let sign = if not.is_some() { "-" } else { "" };
    words[number] = not.unwrap_or_else(|| words[number].clone());
    let found = complete(&mut command_with_data(&words), words, number, None).unwrap_or_default();
    let line = |candidate: &CompletionCandidate| {
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        format!(
            "{sign}{}\t{}\n",
            sanitize(&candidate.get_value().to_string_lossy()),
            sanitize(help.lines().next().unwrap_or_default())
        )
    };
    let _ = print(&found.iter().map(line).collect::<String>());
    Some(ExitCode::SUCCESS)
}

/// What the data say to an argument, for the list that is asked and the word that is typed: words, and what each is.
type CandidatesFn = fn(&QueryContext, Option<&'static ListDef>, &str) -> Vec<(String, String)>;

/// The arguments that the data complete, by the names of their values.
const DATA_CANDIDATES: &[(&str, CandidatesFn)] = &[
    ("KIND", |_, _, _| {
        KindId::ALL.iter().map(|kind| (kind.name().into(), kind.singular().into())).collect()
    }),
    ("PATH", |scope, _, typed| path_candidates(scope.data, typed)),
    ("PLACE", |scope, _, typed| path_candidates(scope.data, typed)),
    ("FILTER", filter_candidates),
    ("PHASE", |scope, _, _| record_candidates(scope.data, KindId::Phases)),
    ("FROM", |scope, _, _| record_candidates(scope.data, KindId::Phases)),
    ("AXIS", |_, _, _| {
        grid::DIMENSIONS.iter().map(|(name, _)| ((*name).into(), String::new())).collect()
    }),
    ("COLUMN", |_, list, _| column_candidates(list, "")),
    ("COLUMNS", |_, list, typed| {
        column_candidates(list, typed.rfind(',').map_or("", |at| &typed[..=at]))
    }),
];

/// The command with candidates from the data for what the words ask.
fn command_with_data(words: &[OsString]) -> clap::Command {
    let (list, files) = (requested_list(words), data_flags(words));
    let asks = |arg: clap::Arg| {
        let name =
            arg.get_value_names().and_then(|names| names.first()).map(|name| name.to_string());
        let Some((_, known)) =
            DATA_CANDIDATES.iter().find(|(known, _)| Some(*known) == name.as_deref())
        else {
            return arg;
        };
        let files = files.clone();
        arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
            candidates(*known, list, &files, &typed.to_string_lossy())
        }))
    };
    let verbs: Vec<String> =
        command().get_subcommands().map(|verb| verb.get_name().to_string()).collect();
    verbs
        .into_iter()
        .fold(command(), |command, verb| command.mut_subcommand(verb, |verb| verb.mut_args(asks)))
}

/// The files of overrides that the words name, as flags.
fn data_flags(words: &[OsString]) -> Vec<OsString> {
    let mut files = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let file = match word.to_str() {
            Some("--data") => words.get(at + 1).map(OsString::as_os_str),
            word => word.and_then(|word| word.strip_prefix("--data=")).map(OsStr::new),
        };
        files.extend(
            file.map(|file| [OsStr::new("--data="), &expand_home(file)].into_iter().collect()),
        );
    }
    files
}

/// A path as the shell would have it: its words come as they were typed.
fn expand_home(file: &OsStr) -> OsString {
    let below = file.to_str().and_then(|file| file.strip_prefix("~/"));
    below
        .and_then(|below| Some(PathBuf::from(std::env::var_os("HOME")?).join(below).into()))
        .unwrap_or_else(|| file.into())
}

fn candidates(
    known: CandidatesFn,
    list: Option<&'static ListDef>,
    files: &[OsString],
    typed: &str,
) -> Vec<CompletionCandidate> {
    let words = std::iter::once("gloact".into()).chain(files.iter().cloned());
    let global = command()
        .try_get_matches_from(words)
        .and_then(|matches| GlobalArgs::from_arg_matches(&matches));
    let Some((today, global)) = global.ok().and_then(|global| Some((global.today().ok()?, global)))
    else {
        return Vec::new();
    };
    let begins = normalize_for_search(typed);
    let found = known(&QueryContext::new(&load_dataset(&global), today), list, typed)
        .into_iter()
        .filter(|(word, _)| normalize_for_search(word).starts_with(&begins));
    found.map(|(word, help)| CompletionCandidate::new(word).help(Some(help.into()))).collect()
}

/// The list that the words ask: that of a pane, or of the kind behind `list`.
fn requested_list(words: &[OsString]) -> Option<&'static ListDef> {
    let words: Vec<&str> = words.iter().skip(1).filter_map(|word| word.to_str()).collect();
    let panes = pane::all();
    if let Some(pane) = panes.iter().find(|pane| words.contains(&pane.name())) {
        return pane.list_state().map(|asked| asked.list);
    }
    words
        .contains(&"list")
        .then(|| words.iter().find_map(|word| KindId::parse(word).ok()))
        .flatten()
        .map(|kind| by_kind::list(kind))
}

fn record_candidates(data: &Dataset, kind: KindId) -> Vec<(String, String)> {
    data.records(kind).map(|row| (data.id(row).to_string(), data.title(row).into_owned())).collect()
}

/// Kinds, then records of one, then its fields: a step at a time.
fn path_candidates(data: &Dataset, typed: &str) -> Vec<(String, String)> {
    let place = RecordPath::new(typed);
    match (KindId::parse(place.kind()), place.id(), place.field_path()) {
        (Ok(kind), Some(id), Some(_)) => kind
            .fields()
            .iter()
            .map(|field| (format!("{}/{id}/{field}", kind.name()), String::new()))
            .collect(),
        (Ok(kind), Some(_), None) => record_candidates(data, kind)
            .into_iter()
            .map(|(id, heading)| (format!("{}/{id}", kind.name()), heading))
            .collect(),
        _ => KindId::ALL
            .iter()
            .map(|kind| (format!("{}/", kind.name()), kind.singular().to_string()))
            .collect(),
    }
}

/// Fields of the list and their values; without a field the names of countries, phases and agencies.
fn filter_candidates(
    scope: &QueryContext,
    list: Option<&'static ListDef>,
    typed: &str,
) -> Vec<(String, String)> {
    let data = scope.data;
    let found = completions(list.unwrap_or(&events::LIST), scope, false, typed)
        .filter(|_| !typed.starts_with('-'));
    let Some((at, offers)) = found else { return Vec::new() };
    let (before, part) = typed.split_at(at);
    let begins = normalize_for_search(part);
    let fields = !typed.contains([':', '=']);
    let word = |(name, label): (String, String)| {
        // what is shown begins as what was typed does: with the id, else with the name
        let word = if normalize_for_search(&name).starts_with(&begins) || label.contains(',') {
            &name
        } else {
            &label
        };
        (format!("{before}{word}"), label.clone())
    };
    let mut all: Vec<(String, String)> = offers.into_iter().map(word).collect();
    if fields && !part.is_empty() {
        let names = (countries::LIST.rows)(data, false)
            .into_iter()
            .chain(data.records(KindId::Phases))
            .chain(data.records(KindId::Agencies));
        all.extend(
            names.map(|row| (data.short_label(row).into_owned(), row.kind.singular().to_string())),
        );
    }
    all
}

fn column_candidates(list: Option<&'static ListDef>, before: &str) -> Vec<(String, String)> {
    let all = list.into_iter().flat_map(|list| list.columns);
    all.map(|column| (format!("{before}{}", column.key), column.label())).collect()
}
