//! Removing every key, in an order of no meaning, another one for each map.

mod harness;

use benches::reordered;
use criterion::{BatchSize, Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;
use testbed::{Map, Shape, Word};

struct Random;

impl Operation for Random {
    const NAME: &'static str = "remove-random";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let mut full = M::empty();
        let (mut keys, mut expected) = (Vec::new(), 0_u64);
        for (key, value) in S::entries(n) {
            keys.push(key.clone());
            expected = expected.wrapping_add(value.word());
            full.insert(key, value);
        }
        let mut round = 0;
        move |bencher| {
            let next = || {
                round += 1;
                (full.clone(), reordered(&keys, round))
            };
            bencher.iter_batched_ref(
                next,
                |(map, keys)| {
                    let mut sum = 0_u64;
                    for key in keys.iter() {
                        sum = sum.wrapping_add(map.remove(black_box(key)).as_ref().map_or(0, Word::word));
                    }
                    assert!(sum == expected && map.is_empty());
                },
                BatchSize::LargeInput,
            );
        }
    }
}

criterion_group! { name = benches; config = brief(); targets = all::<Random> }
criterion_main!(benches);
