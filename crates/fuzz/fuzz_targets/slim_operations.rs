//! Operations on a slim map and on std's `BTreeMap`, which must agree; every invariant is checked after each one.
//!
//! Nodes of the tiny shape make deep trees from few bytes of input, those of the standard shape are what users get. Values
//! and string keys own heap blocks, so that AddressSanitizer sees a second drop, and LeakSanitizer a missing one.

#![no_main]

use arbitrary::Arbitrary;
use btree_map::shape::{Shape, Standard, Tiny};
use btree_map::{BPlusTreeMap, Global, SlimTree};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::{Bound, RangeBounds};

type Map<K, S> = BPlusTreeMap<K, Value, SlimTree<K, Value, Global, S>>;
type Model<K> = BTreeMap<K, Value>;
type Value = Box<u32>;

/// What to run on.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Kind {
    TinyNumbers,
    TinyStrings,
    TinyWide,
    StandardNumbers,
    StandardStrings,
    StandardWide,
}

/// An operation; keys are numbers here, and each kind makes its own of them.
#[derive(Arbitrary, Debug)]
enum Op {
    Insert(u16, u32),
    Remove(u16),
    Get(u16),
    PopFirst,
    PopLast,
    /// Inserts that many keys, ascending or descending, from a key on.
    Run {
        from: u16,
        len: u8,
        down: bool,
    },
    /// Builds the map anew, in bulk: of what is there and of that many keys behind it.
    Bulk {
        len: u16,
    },
    /// Removes that many keys from one on, upwards or downwards.
    Drain {
        from: u16,
        len: u8,
        down: bool,
    },
    /// Pops that many entries from one end.
    Pops {
        len: u16,
        last: bool,
    },
    Range {
        from: (u16, u8),
        to: (u16, u8),
        fronts: u32,
    },
    Iter {
        fronts: u32,
    },
    IterMut {
        fronts: u32,
    },
    /// Takes the map apart from both ends, up to a point.
    IntoIter {
        steps: u8,
        fronts: u32,
    },
    Clone,
    Collect,
    /// Takes the map apart at a key, and puts it together again, keeps one part, or puts the parts together the other
    /// way round under keys that fit.
    Part {
        at: u16,
        then: u8,
    },
    /// Takes in another map, of every `step`th key from one on.
    Append {
        from: u16,
        len: u16,
        step: u8,
    },
    RemoveRange {
        from: (u16, u8),
        to: (u16, u8),
    },
    TryInsert(u16, u32),
    ShrinkToFit,
    Clear,
}

trait Key: Ord + Clone + Debug {
    fn make(number: u16) -> Self;
}

impl Key for u16 {
    fn make(number: u16) -> Self {
        number
    }
}

impl Key for String {
    fn make(number: u16) -> Self {
        format!("{number:05}")
    }
}

/// 64 bytes of which each counts, at an alignment above the header's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(align(32))]
struct Wide([u16; 32]);

impl Key for Wide {
    fn make(number: u16) -> Self {
        Wide(std::array::from_fn(|i| number.wrapping_add(if i == 0 { 0 } else { i as u16 })))
    }
}

/// Keys from a universe that trees of the shape fill to some height.
fn key<K: Key, S: Shape>(number: u16) -> K {
    K::make(number % if S::BRANCH_MAX < 8 { 512 } else { 8192 })
}

fn bound<K: Key, S: Shape>((number, kind): (u16, u8)) -> Bound<K> {
    match kind % 4 {
        0 => Bound::Unbounded,
        1 => Bound::Excluded(key::<K, S>(number)),
        _ => Bound::Included(key::<K, S>(number)),
    }
}

/// Whether std would take the bounds.
fn possible<K: Key>(from: &Bound<K>, to: &Bound<K>) -> bool {
    use Bound::{Excluded, Included};
    match (from, to) {
        (Excluded(from), Excluded(to)) => from < to,
        (Included(from) | Excluded(from), Included(to) | Excluded(to)) => from <= to,
        _ => true,
    }
}

/// Steps both iterators from the ends that `fronts` names, bit after bit, at most `steps` times.
fn both_ends<A: PartialEq<B> + Debug, B: Debug>(
    mut ours: impl DoubleEndedIterator<Item = A>,
    mut theirs: impl DoubleEndedIterator<Item = B>,
    fronts: u32,
    steps: usize,
) {
    for step in 0..steps {
        let front = fronts.rotate_right(step as u32 % 32) & 1 == 1;
        let (a, b) =
            if front { (ours.next(), theirs.next()) } else { (ours.next_back(), theirs.next_back()) };
        match (a, b) {
            (None, None) => {
                assert!(ours.next().is_none() && ours.next_back().is_none());
                return;
            }
            (Some(a), Some(b)) => assert!(a == b, "{a:?} for {b:?}"),
            (a, b) => panic!("{a:?} for {b:?}"),
        }
    }
}

fn apply<K: Key, S: Shape>(map: &mut Map<K, S>, model: &mut Model<K>, op: &Op) {
    let key = key::<K, S>;
    let all = usize::MAX;
    match *op {
        Op::Insert(at, value) => {
            assert_eq!(map.insert(key(at), Box::new(value)), model.insert(key(at), Box::new(value)));
        }
        Op::Remove(at) => assert_eq!(map.remove_entry(&key(at)), model.remove_entry(&key(at))),
        Op::Get(at) => {
            assert_eq!(map.get_key_value(&key(at)), model.get_key_value(&key(at)));
            assert_eq!(map.get_mut(&key(at)), model.get_mut(&key(at)));
        }
        Op::PopFirst => {
            assert_eq!(map.first_key_value(), model.first_key_value());
            assert_eq!(map.pop_first(), model.pop_first());
        }
        Op::PopLast => {
            assert_eq!(map.last_key_value(), model.last_key_value());
            assert_eq!(map.pop_last(), model.pop_last());
        }
        Op::Run { from, len, down } => {
            for i in 0..u16::from(len) {
                let at = if down { from.wrapping_sub(i) } else { from.wrapping_add(i) };
                assert_eq!(map.insert(key(at), Box::new(1)), model.insert(key(at), Box::new(1)));
            }
        }
        Op::Bulk { len } => {
            let more = || (0..len % 1024).map(|at| (key(at), Box::new(2)));
            let before = std::mem::replace(map, Map::<K, S>::with_layout());
            *map = Map::<K, S>::from_iter_in_layout(before.into_iter().chain(more()));
            model.extend(more());
        }
        Op::Drain { from, len, down } => {
            for i in 0..u16::from(len) {
                let at = if down { from.wrapping_sub(i) } else { from.wrapping_add(i) };
                assert_eq!(map.remove(&key(at)), model.remove(&key(at)));
            }
        }
        Op::Pops { len, last } => {
            for _ in 0..len % 1024 {
                let (a, b) = if last {
                    (map.pop_last(), model.pop_last())
                } else {
                    (map.pop_first(), model.pop_first())
                };
                assert_eq!(a, b);
                if a.is_none() {
                    break;
                }
            }
        }
        Op::Range { from, to, fronts } => {
            let (from, to) = (bound::<K, S>(from), bound::<K, S>(to));
            if possible(&from, &to) {
                let range = || (from.as_ref(), to.as_ref());
                both_ends(map.range::<K, _>(range()), model.range::<K, _>(range()), fronts, all);
                for (_, value) in map.range_mut::<K, _>(range()) {
                    **value = value.wrapping_add(1);
                }
                for (_, value) in model.range_mut::<K, _>(range()) {
                    **value = value.wrapping_add(1);
                }
                both_ends(map.range_mut::<K, _>(range()), model.range_mut::<K, _>(range()), !fronts, all);
            }
        }
        Op::Iter { fronts } => {
            both_ends(map.iter(), model.iter(), fronts, all);
            assert!(map.values().rev().eq(model.values().rev()));
        }
        Op::IterMut { fronts } => {
            // All references at once, each written.
            let mut ours: Vec<_> = map.iter_mut().collect();
            for (_, value) in &mut ours {
                ***value = value.wrapping_mul(3);
            }
            for value in model.values_mut() {
                **value = value.wrapping_mul(3);
            }
            both_ends(map.iter_mut(), model.iter_mut(), fronts, all);
        }
        Op::IntoIter { steps, fronts } => {
            let ours = std::mem::replace(map, Map::<K, S>::with_layout()).into_iter();
            let theirs = std::mem::take(model).into_iter();
            assert_eq!(ours.len(), theirs.len());
            both_ends(ours, theirs, fronts, usize::from(steps));
        }
        Op::Clone => {
            let clone = map.clone();
            assert!(clone == *map);
            *map = clone;
        }
        Op::Collect => {
            let entries: Vec<_> =
                std::mem::replace(map, Map::<K, S>::with_layout()).into_iter().rev().collect();
            map.extend(entries);
        }
        Op::Part { at, then } => {
            let mut right = map.split_off(&key(at));
            let mut model_right = model.split_off(&key(at));
            map.check_invariants().unwrap();
            right.check_invariants().unwrap();
            assert_eq!((map.len(), right.len()), (model.len(), model_right.len()));
            match then % 4 {
                0 => {
                    map.append(&mut right);
                    model.append(&mut model_right);
                }
                1 => {
                    right.append(map);
                    (*map, *model) = (right, std::mem::take(model));
                    model.append(&mut model_right);
                }
                2 => (*map, *model) = (right, model_right),
                _ => {}
            }
        }
        Op::Append { from, len, step } => {
            let more = || {
                let step = u16::from(step % 8) + 1;
                (0..len % 2048).map(move |i| (key(from.wrapping_add(i.wrapping_mul(step))), Box::new(4)))
            };
            let mut other: Map<K, S> = Map::<K, S>::from_iter_in_layout(more());
            map.append(&mut other);
            assert!(other.is_empty());
            model.append(&mut more().collect());
        }
        Op::RemoveRange { from, to } => {
            let (from, to) = (bound::<K, S>(from), bound::<K, S>(to));
            if possible(&from, &to) {
                let removed = map.remove_range::<K, _>((from.as_ref(), to.as_ref()));
                let before = model.len();
                model.retain(|key, _| !(from.as_ref(), to.as_ref()).contains(&key));
                assert_eq!(removed, before - model.len());
            }
        }
        Op::TryInsert(at, value) => {
            let replaced = map.try_insert_reserving(key(at), Box::new(value)).ok().unwrap();
            assert_eq!(replaced, model.insert(key(at), Box::new(value)));
        }
        Op::ShrinkToFit => {
            map.shrink_to_fit();
        }
        Op::Clear => {
            map.clear();
            model.clear();
        }
    }
}

fn run<K: Key, S: Shape>(ops: &[Op]) {
    let (mut map, mut model) = (Map::<K, S>::with_layout(), Model::<K>::new());
    for op in ops {
        apply::<K, S>(&mut map, &mut model, op);
        if let Err(broken) = map.check_invariants() {
            panic!("{broken:?} after {op:?}");
        }
        assert_eq!(map.len(), model.len());
    }
    assert!(map.iter().eq(&model));
    // Drained to nothing, in an order of its own, from inside as well as from the edges.
    let keys: Vec<K> = model.keys().cloned().collect();
    let half = keys.len() / 2;
    for key in keys[half..].iter().chain(keys[..half].iter().rev()) {
        assert_eq!(map.remove(key), model.remove(key));
    }
    assert!(map.is_empty());
}

fuzz_target!(|input: (Kind, Vec<Op>)| {
    let (kind, ops) = input;
    match kind {
        Kind::TinyNumbers => run::<u16, Tiny>(&ops),
        Kind::TinyStrings => run::<String, Tiny>(&ops),
        Kind::TinyWide => run::<Wide, Tiny>(&ops),
        Kind::StandardNumbers => run::<u16, Standard>(&ops),
        Kind::StandardStrings => run::<String, Standard>(&ops),
        Kind::StandardWide => run::<Wide, Standard>(&ops),
    }
});
