//! The tree of the activities of a file, whichever side states a link, without cycles.

use super::parsed_activity::ActivityReading;
use std::collections::{HashMap, HashSet};

/// The parents of activities by index.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Hierarchy {
    parents: Vec<Option<usize>>,
    /// The number of links between activities of the file.
    pub(super) links_inside: usize,
    /// The number of links to activities that the file does not have.
    pub(super) links_outside: usize,
    /// The number of links that are not used, because the activity has another parent.
    pub(super) second_parents: usize,
    /// The number of links that are not used, because they would lead round in a circle.
    pub(super) cycles: usize,
}

impl Hierarchy {
    pub(super) fn new(activities: &[ActivityReading]) -> Hierarchy {
        let by_identifier: HashMap<&str, usize> = activities
            .iter()
            .enumerate()
            .rev()
            .map(|(index, activity)| (&*activity.identifier, index))
            .collect();
        let mut tree = Hierarchy { parents: vec![None; activities.len()], ..Hierarchy::default() };
        let mut inside: HashSet<(usize, usize)> = HashSet::new();
        for (index, activity) in activities.iter().enumerate() {
            let up = activity.parents.iter().map(|identifier| (identifier, true));
            let down = activity.children.iter().map(|identifier| (identifier, false));
            for (identifier, is_parent) in up.chain(down) {
                let Some(other) = by_identifier.get(&**identifier).copied() else {
                    tree.links_outside += 1;
                    continue;
                };
                let (child, parent) = if is_parent { (index, other) } else { (other, index) };
                if inside.insert((child, parent)) {
                    tree.add(child, parent);
                }
            }
        }
        tree.links_inside = inside.len();
        tree.cut_cycles();
        tree
    }

    fn add(&mut self, child: usize, parent: usize) {
        match self.parents[child] {
            None => self.parents[child] = Some(parent),
            Some(_) => self.second_parents += 1,
        }
    }

    /// Removes one link of each circle.
    fn cut_cycles(&mut self) {
        // the walk that came to an activity first; 0 for none
        let mut walks = vec![0; self.parents.len()];
        for start in 0..self.parents.len() {
            let walk = start + 1;
            let mut index = start;
            while walks[index] == 0 {
                walks[index] = walk;
                match self.parents[index] {
                    Some(parent) if walks[parent] == walk => {
                        self.parents[index] = None;
                        self.cycles += 1;
                    }
                    Some(parent) => index = parent,
                    None => {}
                }
            }
        }
    }

    pub(super) fn parent(&self, index: usize) -> Option<usize> {
        self.parents[index]
    }

    /// Returns for each activity the one at the top of its tree.
    pub(super) fn tops(&self) -> Vec<usize> {
        let mut tops: Vec<Option<usize>> = vec![None; self.parents.len()];
        for start in 0..self.parents.len() {
            let mut path = vec![start];
            let mut index = start;
            while let (None, Some(parent)) = (tops[index], self.parents[index]) {
                index = parent;
                path.push(index);
            }
            let top = tops[index].unwrap_or(index);
            path.into_iter().for_each(|index| tops[index] = Some(top));
        }
        tops.into_iter().enumerate().map(|(index, top)| top.unwrap_or(index)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(links: &[(&[&str], &[&str])]) -> Hierarchy {
        let texts = |all: &[&str]| all.iter().map(|text| text.to_string()).collect();
        let activity =
            |(index, (parents, children)): (usize, &(&[&str], &[&str]))| ActivityReading {
                identifier: index.to_string(),
                parents: texts(parents),
                children: texts(children),
                ..ActivityReading::default()
            };
        let all: Vec<ActivityReading> = links.iter().enumerate().map(activity).collect();
        Hierarchy::new(&all)
    }

    #[test]
    fn links_hold_in_either_direction() {
        let tree = tree(&[(&[], &["1"]), (&["0"], &["2"]), (&["gone"], &[])]);
        assert_eq!(tree.parents, [None, Some(0), Some(1)]);
        assert_eq!((tree.links_inside, tree.links_outside), (2, 1));
        assert_eq!(tree.tops(), [0, 0, 0]);
    }

    #[test]
    fn circles_and_second_parents_are_cut() {
        let round = tree(&[(&["1"], &[]), (&["2"], &[]), (&["0"], &[]), (&["3"], &[])]);
        assert_eq!(round.cycles, 2);
        let tops = round.tops();
        assert_eq!((tops[0], tops[1], tops[3]), (tops[2], tops[2], 3));
        let second = tree(&[(&[], &[]), (&["0", "2"], &[]), (&[], &[])]);
        assert_eq!((second.parents[1], second.second_parents), (Some(0), 1));
    }
}
