//! Citations: the claims of the sources about one value.

use super::claim::{Claim, DifferenceGrade};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The claims about one value, that of the value in use first. The id of the record is the path of
/// the value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ValueClaims(pub Vec<Claim>);

/// The claims of a citation that agree, also on how their value differs from the one in use.
#[derive(Debug)]
pub struct AgreeingClaims<'a> {
    /// The value that they claim; `None` means the value as it is shown.
    pub value: Option<&'a str>,
    /// Their claims, in the order of the citation.
    pub claims: Vec<&'a Claim>,
    /// The gravest difference that the claims state.
    stated: Option<DifferenceGrade>,
    is_value_in_use: bool,
}

impl AgreeingClaims<'_> {
    /// Returns the difference from the value in use; `None` for that value itself. A difference
    /// without a grade counts as a contradiction.
    pub fn difference(&self) -> Option<DifferenceGrade> {
        (!self.is_value_in_use).then(|| self.stated.unwrap_or(DifferenceGrade::Contradiction))
    }

    /// Returns whether the value differs, and no claim says how.
    pub fn lacks_grade(&self) -> bool {
        !self.is_value_in_use && self.stated.is_none()
    }
}

impl ValueClaims {
    /// Returns the claims grouped by their value and its difference, in the order in which they
    /// first appear: two sources may claim one value, the first in contradiction, the second of a
    /// later phase.
    pub fn by_claim(&self) -> Vec<AgreeingClaims<'_>> {
        let in_use = self.value_in_use();
        let mut gravest: HashMap<Option<&str>, Option<DifferenceGrade>> = HashMap::new();
        for claim in &self.0 {
            let stated = gravest.entry(claim.value_or(in_use)).or_default();
            *stated = (*stated).max(claim.difference);
        }
        let mut groups: IndexMap<_, AgreeingClaims> = IndexMap::new();
        for claim in &self.0 {
            let value = claim.value_or(in_use);
            let is_value_in_use = value == in_use;
            // a claim without a grade has the gravest that others give its value
            let all_stated = gravest.get(&value).copied().flatten();
            let stated = claim.difference.filter(|_| !is_value_in_use).or(all_stated);
            let key = (value, stated.filter(|_| !is_value_in_use));
            let group = groups.entry(key).or_insert_with(|| AgreeingClaims {
                value,
                claims: Vec::new(),
                stated,
                is_value_in_use,
            });
            group.claims.push(claim);
        }
        groups.into_values().collect()
    }

    fn value_in_use(&self) -> Option<&str> {
        self.0.first().and_then(|claim| claim.says.as_deref())
    }

    /// Returns the gravest difference between the claims; `None` if all agree.
    pub fn difference(&self) -> Option<DifferenceGrade> {
        // most citations agree: they need no groups
        let differs =
            |claim: &Claim| claim.says.as_deref().or(self.value_in_use()) != self.value_in_use();
        if !self.0.iter().any(differs) {
            return None;
        }
        self.by_claim().iter().filter_map(AgreeingClaims::difference).max()
    }

    /// Returns whether sources contradict each other.
    pub fn is_disputed(&self) -> bool {
        self.difference() == Some(DifferenceGrade::Contradiction)
    }

    /// Returns whether contradicting claims differ on `name` being in their list.
    pub fn disputes_member(&self, name: &str) -> bool {
        let groups = self.by_claim();
        let lists = groups.iter().filter(|group| {
            matches!(group.difference(), None | Some(DifferenceGrade::Contradiction))
        });
        let mut has_name = lists
            .filter_map(|group| group.value)
            .map(|list| list.split(", ").any(|member| member == name));
        has_name.next().is_some_and(|first| has_name.any(|other| other != first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn claim(value: Option<&str>, difference: Option<DifferenceGrade>) -> Claim {
        let says = value.map(Text::new);
        Claim { source: Text::new("s"), says, difference, quote: None, note: None }
    }

    #[test]
    fn only_contradictions_and_ungraded_differences_are_disputed() {
        let graded =
            |difference| ValueClaims(vec![claim(Some("13"), None), claim(Some("15"), difference)]);
        assert!(graded(None).is_disputed());
        assert!(graded(Some(DifferenceGrade::Contradiction)).is_disputed());
        assert!(!graded(Some(DifferenceGrade::Development)).is_disputed());
        assert!(!graded(Some(DifferenceGrade::Wording)).is_disputed());
        let agreed = ValueClaims(vec![claim(Some("13"), None), claim(Some("13"), None)]);
        assert_eq!((agreed.difference(), ValueClaims(Vec::new()).difference()), (None, None));
    }

    #[test]
    fn claims_of_one_value_keep_their_own_grades() {
        let citation = ValueClaims(vec![
            claim(Some("a"), None),
            claim(Some("b"), Some(DifferenceGrade::Development)),
            claim(Some("b"), Some(DifferenceGrade::Contradiction)),
            claim(Some("b"), None),
            claim(Some("c"), Some(DifferenceGrade::Wording)),
        ]);
        let differences: Vec<_> =
            citation.by_claim().iter().map(AgreeingClaims::difference).collect();
        let gravest = Some(DifferenceGrade::Contradiction);
        let development = Some(DifferenceGrade::Development);
        assert_eq!(differences, [None, development, gravest, Some(DifferenceGrade::Wording)]);
        let counts: Vec<_> = citation.by_claim().iter().map(|group| group.claims.len()).collect();
        assert_eq!(counts, [1, 1, 2, 1]);
        assert_eq!(citation.difference(), gravest);
    }

    #[test]
    fn claims_are_grouped_in_order_of_first_appearance() {
        let groups = |values: &[Option<&'static str>]| {
            let claims = values.iter().map(|value| claim(*value, None)).collect();
            let citation = ValueClaims(claims);
            let groups = citation.by_claim();
            groups
                .iter()
                .map(|group| (group.value.map(str::to_string), group.claims.len()))
                .collect::<Vec<_>>()
        };
        let group = |value: &str, count| (Some(value.to_string()), count);
        // a claim without words of its own belongs to the value in use
        let all = groups(&[Some("15"), None, Some("13"), Some("15"), None]);
        assert_eq!(all, [group("15", 4), group("13", 1)]);
        assert_eq!(groups(&[None, Some("13"), None]), [(None, 2), group("13", 1)]);
    }

    #[test]
    fn only_contradictions_dispute_a_member() {
        let disputes = |difference| {
            let claims = [claim(Some("EU, IOM"), None), claim(Some("EU"), Some(difference))];
            let citation = ValueClaims(claims.to_vec());
            (citation.disputes_member("IOM"), citation.disputes_member("EU"))
        };
        assert_eq!(disputes(DifferenceGrade::Contradiction), (true, false));
        assert_eq!(disputes(DifferenceGrade::Development), (false, false));
    }
}
