//! What sources say of a value, side by side.

use super::Text;
use super::record::{Fields, IsEmpty, Link, record, visit_references};
use serde::{Deserialize, Serialize};

record! {
    /// What one source says of a value.
    Claim {
        /// The source.
        source: Text;
        /// What it says, short; left out where it says the value as it is shown.
        says: Option<Text>,
        /// Its own words, at most 25 of them.
        quote: Option<Text>,
        /// How to read it.
        note: Option<Text>,
    }
}

/// What the sources say of one value, the working value's side first. The record's id is the value's place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Citation(pub Vec<Claim>);

impl Citation {
    /// Whether the sources say different things.
    pub fn is_disputed(&self) -> bool {
        self.0.windows(2).any(|pair| pair[0].says != pair[1].says)
    }
}

impl Citation {
    /// Whether some sides of a list have this name in it and others not.
    pub fn disputes_member(&self, name: &str) -> bool {
        let mut has = self
            .0
            .iter()
            .filter_map(|side| Some(side.says.as_ref()?.split(", ").any(|part| part == name)));
        has.next().is_some_and(|first| has.any(|other| other != first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_saying_is_no_dispute() {
        let side = |says: &str| Claim {
            source: Text::new("s"),
            says: Some(Text::new(says)),
            quote: None,
            note: None,
        };
        assert!(!Citation(vec![side("13"), side("13")]).is_disputed());
        assert!(Citation(vec![side("13"), side("up to 15")]).is_disputed());
        assert!(!Citation(vec![]).is_disputed());
    }
}
