//! Layers over one another: JSON Merge Patch (RFC 7396) on records keyed by id, one record at a time,
//! so that a patch that does not read is refused alone.

use super::ahead::{self, Batch, Record};
use super::json_error::describe;
use super::layer::{Layer, SourceSlice, SourceSlices, byte_offset};
use super::{Dataset, Finding, KINDS, RecordRef, json};
use crate::model::text::sanitize;
use crate::model::{RecordPath, Text};
use crate::parallel::{self, MIN_BYTES_PER_THREAD, MIN_ITEMS_PER_THREAD};
use crate::suggest::closest;
use serde_json::Value;

/// `patch` applied to `target`: RFC 7396, section 2.
pub fn merge_patch(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Default::default());
    }
    let Value::Object(into) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            into.shift_remove(&key);
        } else {
            merge_patch(into.entry(key).or_insert(Value::Null), value);
        }
    }
}

/// Reads all layers of `data` into its records, the lowest first.
pub(super) fn merge_layers(data: &mut Dataset) {
    // read where they stand: what a layer says is not copied
    let mut layers = std::mem::take(&mut data.layers);
    for number in 0..layers.len() {
        let layer = &layers[number];
        // the bundled texts come first, one for each kind
        if layer.is_bundled() && (KINDS[number].whole)(data).is_ok() {
            let count = (KINDS[number].len)(data);
            data.said[number].resize(count, SourceSlices::Bundled);
            continue;
        }
        let (mut findings, mut done) = (Vec::new(), Vec::new());
        let mut records = at_once(data, layer, number as u16, &mut done)
            .unwrap_or_else(|| layer.records(number as u16, &mut findings))
            .into_iter();
        let many = layer.text.len() >= MIN_BYTES_PER_THREAD;
        ahead::read(&layer.text, many, &mut |see| records.all(see), &mut |record, batch, at| {
            if insert_new(data, &record, batch, at) {
                done.push((record, PreviousState::default()));
                return true;
            }
            match apply_patch(data, &layers, &record) {
                Ok(before) => done.push((record, before)),
                Err(finding) => findings.push(*finding),
            }
            true
        });
        if !layers[number].is_bundled() {
            let is_gone = |((kind, id, _), _): &&(Record, PreviousState)| {
                (KINDS[*kind as usize].find)(data, id).is_none()
            };
            let gone: Vec<RecordPath> = done
                .iter()
                .filter(is_gone)
                .map(|((kind, id, _), _)| RecordPath::for_record(KINDS[*kind as usize].name, id))
                .collect();
            layers[number].contributes = revert_dangling(data, &layers, done, &mut findings) > 0;
            gone.iter().for_each(|place| remove_citations_of(data, place));
        }
        data.load_findings.append(&mut findings);
    }
    data.layers = layers;
}

/// Puts what a large layer has of new records while the text is still looked through. Gives back what it says of those that were
/// there; nothing where anything is odd, and all is as it was then.
fn at_once(
    data: &mut Dataset,
    layer: &Layer,
    number: u16,
    done: &mut Vec<(Record, PreviousState)>,
) -> Option<Vec<Record>> {
    if layer.text.len() < MIN_BYTES_PER_THREAD || layer.is_bundled() {
        return None;
    }
    let before: Vec<usize> = KINDS.iter().map(|kind| (kind.len)(data)).collect();
    let mut others = Vec::new();
    let all = ahead::read(
        &layer.text,
        true,
        &mut |see| ahead::each(layer, number, see),
        &mut |record, batch, at| {
            if insert_new(data, &record, batch, at) {
                done.push((record, PreviousState::default()));
                return true;
            }
            let (kind, id, _) = &record;
            let known = (KINDS[*kind as usize].find)(data, id)
                .is_some_and(|at| at < before[*kind as usize]);
            others.push(record);
            known
        },
    );
    if all {
        return Some(others);
    }
    done.clear();
    for (kind, before) in before.into_iter().enumerate() {
        (before..(KINDS[kind].len)(data)).rev().for_each(|at| (KINDS[kind].remove)(data, at));
        data.said[kind].truncate(before);
    }
    None
}

/// Puts a record that is new and says all of itself, as most records of an override do.
fn insert_new(
    data: &mut Dataset,
    (kind, id, slice): &Record,
    batch: &mut dyn Batch,
    at: usize,
) -> bool {
    let new = batch.put(at, data, id);
    if new {
        data.said[*kind as usize].push(SourceSlices::Single(*slice));
    }
    new
}

/// The text of a slice.
fn slice_text(layers: &[Layer], slice: SourceSlice) -> &str {
    slice.text_in(&layers[slice.layer as usize].text)
}

/// What there was of a record before a patch: the slices that spoke of it, and where it stood among its kind.
#[derive(Default)]
struct PreviousState {
    slices: SourceSlices,
    index: Option<usize>,
}

/// Lets one slice speak of one record; gives back what spoke before.
fn apply_patch(
    data: &mut Dataset,
    layers: &[Layer],
    (kind, id, slice): &Record,
) -> Result<PreviousState, Box<Finding>> {
    let (number, kind) = (*kind, &KINDS[*kind as usize]);
    let at = (kind.find)(data, id);
    let slices = match at.map(|at| data.said[number as usize][at].clone()) {
        Some(SourceSlices::Bundled) => data
            .bundled_slice(layers, number, id)
            .map_or(SourceSlices::Bundled, SourceSlices::Single),
        said => said.unwrap_or_default(),
    };
    let before = PreviousState { slices, index: at };
    if slice_text(layers, *slice).trim() == "null" {
        if at.is_none() {
            let ids = data.records(kind.name).map(|row| data.id(row));
            let hint = closest(id, ids).map(|near| format!("did you mean {near}?"));
            let place = RecordPath::for_record(kind.name, id);
            let sentence = "there is no such record to take away".into();
            return Err(Box::new(
                Finding::warning(place, slice.layer, slice.start as usize, sentence)
                    .with_hint(hint),
            ));
        }
        data.remove(number, id);
        return Ok(before);
    }
    let slices = before.slices.with(*slice);
    read_record(data, layers, number, id, &slices)?;
    data.set_slices(number, id, slices);
    Ok(before)
}

/// Reads a record from its slices. A single slice is read straight from its bytes.
fn read_record(
    data: &mut Dataset,
    layers: &[Layer],
    kind: u8,
    id: &Text,
    slices: &SourceSlices,
) -> Result<(), Box<Finding>> {
    let Some(&slice) = slices.iter().last() else { return Ok(()) };
    let text = slice_text(layers, slice);
    let alone = slices.iter().len() == 1;
    if alone && (KINDS[kind as usize].read)(data, id, text).is_ok() {
        return Ok(());
    }
    let place = RecordPath::for_record(KINDS[kind as usize].name, id);
    let at = |e: &serde_json::Error| slice.start as usize + byte_offset(text, e.line(), e.column());
    if let Err(e) = json::parse_strict(text) {
        return Err(Box::new(Finding::error(place, slice.layer, at(&e), describe(&e))));
    }
    let value = merge_slices(layers, slices);
    let Err(e) = (KINDS[kind as usize].read_value)(data, id, &value) else { return Ok(()) };
    // read from its own bytes a record tells where it is wrong; a merged one only in which field
    let own = if alone { (KINDS[kind as usize].read)(data, id, text).err() } else { None };
    let field = e.path().iter().filter_map(|step| match step {
        serde_path_to_error::Segment::Map { key } => Some(key.as_str()),
        _ => None,
    });
    let path = field.collect::<Vec<_>>().join("/");
    let located = json::value_offset(text, &path).filter(|_| !path.is_empty()).map(|value| {
        // a name that is not known is wrong itself, not what stands behind it
        let key = path
            .split('/')
            .next_back()
            .filter(|_| e.inner().to_string().starts_with("unknown field"));
        slice.start as usize
            + key.and_then(|key| text[..value].rfind(&format!("\"{key}\""))).unwrap_or(value)
    });
    let start = located
        .or_else(|| own.filter(|e| e.line() > 0).map(|own| at(&own)))
        .unwrap_or(slice.start as usize);
    let place = if path.is_empty() { place } else { place.join(&sanitize(&path)) };
    Err(Box::new(
        Finding::error(place, slice.layer, start, describe(e.inner()))
            .with_hint(suggest_name(e.inner())),
    ))
}

/// What the slices of a record say together; keys that begin with `$` are remarks.
fn merge_slices(layers: &[Layer], slices: &SourceSlices) -> Value {
    let mut value = Value::Null;
    for slice in slices.iter() {
        let mut patch = json::parse_strict(slice_text(layers, *slice)).unwrap_or_default();
        strip_remarks(&mut patch);
        merge_patch(&mut value, patch);
    }
    value
}

fn strip_remarks(value: &mut Value) {
    if let Value::Object(object) = value {
        object.retain(|key, _| !key.starts_with('$'));
        object.values_mut().for_each(strip_remarks);
    }
}

/// A record as its layers have it together, before cleaning.
pub(super) fn merged_record(data: &Dataset, row: RecordRef) -> Value {
    merge_slices(&data.layers, &data.slices(row))
}

/// The nearest name to one that a record does not know; serde names both between backticks.
fn suggest_name(e: &serde_json::Error) -> Option<String> {
    let said = e.to_string();
    let mut names = said.split('`').skip(1).step_by(2);
    let wrong = names.next().filter(|_| said.starts_with("unknown"))?;
    closest(wrong, names).map(|near| format!("did you mean {near}?"))
}

/// Takes back each patch of a layer after which something names a record that is not there; gives back how many are left.
fn revert_dangling(
    data: &mut Dataset,
    layers: &[Layer],
    mut done: Vec<(Record, PreviousState)>,
    findings: &mut Vec<Finding>,
) -> usize {
    loop {
        let taken = parallel::map_ranges(done.len(), MIN_ITEMS_PER_THREAD, |part| {
            let dangling = |at: usize| Some((at, find_dangling(data, layers, &done[at].0)?));
            part.filter_map(dangling).collect::<Vec<(usize, Finding)>>()
        })
        .concat();
        if taken.is_empty() {
            return done.len();
        }
        for (at, finding) in taken.into_iter().rev() {
            let ((kind, id, _), before) = done.remove(at);
            findings.push(finding);
            let Some(at) = before.index else {
                data.remove(kind, &id);
                continue;
            };
            if read_record(data, layers, kind, &id, &before.slices).is_ok() {
                data.set_slices(kind, &id, before.slices);
                // what was taken away comes back where it stood
                data.move_to(kind, &id, at);
            }
        }
    }
}

/// What was said of a record that is taken away goes with it.
fn remove_citations_of(data: &mut Dataset, place: &RecordPath) {
    if data.record_at(place).is_some() {
        return;
    }
    let start = format!("{place}/");
    let Some(kind) = crate::store::kind_number("citations") else { return };
    let gone: Vec<Text> =
        data.citations.keys().filter(|id| id.starts_with(&start)).cloned().collect();
    gone.iter().for_each(|id| data.remove(kind, id));
}

fn find_dangling(data: &Dataset, layers: &[Layer], (kind, id, slice): &Record) -> Option<Finding> {
    let kind = *kind;
    let name = KINDS[kind as usize].name;
    let row =
        (KINDS[kind as usize].find)(data, id).map(|index| RecordRef { kind, index: index as u32 });
    let Some(row) = row else {
        let place = RecordPath::for_record(name, id);
        let by = KINDS
            .iter()
            .flat_map(|kind| data.records(kind.name))
            .find(|from| data.links(*from).any(|(_, kind, to)| kind == name && to == &**id))?;
        let sentence = format!("it cannot be taken away: {} names it", data.path(by));
        return Some(
            Finding::error(place, slice.layer, slice.start as usize, sentence)
                .with_hint(Some(format!("change {} as well", data.path(by)))),
        );
    };
    if name == "citations" && data.record_at(&RecordPath::new(&**id)).is_none() {
        return Some(Finding::error(
            RecordPath::for_record(name, id),
            slice.layer,
            slice.start as usize,
            "it cites a record that is not there".into(),
        ));
    }
    let mut missing = None;
    data.for_each_link(row, &mut |link| {
        if missing.is_none() && data.find(link.1, link.2).is_none() {
            missing = Some(link);
        }
    });
    let (field, kind, to) = missing?;
    let text = slice_text(layers, *slice);
    let start = text.find(&format!("\"{to}\"")).unwrap_or(0);
    let hint = closest(to, data.records(kind).map(|row| data.id(row)))
        .map(|near| format!("did you mean {near}?"));
    let sentence = format!("\"{to}\" is not among the {kind}");
    Some(
        Finding::error(
            RecordPath::for_record(name, id).join(field),
            slice.layer,
            slice.start as usize + start,
            sentence,
        )
        .with_hint(hint),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_patch_changes_adds_and_takes_away() {
        let mut target = json!({"a": 1, "b": {"c": 2, "d": 3}, "e": [1]});
        merge_patch(
            &mut target,
            json!({"a": null, "b": {"c": 4}, "e": [2], "f": {"g": null, "h": 1}}),
        );
        assert_eq!(target, json!({"b": {"c": 4, "d": 3}, "e": [2], "f": {"h": 1}}));
    }

    fn any_json() -> impl proptest::strategy::Strategy<Value = Value> {
        use proptest::prelude::*;
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..9).prop_map(Value::from),
            "[a-c]".prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec(("[a-d]", inner), 0..4)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest::proptest! {
        #[test]
        fn merging_is_what_the_standard_says(target in any_json(), patch in any_json()) {
            let (mut ours, mut theirs) = (target.clone(), target);
            merge_patch(&mut ours, patch.clone());
            json_patch::merge(&mut theirs, &patch);
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
