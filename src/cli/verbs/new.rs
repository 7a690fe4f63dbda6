//! `gloact new`: writes the folder of a programme, an example ready to be edited or the records of
//! spreadsheets.

mod programme_sheets;

use super::completions::shell_words::quote;
use crate::cli::programme_folder::require_empty;
use crate::cli::{GlobalArgs, print};
use crate::error::{Error, ErrorKind, Result};
use crate::model::KindId;
use crate::model::kind::for_each_kind;
use crate::model::text::sanitize;
use crate::profile::atomic_file::replace_files;
use crate::profile::directories::folder_name;
use crate::profile::json_edit::set_member;
use crate::profile::programme_source::{ProgrammeSource, refuse_reserved_name};
use crate::store::json_schema::file_schema;
use crate::store::layer::SCHEMA_KEY;
use crate::store::{is_id, to_pretty};
use clap::Args;
use programme_sheets::{RecordsByKind, add_sheets};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

macro_rules! define_example_texts {
    ($($variant:ident $name:ident: $type:ty,)*) => {
        /// The files of the example, one for each kind.
        const EXAMPLE_TEXTS: &[(KindId, &str)] = &[$((
            KindId::$variant,
            include_str!(concat!("../../../data/example/", stringify!($name), ".json")),
        ),)*];
    };
}

for_each_kind!(define_example_texts);

/// The id of the programme in the example.
const EXAMPLE_ID: &str = "example";
/// The longest title that is its own short name.
const MAX_SHORT_CHARS: usize = 12;

/// Write the folder of a programme: a small example, or the records of spreadsheets
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact new lakes
  gloact new ponds --title 'Clean Ponds'
  gloact new reefs --title 'Clean Reefs' --from events.csv")]
pub(in crate::cli) struct NewArgs {
    /// The folder, which must be new or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The title of the programme
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Make the records from spreadsheets: a file for each kind, or a workbook with sheets for them
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "title")]
    from: Vec<PathBuf>,
}

impl NewArgs {
    pub(in crate::cli) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let hint = "name a new folder; gloact data --split DIR writes the programme that is shown";
        refuse_reserved_name(&self.folder)?;
        require_empty(&self.folder).map_err(|e| e.with_hint(hint))?;
        let (files, lines) = match self.from.is_empty() {
            true => (self.example_files()?, String::new()),
            false => self.sheet_files(global)?,
        };
        replace_files(&files)?;
        let folder: &Path = &self.folder.components().collect::<PathBuf>();
        let name = quote(&sanitize(&folder.display().to_string()), None);
        let programme = ProgrammeSource::find(folder, "").map(|source| source.word());
        let word = programme.map_or(name.clone(), |word| quote(&sanitize(&word), None));
        print(&format!(
            "{lines}{} files written to {name}\n\
             Next steps:\n  \
             gloact --programme {word}          open the dashboard, which shows each saved file\n  \
             gloact check --programme {word}    find mistakes\n  \
             edit {name}/programme.json and the files beside it\n",
            files.len()
        ))
    }

    /// Returns the files of the spreadsheets with their paths, and a line for each sheet.
    fn sheet_files(&self, global: &GlobalArgs) -> Result<(Vec<(PathBuf, String)>, String)> {
        let title = self.checked_title()?.unwrap_or_default();
        let short = Some(short_name(&title)).filter(|short| *short != title);
        let mut programme = json!({"title": title});
        if let Some(short) = short {
            programme["short"] = short.into();
        }
        let programme = Map::from_iter([(programme_id(&self.folder), programme)]);
        let mut records = RecordsByKind::from_iter([(KindId::Programme, programme)]);
        let lines = add_sheets(&mut records, &self.from, global.max_bytes(), global.today()?)?;
        let mut files = Vec::new();
        for kind in KindId::ALL {
            let name = format!("{kind}.json");
            let schema = to_pretty(&file_schema(*kind), 3);
            files.push((self.folder.join("schema").join(&name), schema));
            if let Some(records) = records.shift_remove(kind) {
                let mut members = Map::from_iter([schema_member(&name)]);
                members.extend(records);
                files.push((self.folder.join(&name), to_pretty(&Value::Object(members), 2)));
            }
        }
        Ok((files, lines.iter().map(|line| format!("{line}\n")).collect()))
    }

    /// Returns the title of the user, which must not be empty.
    fn checked_title(&self) -> Result<Option<String>> {
        let title = self.title.as_ref().map(|title| sanitize(title.trim()).into_owned());
        match title {
            Some(title) if title.is_empty() => Err(Error::usage("the title is empty")),
            title => Ok(title),
        }
    }

    /// Returns the files of the example with their paths: one for each kind, and the schema that it
    /// names.
    fn example_files(&self) -> Result<Vec<(PathBuf, String)>> {
        let mut files = Vec::new();
        for (kind, text) in EXAMPLE_TEXTS {
            let name = format!("{kind}.json");
            let text = match kind {
                KindId::Programme => self.programme_text(text)?,
                _ => (*text).to_string(),
            };
            let schema = to_pretty(&file_schema(*kind), 3);
            files.push((self.folder.join("schema").join(&name), schema));
            files.push((self.folder.join(&name), text));
        }
        Ok(files)
    }

    /// Returns the file of the programme with the id of the folder and the title of the user.
    fn programme_text(&self, example: &str) -> Result<String> {
        let id = programme_id(&self.folder);
        let mut text = example.replace(&format!("\"{EXAMPLE_ID}\""), &format!("\"{id}\""));
        if let Some(title) = self.checked_title()? {
            let short = short_name(&title);
            for (field, value) in [("title", &*title), ("short", &*short)] {
                text = set_member(&text, &[&*id, field], &value.into(), 2)
                    .map_err(|message| Error::new(ErrorKind::InvalidData, message))?;
            }
        }
        Ok(text)
    }
}

/// Returns the member by which a file names its schema.
fn schema_member(file: &str) -> (String, Value) {
    (SCHEMA_KEY.to_string(), format!("schema/{file}").into())
}

/// Returns the id of a programme: the name of its folder, if that can be an id.
fn programme_id(folder: &Path) -> String {
    let name = folder_name(folder).to_string_lossy().to_lowercase();
    if is_id(&name) { name } else { EXAMPLE_ID.into() }
}

/// Returns a title for narrow places: itself if it is short, else the initials of its large words.
fn short_name(title: &str) -> String {
    let initials: String = title
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next().filter(|c| c.is_uppercase() || c.is_numeric()))
        .collect();
    if title.chars().count() <= MAX_SHORT_CHARS || initials.chars().count() < 2 {
        return title.into();
    }
    initials
}
