//! One record in full: its fields, what the sources say where they differ, and everything that names it.
//! The fields come from the struct itself, so a new one shows here without another line.

pub mod findings;
pub mod grid_cell;
pub mod override_diff;
pub mod provenance;
pub(crate) mod summary;

mod backlinks;
mod citation;

use crate::model::edtf::distance;
use crate::model::{Agency, Country, Event, LINKS, Money, Objective, Phase, Place, When};
use crate::query::{Scope, Tone};
use crate::sort;
use crate::store::{RecordRef, title_of};
use backlinks::item;
use serde_json::Value as Json;
use summary::{FEW, LINES};

/// A record, ready to be laid out at any width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// Its name in full.
    pub heading: String,
    /// What sort of record it is, and its codes.
    pub about: String,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of a detail.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What stands before it: the field's name, or nothing.
    pub title: String,
    /// How it stands out.
    pub mark: Mark,
    /// What it says. Pieces follow one another on the line and wrap.
    pub pieces: Vec<Piece>,
    /// What sort of line it is.
    pub sort: Sort,
    /// The place of the value that it tells.
    pub place: Option<Place>,
    /// Whether only the whole record tells it.
    pub further: bool,
    /// In how many lines it is told at most where a record is told in brief.
    pub most: usize,
}

impl Part {
    /// Whether it is another side of the value above it.
    pub(crate) fn is_side(&self) -> bool {
        self.pieces.first().is_some_and(|piece| piece.text.starts_with('≠'))
    }
}

/// What sort of line a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A field with its title on the left.
    Field,
    /// One of several values below a title.
    Item,
    /// The heading of a group.
    Group,
}

/// A sign beside a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The sources disagree on it.
    pub disputed: bool,
    /// A layer above the bundled data set it.
    pub overridden: bool,
}

/// A run of text that is of one kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Where it leads.
    pub link: Option<Place>,
    /// How it is said.
    pub tone: Tone,
}

impl Piece {
    /// Text.
    pub fn plain(text: impl Into<String>) -> Piece {
        Piece { text: text.into(), ..Piece::default() }
    }

    /// Text in a low voice.
    pub fn dim(text: impl Into<String>) -> Piece {
        Piece { text: text.into(), tone: Tone::Dim, ..Piece::default() }
    }

    /// A name that leads somewhere.
    pub fn link(text: impl Into<String>, place: Place) -> Piece {
        Piece { text: text.into(), link: Some(place), tone: Tone::Text }
    }
}

/// Fields that a reader looks for: where no source gives one, that is said.
const EXPECTED: &[(&str, &[&str])] = &[
    ("contacts", &["email"]),
    ("countries", &["activities"]),
    ("documents", &["date", "address"]),
    ("events", &["place"]),
    ("phases", &["budget", "countries_planned", "countries_delivered"]),
    ("sources", &["date"]),
];

/// Fields that the heading may show already.
const HEADED: &[&str] = &["title", "name"];

/// Fields that most records of a kind have: told first, so that they stand where they stood for the record before.
const FIRST: &[(&str, &[&str])] = &[
    ("countries", &["region", "phases", "agencies"]),
    ("documents", &["kind", "phase", "date", "address"]),
    ("events", &["date", "kind", "place", "phase", "agencies", "countries", "summary"]),
    ("sources", &["kind", "publisher", "phase", "date", "address"]),
];

/// Fields for looking up, told after everything else.
const LAST: &[&str] = &["aliases", "iso3", "m49", "m49_region", "m49_subregion", "names", "point"];

impl Detail {
    /// The detail of a record.
    pub fn of(scope: &Scope, row: RecordRef) -> Detail {
        let data = scope.data;
        let kind = row.kind();
        let mut detail = Detail { heading: data.heading(row).into_owned(), about: about(scope, row), parts: Vec::new() };
        if kind.name == "citations" {
            detail.citation(scope, row);
            return detail;
        }
        detail.computed(scope, row);
        let place = data.place(row);
        let value = data.value(row);
        let expected = EXPECTED.iter().find(|(of, _)| *of == kind.name).map_or(&[][..], |(_, fields)| fields);
        let (last, mut fields): (Vec<&str>, Vec<&str>) = kind.fields().iter().partition(|field| LAST.contains(field));
        let first = FIRST.iter().find(|(of, _)| *of == kind.name).map_or(&[][..], |(_, fields)| fields);
        sort::by_key(&mut fields, |field| first.iter().position(|early| early == field).unwrap_or(usize::MAX));
        for field in fields {
            let at = place.field(field);
            match value.get(field) {
                // a heading is shown already; its sides and its mark are not
                Some(value)
                    if detail.heads(field, value) && !data.is_disputed(&at) && (data.is_added(&place) || !data.is_overridden(&at)) => {}
                // where a value stands beside its field, it is shown there
                Some(value) if field == "dated_by" || field == "placed_by" => detail.aside(field, value),
                Some(value) => detail.field(scope, &at, field, value),
                // what is held online has no place, and a country of no phase no work
                None if value.get("online").is_some_and(|online| *online == true) && field == "place" => {}
                None if expected.contains(&field) && !(kind.name == "countries" && value.get("phases").is_none()) => {
                    detail.push(title_of(field), Mark::default(), Sort::Field, vec![Piece::dim("no source says")]);
                    detail.last_is(at);
                }
                None => {}
            }
        }
        if let Some(event) = data.get::<Event>(row) {
            let day =
                if crate::query::lists::events::tense(event, scope.today) == "past" { event.date.latest() } else { event.date.earliest() };
            let far = day.map(|day| distance(day, scope.today)).unwrap_or_default();
            detail.beside("Date", Piece::dim(far));
        }
        detail.named_by(scope, row);
        let last: Vec<(&str, &Json)> = last.into_iter().filter_map(|field| Some((field, value.get(field)?))).collect();
        let told = detail.parts.len();
        if !last.is_empty() {
            detail.push("Names and codes".into(), Mark::default(), Sort::Group, Vec::new());
            last.into_iter().for_each(|(field, value)| detail.field(scope, &place.field(field), field, value));
        }
        detail.push("Record".into(), Mark::default(), Sort::Field, vec![Piece::dim(place.as_str())]);
        detail.further(told);
        detail
    }

    /// Of the fields the one of this place alone, with what stands below it.
    #[must_use]
    pub fn only(mut self, place: &Place) -> Detail {
        let mut here = false;
        self.parts.retain(|part| {
            here = match part.sort {
                Sort::Field => part.place.as_ref().is_some_and(|of| of == place || place.parent() == *of),
                Sort::Item => here,
                Sort::Group => false,
            };
            here
        });
        self
    }

    /// Adds a field.
    pub fn say(&mut self, title: &str, pieces: Vec<Piece>) {
        self.push(title.into(), Mark::default(), Sort::Field, pieces);
    }

    /// Begins a group.
    pub fn group(&mut self, title: &str) {
        self.push(title.into(), Mark::default(), Sort::Group, Vec::new());
    }

    /// Adds a line to a group.
    pub fn item(&mut self, pieces: Vec<Piece>) {
        self.push(String::new(), Mark::default(), Sort::Item, pieces);
    }

    /// Adds a group of records, when there are any.
    pub fn records(&mut self, scope: &Scope, title: &str, rows: &[RecordRef]) {
        if let Some(first) = rows.first() {
            self.group(&format!("{title} {}", rows.len()));
            let few = self.parts.len() + FEW;
            for row in rows {
                self.item(item(scope, *first, *row));
                self.at_most(1);
            }
            self.further(few);
        }
    }

    fn push(&mut self, title: String, mark: Mark, sort: Sort, pieces: Vec<Piece>) {
        self.parts.push(Part { title, mark, pieces, sort, place: None, further: false, most: usize::MAX });
    }

    /// Lets the last part have so many lines at most in brief.
    pub(crate) fn at_most(&mut self, lines: usize) {
        if let Some(part) = self.parts.last_mut() {
            part.most = lines;
        }
    }

    /// Says which value the last part tells.
    fn last_is(&mut self, at: Place) {
        if let Some(part) = self.parts.last_mut() {
            part.place = Some(at);
        }
    }

    /// Leaves it to the whole record to tell what comes after so many parts.
    pub(crate) fn further(&mut self, from: usize) {
        self.parts.iter_mut().skip(from).for_each(|part| part.further = true);
    }

    /// Whether the lines above the fields show this one already. A contact's title is its function, not its heading.
    fn heads(&self, field: &str, value: &Json) -> bool {
        HEADED.contains(&field) && value.as_str().is_some_and(|text| self.heading == text || self.about.ends_with(text))
    }

    /// What follows from the record and today's date.
    fn computed(&mut self, scope: &Scope, row: RecordRef) {
        let data = scope.data;
        match row.kind().name {
            "phases" => {
                if let Some(phase) = data.get::<Phase>(row) {
                    self.push(
                        "Status".into(),
                        Mark::default(),
                        Sort::Field,
                        vec![Piece::plain(crate::query::lists::phases::status(phase, scope.today))],
                    );
                }
            }
            "countries" if data.get::<Country>(row).is_some_and(|country| country.phases.is_empty()) => {
                self.push(
                    "Programme".into(),
                    Mark::default(),
                    Sort::Field,
                    vec![Piece::plain("not in the programme; only in a source's list of places")],
                );
            }
            _ => {}
        }
    }

    fn field(&mut self, scope: &Scope, at: &Place, field: &str, value: &Json) {
        let mark = Mark { disputed: scope.data.is_disputed(at), overridden: scope.data.is_overridden(at) };
        let title = if field == "other_addresses" { "Also at".into() } else { title_of(field) };
        let mut lines = lines(scope, at, value).into_iter();
        let most = if matches!(field, "address" | "other_addresses" | "sources") { 1 } else { LINES };
        // the values of an object may be disputed one by one: a line each
        let keys: Vec<Place> = value
            .as_object()
            .filter(|_| lines.len() > 1)
            .map(|object| object.keys().map(|key| at.field(key)).collect())
            .unwrap_or_default();
        let of =
            |line: usize| keys.get(line).map_or(Mark::default(), |at| Mark { disputed: scope.data.is_disputed(at), overridden: false });
        let first = Mark { disputed: mark.disputed || of(0).disputed, ..mark };
        self.push(title, first, Sort::Field, lines.next().unwrap_or_default());
        self.last_is(at.clone());
        self.at_most(most);
        let first = self.parts.len();
        for (line, pieces) in lines.enumerate() {
            self.push(String::new(), of(line + 1), Sort::Item, pieces);
            self.at_most(most);
        }
        if field == "objectives" {
            self.beside("Objectives", Piece::dim("(our reading)"));
        }
        // of several sources none is more than another, of other values the first are enough
        self.further(if field == "sources" { first } else { first + FEW - 1 });
        if let Some(citation) = scope.data.citation(at).filter(|_| mark.disputed) {
            let shown = citation.0.first().and_then(|side| side.says.as_deref());
            let mut told: Vec<Option<&str>> = vec![shown];
            for side in &citation.0 {
                let says = side.says.as_deref();
                if !told.contains(&says) {
                    told.push(says);
                    let sources =
                        citation.0.iter().filter(|other| other.says.as_deref() == says).map(|side| source_name(scope, &side.source));
                    let mut pieces = vec![Piece::plain(format!("≠ {}", says.unwrap_or("as shown")))];
                    pieces.push(Piece::link(sources.collect::<Vec<_>>().join(", "), Place::record("citations", at.as_str())));
                    self.push(String::new(), Mark::default(), Sort::Item, pieces);
                }
            }
        }
    }

    /// Says beside the last field what its value is.
    fn aside(&mut self, field: &str, value: &Json) {
        let text = value.as_str().unwrap_or_default();
        let (title, what) = if field == "dated_by" { ("Date", "date") } else { ("Place", "place") };
        let said = match text {
            "page" => format!("the {what} is the page's"),
            "inferred" => format!("the {what} is inferred"),
            other => format!("the {what} is that of the {other}"),
        };
        self.beside(title, Piece::dim(format!("({said})")));
    }

    /// Adds a piece to a field that is told already.
    fn beside(&mut self, title: &str, piece: Piece) {
        if let Some(part) = self.parts.iter_mut().rev().find(|part| part.title == title) {
            part.pieces.push(piece);
        }
    }
}

/// A source by its file name, as the five documents are cited, or by its title.
fn source_name(scope: &Scope, id: &str) -> String {
    scope.data.sources.get(id).map_or_else(|| id.to_string(), |source| source.file.as_ref().unwrap_or(&source.title).to_string())
}

/// What sort of record it is, and the codes that people know it by.
pub fn about(scope: &Scope, row: RecordRef) -> String {
    let data = scope.data;
    let mut words = vec![row.kind().singular.to_string()];
    match row.kind().name {
        "countries" => {
            if let Some(country) = data.get::<Country>(row) {
                words.push(data.id(row).to_string());
                words.extend(country.iso3.iter().chain(&country.m49).map(|code| code.to_string()));
            }
        }
        "objectives" => {
            if let Some(objective) = data.get::<Objective>(row) {
                words.push(format!("{} of {}", objective.number, data.label_of("phases", &objective.phase)));
            }
        }
        "agencies" => words.extend(data.get::<Agency>(row).map(|agency| agency.name.to_string())),
        "citations" => words = vec!["what the sources say of a value".into()],
        _ => {}
    }
    words.join(" · ")
}

/// A field's value as lines of pieces: links by name, money and dates in words, long texts a line each.
pub fn lines(scope: &Scope, at: &Place, value: &Json) -> Vec<Vec<Piece>> {
    let field = at.path().and_then(|path| path.split('/').next()).unwrap_or_default();
    let dated = scope.data.row_of(at).is_some_and(|row| scope.data.dates(row).iter().any(|(of, _)| *of == field));
    let linked = LINKS.iter().find(|(key, _)| *key == field).map(|(_, kind)| *kind);
    let name = |id: &str| match linked {
        Some("sources") => Piece::link(source_name(scope, id), Place::record("sources", id)),
        Some(kind) => Piece::link(scope.data.label_of(kind, id), Place::record(kind, id)),
        None => Piece::plain(id),
    };
    match value {
        Json::Null => Vec::new(),
        Json::String(text) if linked.is_none() => vec![vec![Piece::plain(date_words(text, dated).unwrap_or_else(|| text.clone()))]],
        Json::String(id) => vec![vec![name(id)]],
        Json::Bool(yes) => vec![vec![Piece::plain(if *yes { "yes" } else { "no" })]],
        Json::Number(number) => vec![vec![Piece::plain(number.to_string())]],
        Json::Array(all) if all.iter().all(Json::is_number) => {
            vec![vec![Piece::plain(all.iter().map(|n| format!("{:.2}", n.as_f64().unwrap_or_default())).collect::<Vec<_>>().join(", "))]]
        }
        Json::Array(all) => {
            let texts: Vec<&str> = all.iter().filter_map(Json::as_str).collect();
            let short = linked.is_some_and(|kind| !matches!(kind, "sources" | "objectives" | "documents" | "instruments"))
                || texts.iter().all(|text| linked.is_none() && text.len() <= 20);
            if short { vec![texts.into_iter().map(name).collect()] } else { texts.into_iter().map(|text| vec![name(text)]).collect() }
        }
        Json::Object(object) => {
            if let Ok(money) = serde_json::from_value::<Money>(value.clone()) {
                return vec![vec![Piece::plain(money.words())]];
            }
            if let (Some(Json::String(of)), Some(number)) = (object.get("name"), object.get("number")) {
                return vec![vec![Piece::plain(format!("number {number} of {of}"))]];
            }
            object
                .iter()
                .map(|(key, value)| vec![Piece::dim(key), Piece::plain(value.as_str().map_or_else(|| value.to_string(), str::to_string))])
                .collect()
        }
    }
}

/// A date field's value in words: which fields are dates the record itself tells.
fn date_words(text: &str, dated: bool) -> Option<String> {
    When::parse(text).ok().filter(|_| dated).map(|when| when.words())
}
