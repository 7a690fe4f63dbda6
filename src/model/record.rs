//! What all kinds of record have in common: how one is declared, which of its fields name others, what it is headed.

use super::*;

/// Fields whose text is the id of another record, or a list of ids, and the kind that they name.
pub const LINK_FIELDS: &[(&str, &str)] = &[
    ("agencies", "agencies"),
    ("agency", "agencies"),
    ("builds_on", "phases"),
    ("continues", "objectives"),
    ("countries", "countries"),
    ("country", "countries"),
    ("documents", "documents"),
    ("donors", "agencies"),
    ("instruments", "instruments"),
    ("objective", "objectives"),
    ("objectives", "objectives"),
    ("phase", "phases"),
    ("phases", "phases"),
    ("source", "sources"),
    ("sources", "sources"),
    ("supplements", "instruments"),
    ("takes_in", "objectives"),
];

/// A value that need not be written down.
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

impl IsEmpty for TextMap {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

macro_rules! record {
    ($(#[$about:meta])* $name:ident { $($(#[$need_doc:meta])* $need:ident: $need_type:ty),* ; $($(#[$may_doc:meta])* $may:ident: $may_type:ty),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, expecting = "an object", remote = "Self")]
        pub struct $name {
            $($(#[$need_doc])* pub $need: $need_type,)*
            $($(#[$may_doc])* #[serde(default, skip_serializing_if = "IsEmpty::is_empty")] pub $may: $may_type,)*
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, to)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::deserialize($crate::model::map_only::MapOnly(from))
            }
        }

        impl Fields for $name {
            const FIELDS: &'static [&'static str] = &[$(stringify!($need),)* $(stringify!($may),)*];

            fn for_each_link<'a>(&'a self, see: &mut dyn FnMut(Link<'a>)) {
                $(visit_references(stringify!($need), const { $crate::model::record::linked_kind(stringify!($need)) }, &self.$need, see);)*
                $(visit_references(stringify!($may), const { $crate::model::record::linked_kind(stringify!($may)) }, &self.$may, see);)*
            }

            fn for_each_date<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'a $crate::model::EdtfDate)) {
                use $crate::model::record::VisitFields as _;
                $(self.$need.date().into_iter().for_each(|date| see(stringify!($need), date));)*
                $(self.$may.date().into_iter().for_each(|date| see(stringify!($may), date));)*
            }

            fn for_each_text<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'a str)) {
                use $crate::model::record::VisitFields as _;
                $(self.$need.for_each_text(&mut |text| see(stringify!($need), text));)*
                $(self.$may.for_each_text(&mut |text| see(stringify!($may), text));)*
            }
        }
    };
}

pub(super) use record;

/// A record that another one names: the field in which it does, the kind, the id.
pub type Link<'a> = (&'static str, &'static str, &'a str);

/// The fields of a record: what they are called, and which of them name other records.
pub trait Fields {
    /// Their names, in the order of the data files.
    const FIELDS: &'static [&'static str];

    /// Shows each id that a link field holds: field, kind, id.
    fn for_each_link<'a>(&'a self, see: &mut dyn FnMut(Link<'a>));

    /// Shows each date that a field holds.
    fn for_each_date<'a>(&'a self, _see: &mut dyn FnMut(&'static str, &'a EdtfDate)) {}

    /// Shows each text that a field holds by itself or among others.
    fn for_each_text<'a>(&'a self, _see: &mut dyn FnMut(&'static str, &'a str)) {}
}

/// The kind that a field names; known when the program is built, for links are looked at with every record.
pub(super) const fn linked_kind(field: &str) -> Option<&'static str> {
    let mut at = 0;
    while at < LINK_FIELDS.len() {
        if bytes_eq(LINK_FIELDS[at].0.as_bytes(), field.as_bytes()) {
            return Some(LINK_FIELDS[at].1);
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

pub(super) fn visit_references<'a>(
    field: &'static str,
    kind: Option<&'static str>,
    value: &'a impl VisitFields,
    see: &mut dyn FnMut(Link<'a>),
) {
    if let Some(kind) = kind {
        value.for_each_id(&mut |id| see((field, kind, id)));
    }
}

/// A value that may hold ids, which are texts, or be a date.
pub(super) trait VisitFields {
    fn for_each_id<'a>(&'a self, _found: &mut dyn FnMut(&'a str)) {}

    /// The texts that it holds.
    fn for_each_text<'a>(&'a self, found: &mut dyn FnMut(&'a str)) {
        self.for_each_id(found);
    }

    /// The date that the value is.
    fn date(&self) -> Option<&EdtfDate> {
        None
    }
}

impl VisitFields for Text {
    fn for_each_id<'a>(&'a self, found: &mut dyn FnMut(&'a str)) {
        found(self);
    }
}

impl<T: VisitFields> VisitFields for Option<T> {
    fn for_each_id<'a>(&'a self, found: &mut dyn FnMut(&'a str)) {
        self.iter().for_each(|value| value.for_each_id(found));
    }

    fn date(&self) -> Option<&EdtfDate> {
        self.as_ref().and_then(VisitFields::date)
    }
}

impl<T: VisitFields> VisitFields for Vec<T> {
    fn for_each_id<'a>(&'a self, found: &mut dyn FnMut(&'a str)) {
        self.iter().for_each(|value| value.for_each_id(found));
    }
}

macro_rules! no_ids {
    ($($type:ty),*) => { $(impl VisitFields for $type {})* };
}

impl VisitFields for EdtfDate {
    fn date(&self) -> Option<&EdtfDate> {
        Some(self)
    }
}

no_ids!(Money, Series, Role, u32, u64, bool, [f64; 2]);

impl VisitFields for TextMap {
    fn for_each_text<'a>(&'a self, found: &mut dyn FnMut(&'a str)) {
        self.values().for_each(|text| found(text));
    }
}

/// A kind of record: what it is called, and what a record of it is headed.
pub trait Record: Fields + Serialize + for<'de> Deserialize<'de> + schemars::JsonSchema {
    /// What one record is called in a sentence.
    const SINGULAR: &'static str;

    /// The record's own heading, in full. Kinds that are named by their links have none.
    fn title(&self) -> &str {
        ""
    }

    /// The name for chips, links and narrow columns.
    fn short_label(&self) -> &str {
        self.title()
    }
}

macro_rules! labelled {
    ($($type:ident $singular:literal $title:ident $($short:ident)?;)*) => { $(
        impl Record for $type {
            const SINGULAR: &'static str = $singular;
            fn title(&self) -> &str { &self.$title }
            $(fn short_label(&self) -> &str { self.$short.as_label().unwrap_or(&self.$title) })?
        }
    )* };
}

trait OptionalLabel {
    fn as_label(&self) -> Option<&str>;
}

impl OptionalLabel for Text {
    fn as_label(&self) -> Option<&str> {
        Some(self)
    }
}

impl OptionalLabel for Option<Text> {
    fn as_label(&self) -> Option<&str> {
        self.as_deref()
    }
}

labelled! {
    Programme "programme" title short;
    Phase "phase" title short;
    Objective "objective" title short;
    Agency "agency" title name;
    Country "country" name short;
    Office "office" name;
    Event "event" title;
    Document "document" title;
    Contact "contact" name;
    Instrument "instrument" title short;
    Source "source" title;
}

impl Record for Engagement {
    const SINGULAR: &'static str = "engagement";
}

impl Fields for Citation {
    const FIELDS: &'static [&'static str] = &[];

    fn for_each_link<'a>(&'a self, see: &mut dyn FnMut(Link<'a>)) {
        self.0.iter().for_each(|side| side.for_each_link(see));
    }
}

impl Record for Citation {
    const SINGULAR: &'static str = "citation";
}
