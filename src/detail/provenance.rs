//! Where a value comes from: every layer that spoke of it, and every source; what they say when they differ, and who was silent.

use super::{Detail, Piece, lines};
use crate::error::{Error, Reason, Result};
use crate::model::{Place, Side};
use crate::query::Scope;
use crate::store::{Assertion, title_of};
use serde_json::{Value as Json, json};

/// The whole story of one value, or of a record.
pub struct Why<'a> {
    scope: Scope<'a>,
    place: Place,
    value: Option<Json>,
    layers: Vec<Assertion<'a>>,
    sides: Vec<&'a Side>,
    general: Vec<&'a str>,
    silent: Vec<&'a str>,
}

/// Who says what of a value on which the sources disagree, in one line; none where they agree.
pub fn footnote(scope: &Scope, place: &Place) -> Option<String> {
    let data = scope.data;
    let citation = data.citation(place).filter(|citation| citation.is_disputed())?;
    let row = data.row_of(place)?;
    let value = place.path().and_then(|_| data.value_at(place));
    let shown: Vec<String> = value
        .map(|value| lines(scope, place, &value))
        .unwrap_or_default()
        .into_iter()
        .map(|line| line.into_iter().map(|piece| piece.text).collect::<Vec<_>>().join(", "))
        .collect();
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for side in &citation.0 {
        let says = side.says.as_deref().map_or_else(|| shown.join("; "), str::to_string);
        let source = data.sources.get(&*side.source).map_or(&*side.source, |source| &*source.title);
        match told.iter_mut().find(|(other, _)| *other == says) {
            Some((_, sources)) => sources.push(source),
            None => told.push((says, vec![source])),
        }
    }
    let sides: Vec<String> = told.into_iter().map(|(says, sources)| format!("{says} ({})", sources.join("; "))).collect();
    Some(format!("{}, {}: {}", title_of(place.path()?), data.label(row), sides.join(" ≠ ")))
}

impl<'a> Why<'a> {
    /// Asks for the story of a place: a record, a field, or a value inside one.
    pub fn ask(scope: Scope<'a>, place: &Place) -> Result<Why<'a>> {
        let data = scope.data;
        let place = data.resolve(place.as_str())?;
        let Some(row) = data.row_of(&place) else {
            return Err(Error::new(Reason::Usage, format!("{place} is a kind; a record or a field has a story"))
                .hint(format!("for example {place}/ID")));
        };
        let record = data.value(row);
        let value = place.within(record.clone());
        let general: Vec<&str> = data.links(row).filter(|(field, ..)| *field == "sources").map(|(.., id)| id).collect();
        // a value inside a field is cited with it, where it is not cited by itself
        let cited = std::iter::successors(Some(place.clone()), |place| Some(place.parent()).filter(|up| up.path().is_some()));
        let sides: Vec<&Side> =
            cited.filter_map(|place| data.citation(&place)).next().map(|citation| citation.0.iter().collect()).unwrap_or_default();
        let speaks = |id: &str| if sides.is_empty() { general.contains(&id) } else { sides.iter().any(|side| *side.source == *id) };
        let documents = data.sources.iter().filter(|(_, source)| source.file.is_some()).map(|(id, _)| &**id);
        let silent = documents.filter(|id| !speaks(id) || value.is_none()).collect();
        Ok(Why { scope, layers: data.said_of(&place), sides, general, silent, value, place })
    }

    /// The story for the eye: links lead to the sources and to the fields.
    pub fn detail(&self) -> Detail {
        let data = self.scope.data;
        let row = data.row_of(&self.place);
        let heading = row.map(|row| data.heading(row).into_owned()).unwrap_or_default();
        let mut detail = Detail { heading, about: self.place.to_string(), parts: Vec::new() };
        match (self.place.path(), row) {
            (Some(path), Some(row)) => {
                detail.heading = format!("{}, {}", title_of(path), data.label(row));
                let lines = self.value.as_ref().map(|value| lines(&self.scope, &self.place, value)).unwrap_or_default();
                let lines = if lines.is_empty() { vec![vec![Piece::dim("no source says")]] } else { lines };
                lines.into_iter().enumerate().for_each(|(at, line)| detail.say(if at == 0 { "Value" } else { "" }, line));
                detail.say("Of", vec![Piece::link(data.heading(row), data.place(row))]);
            }
            _ => self.fields(&mut detail),
        }
        detail.group("Layers");
        if self.layers.is_empty() {
            detail.item(vec![Piece::dim("no layer speaks of it")]);
        }
        for (at, said) in self.layers.iter().enumerate() {
            let shown = if at + 1 == self.layers.len() { "shown" } else { "hidden by the next" };
            let (line, column) = said.layer.position(said.at);
            detail.item(vec![
                Piece::plain(format!("{}:{line}:{column}", said.layer.name)),
                Piece::plain(short(&said.value)),
                Piece::dim(shown),
            ]);
        }
        self.sources(&mut detail);
        detail
    }

    /// The fields of a record, each with the layer that set it: one leads to its own story.
    fn fields(&self, detail: &mut Detail) {
        let data = self.scope.data;
        let Some(Json::Object(fields)) = &self.value else { return };
        for (key, value) in fields {
            let at = self.place.field(key);
            let layer = data.said_of(&at).last().map(|said| said.layer.name.to_string()).unwrap_or_default();
            let sign = if data.is_disputed(&at) { "≠ " } else { "" };
            detail.say(&title_of(key), vec![Piece::link(format!("{sign}{}", short(value)), at), Piece::dim(layer)]);
        }
    }

    fn sources(&self, detail: &mut Detail) {
        let mut told: Vec<Option<&str>> = Vec::new();
        for side in &self.sides {
            let says = side.says.as_deref();
            if told.contains(&says) {
                continue;
            }
            let sign = if told.is_empty() { "" } else { "≠ " };
            told.push(says);
            detail.group(&format!("{sign}{}", says.unwrap_or("as shown")));
            for side in self.sides.iter().filter(|other| other.says.as_deref() == says) {
                self.source(detail, &side.source);
                side.quote.iter().for_each(|quote| detail.item(vec![Piece::plain(format!("“{quote}”"))]));
                side.note.iter().for_each(|note| detail.item(vec![Piece::dim(&**note)]));
            }
        }
        if self.sides.is_empty() && !self.general.is_empty() && self.value.is_some() {
            detail.group(if self.place.path().is_some() { "Sources of the record" } else { "Sources" });
            self.general.iter().for_each(|id| self.source(detail, id));
        }
        if !self.silent.is_empty() {
            detail.group("Silent");
            self.silent.iter().for_each(|id| self.source(detail, id));
        }
    }

    fn source(&self, detail: &mut Detail, id: &str) {
        let Some(source) = self.scope.data.sources.get(id) else { return };
        let mut pieces = vec![Piece::link(&**source.file.as_ref().unwrap_or(&source.title), Place::record("sources", id))];
        pieces.extend(source.date.iter().map(|date| Piece::dim(date.words())));
        pieces.extend(source.address.iter().map(|address| Piece::dim(&**address)));
        detail.item(pieces);
    }

    /// The story for machines.
    pub fn json(&self) -> Json {
        let layers: Vec<Json> = self
            .layers
            .iter()
            .map(|said| {
                let (line, column) = said.layer.position(said.at);
                json!({ "layer": said.layer.name, "line": line, "column": column, "value": said.value })
            })
            .collect();
        let source = |id: &str| {
            let source = self.scope.data.sources.get(id);
            json!({ "id": id, "file": source.and_then(|s| s.file.as_ref()), "title": source.map(|s| &s.title), "address": source.and_then(|s| s.address.as_ref()), "date": source.and_then(|s| s.date.as_ref()) })
        };
        let sides: Vec<Json> = self
            .sides
            .iter()
            .map(|side| json!({ "source": source(&side.source), "says": side.says, "quote": side.quote, "note": side.note }))
            .collect();
        json!({
            "gloact": 1,
            "place": self.place.as_str(),
            "value": self.value,
            "disputed": self.scope.data.is_disputed(&self.place),
            "layers": layers,
            "sides": sides,
            "sources": self.general.iter().map(|id| source(id)).collect::<Vec<_>>(),
            "silent": self.silent.iter().map(|id| source(id)).collect::<Vec<_>>(),
        })
    }
}

/// A JSON value on one line, cleaned, and cut where it is long.
fn short(value: &Json) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        Json::Null => "taken away".into(),
        Json::Array(all) if all.iter().all(Json::is_string) => all.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    crate::model::text::cut(&crate::model::text::clean(&text), 60)
}
