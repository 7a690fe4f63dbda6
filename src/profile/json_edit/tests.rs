//! Tests that an edit of a JSON file keeps every byte that it need not change.

use super::*;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

fn set(text: &str, path: &str, value: Value) -> String {
    let path: Vec<&str> = path.split('/').collect();
    set_member(text, &path, &value, 2).expect("the text is an object")
}

fn remove(text: &str, path: &str) -> Option<String> {
    remove_member(text, &path.split('/').collect::<Vec<_>>()).expect("the text is an object")
}

/// A file with everything that an editor must not touch.
const WRITTEN: &str = "\u{feff}{\r\n    // mine\r\n\r\n\
    \x20   \"countries\": {\"NP\": {\"area\": 1.50e0}, }, /* x */\r\n\r\n\
    \x20   \"events\": {\r\n        \"a\": null, // gone\r\n\r\n    },\r\n\r\n}";

#[test]
fn an_edit_replaces_the_bytes_of_one_value() {
    for (path, value, old, new) in [
        ("countries/NP/area", json!("x"), "1.50e0", "\"x\""),
        ("events/a", json!({"b": 1}), "null", "{\"b\": 1}"),
        ("events/a/b", json!(1), "null", "{\"b\": 1}"),
    ] {
        assert_eq!(set(WRITTEN, path, value), WRITTEN.replace(old, new), "{path}");
    }
}

#[test]
fn of_duplicate_keys_the_last_is_edited() {
    let text = r#"{"a": {"n": 1, "n": 2}, "a": {"n": 3, "n": 4}}"#;
    assert_eq!(set(text, "a/n", json!(9)), text.replace('4', "9"));
    let removed = text.replace(", \"n\": 4", "");
    assert_eq!(remove(text, "a/n").as_deref(), Some(&*removed));
}

#[test]
fn a_file_without_a_value_is_an_empty_object() {
    for text in ["", " \n", "\u{feff}", "// mine\n"] {
        assert_eq!(remove(text, "a"), None, "{text:?}");
        let edited = set(text, "a", json!(1));
        assert!(edited.starts_with(text.trim_end()), "{edited:?}");
        assert_eq!(to_plain_json(split_mark(&edited).1).trim(), "{\n  \"a\": 1\n}", "{edited:?}");
    }
}

#[test]
fn a_new_member_takes_the_layout_of_the_file() {
    for (path, after, added) in [
        ("countries/NP/note", "1.50e0", ", \"note\": 7"),
        ("countries/ML/note", "1.50e0},", " \"ML\": {\"note\": 7},"),
        ("events/b", "// gone", "\r\n        \"b\": 7,"),
        ("phases/x/y/z", "},\r\n\r\n}", ""),
    ] {
        let edited = set(WRITTEN, path, 7.into());
        if !added.is_empty() {
            assert_eq!(edited, WRITTEN.replace(after, &format!("{after}{added}")), "{path}");
        }
        assert_eq!(remove(&edited, path).as_deref(), Some(WRITTEN), "{path}");
    }
    let tabs = "{\n\t\"a\": {\n\t\t\"b\": 1 // one\n\t}\n}\n";
    let edited = set(tabs, "a/c", json!(["word ".repeat(30)]));
    let list = format!("[\n\t\t\t\"{}\"\n\t\t]", "word ".repeat(30));
    assert_eq!(edited, tabs.replace("1 // one", &format!("1, // one\n\t\t\"c\": {list}")));
}

#[test]
fn the_first_member_opens_the_object() {
    let opened = "{\n  \"a\": {\n    \"b\": {\"c\": 1}\n  }\n}\n";
    assert_eq!(set("", "a/b/c", 1.into()), opened);
    assert_eq!(set("{ }\n", "a/b/c", 1.into()), opened);
    assert_eq!(remove(opened, "a/b/c").as_deref(), Some("{}\n"));
    assert_eq!(set("{\n  // why\n}", "a", 1.into()), "{\n  // why\n  \"a\": 1\n}");
    assert_eq!(
        remove("{\"a\": {\"b\": 1 /* why */}}", "a/b").as_deref(),
        Some("{\"a\": {/* why */}}")
    );
}

#[test]
fn a_text_that_is_not_an_object_is_an_error() {
    for text in ["[]", "1", "{\"a\": ", "{'a': 1}", "{a: 1}", "{\"a\": 0x1}", "{\"a\": 1 \"b\": 2}"]
    {
        assert!(set_member(text, &["a"], &Value::Null, 0).is_err(), "{text}");
        assert!(remove_member(text, &["a"]).is_err(), "{text}");
    }
    assert_eq!(remove("{\"a\": 1}", "b"), None);
}

/// White space and comments that may stand between two tokens.
fn gap() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        " ",
        "\n",
        "\n  ",
        "\r\n\r\n\t",
        " // c, }\n",
        " /* \u{e9}\n\" */",
        "// d\r\n    ",
    ]);
    proptest::collection::vec(pieces, 0..3).prop_map(|pieces| pieces.concat())
}

/// Values as people write them.
fn value() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "1.50",
        "-0",
        "1e3",
        "null",
        "true",
        "\"x // {y\"",
        "[1, /* a */ 2,]",
        "{}",
        "[ ]",
    ]);
    leaf.prop_map(str::to_string).prop_recursive(3, 12, 3, |inner| object(inner.boxed()))
}

fn object(inner: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let member = ([gap(), gap(), gap(), gap()], inner);
    let members = proptest::collection::vec(member, 0..4);
    (members, gap(), any::<bool>()).prop_map(|(members, end, has_last_comma)| {
        let mut text = String::from("{");
        for (number, ([a, b, c, d], value)) in members.iter().enumerate() {
            text += &format!("{a}\"{}\"{b}:{c}{value}{d}", ["a", "b", "c"][number]);
            if has_last_comma || number + 1 < members.len() {
                text.push(',');
            }
        }
        text + &end + "}"
    })
}

fn file() -> impl Strategy<Value = String> {
    (select(vec!["", "\u{feff}"]), gap(), object(value().boxed()), gap())
        .prop_map(|(mark, before, object, after)| [mark, &before, &object, &after].concat())
}

fn parse(text: &str) -> Value {
    json::parse_strict(&to_plain_json(split_mark(text).1)).expect("the text is JSON")
}

/// Returns whether a text has all bytes of another in their order; `{ }` may become `{}`.
fn has_bytes_of(text: &str, part: &str) -> bool {
    let mut bytes = text.bytes().filter(|byte| *byte != b' ');
    part.bytes().filter(|byte| *byte != b' ').all(|byte| bytes.any(|other| other == byte))
}

proptest! {
    #[test]
    fn an_edit_leaves_every_other_byte(
        text in file(),
        keys in proptest::collection::vec(select(vec!["a", "b", "c", "d"]), 1..4),
    ) {
        let mut expected = parse(&text);
        let mut at = &mut expected;
        for key in &keys {
            if !at.is_object() {
                *at = json!({});
            }
            at = &mut at[*key];
        }
        *at = json!({"new": 1});
        let edited = set_member(&text, &keys, &json!({"new": 1}), 2);
        let edited = edited.expect("the text is an object");
        prop_assert_eq!(parse(&edited), expected);
        let plain = to_plain_json(split_mark(&text).1);
        let offset = split_mark(&text).0.len();
        if let Some(start) = json::value_offset(&plain, &keys.join("/")) {
            let mut old = serde_json::Deserializer::from_str(&plain[start..])
                .into_iter::<&serde_json::value::RawValue>();
            let length = old.next().expect("a value").expect("it reads").get().len();
            let (before, after) = (&text[..offset + start], &text[offset + start + length..]);
            prop_assert!(edited.starts_with(before) && edited.ends_with(after), "{edited:?}");
        } else if json::value_offset(&plain, keys[0]).is_none() {
            prop_assert!(has_bytes_of(&edited, &text), "{edited:?}");
        }
        let removed = remove_member(&edited, &keys).expect("the text is an object");
        let removed = removed.expect("the member was added");
        prop_assert!(has_bytes_of(&edited, &removed), "{removed:?}");
        let path = keys.join("/");
        let plain = to_plain_json(split_mark(&removed).1);
        prop_assert!(json::value_offset(&plain, &path).is_none(), "{removed:?}");
    }
}
