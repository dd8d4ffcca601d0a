//! Making empty multimaps: in the default layout, and in any allocator.

use super::{BPlusTreeMultiMap, ValueList};
use crate::map::BPlusTreeMap;
use btree_core::Allocator;
use btree_core::slim::SlimTree;

/// # Making a multimap
impl<K, V> BPlusTreeMultiMap<K, V> {
    /// Makes an empty multimap in the default layout. Allocates nothing.
    ///
    /// ```
    /// use btree_map::BPlusTreeMultiMap;
    ///
    /// static EMPTY: BPlusTreeMultiMap<u32, u32> = BPlusTreeMultiMap::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        BPlusTreeMultiMap { map: BPlusTreeMap::new(), pairs: 0 }
    }
}

/// # Making a multimap with an allocator
///
/// The allocator is a parameter of the slim layout. The other layouts use the global allocator.
impl<K, V, A: Allocator + Clone> BPlusTreeMultiMap<K, V, SlimTree<K, ValueList<V>, A>> {
    /// Makes an empty multimap whose nodes are allocated by `alloc`. Allocates nothing.
    ///
    /// The lists of keys with several values come from the global allocator, because they may outlive the multimap.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMultiMap, Global};
    ///
    /// let mut index = BPlusTreeMultiMap::new_in(Global);
    /// index.insert("leaf", 1);
    /// assert_eq!(index.get("leaf"), [1]);
    /// ```
    #[must_use]
    pub const fn new_in(alloc: A) -> Self {
        Self::with_layout_in(alloc)
    }
}

/// # Making a multimap of any shape, with an allocator
impl<K, V, A: Allocator + Clone, S> BPlusTreeMultiMap<K, V, SlimTree<K, ValueList<V>, A, S>> {
    /// Makes an empty multimap of any shape whose nodes are allocated by `alloc`. Allocates nothing.
    ///
    /// [`new_in`](Self::new_in) makes only multimaps of the standard shape, so that types are inferred. This function makes the shape that
    /// the type names.
    ///
    /// ```
    /// use btree_map::multimap::ValueList;
    /// use btree_map::shape::Tiny;
    /// use btree_map::{BPlusTreeMultiMap, BlockPool, SlimTree};
    ///
    /// type Tree<'pool> = SlimTree<u32, ValueList<char>, &'pool BlockPool, Tiny>;
    ///
    /// let pool = BlockPool::new(100, 1 << 16);
    /// let mut index = BPlusTreeMultiMap::<u32, char, Tree<'_>>::with_layout_in(&pool);
    /// index.insert(1, 'a');
    /// index.insert(1, 'b');
    /// assert_eq!(index.get(&1), ['a', 'b']);
    /// ```
    #[must_use]
    pub const fn with_layout_in(alloc: A) -> Self {
        BPlusTreeMultiMap { map: BPlusTreeMap::with_layout_in(alloc), pairs: 0 }
    }

    /// Returns the allocator of the nodes.
    ///
    /// ```
    /// let index = btree_map::BPlusTreeMultiMap::<u32, u32>::new();
    /// let _: &btree_map::Global = index.allocator();
    /// ```
    pub const fn allocator(&self) -> &A {
        self.map.allocator()
    }
}
