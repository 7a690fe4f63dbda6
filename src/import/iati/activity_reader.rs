//! Reads a file of IATI activity by activity, each as a tree, so that a large file needs the memory
//! of one activity.

use super::xml_tree::XmlTree;
use crate::error::FileProblem;
use crate::export::iati::EXTENSION_RECORD;
use compact_str::CompactString;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The deepest nesting of elements. The standard needs eight levels.
const MAX_DEPTH: usize = 64;
/// The most attributes of an element. The standard needs six.
const MAX_ATTRIBUTES: usize = 100;
const ACTIVITY: &str = "iati-activity";
const ACTIVITIES: &str = "iati-activities";

/// The attributes of the element around the activities.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FileHead {
    /// The outermost element.
    pub(super) root: String,
    /// Whether there is an element for activities.
    pub(super) has_activities: bool,
    pub(super) version: Option<String>,
    /// The day on which the file was made.
    pub(super) generated: Option<String>,
}

/// Reads activities one after the other.
pub(super) struct ActivityReader<'a> {
    reader: Reader<&'a [u8]>,
    /// The elements around the activities.
    outer: Vec<CompactString>,
    pub(super) head: FileHead,
}

impl<'a> ActivityReader<'a> {
    pub(super) fn new(text: &'a str) -> ActivityReader<'a> {
        let reader = Reader::from_str(text);
        ActivityReader { reader, outer: Vec::new(), head: FileHead::default() }
    }

    /// Returns the next activity, or the next record of gloact beside the activities; `None` at the
    /// end of the file.
    ///
    /// # Errors
    /// Fails where the text is not well-formed XML, or is made to harm.
    pub(super) fn next_activity(&mut self) -> Result<Option<XmlTree>, FileProblem> {
        loop {
            let offset = self.reader.buffer_position() as usize;
            let event = self.next_event()?;
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    let name = CompactString::from(start.local_name().as_ref());
                    self.read_head(&name, &start, offset)?;
                    let is_record = start.name().as_ref() == EXTENSION_RECORD;
                    if name == ACTIVITY || is_record {
                        return self.read_activity(&start, offset, is_empty).map(Some);
                    }
                    if !is_empty {
                        self.outer.push(name);
                    }
                    if self.outer.len() > MAX_DEPTH {
                        return Err(too_deep(offset));
                    }
                }
                Event::End(_) => {
                    self.outer.pop();
                }
                Event::DocType(text) => refuse_entities(&text, offset)?,
                Event::Eof => return self.end(offset).map(|()| None),
                _ => {}
            }
        }
    }

    fn next_event(&mut self) -> Result<Event<'a>, FileProblem> {
        self.reader.read_event().map_err(|e| {
            let offset = self.reader.error_position() as usize;
            problem(offset, format!("the file is not well-formed XML: {}", plain_reason(&e)))
        })
    }

    fn end(&self, offset: usize) -> Result<(), FileProblem> {
        match self.outer.last() {
            Some(name) => Err(problem(
                offset,
                format!("the file ends inside <{name}>; it is perhaps cut off"),
            )),
            None if self.head.root.is_empty() => {
                Err(problem(0, "the file is not XML: it has no element".into()))
            }
            None => Ok(()),
        }
    }

    /// Keeps what the elements around the activities state.
    fn read_head(
        &mut self,
        name: &str,
        start: &BytesStart,
        offset: usize,
    ) -> Result<(), FileProblem> {
        if self.head.root.is_empty() {
            self.head.root = name.into();
        }
        if name != ACTIVITIES {
            return Ok(());
        }
        self.head.has_activities = true;
        for (key, value) in attributes(start, offset)? {
            match &*key {
                "version" => self.head.version = Some(value.trim().into()),
                "generated-datetime" => self.head.generated = Some(value.trim().into()),
                _ => {}
            }
        }
        Ok(())
    }

    fn read_activity(
        &mut self,
        start: &BytesStart,
        offset: usize,
        is_empty: bool,
    ) -> Result<XmlTree, FileProblem> {
        let mut tree = XmlTree::default();
        let name =
            if start.name().as_ref() == EXTENSION_RECORD { EXTENSION_RECORD } else { ACTIVITY };
        tree.open(name, offset, attributes(start, offset)?);
        if is_empty {
            tree.close();
            return Ok(tree);
        }
        loop {
            let offset = self.reader.buffer_position() as usize;
            match self.next_event()? {
                Event::Start(start) => open(&mut tree, &start, offset)?,
                Event::Empty(start) => {
                    open(&mut tree, &start, offset)?;
                    tree.close();
                }
                Event::End(_) if tree.close() => return Ok(tree),
                Event::Text(text) => tree.push_text(&text.xml10_content()),
                Event::CData(text) => tree.push_text(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let mut letter = [0; 4];
                    tree.push_text(letter_of(&reference, offset)?.encode_utf8(&mut letter));
                }
                Event::Eof => {
                    let message = "the file ends inside an activity; it is perhaps cut off";
                    return Err(problem(offset, message.into()));
                }
                _ => {}
            }
        }
    }
}

fn open(tree: &mut XmlTree, start: &BytesStart, offset: usize) -> Result<(), FileProblem> {
    if tree.depth() >= MAX_DEPTH {
        return Err(too_deep(offset));
    }
    tree.open(start.name().as_ref(), offset, attributes(start, offset)?);
    Ok(())
}

/// Returns the attributes of an element.
fn attributes(
    start: &BytesStart,
    offset: usize,
) -> Result<Vec<(CompactString, CompactString)>, FileProblem> {
    let mut all = Vec::new();
    for attribute in start.attributes() {
        if all.len() == MAX_ATTRIBUTES {
            let message = format!("an element has more than {MAX_ATTRIBUTES} attributes");
            return Err(problem(offset, message));
        }
        let attribute = attribute
            .map_err(|e| problem(offset, format!("an attribute is not well-formed: {e}")))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| {
            problem(offset, format!("an attribute is not well-formed: {}", plain_reason(&e)))
        })?;
        all.push((attribute.key.as_ref().into(), value.into()));
    }
    Ok(all)
}

/// Returns the letter of a reference such as `&amp;` or `&#233;`.
fn letter_of(reference: &BytesRef, offset: usize) -> Result<char, FileProblem> {
    let resolved = reference
        .resolve_char_ref()
        .map_err(|_| problem(offset, format!("&{}; is no letter", &**reference)))?;
    match (resolved, &**reference) {
        (Some(letter), _) => Ok(letter),
        (_, "lt") => Ok('<'),
        (_, "gt") => Ok('>'),
        (_, "amp") => Ok('&'),
        (_, "apos") => Ok('\''),
        (_, "quot") => Ok('"'),
        (_, name) => Err(FileProblem {
            hint: Some("write the letter itself, or its number: &#233;".into()),
            ..problem(offset, format!("the entity &{name}; is not known"))
        }),
    }
}

/// Refuses a document type that declares entities: they can grow a file without limit.
fn refuse_entities(text: &str, offset: usize) -> Result<(), FileProblem> {
    if !text.contains(['[', '%']) {
        return Ok(());
    }
    Err(FileProblem {
        hint: Some("files of IATI need no document type: remove <!DOCTYPE …>".into()),
        ..problem(offset, "the file declares entities of its own, which are not read".into())
    })
}

fn too_deep(offset: usize) -> FileProblem {
    problem(offset, format!("elements are nested more than {MAX_DEPTH} deep"))
}

fn problem(offset: usize, message: String) -> FileProblem {
    FileProblem { offset, message, hint: None }
}

/// Returns the reason of the parser without its kind of error.
fn plain_reason(error: &quick_xml::Error) -> String {
    let text = error.to_string();
    match text.split_once(": ") {
        Some((_, reason)) => reason.replace('`', ""),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Result<usize, String> {
        let mut reader = ActivityReader::new(text);
        let mut count = 0;
        while let Some(tree) = reader.next_activity().map_err(|problem| problem.message)? {
            assert!(tree.root().is_some());
            count += 1;
        }
        Ok(count)
    }

    #[test]
    fn activities_are_found_inside_any_wrapper() {
        for (text, activities) in [
            ("<iati-activities><iati-activity/></iati-activities>", 1),
            (
                "<result><ok>True</ok><iati-activities version=\"2.02\"><iati-activity><title/>\
                 </iati-activity><iati-activity></iati-activity></iati-activities></result>",
                2,
            ),
            ("<a/>", 0),
        ] {
            assert_eq!(count(text), Ok(activities), "{text}");
        }
    }

    #[test]
    fn texts_join_references_and_marked_sections() {
        let text = "<iati-activity a='1 &lt; 2'>A &amp; <![CDATA[<B>]]>&#xE9;</iati-activity>";
        let tree = ActivityReader::new(text).next_activity().ok().flatten().expect("an activity");
        let root = tree.root().expect("a root");
        assert_eq!(root.text(), "A & <B>é");
        assert_eq!(root.attribute("a"), Some("1 < 2"));
    }

    #[test]
    fn files_that_are_broken_or_made_to_harm_are_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><iati-activities/>";
        let attributes: String = (0..1_000_000).map(|n| format!(" a{n}='1'")).collect();
        let wide = format!("<iati-activities><iati-activity{attributes}/></iati-activities>");
        let deep = "<a>".repeat(100_000);
        let deep_inside = format!("<iati-activity>{deep}");
        for (text, reason) in [
            (bomb, "declares entities"),
            (&wide, "more than 100 attributes"),
            (&deep, "more than 64 deep"),
            (&deep_inside, "more than 64 deep"),
            ("<iati-activity>&eacute;</iati-activity>", "&eacute; is not known"),
            ("<iati-activity><a></b></iati-activity>", "not well-formed"),
            ("<iati-activities><iati-activity>", "cut off"),
            ("<iati-activities>", "cut off"),
            ("no XML", "not XML"),
            ("", "not XML"),
        ] {
            let refused = count(text).expect_err(reason);
            assert!(refused.contains(reason), "{refused}");
        }
    }
}
