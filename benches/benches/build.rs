//! Building a map at once from entries that ascend.

mod harness;

use criterion::{BatchSize, Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;
use testbed::{Map, Shape};

struct Build;

impl Operation for Build {
    const NAME: &'static str = "build-sorted";

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let entries = S::ascending(n);
        assert!(M::collected(entries.clone()).iter().eq(entries.iter().map(|(key, value)| (key, value))));
        move |bencher| {
            bencher.iter_batched(
                || entries.clone(),
                |entries| {
                    let map = M::collected(black_box(entries));
                    assert_eq!(map.len(), n);
                    map
                },
                BatchSize::LargeInput,
            );
        }
    }
}

criterion_group! { name = benches; config = brief(); targets = all::<Build> }
criterion_main!(benches);
