//! Decodes the bytes of a text: UTF-8, UTF-16, else Windows-1252, or the encoding that was named.

use crate::error::{Error, ErrorKind, Result};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The fewest zeros among the first bytes of UTF-16 without a mark, of a hundred.
const MIN_WIDE_PERCENT: usize = 30;
/// So many bytes are looked at for zeros.
const SAMPLE_BYTES: usize = 2000;

/// Returns the text and the name of its encoding.
///
/// # Errors
/// Fails if the named encoding is unknown, or the bytes are no text.
pub(super) fn decode<'a>(bytes: &'a [u8], named: Option<&str>) -> Result<(Cow<'a, str>, String)> {
    let encoding = match named {
        Some(name) => Encoding::for_label(name.as_bytes()).ok_or_else(|| {
            Error::usage(format!("unknown encoding \"{name}\""))
                .with_hint("for example utf-8, utf-16le, windows-1252, windows-1251, iso-8859-15")
        })?,
        None => guess(bytes),
    };
    // a byte order mark counts more than the name
    let (text, used, _) = encoding.decode(bytes);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1b}');
    let sample = text.chars().take(SAMPLE_BYTES);
    if sample.clone().filter(|c| control(*c)).count() * 10 > sample.count() {
        return Err(Error::new(
            ErrorKind::InvalidData,
            "the file is neither a text nor a workbook",
        )
        .with_hint("gloact import reads csv, tsv, xlsx, xlsm, xlsb, xls and ods"));
    }
    Ok((text, used.name().to_string()))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return marked;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let is_wide = |zeros: usize| zeros * 200 > sample.len() * MIN_WIDE_PERCENT;
    if is_wide(zeros(1)) {
        UTF_16LE
    } else if is_wide(zeros(0)) {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found_by_content() {
        let wide: Vec<u8> = "Land;Jahr\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide.clone()).collect();
        for (bytes, text, name) in [
            (&b"a,b\n"[..], "a,b\n", "UTF-8"),
            (&b"\xef\xbb\xbfa,b\n"[..], "a,b\n", "UTF-8"),
            (&b"Cote d'Ivoire \xe9\n"[..], "Cote d'Ivoire é\n", "windows-1252"),
            (&wide[..], "Land;Jahr\n", "UTF-16LE"),
            (&marked[..], "Land;Jahr\n", "UTF-16LE"),
        ] {
            let (decoded, encoding) = decode(bytes, None).expect(name);
            assert_eq!((&*decoded, &*encoding), (text, name));
        }
        assert!(decode(b"a", Some("utf-99")).is_err());
        assert!(decode(&[1, 2, 3, 0, 5, 6, 0, 1], None).is_err());
    }
}
