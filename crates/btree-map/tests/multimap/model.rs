//! Random changes, compared with a `BTreeMap` of vectors after each.

use crate::Multi;
use crate::layouts::{LayoutOf, for_each_layout};
use btree_map::multimap::Entry;
use btree_map::{BPlusTreeMultiMap, PageToken, multimap};
use quickcheck::{Arbitrary, Gen, QuickCheck};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::iter::FusedIterator;
use std::rc::Rc;

#[derive(Clone, Debug)]
enum Op {
    Insert(u8, u8),
    Remove(u8, u8),
    RemoveAll(u8),
    Pop(bool),
    Entry(u8, u8),
    Retain(u8),
    Append(Vec<(u8, u8)>),
    Split(u8),
    RemoveRange(u8, u8),
    Extend(Vec<(u8, u8)>),
    Rebuild,
    SortValues(u8),
    ShrinkToFit,
}

impl Arbitrary for Op {
    fn arbitrary(g: &mut Gen) -> Self {
        // Few keys and values, so that lists grow and values repeat.
        let (key, value) = (u8::arbitrary(g) % 40, u8::arbitrary(g) % 8);
        let pairs =
            |g: &mut Gen| Vec::<(u8, u8)>::arbitrary(g).into_iter().map(|(k, v)| (k % 40, v % 8)).collect();
        match u8::arbitrary(g) % 25 {
            0..=7 => Op::Insert(key, value),
            8..=11 => Op::Remove(key, value),
            12 => Op::RemoveAll(key),
            13 => Op::Pop(bool::arbitrary(g)),
            14..=16 => Op::Entry(key, value),
            17 => Op::Retain(value),
            18 => Op::Append(pairs(g)),
            19 => Op::Split(key),
            20 => Op::Extend(pairs(g)),
            21 => Op::Rebuild,
            22 => Op::SortValues(key),
            23 => Op::RemoveRange(key, value),
            _ => Op::ShrinkToFit,
        }
    }
}

type Model = BTreeMap<u8, Vec<u8>>;

fn pairs(model: &Model) -> Vec<(u8, u8)> {
    model.iter().flat_map(|(key, values)| values.iter().map(|value| (*key, *value))).collect()
}

fn apply<L: LayoutOf>(map: &mut Multi<L, u8, u8>, model: &mut Model, op: Op) {
    match op {
        Op::Insert(key, value) => {
            map.insert(key, value);
            model.entry(key).or_default().push(value);
        }
        Op::Remove(key, value) => {
            let values = model.entry(key).or_default();
            let place = values.iter().position(|here| *here == value);
            assert_eq!(map.contains(&key, &value), place.is_some());
            assert_eq!(map.remove(&key, &value), place.map(|place| values.remove(place)));
            model.retain(|_, values| !values.is_empty());
        }
        Op::RemoveAll(key) => {
            let removed = map.remove_all(&key).map(multimap::ValueList::into_vec);
            assert_eq!(removed, model.remove(&key));
        }
        Op::Pop(first) => {
            let (ours, theirs) =
                if first { (map.pop_first(), model.pop_first()) } else { (map.pop_last(), model.pop_last()) };
            assert_eq!(ours.map(|(key, values)| (key, values.into_vec())), theirs);
        }
        Op::Entry(key, value) => {
            let values = model.entry(key).or_default();
            let entry = map.entry(key);
            assert_eq!((entry.key(), entry.values()), (&key, &values[..]));
            match entry {
                Entry::Vacant(entry) if value % 2 == 0 => assert_eq!(entry.into_key(), key),
                Entry::Occupied(entry) if value == 0 => {
                    assert_eq!(entry.remove_all().1.into_vec(), std::mem::take(values));
                }
                entry => {
                    values.push(value);
                    assert_eq!(entry.insert(value), values);
                }
            }
            model.retain(|_, values| !values.is_empty());
        }
        Op::Retain(value) => {
            let keep = |key: &u8, here: &u8| *here < value || *key > 30;
            map.retain(|key, here| keep(key, here));
            model.iter_mut().for_each(|(key, values)| values.retain(|here| keep(key, here)));
            model.retain(|_, values| !values.is_empty());
        }
        Op::Append(new) => {
            let mut other = Multi::<L, u8, u8>::from_iter_in_layout(new.clone());
            assert_eq!(other.len(), new.len());
            map.append(&mut other);
            assert_eq!((other.is_empty(), other.len()), (true, 0));
            new.into_iter().for_each(|(key, value)| model.entry(key).or_default().push(value));
        }
        Op::Split(key) => {
            let mut high = map.split_off(&key);
            assert_eq!(high.check_invariants(), Ok(()));
            assert!(high.keys().eq(model.range(key..).map(|(key, _)| key)));
            assert!(map.keys().eq(model.range(..key).map(|(key, _)| key)));
            high.append(map);
            *map = high;
        }
        Op::RemoveRange(low, len) => {
            let gone: usize = model.range(low..low + len).map(|(_, values)| values.len()).sum();
            assert_eq!(map.remove_range(low..low + len), gone);
            model.retain(|key, _| !(low..low + len).contains(key));
        }
        Op::Extend(new) => {
            map.extend(new.iter().map(|(key, value)| (key, value)));
            new.into_iter().for_each(|(key, value)| model.entry(key).or_default().push(value));
        }
        Op::Rebuild => {
            let rebuilt = Multi::<L, u8, u8>::from_iter_in_layout(map.clone());
            assert!(rebuilt == *map && rebuilt.cmp(map).is_eq());
            *map = rebuilt;
        }
        Op::SortValues(key) => {
            map.get_mut(&key).sort();
            if let Some(values) = model.get_mut(&key) {
                values.sort();
            }
        }
        Op::ShrinkToFit => map.shrink_to_fit(),
    }
}

fn agree<L: LayoutOf>(map: &Multi<L, u8, u8>, model: &Model) {
    assert_eq!(map.check_invariants(), Ok(()));
    let pairs = pairs(model);
    assert_eq!((map.len(), map.keys_len(), map.is_empty()), (pairs.len(), model.len(), model.is_empty()));
    assert!(map.lists().eq(model.iter().map(|(key, values)| (key, &values[..]))));
    assert!(map.iter().map(|(key, value)| (*key, *value)).eq(pairs.iter().copied()));
    assert!(map.iter().rev().map(|(key, value)| (*key, *value)).eq(pairs.iter().rev().copied()));
    let half: Vec<_> = map.range(10..30).map(|(key, value)| (*key, *value)).collect();
    assert!(half.iter().eq(pairs.iter().filter(|pair| (10..30).contains(&pair.0))));
    assert!(map.range(10..30).rev().map(|(key, value)| (*key, *value)).eq(half.into_iter().rev()));
    let page = map.page(10.., PageToken::START, 5).map(|(key, values)| (key, values.as_slice()));
    assert!(page.eq(model.range(10..).take(5).map(|(key, values)| (key, &values[..]))));
    assert_eq!(map.first_key_values(), model.first_key_value().map(|(key, values)| (key, &values[..])));
    assert_eq!(map.last_key_values(), model.last_key_value().map(|(key, values)| (key, &values[..])));
    assert!((0..40).all(|key| map.get(&key) == model.get(&key).map_or(&[][..], |values| values)));
}

fn changes<L: LayoutOf>() {
    fn run<L: LayoutOf>(ops: Vec<Op>, ends: Vec<bool>) {
        let (mut map, mut model) = (Multi::<L, u8, u8>::with_layout(), Model::new());
        for op in ops {
            apply::<L>(&mut map, &mut model, op);
            agree::<L>(&map, &model);
        }
        assert_eq!(format!("{map:?}"), format!("{model:?}"));
        map.iter_mut().rev().for_each(|(_, value)| *value += 1);
        // From both ends at random: every pair once, and the length right throughout.
        let mut left = map.len();
        let (mut walk, mut front, mut back) = (map.into_iter(), vec![], vec![]);
        for from_front in ends.into_iter().chain(std::iter::repeat(true)) {
            assert_eq!(walk.len(), left);
            let Some(pair) = (if from_front { walk.next() } else { walk.next_back() }) else { break };
            left -= 1;
            if from_front { front.push(pair) } else { back.push(pair) }
        }
        assert!(walk.next().is_none() && walk.next_back().is_none());
        front.extend(back.into_iter().rev());
        assert!(front.into_iter().eq(pairs(&model).into_iter().map(|(key, value)| (key, value + 1))));
    }
    let (tests, size) = if cfg!(miri) { (2, 10) } else { (60, 100) };
    QuickCheck::new().tests(tests).rng(Gen::new(size)).quickcheck(run::<L> as fn(Vec<Op>, Vec<bool>));
}

for_each_layout!(changes);

assert_impl_all!(BPlusTreeMultiMap<u32, String>: Send, Sync, Unpin, Default);
assert_not_impl_any!(BPlusTreeMultiMap<u32, Rc<u32>>: Send, Sync);
assert_not_impl_any!(BPlusTreeMultiMap<u32, Cell<u32>>: Sync);
assert_impl_all!(multimap::Iter<'static, u32, u32>: ExactSizeIterator, DoubleEndedIterator, FusedIterator, Clone, Send);
assert_impl_all!(multimap::IterMut<'static, u32, u32>: ExactSizeIterator, DoubleEndedIterator, FusedIterator, Send);
assert_impl_all!(multimap::IntoIter<u32, u32>: ExactSizeIterator, DoubleEndedIterator, FusedIterator, Send);
assert_impl_all!(multimap::Range<'static, u32, u32>: DoubleEndedIterator, FusedIterator, Clone, Send);

/// Compile only if the multimap and its walks are covariant, as the map's are.
#[allow(dead_code)]
fn covariant<'short>(
    map: BPlusTreeMultiMap<&'static str, &'static str>,
) -> BPlusTreeMultiMap<&'short str, &'short str> {
    map
}

#[allow(dead_code)]
fn covariant_walks<'a, 'short>(
    iter: multimap::Iter<'a, &'static str, &'static str>,
    range: multimap::Range<'a, &'static str, &'static str>,
) -> (multimap::Iter<'short, &'short str, &'short str>, multimap::Range<'short, &'short str, &'short str>)
where
    'a: 'short,
{
    (iter, range)
}

#[test]
fn keys_of_one_value_are_moved_and_not_cloned() {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Counted<'a>(u32, &'a Cell<u32>);
    impl Clone for Counted<'_> {
        fn clone(&self) -> Self {
            self.1.set(self.1.get() + 1);
            Counted(self.0, self.1)
        }
    }
    let clones = Cell::new(0);
    let map = BPlusTreeMultiMap::from_iter((0..100).chain(0..10).map(|i| (Counted(i, &clones), i)));
    assert_eq!(map.into_iter().count(), 110);
    assert_eq!(clones.get(), 10);
}
