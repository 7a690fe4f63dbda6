//! Counts the values that the standard cannot state, for the report of an export.

use indexmap::IndexMap;

/// The state of a value that the standard cannot state as the data do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Fate {
    /// It is in the file, in the namespace that other programs pass over.
    Extension,
    /// The standard needs a value that the data do not state: another stands in for it.
    StandIn,
    LeftOut,
}

impl Fate {
    fn heading(self) -> &'static str {
        match self {
            Fate::Extension => "only in the namespace of gloact",
            Fate::StandIn => "not stated, and needed",
            Fate::LeftOut => "left out",
        }
    }
}

/// The number of values for each reason why they are not in the elements of the standard.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Omissions(IndexMap<(Fate, &'static str, &'static str), usize>);

impl Omissions {
    /// Counts one thing: an "event", because "IATI has no events".
    pub(super) fn add(&mut self, fate: Fate, noun: &'static str, reason: &'static str) {
        self.add_many(1, fate, noun, reason);
    }

    /// Counts several things of a sort.
    pub(super) fn add_many(
        &mut self,
        count: usize,
        fate: Fate,
        noun: &'static str,
        reason: &'static str,
    ) {
        if count > 0 {
            *self.0.entry((fate, noun, reason)).or_default() += count;
        }
    }

    /// Returns a line for each sort and reason: "left out: 12 offices (IATI has no offices)".
    pub(super) fn lines(&self) -> Vec<String> {
        let mut counts: Vec<_> = self.0.iter().collect();
        counts.sort_by_key(|((fate, ..), _)| *fate);
        let line = |((fate, noun, reason), count): (&(Fate, &str, &str), &usize)| {
            format!("{}: {} ({reason})", fate.heading(), counted(*count, noun))
        };
        counts.into_iter().map(line).collect()
    }
}

/// Returns a number with its noun: "1 country", "2 countries", "2 records without a date".
fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        return format!("1 {noun}");
    }
    let head = [" of ", " without "].iter().find_map(|word| noun.split_once(word));
    let (head, rest) = noun.split_at(head.map_or(noun.len(), |(head, _)| head.len()));
    match head.strip_suffix('y') {
        Some(stem) => format!("{count} {stem}ies{rest}"),
        None => format!("{count} {head}s{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_counted_by_fate_and_reason() {
        let mut omissions = Omissions::default();
        omissions.add_many(0, Fate::LeftOut, "office", "IATI has no offices");
        omissions.add_many(2, Fate::LeftOut, "country", "IATI has no such countries");
        omissions.add(Fate::Extension, "event", "IATI has no events");
        omissions.add_many(2, Fate::StandIn, "record without a sector", "99810");
        omissions.add(Fate::Extension, "event", "IATI has no events");
        let expected = [
            "only in the namespace of gloact: 2 events (IATI has no events)",
            "not stated, and needed: 2 records without a sector (99810)",
            "left out: 2 countries (IATI has no such countries)",
        ];
        assert_eq!(omissions.lines(), expected);
    }
}
