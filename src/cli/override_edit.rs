//! Edits the user's override in the editor, and reverts paths in it.

use super::GlobalArgs;
use super::editor::run_editor;
use super::profile_loading::no_config_dir;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{KindId, LINK_FIELDS, RecordPath};
use crate::profile::editor_draft::EditorDraft;
use crate::profile::layer_candidates;
use crate::profile::override_draft::OverrideDraft;
use crate::profile::override_text;
use crate::profile::programme_source::ProgrammeSource;
use crate::profile::user_file_update::UserFile;
use crate::store::json_schema::field_descriptions;
use crate::store::{Dataset, is_id};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The template of a new record names so many ids for a field.
const MAX_EXAMPLE_IDS: usize = 6;
/// An editor that took less time has hardly been used by a person.
const MIN_EDIT_TIME: Duration = Duration::from_secs(1);
const NEEDS_WAIT: &str = "one with a window of its own needs --wait, as in EDITOR='code --wait'";

/// Runs the editor on a draft of the user's override, with the value of a path as it is shown, and
/// saves what it changed. Returns the message to show.
pub(super) fn edit_override(
    global: &GlobalArgs,
    data: &Dataset,
    path: &RecordPath,
) -> Result<String> {
    if data.record_at(path).is_none() {
        let message = "edit needs a record or a field, e.g. countries/NP/note";
        return Err(Error::usage(message).with_hint("gloact edit --new events adds an event"));
    }
    // the fields of a record are added one by one
    let stub = match path.field_path() {
        Some(_) => data.value_at(path).unwrap_or_default(),
        None => json!({}),
    };
    let (file, path) = target(global, data, path)?;
    edit_stub(file, &path, stub)
}

/// Runs the editor on a draft of the user's override with a new record, and saves what it changed.
/// Returns the message to show.
pub(super) fn add_record(global: &GlobalArgs, data: &Dataset, path: &RecordPath) -> Result<String> {
    let Some(kind) = path.kind() else { return Err(Error::usage("a new record needs a kind")) };
    let (file, path) = target(global, data, path)?;
    edit_stub(file, &path, record_template(data, kind, global.today()?))
}

/// Returns a new record with the fields that it needs. A remark describes the others.
fn record_template(data: &Dataset, kind: KindId, today: Date) -> Value {
    let needed = kind.needed_fields();
    let mut template = Map::new();
    for field in needed {
        let linked_kind = LINK_FIELDS.iter().find(|(name, _)| name == field);
        let value = match linked_kind {
            Some((_, kind)) => {
                let first = data.records(*kind).next();
                Value::from(first.map_or("", |record| data.id(record)))
            }
            None => match *field {
                "date" => today.to_string().into(),
                "amount" => 0.into(),
                "currency" => usual_currency(data).into(),
                _ => format!("New {}", kind.singular()).into(),
            },
        };
        template.insert((*field).into(), value);
    }
    let optional = field_descriptions(kind).into_iter();
    let more = optional.filter(|(field, _)| !needed.contains(field)).map(|(field, description)| {
        let text = [description, example_ids(data, field)].join(" ");
        (field.to_string(), Value::from(text.trim()))
    });
    template.insert("$more".into(), Value::Object(more.collect()));
    Value::Object(template)
}

/// Returns the records that a field may refer to, or the first ones of many.
fn example_ids(data: &Dataset, field: &str) -> String {
    let Some((_, kind)) = LINK_FIELDS.iter().find(|(name, _)| *name == field) else {
        return String::new();
    };
    let ids: Vec<&str> = data.records(*kind).map(|record| data.id(record)).collect();
    match ids.len() {
        0 => String::new(),
        count if count <= MAX_EXAMPLE_IDS => format!("({})", ids.join(", ")),
        _ => format!("({}, …)", ids[..MAX_EXAMPLE_IDS].join(", ")),
    }
}

/// Returns the currency of the first amount in the data.
fn usual_currency(data: &Dataset) -> &str {
    let lines = data.budgets().values().map(|line| &*line.currency);
    let budgets = data.phases().values().filter_map(|phase| phase.budget.as_ref());
    lines.chain(budgets.map(|money| &*money.currency)).next().unwrap_or("EUR")
}

fn edit_stub(file: UserFile, path: &RecordPath, stub: Value) -> Result<String> {
    let base = file.read()?;
    // an invalid file gets no stub: the user must fix it first
    let stub = override_text::insert_stub(&base, path, stub).unwrap_or_default();
    let draft = EditorDraft::create(file.path(), stub.as_ref().unwrap_or(&base).clone())?;
    let start = Instant::now();
    let outcome = run_editor(draft.path());
    let place = draft.path().display().to_string();
    let keep = |error: Error| error.with_hint(format!("what you wrote is in {place}"));
    // what the editor saved counts, however it ended
    let Some(edited) = draft.changed_text().map_err(keep)? else {
        draft.remove();
        let editor = outcome?;
        return Ok(if start.elapsed() < MIN_EDIT_TIME {
            format!("nothing was changed; {editor} ended at once: {NEEDS_WAIT}")
        } else {
            "nothing was changed".into()
        });
    };
    let edit = OverrideDraft { path, base: &base, stub: stub.as_deref(), edited: &edited };
    let saved = file.update(|current| edit.apply_to(current).map(Some)).map_err(keep)?;
    draft.remove();
    let name = file.path().display().to_string();
    let saved_at = |error: Error| error.with_hint(format!("what you wrote is in {name}"));
    outcome.map(|_| edit.describe(&saved, &name)).map_err(saved_at)
}

/// Removes a path from the user's override. Returns the message to show.
pub(super) fn revert_override(
    global: &GlobalArgs,
    data: &Dataset,
    path: &RecordPath,
) -> Result<String> {
    let (file, own_path) = target(global, data, path)?;
    file.update(|text| {
        let edited = override_text::remove_override(text, &own_path)?;
        edited.map(Some).ok_or_else(|| {
            let message = format!("{} has no value for {own_path}", file.path().display());
            Error::new(ErrorKind::NoMatch, message)
                .with_hint("gloact explain shows which layer has one")
        })
    })?;
    Ok(format!("{path} is reverted in {}", file.path().display()))
}

/// Returns the override of the programme that a record belongs to, and the path that the record has
/// in it.
fn target(
    global: &GlobalArgs,
    data: &Dataset,
    path: &RecordPath,
) -> Result<(UserFile, RecordPath)> {
    let shown = global.shown.get();
    let own = match data.path_in_programme(path).filter(|_| shown.len() > 1) {
        Some((name, path)) => {
            let programme = shown.iter().find(|programme| programme.name == name);
            programme.map(|programme| (programme.clone(), path))
        }
        None if data.record_at(path).is_none() => new_record_target(&shown, path),
        None => None,
    };
    let (programme, path) = own.unwrap_or_else(|| (global.first_programme(), path.clone()));
    let file = layer_candidates::user_override(&programme).ok_or_else(no_config_dir)?;
    Ok((UserFile::new(file), path))
}

/// Returns the programme that the id of a new record names, as in `events/ponds.review`, and the
/// path of the record in it.
fn new_record_target(
    shown: &[ProgrammeSource],
    path: &RecordPath,
) -> Option<(ProgrammeSource, RecordPath)> {
    let (kind, id) = (path.kind()?, path.id()?);
    if shown.len() < 2 {
        return None;
    }
    shown.iter().find_map(|programme| {
        let own_id = id.strip_prefix(&*programme.name)?.strip_prefix('.')?;
        let record = RecordPath::for_record(kind, own_id);
        let path = path.field_path().map_or(record.clone(), |field| record.join(field));
        is_id(own_id).then(|| (programme.clone(), path))
    })
}

/// Returns the path of a new record in its programme, if that has such a record already.
pub(super) fn existing_record(
    global: &GlobalArgs,
    data: &Dataset,
    path: &RecordPath,
) -> Option<RecordPath> {
    let (programme, own_path) = new_record_target(&global.shown.get(), path)?;
    let (owner, _) = data.path_in_programme(&own_path)?;
    (owner == programme.name).then_some(own_path)
}

/// Returns the file of the user's override that has the value of a path.
pub(super) fn override_path(
    global: &GlobalArgs,
    data: &Dataset,
    path: &RecordPath,
) -> Result<PathBuf> {
    Ok(target(global, data, path)?.0.path().to_path_buf())
}
