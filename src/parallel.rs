//! Work on many items shared among the cores of the machine.

use std::ops::Range;

/// How many records, rows or values are worth a thread.
pub const MIN_ITEMS_PER_THREAD: usize = 5_000;

/// How many bytes of text are.
pub const MIN_BYTES_PER_THREAD: usize = 1 << 20;

/// What `of` makes of the numbers up to a count, part by part and in order. A few are one part and make no thread.
pub fn map_ranges<R: Send>(
    count: usize,
    min_per_part: usize,
    map_range: impl Fn(Range<usize>) -> R + Sync,
) -> Vec<R> {
    let most = count / min_per_part.max(1);
    // the machine is asked only where there is enough to share
    let cores = if most < 2 {
        1
    } else {
        std::thread::available_parallelism().map_or(1, usize::from).min(most)
    };
    if cores < 2 {
        return vec![map_range(0..count)];
    }
    let size = count.div_ceil(cores);
    let parts: Vec<Range<usize>> =
        (0..count).step_by(size).map(|start| start..count.min(start + size)).collect();
    std::thread::scope(|scope| {
        let of = &map_range;
        // the first part is done here; so is each for which no thread is to be had
        let others: Vec<_> = parts[1..]
            .iter()
            .map(|part| {
                std::thread::Builder::new()
                    .spawn_scoped(scope, || of(part.clone()))
                    .map_err(|_| part.clone())
            })
            .collect();
        let first = of(parts[0].clone());
        let rest = others.into_iter().map(|other| match other {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(part) => of(part),
        });
        std::iter::once(first).chain(rest).collect()
    })
}

/// The same for the items of a list; a part is a slice of them.
pub fn map_chunks<T: Sync, R: Send>(
    items: &[T],
    min_per_part: usize,
    map_chunk: impl Fn(&[T]) -> R + Sync,
) -> Vec<R> {
    map_ranges(items.len(), min_per_part, |part| map_chunk(&items[part]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_in_one_part_and_in_order() {
        for count in [0, 1, 7, 64, 1000] {
            let items: Vec<usize> = (0..count).collect();
            for least in [0, 1, 10, 5000] {
                let all = map_chunks(&items, least, |part| part.to_vec()).concat();
                assert_eq!(all, items, "{count} items, parts of {least} or more");
            }
        }
    }
}
