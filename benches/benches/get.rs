//! Looking keys up in a map that grew by inserts in no order: keys that are there, one by one and sixteen in a call, and
//! keys that are not.

mod harness;

use benches::{LANES, PROBES, absent, hits};
use criterion::{Bencher, criterion_group, criterion_main};
use harness::{Operation, all, brief};
use std::hint::black_box;
use testbed::{Map, Shape, Word};

struct Hit;

impl Operation for Hit {
    const NAME: &'static str = "get-hit";

    fn elements(n: usize) -> usize {
        n.max(PROBES)
    }

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let (map, keys, expected) = (grown::<S, M>(n), hit_keys::<S>(n), hit_sum::<S>(n));
        move |bencher| {
            bencher.iter(|| {
                let mut sum = 0_u64;
                for key in &keys {
                    sum = sum.wrapping_add(map.get(black_box(key)).map_or(0, Word::word));
                }
                assert_eq!(sum, expected);
            });
        }
    }
}

struct Miss;

impl Operation for Miss {
    const NAME: &'static str = "get-miss";

    fn elements(n: usize) -> usize {
        n.max(PROBES)
    }

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let (map, missing) = (grown::<S, M>(n), absent::<S>(n));
        let keys: Vec<S::Key> = hits(n).map(|number| missing[number as usize].clone()).collect();
        move |bencher| {
            bencher.iter(|| {
                let found = keys.iter().filter(|key| map.get(black_box(*key)).is_some()).count();
                assert_eq!(found, 0);
            });
        }
    }
}

/// Sixteen keys in a call; std looks them up one by one.
struct Many;

impl Operation for Many {
    const NAME: &'static str = "get-many";

    fn elements(n: usize) -> usize {
        n.max(PROBES)
    }

    fn prepare<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> impl FnMut(&mut Bencher<'_>) {
        let (map, keys, expected) = (grown::<S, M>(n), hit_keys::<S>(n), hit_sum::<S>(n));
        assert_eq!(keys.len() % LANES, 0, "no key is left over");
        move |bencher| {
            bencher.iter(|| {
                let mut sum = 0_u64;
                for batch in keys.as_chunks::<LANES>().0 {
                    for value in map.get_many(black_box(batch.each_ref())) {
                        sum = sum.wrapping_add(value.map_or(0, Word::word));
                    }
                }
                assert_eq!(sum, expected);
            });
        }
    }
}

fn grown<S: Shape, M: Map<S::Key, S::Value>>(n: usize) -> M {
    let mut map = M::empty();
    for (key, value) in S::entries(n) {
        map.insert(key, value);
    }
    map
}

fn hit_keys<S: Shape>(n: usize) -> Vec<S::Key> {
    hits(n).map(S::key).collect()
}

/// The sum of the words of the values of [`hit_keys`].
fn hit_sum<S: Shape>(n: usize) -> u64 {
    hits(n).fold(0, |sum, number| sum.wrapping_add(S::value(number).word()))
}

criterion_group! { name = benches; config = brief(); targets = all::<Hit>, all::<Miss>, all::<Many> }
criterion_main!(benches);
