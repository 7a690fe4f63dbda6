//! Sorting of short lists, all by one piece of code: of their own each would make the program seven kilobytes larger.
//! Lists that grow with the data are sorted where they are.

use std::cmp::Ordering;

/// Sorts a list by what a comparison says; what is alike stays in its order.
pub fn by<T>(all: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order(all.len(), &mut |a, b| compare(&all[a], &all[b]));
    move_to(all, &order);
}

fn move_to<T>(all: &mut [T], order: &[usize]) {
    for at in 0..all.len() {
        // what stood there may have moved on
        let mut from = order[at];
        while from < at {
            from = order[from];
        }
        all.swap(at, from);
    }
}

/// Sorts a list by a key, which is made once for each.
pub fn by_key<T, K: Ord>(all: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = all.iter().map(key).collect();
    let order = order(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
    move_to(all, &order);
}

/// The values that there are, each once, in order.
pub fn distinct<T: Ord>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.into_iter().collect();
    by(&mut all, T::cmp);
    all.dedup();
    all
}

/// Which comes at each place.
fn order(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_list_is_sorted_as_the_library_would(list in proptest::collection::vec((0u8..6, 0u8..6), 0..40)) {
            let (mut ours, mut theirs) = (list.clone(), list);
            by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            proptest::prop_assert_eq!(&ours, &theirs);
            theirs.sort();
            theirs.dedup();
            proptest::prop_assert_eq!(distinct(ours), theirs);
        }
    }
}
