//! `gloact import FILE`: shows what a spreadsheet or a file of IATI becomes, and writes it as an
//! override.

mod iati_files;
mod kept_answers;
mod layers_above;
mod override_problems;

use crate::cli::profile_loading::no_config_dir;
use crate::cli::{GlobalArgs, load_dataset, load_dataset_without, print, warn};
use crate::error::{Error, ErrorKind, Result};
use crate::import::{
    DayOrder, DecimalSign, ImportAnswers, ImportOptions, ImportPlan, ImportProgress,
    PreviousImport, ReadOptions, SheetFile, ValueAnswer, assumption_lines, counts, import_text,
    plan_import, question_list, read_sheets, rejects_text, report, sheet_headings, slug,
    template_csv, template_workbook, unused_columns,
};
use crate::model::KindId;
use crate::model::text::sanitize;
use crate::profile::atomic_file::{FileAccess, create_numbered, parent_dir, replace_file};
use crate::profile::import_files::{answers_file, override_file};
use crate::profile::programme_source::ProgrammeSource;
use crate::profile::user_file_update::UserFile;
use crate::query::QueryContext;
use crate::store::Dataset;
use crate::store::bounded_read::{is_stdin, read_named_bytes};
use crate::store::layer::DEFAULT_MAX_BYTES;
use clap::Args;
use iati_files::refuse_xml;
use override_problems::warn_of_problems;
use std::path::{Path, PathBuf};

/// Bring in a spreadsheet (csv, tsv, xlsx, xls, ods) or files of IATI (xml)
#[derive(Args, Default)]
#[command(after_help = "\
Examples:
  gloact import events.csv
  gloact import events.csv --set kind=training --answer 'ILO=new' --write
  gloact import --template events --to new.xlsx")]
pub(in crate::cli) struct ImportArgs {
    /// The file; - reads stdin
    #[arg(required_unless_present = "template")]
    pub(in crate::cli) file: Option<PathBuf>,
    /// More files of IATI, which become one with the first
    more_files: Vec<PathBuf>,
    /// Write an empty sheet with the headings of a kind, to stdout or to the file of --to
    #[arg(long, value_name = "KIND", conflicts_with_all = ["write", "file"])]
    template: Option<String>,
    /// Write the records as an override
    #[arg(long)]
    write: bool,
    /// The kind of the records [default: the one that the headings fit]
    #[arg(long = "as", value_name = "KIND")]
    pub(in crate::cli) kind: Option<String>,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row with the headings
    #[arg(long, value_name = "ROW")]
    header: Option<u32>,
    /// Answer a question: TEXT=ID, TEXT=new adds a record, TEXT= leaves the text out; may be
    /// repeated
    #[arg(long, value_name = "TEXT=VALUE")]
    answer: Vec<String>,
    /// Give all rows a value: kind=training; or add a column: note+=Remarks
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// The form of dates: dmy, mdy, excel (numbers of days)
    #[arg(long, value_name = "ORDER", value_delimiter = ',')]
    dates: Vec<String>,
    /// The sign before decimals: comma, point
    #[arg(long, value_name = "SIGN")]
    decimal: Option<String>,
    /// The encoding of a text, such as windows-1251
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Use the answers, and update the override, of the import with this name
    #[arg(long, value_name = "NAME")]
    map: Option<String>,
    /// Take records away that an earlier file had and this one has not
    #[arg(long)]
    sync: bool,
    /// Write files of IATI as a programme of its own, into this new folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["to", "sync", "set"])]
    into: Option<PathBuf>,
    /// Write the override to this file
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Write the rows that are left out to this file [default: FILE.rejects.csv]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// The answers that were given in the dashboard.
    #[arg(skip)]
    pub(in crate::cli) given: ImportAnswers,
    #[arg(skip)]
    pub(in crate::cli) progress: ImportProgress,
}

/// An import that is planned, and the files that it is about.
pub(in crate::cli) struct PlannedImport {
    programme: ProgrammeSource,
    sheets: SheetFile,
    pub(in crate::cli) plan: ImportPlan,
    previous: PreviousImport,
    /// The override.
    pub(in crate::cli) target: UserFile,
}

impl ImportArgs {
    /// Returns exit code 3 if rows are left out.
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if let Some(kind) = &self.template {
            return self.write_template(global, KindId::parse(kind)?);
        }
        if iati_files::is_xml_file(self) {
            return iati_files::run(self, global);
        }
        iati_files::refuse_iati_flags(self)?;
        let data = load_dataset(global);
        let import = self.plan(global, &data)?;
        let left_out = import.plan.left_out();
        if self.write {
            self.write_plan(global, &import, &data)?;
            let target = import.target.path().to_path_buf();
            // the check of what was written reads it anew: both are never in memory together
            drop((import, data));
            warn_of_problems(global, &target);
        } else {
            print(&report(&data, &import.plan))?;
            print(&self.next_step(&import.plan))?;
        }
        Ok(if left_out > 0 { ErrorKind::InvalidData as u8 } else { 0 })
    }

    pub(in crate::cli) fn plan(
        &self,
        global: &GlobalArgs,
        data: &Dataset,
    ) -> Result<PlannedImport> {
        let programme = one_programme(global)?;
        let sheets = self.read(global)?;
        let answers = self.answers(&programme, &sheets)?;
        let target = match &self.to {
            Some(path) => path.clone(),
            None => override_file(&programme, &answers.name).ok_or_else(no_config_dir)?,
        };
        let target = UserFile::new(target).with_max_bytes(global.max_bytes());
        let previous = PreviousImport::parse(&target.read()?).map_err(|error| Error {
            message: format!("{}: {}", target.path().display(), error.message),
            ..error
        })?;
        let context = QueryContext::new(data, global.today()?);
        let mut plan = plan_import(&context, &sheets, &self.options()?, answers, &previous)?;
        plan.remarks.extend(layers_above::remarks(data, &plan, target.path()));
        Ok(PlannedImport { programme, sheets, plan, previous, target })
    }

    /// Writes an empty sheet, as a workbook where the name of the file says so.
    fn write_template(&self, global: &GlobalArgs, kind: KindId) -> Result<u8> {
        let data = load_dataset(global);
        let Some(path) = &self.to else { return print(&template_csv(&data, kind)) };
        let is_workbook = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        if path.symlink_metadata().is_ok() {
            let message = format!("{} is there already", path.display());
            return Err(Error::new(ErrorKind::System, message).with_hint("choose another name"));
        }
        match is_workbook {
            true => replace_file(path, &template_workbook(&data, kind)?)?,
            false => replace_file(path, template_csv(&data, kind).as_bytes())?,
        }
        print(&format!("written to {}\n", sanitize(&path.display().to_string())))
    }

    fn read(&self, global: &GlobalArgs) -> Result<SheetFile> {
        let name = self.file_name();
        let at_file =
            |error: Error| Error { message: format!("{name}: {}", error.message), ..error };
        let bytes = read_named_bytes(self.path(), global.max_bytes())
            .map_err(|error| at_file(Error::new(error.kind, error.message)))?;
        refuse_xml(&bytes).map_err(at_file)?;
        let options =
            ReadOptions { encoding: self.encoding.clone(), progress: self.progress.clone() };
        read_sheets(&bytes, &options).map_err(at_file)
    }

    fn path(&self) -> &Path {
        self.file.as_deref().unwrap_or(Path::new("-"))
    }

    /// Returns the name of the file for messages.
    fn file_name(&self) -> String {
        if is_stdin(self.path()) {
            return "stdin".into();
        }
        let name = self.path().file_name().unwrap_or(self.path().as_os_str()).to_string_lossy();
        sanitize(&name).into_owned()
    }

    fn options(&self) -> Result<ImportOptions> {
        let kind = self.kind.as_deref().map(KindId::parse).transpose()?;
        let taken = self.set.iter().filter_map(|text| text.split_once("+="));
        Ok(ImportOptions {
            file: self.file_name(),
            kind,
            sheet: self.sheet.clone(),
            header: self.header,
            taken: taken
                .map(|(field, heading)| (heading.trim().into(), field.trim().into()))
                .collect(),
            progress: self.progress.clone(),
            ..ImportOptions::default()
        })
    }

    /// Returns the answers that are kept for files of this kind, with those of the flags.
    fn answers(&self, programme: &ProgrammeSource, sheets: &SheetFile) -> Result<ImportAnswers> {
        let mut answers = match &self.map {
            Some(name) => kept_answers::named_answers(programme, name)?,
            None => match kept_answers::kept_for(programme, &sheet_headings(sheets, self.header)) {
                Some(kept) => kept,
                None => {
                    let stem = self.path().file_stem().unwrap_or_default().to_string_lossy();
                    let name = if is_stdin(self.path()) { "stdin".into() } else { slug(&stem) };
                    ImportAnswers {
                        name: if name.is_empty() { "file".into() } else { name },
                        ..ImportAnswers::default()
                    }
                }
            },
        };
        for text in self.set.iter().filter(|text| !text.contains("+=")) {
            let Some((field, value)) = text.split_once('=') else {
                return Err(
                    Error::usage(format!("--set {text} has no =")).with_hint("--set FIELD=VALUE")
                );
            };
            answers.set.insert(field.trim().into(), value.trim().into());
        }
        for text in &self.answer {
            let Some((text, value)) = text.rsplit_once('=') else {
                return Err(Error::usage(format!("--answer {text} has no ="))
                    .with_hint("--answer TEXT=VALUE, or TEXT= to leave the text out"));
            };
            let answer = match value.trim() {
                "" => ValueAnswer::LeaveOut,
                "new" => ValueAnswer::New(slug(text)),
                value => ValueAnswer::Value(value.into()),
            };
            answers.values.entry("*".into()).or_default().insert(text.trim().into(), answer);
        }
        for word in &self.dates {
            match word.as_str() {
                "excel" => answers.excel_days = true,
                word if DayOrder::by_name(word).is_some() => answers.dates = Some(word.into()),
                word => {
                    return Err(Error::unknown_name(
                        "order of dates",
                        word,
                        ["dmy", "mdy", "excel"],
                    ));
                }
            }
        }
        if let Some(word) = &self.decimal {
            if DecimalSign::by_name(word).is_none() {
                return Err(Error::unknown_name("sign before decimals", word, ["comma", "point"]));
            }
            answers.decimal = Some(word.clone());
        }
        answers.update(&self.given);
        Ok(answers)
    }

    /// Returns the line about the next step after a preview.
    fn next_step(&self, plan: &ImportPlan) -> String {
        let imported = plan.rows.len() - plan.left_out();
        let name = &plan.answers.name;
        match imported {
            0 => "nothing would be written\n".to_string(),
            _ => {
                let vanished = plan.vanished.len();
                let removes = if self.sync && vanished > 0 {
                    format!(", and removes {vanished} of the earlier import")
                } else {
                    String::new()
                };
                format!("nothing is written yet; --write writes import-{name}.json{removes}\n")
            }
        }
    }

    fn write_plan(
        &self,
        global: &GlobalArgs,
        import: &PlannedImport,
        data: &Dataset,
    ) -> Result<()> {
        let plan = &import.plan;
        for problem in &plan.problems {
            warn(&sanitize(problem));
        }
        let mut lines = format!("{}{}", assumption_lines(plan), question_list(plan));
        lines = format!("{}{}{}", lines.trim_start(), unused_columns(plan), counts(plan));
        if self.sync && !plan.vanished.is_empty() {
            lines.push_str(&format!("removed: {}\n", plan.vanished.join(", ")));
        }
        for remark in &plan.remarks {
            lines.push_str(&format!("{remark}\n"));
        }
        let name = import.target.path().display();
        lines.push_str(&match self.write_override(global, import, data)? {
            None => "nothing was written\n".to_string(),
            Some(false) => format!("{name} has all of it already\n"),
            Some(true) => format!("written to {name}\nto take it back, remove this file\n"),
        });
        if let Some(path) = self.write_rejects(import)? {
            lines.push_str(&format!("the rows that are left out are in {}\n", path.display()));
        }
        print(&sanitize_lines(&lines))?;
        Ok(())
    }

    /// Writes the override and the answers. Returns whether the override changed; `None` if no row
    /// can be written.
    pub(in crate::cli) fn write_override(
        &self,
        global: &GlobalArgs,
        import: &PlannedImport,
        data: &Dataset,
    ) -> Result<Option<bool>> {
        let PlannedImport { programme, plan, previous, target, .. } = import;
        if plan.rows.len() == plan.left_out() {
            return Ok(None);
        }
        let text = if previous.is_empty() {
            import_text(plan, data, previous, self.sync)
        } else {
            let base = load_dataset_without(global, target.path());
            import_text(plan, &base, previous, self.sync)
        };
        let is_changed = target.read()? != text;
        target.update(|_| Ok(Some(text.clone())))?;
        if let Some(path) = answers_file(programme, &plan.answers.name) {
            UserFile::new(path).update(|_| Ok(Some(plan.answers.to_text())))?;
        }
        Ok(Some(is_changed))
    }

    /// Writes the rows that are left out to a new file, or to the one that was named. Returns its
    /// path; `None` if there are no such rows.
    pub(in crate::cli) fn write_rejects(&self, import: &PlannedImport) -> Result<Option<PathBuf>> {
        let Some(text) = rejects_text(&import.plan, &import.sheets) else { return Ok(None) };
        if let Some(path) = &self.rejects {
            replace_file(path, text.as_bytes())?;
            return Ok(Some(path.clone()));
        }
        let folder = if is_stdin(self.path()) { Path::new(".") } else { parent_dir(self.path()) };
        let stem = self.path().file_stem().unwrap_or_default().to_string_lossy();
        let stem = if is_stdin(self.path()) { "stdin" } else { &stem };
        let first = folder.join(format!("{stem}.rejects.csv"));
        if read_named_bytes(&first, DEFAULT_MAX_BYTES).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(Some(first));
        }
        let name = format!("{stem}.rejects");
        create_numbered(folder, &name, "csv", &text, FileAccess::Default).map(Some)
    }
}

fn sanitize_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", sanitize(line))).collect()
}

/// Returns the programme that the records are added to.
///
/// # Errors
/// Fails if several programmes are shown.
fn one_programme(global: &GlobalArgs) -> Result<ProgrammeSource> {
    if global.shown.get().len() > 1 {
        return Err(Error::usage("an import belongs to one programme")
            .with_hint("name it alone: gloact import FILE --programme NAME"));
    }
    Ok(global.first_programme())
}
