//! An ordered map that can be frozen at any moment, in time that does not depend on its size.
//!
//! The map is a base and, while somebody holds a frozen copy of it, layers of later changes on top. Base and layers are
//! behind [`Arc`]s. [`Layered::freeze`] clones the `Arc`s. A write goes to the top if nobody else holds it, and to a new
//! layer otherwise. A removed key is a tombstone in a layer. [`Layered::settle`] moves the changes of the oldest layer to
//! the base, a bounded number at a time, as soon as both are held by the map alone.
//!
//! Invariants:
//!
//! 1. What is shared is never changed.
//! 2. The entries of the map are those of the base, changed by the layers from the oldest to the newest.
//! 3. `len` is their number.

mod merge;

use std::ops::Bound;
use std::sync::Arc;

use btree_map::BPlusTreeMap;

use crate::command::{Blob, KeyRange};
pub use merge::Entries;

/// A map of keys and values. Boxed slices take 16 bytes an entry less than vectors would.
pub type Base = BPlusTreeMap<Blob, Blob>;
/// Changes: new values, and `None` for removed keys.
pub type Layer = BPlusTreeMap<Blob, Option<Blob>>;

/// An ordered map of bytes that can be frozen.
#[derive(Debug, Default)]
pub struct Layered {
    base: Arc<Base>,
    /// Oldest first.
    layers: Vec<Arc<Layer>>,
    len: usize,
}

/// A map as it was at one moment. It stays as it is while the map that it came from changes.
#[derive(Clone, Debug)]
pub struct Frozen {
    base: Arc<Base>,
    layers: Vec<Arc<Layer>>,
    len: usize,
}

impl Layered {
    /// Returns a map of the entries of `base`.
    pub fn new(base: Base) -> Self {
        let len = base.len();
        Self { base: Arc::new(base), layers: Vec::new(), len }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number of changes that are not in the base yet.
    pub fn unsettled(&self) -> usize {
        self.layers.iter().map(|layer| layer.len()).sum()
    }

    /// Returns the value for `key`, if present.
    pub fn get(&self, key: &[u8]) -> Option<&[u8]> {
        for layer in self.layers.iter().rev() {
            if let Some(change) = layer.get(key) {
                return change.as_deref();
            }
        }
        self.base.get(key).map(|value| &**value)
    }

    /// Stores `value` for `key`. Returns whether the key was present.
    pub fn insert(&mut self, key: Blob, value: Blob) -> bool {
        let existed = if let Some(base) = self.writable_base() {
            base.insert(key, value).is_some()
        } else {
            let existed = self.get(&key).is_some();
            self.writable_layer().insert(key, Some(value));
            existed
        };
        self.len += usize::from(!existed);
        existed
    }

    /// Removes `key`. Returns whether it was present.
    pub fn remove(&mut self, key: &[u8]) -> bool {
        let existed = if let Some(base) = self.writable_base() {
            base.remove(key).is_some()
        } else {
            let existed = self.get(key).is_some();
            if existed {
                self.writable_layer().insert(key.into(), None);
            }
            existed
        };
        self.len -= usize::from(existed);
        existed
    }

    /// Removes the keys of `range`. Returns how many there were.
    pub fn remove_range(&mut self, range: &KeyRange) -> usize {
        let Some(bounds) = bounds(range) else { return 0 };
        let count = if let Some(base) = self.writable_base() {
            base.remove_range::<[u8], _>(bounds)
        } else {
            let keys: Vec<Blob> = self.range(range).map(|(key, _)| key.into()).collect();
            let count = keys.len();
            let layer = self.writable_layer();
            for key in keys {
                layer.insert(key, None);
            }
            count
        };
        self.len -= count;
        count
    }

    /// Returns the entries of `range`, in order.
    pub fn range(&self, range: &KeyRange) -> Entries<'_> {
        Entries::new(&self.base, &self.layers, bounds(range))
    }

    /// Returns the map as it is now. Takes time for each layer, of which there are as many as frozen copies at most.
    pub fn freeze(&self) -> Frozen {
        Frozen { base: self.base.clone(), layers: self.layers.clone(), len: self.len }
    }

    /// Moves up to `budget` changes to the base. Returns whether none is left, or none can be moved yet because a frozen
    /// copy is in use.
    pub fn settle(&mut self, budget: usize) -> bool {
        let Some(base) = Arc::get_mut(&mut self.base) else { return true };
        for _ in 0..budget {
            let Some(oldest) = self.layers.first_mut() else { return true };
            let Some(layer) = Arc::get_mut(oldest) else { return true };
            match layer.pop_first() {
                Some((key, Some(value))) => {
                    base.insert(key, value);
                }
                Some((key, None)) => {
                    base.remove(&*key);
                }
                None => {
                    self.layers.remove(0);
                }
            }
        }
        self.layers.is_empty()
    }

    /// The base, if writes go there: there are no layers, and nobody else holds it.
    fn writable_base(&mut self) -> Option<&mut Base> {
        if self.layers.is_empty() { Arc::get_mut(&mut self.base) } else { None }
    }

    /// The newest layer, or a new one if the newest is shared.
    fn writable_layer(&mut self) -> &mut Layer {
        if self.layers.last_mut().is_none_or(|newest| Arc::get_mut(newest).is_none()) {
            self.layers.push(Arc::default());
        }
        let newest = self.layers.len() - 1;
        // Nobody else holds this layer, so `make_mut` clones nothing.
        Arc::make_mut(&mut self.layers[newest])
    }
}

impl Frozen {
    /// The number of entries.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns all entries, in order.
    pub fn iter(&self) -> Entries<'_> {
        Entries::new(&self.base, &self.layers, bounds(&KeyRange::default()))
    }
}

type Bounds<'a> = (Bound<&'a [u8]>, Bound<&'a [u8]>);

/// `None` for a range that holds no key, which std's `range` methods would panic at.
fn bounds(range: &KeyRange) -> Option<Bounds<'_>> {
    if let (Some(start), Some(end)) = (&range.start, &range.end)
        && start >= end
    {
        return None;
    }
    let start = range.start.as_deref().map_or(Bound::Unbounded, Bound::Included);
    let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    Some((start, end))
}

#[cfg(test)]
mod tests;
