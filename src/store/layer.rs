//! One text that says something of the programme: where it is from, and which slice of it speaks of which record.

use super::json_error::describe;
use super::jsonc::to_plain_json;
use super::progress::{self, ProgressReader};
use super::{Finding, KINDS, kind_number};
use crate::model::text::sanitize;
use crate::model::{RecordPath, Text};
use crate::suggest::closest;
use foldhash::fast::RandomState;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::io::Read;
use std::marker::PhantomData;
use std::path::Path;
use std::sync::OnceLock;

/// The largest file that is usually read, in bytes.
pub const DEFAULT_MAX_BYTES: u64 = 256 << 20;

/// A text with a name.
pub struct Layer {
    /// How messages call it: `bundled countries.json`, or the path of the file.
    pub name: Text,
    /// The text as JSON, its comments and trailing commas blanked.
    pub text: Cow<'static, str>,
    /// The text as it was written, if it has comments or trailing commas.
    written: Option<String>,
    /// The kind that the whole text is of; an override names its kinds itself.
    bundled_kind: Option<&'static str>,
    /// What kept the file from being read.
    read_error: Option<String>,
    /// Whether anything that it says is used.
    pub(super) contributes: bool,
    /// Where the lines after the first begin, once somebody asks.
    line_starts: OnceLock<Vec<usize>>,
}

/// Part of a layer's text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceSlice {
    /// Number of the layer.
    pub layer: u16,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl SourceSlice {
    /// The slice of its layer's text.
    pub(super) fn text_in(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// The slices that speak of a record, the lowest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum SourceSlices {
    /// The bundled text alone; its place is looked for when it is asked for.
    #[default]
    Bundled,
    /// One, as most records of an override have.
    Single(SourceSlice),
    /// Several.
    Multiple(Vec<SourceSlice>),
}

impl SourceSlices {
    /// All that are known.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, SourceSlice> {
        match self {
            SourceSlices::Bundled => [].iter(),
            SourceSlices::Single(slice) => std::slice::from_ref(slice).iter(),
            SourceSlices::Multiple(all) => all.iter(),
        }
    }

    /// The same with one more on top.
    pub(super) fn with(&self, slice: SourceSlice) -> SourceSlices {
        let mut all: Vec<SourceSlice> = self.iter().copied().chain([slice]).collect();
        if all.len() > 1 {
            SourceSlices::Multiple(all)
        } else {
            all.pop().map_or(SourceSlices::Bundled, SourceSlices::Single)
        }
    }
}

impl Layer {
    /// The bundled data of one kind.
    pub(super) fn bundled(kind: &'static str, text: &'static str) -> Layer {
        Layer {
            name: Text::new(&format!("bundled {kind}.json")),
            text: Cow::Borrowed(text),
            written: None,
            bundled_kind: Some(kind),
            read_error: None,
            contributes: true,
            line_starts: OnceLock::new(),
        }
    }

    /// Returns an override from a text: JSON with comments and trailing commas.
    pub fn from_text(name: &str, text: impl Into<String>) -> Layer {
        let written = text.into();
        let (text, written) = match to_plain_json(&written) {
            Cow::Owned(plain) => (plain, Some(written)),
            Cow::Borrowed(_) => (written, None),
        };
        Layer {
            name: Text::new(name),
            text: Cow::Owned(text),
            written,
            bundled_kind: None,
            read_error: None,
            contributes: false,
            line_starts: OnceLock::new(),
        }
    }

    /// An override from a file of at most so many bytes. What keeps it from being read becomes a finding of the layer.
    pub fn read(path: &Path, largest: u64) -> Layer {
        let name = path.display().to_string();
        match read_text(path, largest) {
            Ok(text) => match text.strip_prefix('\u{feff}') {
                Some(text) => Layer::from_text(&name, text),
                None => Layer::from_text(&name, text),
            },
            Err(fault) => Layer { read_error: Some(fault), ..Layer::from_text(&name, "") },
        }
    }

    /// What kept it from being read.
    pub fn read_error(&self) -> Option<&str> {
        self.read_error.as_deref()
    }

    /// Returns the text as it was written; offsets are those of `text`.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// Whether this is part of the data that the program carries.
    pub fn is_bundled(&self) -> bool {
        self.bundled_kind.is_some()
    }

    /// Whether it is an override of which something is used.
    pub fn is_active_override(&self) -> bool {
        self.contributes && !self.is_bundled()
    }

    /// Returns where the character begins in whose bytes an offset lies: serde counts bytes.
    pub fn char_start(&self, offset: usize) -> usize {
        let text = self.written();
        let end = offset.min(text.len());
        (0..=end).rev().find(|start| text.is_char_boundary(*start)).unwrap_or(0)
    }

    /// Line and column of a byte of the text, both from 1; columns count characters.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let (text, byte) = (self.written(), self.char_start(byte));
        let lines = self
            .line_starts
            .get_or_init(|| text.match_indices('\n').map(|(at, _)| at + 1).collect());
        let line = lines.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).map_or(0, |line| lines[line]);
        (line + 1, text[start..byte].chars().count() + 1)
    }

    /// Where a value of the text stands.
    pub(super) fn slice(&self, number: u16, raw: &RawValue) -> SourceSlice {
        let start = raw.get().as_ptr() as usize - self.text.as_ptr() as usize;
        SourceSlice { layer: number, start: start as u32, end: (start + raw.get().len()) as u32 }
    }

    /// What the layer says, record by record: kind, id, slice. What cannot be used becomes a finding.
    pub(super) fn records(
        &self,
        number: u16,
        findings: &mut Vec<Finding>,
    ) -> Vec<(u8, Text, SourceSlice)> {
        if let Some(fault) = &self.read_error {
            findings.push(Finding::error(RecordPath::default(), number, 0, fault.clone()));
            return Vec::new();
        }
        let whole = |e: serde_json::Error, start: usize| {
            let at = start + byte_offset(&self.text[start..], e.line(), e.column());
            Finding::error(
                RecordPath::default(),
                number,
                at,
                format!("{}; nothing of this file is used", describe(&e)),
            )
        };
        let slice = |raw: &RawValue| self.slice(number, raw);
        // one pass over the text: a kind's records are told apart while the kinds are
        let kinds = match self.bundled_kind {
            Some(kind) => serde_json::from_str::<KindEntry>(&self.text)
                .map(|said| vec![(kind.to_string(), said)]),
            None => serde_json::from_str::<UniquePairs<KindEntry>>(&self.text)
                .map(|UniquePairs(pairs)| pairs),
        };
        let kinds = match kinds {
            Ok(kinds) => kinds,
            Err(e) => {
                findings.push(whole(e, 0));
                return Vec::new();
            }
        };
        let mut records = Vec::new();
        for (kind, said) in kinds.into_iter().filter(|(kind, _)| !kind.starts_with('$')) {
            let place = RecordPath::new(sanitize(&kind));
            let at = || {
                if self.bundled_kind.is_some() {
                    0
                } else {
                    super::json::value_offset(&self.text, &kind).unwrap_or(0)
                }
            };
            let Some(kind_no) = kind_number(&kind) else {
                let finding = Finding::error(
                    place,
                    number,
                    at(),
                    format!("there is no kind of record \"{}\"", sanitize(&kind)),
                );
                findings.push(
                    finding.with_hint(
                        closest(&kind, KINDS.iter().map(|k| k.name))
                            .map(|near| format!("did you mean {near}?")),
                    ),
                );
                continue;
            };
            match said {
                KindEntry::Records(pairs) => {
                    records.reserve(pairs.len());
                    for (id, raw) in pairs.into_iter().filter(|(id, _)| !id.starts_with('$')) {
                        if kind != "citations" && !is_id(&id) {
                            let at = slice(raw).start as usize;
                            let finding = Finding::error(
                                place.join(&sanitize(&id)),
                                number,
                                at,
                                format!("\"{}\" is no id", sanitize(&id)),
                            );
                            findings.push(finding.with_hint(Some(
                                "letters, digits, hyphens, dots and underscores make an id".into(),
                            )));
                            continue;
                        }
                        records.push((kind_no, Text::new(&id), slice(raw)));
                    }
                }
                KindEntry::Null => {
                    let finding = Finding::error(
                        place,
                        number,
                        at(),
                        "a whole kind cannot be taken away".into(),
                    );
                    findings.push(finding.with_hint(Some(format!(
                        "take away single records: {{\"{kind}\": {{\"ID\": null}}}}"
                    ))));
                }
                KindEntry::Other => {
                    // read once more for what is wrong with it
                    let start = at();
                    let mut values = serde_json::Deserializer::from_str(&self.text[start..])
                        .into_iter::<UniquePairs<&RawValue>>();
                    if let Some(Err(e)) = values.next() {
                        let at = start + byte_offset(&self.text[start..], e.line(), e.column());
                        findings.push(Finding::error(
                            place,
                            number,
                            at,
                            format!("{}; nothing of {kind} in this file is used", describe(&e)),
                        ));
                    }
                }
            }
        }
        records
    }
}

/// Whether a text can be an id: it stands in places, scripts and links as it is.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
}

/// The byte at a line and column as serde_json counts them: columns are bytes.
pub(crate) fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let start =
        text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    (start + column.saturating_sub(1)).min(text.len())
}

/// Returns the text of a file of at most `largest` bytes, with its byte order mark if it has one.
///
/// # Errors
/// The reason why it cannot be read.
pub fn read_text(path: &Path, largest: u64) -> Result<String, String> {
    // opened without blocking, then looked at: a FIFO or a device must not hold the program
    let flags = rustix::fs::OFlags::RDONLY
        | rustix::fs::OFlags::NONBLOCK
        | rustix::fs::OFlags::CLOEXEC
        | rustix::fs::OFlags::NOCTTY;
    let io = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_string(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it".to_string(),
        _ => format!("it cannot be read: {e}"),
    };
    let file = std::fs::File::from(
        rustix::fs::open(path, flags, rustix::fs::Mode::empty()).map_err(|e| io(e.into()))?,
    );
    let about = file.metadata().map_err(io)?;
    if !about.is_file() {
        return Err("it is no regular file and is skipped".into());
    }
    if about.len() > largest {
        return Err(format!(
            "it has {} bytes, more than the {largest} that are read; --max-bytes allows more",
            about.len()
        ));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    progress::add_total(about.len());
    ProgressReader(file.take(largest.saturating_add(1))).read_to_end(&mut bytes).map_err(io)?;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it is UTF-16; save it as UTF-8".into());
    }
    let text = String::from_utf8(bytes)
        .map_err(|e| format!("byte {} is not UTF-8", e.utf8_error().valid_up_to() + 1))?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(
            "it is empty; a JSON object is wanted, such as {\"countries\": {}} of an override"
                .into(),
        );
    }
    Ok(text)
}

/// What a layer says of a kind.
enum KindEntry<'a> {
    /// Records by id, as they stand in the text.
    Records(Vec<(Cow<'a, str>, &'a RawValue)>),
    /// That there are none.
    Null,
    /// Something that is no object, or one with an id that stands twice.
    Other,
}

impl<'de: 'a, 'a> Deserialize<'de> for KindEntry<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = KindEntry<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object keyed by name")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<KindEntry<'de>, A::Error> {
                let mut pairs: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::new();
                while let Some((BorrowedKey(key), raw)) =
                    map.next_entry::<BorrowedKey, &'de RawValue>()?
                {
                    pairs.push((key, raw));
                }
                let mut keys: HashSet<&str, RandomState> =
                    HashSet::with_capacity_and_hasher(pairs.len(), RandomState::default());
                let twice = !pairs.iter().all(|(key, _)| keys.insert(key));
                Ok(if twice { KindEntry::Other } else { KindEntry::Records(pairs) })
            }
            fn visit_unit<E: de::Error>(self) -> Result<KindEntry<'de>, E> {
                Ok(KindEntry::Null)
            }
            fn visit_bool<E: de::Error>(self, _: bool) -> Result<KindEntry<'de>, E> {
                Ok(KindEntry::Other)
            }
            fn visit_i64<E: de::Error>(self, _: i64) -> Result<KindEntry<'de>, E> {
                Ok(KindEntry::Other)
            }
            fn visit_u64<E: de::Error>(self, _: u64) -> Result<KindEntry<'de>, E> {
                Ok(KindEntry::Other)
            }
            fn visit_f64<E: de::Error>(self, _: f64) -> Result<KindEntry<'de>, E> {
                Ok(KindEntry::Other)
            }
            fn visit_str<E: de::Error>(self, _: &str) -> Result<KindEntry<'de>, E> {
                Ok(KindEntry::Other)
            }
            fn visit_seq<A: de::SeqAccess<'de>>(
                self,
                mut all: A,
            ) -> Result<KindEntry<'de>, A::Error> {
                while all.next_element::<de::IgnoredAny>()?.is_some() {}
                Ok(KindEntry::Other)
            }
        }
        from.deserialize_any(Seen)
    }
}

/// A key as it stands in the text, not copied where it holds no escape.
pub(super) struct BorrowedKey<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for BorrowedKey<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = BorrowedKey<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E: de::Error>(
                self,
                key: &'de str,
            ) -> Result<BorrowedKey<'de>, E> {
                Ok(BorrowedKey(Cow::Borrowed(key)))
            }
            fn visit_str<E: de::Error>(self, key: &str) -> Result<BorrowedKey<'de>, E> {
                Ok(BorrowedKey(Cow::Owned(key.to_string())))
            }
        }
        from.deserialize_str(Seen)
    }
}

/// All records of a kind, read straight from the text that has them. Remarks are no records.
pub(super) struct Whole<T>(pub(super) super::RecordMap<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Seen<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Seen<T> {
            type Value = Whole<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object keyed by name")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Whole<T>, A::Error> {
                let mut all = super::RecordMap::default();
                while let Some(BorrowedKey(key)) = map.next_key()? {
                    if key.starts_with('$') {
                        map.next_value::<de::IgnoredAny>()?;
                    } else if all.insert(Text::new(&key), map.next_value()?).is_some() {
                        return Err(de::Error::custom(format!("the key \"{key}\" stands twice")));
                    }
                }
                Ok(Whole(all))
            }
        }
        from.deserialize_map(Seen(PhantomData))
    }
}

/// An object as its pairs, in order; a key that stands twice is refused.
struct UniquePairs<V>(Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for UniquePairs<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Seen<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Seen<V> {
            type Value = UniquePairs<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object keyed by name")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UniquePairs<V>, A::Error> {
                let mut pairs = Vec::new();
                let mut keys = HashSet::new();
                while let Some(key) = map.next_key::<String>()? {
                    if !keys.insert(key.clone()) {
                        return Err(de::Error::custom(format!("the key \"{key}\" stands twice")));
                    }
                    pairs.push((key, map.next_value()?));
                }
                Ok(UniquePairs(pairs))
            }
        }
        from.deserialize_map(Seen(PhantomData))
    }
}
