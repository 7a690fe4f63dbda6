//! The entries of a detail: fields, items and headings, in fragments of text.

use super::style_role::StyleRole;
use super::value_flags::ValueFlags;
use crate::model::RecordPath;

/// An entry of a detail.
#[derive(Clone, Debug, PartialEq)]
pub struct DetailEntry {
    /// The name of the field or the text of the heading; empty for items.
    pub title: String,
    pub flags: ValueFlags,
    /// The text. Fragments follow one another on the line and wrap.
    pub fragments: Vec<TextFragment>,
    pub kind: DetailEntryKind,
    /// The path of the value that the entry shows.
    pub path: Option<RecordPath>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailEntryKind {
    /// A field with its title on the left.
    Field,
    /// One of several values below a field or a heading.
    Item,
    /// Another value on the lines of the entry before.
    Continuation,
    /// The heading of a group.
    Heading,
}

/// A run of text in one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextFragment {
    pub text: String,
    /// The path that the text links to.
    pub link: Option<RecordPath>,
    pub role: StyleRole,
}

impl TextFragment {
    /// Returns ordinary text.
    pub fn plain(text: impl Into<String>) -> TextFragment {
        TextFragment { text: text.into(), ..TextFragment::default() }
    }

    /// Returns secondary text.
    pub fn dim(text: impl Into<String>) -> TextFragment {
        TextFragment { text: text.into(), role: StyleRole::Dim, ..TextFragment::default() }
    }

    /// Returns text that links to a path.
    pub fn link(text: impl Into<String>, path: RecordPath) -> TextFragment {
        TextFragment { text: text.into(), link: Some(path), role: StyleRole::Text }
    }
}
