//! std's set, and what it has not on stable made of other calls.

use super::{Build, SetOp, Sets, elements, hash, set_cursor, set_operations, two_sets};
use crate::item::{self, Key, Rank};
use crate::program::{Op, Operation};
use crate::run::{Item, Subject};
use crate::shared::{ListCursor, Unordered, ascending, batch, bound, bounds, keys, ranks, say, walk};
use std::collections::BTreeSet;
use std::fmt::Write as _;

type Set = BTreeSet<Key>;

set_operations!([], Set, true);

/// The ranks of all elements in the range of an operation. Panics as std does.
fn ranks_in(set: &Set, op: &Op) -> Vec<u32> {
    set.range(ranks(bounds(op, set.is_empty()))).map(Key::rank).collect()
}

/// Puts in what ascends; tells of the first element that does not, and of how many were taken from the iterator.
fn extend_sorted(set: &mut Set, ranks: &[u32], said: &mut String) {
    let end = ascending(ranks);
    let mut brought = elements(ranks);
    set.extend(brought.by_ref().take(end));
    match brought.next() {
        Some(element) => say!(said, "Err({end}, {element:?})"),
        None => say!(said, "Ok"),
    }
}

/// The elements in a list, out of the set.
fn list(set: &mut Set) -> Vec<(Key, ())> {
    std::mem::take(set).into_iter().map(|key| (key, ())).collect()
}

impl Build for Set {
    fn empty(_tiny: bool) -> Self {
        Set::new()
    }

    fn collected(elements: impl IntoIterator<Item = Key>) -> Self {
        elements.into_iter().collect()
    }

    fn check(&self) -> Result<(), String> {
        Ok(())
    }

    fn beyond(sets: &mut Sets<Self>, kind: SetOp, op: &Op, universe: u32, said: &mut String) {
        let set = &mut sets.set;
        let range = bounds(op, set.is_empty());
        match kind {
            SetOp::Entry => {
                let element = Key::new(op.a);
                match set.get(&element) {
                    Some(there) => {
                        say!(said, "Entry(OccupiedEntry {{ value: {there:?} }})");
                        if op.bits & 1 == 0 {
                            say!(said, "{:?}", set.take(&element));
                        }
                    }
                    None => {
                        say!(said, "Entry(VacantEntry({element:?}))");
                        match op.bits % 3 {
                            0 => say!(said, "{element:?}"),
                            _ => _ = set.insert(element),
                        }
                    }
                }
            }
            SetOp::GetOrInsert => {
                let element = Key::new(op.a);
                match set.get(&element) {
                    Some(there) => say!(said, "{there:?}"),
                    None => {
                        say!(said, "{element:?}");
                        set.insert(element);
                    }
                }
            }
            SetOp::GetOrInsertWith => {
                if !set.contains(&Rank(op.a)) {
                    item::call();
                    set.insert(Key::new(op.a));
                }
                say!(said, "{:?}", set.get(&Rank(op.a)).expect("it is there"));
            }
            SetOp::ExtractIf => {
                let chosen = ranks_in(set, op);
                let _bounds = keys(range);
                let mut left = op.count;
                for rank in chosen {
                    if left == 0 {
                        break;
                    }
                    item::call();
                    if op.chooses(rank) {
                        left -= 1;
                        say!(said, "{:?},", set.take(&Rank(rank)));
                    }
                }
            }
            SetOp::Cursor => {
                let mut list = list(set);
                for upper in [false, true] {
                    let mut cursor = ListCursor::new(&mut list, bound(op.a, op.bits), upper);
                    for step in 0..1 + op.count % 10 {
                        say!(said, "{:?}", cursor.peek_next().map(|(key, ())| key));
                        say!(said, "{:?}", cursor.peek_prev().map(|(key, ())| key));
                        let next = op.bits.rotate_right(step) & 1 == 0;
                        let there = if next { cursor.next() } else { cursor.prev() };
                        say!(said, "{:?};", there.map(|(key, ())| key));
                    }
                }
                *set = list.into_iter().map(|(key, ())| key).collect();
            }
            SetOp::CursorMut | SetOp::CursorMutKey => {
                let mut list = list(set);
                let cursor = ListCursor::new(&mut list, bound(op.a, op.bits >> 8), op.bits & 16 == 0);
                let mut cursor = ElementCursor(cursor);
                set_cursor!(cursor, op, said);
                *set = list.into_iter().map(|(key, ())| key).collect();
            }
            SetOp::RemoveRange | SetOp::DrainRange => {
                let chosen = ranks_in(set, op);
                let mut drained = Set::new();
                for rank in chosen {
                    drained.insert(set.take(&Rank(rank)).expect("it is there"));
                }
                say!(said, "{};", drained.len());
                if kind == SetOp::DrainRange {
                    let mut drained = drained.into_iter();
                    walk(&mut drained, op.bits, op.count, said);
                    say!(said, "{drained:?}");
                }
            }
            SetOp::GetMany => {
                for rank in [op.a, op.b, op.a ^ 1, op.count] {
                    say!(said, "{:?},", set.get(&Rank(rank)));
                }
            }
            SetOp::ForEachRange => {
                let mut left = op.count;
                for key in set.range(ranks(range)) {
                    item::call();
                    say!(said, "{key:?},");
                    if left == 0 {
                        say!(said, "broken");
                        break;
                    }
                    left -= 1;
                }
            }
            SetOp::Page => {
                let behind = (op.bits & 64 == 0).then(|| Key::new(op.count));
                let limit = op.count as usize % 20;
                let after = |key: &&Key| behind.as_ref().is_none_or(|behind| key.rank() > behind.rank());
                let mut page = set.range(ranks(range)).filter(after);
                let shown: Vec<&Key> = page.by_ref().take(limit).collect();
                say!(said, "{shown:?}");
                match (page.next(), shown.last()) {
                    (None, _) => say!(said, "None"),
                    (Some(_), Some(key)) => say!(said, "{:?}", Some(Some(Key::clone(key).id()))),
                    (Some(_), None) => say!(said, "{:?}", Some(behind.as_ref().map(Key::id))),
                }
            }
            SetOp::FromSorted => {
                let mut built = Set::new();
                let ranks = batch(op, universe);
                extend_sorted(&mut built, &ranks, said);
                if ascending(&ranks) == ranks.len() {
                    drop(std::mem::replace(&mut sets.other, built));
                }
            }
            SetOp::ExtendSorted => extend_sorted(set, &batch(op, universe), said),
            SetOp::ShrinkToFit => {}
            _ => unreachable!("{kind:?} is shared"),
        }
    }
}

/// A cursor over a list, with the methods that cursors over sets have.
struct ElementCursor<'a>(ListCursor<'a, ()>);

impl ElementCursor<'_> {
    fn next(&mut self) -> Option<&Key> {
        self.0.next().map(|(key, ())| key)
    }

    fn prev(&mut self) -> Option<&Key> {
        self.0.prev().map(|(key, ())| key)
    }

    fn peek_next(&mut self) -> Option<&Key> {
        self.0.peek_next().map(|(key, ())| key)
    }

    fn peek_prev(&mut self) -> Option<&Key> {
        self.0.peek_prev().map(|(key, ())| key)
    }

    fn insert_after(&mut self, key: Key) -> Result<(), Unordered> {
        self.0.insert_after(key, ())
    }

    fn insert_before(&mut self, key: Key) -> Result<(), Unordered> {
        self.0.insert_before(key, ())
    }

    fn remove_next(&mut self) -> Option<Key> {
        self.0.remove_next().map(|(key, ())| key)
    }

    fn remove_prev(&mut self) -> Option<Key> {
        self.0.remove_prev().map(|(key, ())| key)
    }
}
