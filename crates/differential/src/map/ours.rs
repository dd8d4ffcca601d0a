//! Our map in any layout, and what std has not on stable.

use super::{Build, MapOp, Maps, entries, hash, map_cursor, map_operations};
use crate::item::{self, Key, Rank, Value};
use crate::program::{Op, Operation};
use crate::run::{Item, Subject};
use crate::shared::{batch, bound, bounds, keys, ranks, say, walk};
use btree_map::{BPlusTreeMap, DefaultLayout, MIN_FANOUT, PageToken, btree_map as map};
use std::fmt::Write as _;
use std::ops::ControlFlow;

map_operations!([T: DefaultLayout<Key, Value>], BPlusTreeMap<Key, Value, T>, false);

impl<T: DefaultLayout<Key, Value>> Build for BPlusTreeMap<Key, Value, T> {
    fn empty(tiny: bool) -> Self {
        let tiny = if tiny { Self::with_fanout(MIN_FANOUT).ok() } else { None };
        tiny.unwrap_or_else(Self::with_layout)
    }

    fn collected(entries: impl IntoIterator<Item = (Key, Value)>) -> Self {
        Self::from_iter_in_layout(entries)
    }

    fn check(&self) -> Result<(), String> {
        self.check_invariants().map_err(|broken| format!("{broken:?}"))
    }

    fn beyond(maps: &mut Maps<Self>, kind: MapOp, op: &Op, universe: u32, said: &mut String) {
        let map = &mut maps.map;
        let range = bounds(op, map.is_empty());
        match kind {
            MapOp::TryInsert => {
                let (key, value) = (Key::new(op.a), Value::new());
                say!(said, "{:?}", map.try_insert(key, value));
            }
            MapOp::InsertEntry => {
                let mut entry = match map.entry(Key::new(op.a)) {
                    map::Entry::Vacant(entry) if op.bits & 2 == 0 => entry.insert_entry(Value::new()),
                    entry => entry.insert_entry(Value::new()),
                };
                entry.get_mut().touch();
                say!(said, "{entry:?}");
                if op.bits & 1 == 0 {
                    say!(said, "{:?}", entry.remove());
                }
            }
            MapOp::ExtractIf => {
                let range = {
                    // Refused here, so that both make the same keys.
                    _ = map.range(ranks(range));
                    keys(range)
                };
                let extracted = map.extract_if(range, |key, value| {
                    item::call();
                    value.touch();
                    op.chooses(key.rank())
                });
                for entry in extracted.take(op.count as usize) {
                    say!(said, "{:?},", Some(entry));
                }
            }
            MapOp::Merge => {
                let theirs = std::mem::replace(&mut maps.other, Self::empty(maps.tiny));
                map.merge(theirs, |key, here, there| {
                    item::call();
                    say!(said, "{key:?}{here:?}{there:?},");
                    if op.chooses(key.rank()) { here } else { there }
                });
            }
            MapOp::Cursor => {
                let bound = bound(op.a, op.bits).map(Rank);
                for upper in [false, true] {
                    let mut cursor =
                        if upper { map.upper_bound(bound.as_ref()) } else { map.lower_bound(bound.as_ref()) };
                    for step in 0..1 + op.count % 10 {
                        let twin = cursor.clone();
                        say!(said, "{:?}{:?}", cursor.peek_next(), twin.peek_prev());
                        let next = op.bits.rotate_right(step) & 1 == 0;
                        say!(said, "{:?};", if next { cursor.next() } else { cursor.prev() });
                    }
                }
            }
            MapOp::CursorMut | MapOp::CursorMutKey => {
                let bound = bound(op.a, op.bits >> 8).map(Rank);
                let mut cursor = if op.bits & 16 == 0 {
                    map.upper_bound_mut(bound.as_ref())
                } else {
                    map.lower_bound_mut(bound.as_ref())
                };
                if kind == MapOp::CursorMut {
                    map_cursor!(cursor, op, said);
                } else {
                    let mut cursor = cursor.with_mutable_key();
                    map_cursor!(cursor, op, said);
                }
            }
            MapOp::RemoveRange => say!(said, "{};", map.remove_range(ranks(range))),
            MapOp::DrainRange => {
                let mut drained = map.drain_range(ranks(range));
                say!(said, "{};", drained.len());
                walk(&mut drained, op.bits, op.count, said);
                say!(said, "{drained:?}");
            }
            MapOp::GetMany => {
                let wanted = [op.a, op.b, op.a ^ 1, op.count].map(Rank);
                let [a, b, c, d] = &wanted;
                let found = map.get_many([a, b, c, d]);
                let entries = map.get_many_key_value([a, b, c, d]);
                for (value, entry) in found.iter().zip(entries) {
                    let same = *value == entry.map(|(_, value)| value);
                    if same {
                        say!(said, "{entry:?},");
                    } else {
                        say!(said, "{value:?} is not {entry:?}");
                    }
                }
            }
            MapOp::GetManyMut => {
                let wanted = [op.a, op.b, op.a ^ 1, op.count].map(Rank);
                let [a, b, c, d] = &wanted;
                match map.get_disjoint_mut([a, b, c, d]) {
                    Err(_) => say!(said, "twice"),
                    Ok(found) => {
                        for value in found {
                            say!(said, "{value:?},");
                            if let Some(value) = value {
                                value.touch();
                            }
                        }
                    }
                }
            }
            MapOp::ForEachOf => {
                let wanted: Vec<Rank> = batch(op, universe).into_iter().map(Rank).collect();
                map.for_each_of(&wanted, |rank, entry| {
                    item::call();
                    say!(said, "{} {entry:?},", rank.0);
                });
            }
            MapOp::ForEachRange => {
                let mut left = op.count;
                let flow = map.for_each_range(ranks(range), |key, value| {
                    item::call();
                    say!(said, "{key:?}{value:?},");
                    let flow = if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
                    left = left.wrapping_sub(1);
                    flow
                });
                if flow.is_break() {
                    say!(said, "broken");
                }
            }
            MapOp::ForEachRangeMut => {
                let mut left = op.count;
                let flow = map.for_each_range_mut(ranks(range), |key, value| {
                    item::call();
                    value.touch();
                    say!(said, "{key:?}{value:?},");
                    let flow = if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
                    left = left.wrapping_sub(1);
                    flow
                });
                if flow.is_break() {
                    say!(said, "broken");
                }
            }
            MapOp::Page => {
                let behind = (op.bits & 64 == 0).then(|| Key::new(op.count));
                let token = behind.map_or(PageToken::START, PageToken::behind);
                let mut page = map.page(ranks(range), token, op.count as usize % 20);
                say!(said, "{page:?}");
                page.by_ref().for_each(drop);
                say!(said, "{:?}", page.resume().map(|token| token.key().map(Key::id)));
            }
            MapOp::FromSorted => match Self::from_sorted_iter_in_layout(entries(&batch(op, universe))) {
                Ok(built) => {
                    say!(said, "Ok");
                    drop(std::mem::replace(&mut maps.other, built));
                }
                Err(error) => say!(said, "Err({}, {:?})", error.index, error.entry),
            },
            MapOp::ExtendSorted => match map.extend_sorted(entries(&batch(op, universe))) {
                Ok(()) => say!(said, "Ok"),
                Err(error) => say!(said, "Err({}, {:?})", error.index, error.entry),
            },
            MapOp::TryInsertReserving => {
                let (key, value) = (Key::new(op.a), Value::new());
                match map.try_insert_reserving(key, value) {
                    Ok(replaced) => say!(said, "{replaced:?}"),
                    Err(error) => say!(said, "{error}"),
                }
            }
            MapOp::ShrinkToFit => {
                let before = map.heap_bytes();
                map.shrink_to_fit();
                if map.heap_bytes() > before {
                    say!(said, "{} bytes became {}", before, map.heap_bytes());
                }
                let mut entries = 0;
                map.for_each_leaf(|len, room| {
                    assert!(len <= room, "a leaf of {room} holds {len}");
                    entries += len;
                });
                assert_eq!(entries, map.len(), "the leaves hold all");
            }
            _ => unreachable!("{kind:?} is shared"),
        }
    }
}
