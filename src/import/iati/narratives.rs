//! The texts of an element in several languages, and the one that is shown.

use super::xml_tree::Element;
use serde_json::{Map, Value};

/// The language of a text without one.
const DEFAULT_LANGUAGE: &str = "en";

/// Codes of three letters, and those of two letters that stand for them.
const LONG_CODES: &[(&str, &str)] = &[
    ("ara", "ar"),
    ("deu", "de"),
    ("eng", "en"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("nld", "nl"),
    ("por", "pt"),
    ("rus", "ru"),
    ("spa", "es"),
    ("zho", "zh"),
];

/// The languages that the reader prefers, the first one most.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageOrder(Vec<String>);

impl Default for LanguageOrder {
    fn default() -> LanguageOrder {
        LanguageOrder::new([])
    }
}

impl LanguageOrder {
    /// Returns the order that begins with these languages; English follows.
    pub fn new<'a>(preferred: impl IntoIterator<Item = &'a str>) -> LanguageOrder {
        let mut order: Vec<String> = preferred.into_iter().map(language_code).collect();
        order.retain(|code| !code.is_empty());
        order.push(DEFAULT_LANGUAGE.into());
        LanguageOrder(order)
    }

    fn rank(&self, code: &str) -> usize {
        self.0.iter().position(|known| known == code).unwrap_or(self.0.len())
    }
}

/// Returns the code of a language in two small letters, without its region: `EN-gb` → `en`.
pub(super) fn language_code(text: &str) -> String {
    let first = text.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let short = LONG_CODES.iter().find(|(long, _)| *long == first).map(|(_, short)| *short);
    short.map_or(first, String::from)
}

/// The texts of an element by language, in the order of the file. Texts of one language are one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Narratives(Vec<(String, String)>);

impl Narratives {
    /// Reads the narratives of an element; `language` is that of the activity.
    pub(super) fn of(element: Element, language: &str) -> Narratives {
        let mut all = Narratives::default();
        for narrative in element.all("narrative") {
            all.add(narrative.attribute("xml:lang").unwrap_or(language), narrative.text());
        }
        if all.0.is_empty() {
            all.add(language, element.text());
        }
        all
    }

    /// Reads the narratives of a child; those of several children with its name are joined.
    pub(super) fn of_child(element: Element, child: &str, language: &str) -> Narratives {
        Narratives::of_all(element.all(child), language)
    }

    /// Reads the narratives of several elements, which are joined by language.
    pub(super) fn of_all<'t>(
        elements: impl IntoIterator<Item = Element<'t>>,
        language: &str,
    ) -> Narratives {
        let mut all = Narratives::default();
        for element in elements {
            for (code, text) in Narratives::of(element, language).0 {
                all.add(&code, &text);
            }
        }
        all
    }

    fn add(&mut self, language: &str, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        let code = match language_code(language) {
            code if code.is_empty() => DEFAULT_LANGUAGE.to_string(),
            code => code,
        };
        match self.0.iter_mut().find(|(known, _)| *known == code) {
            Some((_, known)) if *known == text => {}
            Some((_, known)) => {
                known.push(' ');
                known.push_str(&text);
            }
            None => self.0.push((code, text)),
        }
    }

    fn best_index(&self, order: &LanguageOrder) -> Option<usize> {
        (0..self.0.len()).min_by_key(|index| (order.rank(&self.0[*index].0), *index))
    }

    /// Returns the text in the language that the reader prefers most.
    pub(super) fn best(&self, order: &LanguageOrder) -> Option<&str> {
        self.best_index(order).map(|index| &*self.0[index].1)
    }

    /// Returns the texts in the other languages, by language.
    pub(super) fn others(&self, order: &LanguageOrder) -> Map<String, Value> {
        let best = self.best_index(order);
        let others = self.0.iter().enumerate().filter(|(index, _)| Some(*index) != best);
        others.map(|(_, (code, text))| (code.clone(), Value::from(&**text))).collect()
    }

    /// Returns the number of languages.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::super::activity_reader::ActivityReader;
    use super::*;

    fn narratives(xml: &str) -> Narratives {
        let text = format!("<iati-activity xml:lang=\"FR\"><title>{xml}</title></iati-activity>");
        let tree = ActivityReader::new(&text).next_activity().ok().flatten().expect(xml);
        Narratives::of_child(tree.root().expect(xml), "title", "FR")
    }

    #[test]
    fn the_preferred_language_is_shown_then_english_then_any() {
        let text = narratives(
            "<narrative>Eau</narrative><narrative xml:lang=\"ENG\">Water\n  wells</narrative>\
             <narrative xml:lang=\"es-CO\">Agua</narrative>",
        );
        for (preferred, best) in
            [(vec![], "Water wells"), (vec!["es"], "Agua"), (vec!["de", "fr-BE"], "Eau")]
        {
            assert_eq!(text.best(&LanguageOrder::new(preferred)), Some(best));
        }
        let order = LanguageOrder::new([]);
        assert_eq!(Value::from(text.others(&order)).to_string(), r#"{"fr":"Eau","es":"Agua"}"#);
        assert_eq!(narratives("<narrative/>").best(&order), None);
        assert_eq!(narratives("<narrative>Eau</narrative>").best(&order), Some("Eau"));
    }
}
