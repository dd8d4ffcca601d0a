//! How an operation becomes benches: one for every number of entries, shape and map.
//!
//! Invariants: nothing is prepared that the command line's filter leaves out; maps of one shape and size are measured
//! one right after the other.

use benches::{EachMap, SIZES, SMALL, each_map};
use criterion::{Bencher, Criterion, Throughput};
use std::marker::PhantomData;
use std::time::Duration;
use testbed::{Map, Shape};

/// An operation, written once for every shape and map.
pub(crate) trait Operation {
    /// Its name in reports.
    const NAME: &'static str;

    /// How many entries a pass of a map of `n` handles.
    fn elements(n: usize) -> usize {
        n
    }

    /// Makes maps and inputs of `n` entries; what it returns runs the operation on them, as often as it is called.
    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>);
}

/// Benches an operation.
pub(crate) fn all<O: Operation>(criterion: &mut Criterion) {
    // Cargo passes this for `cargo bench` alone; without it, criterion runs everything once.
    let timed = std::env::args().any(|argument| argument == "--bench");
    for &n in &SIZES[..if timed { SIZES.len() } else { SMALL }] {
        each_map(&mut Maps { criterion: &mut *criterion, n, operation: PhantomData::<O> });
    }
}

/// Few and short samples, since there are many benches; the command line can ask for more.
pub(crate) fn brief() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
}

struct Maps<'c, O> {
    criterion: &'c mut Criterion,
    n: usize,
    operation: PhantomData<O>,
}

impl<O: Operation> EachMap for Maps<'_, O> {
    fn visit<S: Shape, M: Map<S::Key, S::Value>>(&mut self, name: &'static str) {
        let n = self.n;
        let mut prepared = None;
        // Criterion calls this for every sample, and not at all if the filter leaves it out.
        let mut run =
            |bencher: &mut Bencher<'_>| prepared.get_or_insert_with(|| O::prepare::<S, M>(n))(bencher);
        let mut group = self.criterion.benchmark_group(format!("{}/{}/{n}", O::NAME, S::NAME));
        group.throughput(Throughput::Elements(O::elements(n) as u64));
        // As a trait object, so that criterion's part is compiled once and not for every map.
        group.bench_function(name, &mut run as &mut dyn FnMut(&mut Bencher<'_>));
    }
}
