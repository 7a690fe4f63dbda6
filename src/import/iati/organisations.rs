//! The organisations of files, each of which becomes one agency however often and however spelt it
//! is named.

use super::xml_tree::Element;
use super::{LanguageOrder, Narratives, UsedIds};
use crate::import::slug;
use crate::model::KindId;
use crate::model::iati_codes::{ORGANISATION_ROLE, ORGANISATION_TYPE};
use crate::model::text::normalize_for_search;
use crate::store::Dataset;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use strsim::levenshtein;

/// Words that stand in place of an identifier or a name.
const NO_IDENTIFIERS: &[&str] = &["N/A", "NA", "NONE", "NULL", "TBC", "TBD", "UNKNOWN", "-", "0"];
/// Identifiers of one organisation differ by so many letters at most.
const MAX_TYPO_LETTERS: usize = 2;
/// An abbreviation in brackets has at most so many letters.
const MAX_ABBREVIATION_LETTERS: usize = 12;

/// An organisation as the files name it.
#[derive(Debug, Default)]
struct Organisation {
    id: String,
    /// Valid identifiers, as they are written first.
    identifiers: Vec<String>,
    /// Spellings of its name, in the order of the files.
    names: Vec<String>,
    kind: Option<&'static str>,
    roles: Vec<&'static str>,
    /// It is a record that the data have already.
    is_known: bool,
}

/// The organisations of all files.
#[derive(Debug, Default)]
pub(super) struct Organisations {
    all: Vec<Organisation>,
    by_id: HashMap<String, usize>,
    by_identifier: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

/// An organisation as an element names it.
pub(super) struct OrganisationName {
    identifier: Option<String>,
    name: Option<String>,
    kind: Option<&'static str>,
}

impl OrganisationName {
    /// Reads the attributes `ref` and `type`, and the narratives of an element.
    pub(super) fn of(element: Element, language: &str, order: &LanguageOrder) -> OrganisationName {
        OrganisationName {
            identifier: element.attribute("ref").filter(|text| is_identifier(text)).map(Into::into),
            name: Narratives::of(element, language)
                .best(order)
                .filter(|name| !NO_IDENTIFIERS.contains(&&*name.to_uppercase()))
                .map(Into::into),
            kind: element.attribute("type").and_then(|code| ORGANISATION_TYPE.word(code)),
        }
    }

    /// Returns the name, else the identifier.
    pub(super) fn label(&self) -> Option<&str> {
        self.name.as_deref().or(self.identifier.as_deref())
    }
}

impl Organisations {
    /// Returns the id of an organisation, which is added if it is new; `None` if the element names
    /// none.
    pub(super) fn id(
        &mut self,
        named: &OrganisationName,
        data: Option<&Dataset>,
        ids: &mut UsedIds,
    ) -> Option<String> {
        named.label()?;
        let index = match self.find(named) {
            Some(index) => index,
            None => self.add(named, data, ids)?,
        };
        let one = &mut self.all[index];
        one.kind = one.kind.or(named.kind);
        if let Some(identifier) = &named.identifier
            && !self.by_identifier.contains_key(&identifier.to_uppercase())
        {
            one.identifiers.push(identifier.clone());
            self.by_identifier.insert(identifier.to_uppercase(), index);
        }
        if let Some(name) = &named.name {
            if !one.names.contains(name) {
                one.names.push(name.clone());
            }
            let same = self.by_name.entry(name_key(name)).or_default();
            if !same.contains(&index) {
                same.push(index);
            }
        }
        Some(one.id.clone())
    }

    /// Adds a role to an organisation.
    pub(super) fn add_role(&mut self, id: &str, role: &str) {
        let index = self.by_id.get(id).copied();
        let Some((index, role)) = index.zip(ORGANISATION_ROLE.word(role)) else { return };
        if !self.all[index].roles.contains(&role) {
            self.all[index].roles.push(role);
        }
    }

    /// Returns the organisation that is named: by its identifier, else by its name. Two that have
    /// the same name are one, unless their identifiers differ by more than a slip.
    fn find(&self, named: &OrganisationName) -> Option<usize> {
        let identifier = named.identifier.as_ref().map(|text| text.to_uppercase());
        if let Some(identifier) = &identifier
            && let Some(index) = self.by_identifier.get(identifier)
        {
            return Some(*index);
        }
        let same_name = self.by_name.get(&name_key(named.name.as_deref()?))?;
        let is_same = |index: &&usize| match &identifier {
            None => true,
            Some(text) => {
                let known = &self.all[**index].identifiers;
                let is_near =
                    |known: &String| levenshtein(&known.to_uppercase(), text) <= MAX_TYPO_LETTERS;
                known.is_empty() || known.iter().any(is_near)
            }
        };
        same_name.iter().find(is_same).copied()
    }

    fn add(
        &mut self,
        named: &OrganisationName,
        data: Option<&Dataset>,
        ids: &mut UsedIds,
    ) -> Option<usize> {
        let texts = [&named.name, &named.identifier];
        let known = data.and_then(|data| {
            let find = |text: &String| data.resolve_name(KindId::Agencies, text);
            let found = texts.into_iter().flatten().find_map(find)?;
            Some(data.id(found).to_string())
        });
        let is_known = known.is_some();
        let id = match known {
            Some(id) => id,
            None => ids.unique(KindId::Agencies, &slug(&self.short_name(named.label()?))),
        };
        // two spellings may lead to one agency of the data
        let index = *self.by_id.entry(id.clone()).or_insert(self.all.len());
        if index == self.all.len() {
            self.all.push(Organisation { id, is_known, ..Organisation::default() });
        }
        Some(index)
    }

    /// Returns the abbreviation in brackets behind a name, if no other organisation has it; else
    /// the name.
    fn short_name(&self, name: &str) -> String {
        let short = abbreviation(name);
        let is_taken = |short: &str| self.by_id.contains_key(&slug(short));
        short.filter(|short| !is_taken(short)).unwrap_or(name).to_string()
    }

    /// Returns the agencies that are new, with their ids.
    pub(super) fn records(&self) -> impl Iterator<Item = (&str, Map<String, Value>)> {
        let new = self.all.iter().filter(|one| !one.is_known);
        new.map(|one| (&*one.id, one.fields()))
    }

    /// Returns the label of an organisation.
    pub(super) fn label(&self, id: &str) -> Option<String> {
        let one = &self.all[*self.by_id.get(id)?];
        Some(one.full_name().unwrap_or(&one.id).to_string())
    }

    /// Returns the abbreviation of an organisation, if it has one.
    pub(super) fn short_label(&self, id: &str) -> Option<String> {
        let one = &self.all[*self.by_id.get(id)?];
        abbreviation(one.full_name()?).map(String::from)
    }
}

impl Organisation {
    /// Returns the spelling that is shown: the first that is not in capitals alone.
    fn full_name(&self) -> Option<&str> {
        let is_mixed = |name: &&String| name.chars().any(char::is_lowercase);
        let best = self.names.iter().find(is_mixed).or(self.names.first());
        best.or(self.identifiers.first()).map(|name| &**name)
    }

    fn fields(&self) -> Map<String, Value> {
        let full = self.full_name().unwrap_or(&self.id);
        // the short name stands in narrow columns
        let short = abbreviation(full).filter(|short| slug(short) == self.id).unwrap_or(full);
        let shown = name_key(full);
        let others = self.names.iter().filter(|name| name_key(name) != shown);
        let mut fields = Map::new();
        fields.insert("name".into(), short.into());
        if short != full {
            fields.insert("title".into(), full.into());
        }
        if let Some(kind) = self.kind {
            fields.insert("kind".into(), kind.into());
        }
        if let Some(identifier) = self.identifiers.first() {
            fields.insert("identifier".into(), identifier.clone().into());
        }
        if !self.roles.is_empty() {
            fields.insert("roles".into(), json!(self.roles));
        }
        let mut spellings: Vec<&String> = others.collect();
        spellings.extend(self.identifiers.iter().skip(1));
        if !spellings.is_empty() {
            fields.insert("other_spellings".into(), json!(spellings));
        }
        fields
    }
}

/// Returns whether a text is the identifier of one organisation. The channel codes of the OECD,
/// five digits, name groups of organisations as well.
fn is_identifier(text: &str) -> bool {
    let is_channel = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = text.chars().any(char::is_alphanumeric);
    is_word && !is_channel && !NO_IDENTIFIERS.contains(&&*text.to_uppercase())
}

/// Returns a name for comparison: without case, accents, punctuation and double blanks.
fn name_key(name: &str) -> String {
    let folded = normalize_for_search(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the abbreviation in brackets at the end of a name or before its legal form: "Deutsche
/// Gesellschaft (GIZ) GmbH" → "GIZ".
fn abbreviation(name: &str) -> Option<&str> {
    let (_, rest) = name.rsplit_once('(')?;
    let (inside, behind) = rest.split_once(')')?;
    let capitals = inside.chars().filter(|c| c.is_uppercase()).count();
    let letters = inside.chars().count();
    let is_word = inside.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '&' | '/'));
    let is_short = (2..=MAX_ABBREVIATION_LETTERS).contains(&letters) && capitals * 2 > letters;
    // a name in capitals alone may have a place in its brackets
    let is_distinct = behind.trim().chars().count() <= 8;
    (is_word && is_short && is_distinct).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(identifier: &str, name: &str) -> OrganisationName {
        OrganisationName {
            identifier: Some(identifier.to_string()).filter(|text| is_identifier(text)),
            name: Some(name.to_string()).filter(|name| !name.is_empty()),
            kind: None,
        }
    }

    #[test]
    fn an_organisation_is_one_however_it_is_spelt() {
        let mut all = Organisations::default();
        let mut ids = UsedIds::default();
        let mut id = |identifier: &str, name: &str| {
            all.id(&named(identifier, name), None, &mut ids).unwrap_or_default()
        };
        for (identifier, name, expected) in [
            (
                "XM-DAC-41114",
                "UNITED NATIONS DEVELOPMENT PROGRAMME",
                "united-nations-development-programme",
            ),
            ("xm-dac-41114", "UNDP", "united-nations-development-programme"),
            ("N/A", "United Nations Development Programme", "united-nations-development-programme"),
            ("XI-IATI-EC_INTPA", "Partnerships (INTPA)", "intpa"),
            ("XT-IATI-EC_INTPA", "Partnerships (INTPA)", "intpa"),
            ("", "European Partnerships (INTPA)", "european-partnerships-intpa"),
            ("13000", "Third country government", "third-country-government"),
            ("13000", "Another government", "another-government"),
            ("BD-GOV-7", "Ministry of Health", "ministry-of-health"),
            ("NP-MOH-3300", "Ministry of Health", "ministry-of-health-2"),
            ("", "", ""),
        ] {
            assert_eq!(id(identifier, name), expected, "{identifier} {name}");
        }
        let fields = |id: &str| {
            let found = all.records().find(|(other, _)| *other == id).map(|(_, fields)| fields);
            Value::from(found.unwrap_or_default()).to_string()
        };
        assert_eq!(
            fields("united-nations-development-programme"),
            r#"{"name":"United Nations Development Programme","identifier":"XM-DAC-41114","other_spellings":["UNDP"]}"#
        );
        assert_eq!(
            fields("intpa"),
            r#"{"name":"INTPA","title":"Partnerships (INTPA)","identifier":"XI-IATI-EC_INTPA","other_spellings":["XT-IATI-EC_INTPA"]}"#
        );
    }

    #[test]
    fn abbreviations_stand_in_brackets() {
        for (name, short) in [
            ("Deutsche Gesellschaft (GIZ) GMBH", Some("GIZ")),
            ("Third Country Government (Delegated co-operation)", None),
            ("Partnerships (INTPA)", Some("INTPA")),
            ("Bank (Kfw)", None),
            ("Plain", None),
        ] {
            assert_eq!(abbreviation(name), short);
        }
    }
}
