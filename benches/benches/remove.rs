//! Removing every key, in another order than that of the inserts.

use benches::{SIZES, Subject, for_each_subject, keys_reordered, shuffled};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn remove(c: &mut Criterion) {
    for n in SIZES {
        let mut group = c.benchmark_group(format!("remove/{n}"));
        group.throughput(Throughput::Elements(n as u64));
        for_each_subject!(bench, (&mut group, n));
        group.finish();
    }
}

fn bench<S: Subject>((group, n): (&mut BenchmarkGroup<'_, WallTime>, usize)) {
    let mut full = S::empty();
    for (key, value) in shuffled(n) {
        full.insert(key, value);
    }
    let keys = keys_reordered(n);
    let expected = (0..n as u64).sum::<u64>();
    group.bench_function(S::NAME, |b| {
        b.iter_batched(
            || full.clone(),
            |mut map| {
                let sum = keys.iter().filter_map(|&key| map.remove(black_box(key))).sum::<u64>();
                assert_eq!(sum, expected);
                assert!(map.is_empty());
                map
            },
            BatchSize::LargeInput,
        );
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = remove
}
criterion_main!(benches);
