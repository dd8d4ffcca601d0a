//! The operations of sets: one text for std's set and for ours wherever both have the method ([`set_operations`]), and what
//! std does not have on stable twice: ours by its method, std's by other calls.

mod ours;
mod std_set;

use crate::item::{self, Key};
use crate::program::{Op, operations};
use std::hash::{DefaultHasher, Hash, Hasher};

operations! {
    /// What is done with a set. The first fills it.
    SetOp {
        Fill [settled],
        Insert [whole settled ordered],
        Replace [whole settled],
        Get [whole settled ordered],
        Ends [whole settled ordered],
        Pop [whole settled slim],
        Remove [whole settled slim],
        Take [whole settled slim],
        Retain [settled slim],
        Append [],
        SplitOff [whole settled broken_in_std],
        Range [whole settled ordered],
        Iter [whole settled ordered],
        IntoIter [settled slim],
        Clear [settled slim],
        Drop [settled slim],
        Clone [settled],
        CloneFrom [slim],
        Collect [settled],
        Extend [settled slim],
        Compare [whole settled ordered],
        Debug [whole settled ordered],
        Swap [whole settled ordered],
        Union [whole settled ordered],
        Intersection [whole settled ordered],
        Difference [whole settled ordered],
        SymmetricDifference [whole settled ordered],
        Relations [whole settled ordered],
        And [settled either],
        Or [settled],
        Xor [settled],
        Sub [settled],
        Entry [modelled settled],
        GetOrInsert [modelled settled],
        GetOrInsertWith [modelled settled],
        ExtractIf [modelled settled],
        Cursor [modelled settled],
        CursorMut [modelled settled],
        CursorMutKey [modelled settled],
        RemoveRange [modelled settled],
        DrainRange [modelled settled],
        GetMany [modelled settled],
        ForEachRange [modelled settled],
        Page [modelled settled],
        FromSorted [modelled],
        ExtendSorted [modelled],
        ShrinkToFit [modelled settled],
    }
}

/// Two sets.
pub(crate) struct Sets<S> {
    set: S,
    other: S,
    tiny: bool,
}

/// What the operations need of a set and have under different names.
pub(crate) trait Build: Sized {
    /// An empty set.
    fn empty(tiny: bool) -> Self;

    /// A set of elements in any order.
    fn collected(elements: impl IntoIterator<Item = Key>) -> Self;

    /// Performs an operation that std has not on stable.
    fn beyond(sets: &mut Sets<Self>, kind: SetOp, op: &Op, universe: u32, said: &mut String);

    /// Checks invariants.
    fn check(&self) -> Result<(), String>;
}

/// The elements of a batch.
fn elements(ranks: &[u32]) -> impl Iterator<Item = Key> + '_ {
    ranks.iter().map(|&rank| {
        item::call();
        Key::new(rank)
    })
}

/// The hash of anything.
fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Implements [`Subject`](crate::run::Subject) for sets of one type.
macro_rules! set_operations {
    ([$($generic:tt)*], $set:ty, $is_std:literal) => {
        impl<$($generic)*> Subject for Sets<$set> {
            const IS_STD: bool = $is_std;
            const TABLE: &'static [Operation] = SetOp::TABLE;

            fn empty(tiny: bool) -> Self {
                Sets { set: <$set>::empty(tiny), other: <$set>::empty(tiny), tiny }
            }

            fn contents(&self, items: &mut Vec<Item>) {
                for key in self.set.iter().chain(&self.other) {
                    items.push(Item { number: key.rank(), id: key.id() });
                }
            }

            fn check(&self) -> Result<(), String> {
                for set in [&self.set, &self.other] {
                    Build::check(set)?;
                    if !set.iter().is_sorted_by(|a, b| a < b) {
                        return Err(format!("elements do not ascend: {set:?}"));
                    }
                    if set.len() != set.iter().count() {
                        return Err(format!("{} elements are not {}", set.iter().count(), set.len()));
                    }
                }
                Ok(())
            }

            fn refill(&mut self, universe: u32, seed: u32) {
                *self = Self::empty(self.tiny);
                for at in 0..seed % universe.min(400) {
                    self.set.insert(Key::new(at.wrapping_mul(seed | 1) % universe));
                }
                for at in 0..(seed >> 16) % universe.min(100) {
                    self.other.insert(Key::new(at.wrapping_mul(seed) % universe));
                }
            }

            fn apply(&mut self, op: &Op, universe: u32, said: &mut String) {
                let kind = SetOp::ALL[op.kind];
                let rank = Rank(op.a);
                let (bits, count) = (op.bits, op.count);
                let (set, other, tiny) = (&mut self.set, &mut self.other, self.tiny);
                match kind {
                    SetOp::Fill => {
                        for element in elements(&batch(op, universe)) {
                            set.insert(element);
                        }
                    }
                    SetOp::Insert => say!(said, "{}", set.insert(Key::new(op.a))),
                    SetOp::Replace => say!(said, "{:?}", set.replace(Key::new(op.a))),
                    SetOp::Get => say!(said, "{:?} {}", set.get(&rank), set.contains(&Rank(op.b))),
                    SetOp::Ends => {
                        say!(said, "{:?} {:?} ", set.first(), set.last());
                        say!(said, "{} {}", set.len(), set.is_empty());
                    }
                    SetOp::Pop => {
                        for step in 0..=count % 8 {
                            let first = (bits >> step) & 1 == 0;
                            say!(said, "{:?},", if first { set.pop_first() } else { set.pop_last() });
                        }
                    }
                    SetOp::Remove => say!(said, "{}", set.remove(&rank)),
                    SetOp::Take => say!(said, "{:?}", set.take(&rank)),
                    SetOp::Retain => set.retain(|key| {
                        item::call();
                        op.chooses(key.rank())
                    }),
                    SetOp::Append => {
                        set.append(other);
                        say!(said, "{}", other.len());
                    }
                    SetOp::SplitOff => {
                        let off = set.split_off(&rank);
                        drop(std::mem::replace(other, off));
                    }
                    SetOp::Range => {
                        let mut range = set.range(ranks(bounds(op, set.is_empty())));
                        walk(&mut range, bits, count, said);
                        say!(said, "{range:?} {:?}", range.clone().rev().last());
                        say!(said, "{:?} {:?} {}", range.clone().min(), range.clone().max(), range.count());
                    }
                    SetOp::Iter => {
                        let mut iter = set.iter();
                        walk(&mut iter, bits, count, said);
                        say!(said, "{iter:?} {:?} {}", iter.clone().last(), iter.len());
                        say!(said, "{:?} {:?}", iter.clone().min(), iter.clone().max());
                        say!(said, "{:?}", iter.clone().nth(count as usize));
                        say!(said, "{}", (&*set).into_iter().rev().count());
                    }
                    SetOp::IntoIter => {
                        let mut iter = std::mem::replace(set, <$set>::empty(tiny)).into_iter();
                        walk(&mut iter, bits, count, said);
                        say!(said, "{iter:?} {}", iter.len());
                    }
                    SetOp::Clear => set.clear(),
                    SetOp::Drop => drop(std::mem::replace(set, <$set>::empty(tiny))),
                    SetOp::Clone => {
                        let clone = set.clone();
                        say!(said, "{}", clone == *set);
                        drop(std::mem::replace(other, clone));
                    }
                    SetOp::CloneFrom => other.clone_from(set),
                    SetOp::Collect => {
                        let collected = <$set>::collected(elements(&batch(op, universe)));
                        drop(std::mem::replace(other, collected));
                    }
                    SetOp::Extend => set.extend(elements(&batch(op, universe))),
                    SetOp::Compare => {
                        say!(said, "{} {:?} ", set == other, set.cmp(&other));
                        say!(said, "{:?} {}", set.partial_cmp(&other), hash(set));
                    }
                    SetOp::Debug => say!(said, "{set:?} {other:#?}"),
                    SetOp::Swap => std::mem::swap(set, other),
                    SetOp::Union => two_sets!(set.union(other), op, said),
                    SetOp::Intersection => two_sets!(set.intersection(other).map(Key::rank), op, said),
                    SetOp::Difference => two_sets!(set.difference(other), op, said),
                    SetOp::SymmetricDifference => two_sets!(set.symmetric_difference(other), op, said),
                    SetOp::Relations => {
                        say!(said, "{} {}", set.is_subset(other), set.is_superset(other));
                        say!(said, "{} {}", set.is_disjoint(other), other.is_subset(set));
                        say!(said, "{} {}", set.is_subset(set), set.is_disjoint(set));
                    }
                    SetOp::And => {
                        let result = &*set & &*other;
                        say!(said, "{:?}", result.iter().map(Key::rank).collect::<Vec<_>>());
                    }
                    SetOp::Or => {
                        let result = &*set | &*other;
                        drop(std::mem::replace(set, result));
                    }
                    SetOp::Xor => {
                        let result = &*set ^ &*other;
                        drop(std::mem::replace(set, result));
                    }
                    SetOp::Sub => {
                        let result = &*set - &*other;
                        drop(std::mem::replace(other, result));
                    }
                    _ => <$set as Build>::beyond(self, kind, op, universe, said),
                }
            }
        }
    };
}
pub(crate) use set_operations;

/// Walks the result of an operation on two sets.
macro_rules! two_sets {
    ($iter:expr, $op:ident, $said:ident) => {{
        let mut iter = $iter;
        for _ in 0..$op.count {
            say!($said, "{:?},", iter.next());
        }
        say!($said, "{:?} {:?}", iter.clone().min(), iter.clone().max());
        say!($said, "{:?} {:?}", iter.size_hint(), iter.collect::<Vec<_>>());
    }};
}
pub(crate) use two_sets;

/// Moves a cursor, ours or one over a list, as the bits of an operation say.
macro_rules! set_cursor {
    ($cursor:ident, $op:ident, $said:ident) => {
        for step in 0..4 + $op.count % 12 {
            let way = $op.bits.rotate_right(3 * step) & 7;
            // Fits if there is room between the neighbours.
            let rank = match $cursor.peek_prev() {
                Some(key) => key.rank() + ($op.b & 1),
                None => $op.a / 2,
            };
            match way {
                0 => say!($said, "next {:?},", $cursor.next()),
                1 => say!($said, "prev {:?},", $cursor.prev()),
                2 => say!($said, "{:?},", $cursor.peek_next()),
                3 => say!($said, "after {:?},", $cursor.insert_after(Key::new(rank)).is_ok()),
                4 | 5 => say!($said, "before {:?},", $cursor.insert_before(Key::new(rank)).is_ok()),
                6 => say!($said, "remove {:?},", $cursor.remove_next()),
                _ => say!($said, "remove {:?},", $cursor.remove_prev()),
            }
        }
    };
}
pub(crate) use set_cursor;
