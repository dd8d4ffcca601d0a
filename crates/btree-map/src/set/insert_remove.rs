//! Putting elements in and taking them out, one by one.

use super::BPlusTreeSet;
use btree_core::Layout;
use core::borrow::Borrow;

/// # Inserting and removing
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Inserts an element, and returns whether it is new. If the set has an equal element, that one stays.
    ///
    /// Computes in **O(log n)** time. Allocates only when a leaf must grow or split.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// assert!(set.insert(2));
    /// assert!(!set.insert(2));
    /// assert_eq!(set.len(), 1);
    /// ```
    ///
    /// # Panics
    ///
    /// If the layout has no node ids left. The set is unchanged then. The default layout has no ids.
    #[inline]
    pub fn insert(&mut self, value: T) -> bool
    where
        T: Ord,
    {
        self.map.insert(value, ()).is_none()
    }

    /// Inserts an element, and returns the equal one that it replaces, if any.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// set.insert(Vec::<u32>::new());
    /// assert_eq!(set.get(&[][..]).unwrap().capacity(), 0);
    /// set.replace(Vec::with_capacity(10));
    /// assert_eq!(set.get(&[][..]).unwrap().capacity(), 10);
    /// ```
    pub fn replace(&mut self, value: T) -> Option<T>
    where
        T: Ord,
    {
        self.map.replace_entry(value, ()).map(|(element, ())| element)
    }

    /// Removes the element equal to `value`, and returns whether there was one.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from([2]);
    /// assert!(set.remove(&2));
    /// assert!(!set.remove(&2));
    /// ```
    #[inline]
    pub fn remove<Q>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.remove(value).is_some()
    }

    /// Removes and returns the element equal to `value`, if the set has it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2, 3]);
    /// assert_eq!(set.take(&2), Some(2));
    /// assert_eq!(set.take(&2), None);
    /// ```
    #[inline]
    pub fn take<Q>(&mut self, value: &Q) -> Option<T>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.remove_entry(value).map(|(element, ())| element)
    }

    /// Removes and returns the smallest element, or `None` if the set is empty.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!((set.pop_first(), set.pop_first(), set.pop_first()), (Some(1), Some(2), None));
    /// ```
    pub fn pop_first(&mut self) -> Option<T>
    where
        T: Ord,
    {
        self.map.pop_first().map(|(element, ())| element)
    }

    /// Removes and returns the largest element, or `None` if the set is empty.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!((set.pop_last(), set.pop_last(), set.pop_last()), (Some(2), Some(1), None));
    /// ```
    pub fn pop_last(&mut self) -> Option<T>
    where
        T: Ord,
    {
        self.map.pop_last().map(|(element, ())| element)
    }

    /// Removes all elements. The fanout stays.
    ///
    /// Computes in **O(n)** time. If the drop of an element panics, the others are dropped nevertheless, and the set
    /// is empty.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// set.clear();
    /// assert!(set.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.map.clear();
    }
}
