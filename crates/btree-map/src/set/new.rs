//! Making empty sets: in the default layout, and in any allocator.

use super::BPlusTreeSet;
use crate::map::BPlusTreeMap;
use btree_core::Allocator;
use btree_core::slim::SlimTree;

/// # Making a set
impl<T> BPlusTreeSet<T> {
    /// Makes an empty set in the default layout. Allocates nothing.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// static EMPTY: BPlusTreeSet<u32> = BPlusTreeSet::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        BPlusTreeSet { map: BPlusTreeMap::new() }
    }
}

/// # Making a set with an allocator
///
/// The allocator is a parameter of the slim layout. The other layouts use the global allocator.
impl<T, A: Allocator + Clone> BPlusTreeSet<T, SlimTree<T, (), A>> {
    /// Makes an empty set whose nodes are allocated by `alloc`. Allocates nothing.
    ///
    /// Sets made from this one, for example by `split_off`, `clone` or `&a | &b`, use clones of `alloc`. The handle
    /// stores `alloc` beside its pointer.
    ///
    /// ```
    /// use btree_map::{BPlusTreeSet, Global};
    ///
    /// let mut set = BPlusTreeSet::new_in(Global);
    /// assert!(set.insert(1));
    /// ```
    #[must_use]
    pub const fn new_in(alloc: A) -> Self {
        Self::with_layout_in(alloc)
    }
}

/// # Making a set of any shape, with an allocator
impl<T, A: Allocator + Clone, S> BPlusTreeSet<T, SlimTree<T, (), A, S>> {
    /// Makes an empty set of any shape whose nodes are allocated by `alloc`. Allocates nothing.
    ///
    /// [`new_in`](Self::new_in) makes only sets of the standard shape, so that types are inferred as with std. This function makes
    /// the shape that the type names.
    ///
    /// ```
    /// use btree_map::shape::Tiny;
    /// use btree_map::{BPlusTreeSet, BlockPool, SlimTree};
    ///
    /// let pool = BlockPool::new(100, 1 << 16);
    /// let mut set = BPlusTreeSet::<u32, SlimTree<u32, (), &BlockPool, Tiny>>::with_layout_in(&pool);
    /// set.extend(0..100);
    /// assert_eq!((set.fanout(), set.len()), (4, 100));
    /// ```
    #[must_use]
    pub const fn with_layout_in(alloc: A) -> Self {
        BPlusTreeSet { map: BPlusTreeMap::with_layout_in(alloc) }
    }

    /// Returns the allocator of the nodes.
    ///
    /// ```
    /// let set = btree_map::BPlusTreeSet::<u32>::new();
    /// let _: &btree_map::Global = set.allocator();
    /// ```
    pub const fn allocator(&self) -> &A {
        self.map.allocator()
    }
}
