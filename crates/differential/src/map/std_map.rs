//! std's map, and what it has not on stable made of other calls.

use super::{Build, MapOp, Maps, entries, hash, map_cursor, map_operations};
use crate::item::{self, Key, Rank, Value};
use crate::program::{Op, Operation};
use crate::run::{Item, Subject};
use crate::shared::{ListCursor, ascending, batch, bound, bounds, keys, ranks, say, walk};
use std::collections::{BTreeMap, btree_map as map};
use std::fmt::Write as _;

type Map = BTreeMap<Key, Value>;

map_operations!([], Map, true);

/// The ranks of all keys in the range of an operation. Panics as std does.
fn ranks_in(map: &Map, op: &Op) -> Vec<u32> {
    map.range(ranks(bounds(op, map.is_empty()))).map(|(key, _)| key.rank()).collect()
}

/// Puts in what ascends; tells of the first key that does not, and of how many were taken from the iterator.
fn extend_sorted(map: &mut Map, ranks: &[u32], said: &mut String) {
    let end = ascending(ranks);
    let mut brought = entries(ranks);
    for (key, value) in brought.by_ref().take(end) {
        map.insert(key, value);
    }
    match brought.next() {
        Some(entry) => say!(said, "Err({end}, {entry:?})"),
        None => say!(said, "Ok"),
    }
}

impl Build for Map {
    fn empty(_tiny: bool) -> Self {
        Map::new()
    }

    fn collected(entries: impl IntoIterator<Item = (Key, Value)>) -> Self {
        entries.into_iter().collect()
    }

    fn check(&self) -> Result<(), String> {
        Ok(())
    }

    fn beyond(maps: &mut Maps<Self>, kind: MapOp, op: &Op, universe: u32, said: &mut String) {
        let map = &mut maps.map;
        let range = bounds(op, map.is_empty());
        match kind {
            MapOp::TryInsert => {
                let (key, value) = (Key::new(op.a), Value::new());
                match map.entry(key) {
                    map::Entry::Vacant(entry) => say!(said, "Ok({:?})", entry.insert(value)),
                    map::Entry::Occupied(entry) => say!(
                        said,
                        "Err(OccupiedError {{ key: {:?}, old_value: {:?}, new_value: {value:?} }})",
                        entry.key(),
                        entry.get()
                    ),
                }
            }
            MapOp::InsertEntry => {
                let (key, value) = (Key::new(op.a), Value::new());
                drop(map.insert(key, value));
                map.get_mut(&Rank(op.a)).expect("it is there").touch();
                let (key, value) = map.get_key_value(&Rank(op.a)).expect("it is there");
                say!(said, "OccupiedEntry {{ key: {key:?}, value: {value:?} }}");
                if op.bits & 1 == 0 {
                    say!(said, "{:?}", map.remove(&Rank(op.a)).expect("it is there"));
                }
            }
            MapOp::ExtractIf => {
                let chosen = ranks_in(map, op);
                let _bounds = keys(range);
                let mut left = op.count;
                for rank in chosen {
                    if left == 0 {
                        break;
                    }
                    let value = map.get_mut(&Rank(rank)).expect("it is there");
                    item::call();
                    value.touch();
                    if op.chooses(rank) {
                        left -= 1;
                        say!(said, "{:?},", map.remove_entry(&Rank(rank)));
                    }
                }
            }
            MapOp::Merge => {
                let theirs = std::mem::take(&mut maps.other);
                for (key, value) in theirs {
                    match maps.map.remove_entry(&key) {
                        None => _ = maps.map.insert(key, value),
                        Some((mine, here)) => {
                            item::call();
                            say!(said, "{mine:?}{here:?}{value:?},");
                            let kept = if op.chooses(mine.rank()) { here } else { value };
                            maps.map.insert(mine, kept);
                        }
                    }
                }
            }
            MapOp::Cursor => {
                let at = |upper| {
                    let before = |key: &&Key| match bound(op.a, op.bits) {
                        std::ops::Bound::Unbounded => upper,
                        std::ops::Bound::Included(rank) => key.rank() < rank || (upper && key.rank() == rank),
                        std::ops::Bound::Excluded(rank) => {
                            key.rank() < rank || (!upper && key.rank() == rank)
                        }
                    };
                    map.keys().filter(before).count()
                };
                let entry = |at: usize| map.iter().nth(at);
                for upper in [false, true] {
                    let mut at = at(upper);
                    for step in 0..1 + op.count % 10 {
                        let behind = at.checked_sub(1).and_then(entry);
                        say!(said, "{:?}{behind:?}", entry(at));
                        let next = op.bits.rotate_right(step) & 1 == 0;
                        match if next { entry(at) } else { behind } {
                            Some(there) => {
                                at = if next { at + 1 } else { at - 1 };
                                say!(said, "{:?};", Some(there));
                            }
                            None => say!(said, "None;"),
                        }
                    }
                }
            }
            MapOp::CursorMut | MapOp::CursorMutKey => {
                let mut list: Vec<(Key, Value)> = std::mem::take(map).into_iter().collect();
                let mut cursor = ListCursor::new(&mut list, bound(op.a, op.bits >> 8), op.bits & 16 == 0);
                map_cursor!(cursor, op, said);
                *map = list.into_iter().collect();
            }
            MapOp::RemoveRange | MapOp::DrainRange => {
                let chosen = ranks_in(map, op);
                let mut drained = Map::new();
                for rank in chosen {
                    let (key, value) = map.remove_entry(&Rank(rank)).expect("it is there");
                    drained.insert(key, value);
                }
                say!(said, "{};", drained.len());
                if kind == MapOp::DrainRange {
                    let mut drained = drained.into_iter();
                    walk(&mut drained, op.bits, op.count, said);
                    say!(said, "{drained:?}");
                }
            }
            MapOp::GetMany => {
                for rank in [op.a, op.b, op.a ^ 1, op.count] {
                    say!(said, "{:?},", map.get_key_value(&Rank(rank)));
                }
            }
            MapOp::GetManyMut => {
                let wanted = [op.a, op.b, op.a ^ 1, op.count];
                let there = wanted.map(|rank| map.contains_key(&Rank(rank)));
                let twice = |at: usize| there[at] && wanted[..at].contains(&wanted[at]);
                if (0..4).any(twice) {
                    say!(said, "twice");
                    return;
                }
                for rank in wanted {
                    say!(said, "{:?},", map.get(&Rank(rank)));
                    if let Some(value) = map.get_mut(&Rank(rank)) {
                        value.touch();
                    }
                }
            }
            MapOp::ForEachOf => {
                for rank in batch(op, universe) {
                    item::call();
                    say!(said, "{rank} {:?},", map.get_key_value(&Rank(rank)));
                }
            }
            MapOp::ForEachRange | MapOp::ForEachRangeMut => {
                let mut left = op.count;
                for (key, value) in map.range_mut(ranks(range)) {
                    item::call();
                    if kind == MapOp::ForEachRangeMut {
                        value.touch();
                    }
                    say!(said, "{key:?}{value:?},");
                    if left == 0 {
                        say!(said, "broken");
                        break;
                    }
                    left -= 1;
                }
            }
            MapOp::Page => {
                let behind = (op.bits & 64 == 0).then(|| Key::new(op.count));
                let limit = op.count as usize % 20;
                let after = |key: &Key| behind.as_ref().is_none_or(|behind| key.rank() > behind.rank());
                let mut page = map.range(ranks(range)).filter(|(key, _)| after(key));
                let shown: Vec<_> = page.by_ref().take(limit).collect();
                say!(said, "{shown:?}");
                match (page.next(), shown.last()) {
                    (None, _) => say!(said, "None"),
                    (Some(_), Some((key, _))) => say!(said, "{:?}", Some(Some(Key::clone(key).id()))),
                    (Some(_), None) => say!(said, "{:?}", Some(behind.as_ref().map(Key::id))),
                }
            }
            MapOp::FromSorted => {
                let mut built = Map::new();
                let ranks = batch(op, universe);
                let end = ascending(&ranks);
                if end == ranks.len() {
                    built.extend(entries(&ranks));
                    say!(said, "Ok");
                    drop(std::mem::replace(&mut maps.other, built));
                } else {
                    extend_sorted(&mut built, &ranks, said);
                }
            }
            MapOp::ExtendSorted => extend_sorted(map, &batch(op, universe), said),
            MapOp::TryInsertReserving => {
                let (key, value) = (Key::new(op.a), Value::new());
                say!(said, "{:?}", map.insert(key, value));
            }
            MapOp::ShrinkToFit => {}
            _ => unreachable!("{kind:?} is shared"),
        }
    }
}
