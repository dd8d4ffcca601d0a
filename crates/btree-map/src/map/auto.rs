//! The auto traits that std's map has on wider terms than its fields would give it.
//!
//! Entries live behind pointers: moving a map moves none of them, so it is `Unpin` whatever they are. And a panic while
//! a map is owned elsewhere shows nothing that shared references to its entries would not show.

use super::{BPlusTreeMap, IntoIter, IntoKeys, IntoValues};
use btree_core::Layout;
use core::panic::{RefUnwindSafe, UnwindSafe};

impl<K, V, T> Unpin for BPlusTreeMap<K, V, T> {}

impl<K, V, T> UnwindSafe for BPlusTreeMap<K, V, T>
where
    K: RefUnwindSafe,
    V: RefUnwindSafe,
    T: RefUnwindSafe,
{
}

macro_rules! by_value {
    ($($iter:ident),*) => {$(
        impl<K, V, T: Layout<K, V>> Unpin for $iter<K, V, T> {}

        impl<K, V, T> UnwindSafe for $iter<K, V, T>
        where
            K: RefUnwindSafe,
            V: RefUnwindSafe,
            T: Layout<K, V> + RefUnwindSafe,
        {
        }
    )*};
}

by_value!(IntoIter, IntoKeys, IntoValues);
