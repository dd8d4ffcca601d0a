//! What every reader must make of any bytes whatever: errors, or some ordered map, and the same one by every way of asking.
//!
//! The fuzz target uses this file, too.

use btree_snapshot::{CachedView, Error, Field, Key, Reader, View};
use std::fmt::Debug;

/// Reads `bytes` in every way, and panics if the answers contradict each other.
pub(crate) fn judge<K, V>(bytes: &[u8])
where
    K: Key + ?Sized,
    V: Field + ?Sized,
    for<'a, 'b> K::Ref<'a>: PartialEq<K::Ref<'b>> + PartialOrd<K::Ref<'b>> + Debug,
    for<'a, 'b> V::Ref<'a>: PartialEq<V::Ref<'b>> + Debug,
{
    let streamed = read_through::<K, V>(bytes);
    let cached = look_up::<K, V>(bytes);
    let Ok(view) = View::<K, V>::open(bytes) else {
        assert!(View::<K, V>::open_verified(bytes).is_err());
        return;
    };
    let (entries, whole) = forward(&view);
    let verified = view.check();
    assert_eq!(verified.is_ok(), View::<K, V>::open_verified(bytes).is_ok());
    assert_eq!(verified.is_ok(), streamed.is_ok(), "{verified:?} in place, {streamed:?} streamed");
    for pair in entries.windows(2) {
        assert!(pair[0].0 < pair[1].0, "{:?} before {:?}", pair[0].0, pair[1].0);
    }
    if verified.is_ok() {
        assert!(whole);
        assert_eq!(entries.len() as u64, view.len());
        assert_eq!(streamed.ok(), Some(view.len()));
        assert_eq!(cached.ok(), Some(view.len()));
    }
    if let Ok(iter) = view.iter() {
        let back: Result<Vec<_>, _> = iter.rev().collect();
        if let Ok(back) = back
            && whole
        {
            assert!(back.iter().rev().eq(&entries));
        }
    }
    for (i, (key, value)) in entries.iter().enumerate() {
        match view.get(*key) {
            Ok(found) => assert!(found.is_some_and(|found| found == *value), "{key:?} has lost its value"),
            // What iterates passes the same pages.
            Err(error) => panic!("{key:?}: {error}"),
        }
        if whole && i % 16 == 0 {
            let from: Result<Vec<_>, _> = view.range(*key..).and_then(Iterator::collect);
            assert!(from.expect("iterated before").iter().eq(&entries[i..]));
        }
    }
}

/// The entries up to the first error, and whether there was none.
#[expect(clippy::type_complexity, reason = "entries, and a flag")]
fn forward<'a, K, V>(view: &View<'a, K, V>) -> (Vec<(K::Ref<'a>, V::Ref<'a>)>, bool)
where
    K: Key + ?Sized,
    V: Field + ?Sized,
{
    let mut entries = Vec::new();
    let Ok(iter) = view.iter() else { return (entries, false) };
    for entry in iter {
        match entry {
            Ok(entry) => entries.push(entry),
            Err(_) => return (entries, false),
        }
    }
    (entries, true)
}

/// Streams all entries; tells how many there were.
fn read_through<K: Key + ?Sized, V: Field + ?Sized>(bytes: &[u8]) -> Result<u64, Error> {
    let mut reader = Reader::<K, V, _>::new(bytes)?;
    let mut entries = 0;
    while reader.next()?.is_some() {
        entries += 1;
    }
    Ok(entries)
}

/// Walks all entries through a cache of two pages; tells how many there were.
fn look_up<K: Key + ?Sized, V: Field + ?Sized>(bytes: &[u8]) -> Result<u64, Error> {
    let mut view = CachedView::<K, V>::with_cache(bytes, 2)?;
    let mut range = view.range(..)?;
    let mut entries = 0;
    while range.next_back()?.is_some() {
        entries += 1;
    }
    Ok(entries)
}
