//! The model of a multimap: std's map of keys to vectors that are not empty.

use super::{MultiOp, Multis, hash, pairs, repeated};
use crate::item::{self, Key, Rank, Value};
use crate::program::{Op, Operation};
use crate::run::{Item, Subject};
use crate::shared::{batch, bounds, ranks, say, walk};
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

type Model = BTreeMap<Key, Vec<Value>>;

/// Puts a pair behind those of its key.
fn insert(map: &mut Model, key: Key, value: Value) {
    map.entry(key).or_default().push(value);
}

fn len(map: &Model) -> usize {
    map.values().map(Vec::len).sum()
}

/// All pairs, in order.
fn all(map: &Model) -> impl DoubleEndedIterator<Item = (&Key, &Value)> + Clone {
    map.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value)))
}

impl Subject for Multis<Model> {
    const IS_STD: bool = true;
    const TABLE: &'static [Operation] = MultiOp::TABLE;

    fn empty(tiny: bool) -> Self {
        Multis { map: Model::new(), other: Model::new(), tiny }
    }

    fn contents(&self, items: &mut Vec<Item>) {
        for (key, values) in self.map.iter().chain(&self.other) {
            items.push(Item { number: key.rank(), id: key.id() });
            items.extend(values.iter().map(|value| Item { number: value.touched(), id: value.id() }));
        }
    }

    fn check(&self) -> Result<(), String> {
        Ok(())
    }

    fn refill(&mut self, universe: u32, seed: u32) {
        *self = Self::empty(self.tiny);
        for at in 0..seed % universe.min(400) {
            insert(&mut self.map, Key::new(at.wrapping_mul(seed | 1) % universe / 2), Value::new());
        }
    }

    fn apply(&mut self, op: &Op, universe: u32, said: &mut String) {
        let kind = MultiOp::ALL[op.kind];
        let (map, other) = (&mut self.map, &mut self.other);
        match kind {
            MultiOp::Fill | MultiOp::Extend => {
                for (key, value) in pairs(&repeated(batch(op, universe))) {
                    insert(map, key, value);
                }
            }
            MultiOp::Insert => insert(map, Key::new(op.a), Value::new()),
            MultiOp::Remove => {
                let found = map.get_mut(&Rank(op.a)).and_then(|values| {
                    let at = values.iter().position(|value| *value == op.count % 2)?;
                    Some((values.remove(at), values.is_empty()))
                });
                if let Some((_, true)) = found {
                    map.remove(&Rank(op.a));
                }
                say!(said, "{:?}", found.map(|(value, _)| value));
            }
            MultiOp::RemoveAll => say!(said, "{:?}", map.remove(&Rank(op.a))),
            MultiOp::Get => {
                say!(said, "{:?}", map.get(&Rank(op.a)).map_or(&[][..], Vec::as_slice));
                say!(said, "{}", map.contains_key(&Rank(op.b)));
            }
            MultiOp::GetMut => {
                for value in map.get_mut(&Rank(op.a)).into_iter().flatten() {
                    value.touch();
                }
            }
            MultiOp::Contains => {
                let value = other.values().flatten().next();
                let there = map.get(&Rank(op.a)).zip(value).is_some_and(|(list, value)| list.contains(value));
                let own = map.get(&Rank(op.a)).is_some_and(|list| list.contains(&list[list.len() / 2]));
                say!(said, "{there} {own}");
            }
            MultiOp::Ends => {
                say!(said, "{:?} {:?}", map.first_key_value(), map.last_key_value());
                say!(said, "{} {} {}", len(map), map.len(), map.is_empty());
            }
            MultiOp::Pop => {
                for step in 0..=op.count % 8 {
                    let first = (op.bits >> step) & 1 == 0;
                    say!(said, "{:?},", if first { map.pop_first() } else { map.pop_last() });
                }
            }
            MultiOp::Retain => map.retain(|key, values| {
                values.retain_mut(|value| {
                    item::call();
                    value.touch();
                    op.chooses(key.rank() + value.touched())
                });
                !values.is_empty()
            }),
            MultiOp::Append => {
                for (key, values) in std::mem::take(other) {
                    map.entry(key).or_default().extend(values);
                }
            }
            MultiOp::SplitOff => *other = map.split_off(&Rank(op.a)),
            MultiOp::Clear => map.clear(),
            MultiOp::Drop => drop(std::mem::take(map)),
            MultiOp::Clone => *other = map.clone(),
            MultiOp::CloneFrom => other.clone_from(map),
            MultiOp::Collect => {
                let mut collected = Model::new();
                for (key, value) in pairs(&repeated(batch(op, universe))).collect::<Vec<_>>() {
                    insert(&mut collected, key, value);
                }
                *other = collected;
            }
            MultiOp::Compare => {
                say!(said, "{} {:?} ", map == other, map.cmp(&other));
                say!(said, "{:?} {}", map.partial_cmp(&other), hash(map));
            }
            MultiOp::Debug => say!(said, "{map:?} {other:#?}"),
            MultiOp::Swap => std::mem::swap(map, other),
            MultiOp::Iter => {
                let listed: Vec<_> = all(map).collect();
                let mut iter = listed.into_iter();
                walk(&mut iter, op.bits, op.count, said);
                say!(said, "{:?} {} {:?}", iter.as_slice(), iter.len(), iter.clone().last());
            }
            MultiOp::IterMut => {
                let entries = map.iter_mut();
                let listed: Vec<_> =
                    entries.flat_map(|(key, list)| list.iter_mut().map(move |value| (key, value))).collect();
                let mut iter = listed.into_iter();
                walk(&mut iter, op.bits, op.count, said);
                say!(said, "{:?}", iter.as_slice());
                iter.for_each(|(_, value)| value.touch());
            }
            MultiOp::IntoIter => {
                let entries = std::mem::take(map).into_iter();
                let mut owned = Owned(entries.map(|(key, values)| (key, values.into())).collect());
                walk(&mut owned, op.bits, op.count, said);
                let left: Vec<_> = owned
                    .0
                    .iter()
                    .flat_map(|(key, list)| list.iter().map(move |value| (key, value)))
                    .collect();
                say!(said, "{left:?}");
            }
            MultiOp::Range => {
                let range = map.range(ranks(bounds(op, map.is_empty())));
                let listed: Vec<_> =
                    range.flat_map(|(key, list)| list.iter().map(move |value| (key, value))).collect();
                let mut iter = listed.into_iter();
                for step in 0..op.count {
                    let front = op.bits.rotate_right(step % 32) & 1 == 1;
                    say!(said, "{:?},", if front { iter.next() } else { iter.next_back() });
                }
                say!(said, "{:?}", iter.as_slice());
            }
            MultiOp::Lists => {
                let mut lists = map.iter();
                walk(&mut lists, op.bits, op.count, said);
                say!(said, "{lists:?} {:?}", map.keys());
            }
            MultiOp::IntoLists => {
                let mut lists = std::mem::take(map).into_iter();
                walk(&mut lists, op.bits, op.count, said);
                say!(said, "{lists:?}");
            }
            MultiOp::Entry => {
                let (key, value) = (Key::new(op.a), Value::new());
                let values = map.get(&key).map_or(&[][..], Vec::as_slice);
                say!(said, "{key:?} {values:?}");
                let list = map.entry(key).or_default();
                list.push(value);
                list.iter_mut().for_each(Value::touch);
                say!(said, "{list:?}");
            }
            MultiOp::OrInsertWith => {
                let list = map.entry(Key::new(op.a)).or_insert_with(|| vec![Value::default()]);
                list[0].touch();
                say!(said, "{list:?}");
            }
            MultiOp::Occupied => {
                let key = Key::new(op.a);
                match map.get_mut(&key) {
                    None => say!(said, "Entry(VacantEntry({key:?})){key:?}"),
                    Some(list) => {
                        let there = Key::rank(&key);
                        list.push(Value::new());
                        list.iter_mut().for_each(Value::touch);
                        say!(said, "{there} {list:?}");
                        if op.bits & 1 == 0 {
                            say!(said, "{:?}", map.remove_entry(&key).expect("it is there"));
                        }
                    }
                }
            }
            MultiOp::ForEachRange => {
                let mut left = op.count;
                let range = map.range(ranks(bounds(op, map.is_empty())));
                for (key, value) in range.flat_map(|(key, list)| list.iter().map(move |value| (key, value))) {
                    item::call();
                    say!(said, "{key:?}{value:?},");
                    if left == 0 {
                        say!(said, "broken");
                        break;
                    }
                    left -= 1;
                }
            }
            MultiOp::Page => {
                let limit = op.count as usize % 20;
                let mut page = map.range(ranks(bounds(op, map.is_empty())));
                let shown: Vec<_> = page.by_ref().take(limit).collect();
                say!(said, "{shown:?}");
                match (page.next(), shown.last()) {
                    (None, _) => say!(said, "None"),
                    (Some(_), Some((key, _))) => say!(said, "{:?}", Some(Some(Key::clone(key).id()))),
                    (Some(_), None) => say!(said, "Some(None)"),
                }
            }
            MultiOp::RemoveRange => {
                let chosen: Vec<u32> =
                    map.range(ranks(bounds(op, map.is_empty()))).map(|(key, _)| key.rank()).collect();
                let removed = chosen.iter().map(|&rank| map.remove(&Rank(rank)).map_or(0, |list| list.len()));
                say!(said, "{}", removed.sum::<usize>());
            }
            MultiOp::ShrinkToFit => {}
        }
    }
}

/// A multimap that is taken apart from both ends: a key is cloned for all of its values but the last.
struct Owned(VecDeque<(Key, VecDeque<Value>)>);

impl Iterator for Owned {
    type Item = (Key, Value);

    fn next(&mut self) -> Option<(Key, Value)> {
        let (key, values) = self.0.front_mut()?;
        if values.len() > 1 {
            return Some((key.clone(), values.pop_front()?));
        }
        let (key, mut values) = self.0.pop_front()?;
        Some((key, values.pop_front()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.0.iter().map(|(_, values)| values.len()).sum();
        (left, Some(left))
    }
}

impl DoubleEndedIterator for Owned {
    fn next_back(&mut self) -> Option<(Key, Value)> {
        let (key, values) = self.0.back_mut()?;
        if values.len() > 1 {
            return Some((key.clone(), values.pop_back()?));
        }
        let (key, mut values) = self.0.pop_back()?;
        Some((key, values.pop_back()?))
    }
}
