//! One layer: a JSON text with its name, its positions, and the file that it is read from.

use super::jsonc::{BYTE_ORDER_MARK, to_plain_json};
use super::progress::{self, ProgressReader};
use crate::model::{KindId, Text};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::OnceLock;

/// The default size limit of a file, in bytes.
pub const DEFAULT_MAX_BYTES: u64 = 256 << 20;

/// A text that states records: the base of one kind, or an override of any kinds.
pub struct Layer {
    /// The name in messages: `bundled countries.json`, or the path of the file.
    pub name: Text,
    /// The text as JSON, with comments and trailing commas blanked.
    pub text: Cow<'static, str>,
    /// The text as it was written, if it has comments or trailing commas.
    written: Option<String>,
    /// The kind of all records of a base layer; an override names its kinds itself.
    base_kind: Option<KindId>,
    read_error: Option<String>,
    /// Any record of the layer is used.
    pub(super) contributes: bool,
    /// The bytes at which the lines after the first begin, computed on first use.
    line_starts: OnceLock<Vec<usize>>,
}

/// A byte range in the text of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceSlice {
    /// Index of the layer.
    pub layer: u16,
    pub start: u32,
    pub end: u32,
}

impl SourceSlice {
    /// Returns the slice of the text of its layer.
    pub(super) fn text_in(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

impl Layer {
    /// Creates a base layer, whose whole text is the records of one kind.
    pub(super) fn base(kind: KindId, text: &'static str) -> Layer {
        Layer {
            name: Text::new(&format!("bundled {kind}.json")),
            text: Cow::Borrowed(text),
            written: None,
            base_kind: Some(kind),
            read_error: None,
            contributes: true,
            line_starts: OnceLock::new(),
        }
    }

    /// Creates an override from a text, which may have comments and trailing commas.
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
            base_kind: None,
            read_error: None,
            contributes: false,
            line_starts: OnceLock::new(),
        }
    }

    /// Reads an override from a file of at most `max_bytes`. A file that cannot be read becomes an
    /// empty layer with an error.
    pub fn read(path: &Path, max_bytes: u64) -> Layer {
        let name = path.display().to_string();
        match read_text(path, max_bytes) {
            Ok(text) => match text.strip_prefix(BYTE_ORDER_MARK) {
                Some(text) => Layer::from_text(&name, text),
                None => Layer::from_text(&name, text),
            },
            Err(error) => Layer { read_error: Some(error), ..Layer::from_text(&name, "") },
        }
    }

    /// Returns why the file could not be read.
    pub fn read_error(&self) -> Option<&str> {
        self.read_error.as_deref()
    }

    /// Returns the text as it was written; offsets are the same as in `text`.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// Returns whether this is a base layer, not an override.
    pub fn is_base(&self) -> bool {
        self.base_kind.is_some()
    }

    pub(super) fn base_kind(&self) -> Option<KindId> {
        self.base_kind
    }

    /// Returns whether this is an override and any record of it is used.
    pub fn is_active_override(&self) -> bool {
        self.contributes && !self.is_base()
    }

    /// Returns the first byte of the character that an offset lies in: serde counts bytes.
    pub fn char_start(&self, offset: usize) -> usize {
        char_start(self.written(), offset)
    }

    /// Returns line and column of a byte of the text, both from 1. Columns count characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let text = self.written();
        let offset = self.char_start(offset);
        let line_starts = self
            .line_starts
            .get_or_init(|| text.match_indices('\n').map(|(at, _)| at + 1).collect());
        let line = line_starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).map_or(0, |line| line_starts[line]);
        (line + 1, text[start..offset].chars().count() + 1)
    }

    /// Returns the byte range of a value that borrows from the text.
    pub(super) fn slice(&self, number: u16, raw: &RawValue) -> SourceSlice {
        let start = raw.get().as_ptr() as usize - self.text.as_ptr() as usize;
        let end = start + raw.get().len();
        SourceSlice { layer: number, start: start as u32, end: end as u32 }
    }
}

/// Returns the first byte of the character that an offset lies in, or the length of the text.
pub(super) fn char_start(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Opens a file for reading. Without NONBLOCK, opening a FIFO would wait for a writer.
#[cfg(unix)]
fn open_without_blocking(path: &Path) -> std::io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open_without_blocking(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

/// Returns the text of a file of at most `max_bytes`, with its byte order mark if it has one.
///
/// # Errors
/// The reason why the file cannot be read.
pub fn read_text(path: &Path, max_bytes: u64) -> Result<String, String> {
    let file = open_without_blocking(path).map_err(|e| describe_io_error(&e))?;
    let metadata = file.metadata().map_err(|e| describe_io_error(&e))?;
    if !metadata.is_file() {
        return Err("not a regular file".into());
    }
    let size = metadata.len();
    if size > max_bytes {
        return Err(format!(
            "the file has {size} bytes, the limit is {max_bytes}; raise it with --max-bytes"
        ));
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    progress::add_total(size);
    ProgressReader(file.take(max_bytes.saturating_add(1)))
        .read_to_end(&mut bytes)
        .map_err(|e| describe_io_error(&e))?;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("the file is UTF-16; save it as UTF-8".into());
    }
    String::from_utf8(bytes)
        .map_err(|e| format!("byte {} is not UTF-8", e.utf8_error().valid_up_to() + 1))
}

fn describe_io_error(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "no permission to read the file".into(),
        _ => format!("cannot read the file: {e}"),
    }
}
