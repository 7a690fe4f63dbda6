//! Parses and writes decks: the slides of a presentation, each a script and some text.

use super::json_object_parser::is_remark;
use crate::error::FileProblem;
use crate::model::text::sanitize;
use crate::store::json;
use crate::store::json_error_message::{describe_in, error_offset};
use crate::store::jsonc::to_plain_json;
use crate::suggest::{closest, did_you_mean};
use serde_json::Value;
use serde_json::value::RawValue;

/// The deck that presents the programme.
const BUNDLED_DECK: &str = include_str!("../../data/deck.json");

/// The fields of a slide.
const SLIDE_FIELDS: &[&str] = &["title", "script", "text", "note", "seconds", "reveal"];

/// An example of a deck, shown as a hint.
const USAGE: &str = "a deck is {\"slides\": [{\"title\": \"…\", \"script\": \"go matrix\", \
                     \"text\": \"…\", \"note\": \"…\", \"seconds\": 60, \"reveal\": \"rows\"}]}";

/// The longest time that a slide may be planned to last: a day.
const MAX_SLIDE_SECONDS: u64 = 86_400;

/// The parts of a slide that appear step by step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RevealMode {
    /// The whole slide appears at once.
    #[default]
    None,
    /// Rows and paragraphs.
    Rows,
    Cells,
}

/// The words for [`RevealMode`] in a file; the first word for a value is the one that is written.
const REVEAL_WORDS: &[(&str, RevealMode)] = &[
    ("rows", RevealMode::Rows),
    ("cells", RevealMode::Cells),
    ("events", RevealMode::Rows),
    ("nothing", RevealMode::None),
];

/// A slide of a presentation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slide {
    pub title: String,
    /// The script that leads to the view on the slide; empty for a slide of text alone.
    pub script: String,
    /// One paragraph a line. `{PATH}` stands for the value of a path.
    pub text: String,
    /// Notes for the speaker.
    pub note: String,
    /// The planned duration, in seconds.
    pub seconds: Option<u32>,
    pub reveal: RevealMode,
    /// The offset of the slide in its file.
    pub offset: usize,
    /// The offset of its script in the file.
    pub script_offset: usize,
}

/// The slides of a presentation, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deck {
    pub slides: Vec<Slide>,
}

impl Deck {
    /// Returns the deck that presents the programme.
    pub fn bundled() -> Deck {
        Deck::parse(BUNDLED_DECK).0
    }

    /// Parses a deck. Returns its valid slides, and the problems of the others.
    pub fn parse(text: &str) -> (Deck, Vec<FileProblem>) {
        let plain = to_plain_json(text);
        // an empty file is an empty object, as the other files of the user are
        let text = if plain.trim().is_empty() { "{}" } else { &*plain };
        let mut problems = Vec::new();
        let slides = parse_slide_list(text, &mut problems).unwrap_or_default();
        let slides = slides
            .into_iter()
            .filter_map(|slide| Slide::parse(text, slide.get(), &mut problems))
            .collect();
        (Deck { slides }, problems)
    }

    /// Returns a deck of one slide, which shows a view.
    pub fn single_slide(title: String, script: String) -> Deck {
        Deck { slides: vec![Slide { title, script, ..Slide::default() }] }
    }

    /// Returns the deck as the text of a file.
    pub fn to_json(&self) -> String {
        let slides: Vec<Value> = self.slides.iter().map(Slide::to_json).collect();
        json::to_pretty(&serde_json::json!({ "slides": slides }), 3)
    }
}

/// Returns the slides of a deck as they stand in its text; `None` if it has no list of slides.
fn parse_slide_list<'a>(
    text: &'a str,
    problems: &mut Vec<FileProblem>,
) -> Option<Vec<&'a RawValue>> {
    let mut report = |offset: usize, message: String| {
        problems.push(FileProblem { offset, message, hint: Some(USAGE.into()) });
    };
    let members = match json::parse_strict(text) {
        Ok(Value::Object(members)) => members,
        Ok(value) => {
            report(0, format!("expected a deck, found {}", json::type_name(&value)));
            return None;
        }
        Err(e) => {
            report(error_offset(text, &e), describe_in(text, &e));
            return None;
        }
    };
    for key in members.keys().filter(|key| *key != "slides" && !is_remark(key)) {
        let offset = json::value_offset(text, key).unwrap_or(0);
        let hint = closest(key, ["slides"]).map_or_else(|| USAGE.into(), did_you_mean);
        let message = format!("unknown deck field \"{}\"", sanitize(key));
        problems.push(FileProblem { offset, message, hint: Some(hint) });
    }
    let offset = json::value_offset(text, "slides");
    let list = offset.and_then(|offset| text.get(offset..)).map_or("", first_value);
    let slides: Option<Vec<&RawValue>> = serde_json::from_str(list).ok();
    let message = match &slides {
        None => "a deck needs a list of slides",
        Some(slides) if slides.is_empty() => "a deck needs at least one slide",
        Some(_) => return slides,
    };
    let (offset, hint) = (offset.unwrap_or(0), Some(USAGE.into()));
    problems.push(FileProblem { offset, message: message.into(), hint });
    slides
}

/// Returns the JSON value that a text begins with.
fn first_value(text: &str) -> &str {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next().and_then(Result::ok).map_or("", RawValue::get)
}

impl Slide {
    /// Returns true if parts of the slide appear step by step.
    pub fn has_reveal(&self) -> bool {
        self.reveal != RevealMode::None
    }

    /// Parses a slide; `raw` is its part of the text of the file. Invalid fields are left out.
    fn parse(file: &str, raw: &str, problems: &mut Vec<FileProblem>) -> Option<Slide> {
        let offset = raw.as_ptr() as usize - file.as_ptr() as usize;
        let mut report = |key: &str, message: String, hint: Option<String>| {
            let offset = offset + json::value_offset(raw, key).unwrap_or(0);
            problems.push(FileProblem { offset, message, hint });
        };
        let value = serde_json::from_str(raw).unwrap_or_default();
        let Value::Object(fields) = value else {
            let message = format!("expected a slide, found {}", json::type_name(&value));
            report("", message, Some(USAGE.into()));
            return None;
        };
        let script_offset = offset + json::value_offset(raw, "script").unwrap_or(0);
        let mut slide = Slide { offset, script_offset, ..Slide::default() };
        for (key, value) in fields.iter().filter(|(key, _)| !is_remark(key)) {
            if !SLIDE_FIELDS.contains(&key.as_str()) {
                let hint = closest(key, SLIDE_FIELDS.iter().copied())
                    .map_or_else(|| format!("known: {}", SLIDE_FIELDS.join(", ")), did_you_mean);
                report(key, format!("unknown slide field \"{}\"", sanitize(key)), Some(hint));
            } else if let Err(expected) = slide.set_field(key, value) {
                let found = match value {
                    Value::Array(_) | Value::Object(_) => json::type_name(value).to_string(),
                    value => value.to_string(),
                };
                let message = format!("{key}: expected {expected}, found {}", sanitize(&found));
                report(key, message, None);
            }
        }
        if slide.title.is_empty() && slide.script.is_empty() && slide.text.is_empty() {
            report("", "a slide needs a title, a script or a text".into(), None);
            return None;
        }
        Some(slide)
    }

    /// Sets a field from its value in a file; the error says what is expected.
    fn set_field(&mut self, key: &str, value: &Value) -> Result<(), &'static str> {
        let text = value.as_str();
        match key {
            "title" => self.title = sanitize_lines(text.ok_or("a string")?),
            "script" => self.script = sanitize_lines(text.ok_or("a script")?),
            "text" => self.text = sanitize_lines(text.ok_or("a string")?),
            "note" => self.note = sanitize_lines(text.ok_or("a string")?),
            "reveal" => {
                let word = REVEAL_WORDS.iter().find(|(word, _)| Some(*word) == text);
                self.reveal = word.ok_or("rows, cells, events or nothing")?.1;
            }
            _ => {
                let seconds = value.as_u64().filter(|n| (1..=MAX_SLIDE_SECONDS).contains(n));
                self.seconds = seconds.and_then(|seconds| u32::try_from(seconds).ok());
                self.seconds.ok_or("a whole number of seconds from 1 to 86400")?;
            }
        }
        Ok(())
    }

    /// Returns the slide as a file has it, its empty fields left out.
    fn to_json(&self) -> Value {
        let mut fields = serde_json::Map::new();
        let texts = [&self.title, &self.script, &self.text, &self.note];
        for (key, text) in ["title", "script", "text", "note"].into_iter().zip(texts) {
            if !text.is_empty() {
                fields.insert(key.into(), text.as_str().into());
            }
        }
        if let Some(seconds) = self.seconds {
            fields.insert("seconds".into(), seconds.into());
        }
        let word = REVEAL_WORDS.iter().find(|(_, reveal)| *reveal == self.reveal);
        if let Some((word, _)) = word.filter(|_| self.has_reveal()) {
            fields.insert("reveal".into(), (*word).into());
        }
        Value::Object(fields)
    }
}

/// Returns a text without characters that control a terminal; line ends stay.
fn sanitize_lines(text: &str) -> String {
    text.lines().map(sanitize).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_have_offsets_and_valid_slides_are_kept() {
        let text = "{\"slides\": [ // three\n {\"title\": \"A\", \"scrip\": \"go matrix\"},\n 7,\n \
                    {\"text\": \"b\", \"seconds\": \"x\", \"reveal\": \"rows\",},\n]}";
        let (deck, problems) = Deck::parse(text);
        let problems: Vec<(&str, &str)> = problems
            .iter()
            .map(|problem| (&text[problem.offset..][..1], &*problem.message))
            .collect();
        assert_eq!(
            problems,
            [
                ("\"", "unknown slide field \"scrip\""),
                ("7", "expected a slide, found a number"),
                ("\"", "seconds: expected a whole number of seconds from 1 to 86400, found \"x\"")
            ]
        );
        let slides: Vec<(&str, &str)> =
            deck.slides.iter().map(|slide| (&*slide.title, &*slide.text)).collect();
        assert_eq!(slides, [("A", ""), ("", "b")]);
        assert_eq!(deck.slides[1].reveal, RevealMode::Rows);
    }

    #[test]
    fn invalid_decks_have_problems() {
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
    fn a_written_deck_parses_to_the_same_deck() {
        let (deck, problems) = Deck::parse(BUNDLED_DECK);
        assert_eq!(problems, []);
        let copy = Deck::parse(&deck.to_json()).0;
        let without_offsets = |deck: &Deck| -> Vec<Slide> {
            let slides = deck.slides.iter().cloned();
            slides.map(|slide| Slide { offset: 0, script_offset: 0, ..slide }).collect()
        };
        assert_eq!(without_offsets(&copy), without_offsets(&deck));
    }
}
