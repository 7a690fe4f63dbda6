//! Turns matching names into records with their best name.

use super::searched_record::SearchedRecord;

/// Divides the score of records that are parts of others, such as the claims about a value.
const PART_DIVISOR: u32 = 4;

/// A record that matches, and its best name.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) score: u32,
    pub(super) record: usize,
    pub(super) name: usize,
    /// The title matches too.
    pub(super) matches_title: bool,
}

/// Turns matching names, added in order, into records with their best name.
pub(super) struct BestNamePerRecord<'a> {
    entries: &'a [SearchedRecord],
    /// The record of the last name.
    record: usize,
    candidates: Vec<Candidate>,
}

impl<'a> BestNamePerRecord<'a> {
    pub(super) fn new(entries: &'a [SearchedRecord], first_name: usize) -> BestNamePerRecord<'a> {
        let record = entries.partition_point(|entry| entry.names.end <= first_name);
        BestNamePerRecord { entries, record, candidates: Vec::new() }
    }

    pub(super) fn add(&mut self, name: usize, score: u32) {
        while self.entries[self.record].names.end <= name {
            self.record += 1;
        }
        let record = self.record;
        if let Some(candidate) = self.candidates.last_mut().filter(|last| last.record == record) {
            if score > candidate.score {
                candidate.score = score;
                candidate.name = name;
            }
            return;
        }
        // the title is the first name, so it is seen first
        let matches_title = name == self.entries[record].names.start;
        self.candidates.push(Candidate { score, record, name, matches_title });
    }

    pub(super) fn finish(mut self) -> Vec<Candidate> {
        for candidate in &mut self.candidates {
            match self.entries[candidate.record].priority {
                // claims about a record and its parts come after the record
                0 => candidate.score /= PART_DIVISOR,
                priority => candidate.score += priority * 10,
            }
        }
        self.candidates
    }
}
