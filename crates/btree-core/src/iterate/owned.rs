//! An iterator that owns the tree: moves entries out of it, drops the remaining ones, then frees the nodes.

use super::Shared;
use super::leaf_range::LeafRange;
use crate::Layout;
use crate::leaf_entries::RawEntry;
use core::fmt;
use core::mem::{ManuallyDrop, needs_drop};
use core::ptr;

/// The entries of a tree by value, from both ends.
///
/// Dropping it drops the entries left and frees the tree; if the drop of an entry panics, the others are dropped
/// all the same.
///
/// It asks nothing of `T` to be dropped: a bound on the type would stand in the way of a future that holds it, for which the
/// compiler wants to know the bound for every lifetime. So `new` keeps the function that drops it.
pub struct Owned<K, V, T> {
    ends: LeafRange<K, V>,
    /// Invariant: entries that the ends have handed out are moved out and must not be dropped here.
    tree: ManuallyDrop<T>,
    /// Invariant: [`finish`] of this very type.
    finish: unsafe fn(*mut ()),
}

impl<K, V, T: Layout<K, V>> fmt::Debug for Owned<K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Owned").field("remaining", &self.remaining()).finish_non_exhaustive()
    }
}

// SAFETY: it owns the tree, its keys and its values; the raw pointers point into the tree.
unsafe impl<K: Send, V: Send, T: Send> Send for Owned<K, V, T> {}
// SAFETY: through `&Owned` at most shared references to keys and values are reached.
unsafe impl<K: Sync, V: Sync, T: Sync> Sync for Owned<K, V, T> {}

impl<K, V, T: Layout<K, V>> Owned<K, V, T> {
    /// All entries of `tree`.
    pub fn new(mut tree: T) -> Self {
        let ends = match tree.whole() {
            // SAFETY: the leaves were just handed out by this tree.
            Some(whole) => unsafe { LeafRange::whole(&mut tree, whole) },
            None => LeafRange::empty(),
        };
        Owned { ends, tree: ManuallyDrop::new(tree), finish: finish::<K, V, T> }
    }

    /// Number of entries left.
    #[inline]
    pub fn remaining(&self) -> usize {
        self.ends.len()
    }

    /// The next entry where it lies: the caller's to move out or to drop, as long as this walk lives.
    #[inline]
    pub(super) fn next_raw(&mut self) -> Option<RawEntry<K, V>> {
        match self.ends.pop_front(T::PAIRS) {
            // Small maps have no other leaf: it is seen here, without a call.
            None if self.remaining() == 0 => None,
            // SAFETY: the tree has not changed since its positions were found: nobody else can reach it.
            None => unsafe { self.next_leaf() },
            entry => entry,
        }
    }

    /// The next entry.
    #[inline]
    pub fn next_entry(&mut self) -> Option<(K, V)> {
        let (key, value) = self.next_raw()?;
        // SAFETY: every entry is handed out once, and the tree never drops or reads it again (invariant).
        Some(unsafe { (key.read(), value.read()) })
    }

    /// The next entry from the back.
    #[inline]
    pub fn next_entry_back(&mut self) -> Option<(K, V)> {
        let (key, value) = match self.ends.pop_back(T::PAIRS) {
            Some(entry) => entry,
            None if self.remaining() == 0 => return None,
            // SAFETY: the tree has not changed since its positions were found: nobody else can reach it.
            None => unsafe { self.prev_leaf() }?,
        };
        // SAFETY: every entry is handed out once, and the tree never drops or reads it again (invariant).
        Some(unsafe { (key.read(), value.read()) })
    }

    /// As [`LeafRange::next_leaf`]. A function of its own: what is to be dropped has an address in any case, and the step within a
    /// leaf is small enough then to be inlined wherever entries are collected.
    ///
    /// # Safety
    ///
    /// As [`LeafRange::next_leaf`].
    #[inline(never)]
    unsafe fn next_leaf(&mut self) -> Option<RawEntry<K, V>> {
        // SAFETY: the caller's contract is the same.
        unsafe { self.ends.next_leaf(&mut *self.tree) }
    }

    /// As [`next_leaf`](Self::next_leaf), from the back.
    ///
    /// # Safety
    ///
    /// As [`LeafRange::prev_leaf`].
    #[inline(never)]
    unsafe fn prev_leaf(&mut self) -> Option<RawEntry<K, V>> {
        // SAFETY: the caller's contract is the same.
        unsafe { self.ends.prev_leaf(&mut *self.tree) }
    }

    /// Drops the entries left, if they need that.
    #[inline]
    fn drop_rest(&mut self) {
        while (needs_drop::<K>() || needs_drop::<V>())
            && let Some(entry) = self.next_entry()
        {
            drop(entry);
        }
    }

    /// The entries left, for reading.
    pub fn peek(&self) -> Shared<'_, K, V, T> {
        Shared::over(self.ends, Some(&self.tree))
    }
}

impl<K, V, T> Drop for Owned<K, V, T> {
    fn drop(&mut self) {
        // SAFETY: the function of this type (invariant), which nobody uses afterwards.
        unsafe { (self.finish)(ptr::from_mut(self).cast()) };
    }
}

/// Drops the entries left and frees the tree.
///
/// # Safety
///
/// - `owned` points to an `Owned<K, V, T>`, whose tree nobody uses afterwards.
unsafe fn finish<K, V, T: Layout<K, V>>(owned: *mut ()) {
    /// Goes on where it is dropped: behind an entry whose drop panicked.
    struct Rest<'a, K, V, T: Layout<K, V>>(&'a mut Owned<K, V, T>);

    impl<K, V, T: Layout<K, V>> Drop for Rest<'_, K, V, T> {
        fn drop(&mut self) {
            self.0.drop_rest();
            // SAFETY:
            // 1. Every entry has been moved out, or needs no drop, so the tree may forget them all.
            // 2. The tree is not touched again after it is dropped: this runs once, at the very end.
            unsafe {
                self.0.tree.forget_entries();
                ManuallyDrop::drop(&mut self.0.tree);
            }
        }
    }

    // SAFETY: it is what the pointer points to (caller).
    let rest = Rest(unsafe { &mut *owned.cast::<Owned<K, V, T>>() });
    rest.0.drop_rest();
}
