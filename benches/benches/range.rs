//! Ranges of 100 entries from keys all over the map.

use benches::{SIZES, Subject, ascending, for_each_subject, shuffled};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// Ranges per pass, and entries per range.
const RANGES: usize = 100;
const WIDTH: usize = 100;

fn range(c: &mut Criterion) {
    for n in SIZES {
        let mut group = c.benchmark_group(format!("range/{n}"));
        group.throughput(Throughput::Elements((RANGES * WIDTH) as u64));
        for_each_subject!(bench, (&mut group, n));
        group.finish();
    }
}

fn bench<S: Subject>((group, n): (&mut BenchmarkGroup<'_, WallTime>, usize)) {
    let mut map = S::empty();
    for (key, value) in shuffled(n) {
        map.insert(key, value);
    }
    let sorted = ascending(n);
    // 7919 is prime, so the starts have nothing to do with the leaves.
    let starts: Vec<usize> = (0..RANGES).map(|i| i * 7919 % (n - WIDTH)).collect();
    let expected: u64 = starts.iter().flat_map(|&at| &sorted[at..at + WIDTH]).map(|entry| entry.1).sum();
    group.bench_function(S::NAME, |b| {
        b.iter(|| {
            let sum = starts.iter().map(|&at| map.sum_from(black_box(sorted[at].0), WIDTH)).sum::<u64>();
            assert_eq!(sum, expected);
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = range
}
criterion_main!(benches);
