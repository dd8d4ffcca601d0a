//! Cloning and dropping a map that grew by inserts in no order, and appending a map whose keys are all greater.

mod harness;

use criterion::{BatchSize, Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;
use testbed::{Map, Shape};

struct Cloning;

impl Operation for Cloning {
    const NAME: &'static str = "clone";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let map = grown::<S, M>(n);
        assert!(map.clone().iter().eq(map.iter()));
        move |bencher| {
            bencher.iter_batched(
                || (),
                |()| {
                    let copy = black_box(&map).clone();
                    assert_eq!(copy.len(), n);
                    copy
                },
                BatchSize::LargeInput,
            );
        }
    }
}

struct Dropping;

impl Operation for Dropping {
    const NAME: &'static str = "drop";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let map = grown::<S, M>(n);
        let sorted = S::ascending(n);
        move |bencher| {
            bencher.iter_batched(|| map.clone(), drop, BatchSize::LargeInput);
            // No copy took what it was copied from along.
            assert!(map.iter().eq(sorted.iter().map(|(key, value)| (key, value))));
        }
    }
}

/// The greater half of the entries to the lesser; both halves built at once.
struct Appending;

impl Operation for Appending {
    const NAME: &'static str = "append";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let sorted = S::ascending(n);
        let (lesser, greater) = sorted.split_at(n / 2);
        let (lesser, greater) = (M::collected(lesser.to_vec()), M::collected(greater.to_vec()));
        let (mut map, mut other) = (lesser.clone(), greater.clone());
        map.append(&mut other);
        assert!(map.iter().eq(sorted.iter().map(|(key, value)| (key, value))));
        move |bencher| {
            bencher.iter_batched_ref(
                || (lesser.clone(), greater.clone()),
                |(map, other)| {
                    map.append(black_box(other));
                    assert!(map.len() == n && other.is_empty());
                },
                BatchSize::LargeInput,
            );
        }
    }
}

fn grown<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> M {
    let mut map = M::empty();
    for (key, value) in S::entries(n) {
        map.insert(key, value);
    }
    map
}

criterion_group! { name = benches; config = brief(); targets = all::<Cloning>, all::<Dropping>, all::<Appending> }
criterion_main!(benches);
