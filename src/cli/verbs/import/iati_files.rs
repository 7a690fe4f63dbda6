//! Imports files of IATI: shows what they become, and writes an override or a programme folder.

use super::override_problems::warn_of_problems;
use super::{ImportArgs, no_config_dir, one_programme, sanitize_lines};
use crate::cli::programme_folder::write_folder;
use crate::cli::{GlobalArgs, load_dataset, load_dataset_without, print, warn};
use crate::error::{Error, ErrorKind, FileProblem, Result};
use crate::import::iati::{
    IatiImport, IatiImportOptions, IatiText, base_layers, decode_xml, iati_report, is_xml,
    override_text, read_iati,
};
use crate::import::{PreviousImport, slug};
use crate::model::KindId;
use crate::model::text::sanitize;
use crate::profile::import_files::override_file;
use crate::profile::user_file_update::UserFile;
use crate::store::Dataset;
use crate::store::bounded_read::{is_stdin, read_named_bytes};
use crate::store::layer::Layer;
use std::path::{Path, PathBuf};

/// The start of a file tells whether it is XML.
const FIRST_BYTES: u64 = 1 << 20;

/// Returns whether the first file of an import is XML.
pub(super) fn is_xml_file(args: &ImportArgs) -> bool {
    let path = args.path();
    let has_ending = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"));
    let is_small = path.metadata().is_ok_and(|metadata| metadata.len() <= FIRST_BYTES);
    let starts_as_xml = || read_named_bytes(path, FIRST_BYTES).is_ok_and(|bytes| is_xml(&bytes));
    has_ending || !is_stdin(path) && is_small && starts_as_xml()
}

/// Runs the import of files. Returns exit code 3 if parts with problems are left out.
pub(super) fn run(args: &ImportArgs, global: &GlobalArgs) -> Result<u8> {
    if let Some(flag) = sheet_flag(args) {
        return Err(Error::usage(format!("{flag} is for spreadsheets")).with_hint(
            "files of IATI take --as, --set phase=ID, --into, --to, --sync and --write",
        ));
    }
    let (import, data, problems) = read_import(args, global)?;
    let into = args.into.as_deref();
    if args.write {
        for problem in &problems {
            warn(&sanitize(problem));
        }
    } else {
        print(&iati_report(&import, data.as_ref(), &problems))?;
    }
    let next = match into {
        Some(folder) => write_programme(args, global, &import, folder)?,
        None => write_override(args, global, &import)?,
    };
    print(&sanitize_lines(&next))?;
    Ok(if problems.is_empty() { 0 } else { ErrorKind::InvalidData as u8 })
}

/// Reads the files. Returns also the data that they are added to, and the problems of the files.
fn read_import(
    args: &ImportArgs,
    global: &GlobalArgs,
) -> Result<(IatiImport, Option<Dataset>, Vec<String>)> {
    let texts = read_texts(args, global)?;
    let data = args.into.is_none().then(|| load_dataset(global));
    let options = options(args, global, data.as_ref())?;
    let import = read_iati(&texts, data.as_ref(), &options).map_err(|(index, problem)| Error {
        hint: problem.hint.clone(),
        ..Error::new(ErrorKind::InvalidData, placed(&texts[index], &problem))
    })?;
    let problems: Vec<String> =
        import.problems.iter().map(|(index, problem)| placed(&texts[*index], problem)).collect();
    Ok((import, data, problems))
}

impl ImportArgs {
    /// Returns whether the file is one of IATI.
    pub(in crate::cli) fn is_iati(&self) -> bool {
        is_xml_file(self)
    }

    /// Returns what files of IATI become, as a report for the dashboard.
    pub(in crate::cli) fn iati_report(&self, global: &GlobalArgs) -> Result<String> {
        if self.into.is_some() {
            return Err(Error::usage("--into is for the command line")
                .with_hint("gloact import FILE --into DIR --write"));
        }
        let (import, data, problems) = read_import(self, global)?;
        Ok(iati_report(&import, data.as_ref(), &problems))
    }

    /// Returns the override that files of IATI become.
    pub(in crate::cli) fn iati_target(&self, global: &GlobalArgs) -> Result<PathBuf> {
        match &self.to {
            Some(path) => Ok(path.clone()),
            None => {
                let programme = one_programme(global)?;
                override_file(&programme, &import_name(self)).ok_or_else(no_config_dir)
            }
        }
    }

    /// Writes the override that files of IATI become. Returns the message.
    pub(in crate::cli) fn write_iati(&self, global: &GlobalArgs) -> Result<String> {
        let (import, ..) = read_import(self, global)?;
        let path = self.iati_target(global)?;
        replace_override(self, global, &import, &path)?;
        Ok(format!("written to {}", sanitize(&path.display().to_string())))
    }
}

/// Returns a flag that is given and is for spreadsheets alone.
fn sheet_flag(args: &ImportArgs) -> Option<&'static str> {
    let flags = [
        ("--sheet", args.sheet.is_some()),
        ("--header", args.header.is_some()),
        ("--answer", !args.answer.is_empty()),
        ("--dates", !args.dates.is_empty()),
        ("--decimal", args.decimal.is_some()),
        ("--encoding", args.encoding.is_some()),
        ("--rejects", args.rejects.is_some()),
    ];
    flags.into_iter().find(|(_, is_given)| *is_given).map(|(flag, _)| flag)
}

/// Fails if an argument is given that a spreadsheet does not take.
pub(super) fn refuse_iati_flags(args: &ImportArgs) -> Result<()> {
    if let Some(more) = args.more_files.first() {
        let more = sanitize(&more.to_string_lossy()).into_owned();
        return Err(Error::usage(format!("{more} is a second file"))
            .with_hint("import spreadsheets one by one; only files of IATI come together"));
    }
    if args.into.is_some() {
        return Err(Error::usage("--into is for files of IATI")
            .with_hint("--to FILE names the override of a spreadsheet"));
    }
    Ok(())
}

/// Fails for XML where a spreadsheet is read: from stdin, or in the dashboard.
pub(super) fn refuse_xml(bytes: &[u8]) -> Result<()> {
    if !is_xml(bytes) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidData, "the file is XML, not a spreadsheet").with_hint(
        "for a file of IATI: gloact FILE.xml opens it, gloact import FILE.xml --write brings it in",
    ))
}

fn read_texts(args: &ImportArgs, global: &GlobalArgs) -> Result<Vec<IatiText>> {
    let read = |path: &PathBuf| -> Result<IatiText> {
        let name = match is_stdin(path) {
            true => "stdin".into(),
            false => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let at_file =
            |error: Error| Error { message: format!("{name}: {}", error.message), ..error };
        let bytes = read_named_bytes(path, global.max_bytes())
            .map_err(|error| at_file(Error::new(error.kind, error.message)))?;
        if !is_xml(&bytes) {
            let message = "the file is not XML, as the first one is";
            return Err(at_file(
                Error::new(ErrorKind::InvalidData, message)
                    .with_hint("import spreadsheets one by one"),
            ));
        }
        let text = decode_xml(bytes).map_err(at_file)?;
        Ok(IatiText { name, text })
    };
    args.file.iter().chain(&args.more_files).map(read).collect()
}

fn options(
    args: &ImportArgs,
    global: &GlobalArgs,
    data: Option<&Dataset>,
) -> Result<IatiImportOptions> {
    let kind = args.kind.as_deref().map(KindId::parse).transpose()?;
    if let Some(kind) = kind.filter(|kind| !matches!(kind, KindId::Phases | KindId::Activities)) {
        return Err(Error::usage(format!("activities of IATI cannot be {kind}"))
            .with_hint("--as phases, or --as activities"));
    }
    let mut phase = None;
    for text in &args.set {
        let Some(id) = text.strip_prefix("phase=") else {
            return Err(Error::usage(format!("--set {text} is for spreadsheets"))
                .with_hint("--set phase=ID puts all activities under a phase"));
        };
        let found = data.and_then(|data| data.resolve_name(KindId::Phases, id));
        let Some((data, found)) = data.zip(found) else {
            let ids = data
                .into_iter()
                .flat_map(|data| data.records(KindId::Phases).map(move |record| data.id(record)));
            return Err(Error::unknown_name("phase", id, ids));
        };
        phase = Some(data.id(found).to_string());
    }
    Ok(IatiImportOptions { order: global.languages(), kind, phase })
}

/// Returns a problem with its file, line and column.
fn placed(text: &IatiText, problem: &FileProblem) -> String {
    let (line, column) = Layer::from_text(&text.name, text.text.as_str()).position(problem.offset);
    format!("{}:{line}:{column}: {}", text.name, problem.message)
}

/// Returns the name of an import: that of its first file.
fn import_name(args: &ImportArgs) -> String {
    let stem = args.path().file_stem().unwrap_or_default().to_string_lossy();
    let name = args.map.clone().unwrap_or_else(|| slug(&stem));
    if name.is_empty() { "file".into() } else { name }
}

fn write_override(args: &ImportArgs, global: &GlobalArgs, import: &IatiImport) -> Result<String> {
    let path = args.iati_target(global)?;
    if !args.write {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(format!(
            "nothing is written yet; --write writes {file}, --into DIR a programme\n"
        ));
    }
    let is_changed = replace_override(args, global, import, &path)?;
    warn_of_problems(global, &path);
    let shown = path.display();
    Ok(match is_changed {
        false => format!("{shown} has all of it already\n"),
        true => format!("written to {shown}\nto take it back, remove this file\n"),
    })
}

/// Writes the override. Returns whether it changed.
fn replace_override(
    args: &ImportArgs,
    global: &GlobalArgs,
    import: &IatiImport,
    path: &Path,
) -> Result<bool> {
    let target = UserFile::new(path).with_max_bytes(global.max_bytes());
    let before = target.read()?;
    let previous = PreviousImport::parse(&before).map_err(|error| Error {
        message: format!("{}: {}", path.display(), error.message),
        ..error
    })?;
    let base = load_dataset_without(global, path);
    let text = override_text(import, &import_name(args), &base, &previous, args.sync);
    target.update(|_| Ok(Some(text.clone())))?;
    Ok(before != text)
}

fn write_programme(
    args: &ImportArgs,
    global: &GlobalArgs,
    import: &IatiImport,
    folder: &Path,
) -> Result<String> {
    let shown = folder.display();
    if !args.write {
        return Ok(format!("nothing is written yet; --write writes the folder {shown}\n"));
    }
    let name = import_name(args);
    let data = Dataset::load(base_layers(import, &name));
    let files = write_folder(&data, folder, false, global.max_bytes())?;
    Ok(format!(
        "{files} files written to {shown}\ngloact --programme {shown} opens the dashboard\n"
    ))
}
