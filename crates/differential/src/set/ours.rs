//! Our set in any layout, and what std has not on stable.

use super::{Build, SetOp, Sets, elements, hash, set_cursor, set_operations, two_sets};
use crate::item::{self, Key, Rank};
use crate::program::{Op, Operation};
use crate::run::{Item, Subject};
use crate::shared::{batch, bound, bounds, keys, ranks, say, walk};
use btree_map::btree_set::Entry;
use btree_map::{BPlusTreeSet, DefaultLayout, MIN_FANOUT, PageToken};
use std::fmt::Write as _;
use std::ops::ControlFlow;

set_operations!([L: DefaultLayout<Key, ()>], BPlusTreeSet<Key, L>, false);

impl<L: DefaultLayout<Key, ()>> Build for BPlusTreeSet<Key, L> {
    fn empty(tiny: bool) -> Self {
        let tiny = if tiny { Self::with_fanout(MIN_FANOUT).ok() } else { None };
        tiny.unwrap_or_else(Self::with_layout)
    }

    fn collected(elements: impl IntoIterator<Item = Key>) -> Self {
        Self::from_iter_in_layout(elements)
    }

    fn check(&self) -> Result<(), String> {
        self.check_invariants().map_err(|broken| format!("{broken:?}"))
    }

    fn beyond(sets: &mut Sets<Self>, kind: SetOp, op: &Op, universe: u32, said: &mut String) {
        let set = &mut sets.set;
        let range = bounds(op, set.is_empty());
        match kind {
            SetOp::Entry => {
                let entry = set.entry(Key::new(op.a));
                say!(said, "{entry:?}");
                match entry {
                    Entry::Occupied(entry) if op.bits & 1 == 0 => say!(said, "{:?}", Some(entry.remove())),
                    Entry::Occupied(_) => {}
                    Entry::Vacant(entry) => match op.bits % 3 {
                        0 => say!(said, "{:?}", entry.into_value()),
                        1 => entry.insert(),
                        _ => _ = Entry::Vacant(entry).insert(),
                    },
                }
            }
            SetOp::GetOrInsert => say!(said, "{:?}", set.get_or_insert(Key::new(op.a))),
            SetOp::GetOrInsertWith => {
                let there = set.get_or_insert_with(&Rank(op.a), |rank| {
                    item::call();
                    Key::new(rank.0)
                });
                say!(said, "{there:?}");
            }
            SetOp::ExtractIf => {
                // Refused here, so that both make the same keys.
                _ = set.range(ranks(range));
                let extracted = set.extract_if(keys(range), |key| {
                    item::call();
                    op.chooses(key.rank())
                });
                for element in extracted.take(op.count as usize) {
                    say!(said, "{:?},", Some(element));
                }
            }
            SetOp::Cursor => {
                let bound = bound(op.a, op.bits).map(Rank);
                for upper in [false, true] {
                    let mut cursor =
                        if upper { set.upper_bound(bound.as_ref()) } else { set.lower_bound(bound.as_ref()) };
                    for step in 0..1 + op.count % 10 {
                        let twin = cursor.clone();
                        say!(said, "{:?}{:?}", cursor.peek_next(), twin.peek_prev());
                        let next = op.bits.rotate_right(step) & 1 == 0;
                        say!(said, "{:?};", if next { cursor.next() } else { cursor.prev() });
                    }
                }
            }
            SetOp::CursorMut | SetOp::CursorMutKey => {
                let bound = bound(op.a, op.bits >> 8).map(Rank);
                let mut cursor = if op.bits & 16 == 0 {
                    set.upper_bound_mut(bound.as_ref())
                } else {
                    set.lower_bound_mut(bound.as_ref())
                };
                if kind == SetOp::CursorMut {
                    set_cursor!(cursor, op, said);
                } else {
                    let mut cursor = cursor.with_mutable_key();
                    set_cursor!(cursor, op, said);
                }
            }
            SetOp::RemoveRange => say!(said, "{};", set.remove_range(ranks(range))),
            SetOp::DrainRange => {
                let mut drained = set.drain_range(ranks(range));
                say!(said, "{};", drained.len());
                walk(&mut drained, op.bits, op.count, said);
                say!(said, "{drained:?}");
            }
            SetOp::GetMany => {
                let wanted = [op.a, op.b, op.a ^ 1, op.count].map(Rank);
                let [a, b, c, d] = &wanted;
                for found in set.get_many([a, b, c, d]) {
                    say!(said, "{found:?},");
                }
            }
            SetOp::ForEachRange => {
                let mut left = op.count;
                let flow = set.for_each_range(ranks(range), |key| {
                    item::call();
                    say!(said, "{key:?},");
                    let flow = if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
                    left = left.wrapping_sub(1);
                    flow
                });
                if flow.is_break() {
                    say!(said, "broken");
                }
            }
            SetOp::Page => {
                let behind = (op.bits & 64 == 0).then(|| Key::new(op.count));
                let token = behind.map_or(PageToken::START, PageToken::behind);
                let mut page = set.page(ranks(range), token, op.count as usize % 20);
                say!(said, "{page:?}");
                page.by_ref().for_each(drop);
                say!(said, "{:?}", page.resume().map(|token| token.key().map(Key::id)));
            }
            SetOp::FromSorted => match Self::from_sorted_iter_in_layout(elements(&batch(op, universe))) {
                Ok(built) => {
                    say!(said, "Ok");
                    drop(std::mem::replace(&mut sets.other, built));
                }
                Err(error) => say!(said, "Err({}, {:?})", error.index, error.element),
            },
            SetOp::ExtendSorted => match set.extend_sorted(elements(&batch(op, universe))) {
                Ok(()) => say!(said, "Ok"),
                Err(error) => say!(said, "Err({}, {:?})", error.index, error.element),
            },
            SetOp::ShrinkToFit => {
                let before = set.heap_bytes();
                set.shrink_to_fit();
                if set.heap_bytes() > before {
                    say!(said, "{} bytes became {}", before, set.heap_bytes());
                }
            }
            _ => unreachable!("{kind:?} is shared"),
        }
    }
}
