//! Ranges of 100 entries, or of all where there are fewer, from keys all over a map that grew by inserts in no order.

mod harness;

use criterion::{Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;
use testbed::{Map, Random, Shape, Word};

/// Ranges of a pass, and entries of a range.
const RANGES: usize = 100;
const WIDTH: usize = 100;

struct Range;

impl Operation for Range {
    const NAME: &'static str = "range-100";

    fn elements(n: usize) -> usize {
        RANGES * WIDTH.min(n)
    }

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let width = WIDTH.min(n);
        let mut map = M::empty();
        for (key, value) in S::entries(n) {
            map.insert(key, value);
        }
        let sorted = S::ascending(n);
        let mut random = Random::new(3);
        let (mut starts, mut expected) = (Vec::new(), 0_u64);
        for _ in 0..RANGES {
            let at = random.index(n - width + 1);
            starts.push(sorted[at].0.clone());
            for (_, value) in &sorted[at..at + width] {
                expected = expected.wrapping_add(value.word());
            }
        }
        move |bencher| {
            bencher.iter(|| {
                let mut sum = 0_u64;
                for start in &starts {
                    for (_, value) in map.range_from(black_box(start)).take(WIDTH) {
                        sum = sum.wrapping_add(value.word());
                    }
                }
                assert_eq!(sum, expected);
            });
        }
    }
}

criterion_group! { name = benches; config = brief(); targets = all::<Range> }
criterion_main!(benches);
