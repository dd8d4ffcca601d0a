//! Our multimap in any layout.

use super::{MultiOp, Multis, hash, pairs, repeated};
use crate::item::{self, Key, Rank, Value};
use crate::program::{Op, Operation};
use crate::run::{Item, Subject};
use crate::shared::{batch, bounds, ranks, say, walk};
use btree_map::multimap::{Entry, ValueList};
use btree_map::{BPlusTreeMultiMap, DefaultLayout, MIN_FANOUT, PageToken};
use std::fmt::Write as _;
use std::ops::ControlFlow;

/// A multimap in some layout.
type Multi<L> = BPlusTreeMultiMap<Key, Value, L>;

fn empty<L: DefaultLayout<Key, ValueList<Value>>>(tiny: bool) -> Multi<L> {
    let tiny = if tiny { Multi::with_fanout(MIN_FANOUT).ok() } else { None };
    tiny.unwrap_or_else(Multi::with_layout)
}

impl<L: DefaultLayout<Key, ValueList<Value>>> Subject for Multis<Multi<L>> {
    const IS_STD: bool = false;
    const TABLE: &'static [Operation] = MultiOp::TABLE;

    fn empty(tiny: bool) -> Self {
        Multis { map: empty(tiny), other: empty(tiny), tiny }
    }

    fn contents(&self, items: &mut Vec<Item>) {
        for (key, values) in self.map.lists().chain(self.other.lists()) {
            items.push(Item { number: key.rank(), id: key.id() });
            items.extend(values.iter().map(|value| Item { number: value.touched(), id: value.id() }));
        }
    }

    fn check(&self) -> Result<(), String> {
        for map in [&self.map, &self.other] {
            map.check_invariants().map_err(|broken| format!("{broken:?}"))?;
            if !map.keys().is_sorted_by(|a, b| a < b) {
                return Err(format!("keys do not ascend: {map:?}"));
            }
            if map.iter().count() != map.len() {
                return Err(format!("{} pairs are not {}", map.iter().count(), map.len()));
            }
        }
        Ok(())
    }

    fn refill(&mut self, universe: u32, seed: u32) {
        *self = Self::empty(self.tiny);
        for at in 0..seed % universe.min(400) {
            self.map.insert(Key::new(at.wrapping_mul(seed | 1) % universe / 2), Value::new());
        }
    }

    fn apply(&mut self, op: &Op, universe: u32, said: &mut String) {
        let kind = MultiOp::ALL[op.kind];
        let (map, other, tiny) = (&mut self.map, &mut self.other, self.tiny);
        match kind {
            MultiOp::Fill => {
                for (key, value) in pairs(&repeated(batch(op, universe))) {
                    map.insert(key, value);
                }
            }
            MultiOp::Extend => map.extend(pairs(&repeated(batch(op, universe)))),
            MultiOp::Insert => map.insert(Key::new(op.a), Value::new()),
            MultiOp::Remove => say!(said, "{:?}", map.remove(&Rank(op.a), &(op.count % 2))),
            MultiOp::RemoveAll => say!(said, "{:?}", map.remove_all(&Rank(op.a))),
            MultiOp::Get => {
                say!(said, "{:?}{}", map.get(&Rank(op.a)), map.contains_key(&Rank(op.b)));
            }
            MultiOp::GetMut => map.get_mut(&Rank(op.a)).iter_mut().for_each(Value::touch),
            MultiOp::Contains => {
                let value = other.iter().next().map(|(_, value)| value);
                let there = value.is_some_and(|value| map.contains(&Rank(op.a), value));
                let list = map.get(&Rank(op.a));
                let own = list.get(list.len() / 2).is_some_and(|value| map.contains(&Rank(op.a), value));
                say!(said, "{there} {own}");
            }
            MultiOp::Ends => {
                say!(said, "{:?} {:?}", map.first_key_values(), map.last_key_values());
                say!(said, "{} {} {}", map.len(), map.keys_len(), map.is_empty());
            }
            MultiOp::Pop => {
                for step in 0..=op.count % 8 {
                    let first = (op.bits >> step) & 1 == 0;
                    say!(said, "{:?},", if first { map.pop_first() } else { map.pop_last() });
                }
            }
            MultiOp::Retain => map.retain(|key, value| {
                item::call();
                value.touch();
                op.chooses(key.rank() + value.touched())
            }),
            MultiOp::Append => map.append(other),
            MultiOp::SplitOff => *other = map.split_off(&Rank(op.a)),
            MultiOp::Clear => map.clear(),
            MultiOp::Drop => drop(std::mem::replace(map, empty(tiny))),
            MultiOp::Clone => *other = map.clone(),
            MultiOp::CloneFrom => other.clone_from(map),
            MultiOp::Collect => *other = Multi::from_iter_in_layout(pairs(&repeated(batch(op, universe)))),
            MultiOp::Compare => {
                say!(said, "{} {:?} ", map == other, map.cmp(&other));
                say!(said, "{:?} {}", map.partial_cmp(&other), hash(map));
            }
            MultiOp::Debug => say!(said, "{map:?} {other:#?}"),
            MultiOp::Swap => std::mem::swap(map, other),
            MultiOp::Iter => {
                let mut iter = map.iter();
                walk(&mut iter, op.bits, op.count, said);
                say!(said, "{iter:?} {} {:?}", iter.len(), iter.clone().last());
            }
            MultiOp::IterMut => {
                let mut iter = map.iter_mut();
                walk(&mut iter, op.bits, op.count, said);
                say!(said, "{iter:?}");
                iter.for_each(|(_, value)| value.touch());
            }
            MultiOp::IntoIter => {
                let mut iter = std::mem::replace(map, empty(tiny)).into_iter();
                walk(&mut iter, op.bits, op.count, said);
                say!(said, "{iter:?}");
            }
            MultiOp::Range => {
                let mut iter = map.range(ranks(bounds(op, map.is_empty())));
                for step in 0..op.count {
                    let front = op.bits.rotate_right(step % 32) & 1 == 1;
                    say!(said, "{:?},", if front { iter.next() } else { iter.next_back() });
                }
                say!(said, "{iter:?}");
            }
            MultiOp::Lists => {
                let mut lists = map.lists();
                walk(&mut lists, op.bits, op.count, said);
                say!(said, "{lists:?} {:?}", map.keys());
            }
            MultiOp::IntoLists => {
                let mut lists = std::mem::replace(map, empty(tiny)).into_lists();
                walk(&mut lists, op.bits, op.count, said);
                say!(said, "{lists:?}");
            }
            MultiOp::Entry => {
                let (key, value) = (Key::new(op.a), Value::new());
                say!(said, "{key:?} ");
                let entry = map.entry(key);
                say!(said, "{:?}", entry.values());
                let list = entry.insert(value);
                list.iter_mut().for_each(Value::touch);
                say!(said, "{list:?}");
            }
            MultiOp::OrInsertWith => {
                let list = map.entry(Key::new(op.a)).or_insert_with(Value::default);
                list[0].touch();
                say!(said, "{list:?}");
            }
            MultiOp::Occupied => {
                let entry = map.entry(Key::new(op.a));
                match entry {
                    Entry::Vacant(entry) => {
                        let key = entry.key().id();
                        say!(said, "{:?}", Entry::Vacant(entry));
                        say!(said, "{}:{key:?}", op.a);
                    }
                    Entry::Occupied(mut entry) => {
                        say!(said, "{} ", entry.key().rank());
                        entry.insert(Value::new());
                        entry.values_mut().iter_mut().for_each(Value::touch);
                        say!(said, "{:?}", entry.values());
                        if op.bits & 1 == 0 {
                            say!(said, "{:?}", entry.remove_all());
                        } else {
                            let _: &mut [Value] = entry.into_mut();
                        }
                    }
                }
            }
            MultiOp::ForEachRange => {
                let mut left = op.count;
                let range = ranks(bounds(op, map.is_empty()));
                let flow = map.for_each_range(range, |key, value| {
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
            MultiOp::Page => {
                let range = ranks(bounds(op, map.is_empty()));
                let mut page = map.page(range, PageToken::START, op.count as usize % 20);
                say!(said, "{page:?}");
                page.by_ref().for_each(drop);
                say!(said, "{:?}", page.resume().map(|token| token.key().map(Key::id)));
            }
            MultiOp::RemoveRange => {
                say!(said, "{}", map.remove_range(ranks(bounds(op, map.is_empty()))));
            }
            MultiOp::ShrinkToFit => {
                let before = map.heap_bytes();
                map.shrink_to_fit();
                if map.heap_bytes() > before {
                    say!(said, "{} bytes became {}", before, map.heap_bytes());
                }
            }
        }
    }
}
