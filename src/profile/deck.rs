//! Decks: slides in the order in which they are shown, each a line of script and a few words. What is wrong with one
//! slide is told, and the others are read all the same.

use crate::error::Problem;
use crate::model::text::sanitize;
use crate::store::json;
use crate::store::json_error::describe;
use crate::store::jsonc::to_plain_json;
use crate::store::layer::byte_offset;
use crate::suggest::closest;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// The deck that tells the programme.
const BUNDLED_DECK: &str = include_str!("../../data/deck.json");

/// What a slide may say.
const SLIDE_FIELDS: &[&str] = &["title", "script", "text", "note", "seconds", "reveal"];

/// What shape a deck has, for whoever wrote another.
const USAGE: &str = "a deck is {\"slides\": [{\"title\": \"…\", \"script\": \"go matrix\", \"text\": \"…\", \"note\": \"…\", \"seconds\": 60, \"reveal\": \"rows\"}]}";

/// The longest time that a slide may plan, in seconds: a day.
const MAX_SLIDE_SECONDS: u64 = 86_400;

/// What comes one after another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reveal {
    /// Nothing: all that fits stands there at once.
    #[default]
    #[serde(rename = "nothing")]
    None,
    /// Row after row, and paragraph after paragraph.
    Rows,
    /// Cell after cell.
    Cells,
}

/// The words for it. Events are rows.
const REVEAL_WORDS: &[(&str, Reveal)] = &[
    ("rows", Reveal::Rows),
    ("cells", Reveal::Cells),
    ("events", Reveal::Rows),
    ("nothing", Reveal::None),
];

/// A slide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slide {
    /// What stands over it.
    pub title: String,
    /// The steps that lead to the view that it shows; of a slide of words alone, nothing.
    pub script: String,
    /// What it says, a paragraph a line. `{PLACE}` is the value of a place.
    pub text: String,
    /// What whoever presents wants to remember.
    pub note: String,
    /// How long it is planned to stand, in seconds.
    pub seconds: Option<u32>,
    /// What comes one after another on it.
    pub reveal: Reveal,
    /// The byte of the file where it begins.
    pub offset: usize,
    /// The byte of the file where its script begins.
    pub script_offset: usize,
}

/// Slides in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deck {
    /// The slides.
    pub slides: Vec<Slide>,
}

impl Deck {
    /// The deck that tells the programme.
    pub fn bundled() -> Deck {
        Deck::parse(BUNDLED_DECK).0
    }

    /// The deck of a text, and what is wrong with it. A slide that is none is left out; a field that is none too.
    pub fn parse(text: &str) -> (Deck, Vec<Problem>) {
        let text = &*to_plain_json(text);
        let wrong = |at: usize, sentence: String, hint: Option<String>| Problem {
            offset: at,
            message: sentence,
            hint,
        };
        let mut problems = Vec::new();
        // a key that stands twice is no choice of ours
        let all = match json::parse_strict(text) {
            Ok(Value::Object(all)) => all,
            Ok(_) => {
                return (
                    Deck::default(),
                    vec![wrong(0, "this is no deck".into(), Some(USAGE.into()))],
                );
            }
            Err(e) => {
                return (
                    Deck::default(),
                    vec![wrong(
                        byte_offset(text, e.line(), e.column()),
                        describe(&e),
                        Some(USAGE.into()),
                    )],
                );
            }
        };
        for key in all.keys().filter(|key| *key != "slides" && !key.starts_with('$')) {
            let hint = closest(key, ["slides"])
                .map(|near| format!("did you mean {near}?"))
                .or_else(|| Some(USAGE.into()));
            problems.push(wrong(
                json::value_offset(text, key).unwrap_or(0),
                format!("a deck has no \"{}\"", sanitize(key)),
                hint,
            ));
        }
        let at = json::value_offset(text, "slides").unwrap_or(0);
        let slides: Vec<&RawValue> =
            match serde_json::from_str(text.get(at..).map_or("", |rest| first_value(rest))) {
                Ok(slides) => slides,
                Err(_) => {
                    problems.push(wrong(
                        at,
                        "a deck needs a list of slides".into(),
                        Some(USAGE.into()),
                    ));
                    return (Deck::default(), problems);
                }
            };
        if slides.is_empty() {
            problems.push(wrong(at, "a deck needs at least one slide".into(), Some(USAGE.into())));
        }
        let slides = slides
            .into_iter()
            .filter_map(|raw| Slide::parse(text, raw.get(), &mut problems))
            .collect();
        (Deck { slides }, problems)
    }

    /// A slide that shows one view.
    pub fn single_slide(title: String, script: String) -> Deck {
        Deck { slides: vec![Slide { title, script, ..Slide::default() }] }
    }

    /// The deck as a file has it.
    pub fn to_json(&self) -> String {
        let slide = |slide: &Slide| {
            let mut fields = serde_json::Map::new();
            let texts = [
                ("title", &slide.title),
                ("script", &slide.script),
                ("text", &slide.text),
                ("note", &slide.note),
            ];
            fields.extend(
                texts
                    .iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(key, text)| (key.to_string(), text.as_str().into())),
            );
            fields.extend(slide.seconds.map(|seconds| ("seconds".to_string(), seconds.into())));
            if slide.reveal != Reveal::None {
                fields.insert(
                    "reveal".into(),
                    serde_json::to_value(slide.reveal).unwrap_or_default(),
                );
            }
            Value::Object(fields)
        };
        json::to_pretty(
            &serde_json::json!({ "slides": self.slides.iter().map(slide).collect::<Vec<_>>() }),
            3,
        )
    }
}

/// The JSON value that a text begins with.
fn first_value(text: &str) -> &str {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next().and_then(Result::ok).map_or("", RawValue::get)
}

impl Slide {
    /// Whether something on it appears after the rest.
    pub fn has_reveal(&self) -> bool {
        self.reveal != Reveal::None
    }

    /// The slide of a piece of a text; what is wrong with it is added to what is told.
    fn parse(whole: &str, raw: &str, problems: &mut Vec<Problem>) -> Option<Slide> {
        let at = raw.as_ptr() as usize - whole.as_ptr() as usize;
        let mut wrong = |key: &str, sentence: String, hint: Option<String>| {
            problems.push(Problem {
                offset: at + json::value_offset(raw, key).unwrap_or(0),
                message: sentence,
                hint,
            });
        };
        let Ok(Value::Object(fields)) = serde_json::from_str(raw) else {
            wrong("", "this is no slide".into(), Some(USAGE.into()));
            return None;
        };
        let mut slide = Slide {
            offset: at,
            script_offset: at + json::value_offset(raw, "script").unwrap_or(0),
            ..Slide::default()
        };
        for (key, value) in &fields {
            let text = |to: &mut String| value.as_str().map(|text| *to = clean_lines(text));
            let done = match key.as_str() {
                "title" => text(&mut slide.title).ok_or("a text"),
                "script" => text(&mut slide.script).ok_or("a line of script"),
                "text" => text(&mut slide.text).ok_or("a text"),
                "note" => text(&mut slide.note).ok_or("a text"),
                "seconds" => {
                    let seconds = value
                        .as_u64()
                        .filter(|n| (1..=MAX_SLIDE_SECONDS).contains(n))
                        .and_then(|n| u32::try_from(n).ok());
                    slide.seconds = seconds;
                    seconds.map(drop).ok_or("a whole number of seconds, from 1 to a day's")
                }
                "reveal" => {
                    let found = value
                        .as_str()
                        .and_then(|word| REVEAL_WORDS.iter().find(|(known, _)| *known == word));
                    found
                        .map(|(_, reveal)| slide.reveal = *reveal)
                        .ok_or("rows, cells, events or nothing")
                }
                key if key.starts_with('$') => Ok(()),
                key => {
                    let hint = closest(key, SLIDE_FIELDS.iter().copied())
                        .map(|near| format!("did you mean {near}?"));
                    wrong(
                        key,
                        format!("a slide has no \"{}\"", sanitize(key)),
                        hint.or_else(|| Some(format!("known: {}", SLIDE_FIELDS.join(", ")))),
                    );
                    Ok(())
                }
            };
            if let Err(wanted) = done {
                wrong(key, format!("\"{key}\" wants {wanted}"), None);
            }
        }
        if slide.title.is_empty() && slide.script.is_empty() && slide.text.is_empty() {
            wrong("", "a slide needs a title, a script or a text".into(), None);
            return None;
        }
        Some(slide)
    }
}

/// A text without what could act on a terminal; its lines stay lines.
fn clean_lines(text: &str) -> String {
    text.lines().map(sanitize).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_where_it_stands_and_the_rest_is_read() {
        let text = "{\"slides\": [\n {\"title\": \"A\", \"scrip\": \"go matrix\"},\n 7,\n {\"text\": \"b\", \"seconds\": \"x\", \"reveal\": \"rows\"}\n]}";
        let (deck, told) = Deck::parse(text);
        let told: Vec<(&str, &str)> = told
            .iter()
            .map(|wrong| (&text[wrong.offset..wrong.offset + 1], &*wrong.message))
            .collect();
        assert_eq!(
            told,
            [
                ("\"", "a slide has no \"scrip\""),
                ("7", "this is no slide"),
                ("\"", "\"seconds\" wants a whole number of seconds, from 1 to a day's")
            ]
        );
        assert_eq!(
            deck.slides.iter().map(|slide| (&*slide.title, &*slide.text)).collect::<Vec<_>>(),
            [("A", ""), ("", "b")]
        );
        assert_eq!(deck.slides[1].reveal, Reveal::Rows);
    }

    #[test]
    fn a_text_that_is_no_deck_is_told() {
        for text in [
            "",
            "[]",
            "{",
            "{\"slides\": 3}",
            "{\"slides\": []}",
            "{\"slides\": [{}]}",
            "{\"slide\": [], \"slides\": [{\"title\": \"a\"}]}",
        ] {
            assert!(!Deck::parse(text).1.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_deck_is_written_as_it_is_read() {
        let (deck, told) = Deck::parse(BUNDLED_DECK);
        assert_eq!(told, []);
        let again = Deck::parse(&deck.to_json()).0;
        let bare = |deck: &Deck| {
            deck.slides
                .iter()
                .map(|slide| Slide { offset: 0, script_offset: 0, ..slide.clone() })
                .collect::<Vec<_>>()
        };
        assert_eq!(bare(&again), bare(&deck));
    }
}
