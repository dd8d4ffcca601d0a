//! Loading a view into a new map, or into an existing one.

use super::View;
use crate::error::Error;
use crate::field::{Field, Key, Restored};
use crate::load::load;
use btree_map::{BPlusTreeMap, DefaultLayout, Layout};

impl<'a, K: Key + ?Sized, V: Field + ?Sized> View<'a, K, V> {
    /// Returns a map of all entries, in any layout, with full leaves.
    ///
    /// With `&'a str` as the type of keys, the map borrows from the snapshot. With `String` it owns its keys.
    ///
    /// Computes in **O(n)** time; nothing is held beside the map.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, PackedMap};
    /// use btree_snapshot::{Options, View, write_map};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let stock = BPlusTreeMap::from([("apples".to_owned(), 7), ("pears".to_owned(), 3)]);
    /// let (bytes, _) = write_map(Vec::new(), Options::new(), &stock)?;
    /// let view = View::<str, i32>::open(&bytes)?;
    ///
    /// let owned: PackedMap<String, i32> = view.to_map()?;
    /// let borrowed: BPlusTreeMap<&str, i32> = view.to_map()?;
    /// assert_eq!((owned["pears"], borrowed["pears"]), (3, 3));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If a page is damaged.
    pub fn to_map<MK, MV, T>(&self) -> Result<BPlusTreeMap<MK, MV, T>, Error>
    where
        MK: Restored<'a, K> + Ord,
        MV: Restored<'a, V>,
        T: DefaultLayout<MK, MV>,
    {
        let mut failed = None;
        let mut map = BPlusTreeMap::with_layout();
        load(&mut map, self.restored(&mut failed)?);
        match failed {
            None => {
                map.shrink_to_fit();
                Ok(map)
            }
            Some(error) => Err(error),
        }
    }

    /// Inserts all entries into a map, and returns the number of new keys. The values of existing keys are replaced.
    ///
    /// The whole snapshot is checked first, so that bad bytes do not change the map.
    ///
    /// Computes in **O(1)** time for each entry above all that the map holds, in **O(log m)** for each before, m being the
    /// entries of the map afterwards.
    ///
    /// ```
    /// use btree_map::BPlusTreeMap;
    /// use btree_snapshot::{Options, View, write_map};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let (bytes, _) = write_map(Vec::new(), Options::new(), &BPlusTreeMap::from([(1, 10), (3, 30)]))?;
    /// let mut map = BPlusTreeMap::from([(1, 0), (2, 0)]);
    /// assert_eq!(View::<i32, i32>::open(&bytes)?.merge_into(&mut map)?, 1);
    /// assert_eq!(map, [(1, 10), (2, 0), (3, 30)].into());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the snapshot is damaged.
    pub fn merge_into<MK, MV, T>(&self, map: &mut BPlusTreeMap<MK, MV, T>) -> Result<usize, Error>
    where
        MK: Restored<'a, K> + Ord,
        MV: Restored<'a, V>,
        T: Layout<MK, MV>,
    {
        self.check()?;
        let before = map.len();
        let mut failed = None;
        load(map, self.restored(&mut failed)?);
        match failed {
            None => Ok(map.len() - before),
            Some(error) => Err(error),
        }
    }

    /// The entries as a map has them, up to the first that cannot be read.
    fn restored<'s, MK, MV>(
        &'s self,
        failed: &'s mut Option<Error>,
    ) -> Result<impl Iterator<Item = (MK, MV)> + use<'s, 'a, MK, MV, K, V>, Error>
    where
        MK: Restored<'a, K>,
        MV: Restored<'a, V>,
    {
        let entries = self.iter()?.map_while(|entry| match entry {
            Ok((key, value)) => Some((MK::restored(key), MV::restored(value))),
            Err(error) => {
                *failed = Some(error);
                None
            }
        });
        // No more than there are bytes, which was checked when the snapshot was opened.
        let left = usize::try_from(self.len()).unwrap_or(0);
        Ok(Counted { entries, left })
    }
}

/// Entries with a hint of how many there are, so that a leaf gets its room at once.
struct Counted<I> {
    entries: I,
    left: usize,
}

impl<I: Iterator> Iterator for Counted<I> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        self.left = self.left.saturating_sub(1);
        self.entries.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // Not exact in a snapshot whose trailer lies.
        (self.left, None)
    }
}
