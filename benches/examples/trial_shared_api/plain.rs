//! The bar: the row layout of [`trees`](crate::trees) written by hand for `u64`, with no trait and no parameter.
//!
//! Way (D), a map for each layout made by hand or by macro, would run just this code.

use crate::trees::ROOM;
use std::slice;

pub(crate) struct Plain {
    leaves: Vec<(Vec<u64>, Vec<u64>)>,
}

impl Plain {
    pub(crate) fn new() -> Self {
        Plain { leaves: vec![] }
    }

    #[inline]
    pub(crate) fn get(&self, key: &u64) -> Option<&u64> {
        let leaf = self.leaves.partition_point(|(keys, _)| keys[0] <= *key).checked_sub(1)?;
        let (keys, values) = &self.leaves[leaf];
        keys.binary_search(key).ok().map(|slot| &values[slot])
    }

    #[inline]
    pub(crate) fn insert(&mut self, key: u64, value: u64) -> Option<u64> {
        let leaf = self.leaves.partition_point(|(keys, _)| keys[0] <= key).saturating_sub(1);
        if self.leaves.is_empty() {
            self.leaves.push((Vec::with_capacity(ROOM), Vec::with_capacity(ROOM)));
        }
        let (keys, values) = &mut self.leaves[leaf];
        match keys.binary_search(&key) {
            Ok(slot) => return Some(std::mem::replace(&mut values[slot], value)),
            Err(slot) => {
                keys.insert(slot, key);
                values.insert(slot, value);
            }
        }
        if keys.len() == ROOM {
            let (mut right_keys, mut right_values) = (Vec::with_capacity(ROOM), Vec::with_capacity(ROOM));
            right_keys.extend(keys.drain(ROOM / 2..));
            right_values.extend(values.drain(ROOM / 2..));
            self.leaves.insert(leaf + 1, (right_keys, right_values));
        }
        None
    }

    pub(crate) fn iter(&self) -> PlainIter<'_> {
        PlainIter { leaves: self.leaves.iter(), keys: [].iter(), values: [].iter() }
    }
}

pub(crate) struct PlainIter<'a> {
    leaves: slice::Iter<'a, (Vec<u64>, Vec<u64>)>,
    keys: slice::Iter<'a, u64>,
    values: slice::Iter<'a, u64>,
}

impl<'a> Iterator for PlainIter<'a> {
    type Item = (&'a u64, &'a u64);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let (Some(key), Some(value)) = (self.keys.next(), self.values.next()) {
                return Some((key, value));
            }
            let (keys, values) = self.leaves.next()?;
            (self.keys, self.values) = (keys.iter(), values.iter());
        }
    }
}
