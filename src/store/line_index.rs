//! Finds line and column of a byte in a text, in nearly constant time also on very long lines.

use memchr::memchr_iter;

/// Characters are counted in advance at each multiple of this many bytes.
const BLOCK_BYTES: usize = 1024;

/// The starts of the lines of a text, and the number of characters before each block.
#[derive(Clone)]
pub(super) struct LineIndex {
    /// The first byte of each line.
    line_starts: Vec<usize>,
    /// Number of characters that begin before each block.
    chars_before: Vec<usize>,
}

impl LineIndex {
    pub(super) fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let ends = memchr_iter(b'\n', bytes).map(|at| at + 1);
        let mut chars = 0;
        let chars_before = bytes.chunks(BLOCK_BYTES).map(|block| {
            let before = chars;
            chars += count_chars(block);
            before
        });
        let chars_before = chars_before.collect();
        LineIndex { line_starts: std::iter::once(0).chain(ends).collect(), chars_before }
    }

    /// Returns line and column, both from 1. A byte within a character counts as its first.
    pub(super) fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = char_start(text, offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line - 1];
        (line, self.chars_up_to(text, offset) - self.chars_up_to(text, start) + 1)
    }

    /// Returns the line that a byte lies in, without its end, and the byte within the line.
    pub(super) fn line_at<'a>(&self, text: &'a str, offset: usize) -> (&'a str, usize) {
        let offset = char_start(text, offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line - 1];
        let end = self.line_starts.get(line).map_or(text.len(), |next| next - 1);
        let line = text[start..end].strip_suffix('\r').unwrap_or(&text[start..end]);
        (line, (offset - start).min(line.len()))
    }

    fn chars_up_to(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK_BYTES;
        let before = self.chars_before.get(block).copied();
        // the end of the text may be where a block would begin
        let (start, before) = match before {
            Some(before) => (block * BLOCK_BYTES, before),
            None => match block.checked_sub(1) {
                Some(last) => (last * BLOCK_BYTES, self.chars_before[last]),
                None => (0, 0),
            },
        };
        before + count_chars(&text.as_bytes()[start..offset])
    }
}

/// Counts the characters that begin in these bytes of a text.
fn count_chars(bytes: &[u8]) -> usize {
    let is_first_byte = |byte: &&u8| **byte as i8 >= -0x40;
    bytes.iter().filter(is_first_byte).count()
}

/// Returns the first byte of the character that an offset lies in, or the length of the text.
pub(super) fn char_start(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use memchr::memrchr;

    proptest::proptest! {
        #[test]
        fn positions_are_those_of_a_plain_count(
            text in "[aé日😀\n\r]{0,40}",
            repeat in 1usize..200,
            offset in 0usize..20_000,
        ) {
            let text = text.repeat(repeat);
            let index = LineIndex::new(&text);
            let start = char_start(&text, offset);
            let before = &text[..start];
            let line_start = memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
            let line = before.matches('\n').count() + 1;
            let column = text[line_start..start].chars().count() + 1;
            proptest::prop_assert_eq!(index.position(&text, offset), (line, column));
            let (shown, within) = index.line_at(&text, offset);
            let expected = text[line_start..].split('\n').next().unwrap_or_default();
            let expected = expected.strip_suffix('\r').unwrap_or(expected);
            proptest::prop_assert_eq!(shown, expected);
            proptest::prop_assert_eq!(within, (start - line_start).min(expected.len()));
        }
    }
}
