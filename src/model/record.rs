//! The macro that declares record structs, and the traits that all records share: fields, links,
//! dates, texts, titles.

use super::*;

/// Fields that hold the id of another record, or a list of ids, and the kind that they refer to.
pub const LINK_FIELDS: &[(&str, KindId)] = &[
    ("agencies", KindId::Agencies),
    ("agency", KindId::Agencies),
    ("builds_on", KindId::Phases),
    ("continues", KindId::Objectives),
    ("countries", KindId::Countries),
    ("country", KindId::Countries),
    ("documents", KindId::Documents),
    ("donors", KindId::Agencies),
    ("instruments", KindId::Instruments),
    ("objective", KindId::Objectives),
    ("objectives", KindId::Objectives),
    ("phase", KindId::Phases),
    ("phases", KindId::Phases),
    ("source", KindId::Sources),
    ("sources", KindId::Sources),
    ("supplements", KindId::Instruments),
    ("takes_in", KindId::Objectives),
];

/// Fields that hold lists of ids by id: the kind of the keys, and that of the lists.
pub const LINK_MAP_FIELDS: &[(&str, KindId, KindId)] =
    &[("agencies_by_phase", KindId::Phases, KindId::Agencies)];

/// An optional value, which JSON leaves out when it is empty.
pub(super) trait IsEmpty {
    fn is_empty(&self) -> bool;
}

impl<T> IsEmpty for Option<T> {
    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl<T> IsEmpty for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl IsEmpty for IdListMap {
    fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl IsEmpty for TextMap {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Declares a struct whose fields are read from JSON, written to it and visited by name. Required
/// fields stand before the `;`.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$required_doc:meta])* $required:ident: $required_type:ty),* ;
            $($(#[$optional_doc:meta])* $optional:ident: $optional_type:ty),* $(,)?
        }
    ) => {
        $(#[$doc])*
        // remote = "Self": the derived functions become inherent, and the traits below wrap them
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, expecting = "an object", remote = "Self")]
        pub struct $name {
            $($(#[$required_doc])* pub $required: $required_type,)*
            $(
                $(#[$optional_doc])*
                #[serde(default, skip_serializing_if = "IsEmpty::is_empty")]
                pub $optional: $optional_type,
            )*
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize($crate::model::object_only::ObjectOnly(deserializer))
            }
        }

        impl Fields for $name {
            const FIELDS: &'static [&'static str] =
                &[$(stringify!($required),)* $(stringify!($optional),)*];

            fn for_each_link<'a>(&'a self, visit: &mut dyn FnMut(RecordReference<'a>)) {
                use $crate::model::record::{linked_kind, visit_links};
                $(
                    let kind = const { linked_kind(stringify!($required)) };
                    visit_links(stringify!($required), kind, &self.$required, visit);
                )*
                $(
                    let kind = const { linked_kind(stringify!($optional)) };
                    visit_links(stringify!($optional), kind, &self.$optional, visit);
                )*
            }

            fn for_each_date<'a>(
                &'a self,
                visit: &mut dyn FnMut(&'static str, &'a $crate::model::EdtfDate),
            ) {
                use $crate::model::record::visit_date;
                $(visit_date(stringify!($required), &self.$required, visit);)*
                $(visit_date(stringify!($optional), &self.$optional, visit);)*
            }

            fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a str)) {
                use $crate::model::record::VisitFields as _;
                $(self.$required.for_each_text(&mut |text| visit(stringify!($required), text));)*
                $(self.$optional.for_each_text(&mut |text| visit(stringify!($optional), text));)*
            }
        }
    };
}

pub(super) use record;

/// A reference from a field of one record to another record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordReference<'a> {
    pub field: &'static str,
    pub kind: KindId,
    pub id: &'a str,
}

/// The fields of a record by name.
pub trait Fields {
    /// The names of the fields, in the order of the data files.
    const FIELDS: &'static [&'static str];

    /// Calls `visit` for each id in a link field.
    fn for_each_link<'a>(&'a self, visit: &mut dyn FnMut(RecordReference<'a>));

    /// Calls `visit` for each field that is a date.
    fn for_each_date<'a>(&'a self, _visit: &mut dyn FnMut(&'static str, &'a EdtfDate)) {}

    /// Calls `visit` for each text in a field or in a list of texts.
    fn for_each_text<'a>(&'a self, _visit: &mut dyn FnMut(&'static str, &'a str)) {}
}

/// Returns the kind that a field refers to. It is const because links of all records are scanned
/// often: the names are compared when the program is built.
pub(super) const fn linked_kind(field: &str) -> Option<KindId> {
    let mut at = 0;
    while at < LINK_FIELDS.len() {
        let (name, kind) = LINK_FIELDS[at];
        if bytes_eq(name.as_bytes(), field.as_bytes()) {
            return Some(kind);
        }
        at += 1;
    }
    None
}

const fn bytes_eq(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

pub(super) fn visit_links<'a>(
    field: &'static str,
    kind: Option<KindId>,
    value: &'a impl VisitFields,
    visit: &mut dyn FnMut(RecordReference<'a>),
) {
    if let Some(kind) = kind {
        value.for_each_id(&mut |id| visit(RecordReference { field, kind, id }));
    } else if let Some((_, keys, values)) = LINK_MAP_FIELDS.iter().find(|(name, ..)| *name == field)
    {
        value.for_each_entry(&mut |key, ids| {
            visit(RecordReference { field, kind: *keys, id: key });
            ids.iter().for_each(|id| visit(RecordReference { field, kind: *values, id }));
        });
    }
}

pub(super) fn visit_date<'a>(
    field: &'static str,
    value: &'a impl VisitFields,
    visit: &mut dyn FnMut(&'static str, &'a EdtfDate),
) {
    if let Some(date) = value.date() {
        visit(field, date);
    }
}

/// The value of a field, which may hold ids, texts or a date.
pub(super) trait VisitFields {
    /// Calls `visit` for each text that is an id if the field is a link.
    fn for_each_id<'a>(&'a self, _visit: &mut dyn FnMut(&'a str)) {}

    /// Calls `visit` for each id and its list.
    fn for_each_entry<'a>(&'a self, _visit: &mut dyn FnMut(&'a str, &'a [Text])) {}

    fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        self.for_each_id(visit);
    }

    fn date(&self) -> Option<&EdtfDate> {
        None
    }
}

impl VisitFields for Text {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        visit(self);
    }
}

impl<T: VisitFields> VisitFields for Option<T> {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        if let Some(value) = self {
            value.for_each_id(visit);
        }
    }

    fn date(&self) -> Option<&EdtfDate> {
        self.as_ref().and_then(VisitFields::date)
    }
}

impl<T: VisitFields> VisitFields for Vec<T> {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        for value in self {
            value.for_each_id(visit);
        }
    }
}

impl VisitFields for EdtfDate {
    fn date(&self) -> Option<&EdtfDate> {
        Some(self)
    }
}

impl VisitFields for TextMap {
    fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        for text in self.values() {
            visit(text);
        }
    }
}

impl VisitFields for IdListMap {
    fn for_each_entry<'a>(&'a self, visit: &mut dyn FnMut(&'a str, &'a [Text])) {
        self.iter().for_each(|(key, ids)| visit(key, ids));
    }
}

macro_rules! without_links_and_texts {
    ($($type:ty),*) => { $(impl VisitFields for $type {})* };
}

without_links_and_texts!(
    CountryCount,
    Money,
    Series,
    Role,
    Difference,
    serde_json::Number,
    u32,
    bool,
    [f64; 2]
);

/// A record: its fields, and its names on the screen.
pub trait Record: Fields + Serialize + for<'de> Deserialize<'de> + schemars::JsonSchema {
    /// The word for one record in a sentence.
    const SINGULAR: &'static str;

    /// Returns the full title. Kinds that are named by their links have none.
    fn title(&self) -> &str {
        ""
    }

    /// Returns the name for chips, links and narrow columns.
    fn short_label(&self) -> &str {
        self.title()
    }
}

/// Implements `Record` for structs with a title: struct, word, field of the title, field of the
/// short label if it has one.
macro_rules! labelled {
    ($($type:ident $singular:literal $title:ident $($short:ident)?;)*) => { $(
        impl Record for $type {
            const SINGULAR: &'static str = $singular;

            fn title(&self) -> &str {
                &self.$title
            }

            $(fn short_label(&self) -> &str {
                self.$short.as_deref().unwrap_or(&self.$title)
            })?
        }
    )* };
}

labelled! {
    Programme "programme" title short;
    Phase "phase" title short;
    Objective "objective" title short;
    Country "country" name short;
    Office "office" name;
    Event "event" title;
    Document "document" title;
    Contact "contact" name;
    Instrument "instrument" title short;
    Source "source" title;
}

impl Record for Agency {
    const SINGULAR: &'static str = "agency";

    fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    fn short_label(&self) -> &str {
        &self.name
    }
}

impl Record for Engagement {
    const SINGULAR: &'static str = "engagement";
}

impl Fields for Citation {
    const FIELDS: &'static [&'static str] = &[];

    fn for_each_link<'a>(&'a self, visit: &mut dyn FnMut(RecordReference<'a>)) {
        for claim in &self.0 {
            claim.for_each_link(visit);
        }
    }
}

impl Record for Citation {
    const SINGULAR: &'static str = "citation";
}

/// Fields whose headings differ from their names.
const FIELD_HEADINGS: &[(&str, &str)] = &[
    ("countries_delivered", "Implemented in"),
    ("countries_planned", "Expected in"),
    ("data_of", "Data as of"),
    ("outcomes", "Expected outcomes"),
    ("other_texts", "Also as"),
    ("pillars_word", "Term for the objectives"),
    ("takes_in", "Absorbs"),
    ("text", "Official text"),
];

/// Returns the name of a field as a heading: `m49_region` → "M49 region".
pub fn field_heading(field_path: &str) -> String {
    if let Some((_, heading)) = FIELD_HEADINGS.iter().find(|(field, _)| *field == field_path) {
        return (*heading).into();
    }
    let words = field_path.replace(['_', '/'], " ");
    if matches!(words.as_str(), "m49" | "iso3") {
        return words.to_uppercase();
    }
    let words: Vec<&str> = words
        .split(' ')
        .map(|word| match word {
            "m49" => "M49",
            "ec" => "EC",
            word => word,
        })
        .collect();
    text::capitalize(&words.join(" "))
}
