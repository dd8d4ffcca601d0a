//! Inserting new keys into a map that starts empty: in no order, ascending, and descending.

mod harness;

use benches::reordered;
use criterion::{BatchSize, Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;
use testbed::{Entry, Map, Shape};

/// In an order of no meaning, another one for each map.
struct Random;

impl Operation for Random {
    const NAME: &'static str = "insert-random";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let entries = S::entries(n);
        let mut round = 0;
        let next = move || {
            round += 1;
            reordered(&entries, round)
        };
        inserts::<S, M>(n, next)
    }
}

struct Ascending;

impl Operation for Ascending {
    const NAME: &'static str = "insert-ascending";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let entries = S::ascending(n);
        inserts::<S, M>(n, move || entries.clone())
    }
}

struct Descending;

impl Operation for Descending {
    const NAME: &'static str = "insert-descending";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let mut entries = S::ascending(n);
        entries.reverse();
        inserts::<S, M>(n, move || entries.clone())
    }
}

/// Inserts what `next` gives into empty maps.
fn inserts<S: Shape, M: Map<S::Key, S::Value>>(
    n: usize,
    mut next: impl FnMut() -> Vec<Entry<S>>,
) -> impl FnMut(&mut Bencher<'_>) {
    let mut first = M::empty();
    insert_all::<S, M>(&mut first, &mut next());
    assert!(first.iter().map(|(key, _)| key).eq(S::ascending(n).iter().map(|(key, _)| key)));
    move |bencher| {
        bencher.iter_batched_ref(
            || (M::empty(), next()),
            |(map, entries)| {
                insert_all::<S, M>(map, entries);
                assert_eq!(map.len(), n);
            },
            BatchSize::LargeInput,
        );
    }
}

#[inline]
fn insert_all<S: Shape, M: Map<S::Key, S::Value>>(map: &mut M, entries: &mut Vec<Entry<S>>) {
    for (key, value) in entries.drain(..) {
        map.insert(black_box(key), value);
    }
}

criterion_group! { name = benches; config = brief(); targets = all::<Random>, all::<Ascending>, all::<Descending> }
criterion_main!(benches);
