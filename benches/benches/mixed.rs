//! Half lookups, a quarter inserts, a quarter removals, on a map whose size stays the same.

mod harness;

use benches::{PROBES, Step, steps};
use criterion::{BatchSize, Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;
use testbed::{Map, Shape, Word};

struct Mixed;

impl Operation for Mixed {
    const NAME: &'static str = "mixed";

    fn elements(n: usize) -> usize {
        n.max(PROBES)
    }

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let mut full = M::empty();
        for (key, value) in S::entries(n) {
            full.insert(key, value);
        }
        let (steps, expected) = steps::<S>(n);
        // What is inserted must be owned; making it is not the map's work.
        let inserts: Vec<_> = steps.iter().filter_map(inserted).collect();
        move |bencher| {
            bencher.iter_batched_ref(
                || (full.clone(), inserts.clone()),
                |(map, inserts)| {
                    let mut inserts = inserts.drain(..);
                    let mut sum = 0_u64;
                    for step in &steps {
                        sum = sum.wrapping_add(match step {
                            Step::Get(key) => map.get(black_box(key)).map_or(0, Word::word),
                            Step::Remove(key) => map.remove(black_box(key)).as_ref().map_or(0, Word::word),
                            Step::Insert(..) => {
                                let (key, value) = inserts.next().expect("an entry for each insert");
                                map.insert(key, value).as_ref().map_or(0, Word::word)
                            }
                        });
                    }
                    assert_eq!((sum, map.len()), (expected, n));
                },
                BatchSize::LargeInput,
            );
        }
    }
}

/// The entry of an insert.
fn inserted<S: Shape>(step: &Step<S>) -> Option<(S::Key, S::Value)> {
    match step {
        Step::Insert(key, value) => Some((key.clone(), value.clone())),
        Step::Get(_) | Step::Remove(_) => None,
    }
}

criterion_group! { name = benches; config = brief(); targets = all::<Mixed> }
criterion_main!(benches);
