//! The operations of maps: one text for std's map and for ours wherever both have the method ([`map_operations`]), and
//! what std does not have on stable twice: ours by its method, std's by other calls.

mod ours;
mod std_map;

use crate::item::{self, Key, Value};
use crate::program::{Op, operations};
use crate::run::Item;
use std::hash::{DefaultHasher, Hash, Hasher};

operations! {
    /// What is done with a map. The first fills it.
    MapOp {
        Fill [settled],
        Insert [whole settled ordered],
        Get [whole settled ordered],
        GetMut [whole settled ordered],
        Index [whole settled ordered],
        Ends [whole settled ordered],
        PopFirst [whole settled slim],
        PopLast [whole settled slim],
        FirstEntry [whole settled],
        LastEntry [whole settled],
        Remove [whole settled slim],
        RemoveEntry [whole settled slim],
        Retain [settled slim],
        Append [],
        SplitOff [whole settled broken_in_std],
        Range [whole settled ordered],
        RangeMut [whole settled ordered],
        Iter [whole settled ordered],
        IterMut [whole settled ordered],
        Keys [whole settled ordered],
        Values [whole settled ordered],
        ValuesMut [whole settled ordered],
        IntoIter [settled slim],
        IntoKeys [settled slim],
        IntoValues [settled slim],
        Clear [settled slim],
        Drop [settled slim],
        Clone [settled],
        CloneFrom [slim],
        Collect [settled],
        Extend [settled slim],
        Compare [whole settled ordered],
        Debug [whole settled ordered],
        Fold [whole settled ordered],
        Swap [whole settled ordered],
        OrInsert [whole settled],
        OrInsertWith [whole settled],
        OrInsertWithKey [whole settled],
        OrDefault [whole settled],
        AndModify [whole settled],
        InsertEntry [modelled settled],
        Occupied [whole settled],
        OccupiedRemove [whole settled],
        Vacant [whole settled],
        TryInsert [modelled settled],
        ExtractIf [modelled settled],
        Merge [modelled],
        Cursor [modelled settled],
        CursorMut [modelled settled],
        CursorMutKey [modelled settled],
        RemoveRange [modelled settled],
        DrainRange [modelled settled],
        GetMany [modelled settled],
        GetManyMut [modelled settled],
        ForEachOf [modelled settled],
        ForEachRange [modelled settled],
        ForEachRangeMut [modelled settled],
        Page [modelled settled],
        FromSorted [modelled],
        ExtendSorted [modelled],
        TryInsertReserving [modelled settled],
        ShrinkToFit [modelled settled],
    }
}

/// Two maps.
pub(crate) struct Maps<M> {
    map: M,
    other: M,
    tiny: bool,
}

/// What the operations need of a map and have under different names.
pub(crate) trait Build: Sized {
    /// An empty map.
    fn empty(tiny: bool) -> Self;

    /// A map of entries in any order.
    fn collected(entries: impl IntoIterator<Item = (Key, Value)>) -> Self;

    /// Performs an operation that std has not on stable.
    fn beyond(maps: &mut Maps<Self>, kind: MapOp, op: &Op, universe: u32, said: &mut String);

    /// Checks invariants.
    fn check(&self) -> Result<(), String>;
}

/// The entries of a batch of keys.
fn entries(ranks: &[u32]) -> impl Iterator<Item = (Key, Value)> + '_ {
    ranks.iter().map(|&rank| {
        item::call();
        (Key::new(rank), Value::new())
    })
}

/// The hash of anything.
fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// A key and a value as items.
fn items<'a>(entries: impl Iterator<Item = (&'a Key, &'a Value)>, items: &mut Vec<Item>) {
    for (key, value) in entries {
        items.push(Item { number: key.rank(), id: key.id() });
        items.push(Item { number: value.touched(), id: value.id() });
    }
}

/// Implements [`Subject`](crate::run::Subject) for maps of one type. `map` is the module of its entries: std's or ours.
macro_rules! map_operations {
    ([$($generic:tt)*], $map:ty, $is_std:literal) => {
        impl<$($generic)*> Subject for Maps<$map> {
            const IS_STD: bool = $is_std;
            const TABLE: &'static [Operation] = MapOp::TABLE;

            fn empty(tiny: bool) -> Self {
                Maps { map: <$map>::empty(tiny), other: <$map>::empty(tiny), tiny }
            }

            fn contents(&self, items: &mut Vec<Item>) {
                super::items(self.map.iter(), items);
                super::items(self.other.iter(), items);
            }

            fn check(&self) -> Result<(), String> {
                for map in [&self.map, &self.other] {
                    Build::check(map)?;
                    if !map.keys().is_sorted_by(|a, b| a < b) {
                        return Err(format!("keys do not ascend: {map:?}"));
                    }
                    if map.len() != map.iter().count() {
                        return Err(format!("{} entries are not {}", map.iter().count(), map.len()));
                    }
                }
                Ok(())
            }

            fn refill(&mut self, universe: u32, seed: u32) {
                *self = Self::empty(self.tiny);
                for at in 0..seed % universe.min(400) {
                    self.map.insert(Key::new(at.wrapping_mul(seed | 1) % universe), Value::new());
                }
                for at in 0..(seed >> 16) % universe.min(100) {
                    self.other.insert(Key::new(at.wrapping_mul(seed) % universe), Value::new());
                }
            }

            fn apply(&mut self, op: &Op, universe: u32, said: &mut String) {
                let kind = MapOp::ALL[op.kind];
                let rank = Rank(op.a);
                let (bits, count) = (op.bits, op.count);
                let (map, other, tiny) = (&mut self.map, &mut self.other, self.tiny);
                match kind {
                    MapOp::Fill => {
                        for (key, value) in entries(&batch(op, universe)) {
                            map.insert(key, value);
                        }
                    }
                    MapOp::Insert => say!(said, "{:?}", map.insert(Key::new(op.a), Value::new())),
                    MapOp::Get => {
                        say!(said, "{:?}", map.get(&rank));
                        say!(said, "{:?}", map.get_key_value(&rank));
                        say!(said, "{:?}", map.contains_key(&Rank(op.b)));
                    }
                    MapOp::GetMut => {
                        if let Some(value) = map.get_mut(&rank) {
                            value.touch();
                            say!(said, "{value:?}");
                        }
                    }
                    MapOp::Index => say!(said, "{:?}", map[&rank]),
                    MapOp::Ends => {
                        say!(said, "{:?}{:?}", map.first_key_value(), map.last_key_value());
                        say!(said, "{} {}", map.len(), map.is_empty());
                    }
                    MapOp::PopFirst => {
                        for _ in 0..=count % 8 {
                            say!(said, "{:?}", map.pop_first());
                        }
                    }
                    MapOp::PopLast => {
                        for _ in 0..=count % 8 {
                            say!(said, "{:?}", map.pop_last());
                        }
                    }
                    MapOp::FirstEntry => {
                        if let Some(mut entry) = map.first_entry() {
                            entry.get_mut().touch();
                            say!(said, "{entry:?}");
                            say!(said, "{:?}", entry.remove_entry());
                        }
                    }
                    MapOp::LastEntry => {
                        if let Some(mut entry) = map.last_entry() {
                            say!(said, "{:?}{:?}", entry.key(), entry.get());
                            say!(said, "{:?}", entry.insert(Value::new()));
                            say!(said, "{:?}", entry.remove());
                        }
                    }
                    MapOp::Remove => say!(said, "{:?}", map.remove(&rank)),
                    MapOp::RemoveEntry => say!(said, "{:?}", map.remove_entry(&rank)),
                    MapOp::Retain => map.retain(|key, value| {
                        item::call();
                        value.touch();
                        op.chooses(key.rank())
                    }),
                    MapOp::Append => {
                        map.append(other);
                        say!(said, "{}", other.len());
                    }
                    MapOp::SplitOff => {
                        let off = map.split_off(&rank);
                        drop(std::mem::replace(other, off));
                    }
                    MapOp::Range => {
                        let mut range = map.range(ranks(bounds(op, map.is_empty())));
                        walk(&mut range, bits, count, said);
                        let rest = range.clone();
                        say!(said, "{range:?} {:?}", rest.rev().last());
                        let rest = range.clone();
                        say!(said, "{:?} {:?} {}", rest.min(), range.clone().max(), range.count());
                    }
                    MapOp::RangeMut => {
                        let mut range = map.range_mut(ranks(bounds(op, map.is_empty())));
                        walk(&mut range, bits, count, said);
                        say!(said, "{range:?}");
                        range.for_each(|(_, value)| value.touch());
                    }
                    MapOp::Iter => {
                        let mut iter = map.iter();
                        walk(&mut iter, bits, count, said);
                        say!(said, "{iter:?} {:?}", iter.clone().last());
                        say!(said, "{:?} {:?}", iter.clone().min(), iter.clone().max());
                        say!(said, "{} {:?}", iter.len(), iter.clone().nth(count as usize));
                        say!(said, "{:?}", iter.rev().nth(3));
                        say!(said, "{:?}", <map::Iter<'_, Key, Value>>::default());
                    }
                    MapOp::IterMut => {
                        let mut iter = map.iter_mut();
                        walk(&mut iter, bits, count, said);
                        say!(said, "{iter:?} {}", iter.len());
                        iter.rev().for_each(|(_, value)| value.touch());
                    }
                    MapOp::Keys => {
                        let mut keys = map.keys();
                        walk(&mut keys, bits, count, said);
                        say!(said, "{keys:?} {:?} {:?}", keys.clone().min(), keys.clone().max());
                        say!(said, "{:?} {}", keys.clone().last(), keys.len());
                    }
                    MapOp::Values => {
                        let mut values = map.values();
                        walk(&mut values, bits, count, said);
                        say!(said, "{values:?} {:?} {}", values.clone().last(), values.len());
                    }
                    MapOp::ValuesMut => {
                        let mut values = map.values_mut();
                        walk(&mut values, bits, count, said);
                        say!(said, "{values:?}");
                        values.for_each(Value::touch);
                    }
                    MapOp::IntoIter => {
                        let mut iter = std::mem::replace(map, <$map>::empty(tiny)).into_iter();
                        walk(&mut iter, bits, count, said);
                        say!(said, "{iter:?} {}", iter.len());
                    }
                    MapOp::IntoKeys => {
                        let mut iter = std::mem::replace(map, <$map>::empty(tiny)).into_keys();
                        walk(&mut iter, bits, count, said);
                        say!(said, "{iter:?} {}", iter.len());
                    }
                    MapOp::IntoValues => {
                        let mut iter = std::mem::replace(map, <$map>::empty(tiny)).into_values();
                        walk(&mut iter, bits, count, said);
                        say!(said, "{iter:?} {}", iter.len());
                    }
                    MapOp::Clear => map.clear(),
                    MapOp::Drop => drop(std::mem::replace(map, <$map>::empty(tiny))),
                    MapOp::Clone => {
                        let clone = map.clone();
                        say!(said, "{}", clone == *map);
                        drop(std::mem::replace(other, clone));
                    }
                    MapOp::CloneFrom => other.clone_from(map),
                    MapOp::Collect => {
                        let collected = <$map>::collected(entries(&batch(op, universe)));
                        drop(std::mem::replace(other, collected));
                    }
                    MapOp::Extend => map.extend(entries(&batch(op, universe))),
                    MapOp::Compare => {
                        say!(said, "{} {:?} ", map == other, map.cmp(&other));
                        say!(said, "{:?} {}", map.partial_cmp(&other), hash(map));
                    }
                    MapOp::Debug => say!(said, "{map:?} {other:#?}"),
                    MapOp::Fold => {
                        let sum = |sum: u64, rank: u32| sum.wrapping_mul(31).wrapping_add(u64::from(rank));
                        say!(said, "{} ", map.iter().fold(0, |all, (key, _)| sum(all, key.rank())));
                        say!(said, "{} ", map.iter().rfold(0, |all, (key, _)| sum(all, key.rank())));
                        say!(said, "{} ", (&*map).into_iter().count());
                        for (_, value) in &mut *map {
                            value.touch();
                        }
                        say!(said, "{:?}", map.range::<Rank, _>(..).rev().map(|(key, _)| key.rank()).sum::<u32>());
                    }
                    MapOp::Swap => std::mem::swap(map, other),
                    MapOp::OrInsert => {
                        let value = map.entry(Key::new(op.a)).or_insert(Value::new());
                        value.touch();
                        say!(said, "{value:?}");
                    }
                    MapOp::OrInsertWith => {
                        let entry = map.entry(Key::new(op.a));
                        say!(said, "{:?}", entry.key());
                        say!(said, "{:?}", entry.or_insert_with(Value::default));
                    }
                    MapOp::OrInsertWithKey => {
                        let value = map.entry(Key::new(op.a)).or_insert_with_key(|key| {
                            say!(said, "{key:?}");
                            Value::default()
                        });
                        value.touch();
                    }
                    MapOp::OrDefault => say!(said, "{:?}", map.entry(Key::new(op.a)).or_default()),
                    MapOp::AndModify => {
                        let entry = map.entry(Key::new(op.a)).and_modify(|value| {
                            value.touch();
                            item::call();
                            value.touch();
                        });
                        say!(said, "{entry:?}");
                        if bits & 1 == 0 {
                            entry.or_default().touch();
                        }
                    }
                    MapOp::Occupied => match map.entry(Key::new(op.a)) {
                        map::Entry::Occupied(mut entry) => {
                            say!(said, "{entry:?}{:?}{:?}", entry.key(), entry.get());
                            say!(said, "{:?}", entry.insert(Value::new()));
                            entry.get_mut().touch();
                            entry.into_mut().touch();
                        }
                        map::Entry::Vacant(entry) => {
                            say!(said, "{entry:?}");
                            say!(said, "{:?}", entry.into_key());
                        }
                    },
                    MapOp::OccupiedRemove => match map.entry(Key::new(op.a)) {
                        map::Entry::Occupied(entry) if bits & 1 == 0 => say!(said, "{:?}", entry.remove()),
                        map::Entry::Occupied(entry) => say!(said, "{:?}", entry.remove_entry()),
                        map::Entry::Vacant(_) => {}
                    },
                    MapOp::Vacant => match map.entry(Key::new(op.a)) {
                        map::Entry::Occupied(entry) => say!(said, "{entry:?}"),
                        map::Entry::Vacant(entry) if bits & 1 == 0 => {
                            say!(said, "{:?}", entry.key());
                            entry.insert(Value::new()).touch();
                        }
                        map::Entry::Vacant(_) => {}
                    },
                    _ => <$map as Build>::beyond(self, kind, op, universe, said),
                }
            }
        }
    };
}
pub(crate) use map_operations;

/// Moves a cursor, ours or the [`ListCursor`](crate::shared::ListCursor), as the bits of an operation say.
macro_rules! map_cursor {
    ($cursor:ident, $op:ident, $said:ident) => {
        for step in 0..4 + $op.count % 12 {
            let way = $op.bits.rotate_right(3 * step) & 7;
            // Fits if there is room between the neighbours.
            let rank = match $cursor.peek_prev() {
                Some((key, _)) => key.rank() + ($op.b & 1),
                None => $op.a / 2,
            };
            match way {
                0 => say!($said, "next {:?},", $cursor.next()),
                1 => say!($said, "prev {:?},", $cursor.prev()),
                2 => {
                    if let Some((_, value)) = $cursor.peek_next() {
                        value.touch();
                    }
                    say!($said, "{:?},", $cursor.peek_prev());
                }
                3 => say!($said, "after {:?},", $cursor.insert_after(Key::new(rank), Value::new()).is_ok()),
                4 | 5 => {
                    say!($said, "before {:?},", $cursor.insert_before(Key::new(rank), Value::new()).is_ok())
                }
                6 => say!($said, "remove {:?},", $cursor.remove_next()),
                _ => say!($said, "remove {:?},", $cursor.remove_prev()),
            }
        }
    };
}
pub(crate) use map_cursor;
