//! Making empty maps: in the default layout, and in any allocator.

use super::BPlusTreeMap;
use btree_core::Allocator;
use btree_core::slim::SlimTree;
use core::marker::PhantomData;

/// # Making a map
impl<K, V> BPlusTreeMap<K, V> {
    /// Makes an empty map in the default layout. Allocates nothing.
    ///
    /// ```
    /// use btree_map::BPlusTreeMap;
    ///
    /// static EMPTY: BPlusTreeMap<u32, u32> = BPlusTreeMap::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        BPlusTreeMap { tree: SlimTree::EMPTY, marker: PhantomData }
    }
}

/// # Making a map with an allocator
///
/// The allocator is a parameter of the slim layout. The other layouts use the global allocator.
impl<K, V, A: Allocator + Clone> BPlusTreeMap<K, V, SlimTree<K, V, A>> {
    /// Makes an empty map whose nodes are allocated by `alloc`. Allocates nothing.
    ///
    /// Maps made from this one, for example by `split_off` or `clone`, use clones of `alloc`. Entries that are moved
    /// from a map with another allocator move into nodes of this one. The handle stores `alloc` beside its pointer.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, Global};
    ///
    /// let mut map = BPlusTreeMap::new_in(Global);
    /// map.insert(1, "a");
    /// assert_eq!(map[&1], "a");
    /// ```
    #[must_use]
    pub const fn new_in(alloc: A) -> Self {
        Self::with_layout_in(alloc)
    }
}

/// # Making a map of any shape, with an allocator
impl<K, V, A: Allocator + Clone, S> BPlusTreeMap<K, V, SlimTree<K, V, A, S>> {
    /// Makes an empty map of any shape whose nodes are allocated by `alloc`. Allocates nothing.
    ///
    /// [`new_in`](Self::new_in) makes only maps of the standard shape, so that types are inferred as with std. This function makes the
    /// shape that the type names.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, BlockPool, SlimTree};
    /// use btree_map::shape::Tiny;
    ///
    /// type Tree<'pool> = SlimTree<u32, u32, &'pool BlockPool, Tiny>;
    ///
    /// let pool = BlockPool::new(100, 1 << 16);
    /// let mut map = BPlusTreeMap::<u32, u32, Tree>::with_layout_in(&pool);
    /// map.extend((0..100).map(|key| (key, key)));
    /// assert_eq!((map.fanout(), map.len()), (4, 100));
    /// assert!(pool.counts().misses > 25);
    /// ```
    #[must_use]
    pub const fn with_layout_in(alloc: A) -> Self {
        BPlusTreeMap { tree: SlimTree::new_in(alloc), marker: PhantomData }
    }

    /// Returns the allocator of the nodes.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, Global};
    ///
    /// let map = BPlusTreeMap::<u32, u32>::new();
    /// let _: &Global = map.allocator();
    /// ```
    pub const fn allocator(&self) -> &A {
        self.tree.allocator()
    }
}
