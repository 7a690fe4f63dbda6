//! `gloact programmes`: lists the programmes that can be shown.

use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::{GlobalArgs, load_dataset, programme_choices, warn};
use crate::error::Result;
use crate::export::ExportFormat;
use crate::model::text::sanitize;
use crate::profile::layer_reading::read_programme;
use crate::profile::programme_source::{BUNDLED, ProgrammeSource, programme_dirs};
use crate::query::{QueryContext, Table};
use crate::store::Dataset;
use clap::Args;
use std::env;
use std::path::Path;

/// List the bundled programme and those that are found, with the one that is shown
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact programmes
  gloact programmes --format json")]
pub(in crate::cli) struct ProgrammesArgs {
    #[command(flatten)]
    output: TableFormatArgs,
}

const COLUMNS: [(&str, &str); 7] = [
    ("name", "Name"),
    ("title", "Title"),
    ("phases", "Phases"),
    ("events", "Events"),
    ("shown", "Shown"),
    ("folder", "Folder"),
    ("problem", "Problem"),
];

impl ProgrammesArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        // a name that leads nowhere is a reason to list the others
        let is_known = global.choose_programmes();
        let shown = global.shown.get();
        let all = programme_choices::all(global);
        let row = |programme: &ProgrammeSource| {
            let is_shown = shown.iter().any(|one| one.is_same(programme));
            row(programme, is_shown, global)
        };
        for folder in programme_dirs().iter().map(|dir| dir.join(BUNDLED)).filter(|it| it.is_dir())
        {
            let folder = sanitize(&folder.display().to_string()).into_owned();
            warn(&format!("{folder} is passed over: {BUNDLED} is the name of another programme"));
        }
        let rows: Vec<[String; 7]> = all.iter().map(row).collect();
        let table = match self.output.format.unwrap_or_default() {
            ExportFormat::Table => narrow_table(rows),
            _ => Table::from_texts(COLUMNS, rows),
        };
        let data = load_dataset(global);
        let context = QueryContext::new(&data, global.today()?);
        let code = self.output.print_rows(global, context, "programmes", &table)?;
        is_known.map(|()| code)
    }
}

/// Returns a table for the width of a terminal, and prints the problems, which are long, beside it.
fn narrow_table(rows: Vec<[String; 7]>) -> Table<'static> {
    let [columns @ .., _] = COLUMNS;
    let narrow = |[name, title, phases, events, shown, folder, problem]: [String; 7]| {
        if !problem.is_empty() {
            warn(&problem);
        }
        [name, title, phases, events, shown, below_home(folder)]
    };
    Table::from_texts(columns, rows.into_iter().map(narrow).collect())
}

/// Returns a path with `~` in place of the home directory.
fn below_home(path: String) -> String {
    let home = env::home_dir().filter(|home| home.components().count() > 1);
    let below = home.and_then(|home| Some(Path::new(&path).strip_prefix(home).ok()?.to_owned()));
    below.map_or(path, |below| Path::new("~").join(below).display().to_string())
}

/// Returns the row of a programme, read without its overrides.
fn row(programme: &ProgrammeSource, is_shown: bool, global: &GlobalArgs) -> [String; 7] {
    let data = Dataset::load(read_programme(programme, global.max_bytes()));
    let problem = data.errors().first().map(|found| found.format_line(data.layers()));
    let title = data.programme().first().map(|(_, programme)| programme.title.to_string());
    let folder = match &programme.folder {
        Some(folder) => sanitize(&folder.display().to_string()).into_owned(),
        None => String::new(),
    };
    [
        programme.name.clone(),
        title.unwrap_or_default(),
        data.phases().len().to_string(),
        data.events().len().to_string(),
        if is_shown { "yes" } else { "" }.into(),
        folder,
        problem.unwrap_or_default(),
    ]
}
