//! Cursors against a sorted vector and an index into it.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use btree_map::UnorderedKeyError;
use quickcheck::{Arbitrary, Gen, QuickCheck};
use std::ops::Bound::{self, Excluded, Included, Unbounded};

#[derive(Clone, Debug)]
enum Step {
    Next(u8),
    Prev(u8),
    Peek,
    /// A key so far above the one before, or anywhere if that is not below the next; before or after.
    Insert(u16, bool),
    /// So many, forward or back.
    Remove(u8, bool),
    /// As the end of a range or its start, excluded or included.
    Seek(u16, bool, bool),
    SeekEdge(bool),
}

impl Arbitrary for Step {
    fn arbitrary(g: &mut Gen) -> Self {
        let (flag, few) = (bool::arbitrary(g), u8::arbitrary(g) % FEW);
        match u8::arbitrary(g) % 16 {
            0..=1 => Step::Next(few),
            2..=3 => Step::Prev(few),
            4 => Step::Peek,
            5..=9 => Step::Insert(u16::arbitrary(g) % 6, flag),
            10..=12 => Step::Remove(few, flag),
            13..=14 => Step::Seek(u16::arbitrary(g) % (4 * START + 100), flag, bool::arbitrary(g)),
            _ => Step::SeekEdge(flag),
        }
    }
}

type Entries = Vec<(u16, u16)>;

/// Fewer entries than this are there to begin with; keys are four apart.
const START: u16 = if cfg!(miri) { 40 } else { 500 };
/// No step goes further than this.
const FEW: u8 = if cfg!(miri) { 8 } else { 24 };

/// The index of the gap that a bound names.
fn gap_of(model: &Entries, bound: Bound<&u16>, upper: bool) -> usize {
    model.partition_point(|(key, _)| match (bound, upper) {
        (Unbounded, _) => upper,
        (Included(bound), true) | (Excluded(bound), false) => key <= bound,
        (Included(bound), false) | (Excluded(bound), true) => key < bound,
    })
}

/// Takes steps until the next one seeks; returns the ones left.
fn walk<'s, L: LayoutOf>(
    map: &mut Map<L, u16, u16>,
    model: &mut Entries,
    bound: Bound<&u16>,
    upper: bool,
    steps: &'s [Step],
) -> &'s [Step] {
    let mut at = gap_of(model, bound, upper);
    let reader = if upper { map.upper_bound(bound) } else { map.lower_bound(bound) };
    assert_eq!(reader.peek_next(), model.get(at).map(|(key, value)| (key, value)));
    assert_eq!(reader.peek_prev(), at.checked_sub(1).map(|at| (&model[at].0, &model[at].1)));
    let mut cursor = if upper { map.upper_bound_mut(bound) } else { map.lower_bound_mut(bound) };
    for (taken, step) in steps.iter().enumerate() {
        match *step {
            Step::Next(times) => {
                let mut reader = cursor.as_cursor();
                for _ in 0..times {
                    let expected = model.get(at).map(|(key, value)| (*key, *value));
                    assert_eq!(reader.next().map(|(key, value)| (*key, *value)), expected);
                    assert_eq!(cursor_entry(cursor.next()), expected);
                    at += usize::from(expected.is_some());
                    reader = cursor.as_cursor();
                }
                _ = reader;
            }
            Step::Prev(times) => {
                for _ in 0..times {
                    let expected = at.checked_sub(1).map(|at| model[at]);
                    let mut reader = cursor.as_cursor();
                    assert_eq!(reader.prev().map(|(key, value)| (*key, *value)), expected);
                    assert_eq!(cursor_entry(cursor.prev()), expected);
                    at = at.saturating_sub(1);
                }
            }
            Step::Peek => {
                if let Some((key, value)) = cursor.peek_next() {
                    *value ^= 1;
                    model[at].1 ^= 1;
                    assert_eq!((*key, *value), model[at]);
                }
                assert_eq!(cursor_entry(cursor.peek_prev()), at.checked_sub(1).map(|at| model[at]));
            }
            Step::Insert(above, before) => {
                let low = at.checked_sub(1).map(|at| model[at].0);
                let key = low.unwrap_or(0) + above;
                let fits = low.is_none_or(|low| low < key) && model.get(at).is_none_or(|next| key < next.0);
                let result =
                    if before { cursor.insert_before(key, above) } else { cursor.insert_after(key, above) };
                assert_eq!(result, if fits { Ok(()) } else { Err(UnorderedKeyError {}) });
                if fits {
                    model.insert(at, (key, above));
                    at += usize::from(before);
                }
            }
            Step::Remove(times, forward) => {
                for _ in 0..times {
                    if forward {
                        let expected = (at < model.len()).then(|| model.remove(at));
                        assert_eq!(cursor.remove_next(), expected);
                    } else {
                        let expected = at.checked_sub(1).map(|at| model.remove(at));
                        assert_eq!(cursor.remove_prev(), expected);
                        at = at.saturating_sub(1);
                    }
                }
            }
            Step::Seek(..) | Step::SeekEdge(_) => return &steps[taken..],
        }
        assert_eq!(cursor_entry(cursor.peek_next()), model.get(at).copied());
    }
    &[]
}

fn cursor_entry(entry: Option<(&u16, &mut u16)>) -> Option<(u16, u16)> {
    entry.map(|(key, value)| (*key, *value))
}

fn cursors_agree_with_an_index<L: LayoutOf>() {
    // `quickcheck` hands its arguments over by value.
    #[allow(clippy::needless_pass_by_value)]
    fn run<L: LayoutOf>(fanout: u8, len: u16, steps: Vec<Step>) {
        let fanout = [4, 5, 7, 8, 16, 128][usize::from(fanout) % 6];
        let mut map = L::with_fanout::<u16, u16>(fanout);
        let mut model: Entries = (0..len % START).map(|i| (i * 4, i)).collect();
        map.extend(model.iter().copied());
        let mut rest = &steps[..];
        loop {
            let (bound, upper) = match rest.first() {
                Some(Step::Seek(key, upper, true)) => (Excluded(key), *upper),
                Some(Step::Seek(key, upper, false)) => (Included(key), *upper),
                Some(Step::SeekEdge(upper)) => (Unbounded, *upper),
                _ => (Unbounded, false),
            };
            let skipped = usize::from(matches!(rest.first(), Some(Step::Seek(..) | Step::SeekEdge(_))));
            rest = walk::<L>(&mut map, &mut model, bound, upper, &rest[skipped..]);
            map.check_invariants().unwrap();
            assert!(map.iter().map(|(key, value)| (*key, *value)).eq(model.iter().copied()));
            assert_eq!(map.len(), model.len());
            if rest.is_empty() {
                break;
            }
        }
    }
    let (tests, size) = if cfg!(miri) { (2, 14) } else { (200, 100) };
    QuickCheck::new().tests(tests).rng(Gen::new(size)).quickcheck(run::<L> as fn(u8, u16, Vec<Step>));
}

fn cursors_work_in_empty_maps<L: LayoutOf>() {
    let mut map = L::with_fanout::<u16, u16>(4);
    let reader = map.lower_bound(Included(&3));
    assert_eq!((reader.peek_next(), reader.peek_prev()), (None, None));
    let mut cursor = map.upper_bound_mut::<u16>(Unbounded);
    assert_eq!((cursor.remove_next(), cursor.remove_prev()), (None, None));
    assert_eq!(cursor.next(), None);
    assert_eq!(cursor.prev(), None);
    for round in 0..3 {
        cursor.insert_after(round, 1).unwrap();
        cursor.insert_before(round, 1).unwrap_err();
        assert_eq!(cursor.remove_next(), Some((round, 1)));
        cursor.insert_before(round, 2).unwrap();
        assert_eq!(cursor.remove_prev(), Some((round, 2)));
        assert_eq!((cursor.as_cursor().peek_next(), cursor.as_cursor().peek_prev()), (None, None));
    }
    assert!(map.is_empty());
    map.check_invariants().unwrap();
}

/// As with std's: what is left of a map is fit to take anything, wherever the cursor emptied it.
fn a_cursor_rebuilds_a_map_it_drained<L: LayoutOf>() {
    const LENS: &[u16] = if cfg!(miri) { &[1, 4, 20] } else { &[1, 3, 4, 15, 16, 17, 100] };
    for &len in LENS {
        for from in [0, len / 2, len] {
            let mut map = L::with_fanout::<u16, u16>(4);
            map.extend((0..len).map(|key| (key, key)));
            let mut cursor = map.lower_bound_mut(Included(&from));
            while cursor.remove_prev().is_some() {}
            while cursor.remove_next().is_some() {}
            for key in 0..len {
                cursor.insert_before_unchecked(key, key + 1);
            }
            assert_eq!(cursor.peek_next(), None);
            map.check_invariants().unwrap();
            assert!(map.into_iter().eq((0..len).map(|key| (key, key + 1))));
        }
    }
}

for_each_layout!(cursors_agree_with_an_index, cursors_work_in_empty_maps, a_cursor_rebuilds_a_map_it_drained,);
