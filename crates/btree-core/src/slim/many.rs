//! Searching several keys together, level by level: while the nodes of one key are loaded from memory, the search of the others
//! continues. If the tree fits into the caches near the core, the keys are searched one by one.

use super::node::{Branch, Leaf};
use super::root::Root;
use super::shape::Shape;
use super::thresholds::NEAR;
use super::tree::SlimTree;
use crate::Layout;
use crate::search::{self, Shared};
use arena::Allocator;
use core::borrow::Borrow;
use core::ptr::NonNull;

/// How many keys go together: as many as a core of today waits for at once.
const TOGETHER: usize = 16;
/// The most bytes of a node fetched before it is searched.
const FETCHED: usize = 1024;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Whether the entries are more than the caches near the core hold.
    #[inline]
    pub(super) fn exceeds_cache(&self) -> bool {
        match self.root() {
            // SAFETY: the head is live while the tree is borrowed.
            Root::Branched(head) => unsafe { head.as_ref() }.len > NEAR / Self::DESCRIPTOR.entry(),
            _ => false,
        }
    }

    /// The entries with `keys`, each written to the same place of `found`, which is as long.
    #[inline]
    pub(super) fn get_many<'a, Q>(&'a self, keys: &[&Q], found: &mut [Option<(&'a K, &'a V)>])
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        if let Root::Branched(head) = self.root()
            && self.exceeds_cache()
        {
            for (keys, found) in keys.chunks(TOGETHER).zip(found.chunks_mut(TOGETHER)) {
                // SAFETY: the head is live while the tree is borrowed.
                self.find_together(unsafe { head.as_ref() }.root, keys, found);
            }
            return;
        }
        for (key, found) in keys.iter().zip(found) {
            *found = self.get(key);
        }
    }

    /// The entries with up to [`TOGETHER`] keys in a tree with that root, a branch.
    #[inline(never)]
    fn find_together<'a, Q>(&'a self, root: NonNull<u8>, keys: &[&Q], found: &mut [Option<(&'a K, &'a V)>])
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let mut nodes = [root; TOGETHER];
        let mut hints = [0; TOGETHER];
        let mut shared = [Shared::default(); TOGETHER];
        let nodes = &mut nodes[..keys.len()];
        let leaf_bytes = Self::DESCRIPTOR.keys_bytes(Self::DESCRIPTOR.leaf_max).min(FETCHED);
        let branch_bytes = Self::DESCRIPTOR.keys_bytes(Self::DESCRIPTOR.branch_max).min(FETCHED);
        // SAFETY: children of live branches are live nodes of the level below, all of one level at a time, and there is one
        // right of any number of separators (node invariants 1 and 3, search module).
        unsafe {
            let mut level = Branch::from_raw(root).get().level;
            while level > 0 {
                for (((node, hint), shared), key) in nodes.iter().zip(&mut hints).zip(&mut shared).zip(keys) {
                    let branch = Branch::from_raw(*node);
                    *hint = search::rank_behind(branch.separators::<K>(), *key, shared);
                    search::prefetch_line(branch.children_row(Self::DESCRIPTOR).wrapping_add(*hint).cast());
                }
                let bytes = if level == 1 { leaf_bytes } else { branch_bytes };
                for (node, hint) in nodes.iter_mut().zip(&hints) {
                    *node = Branch::from_raw(*node).child(Self::DESCRIPTOR, *hint);
                    search::prefetch_line(node.as_ptr());
                    search::prefetch(node.as_ptr(), bytes);
                }
                level -= 1;
            }
        }
        // SAFETY: at level 0 the nodes are leaves of this tree; a slot with a key has a value.
        unsafe {
            for ((((node, hint), shared), key), found) in
                nodes.iter().zip(&hints).zip(&shared).zip(keys).zip(found)
            {
                let end = self.end_at(Leaf::from_raw(*node), *hint, *key, *shared);
                *found = end.key.map(|key| {
                    let value = end.leaf.values_row::<V>(Self::DESCRIPTOR).add(end.slot);
                    search::prefetch_line(value.cast());
                    (key, &*value)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Layout;
    use crate::slim::SlimTree;
    use crate::slim::shape::{Shape, Standard, Tiny};
    use alloc::vec::Vec;
    use arena::Global;

    /// Entries so large that a tree of a few of them is beyond the near caches.
    type Large = [u64; WORDS];
    const WORDS: usize = if cfg!(miri) { 8 } else { 512 };

    fn finds_what_single_look_ups_find<S: Shape>(n: u64) {
        let mut tree = SlimTree::<u64, Large, Global, S>::new_in(Global);
        tree.append_sorted((0..n).map(|i| (2 * i + 1, [i; WORDS])));
        let keys: Vec<u64> = (0..2 * n + 2).map(|i| i * 7919 % (2 * n + 2)).collect();
        const LENS: &[usize] = if cfg!(miri) { &[0, 1, 9] } else { &[0, 1, 15, 16, 17, 40] };
        for &len in LENS {
            let keys: Vec<&u64> = keys.iter().take(len).chain(keys.iter().rev().take(len)).collect();
            let mut found = alloc::vec![None; keys.len()];
            tree.get_many(&keys, &mut found);
            for (key, found) in keys.iter().zip(found) {
                assert_eq!(found, tree.get(*key), "{key}");
                assert_eq!(found.is_some(), **key % 2 == 1 && **key < 2 * n);
            }
        }
    }

    #[test]
    fn many_keys_find_what_single_ones_find() {
        let large = super::NEAR / size_of::<Large>() + if cfg!(miri) { 10 } else { 100 };
        for n in [0, 1, large as u64, 2 * large as u64] {
            finds_what_single_look_ups_find::<Standard>(n);
            finds_what_single_look_ups_find::<Tiny>(n);
        }
    }
}
