//! The map: a tree in some layout, and the API of std's `BTreeMap` over it, one group of methods a file.

// The documentation lists the methods in the order of these modules.
mod new;

mod lookup;

mod get_disjoint;

mod insert_remove;

mod entry;
mod reserve;

mod iter;

mod keys_values;

mod into_iter;

mod range;

mod visit;

mod page;

mod cursor;
mod cursor_key;
mod cursor_mut;

mod collect;
mod convert;
mod from_sorted;

mod append;

mod split;

mod extract;

mod auto;
mod entry_debug;
mod traits;

pub use cursor::Cursor;
pub use cursor_key::CursorMutKey;
pub use cursor_mut::{CursorMut, UnorderedKeyError};
pub use entry::{Entry, OccupiedEntry, OccupiedError, VacantEntry};
pub use extract::ExtractIf;
pub use from_sorted::UnsortedError;
pub use get_disjoint::DuplicateKeyError;
pub use into_iter::IntoIter;
pub use iter::{Iter, IterMut};
pub use keys_values::{IntoKeys, IntoValues, Keys, Values, ValuesMut};
pub use page::{Page, PageToken};
pub use range::{Range, RangeMut};
pub use reserve::TryInsertError;

use btree_core::invariants::InvariantError;
#[cfg(feature = "phases")]
use btree_core::phases::baseline::BaselineTree;
#[cfg(feature = "phases")]
use btree_core::phases::inline::InlineTree;
#[cfg(feature = "phases")]
use btree_core::phases::packed::PackedTree;
#[cfg(feature = "phases")]
use btree_core::phases::pooled::PooledTree;
use btree_core::slim::SlimTree;
use btree_core::{DefaultLayout, FanoutError, Layout};
use core::marker::PhantomData;

/// An ordered map based on a B+ tree.
///
/// `T` is the layout of the tree in memory, described in the [crate's documentation](crate#layouts). The map is
/// covariant in `K` and `V`, and `Send`, `Sync`, `Unpin` and unwind safe when they are.
///
/// # Examples
///
/// ```
/// use btree_map::BPlusTreeMap;
///
/// let mut stock = BPlusTreeMap::new();
/// stock.insert("pears", 3);
/// stock.insert("apples", 7);
/// assert_eq!(stock["apples"], 7);
/// assert_eq!(stock.first_key_value(), Some((&"apples", &7)));
/// ```
///
/// As with std's map, keys and values may borrow data that is dropped before the map, unless their own `Drop` uses it.
/// This holds for the default, the packed and the inline layout. Maps in the other two layouts must be dropped before the data.
///
/// ```
/// let mut map = btree_map::BPlusTreeMap::new();
/// let text = String::from("declared after the map, dropped before it");
/// map.insert(1, &text);
/// ```
///
/// This does not compile, because the `Drop` of `Reader` uses what it borrows:
///
/// ```compile_fail,E0597
/// struct Reader<'a>(&'a String);
/// impl Drop for Reader<'_> {
///     fn drop(&mut self) {
///         println!("{}", self.0);
///     }
/// }
///
/// let mut map = btree_map::BPlusTreeMap::new();
/// let text = String::from("declared after the map, dropped before it");
/// map.insert(1, Reader(&text));
/// ```
pub struct BPlusTreeMap<K, V, T = SlimTree<K, V>> {
    tree: T,
    marker: PhantomData<(K, V)>,
}

/// A map in the baseline layout: 176 bytes of handle.
#[cfg(feature = "phases")]
pub type BaselineMap<K, V> = BPlusTreeMap<K, V, BaselineTree<K, V>>;
/// A map in the packed layout: 96 bytes of handle.
#[cfg(feature = "phases")]
pub type PackedMap<K, V> = BPlusTreeMap<K, V, PackedTree<K, V>>;
/// A map in the inline layout: 72 bytes of handle.
#[cfg(feature = "phases")]
pub type InlineMap<K, V> = BPlusTreeMap<K, V, InlineTree<K, V>>;
/// A map in the pooled layout: 64 bytes of handle.
#[cfg(feature = "phases")]
pub type PooledMap<K, V> = BPlusTreeMap<K, V, PooledTree<K, V>>;
/// A map in the slim layout: 8 bytes of handle. With another allocator: `BPlusTreeMap<K, V, SlimTree<K, V, A>>`.
pub type SlimMap<K, V> = BPlusTreeMap<K, V, SlimTree<K, V>>;

/// # Layout, size and memory
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    pub(crate) const fn from_tree(tree: T) -> Self {
        BPlusTreeMap { tree, marker: PhantomData }
    }

    /// Makes an empty map in any layout. Allocates nothing.
    ///
    /// ```
    /// let map = btree_map::BaselineMap::<u32, u32>::with_layout();
    /// assert_eq!(map.fanout(), 128);
    /// ```
    #[must_use]
    pub fn with_layout() -> Self
    where
        T: DefaultLayout<K, V>,
    {
        Self::from_tree(T::new())
    }

    /// Makes an empty map in any layout, with at most `fanout` entries in a leaf and `fanout` children in a branch.
    ///
    /// ```
    /// use btree_map::InlineMap;
    ///
    /// let map = InlineMap::<u32, u32>::with_fanout(32).unwrap();
    /// assert_eq!(map.fanout(), 32);
    /// assert!(InlineMap::<u32, u32>::with_fanout(3).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// If `fanout` is below [`MIN_FANOUT`](crate::MIN_FANOUT) or above [`MAX_FANOUT`](crate::MAX_FANOUT). In the default layout, whose
    /// [shape](crate::shape) sets the sizes of nodes, if `fanout` is not the one that it has.
    pub fn with_fanout(fanout: usize) -> Result<Self, FanoutError>
    where
        T: DefaultLayout<K, V>,
    {
        T::with_fanout(fanout).map(Self::from_tree)
    }

    /// Returns the maximum number of entries of a leaf. In layouts other than the default one it is also the maximum number of children of a
    /// branch.
    ///
    /// ```
    /// assert_eq!(btree_map::PooledMap::<u32, u32>::with_layout().fanout(), 128);
    /// ```
    pub fn fanout(&self) -> usize {
        self.tree.fanout()
    }

    /// Returns the name of the layout, as reports print it.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeMap::<u32, u32>::new().layout_name(), "slim");
    /// ```
    pub fn layout_name(&self) -> &'static str {
        T::NAME
    }

    /// Returns the number of entries.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b'), (2, 'c')]).len(), 2);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Returns whether the map has no entries.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// assert!(btree_map::BPlusTreeMap::<u32, u32>::new().is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Returns the bytes of heap memory that the map holds, as requested from the allocator. Memory that keys and
    /// values own is not counted, nor is the handle.
    ///
    /// Computes in **O(nodes)** time.
    ///
    /// ```
    /// use btree_map::BPlusTreeMap;
    ///
    /// assert_eq!(BPlusTreeMap::<u64, u64>::new().heap_bytes(), 0);
    /// let map = BPlusTreeMap::from_iter((0..10_000_u64).map(|key| (key, key)));
    /// let per_entry = map.heap_bytes() as f64 / map.len() as f64;
    /// assert!(per_entry < 1.06 * 16.0, "{per_entry} bytes an entry");
    /// ```
    pub fn heap_bytes(&self) -> usize {
        self.tree.heap_bytes()
    }

    /// Frees unused capacity in nodes and between them.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// for key in (0..1000_u64).rev() {
    ///     map.insert(key, key);
    /// }
    /// map.retain(|key, _| key % 3 == 0);
    /// map.shrink_to_fit();
    /// assert!(map.heap_bytes() < 334 * 16 * 11 / 10);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.tree.shrink_to_fit();
    }

    /// Calls `each` with the number of entries and the capacity of every leaf, first to last.
    ///
    /// Computes in **O(leaves)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from_iter((0..1000).map(|key| (key, key)));
    /// let (mut leaves, mut entries) = (0, 0);
    /// map.for_each_leaf(|len, room| {
    ///     assert!(len <= room);
    ///     leaves += 1;
    ///     entries += len;
    /// });
    /// assert!(leaves < 30);
    /// assert_eq!(entries, map.len());
    /// ```
    pub fn for_each_leaf(&self, mut each: impl FnMut(usize, usize)) {
        self.tree.for_each_leaf(&mut each);
    }

    /// Checks every invariant of the tree. For tests.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]).check_invariants(), Ok(()));
    /// ```
    ///
    /// # Errors
    ///
    /// The first broken invariant that is found. It means that `Ord` is inconsistent, or that a key was changed in the map.
    pub fn check_invariants(&self) -> Result<(), InvariantError>
    where
        K: Ord,
    {
        self.tree.check_invariants()
    }
}
