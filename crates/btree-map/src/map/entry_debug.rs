//! How entries, and the refusal to overwrite one, print: as std's do.

use super::{Entry, OccupiedEntry, OccupiedError, VacantEntry};
use btree_core::Layout;
use core::error::Error;
use core::fmt::{self, Debug, Display};

impl<K: Debug + Ord, V: Debug, T: Layout<K, V>> Debug for Entry<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("Entry");
        match self {
            Entry::Vacant(entry) => tuple.field(entry).finish(),
            Entry::Occupied(entry) => tuple.field(entry).finish(),
        }
    }
}

impl<K: Debug + Ord, V, T: Layout<K, V>> Debug for VacantEntry<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}

impl<K: Debug + Ord, V: Debug, T: Layout<K, V>> Debug for OccupiedEntry<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry").field("key", self.key()).field("value", self.get()).finish()
    }
}

impl<K: Debug + Ord, V: Debug, T: Layout<K, V>> Debug for OccupiedError<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedError")
            .field("key", self.entry.key())
            .field("old_value", self.entry.get())
            .field("new_value", &self.value)
            .finish()
    }
}

impl<K: Debug + Ord, V: Debug, T: Layout<K, V>> Display for OccupiedError<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, old) = (self.entry.key(), self.entry.get());
        write!(f, "failed to insert {:?}, key {key:?} already exists with value {old:?}", self.value)
    }
}

impl<K: Debug + Ord, V: Debug, T: Layout<K, V>> Error for OccupiedError<'_, K, V, T> {}
