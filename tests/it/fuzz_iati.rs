//! Damaged files of IATI: read or refused, never a panic, and checked in the same way.

use crate::support::iati_file::ACTIVITIES;
use gloact::import::iati::{
    IatiImportOptions, IatiText, base_layers, broken_rules, decode_xml, read_iati,
};
use gloact::store::Dataset;
use jiff::civil::date;
use proptest::prelude::*;

/// Reads bytes as a programme; what is refused has a place in the text.
fn read(bytes: Vec<u8>) {
    let Ok(text) = decode_xml(bytes) else { return };
    if let Err(problem) = broken_rules(&text, date(2026, 11, 30)) {
        assert!(text.is_char_boundary(problem.offset), "{}", problem.message);
    }
    let files = [IatiText { name: "a.xml".into(), text }];
    match read_iati(&files, None, &IatiImportOptions::default()) {
        Ok(import) => {
            let data = Dataset::load(base_layers(&import, "a.xml"));
            assert!(data.errors().is_empty(), "{:?}", data.errors());
        }
        Err((_, problem)) => {
            assert!(files[0].text.is_char_boundary(problem.offset), "{}", problem.message);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damaged_files_are_read_or_refused(
        changes in prop::collection::vec((0..ACTIVITIES.len(), any::<u8>()), 1..12),
        end in 0..ACTIVITIES.len(),
    ) {
        let mut bytes = ACTIVITIES.as_bytes().to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        if end % 4 == 0 {
            bytes.truncate(end);
        }
        read(bytes);
    }

    #[test]
    fn values_of_any_text_are_read(
        at in 0..1000_usize,
        value in "[ -~à-é\u{1}\u{202e}]{0,12}",
    ) {
        // replaces the value of one attribute
        let mut parts: Vec<String> = ACTIVITIES.split('"').map(String::from).collect();
        let values: Vec<usize> = (1..parts.len() - 1).step_by(2).collect();
        let index = values[at % values.len()];
        let escaped = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        parts[index] = escaped;
        read(parts.join("\"").into_bytes());
    }
}
