//! Walking all entries of a map that grew by inserts in no order.

use benches::{SIZES, Subject, for_each_subject, shuffled};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn iterate(c: &mut Criterion) {
    for n in SIZES {
        let mut group = c.benchmark_group(format!("iterate/{n}"));
        group.throughput(Throughput::Elements(n as u64));
        for_each_subject!(bench, (&mut group, n));
        group.finish();
    }
}

fn bench<S: Subject>((group, n): (&mut BenchmarkGroup<'_, WallTime>, usize)) {
    let mut map = S::empty();
    for (key, value) in shuffled(n) {
        map.insert(key, value);
    }
    let expected =
        shuffled(n).iter().fold(0_u64, |sum, (key, value)| sum.wrapping_add(*key).wrapping_add(*value));
    group.bench_function(S::NAME, |b| b.iter(|| assert_eq!(black_box(&map).sum(), expected)));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = iterate
}
criterion_main!(benches);
