//! Two layouts of one small ordered store: a row of leaves, searched by their first keys.
//!
//! Invariant: no leaf is empty, keys ascend within and across leaves. Small as it is, it has what an API
//! must bridge: two levels of search, leaves that split, leaves of different shapes.

use crate::layout::{Layout, Position, Run};

/// Entries that a leaf holds at most.
pub(crate) const ROOM: usize = 64;

/// Leaves with keys and values in two rows.
pub(crate) struct Rows<K, V> {
    leaves: Vec<(Vec<K>, Vec<V>)>,
}

/// Leaves with pairs in one row.
pub(crate) struct Pairs<K, V> {
    leaves: Vec<Vec<(K, V)>>,
}

// SAFETY: runs are made from the rows of a leaf, borrowed from the tree.
unsafe impl<K, V> Layout<K, V> for Rows<K, V> {
    const STRIDES: (usize, usize) = (size_of::<K>(), size_of::<V>());

    fn new() -> Self {
        Rows { leaves: vec![] }
    }

    #[inline]
    fn get(&self, key: &K) -> Option<&V>
    where
        K: Ord,
    {
        let leaf = self.leaves.partition_point(|(keys, _)| keys[0] <= *key).checked_sub(1)?;
        let (keys, values) = &self.leaves[leaf];
        keys.binary_search(key).ok().map(|slot| &values[slot])
    }

    #[inline]
    fn find(&self, key: &K) -> Result<Position, Position>
    where
        K: Ord,
    {
        let leaf = self.leaves.partition_point(|(keys, _)| keys[0] <= *key).saturating_sub(1);
        let Some((keys, _)) = self.leaves.get(leaf) else { return Err(Position { leaf, slot: 0 }) };
        match keys.binary_search(key) {
            Ok(slot) => Ok(Position { leaf, slot }),
            Err(slot) => Err(Position { leaf, slot }),
        }
    }

    #[inline]
    fn value_mut(&mut self, at: Position) -> &mut V {
        &mut self.leaves[at.leaf].1[at.slot]
    }

    #[inline]
    fn insert_at(&mut self, at: Position, key: K, value: V) {
        if self.leaves.is_empty() {
            self.leaves.push((Vec::with_capacity(ROOM), Vec::with_capacity(ROOM)));
        }
        let (keys, values) = &mut self.leaves[at.leaf];
        keys.insert(at.slot, key);
        values.insert(at.slot, value);
        if keys.len() == ROOM {
            let (mut right_keys, mut right_values) = (Vec::with_capacity(ROOM), Vec::with_capacity(ROOM));
            right_keys.extend(keys.drain(ROOM / 2..));
            right_values.extend(values.drain(ROOM / 2..));
            self.leaves.insert(at.leaf + 1, (right_keys, right_values));
        }
    }

    #[inline]
    fn run(&self, leaf: usize) -> Option<Run<K, V>> {
        self.leaves.get(leaf).map(|(keys, values)| Run::rows(keys, values))
    }
}

// SAFETY: runs are made from the row of a leaf, borrowed from the tree.
unsafe impl<K, V> Layout<K, V> for Pairs<K, V> {
    const STRIDES: (usize, usize) = (size_of::<(K, V)>(), size_of::<(K, V)>());

    fn new() -> Self {
        Pairs { leaves: vec![] }
    }

    #[inline]
    fn get(&self, key: &K) -> Option<&V>
    where
        K: Ord,
    {
        let leaf = self.leaves.partition_point(|pairs| pairs[0].0 <= *key).checked_sub(1)?;
        let pairs = &self.leaves[leaf];
        pairs.binary_search_by(|pair| pair.0.cmp(key)).ok().map(|slot| &pairs[slot].1)
    }

    #[inline]
    fn find(&self, key: &K) -> Result<Position, Position>
    where
        K: Ord,
    {
        let leaf = self.leaves.partition_point(|pairs| pairs[0].0 <= *key).saturating_sub(1);
        let Some(pairs) = self.leaves.get(leaf) else { return Err(Position { leaf, slot: 0 }) };
        match pairs.binary_search_by(|pair| pair.0.cmp(key)) {
            Ok(slot) => Ok(Position { leaf, slot }),
            Err(slot) => Err(Position { leaf, slot }),
        }
    }

    #[inline]
    fn value_mut(&mut self, at: Position) -> &mut V {
        &mut self.leaves[at.leaf][at.slot].1
    }

    #[inline]
    fn insert_at(&mut self, at: Position, key: K, value: V) {
        if self.leaves.is_empty() {
            self.leaves.push(Vec::with_capacity(ROOM));
        }
        let pairs = &mut self.leaves[at.leaf];
        pairs.insert(at.slot, (key, value));
        if pairs.len() == ROOM {
            let mut right = Vec::with_capacity(ROOM);
            right.extend(pairs.drain(ROOM / 2..));
            self.leaves.insert(at.leaf + 1, right);
        }
    }

    #[inline]
    fn run(&self, leaf: usize) -> Option<Run<K, V>> {
        self.leaves.get(leaf).map(|pairs| Run::pairs(pairs))
    }
}
