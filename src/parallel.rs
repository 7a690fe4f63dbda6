//! Splits work on many items among threads.

use std::ops::Range;
use std::thread::{self, Builder};

/// The number of records, rows or values that is worth a thread.
pub const MIN_ITEMS_PER_THREAD: usize = 5_000;

/// The number of bytes of text that is worth a thread.
pub const MIN_BYTES_PER_THREAD: usize = 1 << 20;

/// Splits `0..count` into ranges, maps each with `map_range` in parallel and returns the results in
/// order. A small count is one range and is mapped on this thread.
pub fn map_ranges<R: Send>(
    count: usize,
    min_per_range: usize,
    map_range: impl Fn(Range<usize>) -> R + Sync,
) -> Vec<R> {
    let max_ranges = count / min_per_range.max(1);
    // the system call is saved when there is nothing to share
    let threads = match max_ranges {
        0 | 1 => 1,
        _ => thread::available_parallelism().map_or(1, usize::from).min(max_ranges),
    };
    if threads < 2 {
        return vec![map_range(0..count)];
    }
    let size = count.div_ceil(threads);
    let ranges: Vec<Range<usize>> =
        (0..count).step_by(size).map(|start| start..count.min(start + size)).collect();
    thread::scope(|scope| {
        let map_range = &map_range;
        // this thread maps the first range, and those for which no thread can be started
        let workers: Vec<_> = ranges[1..]
            .iter()
            .map(|range| {
                let worker = Builder::new().spawn_scoped(scope, || map_range(range.clone()));
                worker.map_err(|_| range.clone())
            })
            .collect();
        let mut results = vec![map_range(ranges[0].clone())];
        for worker in workers {
            results.push(match worker {
                Ok(thread) => {
                    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                }
                Err(range) => map_range(range),
            });
        }
        results
    })
}

/// Does the same with slices of a list.
pub fn map_chunks<T: Sync, R: Send>(
    items: &[T],
    min_per_chunk: usize,
    map_chunk: impl Fn(&[T]) -> R + Sync,
) -> Vec<R> {
    map_ranges(items.len(), min_per_chunk, |range| map_chunk(&items[range]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_in_one_chunk_and_in_order() {
        for count in [0, 1, 7, 64, 1000] {
            let items: Vec<usize> = (0..count).collect();
            for min_per_chunk in [0, 1, 10, 5000] {
                let all = map_chunks(&items, min_per_chunk, |chunk| chunk.to_vec()).concat();
                assert_eq!(all, items, "{count} items, chunks of {min_per_chunk} or more");
            }
        }
    }
}
