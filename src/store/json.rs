//! JSON: parses it strictly, finds the values in its text, and writes it in the layout of the data
//! files.

mod duplicate_keys;
mod offsets;
mod pretty;
mod strict;
mod type_name;

pub use duplicate_keys::duplicate_keys;
pub use offsets::{key_offset, member_offsets, value_offset};
pub use pretty::to_pretty;
pub use strict::parse_strict;
pub use type_name::type_name;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::is_invisible;

    #[test]
    fn a_path_leads_to_the_offset_of_its_value() {
        let text = r#"{"a": {"b": [1], "c": "b"}, "b": 2}"#;
        for (path, rest) in [("a/b", "[1]"), ("b", "2}"), ("a/c", "\"b\"}"), ("", "{\"a\"")] {
            let offset = value_offset(text, path).expect(path);
            assert!(text[offset..].starts_with(rest), "{path}: {offset}");
        }
        assert_eq!(value_offset(text, "c"), None);
    }

    #[test]
    fn a_duplicate_key_is_an_error() {
        assert!(
            parse_strict(r#"{"a": 1, "b": {"c": 1, "c": 2}}"#)
                .is_err_and(|e| e.to_string().contains("duplicate key \"c\""))
        );
        assert!(parse_strict(r#"{"a": 1} x"#).is_err());
    }

    #[test]
    fn each_duplicate_key_is_found_in_its_object() {
        let text = r#"{"a": 1, "b": [{"c": {}, "d": 1, "c": [{"e": 1, "e": 2}]}], "a": 3, "a": 4}"#;
        let found = duplicate_keys(text);
        let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["c", "e", "a", "a"]);
        for (key, offset) in found {
            assert!(text[offset..].starts_with(&format!("\"{key}\": ")), "{key} {offset}");
        }
    }

    proptest::proptest! {
        #[test]
        fn written_json_parses_back_and_is_visible(
            key in "\\p{Any}{0,8}",
            text in "\\p{Any}{0,40}",
            open in 0usize..3,
        ) {
            let value = serde_json::json!({ key: [text, 1.5, null, true, {"x": [{}, []]}] });
            let out = to_pretty(&value, open);
            let is_hidden = |c: char| c != '\n' && (c.is_control() || is_invisible(c));
            proptest::prop_assert!(!out.chars().any(is_hidden));
            proptest::prop_assert_eq!(parse_strict(&out).ok(), Some(value));
        }
    }
}
