//! Putting elements in and taking them out, one by one.

use super::BPlusTreeSet;
use btree_core::Layout;
use core::borrow::Borrow;

impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Puts an element in, and says whether it is new. If an equal one was there, that one stays.
    ///
    /// Computes in **O(log n)** time; allocates only when a leaf must grow or split.
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
    /// If the layout has no node ids left (4 billion nodes of a kind); the set is unchanged then.
    #[inline]
    pub fn insert(&mut self, value: T) -> bool
    where
        T: Ord,
    {
        self.map.insert(value, ()).is_none()
    }

    /// Puts an element in, in the place of an equal one if there is one, which is returned.
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

    /// Takes the element equal to `value` out, and says whether it was there.
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

    /// Takes the element equal to `value` out and returns it.
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

    /// Takes the smallest element out.
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

    /// Takes the largest element out.
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

    /// Drops all elements. The fanout stays.
    ///
    /// Computes in **O(n)** time. If the drop of an element panics, the others are dropped all the same and the set
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
