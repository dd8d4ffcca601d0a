//! Looking every key up once, in an order of its own, and as many keys that are absent.

use benches::{SIZES, Subject, for_each_subject, keys_reordered, shuffled};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn get(c: &mut Criterion) {
    for n in SIZES {
        let mut group = c.benchmark_group(format!("get/{n}"));
        group.throughput(Throughput::Elements(n as u64));
        for_each_subject!(bench, (&mut group, n));
        group.finish();
    }
}

fn bench<S: Subject>((group, n): (&mut BenchmarkGroup<'_, WallTime>, usize)) {
    let map = S::built(shuffled(n));
    let keys = keys_reordered(n);
    let expected = (0..n as u64).sum::<u64>();
    group.bench_function(format!("hit/{}", S::NAME), |b| {
        b.iter(|| {
            let sum = keys.iter().filter_map(|&key| map.get(black_box(key))).sum::<u64>();
            assert_eq!(sum, expected);
        });
    });
    // No two keys are as near as that: the inputs have 64 mixed bits.
    let absent: Vec<u64> = keys.iter().map(|key| key ^ 1).collect();
    group.bench_function(format!("miss/{}", S::NAME), |b| {
        b.iter(|| {
            let found = absent.iter().filter(|&&key| map.get(black_box(key)).is_some()).count();
            assert_eq!(found, 0);
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = get
}
criterion_main!(benches);
