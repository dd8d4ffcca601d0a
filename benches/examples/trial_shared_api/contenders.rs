//! All ways under measurement, behind one door that the optimiser sees through.

use crate::layout::Map;
use crate::measuring::Sample;
use crate::plain::Plain;
use crate::rivals::{Either, Ordered, Projected, RowFamily, Strided};
use crate::trees::{Pairs, Rows};
use std::hint::black_box;

/// The operations, in the order in which a counting run does them.
pub(crate) const OPERATIONS: [&str; 3] = ["get", "insert", "iterate"];

/// The contenders; the pairs are there so that the trait and the enum really serve two layouts.
pub(crate) const CONTENDERS: [&str; 7] = [
    "by hand",
    "A: plain parameter",
    "B: projection",
    "C: enum",
    "D: trait object",
    "A, strides constant",
    "A, layout of pairs",
];

/// A map that can be asked for one sample of each operation.
pub(crate) trait Contender {
    fn sample(&mut self, operation: usize) -> Sample;
}

/// A map of every other number below `2 * len`.
struct Trial<M> {
    empty: fn() -> M,
    map: M,
    keys: Vec<u64>,
}

/// Numbers below `len`, each once, without visible order.
fn shuffled(len: usize) -> Vec<u64> {
    let mut keys: Vec<u64> = (0..len as u64).collect();
    keys.sort_unstable_by_key(|key| key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29));
    keys
}

/// Implements the door for one map type: the bodies are the same, the methods they call are the map's own.
macro_rules! contender {
    ($($map:ty),*) => {$(
        impl Contender for Trial<$map> {
            fn sample(&mut self, operation: usize) -> Sample {
                let Trial { empty, map, keys } = self;
                let all = keys.len();
                let mut done = 0;
                let sample = match OPERATIONS[operation] {
                    "get" => Sample::of(all, || done = keys.iter().filter(|key| map.get(key) == Some(key)).count()),
                    "insert" => {
                        *map = empty();
                        Sample::of(all, || done = keys.iter().filter(|key| map.insert(**key, **key).is_none()).count())
                    }
                    "iterate" => Sample::of(all, || {
                        for entry in map.iter() {
                            black_box(entry);
                            done += 1;
                        }
                    }),
                    other => unreachable!("no operation {other}"),
                };
                assert_eq!(done, all);
                sample
            }
        }
    )*};
}

contender! {
    Plain,
    Map<u64, u64, Rows<u64, u64>>,
    Map<u64, u64, Pairs<u64, u64>>,
    Strided<u64, u64, Rows<u64, u64>>,
    Projected<u64, u64, RowFamily>,
    Either<u64, u64>,
    Box<dyn Ordered<u64, u64>>
}

fn filled<M>(empty: fn() -> M, len: usize) -> Box<dyn Contender>
where
    Trial<M>: Contender + 'static,
{
    let mut trial = Trial { empty, map: empty(), keys: shuffled(len) };
    trial.sample(1);
    Box::new(trial)
}

/// Makes a contender of [`CONTENDERS`] with `len` entries.
pub(crate) fn contender(name: &str, len: usize) -> Box<dyn Contender> {
    match name {
        "by hand" => filled(Plain::new, len),
        "A: plain parameter" => filled(Map::<u64, u64, Rows<u64, u64>>::new, len),
        "A, layout of pairs" => filled(Map::<u64, u64, Pairs<u64, u64>>::new, len),
        "A, strides constant" => filled(Strided::<u64, u64, Rows<u64, u64>>::new, len),
        "B: projection" => filled(Projected::<u64, u64, RowFamily>::new, len),
        // Which layout it is, the optimiser must not know.
        "C: enum" => filled(|| Either::<u64, u64>::new(black_box(true)), len),
        "D: trait object" => filled(
            || -> Box<dyn Ordered<u64, u64>> {
                if black_box(true) {
                    Box::new(Map::<u64, u64, Rows<u64, u64>>::new())
                } else {
                    Box::new(Map::<u64, u64, Pairs<u64, u64>>::new())
                }
            },
            len,
        ),
        other => panic!("no such contender: {other}"),
    }
}
