//! An element of an XML document, and its text. quick-xml writes it, which escapes all texts.

use crate::error::{Error, ErrorKind, Result};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// An element with its attributes, and either children or a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct XmlElement {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<XmlElement>,
    text: Option<String>,
}

impl XmlElement {
    pub(super) fn new(name: &str) -> XmlElement {
        XmlElement { name: name.into(), attributes: Vec::new(), children: Vec::new(), text: None }
    }

    /// Creates an element of the standard that holds a text as its narrative.
    pub(super) fn with_narrative(name: &str, text: &str) -> XmlElement {
        XmlElement::new(name).child(XmlElement::new("narrative").text(text))
    }

    /// Adds an attribute.
    pub(super) fn attribute(mut self, name: &str, value: impl Into<String>) -> XmlElement {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// Adds an attribute if there is a value for it.
    pub(super) fn maybe_attribute(self, name: &str, value: Option<&str>) -> XmlElement {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    pub(super) fn child(mut self, child: XmlElement) -> XmlElement {
        self.children.push(child);
        self
    }

    pub(super) fn children(mut self, children: impl IntoIterator<Item = XmlElement>) -> XmlElement {
        self.children.extend(children);
        self
    }

    pub(super) fn text(mut self, text: &str) -> XmlElement {
        self.text = Some(text.chars().filter(|c| is_xml_char(*c)).collect());
        self
    }

    /// Returns whether the element has neither children nor a text.
    pub(super) fn is_empty(&self) -> bool {
        self.children.is_empty() && self.text.is_none()
    }

    /// Returns the text of a document with this root.
    ///
    /// # Errors
    /// Fails if the document cannot be written.
    pub(super) fn to_document(&self) -> Result<String> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
        let written = writer.write_event(declaration).and_then(|()| self.write(&mut writer));
        let failed = |e: String| {
            Error::new(ErrorKind::System, format!("cannot write the XML document: {e}"))
        };
        written.map_err(|e| failed(e.to_string()))?;
        let mut bytes = writer.into_inner();
        bytes.push(b'\n');
        String::from_utf8(bytes).map_err(|e| failed(e.to_string()))
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let attributes = self.attributes.iter();
        let start = BytesStart::new(&*self.name)
            .with_attributes(attributes.map(|(name, value)| (name.as_str(), value.as_str())));
        if self.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        if let Some(text) = &self.text {
            writer.write_event(Event::Text(BytesText::new(text)))?;
        }
        for child in &self.children {
            child.write(writer)?;
        }
        writer.write_event(Event::End(BytesEnd::new(&*self.name)))
    }
}

/// Returns whether XML 1.0 allows a character.
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_xml_are_escaped_and_forbidden_ones_left_out() {
        let element = XmlElement::new("a")
            .attribute("b", "\"1\" < 2 & 'x'")
            .child(XmlElement::new("narrative").text("R&D <b>\u{ffff}é"));
        let document = element.to_document().expect("it is written");
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                        <a b=\"&quot;1&quot; &lt; 2 &amp; &apos;x&apos;\">\n  \
                        <narrative>R&amp;D &lt;b&gt;é</narrative>\n</a>\n";
        assert_eq!(document, expected);
    }
}
