//! A small tree of the elements of one activity, each with its place in the text.

use compact_str::CompactString;

/// An element with its attributes, its text and its children.
#[derive(Debug, Default)]
struct XmlNode {
    name: CompactString,
    offset: usize,
    attributes: Vec<(CompactString, CompactString)>,
    text: String,
    children: Vec<usize>,
}

/// The elements of one activity. They are kept in one list, so that no nesting is too deep for
/// the stack.
#[derive(Debug, Default)]
pub(super) struct XmlTree {
    nodes: Vec<XmlNode>,
    /// The elements that are still open while the tree grows, the innermost last.
    open: Vec<usize>,
}

impl XmlTree {
    /// Opens an element inside the innermost open one.
    pub(super) fn open(
        &mut self,
        name: &str,
        offset: usize,
        attributes: Vec<(CompactString, CompactString)>,
    ) {
        let index = self.nodes.len();
        if let Some(parent) = self.open.last() {
            self.nodes[*parent].children.push(index);
        }
        self.nodes.push(XmlNode { name: name.into(), offset, attributes, ..XmlNode::default() });
        self.open.push(index);
    }

    /// Adds text to the innermost open element.
    pub(super) fn push_text(&mut self, text: &str) {
        if let Some(index) = self.open.last() {
            self.nodes[*index].text.push_str(text);
        }
    }

    /// Closes the innermost open element. Returns whether the tree is complete.
    pub(super) fn close(&mut self) -> bool {
        self.open.pop();
        self.open.is_empty()
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns the outermost element; `None` if there is none.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        (!self.nodes.is_empty()).then_some(Element { tree: self, index: 0 })
    }
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub(super) struct Element<'t> {
    tree: &'t XmlTree,
    index: usize,
}

impl<'t> Element<'t> {
    fn node(self) -> &'t XmlNode {
        &self.tree.nodes[self.index]
    }

    pub(super) fn name(self) -> &'t str {
        &self.node().name
    }

    /// Returns the byte of its `<` in the text of the file.
    pub(super) fn offset(self) -> usize {
        self.node().offset
    }

    /// Returns an attribute without blanks around it; `None` if it is missing or blank.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        let found = self.node().attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    pub(super) fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.node().attributes.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Returns its own text without blanks around it.
    pub(super) fn text(self) -> &'t str {
        self.node().text.trim()
    }

    /// Returns its own text with the blanks around it.
    pub(super) fn raw_text(self) -> &'t str {
        &self.node().text
    }

    pub(super) fn children(self) -> impl Iterator<Item = Element<'t>> {
        self.node().children.iter().map(move |index| Element { tree: self.tree, index: *index })
    }

    /// Returns the children with a name.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = Element<'t>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// Returns the first child with a name.
    pub(super) fn first(self, name: &str) -> Option<Element<'t>> {
        self.all(name).next()
    }

    /// Returns an attribute of the first child with a name.
    pub(super) fn child_attribute(self, child: &str, attribute: &str) -> Option<&'t str> {
        self.first(child)?.attribute(attribute)
    }
}
