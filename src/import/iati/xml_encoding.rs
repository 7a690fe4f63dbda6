//! Decodes the bytes of an XML file by its mark, else by the encoding that it declares.

use crate::error::{Error, ErrorKind, Result};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// So many bytes hold the declaration.
const DECLARATION_BYTES: usize = 200;

/// Returns whether bytes begin as XML does: with `<`, after a mark and blanks.
pub fn is_xml(bytes: &[u8]) -> bool {
    let rest = match Encoding::for_bom(bytes) {
        Some((_, length)) => &bytes[length..],
        None => bytes,
    };
    let mut signs = rest.iter().copied().filter(|byte| *byte != 0 && !byte.is_ascii_whitespace());
    signs.next() == Some(b'<')
}

/// Returns the text of an XML file.
///
/// # Errors
/// Fails if the declared encoding is not known, or the bytes are not text in it.
pub fn decode_xml(bytes: Vec<u8>) -> Result<String> {
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None if bytes.starts_with(b"<\0") => UTF_16LE,
        None if bytes.starts_with(b"\0<") => UTF_16BE,
        None => declared_encoding(&bytes)?,
    };
    if encoding == UTF_8 && !bytes.starts_with(b"\xef\xbb\xbf") {
        return String::from_utf8(bytes).map_err(|e| not_text(UTF_8, e.utf8_error().valid_up_to()));
    }
    match encoding.decode(&bytes) {
        (text, _, false) => Ok(text.into_owned()),
        (text, _, true) => {
            let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
            Err(not_text(encoding, at))
        }
    }
}

fn declared_encoding(bytes: &[u8]) -> Result<&'static Encoding> {
    let start = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let start = String::from_utf8_lossy(start);
    let declaration =
        start.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let Some((declaration, _)) = declaration else { return Ok(UTF_8) };
    let Some((_, value)) = declaration.split_once("encoding") else { return Ok(UTF_8) };
    let value = value.trim_start().trim_start_matches('=').trim_start();
    let name = value.get(1..).unwrap_or_default();
    let name = name.split(['"', '\'']).next().unwrap_or_default();
    match Encoding::for_label(name.as_bytes()) {
        // bytes that say so themselves are not of two bytes a letter
        Some(wide) if wide == UTF_16LE || wide == UTF_16BE => Ok(UTF_8),
        Some(encoding) => Ok(encoding),
        None => Err(Error::new(
            ErrorKind::InvalidData,
            format!("the file declares the encoding \"{name}\", which is not known"),
        )
        .with_hint("save it as UTF-8")),
    }
}

fn not_text(encoding: &'static Encoding, at: usize) -> Error {
    let message = format!("byte {at} of the file is not {}, as it declares", encoding.name());
    Error::new(ErrorKind::InvalidData, message)
        .with_hint("save it as UTF-8, or declare its encoding: <?xml … encoding=\"windows-1252\"?>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_or_the_declaration_tells_the_encoding() {
        let wide: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [
            "<a>é</a>".as_bytes(),
            "\u{feff}<a>é</a>".as_bytes(),
            b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
            b"<?xml version=\"1.0\" encoding = \"windows-1252\" ?><a>\xe9</a>",
            &wide,
        ] {
            assert!(is_xml(bytes));
            let text = decode_xml(bytes.to_vec()).expect("text");
            assert!(text.ends_with("<a>é</a>"), "{text}");
        }
        for (bytes, reason) in [
            (&b"<a>\xe9</a>"[..], "byte 3 of the file is not UTF-8"),
            (b"<?xml version='1.0' encoding='klingon'?><a/>", "\"klingon\", which is not known"),
        ] {
            let error = decode_xml(bytes.to_vec()).expect_err(reason);
            assert!(error.message.contains(reason), "{}", error.message);
        }
        assert!(!is_xml(b"{\"a\": 1}") && !is_xml(b""));
    }
}
