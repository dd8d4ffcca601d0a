//! (A) The layout as a plain type parameter: the crates' way in small.
//!
//! A trait over trees, positions that are bare words, and a map and an iterator written once over both.

use std::marker::PhantomData;
use std::ptr;

/// A leaf and a slot in it.
#[derive(Clone, Copy)]
pub(crate) struct Position {
    pub(crate) leaf: usize,
    pub(crate) slot: usize,
}

/// Entries of a leaf that are still to be walked over, in rows or in pairs, as the strides tell.
pub(crate) struct Run<K, V> {
    key: *const K,
    value: *const V,
    key_stride: usize,
    value_stride: usize,
    left: usize,
}

impl<K, V> Run<K, V> {
    const EMPTY: Self = Run { key: ptr::null(), value: ptr::null(), key_stride: 0, value_stride: 0, left: 0 };

    pub(crate) fn rows(keys: &[K], values: &[V]) -> Self {
        Run {
            key: keys.as_ptr(),
            value: values.as_ptr(),
            key_stride: size_of::<K>(),
            value_stride: size_of::<V>(),
            left: keys.len().min(values.len()),
        }
    }

    pub(crate) fn pairs(pairs: &[(K, V)]) -> Self {
        let stride = size_of::<(K, V)>();
        let (key, value) =
            pairs.first().map_or((ptr::null(), ptr::null()), |(k, v)| (&raw const *k, &raw const *v));
        Run { key, value, key_stride: stride, value_stride: stride, left: pairs.len() }
    }
}

/// A tree in some layout of memory.
///
/// # Safety
///
/// - Every run has the strides [`STRIDES`](Self::STRIDES).
/// - The runs of [`run`](Self::run) are made from slices that live as long as the borrow of the tree.
pub(crate) unsafe trait Layout<K, V>: Sized {
    /// From a key to the next in a run, and from a value to the next.
    const STRIDES: (usize, usize);

    fn new() -> Self;

    fn get(&self, key: &K) -> Option<&V>
    where
        K: Ord;

    /// Where `key` is (`Ok`) or belongs.
    fn find(&self, key: &K) -> Result<Position, Position>
    where
        K: Ord;

    fn value_mut(&mut self, at: Position) -> &mut V;

    fn insert_at(&mut self, at: Position, key: K, value: V);

    /// The entries of a leaf, `None` behind the last leaf.
    fn run(&self, leaf: usize) -> Option<Run<K, V>>;
}

/// The map over any layout.
pub(crate) struct Map<K, V, T> {
    pub(crate) tree: T,
    pub(crate) marker: PhantomData<(K, V)>,
}

impl<K: Ord, V, T: Layout<K, V>> Map<K, V, T> {
    pub(crate) fn new() -> Self {
        Map { tree: T::new(), marker: PhantomData }
    }

    #[inline]
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.tree.get(key)
    }

    #[inline]
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.tree.find(&key) {
            Ok(at) => Some(std::mem::replace(self.tree.value_mut(at), value)),
            Err(at) => {
                self.tree.insert_at(at, key, value);
                None
            }
        }
    }

    pub(crate) fn iter(&self) -> Iter<'_, K, V, T> {
        Iter { run: Run::EMPTY, leaf: 0, tree: &self.tree, marker: PhantomData }
    }

    /// As [`iter`](Self::iter), with strides that the compiler knows.
    pub(crate) fn iter_by_constant(&self) -> Iter<'_, K, V, T, true> {
        Iter { run: Run::EMPTY, leaf: 0, tree: &self.tree, marker: PhantomData }
    }
}

/// The entries of a map over any layout.
///
/// The strides are read from the run or, `CONSTANT`, taken from the layout.
pub(crate) struct Iter<'a, K, V, T, const CONSTANT: bool = false> {
    run: Run<K, V>,
    leaf: usize,
    tree: &'a T,
    marker: PhantomData<&'a (K, V)>,
}

impl<'a, K, V, T: Layout<K, V>, const CONSTANT: bool> Iterator for Iter<'a, K, V, T, CONSTANT> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        while self.run.left == 0 {
            self.run = self.tree.run(self.leaf)?;
            self.leaf += 1;
        }
        let run = &mut self.run;
        let strides = if CONSTANT { T::STRIDES } else { (run.key_stride, run.value_stride) };
        // SAFETY:
        // 1. The run was made from slices borrowed from the tree (contract of the trait), which `'a` keeps borrowed.
        // 2. At least one entry is left, so both pointers are at an entry, and a stride (the layout's is the run's,
        //    by contract) further at most one past the end.
        unsafe {
            let entry = (&*run.key, &*run.value);
            run.left -= 1;
            run.key = run.key.byte_add(strides.0);
            run.value = run.value.byte_add(strides.1);
            Some(entry)
        }
    }
}
