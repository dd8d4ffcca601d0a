//! Random sets and random changes, compared with std's `BTreeSet` after each.

use crate::Set;
use crate::layouts::{LayoutOf, for_each_layout};
use btree_map::btree_set::Entry;
use quickcheck::{Arbitrary, Gen, QuickCheck};
use std::collections::BTreeSet;
use std::ops::Bound;

const LENS: &[usize] = if cfg!(miri) { &[0, 1, 9, 30] } else { &[0, 1, 2, 9, 40, 400, 1500] };

/// Runs of each test, and how many changes one makes.
const TESTS: u64 = if cfg!(miri) { 2 } else { 60 };
const CHANGES: usize = if cfg!(miri) { 16 } else { 100 };

/// Elements of a set: few or many, dense or sparse, so that each way of each operation is taken.
#[derive(Clone, Debug)]
struct Elements(Vec<i16>);

impl Arbitrary for Elements {
    fn arbitrary(g: &mut Gen) -> Self {
        let most = *g.choose(LENS).unwrap();
        let spread = *g.choose(&[10, 100, 1000, 5000]).unwrap();
        let shift = *g.choose(&[0, 0, spread, -spread, 1 - spread]).unwrap();
        Elements((0..most).map(|_| i16::arbitrary(g).rem_euclid(spread) + shift).collect())
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        Box::new(self.0.shrink().map(Elements))
    }
}

/// Every element that `iter` gives, with its `size_hint` checked before each step.
fn drained<'a>(mut iter: impl Iterator<Item = &'a i16>) -> Vec<i16> {
    let mut hints = vec![];
    let mut elements = vec![];
    loop {
        hints.push(iter.size_hint());
        match iter.next() {
            Some(element) => elements.push(*element),
            None => break,
        }
    }
    assert_eq!(iter.next(), None);
    for (taken, (low, high)) in hints.into_iter().enumerate() {
        let left = elements.len() - taken;
        assert!(low <= left && high.is_none_or(|high| left <= high), "{left} not in {low}..={high:?}");
    }
    elements
}

fn two_sets<L: LayoutOf>() {
    fn agree<L: LayoutOf>(Elements(a): Elements, Elements(b): Elements) {
        let ours = [a.clone(), b.clone()].map(Set::<L, i16>::from_iter_in_layout);
        let model = [a, b].map(BTreeSet::from_iter);
        let ([a, b], [x, y]) = (&ours, &model);
        assert!(a.iter().eq(x) && b.iter().eq(y));
        assert_eq!(drained(a.union(b)), drained(x.union(y)));
        assert_eq!(drained(a.intersection(b)), drained(x.intersection(y)));
        assert_eq!(drained(a.difference(b)), drained(x.difference(y)));
        assert_eq!(drained(a.symmetric_difference(b)), drained(x.symmetric_difference(y)));
        assert_eq!(a.union(b).min(), x.union(y).min());
        assert_eq!(a.intersection(b).clone().max(), x.intersection(y).max());
        assert_eq!(a.is_subset(b), x.is_subset(y));
        assert_eq!(a.is_superset(b), x.is_superset(y));
        assert_eq!(a.is_disjoint(b), x.is_disjoint(y));
        assert_eq!((a == b, a.cmp(b)), (x == y, x.cmp(y)));
        for (ours, model) in [(a | b, x | y), (a & b, x & y), (a - b, x - y), (a ^ b, x ^ y)] {
            assert_eq!(ours.check_invariants(), Ok(()));
            assert_eq!(ours.len(), model.len());
            assert!(ours.iter().eq(&model));
            // A subset by construction: walked in step or looked up, as the lengths have it.
            assert!(ours.is_subset(&(a | b)));
        }
    }
    QuickCheck::new().tests(TESTS).quickcheck(agree::<L> as fn(Elements, Elements));
}

#[derive(Clone, Debug)]
enum Op {
    Insert(u8),
    Replace(u8),
    Remove(u8),
    Take(u8),
    PopFirst,
    PopLast,
    Range(u8, u8, bool),
    Extend(Vec<u8>),
    ShrinkToFit,
    Clone,
    Retain(u8),
    /// Every other element of a range, as far as the iterator is driven.
    Extract(u8, u8, usize),
    /// Split here, and put together again in one order or the other.
    Split(u8, bool),
    Append(Vec<u8>),
    Entry(u8, bool),
    /// A cursor into the gap above an element: take out on one side, put in on the other.
    Cursor(u8, bool),
}

impl Arbitrary for Op {
    fn arbitrary(g: &mut Gen) -> Self {
        let element = u8::arbitrary(g);
        match u8::arbitrary(g) % 22 {
            0..=4 => Op::Insert(element),
            5 => Op::Replace(element),
            6..=8 => Op::Remove(element),
            9 => Op::Take(element),
            10 => Op::PopFirst,
            11 => Op::PopLast,
            12 => Op::Range(element, u8::arbitrary(g), bool::arbitrary(g)),
            13 => Op::Extend(Vec::arbitrary(g)),
            14 => Op::ShrinkToFit,
            15 => Op::Retain(element % 5 + 2),
            16 => Op::Extract(element, u8::arbitrary(g), usize::arbitrary(g) % 20),
            17 => Op::Split(element, bool::arbitrary(g)),
            18 => Op::Append(Vec::arbitrary(g)),
            19 => Op::Entry(element, bool::arbitrary(g)),
            20 => Op::Cursor(element, bool::arbitrary(g)),
            _ => Op::Clone,
        }
    }
}

fn one_set<L: LayoutOf>() {
    fn agree<L: LayoutOf>(ops: Vec<Op>) {
        let mut set = Set::<L, u8>::with_layout();
        let mut model = BTreeSet::new();
        for op in ops {
            match op {
                Op::Insert(element) => assert_eq!(set.insert(element), model.insert(element)),
                Op::Replace(element) => assert_eq!(set.replace(element), model.replace(element)),
                Op::Remove(element) => assert_eq!(set.remove(&element), model.remove(&element)),
                Op::Take(element) => assert_eq!(set.take(&element), model.take(&element)),
                Op::PopFirst => assert_eq!(set.pop_first(), model.pop_first()),
                Op::PopLast => assert_eq!(set.pop_last(), model.pop_last()),
                Op::Range(a, b, back) => {
                    let range = (Bound::Included(a.min(b)), Bound::Excluded(a.max(b)));
                    if back {
                        assert!(set.range(range).rev().eq(model.range(range).rev()));
                    } else {
                        assert!(set.range(range).eq(model.range(range)));
                    }
                    assert_eq!(set.range(range).max(), model.range(range).max());
                }
                Op::Extend(elements) => {
                    set.extend(&elements);
                    model.extend(&elements);
                }
                Op::ShrinkToFit => set.shrink_to_fit(),
                Op::Clone => {
                    let mut clone = Set::<L, u8>::from_iter_in_layout([1, 2, 3]);
                    clone.clone_from(&set);
                    set = clone;
                }
                Op::Retain(divisor) => {
                    set.retain(|element| element % divisor != 0);
                    model.retain(|element| element % divisor != 0);
                }
                Op::Extract(a, b, driven) => {
                    let range = a.min(b)..=a.max(b);
                    let ours: Vec<_> =
                        set.extract_if(range.clone(), |element| element % 2 == 0).take(driven).collect();
                    let theirs: Vec<_> = model
                        .range(range)
                        .filter(|element| *element % 2 == 0)
                        .take(driven)
                        .copied()
                        .collect();
                    assert_eq!(ours, theirs);
                    model.retain(|element| !theirs.contains(element));
                }
                Op::Split(element, swap) => {
                    let mut high = set.split_off(&element);
                    assert!(set.iter().eq(model.range(..element)) && high.iter().eq(model.range(element..)));
                    if swap {
                        std::mem::swap(&mut set, &mut high);
                    }
                    set.append(&mut high);
                    assert!(high.is_empty());
                }
                Op::Append(elements) => {
                    set.append(&mut Set::<L, u8>::from_iter_in_layout(elements.clone()));
                    model.append(&mut BTreeSet::from_iter(elements));
                }
                Op::Entry(element, put) => match set.entry(element) {
                    Entry::Occupied(entry) => {
                        assert!(model.remove(entry.get()));
                        assert_eq!(entry.remove(), element);
                    }
                    Entry::Vacant(entry) if put => {
                        assert!(model.insert(*entry.get()));
                        entry.insert();
                    }
                    Entry::Vacant(entry) => assert_eq!(entry.into_value(), element),
                },
                Op::Cursor(element, put) => {
                    let mut cursor = set.upper_bound_mut(Bound::Included(&element));
                    assert_eq!(cursor.peek_prev(), model.range(..=element).next_back());
                    assert_eq!(
                        cursor.as_cursor().peek_next(),
                        model.range((Bound::Excluded(element), Bound::Unbounded)).next()
                    );
                    if put {
                        assert_eq!(cursor.insert_before(element).is_ok(), model.insert(element));
                    } else {
                        let above = cursor.remove_next();
                        assert_eq!(
                            above,
                            model.range((Bound::Excluded(element), Bound::Unbounded)).next().copied()
                        );
                        above.inspect(|above| assert!(model.remove(above)));
                    }
                }
            }
            assert_eq!(set.check_invariants(), Ok(()));
            assert_eq!((set.len(), set.first(), set.last()), (model.len(), model.first(), model.last()));
            assert!(set.iter().eq(&model) && set.iter().rev().eq(model.iter().rev()));
        }
        assert!(set.into_iter().eq(model));
    }
    QuickCheck::new().tests(TESTS).rng(Gen::new(CHANGES)).quickcheck(agree::<L> as fn(Vec<Op>));
}

for_each_layout!(two_sets, one_set);
