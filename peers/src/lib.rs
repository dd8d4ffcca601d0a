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

use btree_map::BPlusTreeMap;
use ours::Ours;
use rivals::entrants::{Entrant, OURS, Shape, entrant};

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

#[cfg(test)]
mod tests {
    use super::field;
    use rivals::entrants::{Blobs, Halves, Pairs, Shape, Strs, Texts, Words};
    use rivals::input::{Input, SMALLEST};
    use rivals::op::Op;

    /// Lets every contender run every operation and compares the results with std's.
    fn race<S: Shape>() {
        // Less than one node, and at least two levels of nodes in every contender.
        for n in [SMALLEST, 2_000] {
            let input = Input::<S::Key, S::Value>::new(n);
            let mut of_std = Vec::new();
            for entrant in field::<S>() {
                let mut runner = (entrant.start)(&input);
                for (at, op) in Op::ROUND.into_iter().enumerate() {
                    let sum = runner.run(op).map(|sample| sample.checksum);
                    if entrant.name == rivals::entrants::STD {
                        assert!(sum.is_some(), "std does {op:?}");
                        of_std.push(sum);
                    }
                    assert!(sum.is_none() || sum == of_std[at], "{} {} {op:?} n={n}", S::NAME, entrant.name);
                }
            }
        }
    }

    #[test]
    fn all_contenders_agree_on_integers() {
        race::<Words>();
        race::<Halves>();
        race::<Blobs>();
        race::<Pairs>();
    }

    #[test]
    fn all_contenders_agree_on_texts() {
        race::<Texts>();
        race::<Strs>();
    }
}
