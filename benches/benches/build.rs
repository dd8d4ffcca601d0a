//! Building a map at once from entries that ascend.

mod harness;

use benches::{Shape, Subject, ascending};
use criterion::{BatchSize, Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;

struct Build;

impl Operation for Build {
    const NAME: &'static str = "build-sorted";

    fn prepare<S: Shape, M: Subject<S>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let entries = ascending::<S>(n);
        assert!(M::built(entries.clone()).iter().eq(entries.iter().map(|(key, value)| (key, value))));
        move |bencher| {
            bencher.iter_batched(
                || entries.clone(),
                |entries| {
                    let map = M::built(black_box(entries));
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
