//! Citations: the claims of the sources about one value.

use super::Text;
use super::record::{Fields, IsEmpty, RecordReference, record};
use serde::{Deserialize, Serialize};

record! {
    /// The claim of one source about a value.
    Claim {
        /// The source.
        source: Text;
        /// The value that it claims, shortened; missing if it claims the value as it is shown.
        says: Option<Text>,
        /// A quotation of at most 25 words.
        quote: Option<Text>,
        /// How to read the claim.
        note: Option<Text>,
    }
}

/// The claims about one value, that of the value in use first. The id of the record is the path of
/// the value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Citation(pub Vec<Claim>);

/// The claims of a citation that agree.
#[derive(Debug)]
pub struct ClaimGroup<'a> {
    /// The value that they claim; `None` means the value as it is shown.
    pub value: Option<&'a str>,
    /// Their claims, in the order of the citation.
    pub claims: Vec<&'a Claim>,
}

impl Citation {
    /// Returns the claims grouped by their value, in the order in which the values first appear.
    pub fn by_claim(&self) -> Vec<ClaimGroup<'_>> {
        let mut groups: Vec<ClaimGroup> = Vec::new();
        for claim in &self.0 {
            let value = claim.says.as_deref();
            match groups.iter_mut().find(|group| group.value == value) {
                Some(group) => group.claims.push(claim),
                None => groups.push(ClaimGroup { value, claims: vec![claim] }),
            }
        }
        groups
    }

    /// Returns whether sources claim different values.
    pub fn is_disputed(&self) -> bool {
        self.0.windows(2).any(|pair| pair[0].says != pair[1].says)
    }

    /// Returns whether some claims have `name` in their list and others do not.
    pub fn disputes_member(&self, name: &str) -> bool {
        let lists = self.0.iter().filter_map(|claim| claim.says.as_deref());
        let mut has_name = lists.map(|list| list.split(", ").any(|member| member == name));
        has_name.next().is_some_and(|first| has_name.any(|other| other != first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(value: Option<&str>) -> Claim {
        Claim { source: Text::new("s"), says: value.map(Text::new), quote: None, note: None }
    }

    #[test]
    fn equal_claims_are_not_disputed() {
        let citation =
            |values: &[&str]| Citation(values.iter().map(|value| claim(Some(value))).collect());
        assert!(!citation(&["13", "13"]).is_disputed());
        assert!(citation(&["13", "up to 15"]).is_disputed());
        assert!(!citation(&[]).is_disputed());
    }

    #[test]
    fn claims_are_grouped_in_order_of_first_appearance() {
        let citation =
            Citation([Some("15"), None, Some("13"), Some("15"), None].map(claim).to_vec());
        let groups: Vec<(Option<&str>, usize)> =
            citation.by_claim().iter().map(|group| (group.value, group.claims.len())).collect();
        assert_eq!(groups, [(Some("15"), 2), (None, 2), (Some("13"), 1)]);
    }
}
