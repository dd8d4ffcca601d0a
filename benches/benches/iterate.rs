//! Walking all entries of a map that grew by inserts in no order: up and down, by `for` and by `for_each`.

mod harness;

use criterion::{Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;
use testbed::{Map, Shape, Word};

struct For;

impl Operation for For {
    const NAME: &'static str = "iterate-for";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        walks::<S, M>(n, |map| {
            let mut sum = 0_u64;
            for (key, value) in map.iter() {
                sum = add::<S>(sum, key, value);
            }
            sum
        })
    }
}

struct ForEach;

impl Operation for ForEach {
    const NAME: &'static str = "iterate-for-each";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        walks::<S, M>(n, |map| {
            let mut sum = 0_u64;
            map.iter().for_each(|(key, value)| sum = add::<S>(sum, key, value));
            sum
        })
    }
}

struct ReverseFor;

impl Operation for ReverseFor {
    const NAME: &'static str = "reverse-for";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        walks::<S, M>(n, |map| {
            let mut sum = 0_u64;
            for (key, value) in map.iter().rev() {
                sum = add::<S>(sum, key, value);
            }
            sum
        })
    }
}

struct ReverseForEach;

impl Operation for ReverseForEach {
    const NAME: &'static str = "reverse-for-each";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        walks::<S, M>(n, |map| {
            let mut sum = 0_u64;
            map.iter().rev().for_each(|(key, value)| sum = add::<S>(sum, key, value));
            sum
        })
    }
}

#[inline(always)]
fn add<S: Shape>(sum: u64, key: &S::Key, value: &S::Value) -> u64 {
    sum.wrapping_add(key.word()).wrapping_add(value.word())
}

fn walks<S: Shape, M: Map<S::Key, S::Value>>(
    n: usize,
    sum: impl Fn(&M) -> u64,
) -> impl FnMut(&mut Bencher<'_>) {
    let mut map = M::empty();
    let mut expected = 0;
    for (key, value) in S::entries(n) {
        expected = add::<S>(expected, &key, &value);
        map.insert(key, value);
    }
    move |bencher| bencher.iter(|| assert_eq!(sum(black_box(&map)), expected))
}

criterion_group! {
    name = benches;
    config = brief();
    targets = all::<For>, all::<ForEach>, all::<ReverseFor>, all::<ReverseForEach>
}
criterion_main!(benches);
