//! The multimap: a map from keys to lists of values, one group of methods a file.
//!
//! Invariants, owned here and kept by every file below:
//!
//! 1. No list in the map is empty: a key without values is not there.
//! 2. `pairs` is the sum of the lists' lengths.
//!
//! User code that panics half-way through a change of several lists could break both. Such changes run through
//! `BPlusTreeMultiMap::settle`, which restores them from the lists themselves.

// The documentation lists the methods in the order of these modules.
mod new;

mod lookup;

mod insert_remove;

mod entry;

mod iter;

mod lists;

mod visit;

mod collect;

mod append;

mod split;

mod retain;

mod list;
mod pairs;
mod traits;

pub use entry::{Entry, OccupiedEntry, VacantEntry};
pub use iter::{IntoIter, Iter, IterMut, Range};
pub use list::{IntoValues, ValueList};
pub use lists::{IntoLists, Lists};

use crate::map::{BPlusTreeMap, Keys};
use btree_core::invariants::InvariantError;
use btree_core::slim::SlimTree;
use btree_core::{DefaultLayout, FanoutError, Layout};

/// An ordered map of many values per key, based on a B+ tree.
///
/// The values of a key keep the order of their insertion, and equal values are kept as often as they were inserted.
///
/// # Memory
///
/// The value of a key with one value is in the tree, beside the key. A second value moves both into a list on the
/// heap. An entry of the tree takes `size_of::<K>() + size_of::<ValueList<V>>()` bytes. A list is as large as the
/// larger of a value and a pointer, plus 8 bytes to tell them apart unless one of the two has a niche. A key with n >
/// 1 values takes two more heap blocks: one of 24 bytes, and one with a capacity of at least n values.
///
/// # Examples
///
/// ```
/// use btree_map::BPlusTreeMultiMap;
///
/// let mut index = BPlusTreeMultiMap::new();
/// for (page, word) in [(1, "tree"), (1, "leaf"), (4, "tree")] {
///     index.insert(word, page);
/// }
/// assert_eq!(index.get("tree"), [1, 4]);
/// assert_eq!(index.get("root"), [0; 0]);
/// assert_eq!((index.len(), index.keys_len()), (3, 2));
/// ```
pub struct BPlusTreeMultiMap<K, V, L = SlimTree<K, ValueList<V>>> {
    map: BPlusTreeMap<K, ValueList<V>, L>,
    pairs: usize,
}

/// # Layout, size and memory
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Makes an empty multimap in any layout. Allocates nothing.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMultiMap, PooledTree, multimap::ValueList};
    ///
    /// type Pooled = BPlusTreeMultiMap<u32, char, PooledTree<u32, ValueList<char>>>;
    /// assert!(Pooled::with_layout().is_empty());
    /// ```
    #[must_use]
    pub fn with_layout() -> Self
    where
        L: DefaultLayout<K, ValueList<V>>,
    {
        BPlusTreeMultiMap { map: BPlusTreeMap::with_layout(), pairs: 0 }
    }

    /// Makes an empty multimap in any layout, with at most `fanout` keys in a leaf and `fanout` children in a branch.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMultiMap, PooledTree, multimap::ValueList};
    ///
    /// type Pooled = BPlusTreeMultiMap<u32, char, PooledTree<u32, ValueList<char>>>;
    /// assert!(Pooled::with_fanout(32).is_ok() && Pooled::with_fanout(3).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// If `fanout` is below [`MIN_FANOUT`](crate::MIN_FANOUT) or above [`MAX_FANOUT`](crate::MAX_FANOUT). In the default layout, whose
    /// [shape](crate::shape) sets the sizes of nodes, if `fanout` is not the one that it has.
    pub fn with_fanout(fanout: usize) -> Result<Self, FanoutError>
    where
        L: DefaultLayout<K, ValueList<V>>,
    {
        BPlusTreeMap::with_fanout(fanout).map(|map| BPlusTreeMultiMap { map, pairs: 0 })
    }

    /// Returns the number of pairs of a key and a value.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b'), (2, 'a')]).len(), 3);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.pairs
    }

    /// Returns the number of keys.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b'), (2, 'a')]).keys_len(), 2);
    /// ```
    #[inline]
    pub fn keys_len(&self) -> usize {
        self.map.len()
    }

    /// Returns whether there is no pair.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// assert!(btree_map::BPlusTreeMultiMap::<u32, u32>::new().is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Returns an iterator over the keys, ascending, each once.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b'), (2, 'a')]);
    /// assert!(map.keys().eq(&[1, 2]));
    /// ```
    pub fn keys(&self) -> Keys<'_, K, ValueList<V>, L> {
        self.map.keys()
    }

    /// Returns the bytes of heap memory that the multimap holds, as requested from the allocator: nodes, and the
    /// lists of keys with several values. Memory that keys and values own is not counted, nor is the handle.
    ///
    /// Computes in **O(k)** time for k keys.
    ///
    /// ```
    /// use btree_map::BPlusTreeMultiMap;
    ///
    /// let mut map = BPlusTreeMultiMap::from([(1_u64, 1_u64), (2, 2)]);
    /// let one_each = map.heap_bytes();
    /// map.insert(2, 3);
    /// assert_eq!(map.heap_bytes(), one_each + 24 + 2 * 8);
    /// ```
    pub fn heap_bytes(&self) -> usize {
        self.map.heap_bytes() + self.map.values().map(ValueList::heap_bytes).sum::<usize>()
    }

    /// Frees unused capacity of lists, in nodes and between them.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from_iter((0..100).map(|i| (i % 7, i)));
    /// map.shrink_to_fit();
    /// assert_eq!(map.len(), 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.map.values_mut().for_each(ValueList::shrink_to_fit);
        self.map.shrink_to_fit();
    }

    /// Checks every invariant of the tree and of the lists. For tests.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeMultiMap::from([(1, 2), (1, 3)]).check_invariants(), Ok(()));
    /// ```
    ///
    /// # Errors
    ///
    /// The first broken invariant that is found. It means that `Ord` is inconsistent, or that a key was changed in the multimap.
    ///
    /// # Panics
    ///
    /// If a list is empty, or the lengths of the lists do not add up. That would be an error in this crate.
    pub fn check_invariants(&self) -> Result<(), InvariantError>
    where
        K: Ord,
    {
        assert!(self.map.values().all(|list| !list.is_empty()), "a key without values");
        assert_eq!(self.pairs, self.counted(), "pairs are not counted right");
        self.map.check_invariants()
    }

    /// The number of pairs, counted.
    fn counted(&self) -> usize {
        self.map.values().map(|list| list.len()).sum()
    }

    /// Lets `work` change the lists. If it panics, keys without values are taken out and the pairs counted anew.
    fn settle<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        struct OnUnwind<'a, K, V, L: Layout<K, ValueList<V>>>(Option<&'a mut BPlusTreeMultiMap<K, V, L>>);

        impl<K, V, L: Layout<K, ValueList<V>>> Drop for OnUnwind<'_, K, V, L> {
            fn drop(&mut self) {
                if let Some(multimap) = self.0.take() {
                    multimap.map.drop_where(|list| list.is_empty());
                    multimap.pairs = multimap.counted();
                }
            }
        }

        let mut guard = OnUnwind(Some(self));
        let result = guard.0.as_mut().map(|multimap| work(multimap));
        guard.0 = None;
        result.expect("the multimap is in the guard until here")
    }
}
