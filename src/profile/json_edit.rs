//! Edits one member of a JSON file and leaves every other byte as it was written.

use crate::model::text::BYTE_ORDER_MARK;
use crate::store::json;
use crate::store::jsonc::to_plain_json;
use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstNewlineKind, CstNode, CstObject, CstObjectProp, CstRootNode};
use serde_json::Value;
use std::ops::Range;

/// The dialect of hand-written files: JSON with comments and trailing commas.
const DIALECT: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: false,
    allow_trailing_commas: true,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// A JSON object as text, with the tree of its members, comments and white space.
struct JsonText<'a> {
    /// The text without its byte order mark.
    text: &'a str,
    root: CstRootNode,
    object: CstObject,
}

impl<'a> JsonText<'a> {
    /// Parses a text that holds one object.
    fn parse(text: &'a str) -> Result<JsonText<'a>, String> {
        let root = CstRootNode::parse(text, &DIALECT).map_err(|e| e.to_string())?;
        let object = root.object_value().ok_or("it is not an object")?;
        Ok(JsonText { text, root, object })
    }

    /// Returns the text with the member at a path set to a value.
    fn set(&self, path: &[&str], value: &Value, open_levels: usize) -> Result<String, String> {
        let mut object = self.object.clone();
        for (depth, key) in path.iter().enumerate() {
            let inner_keys = &path[depth + 1..];
            let nested = || {
                let keys = inner_keys.iter();
                keys.rfold(value.clone(), |value, key| serde_json::json!({ *key: value }))
            };
            let levels = open_levels.saturating_sub(depth);
            let Some(member) = last_member(&object, key) else {
                return Ok(self.append(&object, key, &nested(), levels));
            };
            match member.object_value() {
                Some(inner) if !inner_keys.is_empty() => object = inner,
                _ => {
                    let old = range(&member.value().ok_or("a member has no value")?);
                    let indent = self.indent_at(old.start);
                    let new = self.format(&nested(), levels.saturating_sub(1), &indent);
                    return Ok(self.splice(old, &new));
                }
            }
        }
        Err("the path is empty".into())
    }

    /// Returns the line end of the file.
    fn newline(&self) -> &'static str {
        match self.root.newline_kind() {
            CstNewlineKind::CarriageReturnLineFeed => "\r\n",
            CstNewlineKind::CarriageReturn => "\r",
            CstNewlineKind::LineFeed => "\n",
        }
    }

    /// Returns a value as text, to stand on a line that is indented by `indent`.
    fn format(&self, value: &Value, open_levels: usize, indent: &str) -> String {
        let unit = self.indent_unit();
        let mut text = String::new();
        for (number, line) in json::to_pretty(value, open_levels).lines().enumerate() {
            let inner = line.trim_start_matches(' ');
            if number > 0 {
                text.push_str(self.newline());
                text.push_str(indent);
                text.push_str(&unit.repeat((line.len() - inner.len()) / 2));
            }
            text.push_str(inner);
        }
        text
    }

    /// Returns a member as text, to stand on a line that is indented by `indent`.
    fn format_member(&self, key: &str, value: &Value, open_levels: usize, indent: &str) -> String {
        let key = json::to_pretty(&Value::from(key), 0);
        format!("{}: {}", key.trim_end(), self.format(value, open_levels, indent))
    }

    /// Returns the text with a member added to an object, of which `open_levels` levels are spread
    /// over several lines.
    fn append(&self, object: &CstObject, key: &str, value: &Value, open_levels: usize) -> String {
        let base = self.indent_at(range(&object.clone().into()).start);
        let inner_levels = open_levels.saturating_sub(1);
        match object.properties().pop() {
            Some(last) => match leading_trivia(&last) {
                Some((indent, _)) => {
                    let member = self.format_member(key, value, inner_levels, &indent);
                    self.append_line(&last, &format!("{}{indent}{member}", self.newline()))
                }
                None => self.append_inline(&last, &self.format_member(key, value, 0, &base)),
            },
            None if open_levels == 0 && !has_comment(object) => {
                let member = self.format_member(key, value, 0, &base);
                self.splice(range(&object.clone().into()), &format!("{{{member}}}"))
            }
            None => {
                let indent = base.clone() + &self.indent_unit();
                let member = self.format_member(key, value, inner_levels, &indent);
                self.append_first(object, &format!("{}{indent}{member}", self.newline()), &base)
            }
        }
    }

    /// Returns the text with a line added to an object without members, below its comments.
    fn append_first(&self, object: &CstObject, line: &str, base: &str) -> String {
        let whole = range(&object.clone().into());
        let comment = object.children().into_iter().rfind(CstNode::is_comment);
        let start = comment.map_or(whole.start + 1, |comment| range(&comment).end);
        let rest = start..whole.end - 1;
        if self.text[rest.clone()].contains(['\n', '\r']) {
            self.splice(start..start, line)
        } else {
            self.splice(rest, &format!("{line}{}{base}", self.newline()))
        }
    }

    /// Returns the text with a line added below the last member of an object.
    fn append_line(&self, last: &CstObjectProp, line: &str) -> String {
        let end = range(&last.clone().into()).end;
        let comma = last.trailing_comma().map(CstNode::from);
        let (separator, last_comma) = if comma.is_some() { ("", ",") } else { (",", "") };
        // a comment that follows the last member on its line belongs to it
        let before = comma.unwrap_or_else(|| last.clone().into());
        let comment = before.trailing_comments_same_line().last();
        let line_end = range(&comment.map_or(before, CstNode::from)).end;
        let between = &self.text[end..line_end];
        self.splice(end..line_end, &format!("{separator}{between}{line}{last_comma}"))
    }

    /// Returns the text with a member added on the line of the last member of an object.
    fn append_inline(&self, last: &CstObjectProp, member: &str) -> String {
        match last.trailing_comma() {
            Some(comma) => {
                let end = range(&comma.into()).end;
                self.splice(end..end, &format!(" {member},"))
            }
            None => {
                let end = range(&last.clone().into()).end;
                self.splice(end..end, &format!(", {member}"))
            }
        }
    }

    /// Returns the text without the member at a path, and without objects that are empty then.
    fn remove(&self, path: &[&str]) -> Option<String> {
        let mut members: Vec<CstObjectProp> = Vec::new();
        let mut object = Some(self.object.clone());
        for key in path {
            let member = last_member(&object?, key)?;
            object = member.object_value();
            members.push(member);
        }
        let holds_one = |object: &CstObject| object.properties().len() == 1 && !has_comment(object);
        while let Some(member) = members.pop() {
            let parent = members.last().and_then(CstObjectProp::object_value);
            // an object that holds nothing else is removed in its turn
            if !parent.as_ref().is_some_and(holds_one) {
                return Some(match parent.unwrap_or_else(|| self.object.clone()) {
                    object if holds_one(&object) => self.splice(range(&object.into()), "{}"),
                    _ => self.remove_member(&member),
                });
            }
        }
        None
    }

    /// Returns the text without a member: without its lines if nothing else stands on them.
    fn remove_member(&self, member: &CstObjectProp) -> String {
        let own = range(&member.clone().into());
        let comma = member.trailing_comma().map(CstNode::from);
        let previous_comma = match comma {
            Some(_) => None,
            None => member.previous_siblings().find(CstNode::is_comma),
        };
        let last = comma.unwrap_or_else(|| member.clone().into());
        let end = range(&last).end;
        let is_space = [' ', '\t'];
        let before = &self.text[..own.start];
        let spaces_before = before.len() - before.trim_end_matches(is_space).len();
        let after = &self.text[end..];
        let spaces_after = after.len() - after.trim_start_matches(is_space).len();
        let cut = match (leading_trivia(member), rest_of_line(&last)) {
            (Some((_, length)), Some(rest)) => own.start - length..end + rest,
            (None, _) if spaces_before > 0 => own.start - spaces_before..end,
            _ => own.start..end + spaces_after,
        };
        let text = self.splice(cut, "");
        match previous_comma.map(|comma| range(&comma)) {
            Some(comma) => [&text[..comma.start], &text[comma.end..]].concat(),
            None => text,
        }
    }

    /// Returns one step of indentation.
    fn indent_unit(&self) -> String {
        self.root.single_indent_text().unwrap_or_else(|| "  ".into())
    }

    /// Returns the white space that the line of a byte begins with.
    fn indent_at(&self, offset: usize) -> String {
        let start = self.text[..offset].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line = &self.text[start..];
        line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect()
    }

    /// Returns the text with a range of bytes replaced.
    fn splice(&self, range: Range<usize>, with: &str) -> String {
        [&self.text[..range.start], with, &self.text[range.end..]].concat()
    }
}

/// Returns the text with the member at a path of keys set to a value.
///
/// Missing objects on the way are created, and values that are not objects are replaced by them.
/// New members take the indentation and line ends of the file; `open_levels` says how many outer
/// levels of the file are always spread over several lines.
///
/// # Errors
/// Fails if the text is not a JSON object.
pub fn set_member(
    text: &str,
    path: &[&str],
    value: &Value,
    open_levels: usize,
) -> Result<String, String> {
    let (mark, body) = split_mark(text);
    let body = match body.trim() {
        "" => "{}\n".into(),
        _ if has_no_value(body) => format!("{}\n{{}}\n", body.trim_end()),
        _ => body.to_string(),
    };
    Ok(format!("{mark}{}", JsonText::parse(&body)?.set(path, value, open_levels)?))
}

/// Returns the text without the member at a path of keys, without the comments on its lines, and
/// without objects that are empty then; `None` if there is no such member.
///
/// # Errors
/// Fails if the text is not a JSON object.
pub fn remove_member(text: &str, path: &[&str]) -> Result<Option<String>, String> {
    let (mark, body) = split_mark(text);
    if has_no_value(body) {
        return Ok(None);
    }
    let edited = JsonText::parse(body)?.remove(path);
    Ok(edited.map(|edited| format!("{mark}{edited}")))
}

/// Returns the member of a key; of several the last, which is the one that counts.
fn last_member(object: &CstObject, key: &str) -> Option<CstObjectProp> {
    let is_meant = |member: &CstObjectProp| {
        member.name().is_some_and(|name| name.decoded_value().is_ok_and(|name| name == key))
    };
    object.properties().into_iter().rfind(is_meant)
}

/// Returns true if a text holds nothing but white space and comments.
fn has_no_value(text: &str) -> bool {
    to_plain_json(text).trim().is_empty()
}

/// Returns true if a comment stands in an object, outside its members.
fn has_comment(object: &CstObject) -> bool {
    object.children().iter().any(CstNode::is_comment)
}

/// Splits a text into its byte order mark, if it has one, and the rest.
fn split_mark(text: &str) -> (&str, &str) {
    let length = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    text.split_at(length)
}

/// Returns the bytes that a node takes in the text.
fn range(node: &CstNode) -> Range<usize> {
    let mut start = 0;
    let mut current = Some(node.clone());
    while let Some(node) = current {
        start += node.previous_siblings().map(|node| node.to_string().len()).sum::<usize>();
        current = node.parent().map(CstNode::from);
    }
    start..start + node.to_string().len()
}

/// Returns the indentation of a member that begins its line, and the length of the white space and
/// comments before it; `None` when another member or a bracket stands before it.
fn leading_trivia(member: &CstObjectProp) -> Option<(String, usize)> {
    let (mut indent, mut length) = (String::new(), 0);
    for node in member.previous_siblings() {
        if node.is_newline() {
            return Some((indent, length));
        }
        if !node.is_trivia() {
            return None;
        }
        let text = node.to_string();
        length += text.len();
        indent = if node.is_whitespace() { text + &indent } else { String::new() };
    }
    None
}

/// Returns the length of the comments, white space and line end that follow a node on its line;
/// `None` if something else follows.
fn rest_of_line(node: &CstNode) -> Option<usize> {
    let mut length = 0;
    for node in node.next_siblings() {
        length += node.to_string().len();
        if node.is_newline() {
            return Some(length);
        }
        if !node.is_trivia() {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests;
