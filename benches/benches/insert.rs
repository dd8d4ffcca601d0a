//! Inserting new keys in no order, into a map that starts empty.

use benches::{SIZES, Subject, for_each_subject, shuffled};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn insert(c: &mut Criterion) {
    for n in SIZES {
        let mut group = c.benchmark_group(format!("insert/{n}"));
        group.throughput(Throughput::Elements(n as u64));
        for_each_subject!(bench, (&mut group, n));
        group.finish();
    }
}

fn bench<S: Subject>((group, n): (&mut BenchmarkGroup<'_, WallTime>, usize)) {
    let entries = shuffled(n);
    group.bench_function(S::NAME, |b| {
        b.iter_batched(
            S::empty,
            |mut map| {
                for &(key, value) in &entries {
                    map.insert(black_box(key), value);
                }
                assert_eq!(map.len(), n);
                map
            },
            BatchSize::LargeInput,
        );
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = insert
}
criterion_main!(benches);
