//! What std's map does not offer: ranges removed and drained, sorted input, several keys at once, streams and pages.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::steps::{agree_after_every_step, key};
use btree_map::{DuplicateKeyError, PageToken};
use quickcheck::{Arbitrary, Gen, QuickCheck};
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included, Unbounded};
use std::ops::ControlFlow;

type Model = BTreeMap<u16, u16>;

#[derive(Clone, Debug)]
enum Op {
    /// How many steps of the drained entries from either end; 0 and 0 is `remove_range`.
    Cut(u16, u16, u8, u8, u8),
    /// From a key on, so many, so far apart; with disorder at an index.
    ExtendSorted(u16, u8, u8, Option<u8>),
    GetMany([u16; 8]),
    ForEachOf(Vec<u16>),
    Stream(u16, u16, u8),
    /// Pages of so many, with a change between any two.
    Pages(u16, u16, u8, u16),
}

/// Fewer entries than this are in sorted input.
const SORTED: u8 = if cfg!(miri) { 30 } else { u8::MAX };

impl Arbitrary for Op {
    fn arbitrary(g: &mut Gen) -> Self {
        let (low, high) = (key(g), key(g));
        let (low, high) = (low.min(high), low.max(high) + 1);
        let (a, b) = (u8::arbitrary(g), u8::arbitrary(g));
        match u8::arbitrary(g) % 12 {
            0..=2 => Op::Cut(low, high, a % 9, b % 40, u8::arbitrary(g) % 40),
            3..=5 => Op::ExtendSorted(key(g), a % SORTED, b % 8 + 1, Option::arbitrary(g)),
            6..=7 => Op::GetMany(std::array::from_fn(|_| key(g))),
            8 => Op::ForEachOf((0..a % 50).map(|_| key(g)).collect()),
            9 => Op::Stream(low, high, a),
            _ => Op::Pages(low, high, a % 20, key(g)),
        }
    }
}

/// The keys from `low` to `high`, with each bound as `way` says.
fn bounds(low: u16, high: u16, way: u8) -> (std::ops::Bound<u16>, std::ops::Bound<u16>) {
    let start = [Included(low), Excluded(low), Unbounded][usize::from(way % 3)];
    let end = [Included(high), Excluded(high), Unbounded][usize::from(way / 3)];
    (start, end)
}

fn apply<L: LayoutOf>(map: &mut Map<L, u16, u16>, model: &mut Model, op: &Op) {
    match *op {
        Op::Cut(low, high, way, front, back) => {
            let range = bounds(low, high, way);
            let cut: Vec<_> = model.range(range).map(|(&key, &value)| (key, value)).collect();
            model.retain(|key, _| cut.binary_search_by_key(key, |entry| entry.0).is_err());
            if (front, back) == (0, 0) {
                assert_eq!(map.remove_range(range), cut.len());
                return;
            }
            let mut drained = map.drain_range(range);
            assert_eq!(drained.len(), cut.len());
            let mut expected = cut.into_iter();
            for _ in 0..front {
                assert_eq!(drained.next(), expected.next());
            }
            for _ in 0..back {
                assert_eq!(drained.next_back(), expected.next_back());
            }
        }
        Op::ExtendSorted(from, len, step, disorder) => {
            let mut entries: Vec<_> =
                (0..u16::from(len)).map(|i| (from + i * u16::from(step), i ^ 0x1234)).collect();
            let disorder = disorder.map(usize::from).filter(|at| (1..entries.len()).contains(at));
            if let Some(at) = disorder {
                // Equal to the one before, or below it.
                entries[at].0 = entries[at - 1].0 - (at % 2) as u16 * entries[at - 1].0.min(1);
            }
            match (map.extend_sorted(entries.iter().copied()), disorder) {
                (Ok(()), None) => model.extend(entries),
                (Err(error), Some(at)) => {
                    assert_eq!((error.index, error.entry), (at, entries[at]));
                    model.extend(&entries[..at].iter().copied().collect::<Model>());
                }
                (result, disorder) => panic!("{result:?} for {disorder:?}"),
            }
        }
        Op::GetMany(keys) => {
            let expected = keys.map(|key| model.get(&key));
            assert_eq!(map.get_many(keys.each_ref()), expected);
            let entries = map.get_many_key_value(keys.each_ref());
            assert_eq!(
                entries.map(|entry| entry.map(|(key, _)| *key)),
                keys.map(|key| { model.contains_key(&key).then_some(key) })
            );
            let present: Vec<u16> = keys.into_iter().filter(|key| model.contains_key(key)).collect();
            let twice = (1..present.len()).any(|i| present[..i].contains(&present[i]));
            match map.get_disjoint_mut(keys.each_ref()) {
                Err(DuplicateKeyError { .. }) => assert!(twice),
                Ok(values) => {
                    assert!(!twice);
                    assert_eq!(values.each_ref().map(|value| value.as_deref()), expected);
                    // All of them are written after all of them were lent.
                    for (value, key) in values.into_iter().zip(keys) {
                        if let Some(value) = value {
                            *value ^= key;
                            *model.get_mut(&key).unwrap() ^= key;
                        }
                    }
                }
            }
        }
        Op::ForEachOf(ref keys) => {
            let mut asked = keys.iter();
            map.for_each_of(keys, |key, entry| {
                assert_eq!(Some(key), asked.next());
                assert_eq!(entry, model.get_key_value(key));
            });
            assert_eq!(asked.next(), None);
        }
        Op::Stream(low, high, stop) => {
            let mut left = stop;
            let mut entries = model.range(low..high);
            let stopped = map.for_each_range_mut(low..high, |key, value| {
                assert_eq!(entries.next(), Some((key, &*value)));
                *value ^= 1;
                left = match left.checked_sub(1) {
                    Some(left) => left,
                    None => return ControlFlow::Break(*key),
                };
                ControlFlow::Continue(())
            });
            let mut changed = Vec::new();
            let same = map.for_each_range(low..high, |&key, &value| {
                changed.push((key, value));
                if changed.len() > usize::from(stop) {
                    ControlFlow::Break(key)
                } else {
                    ControlFlow::Continue(())
                }
            });
            assert_eq!(stopped, same);
            model.extend(changed);
        }
        Op::Pages(low, high, limit, touched) => {
            let mut token = Some(PageToken::START);
            let mut from = Included(low);
            while let Some(at) = token {
                let mut page = map.page(low..high, at, usize::from(limit));
                let mut expected = model.range((from, Excluded(high))).take(limit.into());
                for entry in page.by_ref() {
                    assert_eq!(Some(entry), expected.next());
                    from = Excluded(*entry.0);
                }
                assert_eq!(expected.next(), None);
                token = page.resume();
                let more = match from {
                    Excluded(last) => {
                        model.range((Excluded(last), Unbounded)).next().is_some_and(|(k, _)| *k < high)
                    }
                    _ => model.range(low..high).next().is_some(),
                };
                assert_eq!(token.is_some(), more);
                if limit == 0 {
                    break;
                }
                map.remove(&touched);
                model.remove(&touched);
                if let Some(key) = token.as_ref().and_then(PageToken::key).copied() {
                    map.remove(&key);
                    model.remove(&key);
                }
                map.insert(touched + limit as u16, 0);
                model.insert(touched + limit as u16, 0);
            }
        }
    }
}

fn beyond_std_agrees_with_a_model<L: LayoutOf>() {
    // `quickcheck` hands its arguments over by value.
    #[allow(clippy::needless_pass_by_value)]
    fn run<L: LayoutOf>(fanout: u8, start: u16, ops: Vec<Op>) {
        agree_after_every_step::<L, Op>(fanout, start, &ops, apply::<L>);
    }
    let (tests, size) = if cfg!(miri) { (2, 12) } else { (150, 100) };
    QuickCheck::new().tests(tests).rng(Gen::new(size)).quickcheck(run::<L> as fn(u8, u16, Vec<Op>));
}

fn sorted_input_fills_leaves<L: LayoutOf>() {
    const LENS: &[u32] = if cfg!(miri) { &[1, 16, 130] } else { &[0, 1, 15, 16, 127, 128, 129, 5000] };
    for &n in LENS {
        let map = Map::<L, u32, u32>::from_sorted_iter_in_layout((0..n).map(|key| (key, key))).unwrap();
        map.check_invariants().unwrap();
        assert!(map.iter().map(|(key, _)| *key).eq(0..n));
        let mut fills = Vec::new();
        map.for_each_leaf(|len, room| fills.push((len, room)));
        assert!(fills.iter().rev().skip(1).all(|fill| *fill == (map.fanout(), map.fanout())), "{fills:?}");
    }
    // Disorder at each index: the index is named, and the entry given back.
    const MANY: u32 = if cfg!(miri) { 6 } else { 40 };
    for at in 1..MANY {
        let entries = (0..MANY).map(|i| (if i == at { i - 1 } else { i }, i));
        let error = Map::<L, u32, u32>::from_sorted_iter_in_layout(entries).unwrap_err();
        assert_eq!((error.index, error.entry), (at as usize, (at - 1, at)));
        assert!(
            error
                .to_string()
                .starts_with(&format!("the key at index {at} is not greater than the one before"))
        );
    }
}

/// Whatever the token says, and it may say that the page is empty.
#[allow(clippy::reversed_empty_ranges, reason = "that such a range is refused is what is tested")]
fn impossible_ranges_of_pages_panic_as_in_range<L: LayoutOf>() {
    let mut map = L::with_fanout::<u16, u16>(4);
    map.extend((0..9).map(|key| (key, key)));
    for token in [0, 3, 5, 8, 20].map(PageToken::behind).into_iter().chain([PageToken::START]) {
        let page = std::panic::AssertUnwindSafe(|| map.page(5..3, token, 2).count());
        let said = *std::panic::catch_unwind(page).unwrap_err().downcast::<&str>().unwrap();
        assert_eq!(said, "range start is greater than range end in BTreeMap");
    }
    assert_eq!(L::with_fanout::<u16, u16>(4).page(5..3, PageToken::behind(4), 2).count(), 0);
}

fn impossible_ranges_panic_as_in_range<L: LayoutOf>() {
    let panics = |map: &mut Map<L, u16, u16>, way: u8| {
        let text = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match way {
            0 => _ = map.remove_range((Excluded(3), Excluded(3))),
            1 => drop(map.drain_range((Included(4), Included(3)))),
            2 => _ = map.for_each_range((Included(4), Excluded(3)), |_, _| ControlFlow::<()>::Continue(())),
            _ => drop(map.page((Excluded(3), Excluded(3)), PageToken::START, 9)),
        }));
        text.err().map(|payload| *payload.downcast::<&str>().unwrap())
    };
    let mut map = L::with_fanout::<u16, u16>(4);
    assert!((0..4).all(|way| panics(&mut map, way).is_none()), "an empty map has empty ranges");
    map.extend((0..50).map(|key| (key, key)));
    let equal = Some("range start and end are equal and excluded in BTreeMap");
    let greater = Some("range start is greater than range end in BTreeMap");
    assert_eq!((0..4).map(|way| panics(&mut map, way)).collect::<Vec<_>>(), [equal, greater, greater, equal]);
    assert_eq!(map.len(), 50);
    // A token behind the end is no such range: what was asked for is over.
    assert_eq!(map.page(3..9, PageToken::behind(30), 5).next(), None);
    assert_eq!(map.page(30..39, PageToken::behind(3), 5).next(), Some((&30, &30)));
}

fn a_cursor_writes_keys_in_their_order<L: LayoutOf>() {
    const LENS: &[u32] = if cfg!(miri) { &[1, 16, 30] } else { &[1, 3, 15, 16, 40, 300] };
    for &len in LENS {
        let mut map = L::with_fanout::<u32, u32>(4);
        map.extend((0..len).map(|key| (key * 20, key)));
        let mut cursor = map.lower_bound_mut::<u32>(Unbounded).with_mutable_key();
        while let Some((key, value)) = cursor.next() {
            *key += *value % 10;
            *value = *key;
        }
        // And back, beside the gap this time.
        while let Some((key, _)) = cursor.peek_prev() {
            *key += 1;
            let key = *key;
            assert_eq!(cursor.prev().map(|(key, _)| *key), Some(key));
            assert_eq!(cursor.peek_next().map(|(key, _)| *key), Some(key));
        }
        map.check_invariants().unwrap();
        for i in 0..len {
            let key = i * 20 + i % 10;
            assert_eq!((map.get(&(key + 1)), map.get(&key)), (Some(&key), None));
        }
        assert_eq!(map.remove(&1), Some(0));
        map.check_invariants().unwrap();
    }
}

for_each_layout!(
    beyond_std_agrees_with_a_model,
    sorted_input_fills_leaves,
    impossible_ranges_panic_as_in_range,
    impossible_ranges_of_pages_panic_as_in_range,
    a_cursor_writes_keys_in_their_order,
);
