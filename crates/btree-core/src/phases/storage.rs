//! Storage of a node without unused capacity when full: a vector until then, a boxed slice afterwards.
//!
//! The enum takes 24 bytes, as a `Vec` does (the tag is in the niche of the capacity). So it saves nothing
//! in the node, but all unused capacity of a full node on the heap. Turning it back costs nothing: a
//! boxed slice is a vector without spare capacity.

use super::buffer::Buffer;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// The items of a node, with or without room for more.
#[derive(Clone, Debug)]
pub enum NodeStorage<T> {
    /// A node still being filled.
    Growing(Vec<T>),
    /// A full node: exactly its items.
    Fixed(Box<[T]>),
}

impl<T> Default for NodeStorage<T> {
    #[inline]
    fn default() -> Self {
        NodeStorage::Growing(Vec::new())
    }
}

impl<T> NodeStorage<T> {
    /// Turns a full node's items back into a vector.
    #[cold]
    #[inline(never)]
    fn reopen(&mut self) -> &mut Vec<T> {
        if let NodeStorage::Fixed(items) = self {
            *self = NodeStorage::Growing(core::mem::take(items).into_vec());
        }
        match self {
            NodeStorage::Growing(items) => items,
            NodeStorage::Fixed(_) => unreachable!("opened just above"),
        }
    }

    /// Bytes of heap that hold no item.
    pub fn slack_bytes(&self) -> usize {
        (self.capacity() - self.len()) * size_of::<T>()
    }
}

impl<T> super::sealed::Buffer for NodeStorage<T> {}

impl<T> Buffer for NodeStorage<T> {
    type Item = T;

    #[inline]
    fn as_slice(&self) -> &[T] {
        match self {
            NodeStorage::Growing(items) => items,
            NodeStorage::Fixed(items) => items,
        }
    }

    #[inline]
    fn as_mut_slice(&mut self) -> &mut [T] {
        match self {
            NodeStorage::Growing(items) => items,
            NodeStorage::Fixed(items) => items,
        }
    }

    #[inline]
    fn open(&mut self) -> &mut Vec<T> {
        if matches!(self, NodeStorage::Fixed(_)) {
            return self.reopen();
        }
        match self {
            NodeStorage::Growing(items) => items,
            NodeStorage::Fixed(_) => unreachable!("returned just above"),
        }
    }

    // Out of line: a row fills up once in many inserts, which should stay small enough to inline.
    #[cold]
    #[inline(never)]
    fn seal(&mut self) {
        if let NodeStorage::Growing(items) = self {
            *self = NodeStorage::Fixed(core::mem::take(items).into_boxed_slice());
        }
    }

    #[inline]
    fn from_vec(items: Vec<T>) -> Self {
        NodeStorage::Growing(items)
    }

    fn capacity(&self) -> usize {
        match self {
            NodeStorage::Growing(items) => items.capacity(),
            NodeStorage::Fixed(items) => items.len(),
        }
    }

    fn shrink(&mut self) {
        if let NodeStorage::Growing(items) = self {
            items.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_node_has_no_slack_and_opens_again() {
        let mut row = NodeStorage::default();
        for i in 0..100 {
            row.insert(i, i, 100);
        }
        assert!(matches!(row, NodeStorage::Fixed(_)));
        assert_eq!(row.slack_bytes(), 0);
        assert_eq!(row.remove(50), 50);
        assert!(matches!(row, NodeStorage::Growing(_)));
        row.insert(50, 50, 100);
        assert_eq!(row.slack_bytes(), 0);
        assert!(row.as_slice().iter().copied().eq(0..100));
    }

    #[test]
    fn a_row_that_fills_up_is_allocated_for_exactly_its_limit() {
        let mut row = NodeStorage::default();
        for i in 0..99 {
            row.insert(i, i as u64, 100);
        }
        assert!(row.capacity() <= 100, "capacity {}", row.capacity());
    }

    #[test]
    fn items_are_dropped_once_through_sealing_and_opening() {
        let item = alloc::rc::Rc::new(());
        let mut row = NodeStorage::default();
        for i in 0..8 {
            row.insert(i, item.clone(), 8);
        }
        drop(row.remove(3));
        assert_eq!(alloc::rc::Rc::strong_count(&item), 8);
        drop(row);
        assert_eq!(alloc::rc::Rc::strong_count(&item), 1);
    }
}
