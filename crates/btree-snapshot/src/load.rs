//! From entries into a map, without a buffer between: as they come, into full leaves.

use btree_map::{BPlusTreeMap, Layout};

/// Puts entries into a map; of keys that are there, the value is replaced.
///
/// Entries that come in the order of the map's keys, above those that it holds, cost no search. Those of keys that the map's
/// type orders in another way than the snapshot does are put in one by one.
pub(crate) fn load<K: Ord, V, T: Layout<K, V>>(
    map: &mut BPlusTreeMap<K, V, T>,
    entries: impl Iterator<Item = (K, V)>,
) {
    // Nothing is asked for behind the entry that is handed back.
    let mut entries = entries.fuse();
    if let Err(unsorted) = map.extend_sorted(entries.by_ref()) {
        let (key, value) = unsorted.entry;
        map.insert(key, value);
        map.extend(entries);
    }
}
