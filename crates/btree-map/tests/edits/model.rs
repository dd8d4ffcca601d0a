//! Random edits of whole ranges and whole maps, and entry by entry, on trees of all heights.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::steps::{agree_after_every_step, key};
use btree_map::{BPlusTreeMap, BaselineMap, Entry, Layout, OccupiedEntry};
use quickcheck::{Arbitrary, Gen, QuickCheck};
use std::collections::{BTreeMap, btree_map as std_map};

#[derive(Clone, Debug)]
enum Op {
    /// Which method of the entry, of which key.
    Entry(u8, u16),
    FirstEntry(bool),
    LastEntry(bool),
    TryInsert(u16),
    Retain(u16),
    /// Of a range; stopped after that many.
    ExtractIf(u16, u16, u16, u8),
    /// Entries from a key on, so many, so far apart; where equal keys are settled by which method.
    Append(u16, u8, u8),
    Merge(u16, u8, u8),
    AppendTo(u16, u8, u8),
    /// Left half stays, or the right one.
    SplitOff(u16, bool),
}

/// Fewer entries than this are in another map.
const OTHER: u8 = if cfg!(miri) { 30 } else { u8::MAX };

impl Arbitrary for Op {
    fn arbitrary(g: &mut Gen) -> Self {
        let (a, b) = (u8::arbitrary(g), u8::arbitrary(g) % 12);
        match u8::arbitrary(g) % 24 {
            0..=5 => Op::Entry(a, key(g)),
            6 => Op::FirstEntry(bool::arbitrary(g)),
            7 => Op::LastEntry(bool::arbitrary(g)),
            8 => Op::TryInsert(key(g)),
            9 => Op::Retain(u16::arbitrary(g)),
            10..=12 => Op::ExtractIf(key(g), key(g), u16::arbitrary(g), a),
            13..=15 => Op::Append(key(g), a % OTHER, b),
            16..=17 => Op::Merge(key(g), a % OTHER, b),
            18..=19 => Op::AppendTo(key(g), a % OTHER, b),
            _ => Op::SplitOff(key(g), bool::arbitrary(g)),
        }
    }
}

/// A predicate as good as any, different for every `seed`.
fn chosen(seed: u16, key: u16) -> bool {
    (u32::from(key) * 40503 + u32::from(seed) * 7919) % 7 < u32::from(seed % 9)
}

/// Another map: `len` entries from `from` on, `step` apart.
fn other<L: LayoutOf>(fanout: usize, from: u16, len: u8, step: u8) -> (Map<L, u16, u16>, BTreeMap<u16, u16>) {
    let mut map = L::with_fanout::<u16, u16>(fanout);
    let keys = (0..u16::from(len)).map(|i| from + i * u16::from(step));
    let model: BTreeMap<u16, u16> = keys.map(|key| (key, key ^ 0x5555)).collect();
    map.extend(&model);
    (map, model)
}

fn apply<L: LayoutOf>(map: &mut Map<L, u16, u16>, model: &mut BTreeMap<u16, u16>, op: &Op) {
    let fanout = map.fanout();
    match *op {
        Op::Entry(way, key) => entry::<L>(map.entry(key), model.entry(key), way, key),
        Op::FirstEntry(remove) => edge::<L::Tree<u16, u16>>(map.first_entry(), model.first_entry(), remove),
        Op::LastEntry(remove) => edge::<L::Tree<u16, u16>>(map.last_entry(), model.last_entry(), remove),
        Op::TryInsert(key) => {
            let there = model.get(&key).copied();
            match map.try_insert(key, 7) {
                Ok(value) => assert_eq!((*value, model.insert(key, 7)), (7, None)),
                Err(error) => {
                    assert_eq!((*error.entry.key(), Some(*error.entry.get()), error.value), (key, there, 7));
                }
            }
        }
        Op::Retain(seed) => {
            let mut seen = Vec::new();
            map.retain(|&key, value| {
                seen.push((key, *value));
                *value = value.wrapping_add(1);
                chosen(seed, key)
            });
            assert!(seen.into_iter().eq(model.iter().map(|(&key, &value)| (key, value))));
            model.retain(|&key, value| {
                *value = value.wrapping_add(1);
                chosen(seed, key)
            });
        }
        Op::ExtractIf(a, b, seed, stop) => {
            let range = a.min(b)..=a.max(b);
            let (mut stop, to_the_end) = (usize::from(stop % 40), stop % 2 == 0);
            let mut extract = map.extract_if(range.clone(), |&key, _| chosen(seed, key));
            let mut ours: Vec<_> = extract.by_ref().take(stop).collect();
            if to_the_end {
                extract.for_each(|entry| ours.push(entry));
                stop = usize::MAX;
            }
            let chosen = |key: &u16| range.contains(key) && chosen(seed, *key);
            let keys: Vec<u16> = model.keys().copied().filter(chosen).take(stop).collect();
            let theirs: Vec<_> = keys.iter().map(|key| model.remove_entry(key).unwrap()).collect();
            assert_eq!(ours, theirs);
        }
        Op::Append(from, len, step) => {
            let (mut theirs, mut model_of_theirs) = other::<L>(fanout, from, len, step);
            map.append(&mut theirs);
            model.append(&mut model_of_theirs);
            assert!(theirs.is_empty());
            theirs.check_invariants().unwrap();
        }
        Op::AppendTo(from, len, step) => {
            let (mut theirs, mut model_of_theirs) = other::<L>(fanout, from, len, step);
            theirs.append(map);
            model_of_theirs.append(model);
            map.check_invariants().unwrap();
            assert!(map.is_empty());
            (*map, *model) = (theirs, model_of_theirs);
        }
        Op::Merge(from, len, step) => {
            let (theirs, model_of_theirs) = other::<L>(fanout, from, len, step);
            let conflict = |key: u16, a: u16, b: u16| a.wrapping_mul(3).wrapping_add(b).wrapping_add(key);
            map.merge(theirs, |&key, a, b| conflict(key, a, b));
            for (key, value) in model_of_theirs {
                model.entry(key).and_modify(|mine| *mine = conflict(key, *mine, value)).or_insert(value);
            }
        }
        Op::SplitOff(key, keep_right) => {
            let mut right = map.split_off(&key);
            let mut model_right = model.split_off(&key);
            right.check_invariants().unwrap();
            assert_eq!(right.fanout(), fanout);
            assert!(right.iter().eq(&model_right));
            assert_eq!(right.len(), model_right.len());
            assert!(map.iter().eq(&*model));
            if keep_right {
                (*map, *model) = (right, model_right);
            } else {
                // Back together again, most of the time.
                map.check_invariants().unwrap();
                if key % 4 != 0 {
                    map.append(&mut right);
                    model.append(&mut model_right);
                }
            }
        }
    }
}

fn entry<L: LayoutOf>(
    ours: Entry<'_, u16, u16, L::Tree<u16, u16>>,
    theirs: std_map::Entry<'_, u16, u16>,
    way: u8,
    key: u16,
) {
    assert_eq!(ours.key(), theirs.key());
    assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
    match way % 8 {
        0 => assert_eq!(ours.or_insert(way.into()), theirs.or_insert(way.into())),
        1 => assert_eq!(ours.or_insert_with(|| 1), theirs.or_insert_with(|| 1)),
        2 => assert_eq!(ours.or_insert_with_key(|key| key ^ 1), theirs.or_insert_with_key(|key| key ^ 1)),
        3 => {
            let change = |value: &mut u16| *value = value.wrapping_add(3);
            assert_eq!(ours.and_modify(change).or_default(), theirs.and_modify(change).or_default());
        }
        4 => {
            let mut ours = ours.insert_entry(9);
            assert_eq!((ours.key(), ours.get()), (&key, &9));
            let theirs = theirs.and_modify(|value| *value = 9).or_insert(9);
            assert_eq!(ours.insert(way.into()), std::mem::replace(theirs, way.into()));
        }
        _ => match (ours, theirs) {
            (Entry::Occupied(mut ours), std_map::Entry::Occupied(mut theirs)) => {
                *ours.get_mut() ^= 1;
                *theirs.get_mut() ^= 1;
                match way % 3 {
                    0 => assert_eq!(ours.remove_entry(), theirs.remove_entry()),
                    1 => assert_eq!(ours.into_mut(), theirs.into_mut()),
                    _ => assert_eq!(ours.insert(2), theirs.insert(2)),
                }
            }
            (Entry::Vacant(ours), std_map::Entry::Vacant(theirs)) => match way % 3 {
                0 => assert_eq!(ours.into_key(), theirs.into_key()),
                1 => assert_eq!(ours.insert(4), theirs.insert(4)),
                _ => {
                    let ours = ours.insert_entry(5);
                    theirs.insert(5);
                    assert_eq!((ours.key(), ours.get()), (&key, &5));
                }
            },
            _ => panic!("one map has {key}, the other not"),
        },
    }
}

fn edge<T: Layout<u16, u16>>(
    ours: Option<OccupiedEntry<'_, u16, u16, T>>,
    theirs: Option<std_map::OccupiedEntry<'_, u16, u16>>,
    remove: bool,
) {
    let (Some(mut ours), Some(mut theirs)) = (ours, theirs) else { return };
    assert_eq!((ours.key(), ours.get()), (theirs.key(), theirs.get()));
    if remove {
        assert_eq!(ours.remove_entry(), theirs.remove_entry());
    } else {
        assert_eq!(ours.insert(1), theirs.insert(1));
    }
}

fn edits_agree_with_std<L: LayoutOf>() {
    // `quickcheck` hands its arguments over by value.
    #[allow(clippy::needless_pass_by_value)]
    fn run<L: LayoutOf>(fanout: u8, start: u16, ops: Vec<Op>) {
        agree_after_every_step::<L, Op>(fanout, start, &ops, apply::<L>);
    }
    let (tests, size) = if cfg!(miri) { (2, 14) } else { (150, 100) };
    QuickCheck::new().tests(tests).rng(Gen::new(size)).quickcheck(run::<L> as fn(u8, u16, Vec<Op>));
}

for_each_layout!(edits_agree_with_std);

/// Trees of different fanouts cannot change places: the entries move all the same.
#[test]
fn maps_of_other_fanouts_are_taken_in() {
    const MANY: u32 = if cfg!(miri) { 40 } else { 200 };
    for (here, there) in [(0, 50), (50, 0), (50, 50), (3, MANY), (MANY, 3)] {
        for offset in [25, 1000, 0].into_iter().take(if cfg!(miri) { 1 } else { 3 }) {
            let entries = |n: u32| (0..n).map(|i| (i * 2, i));
            let mut map = baseline_of(4, entries(here));
            let mut other = baseline_of(9, entries(there).map(|(key, value)| (key + offset, value)));
            let mut model: BTreeMap<_, _> = map.iter().map(|(&key, &value)| (key, value)).collect();
            model.extend(&other);
            if offset == 25 {
                other.append(&mut map);
                assert_eq!((other.fanout(), map.fanout()), (9, 4));
                assert!(other.keys().eq(model.keys()));
            } else {
                map.append(&mut other);
                assert_eq!((other.fanout(), map.fanout()), (9, 4));
                assert!(map.iter().eq(&model));
            }
            map.check_invariants().unwrap();
            other.check_invariants().unwrap();
        }
    }
}

fn baseline_of(fanout: usize, entries: impl Iterator<Item = (u32, u32)>) -> BaselineMap<u32, u32> {
    let mut map = BPlusTreeMap::with_fanout(fanout).unwrap();
    map.extend(entries);
    map
}
