//! Reports clap's errors in our form: the problem, then the nearest name or the usage.

use super::command;
use super::exit_code::exit_code;
use super::hyphen_terms::unescape_hyphen_term;
use super::print::print_text;
use super::stdout_style::{ColourChoice, should_colour};
use super::version::describe_build;
use crate::error::Error;
use crate::suggest::did_you_mean;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;
use std::num::ParseIntError;
use std::process::ExitCode;

/// Prints help or the version, or reports a usage error, and returns the exit code.
pub(super) fn report_clap_error(error: &clap::Error, args: &[OsString]) -> ExitCode {
    if error.use_stderr() {
        return exit_code(Err(usage_error(error)));
    }
    if error.kind() == clap::error::ErrorKind::DisplayVersion
        && args.iter().any(|arg| arg == "--verbose")
    {
        return exit_code(print_text(&describe_build()));
    }
    let text = error.render();
    let is_coloured = should_colour(ColourChoice::from_args(args));
    let text = if is_coloured { text.ansi().to_string() } else { text.to_string() };
    exit_code(print_text(&text))
}

/// Returns clap's error as ours.
pub(super) fn usage_error(error: &clap::Error) -> Error {
    let details = Details(error);
    let converted = match error.kind() {
        ErrorKind::InvalidSubcommand => details.unknown_verb(),
        ErrorKind::UnknownArgument => details.unknown_argument(),
        ErrorKind::InvalidValue => details.invalid_value(),
        ErrorKind::ValueValidation => details.rejected_value(),
        ErrorKind::MissingRequiredArgument => details.missing_argument(),
        ErrorKind::ArgumentConflict => details.conflict(),
        _ => None,
    };
    let converted = converted.unwrap_or_else(|| Error::usage(details.first_paragraph()));
    match (&converted.hint, details.usage()) {
        (None, Some(usage)) => converted.with_hint(usage),
        (None, None) => converted.with_hint("gloact --help explains the options"),
        (Some(_), _) => converted,
    }
}

/// The values that clap keeps beside the kind of an error.
struct Details<'a>(&'a clap::Error);

impl Details<'_> {
    fn texts(&self, kind: ContextKind) -> Vec<String> {
        let texts: &[String] = match self.0.get(kind) {
            Some(ContextValue::String(text)) => std::slice::from_ref(text),
            Some(ContextValue::Strings(texts)) => texts,
            _ => &[],
        };
        texts.iter().map(|text| unescape_hyphen_term(text).to_string()).collect()
    }

    fn text(&self, kind: ContextKind) -> Option<String> {
        self.texts(kind).into_iter().next().filter(|text| !text.is_empty())
    }

    fn unknown_verb(&self) -> Option<Error> {
        let command = command();
        let verbs = command.get_subcommands().filter(|verb| !verb.is_hide_set());
        let name = self.text(ContextKind::InvalidSubcommand)?;
        let error = Error::unknown_name("command", &name, verbs.map(clap::Command::get_name));
        let has_hint = error.hint.is_some();
        Some(if has_hint { error } else { error.with_hint("gloact --help lists the commands") })
    }

    fn unknown_argument(&self) -> Option<Error> {
        let name = self.text(ContextKind::InvalidArg)?;
        let error = Error::usage(format!("unexpected argument \"{name}\""));
        let argument = self.text(ContextKind::SuggestedArg);
        let verb = self.text(ContextKind::SuggestedSubcommand);
        let words: Vec<String> = verb.into_iter().chain(argument).collect();
        Some(if words.is_empty() { error } else { error.with_hint(did_you_mean(&words.join(" "))) })
    }

    /// Returns the error about a missing value, or one that is not among the known.
    fn invalid_value(&self) -> Option<Error> {
        let argument = self.text(ContextKind::InvalidArg)?;
        let known = self.texts(ContextKind::ValidValue);
        let Some(value) = self.text(ContextKind::InvalidValue) else {
            let error = Error::usage(format!("missing value after {argument}"));
            let hint = format!("known: {}", known.join(", "));
            return Some(if known.is_empty() { error } else { error.with_hint(hint) });
        };
        let name = argument_name(&argument).to_lowercase();
        Some(Error::unknown_name(&name, &value, known.iter().map(String::as_str)))
    }

    /// Returns the error about a value that its parser rejects, with the parser's reason.
    fn rejected_value(&self) -> Option<Error> {
        let argument = self.text(ContextKind::InvalidArg)?;
        let flag = argument.split_whitespace().next()?;
        let value = self.text(ContextKind::InvalidValue)?;
        let error = Error::usage(format!("invalid value \"{value}\" for {flag}"));
        Some(match self.0.source() {
            Some(reason) if reason.is::<ParseIntError>() => {
                error.with_hint("expected a whole number, e.g. 10")
            }
            Some(reason) => error.with_hint(reason.to_string()),
            None => error,
        })
    }

    fn missing_argument(&self) -> Option<Error> {
        let missing = self.texts(ContextKind::InvalidArg);
        Some(Error::usage(format!("missing {}", missing.join(", "))))
            .filter(|_| !missing.is_empty())
    }

    fn conflict(&self) -> Option<Error> {
        let argument = self.text(ContextKind::InvalidArg)?;
        let others = self.texts(ContextKind::PriorArg).join(", ");
        Some(Error::usage(if others == argument || others.is_empty() {
            format!("{argument} is given twice")
        } else {
            format!("{argument} cannot be used with {others}")
        }))
    }

    /// Returns clap's own sentence.
    fn first_paragraph(&self) -> String {
        let text = self.0.to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        let lines: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).collect();
        unescape_hyphen_term(&lines.join(" ")).replace('\'', "\"")
    }

    fn usage(&self) -> Option<String> {
        let Some(ContextValue::StyledStr(usage)) = self.0.get(ContextKind::Usage) else {
            return None;
        };
        let usage = usage.to_string();
        let usage = usage.trim().strip_prefix("Usage:")?;
        Some(format!("usage: {}", usage.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

/// Returns the name in `--format <FORMAT>` or `<SHELL>`.
fn argument_name(argument: &str) -> &str {
    let first = argument.split_whitespace().next().unwrap_or(argument);
    first.trim_matches(['-', '<', '>', '[', ']'])
}
