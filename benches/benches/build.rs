//! Building a map at once from entries that ascend.

use benches::{SIZES, Subject, ascending, for_each_subject};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn build(c: &mut Criterion) {
    for n in SIZES {
        let mut group = c.benchmark_group(format!("build/{n}"));
        group.throughput(Throughput::Elements(n as u64));
        for_each_subject!(bench, (&mut group, n));
        group.finish();
    }
}

fn bench<S: Subject>((group, n): (&mut BenchmarkGroup<'_, WallTime>, usize)) {
    let entries = ascending(n);
    group.bench_function(S::NAME, |b| {
        b.iter_batched(
            || entries.clone(),
            |entries| {
                let map = S::built(black_box(entries));
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
    targets = build
}
criterion_main!(benches);
