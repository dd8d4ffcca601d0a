//! Slots that link themselves into a free list: the half that [`OptimizedArena`](crate::OptimizedArena) and
//! [`BoxedArena`](crate::BoxedArena) share. No unsafe code here.
//!
//! Invariants of a [`FreeList`] and the slots it is used with:
//!
//! 1. The chain from `head` through `next` visits every `Free` slot that is not retired once, and nothing else.
//! 2. The `rest` of a listed slot is the length of the chain from it on, itself included.
//! 3. Live slots have odd generations, free ones even; the floor knows whether any slot is retired.

use crate::generation::{Floor, OLD, is_live};
use crate::memory::{not_a_pair, not_live};
use crate::unwind::through_panics;

/// Ends the chain. Never an index: arenas stop growing before it.
const NONE: u32 = u32::MAX;

/// One place for a node. Two variants rather than `{ generation, Live | Free }`, so that tag and generation share
/// eight bytes: 16 bytes for a `u64`, not 24.
pub(crate) enum Slot<T> {
    Live { generation: u32, node: T },
    Free { generation: u32, next: u32, rest: u32 },
}

impl<T> Slot<T> {
    fn generation(&self) -> u32 {
        match *self {
            Self::Live { generation, .. } | Self::Free { generation, .. } => generation,
        }
    }

    fn as_live_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Live { node, .. } => Some(node),
            Self::Free { .. } => None,
        }
    }
}

/// The head of the chain and the floor of generations: all an arena keeps beside its slots.
pub(crate) struct FreeList {
    head: u32,
    floor: Floor,
}

impl FreeList {
    pub(crate) const fn new() -> Self {
        Self { head: NONE, floor: Floor::new() }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.head == NONE
    }

    /// The number of slots that can be filled without making new ones. Computes in **O(1)** time.
    pub(crate) fn free<T>(&self, slots: &[Slot<T>]) -> usize {
        match slots.get(self.head as usize) {
            Some(&Slot::Free { rest, .. }) => rest as usize,
            _ => 0,
        }
    }

    /// The number of live slots. Computes in **O(1)** time, **O(slots)** once a slot has been retired.
    pub(crate) fn live<T>(&self, slots: &[Slot<T>]) -> usize {
        if self.floor.any_retired() {
            slots.iter().filter(|slot| is_live(slot.generation())).count()
        } else {
            slots.len() - self.free(slots)
        }
    }

    /// A new slot that holds `node`.
    pub(crate) fn born_live<T>(&self, node: T) -> Slot<T> {
        Slot::Live { generation: self.floor.birth() + 1, node }
    }

    /// Appends new free slots up to `total` and puts them at the head of the chain, the lowest first.
    pub(crate) fn born_free<T>(&mut self, slots: &mut alloc::vec::Vec<Slot<T>>, total: usize) {
        let (first, listed, generation) = (slots.len(), self.free(slots), self.floor.birth());
        for index in first..total {
            let next = if index + 1 == total { self.head } else { index as u32 + 1 };
            slots.push(Slot::Free { generation, next, rest: (listed + total - index) as u32 });
        }
        if first < total {
            self.head = first as u32;
        }
    }

    /// Fills the slot at the head of the chain.
    #[inline]
    pub(crate) fn fill<T>(&mut self, slots: &mut [Slot<T>], node: T) -> usize {
        let index = self.head as usize;
        match slots[index] {
            Slot::Free { generation, next, .. } => {
                self.head = next;
                slots[index] = Slot::Live { generation: generation + 1, node };
                index
            }
            Slot::Live { .. } => unreachable!("a live slot in the free list"),
        }
    }

    /// Empties a live slot and lists it, unless it is retired by that.
    pub(crate) fn take<T>(&mut self, slots: &mut [Slot<T>], index: usize) -> T {
        let rest = self.free(slots) as u32 + 1;
        let slot = match slots.get_mut(index) {
            Some(slot @ Slot::Live { .. }) => slot,
            _ => not_live(index),
        };
        let generation = slot.generation() + 1;
        let reusable = self.floor.may_reuse(generation);
        let next = if reusable { self.head } else { NONE };
        let Slot::Live { node, .. } = core::mem::replace(slot, Slot::Free { generation, next, rest }) else {
            not_live(index)
        };
        if reusable {
            self.head = index as u32;
        }
        node
    }

    /// Drops every node, also when one drop panics; afterwards every slot is free and the chain ascends.
    pub(crate) fn drop_nodes<T>(&mut self, slots: &mut [Slot<T>]) {
        let mut index = 0;
        through_panics(|| {
            while index < slots.len() {
                let here = index;
                index += 1;
                if is_live(slots[here].generation()) {
                    drop(self.take(slots, here));
                    return true;
                }
            }
            self.relist(slots);
            false
        });
    }

    /// How many slots stay when trailing dead ones are cut off; raises the floor above those that go.
    pub(crate) fn cut<T>(&mut self, slots: &[Slot<T>]) -> usize {
        let goes = |slot: &Slot<T>| !is_live(slot.generation()) && slot.generation() < OLD;
        let kept = slots.iter().rposition(|slot| !goes(slot)).map_or(0, |last| last + 1);
        for slot in &slots[kept..] {
            self.floor.raise_above(slot.generation());
        }
        kept
    }

    /// Links all usable free slots anew, in ascending order. Computes in **O(slots)** time.
    pub(crate) fn relist<T>(&mut self, slots: &mut [Slot<T>]) {
        let (mut head, mut length) = (NONE, 0);
        for (index, slot) in slots.iter_mut().enumerate().rev() {
            if let Slot::Free { generation, next, rest } = slot
                && self.floor.may_reuse(*generation)
            {
                length += 1;
                (*next, *rest) = (head, length);
                head = index as u32;
            }
        }
        self.head = head;
    }
}

/// The node at `index`: one bounds check and one look at the tag.
#[inline]
pub(crate) fn node<T>(slots: &[Slot<T>], index: usize) -> &T {
    match slots.get(index) {
        Some(Slot::Live { node, .. }) => node,
        _ => not_live(index),
    }
}

#[inline]
pub(crate) fn node_mut<T>(slots: &mut [Slot<T>], index: usize) -> &mut T {
    match slots.get_mut(index) {
        Some(Slot::Live { node, .. }) => node,
        _ => not_live(index),
    }
}

pub(crate) fn pair_mut<T>(slots: &mut [Slot<T>], a: usize, b: usize) -> (&mut T, &mut T) {
    match slots.get_disjoint_mut([a, b]).map(|pair| pair.map(Slot::as_live_mut)) {
        Ok([Some(x), Some(y)]) => (x, y),
        _ => not_a_pair(a, b),
    }
}

pub(crate) fn is_live_at<T>(slots: &[Slot<T>], index: usize) -> bool {
    matches!(slots.get(index), Some(Slot::Live { .. }))
}

pub(crate) fn entry<T>(slots: &[Slot<T>], index: usize) -> Option<(u32, &T)> {
    match slots.get(index) {
        Some(Slot::Live { generation, node }) => Some((*generation, node)),
        _ => None,
    }
}

pub(crate) fn entry_mut<T>(slots: &mut [Slot<T>], index: usize) -> Option<(u32, &mut T)> {
    match slots.get_mut(index) {
        Some(Slot::Live { generation, node }) => Some((*generation, node)),
        _ => None,
    }
}

pub(crate) fn for_each_mut<T>(slots: &mut [Slot<T>], mut f: impl FnMut(usize, &mut T)) {
    for (index, slot) in slots.iter_mut().enumerate() {
        if let Slot::Live { node, .. } = slot {
            f(index, node);
        }
    }
}

#[cfg(test)]
pub(crate) fn age<T>(slots: &mut [Slot<T>], index: usize, aged: u32) {
    match &mut slots[index] {
        Slot::Live { generation, .. } if is_live(aged) => *generation = aged,
        _ => panic!("only a live slot can be aged, and to an odd generation"),
    }
}
