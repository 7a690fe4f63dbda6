//! Reports where a value comes from: the layers that set it, the sources that claim it, and the
//! source documents that do not state it.

use super::Detail;
use super::claim_group_title::claim_group_title;
use super::entry::TextFragment;
use super::source_fragments::source_fragments;
use super::unsourced_origin::unsourced_origin;
use super::value_lines::value_lines;
use crate::error::{Error, Result};
use crate::model::text::{sanitize, truncate};
use crate::model::{
    AgreeingClaims, DifferenceGrade, FieldProminence, RecordPath, ValueClaims, field_heading,
};
use crate::query::QueryContext;
use crate::query::claim_text::{claimed_value, difference_sign};
use crate::query::field_value_text::value_in_use;
use crate::store::{LayerAssertion, RecordRef};
use serde_json::{Value as Json, json};

/// The longest value of a layer that is shown, in cells.
const MAX_VALUE_WIDTH: u16 = 60;

/// The provenance of a value or of a record.
pub struct ProvenanceReport<'a> {
    ctx: QueryContext<'a>,
    path: RecordPath,
    record: RecordRef,
    value: Option<Json>,
    /// The layers that set the value, the lowest first.
    assertions: Vec<LayerAssertion<'a>>,
    /// The citation of the value, or of the field that contains it, with its path.
    citation: Option<(RecordPath, &'a ValueClaims)>,
    record_sources: Vec<&'a str>,
    /// The source documents that have no citation of the value.
    silent_sources: Vec<&'a str>,
    /// Longer values are cut.
    max_value_width: u16,
}

/// Returns the claims about a value in one line, if the sources contradict each other.
pub fn footnote(ctx: &QueryContext, path: &RecordPath) -> Option<String> {
    let data = ctx.data;
    let citation = data.citation(path).filter(|citation| citation.is_disputed())?;
    let record = data.record_at(path)?;
    let field = field_heading(path.field_path()?);
    let mut sources_by_value: Vec<(String, Vec<&str>)> = Vec::new();
    let is_relevant = |group: &AgreeingClaims| group.difference() != Some(DifferenceGrade::Wording);
    for group in citation.by_claim().into_iter().filter(is_relevant) {
        let sign = difference_sign(group.difference());
        let value = format!("{sign}{}", claimed_value(ctx, path, &group));
        let sources = group.claims.iter().map(|claim| {
            data.sources().get(&claim.source).map_or(&*claim.source, |source| &*source.title)
        });
        sources_by_value.push((value, sources.collect()));
    }
    let claims = sources_by_value.iter();
    let claims = claims.map(|(value, sources)| format!("{value} ({})", sources.join("; ")));
    let claims = claims.collect::<Vec<_>>().join(" ");
    Some(format!("{field}, {}: {claims}", data.short_label(record)))
}

impl<'a> ProvenanceReport<'a> {
    /// Returns the report for a record, a field, or a value inside a field.
    ///
    /// # Errors
    /// The path must be known, and name more than a kind.
    pub fn for_path(ctx: QueryContext<'a>, path: &RecordPath) -> Result<ProvenanceReport<'a>> {
        let data = ctx.data;
        let path = data.resolve_path(path.as_str())?;
        let Some(record) = data.record_at(&path) else {
            let message = format!("\"{path}\" is a record kind: name a record or a field");
            return Err(Error::usage(message).with_hint(format!("for example {path}/ID")));
        };
        let value = path.value_in(data.value(record));
        let citation = nearest_citation(&ctx, &path);
        let links = data.links(record).filter(|link| link.field == "sources");
        let record_sources: Vec<&str> = links.map(|link| link.id).collect();
        let states_value = |id: &str| match &citation {
            Some((_, citation)) => citation.0.iter().any(|claim| *claim.source == *id),
            None => record_sources.contains(&id),
        };
        let documents = data.sources().iter().filter(|(_, source)| source.file.is_some());
        let silent_sources = documents
            .map(|(id, _)| &**id)
            .filter(|id| value.is_none() || !states_value(id))
            .collect();
        let assertions = data.assertions(&path);
        Ok(ProvenanceReport {
            ctx,
            path,
            record,
            value,
            assertions,
            citation,
            record_sources,
            silent_sources,
            max_value_width: MAX_VALUE_WIDTH,
        })
    }

    /// Returns the report with values of any length, for where no link leads to them.
    #[must_use]
    pub fn with_whole_values(self) -> ProvenanceReport<'a> {
        ProvenanceReport { max_value_width: u16::MAX, ..self }
    }

    /// Returns the report for people, with links to the sources and the fields.
    pub fn detail(&self) -> Detail {
        let data = self.ctx.data;
        let mut detail = Detail::new(data.title(self.record), self.path.as_str());
        match self.path.field_path() {
            Some(field) => self.push_value(&mut detail, field),
            None => self.push_fields(&mut detail),
        }
        detail.push_heading("Layers");
        if self.assertions.is_empty() {
            detail.push_item(vec![TextFragment::dim("not set by any layer")]);
        }
        for (index, assertion) in self.assertions.iter().enumerate() {
            let is_last = index + 1 == self.assertions.len();
            let mut fragments = vec![TextFragment::plain(assertion.place())];
            // the fields of a whole record stand above
            if self.path.field_path().is_some() || self.max_value_width == MAX_VALUE_WIDTH {
                let value = display_short(&assertion.value, self.max_value_width);
                fragments.push(TextFragment::plain(value));
            }
            let state = if is_last { "in use" } else { "overridden by the next" };
            fragments.push(TextFragment::dim(state));
            detail.push_item(fragments);
        }
        self.push_claims(&mut detail);
        self.push_sources(&mut detail);
        detail
    }

    fn push_value(&self, detail: &mut Detail, field: &str) {
        let data = self.ctx.data;
        let label = data.short_label(self.record);
        detail.heading = format!("{}, {label}", field_heading(field));
        let mut lines = match &self.value {
            Some(value) => value_lines(&self.ctx, &self.path, value),
            None => Vec::new(),
        };
        if lines.is_empty() {
            lines.push(vec![TextFragment::dim("not stated")]);
        }
        let value_start = detail.entries.len();
        for (index, line) in lines.into_iter().enumerate() {
            detail.push_field(if index == 0 { "Value" } else { "" }, line);
        }
        if let Some(origin) = self.origin() {
            detail.append_to_lines(value_start, &TextFragment::dim(format!("({origin})")));
        }
        let link = TextFragment::link(data.title(self.record), data.path(self.record));
        detail.push_field("Record", vec![link]);
    }

    /// Adds the fields of a record, each with the layer that set it and a link to its own report.
    fn push_fields(&self, detail: &mut Detail) {
        let data = self.ctx.data;
        let Some(Json::Object(fields)) = &self.value else { return };
        let is_shown =
            |key: &str| FieldProminence::of(self.record.kind, key) != FieldProminence::SearchOnly;
        for key in fields.keys().filter(|key| is_shown(key)) {
            let path = self.path.join(key);
            let assertions = data.assertions(&path);
            let layer = assertions.last().map_or("", |assertion| assertion.layer.short_name());
            let sign = difference_sign(data.citation(&path).and_then(ValueClaims::difference));
            let value = truncate(&value_in_use(&self.ctx, &path), self.max_value_width);
            let text = format!("{sign}{value}");
            let origin = unsourced_origin(data, &path);
            let origin = origin.map(|origin| TextFragment::dim(format!("({origin})")));
            let mut fragments = vec![TextFragment::link(text, path)];
            fragments.extend(origin);
            fragments.push(TextFragment::dim(layer));
            detail.push_field(&field_heading(key), fragments);
        }
    }

    /// Returns the words about a value that no source states.
    fn origin(&self) -> Option<String> {
        self.value.as_ref().and_then(|_| unsourced_origin(self.ctx.data, &self.path))
    }

    fn push_claims(&self, detail: &mut Detail) {
        let Some((path, citation)) = &self.citation else { return };
        for group in citation.by_claim() {
            detail.push_heading(&claim_group_title(&self.ctx, path, &group));
            for claim in group.claims {
                self.push_source(detail, &claim.source);
                if let Some(quote) = &claim.quote {
                    detail.push_item(vec![TextFragment::plain(format!("“{quote}”"))]);
                }
                if let Some(note) = &claim.note {
                    detail.push_item(vec![TextFragment::dim(&**note)]);
                }
            }
        }
    }

    fn push_sources(&self, detail: &mut Detail) {
        let is_field = self.path.field_path().is_some();
        if self.citation.is_none() && !self.record_sources.is_empty() && self.value.is_some() {
            detail.push_heading(if is_field { "Sources of the record" } else { "Sources" });
            for id in &self.record_sources {
                self.push_source(detail, id);
            }
        }
        if !self.silent_sources.is_empty() {
            detail.push_heading("No citation here from");
            for id in &self.silent_sources {
                self.push_source(detail, id);
            }
        }
    }

    fn push_source(&self, detail: &mut Detail, id: &str) {
        if self.ctx.data.sources().contains_key(id) {
            detail.push_item(source_fragments(&self.ctx, id));
        }
    }

    /// Returns the report for programs.
    pub fn json(&self) -> Json {
        let groups = self.citation.as_ref().map(|(_, citation)| citation.by_claim());
        let layers: Vec<Json> = self.assertions.iter().map(assertion_json).collect();
        let claims: Vec<Json> =
            groups.iter().flatten().flat_map(|group| self.claims_json(group)).collect();
        let sources =
            |ids: &[&str]| ids.iter().map(|id| self.source_json(id)).collect::<Vec<Json>>();
        json!({
            "gloact": 1,
            "place": self.path.as_str(),
            "value": self.value,
            "origin": self.origin(),
            "disputed": self.ctx.data.is_disputed(&self.path),
            "layers": layers,
            "sides": claims,
            "sources": sources(&self.record_sources),
            "silent": sources(&self.silent_sources),
        })
    }

    fn claims_json(&self, group: &AgreeingClaims) -> Vec<Json> {
        let claims = group.claims.iter().map(|claim| {
            json!({
                "source": self.source_json(&claim.source),
                "says": claim.says,
                "difference": group.difference(),
                "quote": claim.quote,
                "note": claim.note,
            })
        });
        claims.collect()
    }

    fn source_json(&self, id: &str) -> Json {
        let source = self.ctx.data.sources().get(id);
        json!({
            "id": id,
            "file": source.and_then(|source| source.file.as_ref()),
            "title": source.map(|source| &source.title),
            "address": source.and_then(|source| source.address.as_ref()),
            "date": source.and_then(|source| source.date.as_ref()),
        })
    }
}

fn assertion_json(assertion: &LayerAssertion) -> Json {
    let (line, column) = assertion.layer.position(assertion.offset);
    let mut layer = json!({
        "layer": assertion.layer.name,
        "line": line,
        "column": column,
        "value": assertion.value,
    });
    if let Some((origin, row)) = assertion.layer.import_origin().zip(assertion.row) {
        layer["import"] = json!({"file": origin.file, "sheet": origin.sheet, (origin.unit()): row});
    }
    layer
}

/// Returns the citation of a value, or of the innermost field that contains it and is cited.
fn nearest_citation<'a>(
    ctx: &QueryContext<'a>,
    path: &RecordPath,
) -> Option<(RecordPath, &'a ValueClaims)> {
    let mut path = path.clone();
    loop {
        if let Some(citation) = ctx.data.citation(&path) {
            return Some((path, citation));
        }
        path = path.parent();
        path.field_path()?;
    }
}

/// Returns a JSON value on one line, sanitised and truncated.
fn display_short(value: &Json, max_width: u16) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        Json::Null => "removed".into(),
        Json::Array(all) if all.iter().all(Json::is_string) => {
            all.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    truncate(&sanitize(&text), max_width)
}
