//! One layer: a JSON text with its name, its positions, and the file that it is read from.

use super::bounded_read::{ReadError, is_stdin, read_file};
use super::import_origin::ImportOrigin;
use super::jsonc::{first_comment, remark_key, to_plain_json};
use super::line_index::LineIndex;
use super::renamed_ids::RenamedIds;
use super::separated_numbers::{SeparatedNumber, separated_numbers, without_separators};
use crate::error::{Error, ErrorKind};
use crate::model::text::BYTE_ORDER_MARK;
use crate::model::{KindId, RecordPath, Text};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::sync::OnceLock;

/// The key by which a file names its schema.
pub const SCHEMA_KEY: &str = "$schema";

/// The name of the layer that is read from stdin.
const STDIN_NAME: &str = "stdin";

/// The layer of the countries that hold for every programme.
pub(super) const REFERENCE_NAME: &str = "bundled reference countries.json";

/// The name of the programme that the program carries.
pub const BUNDLED: &str = "bundled";

/// The default size limit of a file, in bytes.
pub const DEFAULT_MAX_BYTES: u64 = 256 << 20;

/// A text that states records: the base of one kind, or an override of any kinds.
#[derive(Clone)]
pub struct Layer {
    /// The name in messages: `bundled countries.json`, or the path of the file.
    pub name: Text,
    /// The text as JSON, without comments, trailing commas, and separators in numbers.
    pub text: Cow<'static, str>,
    /// The text as it was written, if it has any of these.
    written: Option<String>,
    pub(super) separated_numbers: Vec<SeparatedNumber>,
    /// The kind of all records of a base layer; an override names its kinds itself.
    base_kind: Option<KindId>,
    /// A file of the user's profile: it has problems, and no records.
    pub(super) is_profile_file: bool,
    read_error: Option<ReadError>,
    named_by: Option<&'static str>,
    /// The name of the programme in a folder that it belongs to.
    programme: Option<Text>,
    /// New ids of records, if another programme is shown before this one.
    pub(super) renames: Option<Arc<RenamedIds>>,
    /// Any record of the layer is used.
    pub(super) contributes: bool,
    /// Computed on first use.
    lines: OnceLock<LineIndex>,
    /// Parsed on first use.
    import_origin: OnceLock<Option<ImportOrigin>>,
}

/// A byte range in the text of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerTextRange {
    /// Index of the layer.
    pub layer: u16,
    pub start: u32,
    pub end: u32,
}

impl LayerTextRange {
    /// Returns the slice of the text of its layer.
    pub(super) fn text_in(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

impl Layer {
    /// Creates a bundled base layer, whose whole text is the records of one kind.
    pub(super) fn base(name: &str, kind: KindId, text: &'static str) -> Layer {
        Layer {
            name: Text::new(name),
            text: Cow::Borrowed(text),
            written: None,
            separated_numbers: Vec::new(),
            base_kind: Some(kind),
            is_profile_file: false,
            read_error: None,
            named_by: None,
            programme: None,
            renames: None,
            contributes: true,
            lines: OnceLock::new(),
            import_origin: OnceLock::new(),
        }
    }

    /// Makes this the base of one kind: the whole text is its records.
    #[must_use]
    pub fn with_base_kind(self, kind: KindId) -> Layer {
        Layer { base_kind: Some(kind), ..self }
    }

    /// Creates an override from a text, which may have comments and trailing commas.
    pub fn from_text(name: &str, text: impl Into<String>) -> Layer {
        let written = text.into();
        let plain = to_plain_json(&written);
        let separated_numbers = separated_numbers(&plain);
        let plain = match separated_numbers.is_empty() {
            true => plain,
            false => Cow::Owned(without_separators(&plain, &separated_numbers)),
        };
        let (text, written) = match plain {
            Cow::Owned(plain) => (plain, Some(written)),
            Cow::Borrowed(_) => (written, None),
        };
        Layer {
            name: Text::new(name),
            text: Cow::Owned(text),
            written,
            separated_numbers,
            base_kind: None,
            is_profile_file: false,
            read_error: None,
            named_by: None,
            programme: None,
            renames: None,
            contributes: false,
            lines: OnceLock::new(),
            import_origin: OnceLock::new(),
        }
    }

    /// Reads an override from a regular file of at most `max_bytes`. A file that cannot be read
    /// becomes an empty layer with an error.
    pub fn read(path: &Path, max_bytes: u64) -> Layer {
        Layer::from_read(path, read_file(path, max_bytes))
    }

    /// Creates an override from the outcome of reading a file.
    pub fn from_read(path: &Path, outcome: Result<String, ReadError>) -> Layer {
        let name = if is_stdin(path) { STDIN_NAME.into() } else { path.display().to_string() };
        match outcome {
            Ok(text) => match text.strip_prefix(BYTE_ORDER_MARK) {
                Some(text) => Layer::from_text(&name, text),
                None => Layer::from_text(&name, text),
            },
            Err(error) => Layer {
                written: Some(error.text.clone()),
                read_error: Some(error),
                ..Layer::from_text(&name, "")
            },
        }
    }

    /// Marks the layer as named by a flag or a variable, such as `--data`.
    #[must_use]
    pub fn named_by(self, origin: &'static str) -> Layer {
        Layer { named_by: Some(origin), ..self }
    }

    /// Marks the layer as one of the programme in a folder of this name.
    #[must_use]
    pub fn of_programme(self, name: Option<&str>) -> Layer {
        Layer { programme: name.map(Text::new), ..self }
    }

    /// Returns the name of the programme that the layer belongs to; `None` for a file that lies on
    /// all programmes.
    pub(super) fn programme(&self) -> Option<&str> {
        match &self.programme {
            Some(name) => Some(name),
            None if self.is_base() => Some(BUNDLED),
            None => None,
        }
    }

    /// Returns whether this has the countries that hold for every programme.
    pub(super) fn is_reference(&self) -> bool {
        *self.name == *REFERENCE_NAME
    }

    /// Returns the word for where a record of the layer comes from.
    pub(super) fn origin(&self) -> &str {
        match &self.programme {
            _ if !self.is_base() => "override",
            Some(name) => name,
            None => BUNDLED,
        }
    }

    /// Returns the name for lists: the folder of a programme's file, else the name of the file.
    pub fn short_name(&self) -> &str {
        match &self.programme {
            Some(name) if self.is_base() => name,
            _ => &self.name,
        }
    }

    pub(super) fn is_named(&self) -> bool {
        self.named_by.is_some()
    }

    /// Returns why the file could not be read.
    pub fn read_error(&self) -> Option<&ReadError> {
        self.read_error.as_ref()
    }

    /// Returns the error of a file that was named and of which nothing is used. `has_errors` says
    /// whether there are errors in the layer.
    pub fn refusal(&self, has_errors: impl Fn() -> bool) -> Option<Error> {
        let origin = self.named_by.filter(|_| !self.contributes && has_errors())?;
        let kind = self.read_error.as_ref().map_or(ErrorKind::InvalidData, |error| error.kind);
        let message = format!("nothing is printed without {}, which {origin} names", self.name);
        let file = if &*self.name == STDIN_NAME { "-" } else { &*self.name };
        let flag = match origin {
            "--data" => format!(" --data {file}"),
            "--programme" => {
                let folder = Path::new(file).parent().unwrap_or(Path::new("."));
                format!(" --programme {}", folder.display())
            }
            // a variable is set for the check as well
            _ => String::new(),
        };
        let hint = format!("gloact check{flag} shows what is wrong");
        Some(Error::new(kind, message).with_hint(hint))
    }

    /// Returns the text as it was written; offsets are the same as in `text`.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// Returns where the first remark is that merged data do not have: a comment, or a key that
    /// begins with `$`, other than the `$schema` of the file.
    pub fn first_remark(&self) -> Option<usize> {
        first_comment(self.written()).or_else(|| {
            let mut value = serde_json::from_str::<Value>(&self.text).ok()?;
            value.as_object_mut()?.shift_remove(SCHEMA_KEY);
            let key = Value::from(remark_key(&value)?).to_string();
            self.text.find(&key)
        })
    }

    /// Returns the file that the layer was imported from, if an import wrote it.
    pub fn import_origin(&self) -> Option<&ImportOrigin> {
        self.import_origin.get_or_init(|| ImportOrigin::parse(&self.text)).as_ref()
    }

    /// Returns whether the text was made from the file of another format, whose lines it keeps.
    pub(super) fn is_converted(&self) -> bool {
        self.is_base() && self.import_origin().is_some_and(ImportOrigin::counts_lines)
    }

    /// Returns the schema that the file names in `$schema`.
    pub fn schema(&self) -> Option<Value> {
        serde_json::from_str::<Value>(&self.text).ok()?.as_object_mut()?.shift_remove(SCHEMA_KEY)
    }

    /// Returns whether this is a base layer, not an override.
    pub fn is_base(&self) -> bool {
        self.base_kind.is_some()
    }

    /// Returns whether this is a base layer that the program carries.
    pub(super) fn is_bundled(&self) -> bool {
        self.is_base() && matches!(self.text, Cow::Borrowed(_))
    }

    /// Returns whether this is a file of a programme that takes the place of the bundled one.
    pub(super) fn is_programme_file(&self) -> bool {
        self.is_base() && !self.is_bundled()
    }

    pub(super) fn base_kind(&self) -> Option<KindId> {
        self.base_kind
    }

    /// Returns the path of all that the file has: the kind of a base layer, else the empty one.
    pub(super) fn root_path(&self) -> RecordPath {
        self.base_kind.map(RecordPath::for_kind).unwrap_or_default()
    }

    /// Returns whether this is an override and any record of it is used.
    pub fn is_active_override(&self) -> bool {
        self.contributes && !self.is_base()
    }

    /// Returns line and column of a byte of the text, both from 1. Columns count characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| LineIndex::new(self.written()));
        let (line, column) = lines.position(self.written(), offset);
        // the columns of a text that was made are not those of its file
        if self.is_converted() { (line, 1) } else { (line, column) }
    }

    /// Returns the line that a byte lies in, without its end, and the byte within the line.
    pub fn line_at(&self, offset: usize) -> (&str, usize) {
        if self.is_converted() {
            return ("", 0);
        }
        let lines = self.lines.get_or_init(|| LineIndex::new(self.written()));
        lines.line_at(self.written(), offset)
    }

    /// Returns the byte range of a value that borrows from the text.
    pub(super) fn slice(&self, number: u16, raw: &RawValue) -> LayerTextRange {
        let start = raw.get().as_ptr() as usize - self.text.as_ptr() as usize;
        let end = start + raw.get().len();
        LayerTextRange { layer: number, start: start as u32, end: end as u32 }
    }
}

/// Returns the text of a regular file of at most `max_bytes`, with its byte order mark if it has
/// one.
///
/// # Errors
/// The reason why the file cannot be read.
pub fn read_text(path: &Path, max_bytes: u64) -> Result<String, String> {
    read_file(path, max_bytes).map_err(|error| error.message)
}
