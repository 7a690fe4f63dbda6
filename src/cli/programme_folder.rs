//! Writes data as the folder of a programme.

use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::profile::atomic_file::replace_files;
use crate::store::layer::{Layer, SCHEMA_KEY};
use crate::store::{Dataset, to_pretty};
use serde_json::{Map, Value};
use std::io;
use std::path::{Path, PathBuf};

/// Writes a file for each kind, also for one without records: a file of an earlier time must not
/// stay. Returns the number of files.
pub(super) fn write_folder(
    data: &Dataset,
    folder: &Path,
    replaces: bool,
    max_bytes: u64,
) -> Result<usize> {
    if !replaces {
        let hint = "name a new folder, or replace the files in it with --replace";
        require_empty(folder).map_err(|e| e.with_hint(hint))?;
    }
    if replaces {
        require_nothing_lost(data, folder)?;
    }
    let kinds = data.merged_json();
    let file = |(kind, records): (&String, &Value)| {
        let path = folder.join(format!("{kind}.json"));
        // editors complete the file by its schema
        let schema = path.exists().then(|| Layer::read(&path, max_bytes).schema()).flatten();
        let mut members: Map<String, Value> =
            schema.map(|schema| (SCHEMA_KEY.into(), schema)).into_iter().collect();
        members.extend(records.as_object().cloned().unwrap_or_default());
        (path, to_pretty(&Value::Object(members), 2))
    };
    let files: Vec<(PathBuf, String)> = kinds.as_object().into_iter().flatten().map(file).collect();
    replace_files(&files)?;
    Ok(files.len())
}

/// Fails if a file of the folder has more than the data that were read from it.
fn require_nothing_lost(data: &Dataset, folder: &Path) -> Result<()> {
    let Ok(folder) = folder.canonicalize() else { return Ok(()) };
    let lies_in_folder = |name: &str| {
        let parent = Path::new(name).parent().map(Path::canonicalize);
        parent.is_some_and(|parent| parent.is_ok_and(|parent| parent == folder))
    };
    let layers = data.layers().iter().enumerate();
    for (number, layer) in layers.filter(|(_, layer)| lies_in_folder(&layer.name)) {
        let name = &layer.name;
        let (message, hint) = if data.ignores_part_of(number) {
            (
                format!("{name} has values that cannot be read; they would be lost"),
                "gloact check shows them; mend them, or name a new folder",
            )
        } else if let Some(offset) = layer.first_remark() {
            let (line, _) = layer.position(offset);
            (
                format!("{name}:{line}: the file has remarks; they would be lost"),
                "name a new folder, or remove the remarks (comments, and keys that begin with $)",
            )
        } else {
            continue;
        };
        return Err(Error::new(ErrorKind::InvalidData, message).with_hint(hint));
    }
    Ok(())
}

/// Fails for a folder that has entries; one that is still to be created has none.
pub(super) fn require_empty(folder: &Path) -> Result<()> {
    let name = folder.display().to_string();
    let name = sanitize(&name);
    let message = match std::fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => return Ok(()),
            Some(_) => format!("the folder {name} is not empty"),
        },
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => format!("{name} cannot be written: {e}"),
    };
    Err(Error::new(ErrorKind::System, message).with_hint("name a new folder"))
}
