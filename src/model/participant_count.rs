//! The number of people who took part in an event.

use super::record_macro::{IsEmpty, record};
use super::{RecordFields, RecordReference};
use serde::{Deserialize, Serialize};

record! {
    /// The number of people who took part.
    ParticipantCount {
        ;
        /// All people.
        total: Option<u32>,
        women: Option<u32>,
        men: Option<u32>,
    }
}

impl ParticipantCount {
    /// Returns the number of all people: the stated one, else women and men if both are stated.
    pub fn total(&self) -> Option<u32> {
        self.total.or_else(|| self.women?.checked_add(self.men?))
    }

    /// Returns the numbers as people write them: "42 (20 women, 22 men)".
    pub fn display(&self) -> String {
        let part = |count: Option<u32>, noun: &str| count.map(|count| format!("{count} {noun}"));
        let parts = [part(self.women, "women"), part(self.men, "men")];
        let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        match self.total() {
            Some(total) if parts.is_empty() => total.to_string(),
            Some(total) => format!("{total} ({parts})"),
            None => parts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_stated_or_the_sum_of_women_and_men() {
        for (json, total, displayed) in [
            (r#"{"total":42}"#, Some(42), "42"),
            (r#"{"women":20,"men":22}"#, Some(42), "42 (20 women, 22 men)"),
            (r#"{"total":50,"women":20}"#, Some(50), "50 (20 women)"),
            (r#"{"men":22}"#, None, "22 men"),
        ] {
            let participants: ParticipantCount = serde_json::from_str(json).expect(json);
            assert_eq!(participants.total(), total);
            assert_eq!(participants.display(), displayed);
        }
    }
}
