//! Imports a spreadsheet from the dashboard: shows what it becomes, writes it, takes it back.

use super::importable_files::in_home;
use super::usage_error::usage_error;
use super::verbs::import::ImportArgs;
use super::{GlobalArgs, load_dataset};
use crate::app::{
    ImportOutcome, ImportPreview, ImportRequest, ImportTask, ImportWork, ReplacedOverride,
};
use crate::error::{Error, ErrorKind, Result};
use crate::import::{ImportPlan, ImportProgress, counts};
use crate::model::text::sanitize;
use crate::profile::user_file_update::UserFile;
use crate::store::Dataset;
use crate::store::bounded_read::can_be_read_once;
use clap::Parser;
use std::sync::Arc;

/// The words of an import in the dashboard.
#[derive(Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct ImportLine {
    #[command(flatten)]
    import: ImportArgs,
}

/// Returns the work that a request needs, for any thread. It compares with `data`.
pub(super) fn work(
    global: &GlobalArgs,
    data: Arc<Dataset>,
    task: ImportTask,
    progress: ImportProgress,
) -> ImportWork {
    let global = global.clone();
    Box::new(move || match task {
        ImportTask::Preview(request) => {
            let args = args_of(&request, progress)?;
            Ok(ImportOutcome::Preview(if args.is_iati() {
                ImportPreview::Report(args.iati_report(&global)?.into())
            } else {
                ImportPreview::Sheet(Arc::new(args.plan(&global, &data)?.plan))
            }))
        }
        ImportTask::Write(request, ImportPreview::Sheet(shown)) => {
            write(&global, &data, &request, &shown, progress)
        }
        ImportTask::Write(request, ImportPreview::Report(shown)) => {
            write_iati(&global, &request, &shown, progress)
        }
        ImportTask::TakeBack(replaced) => {
            let message = take_back(&replaced)?;
            Ok(ImportOutcome::TakenBack(message, Box::new(load_dataset(&global))))
        }
    })
}

/// Writes what a spreadsheet becomes, if that was shown.
fn write(
    global: &GlobalArgs,
    data: &Dataset,
    request: &ImportRequest,
    shown: &ImportPlan,
    progress: ImportProgress,
) -> Result<ImportOutcome> {
    let args = args_of(request, progress.clone())?;
    let import = args.plan(global, data)?;
    if import.plan.rows != shown.rows {
        let message = format!("{} or the data have changed; nothing was written", shown.file);
        return Err(Error::new(ErrorKind::InvalidData, message).with_hint("import it again"));
    }
    let replaced =
        ReplacedOverride { file: import.target.path().to_path_buf(), text: import.target.read()? };
    progress.begin_writing()?;
    args.write_override(global, &import, data)?;
    let rejects = args.write_rejects(&import)?;
    let mut message = counts(&import.plan).trim_end().to_string();
    if let Some(path) = rejects {
        message.push_str(&format!("; the rest is in {}", sanitize(&path.display().to_string())));
    }
    Ok(ImportOutcome::Written(message, replaced, Box::new(load_dataset(global))))
}

/// Writes what files of IATI become, if that was shown.
fn write_iati(
    global: &GlobalArgs,
    request: &ImportRequest,
    shown: &str,
    progress: ImportProgress,
) -> Result<ImportOutcome> {
    let args = args_of(request, progress.clone())?;
    if args.iati_report(global)? != *shown {
        let message = "the file or the data have changed; nothing was written";
        return Err(Error::new(ErrorKind::InvalidData, message).with_hint("import it again"));
    }
    let target = args.iati_target(global)?;
    let text = UserFile::new(&target).with_max_bytes(global.max_bytes()).read()?;
    let replaced = ReplacedOverride { file: target, text };
    progress.begin_writing()?;
    let message = args.write_iati(global)?;
    Ok(ImportOutcome::Written(message, replaced, Box::new(load_dataset(global))))
}

/// Brings back the override that an import replaced.
fn take_back(replaced: &ReplacedOverride) -> Result<String> {
    let name = sanitize(&replaced.file.display().to_string()).into_owned();
    if replaced.text.is_empty() {
        std::fs::remove_file(&replaced.file)
            .map_err(|e| Error::new(ErrorKind::System, format!("{name} cannot be removed: {e}")))?;
        return Ok(format!("the import is taken back: {name} is removed"));
    }
    UserFile::new(&replaced.file).update(|_| Ok(Some(replaced.text.clone())))?;
    Ok(format!("the import is taken back: {name} is as it was"))
}

/// Returns the arguments of a request.
///
/// # Errors
/// Fails for a pipe: its bytes are gone after the first preview.
fn args_of(request: &ImportRequest, progress: ImportProgress) -> Result<ImportArgs> {
    let words = ImportLine::try_parse_from(split_words(&request.line));
    let mut args = words.map_err(|e| usage_error(&e))?.import;
    args.file = args.file.as_deref().map(in_home);
    if args.file.as_deref().is_some_and(can_be_read_once) {
        return Err(Error::usage("a pipe can be read only once").with_hint("save it as a file"));
    }
    if let Some(kind) = request.kind {
        args.kind = Some(kind.name().into());
    }
    args.given = request.answers.clone();
    args.progress = progress;
    Ok(args)
}

/// Splits a line at blanks outside quotation marks.
fn split_words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut quote = None;
    let mut is_inside = false;
    for c in line.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if matches!(c, '\'' | '"') => {
                quote = Some(c);
                if !is_inside {
                    words.push(String::new());
                }
                is_inside = true;
            }
            None if c.is_whitespace() => is_inside = false,
            _ => {
                if !is_inside {
                    words.push(String::new());
                }
                is_inside = true;
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words
}
