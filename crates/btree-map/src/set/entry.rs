//! One element of a set, there or not: looked up once, then read, put in or taken out.

use super::BPlusTreeSet;
use crate::map;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::fmt::{self, Debug};

/// The entry of one element, vacant or occupied. Made by [`entry`](BPlusTreeSet::entry).
pub enum Entry<'a, T, L = SlimTree<T, ()>> {
    /// An equal element is present.
    Occupied(OccupiedEntry<'a, T, L>),
    /// No equal element is present.
    Vacant(VacantEntry<'a, T, L>),
}

/// The entry of a present element. Part of [`Entry`].
pub struct OccupiedEntry<'a, T, L = SlimTree<T, ()>> {
    inner: map::OccupiedEntry<'a, T, (), L>,
}

/// The entry of an absent element. Part of [`Entry`].
pub struct VacantEntry<'a, T, L = SlimTree<T, ()>> {
    inner: map::VacantEntry<'a, T, (), L>,
}

/// # Entries
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns the entry of `value`, to insert or remove it without another look-up.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use btree_map::btree_set::{BPlusTreeSet, Entry};
    ///
    /// let (mut singles, mut repeated) = (BPlusTreeSet::new(), BPlusTreeSet::new());
    /// for letter in "banana".chars() {
    ///     if let Entry::Vacant(repeat) = repeated.entry(letter) {
    ///         match singles.entry(letter) {
    ///             Entry::Vacant(first) => first.insert(),
    ///             Entry::Occupied(single) => {
    ///                 single.remove();
    ///                 repeat.insert();
    ///             }
    ///         }
    ///     }
    /// }
    /// assert!(singles.into_iter().eq(['b']) && repeated.into_iter().eq(['a', 'n']));
    /// ```
    pub fn entry(&mut self, value: T) -> Entry<'_, T, L>
    where
        T: Ord,
    {
        match self.map.entry(value) {
            map::Entry::Occupied(inner) => Entry::Occupied(OccupiedEntry { inner }),
            map::Entry::Vacant(inner) => Entry::Vacant(VacantEntry { inner }),
        }
    }

    /// Returns the element equal to `value`, after inserting `value` if there is none.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!(set.get_or_insert(2), &2);
    /// assert_eq!(set.len(), 2);
    /// assert_eq!((*set.get_or_insert(7), set.len()), (7, 3));
    /// ```
    pub fn get_or_insert(&mut self, value: T) -> &T
    where
        T: Ord,
    {
        match self.map.entry(value) {
            map::Entry::Occupied(entry) => entry.into_key(),
            map::Entry::Vacant(entry) => entry.insert_entry(()).into_key(),
        }
    }

    /// Returns the element equal to `value`, after inserting the result of `f` if there is none.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut names = btree_map::BPlusTreeSet::from(["ant".to_owned()]);
    /// for name in ["ant", "bee", "ant", "bee"] {
    ///     assert_eq!(names.get_or_insert_with(name, str::to_owned), name);
    /// }
    /// assert_eq!(names.len(), 2);
    /// ```
    ///
    /// # Panics
    ///
    /// If the result of `f` is not equal to `value`. The set is unchanged then.
    pub fn get_or_insert_with<Q, F>(&mut self, value: &Q, f: F) -> &T
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
        F: FnOnce(&Q) -> T,
    {
        self.map.key_or_insert_with(value, |value| (f(value), ()))
    }
}

impl<'a, T: Ord, L: Layout<T, ()>> Entry<'a, T, L> {
    /// Inserts the element if it is absent, and returns its entry.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// assert_eq!(set.entry("pear").insert().get(), &"pear");
    /// ```
    pub fn insert(self) -> OccupiedEntry<'a, T, L> {
        match self {
            Entry::Occupied(entry) => entry,
            Entry::Vacant(entry) => OccupiedEntry { inner: entry.inner.insert_entry(()) },
        }
    }

    /// Inserts the element if it is absent.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from(["pear"]);
    /// set.entry("pear").or_insert();
    /// set.entry("plum").or_insert();
    /// assert_eq!(set.len(), 2);
    /// ```
    pub fn or_insert(self) {
        if let Entry::Vacant(entry) = self {
            entry.insert();
        }
    }

    /// Returns the element in the set, or the value that was looked up if it is absent.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// assert_eq!(set.entry("pear").get(), &"pear");
    /// assert!(set.is_empty());
    /// ```
    pub fn get(&self) -> &T {
        match self {
            Entry::Occupied(entry) => entry.get(),
            Entry::Vacant(entry) => entry.get(),
        }
    }
}

impl<T: Ord, L: Layout<T, ()>> OccupiedEntry<'_, T, L> {
    /// Returns the element in the set.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// assert_eq!(set.entry("pear").insert().get(), &"pear");
    /// ```
    pub fn get(&self) -> &T {
        self.inner.key()
    }

    /// Removes and returns the element.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from(["pear"]);
    /// assert_eq!(set.entry("pear").insert().remove(), "pear");
    /// assert!(set.is_empty());
    /// ```
    pub fn remove(self) -> T {
        self.inner.remove_entry().0
    }
}

impl<T: Ord, L: Layout<T, ()>> VacantEntry<'_, T, L> {
    /// Returns the value that was looked up.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use btree_map::btree_set::{BPlusTreeSet, Entry};
    ///
    /// let mut set = BPlusTreeSet::new();
    /// let Entry::Vacant(entry) = set.entry("pear") else { unreachable!() };
    /// assert_eq!(entry.get(), &"pear");
    /// ```
    pub fn get(&self) -> &T {
        self.inner.key()
    }

    /// Returns the value.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use btree_map::btree_set::{BPlusTreeSet, Entry};
    ///
    /// let mut set = BPlusTreeSet::new();
    /// let Entry::Vacant(entry) = set.entry("pear") else { unreachable!() };
    /// assert_eq!(entry.into_value(), "pear");
    /// ```
    pub fn into_value(self) -> T {
        self.inner.into_key()
    }

    /// Inserts the element.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use btree_map::btree_set::{BPlusTreeSet, Entry};
    ///
    /// let mut set = BPlusTreeSet::new();
    /// let Entry::Vacant(entry) = set.entry("pear") else { unreachable!() };
    /// entry.insert();
    /// assert!(set.contains("pear"));
    /// ```
    pub fn insert(self) {
        self.inner.insert(());
    }
}

impl<T: Debug + Ord, L: Layout<T, ()>> Debug for Entry<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("Entry");
        match self {
            Entry::Occupied(entry) => tuple.field(entry).finish(),
            Entry::Vacant(entry) => tuple.field(entry).finish(),
        }
    }
}

impl<T: Debug + Ord, L: Layout<T, ()>> Debug for OccupiedEntry<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry").field("value", self.get()).finish()
    }
}

impl<T: Debug + Ord, L: Layout<T, ()>> Debug for VacantEntry<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.get()).finish()
    }
}
