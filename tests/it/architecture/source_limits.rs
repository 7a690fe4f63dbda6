//! The size of functions and the width of comments, in `src` and in the tests.

use crate::{files_with_extension, root};
use std::path::Path;

/// Lines of a function from its name to its end.
const MAX_FUNCTION_LINES: usize = 60;
const MAX_COMMENT_WIDTH: usize = 100;

fn for_each_file(mut visit: impl FnMut(&Path, &[&str])) {
    for folder in ["src", "tests"] {
        for path in files_with_extension(&root().join(folder), "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            visit(&path, &text.lines().collect::<Vec<_>>());
        }
    }
}

/// Returns the name of the function that begins on a line.
fn function_name(line: &str) -> Option<&str> {
    let words = line.trim_start();
    let (before, rest) = words.split_once("fn ")?;
    let is_qualifier =
        |word: &str| word.starts_with("pub") || word.ends_with("r)") || word == "const";
    let name = rest.split(['(', '<']).next()?;
    (before.split_whitespace().all(is_qualifier) && !name.contains(' ')).then_some(name)
}

#[test]
fn functions_are_short() {
    for_each_file(|path, lines| {
        for (first, line) in lines.iter().enumerate() {
            let Some(name) = function_name(line) else { continue };
            let indent = &line[..line.len() - line.trim_start().len()];
            // rustfmt puts the end of a body below its beginning
            let is_end = |line: &&str| **line == format!("{indent}}}") || line.ends_with(';');
            let opens_body = |line: &&str| line.ends_with('{');
            let signature = lines[first..].iter().position(|line| opens_body(line) || is_end(line));
            let body = first + signature.unwrap_or_default();
            if !opens_body(&lines[body]) {
                continue;
            }
            let end = lines[body..].iter().position(|line| *line == format!("{indent}}}"));
            let count = body - first + end.unwrap_or_default() + 1;
            let place = format!("{}:{}: {name}", path.display(), first + 1);
            assert!(count <= MAX_FUNCTION_LINES, "{place} has {count} lines: split it");
        }
    });
}

#[test]
fn comments_are_narrow() {
    for_each_file(|path, lines| {
        for (number, line) in lines.iter().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let width = line.chars().count();
            let place = format!("{}:{}", path.display(), number + 1);
            assert!(!is_comment || width <= MAX_COMMENT_WIDTH, "{place} has {width} columns");
        }
    });
}
