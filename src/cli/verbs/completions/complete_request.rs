//! Answers the requests of a completion script.
//!
//! The script calls `gloact __complete NUMBER WORDS…`, where word NUMBER is completed. The answer
//! has a line for each candidate: the word, a tab, its description. A line without a word stands
//! for the names of files, which the shell completes better: it expands `~` and knows its
//! quotation. With `--quoted` the words are as they were typed.
//!
//! The script of bash calls `gloact __complete --bash TEXT NUMBER WORDS…`, also with words as they
//! were typed; the answer has the quoted texts that may replace TEXT.

use super::candidates::{CandidateWord, CandidatesFn, candidates_for};
use super::shell_words::{ShellWord, quote};
use crate::cli::{GlobalArgs, command, load_dataset, print};
use crate::model::KindId;
use crate::model::text::{normalize_for_search, sanitize};
use crate::pane;
use crate::profile::pipe_texts::PipeTexts;
use crate::profile::programme_source;
use crate::query::lists;
use crate::query::{ListDef, QueryContext};
use clap::builder::Str;
use clap::{Arg, FromArgMatches, ValueHint};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::ExitCode;

/// The value name of flags that take a programme.
const PROGRAMME: &str = "PROGRAMME";
/// The candidate that stands for the names of files.
const FILES: &str = "\u{1}files";

/// Prints the candidates if `args` are a request of a completion script.
pub(in crate::cli) fn run_if_requested(args: &[OsString]) -> Option<ExitCode> {
    let (verb, request) = args.get(1..)?.split_first()?;
    if verb != "__complete" {
        return None;
    }
    let lines = match request.split_first()? {
        (flag, request) if flag == "--bash" => {
            let (replaced, request) = request.split_first()?;
            complete_in_bash(&replaced.to_string_lossy(), request)?
        }
        (flag, request) if flag == "--quoted" => complete_words(&unquote(request))?,
        _ => complete_words(request)?,
    };
    let _ = print(&lines);
    Some(ExitCode::SUCCESS)
}

/// Returns a line for each candidate of a request, with its description. An argument that takes a
/// file has one line without a word: the shell completes files.
fn complete_words(request: &[OsString]) -> Option<String> {
    let candidates = find_candidates(request)?;
    if candidates.iter().any(|candidate| candidate.word.ends_with(FILES)) {
        return Some("\tfile\n".into());
    }
    let line =
        |candidate: CandidateWord| format!("{}\t{}\n", candidate.word, candidate.description);
    Some(candidates.into_iter().map(line).collect())
}

/// Returns words without their quotation marks.
fn unquote(words: &[OsString]) -> Vec<OsString> {
    let unquote = |raw: &OsString| ShellWord::parse(&raw.to_string_lossy(), None).text.into();
    words.iter().map(unquote).collect()
}

/// Returns the texts that may stand in place of `replaced`, which is the end of the word at the
/// cursor. bash breaks words at `:` and `=`, and hands all of them over as they were typed.
fn complete_in_bash(replaced: &str, request: &[OsString]) -> Option<String> {
    let (number, words) = request.split_first()?;
    let word = words.get(number.to_str()?.parse::<usize>().ok()?)?;
    let word = ShellWord::parse(&word.to_string_lossy(), None);
    let replaced = ShellWord::parse(replaced, word.open_quote).text;
    let kept = word.text.chars().count().saturating_sub(replaced.chars().count());
    // without candidates bash completes files itself
    let candidates = find_candidates(&unquote(request))?.into_iter();
    let candidates = candidates.filter(|candidate| !candidate.word.ends_with(FILES));
    let line = |candidate: CandidateWord| {
        let end: String = candidate.word.chars().skip(kept).collect();
        format!("{}\n", quote(&end, word.open_quote))
    };
    Some(candidates.map(line).collect())
}

/// Returns the candidates of a request: the number of the word at the cursor, then all words.
fn find_candidates(request: &[OsString]) -> Option<Vec<CandidateWord>> {
    let (number, words) = request.split_first()?;
    let number: usize = number.to_str()?.parse().ok()?;
    let mut words = words.to_vec();
    let word = words.get_mut(number)?;
    let is_flag = word.as_encoded_bytes().starts_with(b"-");
    // an excluding filter term such as -phase:ame is completed like phase:ame
    let term = word.to_str().and_then(|word| word.strip_prefix('-'));
    let mut sign = "";
    if let Some(term) = term.filter(|term| !term.is_empty() && !term.starts_with('-')) {
        *word = term.into();
        sign = "-";
    }
    let mut candidates =
        complete(&mut command_with_candidates(&words), words, number, None).unwrap_or_default();
    // a flag stands also where a file may
    candidates.retain(|found| !is_flag || !found.get_value().to_string_lossy().ends_with(FILES));
    let candidate = |found: CompletionCandidate| {
        let word = found.get_value().to_string_lossy();
        let help = found.get_help().map(ToString::to_string).unwrap_or_default();
        let description = sanitize(help.lines().next().unwrap_or_default()).into_owned();
        let word = if word.ends_with(FILES) { word } else { sanitize(&word).into_owned().into() };
        CandidateWord { word: format!("{sign}{word}"), description }
    };
    Some(candidates.into_iter().map(candidate).collect())
}

/// Returns the definition of all verbs, with candidates from the data for their arguments.
fn command_with_candidates(words: &[OsString]) -> clap::Command {
    let list = requested_list(words);
    let files = data_flags(words);
    let add_candidates = |arg: Arg| {
        let is_programme = |names: &[_]| names.iter().any(|name: &Str| name == PROGRAMME);
        if arg.get_value_names().is_some_and(is_programme) {
            return arg.add(ArgValueCompleter::new(programme_candidates));
        }
        if matches!(arg.get_value_hint(), ValueHint::AnyPath) {
            let files = |_: &OsStr| vec![CompletionCandidate::new(FILES)];
            return arg.add(ArgValueCompleter::new(files));
        }
        let value_name = arg.get_value_names().and_then(|names| names.first());
        let Some(candidates) = value_name.and_then(|name| candidates_for(name)) else {
            return arg;
        };
        let files = files.clone();
        arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
            matching_candidates(candidates, list, &files, &typed.to_string_lossy())
        }))
    };
    let mut command = command();
    let verbs: Vec<String> =
        command.get_subcommands().map(|verb| verb.get_name().to_string()).collect();
    for verb in verbs {
        command = command.mut_subcommand(verb, |verb| verb.mut_args(add_candidates));
    }
    command.mut_args(add_candidates)
}

/// Returns the names of programmes that begin with the typed text, or the names of files.
fn programme_candidates(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let names = programme_source::found().into_iter().map(|programme| programme.name);
    let names: Vec<String> = names.filter(|name| name.starts_with(&*typed)).collect();
    if names.is_empty() {
        return vec![CompletionCandidate::new(FILES)];
    }
    names.into_iter().map(CompletionCandidate::new).collect()
}

/// Returns the `--data` and `--programme` flags among the words.
fn data_flags(words: &[OsString]) -> Vec<OsString> {
    let mut flags = Vec::new();
    for (index, word) in words.iter().enumerate() {
        for name in ["--data", "--programme"] {
            let file = match word.to_str().and_then(|word| word.strip_prefix(name)) {
                Some("") => words.get(index + 1).map(OsString::as_os_str),
                Some(value) => value.strip_prefix('=').map(OsStr::new),
                None => None,
            };
            if let Some(file) = file {
                let mut flag = OsString::from(format!("{name}="));
                flag.push(expand_home(file));
                flags.push(flag);
            }
        }
    }
    flags
}

/// Expands `~/` as the shell would: completion scripts pass words as they were typed.
fn expand_home(file: &OsStr) -> OsString {
    let below_home = file.to_str().and_then(|file| file.strip_prefix("~/"));
    match (below_home, std::env::var_os("HOME")) {
        (Some(path), Some(home)) => PathBuf::from(home).join(path).into(),
        _ => file.into(),
    }
}

/// Returns the candidates that begin with the typed text, from the data with these override files.
fn matching_candidates(
    candidates: CandidatesFn,
    list: Option<&'static ListDef>,
    data_flags: &[OsString],
    typed: &str,
) -> Vec<CompletionCandidate> {
    let args = std::iter::once("gloact".into()).chain(data_flags.iter().cloned());
    let global =
        command().try_get_matches_from(args).and_then(|args| GlobalArgs::from_arg_matches(&args));
    let Ok(mut global) = global else { return Vec::new() };
    // while a command is typed, nothing writes into its pipes
    global.pipes = PipeTexts::unread();
    // a word that is not complete names no programme yet
    let _ = global.choose_programmes();
    let Ok(today) = global.today() else { return Vec::new() };
    let data = load_dataset(&global);
    let prefix = normalize_for_search(typed);
    candidates(&QueryContext::new(&data, today), list, typed)
        .into_iter()
        .filter(|candidate| normalize_for_search(&candidate.word).starts_with(&prefix))
        .map(|candidate| {
            CompletionCandidate::new(candidate.word).help(Some(candidate.description.into()))
        })
        .collect()
}

/// Returns the list that the words query: that of a pane, or of the kind behind `list`.
fn requested_list(words: &[OsString]) -> Option<&'static ListDef> {
    let words: Vec<&str> = words.iter().skip(1).filter_map(|word| word.to_str()).collect();
    let panes = pane::all();
    if let Some(pane) = panes.iter().find(|pane| words.contains(&pane.name())) {
        return pane.current_list().map(|state| state.list);
    }
    if !words.contains(&"list") {
        return None;
    }
    let kind = words.iter().find_map(|word| KindId::parse(word).ok())?;
    Some(lists::for_kind(kind))
}
