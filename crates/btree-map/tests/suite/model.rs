//! Random operations, compared with std's `BTreeMap` after each one, with every invariant checked.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use quickcheck::{Arbitrary, Gen, QuickCheck};
use std::collections::BTreeMap;
use std::ops::Bound::Included;

#[derive(Clone, Debug)]
enum Op {
    Insert(u16, u16),
    Remove(u16),
    Get(u16),
    PopFirst,
    PopLast,
    Range(u16, u16),
    /// Ascending run from a key on.
    Run(u16, u8),
    /// Removal of everything in a range, from its front or back.
    Drain(u16, u16, bool),
    BothEnds(Vec<bool>),
    Clone,
    ShrinkToFit,
    Clear,
}

/// Keys come from a small universe, so that hits are as likely as misses.
const UNIVERSE: u16 = if cfg!(miri) { 60 } else { 400 };

/// Entries to begin with, and those of a run, are fewer than this.
const START: u16 = if cfg!(miri) { 40 } else { 300 };
const RUN: u8 = if cfg!(miri) { 12 } else { 60 };

fn key(g: &mut Gen) -> u16 {
    u16::arbitrary(g) % UNIVERSE
}

impl Arbitrary for Op {
    fn arbitrary(g: &mut Gen) -> Self {
        match u8::arbitrary(g) % 32 {
            0..=11 => Op::Insert(key(g), u16::arbitrary(g)),
            12..=19 => Op::Remove(key(g)),
            20..=21 => Op::Get(key(g)),
            22 => Op::PopFirst,
            23 => Op::PopLast,
            24..=25 => Op::Range(key(g), key(g)),
            26..=27 => Op::Run(key(g), u8::arbitrary(g) % RUN),
            28 => Op::Drain(key(g), key(g), bool::arbitrary(g)),
            29 => Op::BothEnds(Vec::arbitrary(g)),
            30 => g.choose(&[Op::Clone, Op::ShrinkToFit]).unwrap().clone(),
            _ => {
                if u8::arbitrary(g) < 16 {
                    Op::Clear
                } else {
                    Op::Insert(key(g), 0)
                }
            }
        }
    }
}

fn apply<L: LayoutOf>(map: &mut Map<L, u16, u16>, model: &mut BTreeMap<u16, u16>, op: &Op) {
    match *op {
        Op::Insert(key, value) if value % 4 == 0 => {
            assert_eq!(map.try_insert_reserving(key, value), Ok(model.insert(key, value)));
        }
        Op::Insert(key, value) => assert_eq!(map.insert(key, value), model.insert(key, value)),
        Op::Remove(key) => assert_eq!(map.remove_entry(&key), model.remove_entry(&key)),
        Op::Get(key) => {
            assert_eq!(map.get_key_value(&key), model.get_key_value(&key));
            assert_eq!(map.get_mut(&key), model.get_mut(&key));
            assert_eq!(map.contains_key(&key), model.contains_key(&key));
            let mut cursor = map.lower_bound_mut(Included(&key)).with_mutable_key();
            let next = cursor.peek_next().map(|(key, value)| (*key, *value));
            assert_eq!(next, model.range(key..).next().map(|(key, value)| (*key, *value)));
        }
        Op::PopFirst => {
            assert_eq!(map.first_key_value(), model.first_key_value());
            assert_eq!(map.pop_first(), model.pop_first());
        }
        Op::PopLast => {
            assert_eq!(map.last_key_value(), model.last_key_value());
            assert_eq!(map.pop_last(), model.pop_last());
        }
        Op::Range(a, b) => {
            let range = a.min(b)..a.max(b);
            assert!(map.range(range.clone()).eq(model.range(range.clone())));
            assert!(map.range(range.clone()).rev().eq(model.range(range.clone()).rev()));
            for (_, value) in map.range_mut(range.clone()) {
                *value = value.wrapping_add(1);
            }
            for (_, value) in model.range_mut(range) {
                *value = value.wrapping_add(1);
            }
        }
        Op::Run(from, len) => {
            for key in from..from + u16::from(len) {
                assert_eq!(map.insert(key, key), model.insert(key, key));
                map.check_invariants().unwrap();
            }
        }
        Op::Drain(a, b, from_back) => {
            let keys: Vec<u16> = model.range(a.min(b)..=a.max(b)).map(|(&key, _)| key).collect();
            let mut order: Box<dyn Iterator<Item = u16>> = Box::new(keys.into_iter());
            if from_back {
                order = Box::new(order.collect::<Vec<_>>().into_iter().rev());
            }
            for key in order {
                assert_eq!(map.remove(&key), model.remove(&key));
                map.check_invariants().unwrap();
            }
        }
        Op::BothEnds(ref fronts) => both_ends::<L>(map, model, fronts),
        Op::Clone => {
            let clone = map.clone();
            clone.check_invariants().unwrap();
            assert_eq!(clone.fanout(), map.fanout());
            assert!(clone == *map);
            *map = clone;
        }
        Op::ShrinkToFit => map.shrink_to_fit(),
        Op::Clear => {
            map.clear();
            model.clear();
        }
    }
}

/// Steps iterators of every kind from either end, as `fronts` says, over and over.
fn both_ends<L: LayoutOf>(map: &mut Map<L, u16, u16>, model: &mut BTreeMap<u16, u16>, fronts: &[bool]) {
    let pattern = || fronts.iter().copied().chain([true]).cycle();
    let (mut ours, mut theirs) = (map.iter(), model.iter());
    for front in pattern() {
        assert_eq!(ours.len(), theirs.len());
        let (a, b) =
            if front { (ours.next(), theirs.next()) } else { (ours.next_back(), theirs.next_back()) };
        assert_eq!(a, b);
        if a.is_none() {
            break;
        }
    }
    assert_eq!((ours.next(), ours.next_back()), (None, None));
    let (mut ours, mut theirs) = (map.iter_mut(), model.iter_mut());
    for front in pattern() {
        let (a, b) =
            if front { (ours.next(), theirs.next()) } else { (ours.next_back(), theirs.next_back()) };
        assert_eq!(a, b);
        if a.is_none() {
            break;
        }
    }
    let (mut ours, mut theirs) = (map.clone().into_iter(), model.clone().into_iter());
    for front in pattern().take(fronts.len() * 3) {
        let (a, b) =
            if front { (ours.next(), theirs.next()) } else { (ours.next_back(), theirs.next_back()) };
        assert_eq!((a, ours.len()), (b, theirs.len()));
    }
    assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
}

fn agrees_with_std<L: LayoutOf>() {
    // `quickcheck` hands its arguments over by value.
    #[allow(clippy::needless_pass_by_value)]
    fn run<L: LayoutOf>(fanout: u8, start: u16, ops: Vec<Op>) {
        // Small and odd fanouts: trees get high, splits uneven.
        let fanout = [4, 5, 6, 7, 8, 9, 11, 13, 16, 31, 64, 128][usize::from(fanout) % 12];
        let mut map = L::with_fanout::<u16, u16>(fanout);
        let mut model = BTreeMap::new();
        for key in 0..start % START {
            map.insert(key.wrapping_mul(7919) % UNIVERSE, key);
            model.insert(key.wrapping_mul(7919) % UNIVERSE, key);
        }
        for op in &ops {
            apply::<L>(&mut map, &mut model, op);
            map.check_invariants().unwrap();
            assert_eq!(map.len(), model.len());
        }
        assert!(map.iter().eq(&model));
        assert!(map.keys().eq(model.keys()) && map.values().rev().eq(model.values().rev()));
        // Drain to nothing, in an order of its own.
        let mut keys: Vec<u16> = model.keys().copied().collect();
        keys.sort_by_key(|key| key.wrapping_mul(40503));
        for key in keys {
            assert_eq!(map.remove(&key), model.remove(&key));
            map.check_invariants().unwrap();
        }
        assert!(map.is_empty());
    }
    let (tests, size) = if cfg!(miri) { (2, 10) } else { (150, 100) };
    QuickCheck::new().tests(tests).rng(Gen::new(size)).quickcheck(run::<L> as fn(u8, u16, Vec<Op>));
}

fn bulk_build_agrees_with_std<L: LayoutOf>() {
    fn run<L: LayoutOf>(entries: Vec<(u16, u8)>) {
        let map = Map::<L, _, _>::from_iter_in_layout(entries.clone());
        map.check_invariants().unwrap();
        assert!(map.iter().eq(&BTreeMap::from_iter(entries)));
    }
    let (tests, size) = if cfg!(miri) { (2, 20) } else { (100, 100) };
    QuickCheck::new().tests(tests).rng(Gen::new(size)).quickcheck(run::<L> as fn(Vec<(u16, u8)>));
    // In Miri the standard fanout is met once.
    const LENS: &[u32] = if cfg!(miri) {
        &[0, 1, 15, 16, 130]
    } else {
        &[0, 1, 2, 14, 15, 16, 17, 127, 128, 129, 255, 256, 257, 1000, 16385, 20000]
    };
    for &n in LENS {
        let map = Map::<L, u32, u32>::from_iter_in_layout((0..n).map(|key| (key, key)));
        map.check_invariants().unwrap();
        assert_eq!(map.len(), n as usize);
        // Leaves are full but for the last.
        let mut fills = Vec::new();
        map.for_each_leaf(|len, room| fills.push((len, room)));
        assert!(fills.iter().rev().skip(1).all(|fill| *fill == (map.fanout(), map.fanout())), "{fills:?}");
        assert!(fills.iter().all(|(len, room)| len == room), "{fills:?}");
    }
}

for_each_layout!(agrees_with_std, bulk_build_agrees_with_std);
