//! Where a value comes from: every layer that spoke of it, and every source; what they say when they differ, and who was silent.

use super::{Detail, Fragment, value_lines};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Claim, KindId, RecordPath, field_heading};
use crate::query::QueryContext;
use crate::store::Assertion;
use serde_json::{Value as Json, json};

/// The whole story of one value, or of a record.
pub struct ProvenanceReport<'a> {
    ctx: QueryContext<'a>,
    path: RecordPath,
    value: Option<Json>,
    layers: Vec<Assertion<'a>>,
    claims: Vec<&'a Claim>,
    record_sources: Vec<&'a str>,
    silent_sources: Vec<&'a str>,
}

/// Who says what of a value on which the sources disagree, in one line; none where they agree.
pub fn footnote(scope: &QueryContext, place: &RecordPath) -> Option<String> {
    let data = scope.data;
    let citation = data.citation(place).filter(|citation| citation.is_disputed())?;
    let row = data.record_at(place)?;
    let value = place.field_path().and_then(|_| data.value_at(place));
    let shown: Vec<String> = value
        .map(|value| value_lines(scope, place, &value))
        .unwrap_or_default()
        .into_iter()
        .map(|line| line.into_iter().map(|piece| piece.text).collect::<Vec<_>>().join(", "))
        .collect();
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for side in &citation.0 {
        let says = side.says.as_deref().map_or_else(|| shown.join("; "), str::to_string);
        let source =
            data.sources().get(&side.source).map_or(&*side.source, |source| &*source.title);
        match told.iter_mut().find(|(other, _)| *other == says) {
            Some((_, sources)) => sources.push(source),
            None => told.push((says, vec![source])),
        }
    }
    let sides: Vec<String> = told
        .into_iter()
        .map(|(says, sources)| format!("{says} ({})", sources.join("; ")))
        .collect();
    Some(format!(
        "{}, {}: {}",
        field_heading(place.field_path()?),
        data.short_label(row),
        sides.join(" ≠ ")
    ))
}

impl<'a> ProvenanceReport<'a> {
    /// Asks for the story of a place: a record, a field, or a value inside one.
    pub fn for_path(scope: QueryContext<'a>, place: &RecordPath) -> Result<ProvenanceReport<'a>> {
        let data = scope.data;
        let place = data.resolve_path(place.as_str())?;
        let Some(row) = data.record_at(&place) else {
            return Err(Error::new(
                ErrorKind::Usage,
                format!("{place} is a kind; a record or a field has a story"),
            )
            .with_hint(format!("for example {place}/ID")));
        };
        let record = data.value(row);
        let value = place.value_in(record.clone());
        let general: Vec<&str> =
            data.links(row).filter(|link| link.field == "sources").map(|link| link.id).collect();
        // a value inside a field is cited with it, where it is not cited by itself
        let cited = std::iter::successors(Some(place.clone()), |place| {
            Some(place.parent()).filter(|up| up.field_path().is_some())
        });
        let sides: Vec<&Claim> = cited
            .filter_map(|place| data.citation(&place))
            .next()
            .map(|citation| citation.0.iter().collect())
            .unwrap_or_default();
        let speaks = |id: &str| {
            if sides.is_empty() {
                general.contains(&id)
            } else {
                sides.iter().any(|side| *side.source == *id)
            }
        };
        let documents =
            data.sources().iter().filter(|(_, source)| source.file.is_some()).map(|(id, _)| &**id);
        let silent = documents.filter(|id| !speaks(id) || value.is_none()).collect();
        Ok(ProvenanceReport {
            ctx: scope,
            layers: data.assertions(&place),
            claims: sides,
            record_sources: general,
            silent_sources: silent,
            value,
            path: place,
        })
    }

    /// The story for the eye: links lead to the sources and to the fields.
    pub fn detail(&self) -> Detail {
        let data = self.ctx.data;
        let row = data.record_at(&self.path);
        let heading = row.map(|row| data.title(row).into_owned()).unwrap_or_default();
        let mut detail = Detail { heading, subtitle: self.path.to_string(), entries: Vec::new() };
        match (self.path.field_path(), row) {
            (Some(path), Some(row)) => {
                detail.heading = format!("{}, {}", field_heading(path), data.short_label(row));
                let lines = self
                    .value
                    .as_ref()
                    .map(|value| value_lines(&self.ctx, &self.path, value))
                    .unwrap_or_default();
                let lines = if lines.is_empty() {
                    vec![vec![Fragment::dim("no source says")]]
                } else {
                    lines
                };
                lines.into_iter().enumerate().for_each(|(at, line)| {
                    detail.push_field(if at == 0 { "Value" } else { "" }, line)
                });
                detail.push_field("Of", vec![Fragment::link(data.title(row), data.path(row))]);
            }
            _ => self.push_fields(&mut detail),
        }
        detail.push_heading("Layers");
        if self.layers.is_empty() {
            detail.push_item(vec![Fragment::dim("no layer speaks of it")]);
        }
        for (at, said) in self.layers.iter().enumerate() {
            let shown = if at + 1 == self.layers.len() { "shown" } else { "hidden by the next" };
            let (line, column) = said.layer.position(said.offset);
            detail.push_item(vec![
                Fragment::plain(format!("{}:{line}:{column}", said.layer.name)),
                Fragment::plain(display_short(&said.value)),
                Fragment::dim(shown),
            ]);
        }
        self.push_sources(&mut detail);
        detail
    }

    /// The fields of a record, each with the layer that set it: one leads to its own story.
    fn push_fields(&self, detail: &mut Detail) {
        let data = self.ctx.data;
        let Some(Json::Object(fields)) = &self.value else { return };
        for (key, value) in fields {
            let at = self.path.join(key);
            let layer = data
                .assertions(&at)
                .last()
                .map(|said| said.layer.name.to_string())
                .unwrap_or_default();
            let sign = if data.is_disputed(&at) { "≠ " } else { "" };
            detail.push_field(
                &field_heading(key),
                vec![
                    Fragment::link(format!("{sign}{}", display_short(value)), at),
                    Fragment::dim(layer),
                ],
            );
        }
    }

    fn push_sources(&self, detail: &mut Detail) {
        let mut told: Vec<Option<&str>> = Vec::new();
        for side in &self.claims {
            let says = side.says.as_deref();
            if told.contains(&says) {
                continue;
            }
            let sign = if told.is_empty() { "" } else { "≠ " };
            told.push(says);
            detail.push_heading(&format!("{sign}{}", says.unwrap_or("as shown")));
            for side in self.claims.iter().filter(|other| other.says.as_deref() == says) {
                self.push_source(detail, &side.source);
                side.quote.iter().for_each(|quote| {
                    detail.push_item(vec![Fragment::plain(format!("“{quote}”"))])
                });
                side.note.iter().for_each(|note| detail.push_item(vec![Fragment::dim(&**note)]));
            }
        }
        if self.claims.is_empty() && !self.record_sources.is_empty() && self.value.is_some() {
            detail.push_heading(if self.path.field_path().is_some() {
                "Sources of the record"
            } else {
                "Sources"
            });
            self.record_sources.iter().for_each(|id| self.push_source(detail, id));
        }
        if !self.silent_sources.is_empty() {
            detail.push_heading("Silent");
            self.silent_sources.iter().for_each(|id| self.push_source(detail, id));
        }
    }

    fn push_source(&self, detail: &mut Detail, id: &str) {
        let Some(source) = self.ctx.data.sources().get(id) else { return };
        let mut pieces = vec![Fragment::link(
            &**source.file.as_ref().unwrap_or(&source.title),
            RecordPath::for_record(KindId::Sources, id),
        )];
        pieces.extend(source.date.iter().map(|date| Fragment::dim(date.display())));
        pieces.extend(source.address.iter().map(|address| Fragment::dim(&**address)));
        detail.push_item(pieces);
    }

    /// The story for machines.
    pub fn json(&self) -> Json {
        let layers: Vec<Json> = self
            .layers
            .iter()
            .map(|said| {
                let (line, column) = said.layer.position(said.offset);
                json!({ "layer": said.layer.name, "line": line, "column": column, "value": said.value })
            })
            .collect();
        let source = |id: &str| {
            let source = self.ctx.data.sources().get(id);
            json!({ "id": id, "file": source.and_then(|s| s.file.as_ref()), "title": source.map(|s| &s.title), "address": source.and_then(|s| s.address.as_ref()), "date": source.and_then(|s| s.date.as_ref()) })
        };
        let sides: Vec<Json> = self
            .claims
            .iter()
            .map(|side| json!({ "source": source(&side.source), "says": side.says, "quote": side.quote, "note": side.note }))
            .collect();
        json!({
            "gloact": 1,
            "place": self.path.as_str(),
            "value": self.value,
            "disputed": self.ctx.data.is_disputed(&self.path),
            "layers": layers,
            "sides": sides,
            "sources": self.record_sources.iter().map(|id| source(id)).collect::<Vec<_>>(),
            "silent": self.silent_sources.iter().map(|id| source(id)).collect::<Vec<_>>(),
        })
    }
}

/// A JSON value on one line, cleaned, and cut where it is long.
fn display_short(value: &Json) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        Json::Null => "taken away".into(),
        Json::Array(all) if all.iter().all(Json::is_string) => {
            all.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    crate::model::text::truncate(&crate::model::text::sanitize(&text), 60)
}
