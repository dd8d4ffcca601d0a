//! Our map beside its rivals: one process, one set of keys, all contenders in turn.
//!
//! `cargo xtask compare` runs this crate's two programs and prints their figures as tables:
//!
//! - `peers` times operations. In every round every contender runs every operation once, in an order drawn anew, so
//!   that a slow second of the machine falls on all alike; the figure is the median of the rounds.
//! - `peers-bytes` counts handle and heap under the allocation meter, which would distort a timing.
//!
//! All but our own map lies in the crate [`rivals`]. Brought in by the feature `phases`, the other layouts of our map
//! are contenders too.

mod ours;

use btree_map::{BPlusTreeMap, BPlusTreeSet};
use ours::Ours;
use rivals::entrants::{Entrant, OURS, Shape, entrant, set_entrant};

/// All contenders of a shape, std first.
pub fn field<S: Shape>() -> Vec<Entrant<S::Key, S::Value>> {
    let mut field = S::rivals();
    field.insert(1, entrant::<_, _, Ours<BPlusTreeMap<S::Key, S::Value>>>(OURS));
    #[cfg(feature = "phases")]
    field.extend(phases::<S>());
    field
}

/// The other layouts.
#[cfg(feature = "phases")]
fn phases<S: Shape>() -> [Entrant<S::Key, S::Value>; 4] {
    use btree_map::{BaselineMap, InlineMap, PackedMap, PooledMap};
    let [baseline, packed, inline, pooled] = rivals::entrants::PHASES;
    [
        entrant::<_, _, Ours<BaselineMap<S::Key, S::Value>>>(baseline),
        entrant::<_, _, Ours<PackedMap<S::Key, S::Value>>>(packed),
        entrant::<_, _, Ours<InlineMap<S::Key, S::Value>>>(inline),
        entrant::<_, _, Ours<PooledMap<S::Key, S::Value>>>(pooled),
    ]
}

/// All contenders of a shape of sets, std first.
pub fn set_field<S: Shape<Value = ()>>() -> Vec<Entrant<S::Key, ()>> {
    let mut field = S::rivals();
    field.insert(1, set_entrant::<_, Ours<BPlusTreeSet<S::Key>>>(OURS));
    field
}

#[cfg(test)]
mod tests {
    use super::{field, set_field};
    use rivals::entrants::*;
    use rivals::input::Input;

    /// Lets every contender run every operation and compares the results with std's.
    fn race<S: Shape>(field: &[Entrant<S::Key, S::Value>]) {
        // Maps of one entry, less than one node, and at least two levels of nodes in every contender.
        for n in [1, 4, 16, 2_000] {
            let input = Input::new(n, S::key);
            let mut of_std = Vec::new();
            for entrant in field {
                let mut runner = (entrant.start)(&input);
                for (at, &op) in S::ROUND.iter().filter(|op| op.suits(n)).enumerate() {
                    let sum = runner.run(op).map(|sample| sample.checksum);
                    if entrant.name == STD {
                        assert!(sum.is_some(), "std does {op:?}");
                        of_std.push(sum);
                    }
                    assert!(sum.is_some() || entrant.name != OURS, "ours does {op:?}");
                    assert!(sum.is_none() || sum == of_std[at], "{} {} {op:?} n={n}", S::NAME, entrant.name);
                }
            }
        }
    }

    #[test]
    fn all_contenders_agree_in_every_operation() {
        macro_rules! race {
            ($shape:ident, map) => {
                race::<$shape>(&field::<$shape>());
            };
            ($shape:ident, set) => {
                race::<$shape>(&set_field::<$shape>());
            };
        }
        rivals::for_every_shape!(race);
    }
}
