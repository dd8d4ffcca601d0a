//! A herd: maps of one layout and one type of entry, of many sizes, and what happens to them.
//!
//! Invariant: the value of a key is told by the key, so that every entry met can be judged.

use btree_map::{BPlusTreeMap, DefaultLayout};
use std::marker::PhantomData;
use testbed::{Key, Random};

/// Sizes around which the maps of a herd keep: one leaf, the borders of inline maps, a few levels.
const SIZES: [u64; 10] = [0, 3, 8, 15, 17, 60, 200, 900, 4_000, 12_000];

/// How rarely an operation is on a whole map rather than on one entry.
const RARE: u64 = 600;

/// What a cycle asks of a herd, whatever its layout.
pub(super) trait Herd {
    /// Does one random operation.
    ///
    /// # Errors
    ///
    /// If a map gives a wrong answer.
    fn act(&mut self, random: &mut Random) -> Result<(), String>;

    /// The bytes that all maps hold, by their own word and with what their entries own.
    ///
    /// # Errors
    ///
    /// If a map is not whole.
    fn bytes(&self) -> Result<usize, String>;

    /// Drops all maps, each in one of several ways.
    fn dissolve(&mut self, random: &mut Random);
}

/// Maps from `I` to `I`.
pub(super) struct Maps<I, T> {
    maps: Vec<BPlusTreeMap<I, I, T>>,
    /// Bytes of heap that each key and each value owns.
    owned: usize,
    items: PhantomData<I>,
}

/// The value that belongs to a key.
fn value_of(key: u64) -> u64 {
    key.rotate_left(17) ^ 0x5555_5555
}

impl<I: Key, T: DefaultLayout<I, I>> Maps<I, T> {
    pub(super) fn new(owned: usize) -> Self {
        let maps = SIZES.map(|_| BPlusTreeMap::with_layout()).into();
        Maps { maps, owned, items: PhantomData }
    }

    fn name(&self) -> &'static str {
        T::NAME
    }
}

/// An operation on one entry of a map of about `size`.
fn on_entry<I: Key, T: DefaultLayout<I, I>>(
    map: &mut BPlusTreeMap<I, I, T>,
    size: u64,
    random: &mut Random,
) -> Result<(), String> {
    let number = random.below(2 * size + 2);
    let key = I::from_number(number);
    let right = |found: Option<&I>| found.is_none_or(|value| value.word() == value_of(number));
    let sound = match random.below(12) {
        0..=3 => right(map.insert(key, I::from_number(value_of(number))).as_ref()),
        4..=6 => right(map.remove(&key).as_ref()),
        7 => right(Some(&*map.entry(key).or_insert_with(|| I::from_number(value_of(number))))),
        8 => right(map.get(&key)) && right(map.get_mut(&key).map(|value| &*value)),
        9 => {
            let mut last = None;
            map.range(&key..).take(20).all(|(key, value)| {
                let ascends = last.replace(key.word()).is_none_or(|last| last < key.word());
                ascends && value.word() == value_of(key.word())
            })
        }
        10 => map.pop_first().is_none_or(|(key, value)| value.word() == value_of(key.word())),
        _ => map.pop_last().is_none_or(|(key, value)| value.word() == value_of(key.word())),
    };
    if sound { Ok(()) } else { Err(format!("a wrong answer about {number}")) }
}

/// An operation on the whole of a map of about `size`.
fn on_map<I: Key, T: DefaultLayout<I, I>>(map: &mut BPlusTreeMap<I, I, T>, size: u64, random: &mut Random) {
    let at = random.below(2 * size + 2);
    let entry = |number| (I::from_number(number), I::from_number(value_of(number)));
    match random.below(11) {
        0 => {
            let mut upper = map.split_off(&I::from_number(at));
            map.append(&mut upper);
        }
        1 => *map = map.split_off(&I::from_number(at)),
        2 => map.retain(|key, _| key.word() % 3 != at % 3),
        3 => *map = map.clone(),
        4 => map.shrink_to_fit(),
        5 => {
            map.remove_range(I::from_number(at)..I::from_number(at + size / 4));
        }
        6 => drop(map.drain_range(I::from_number(at)..).take(3).collect::<Vec<_>>()),
        7 => map.extend((at..at + size / 3).map(entry)),
        8 => drop(map.extract_if(.., |key, _| key.word() % 5 == at % 5).take(7).collect::<Vec<_>>()),
        9 => {
            let kept = std::mem::replace(map, BPlusTreeMap::with_layout());
            *map = BPlusTreeMap::from_iter_in_layout(kept);
        }
        _ => map.clear(),
    }
}

impl<I: Key, T: DefaultLayout<I, I>> Herd for Maps<I, T> {
    fn act(&mut self, random: &mut Random) -> Result<(), String> {
        let at = random.index(SIZES.len());
        let (map, size) = (&mut self.maps[at], SIZES[at]);
        if random.below(RARE) == 0 {
            on_map(map, size, random);
            return Ok(());
        }
        on_entry(map, size, random).map_err(|error| format!("{}, map {at}: {error}", T::NAME))
    }

    fn bytes(&self) -> Result<usize, String> {
        let mut bytes = 0;
        for (at, map) in self.maps.iter().enumerate() {
            map.check_invariants().map_err(|broken| format!("{}, map {at}: {broken:?}", self.name()))?;
            bytes += map.heap_bytes() + 2 * self.owned * map.len();
        }
        Ok(bytes)
    }

    fn dissolve(&mut self, random: &mut Random) {
        for map in &mut self.maps {
            let map = std::mem::replace(map, BPlusTreeMap::with_layout());
            match random.below(3) {
                0 => drop(map),
                1 => map.into_iter().take(5).for_each(drop),
                _ => map.into_iter().rev().for_each(drop),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use btree_map::{PackedTree, SlimTree};

    #[test]
    fn a_herd_knows_its_bytes_and_dissolves() {
        let mut herd: Maps<Box<u64>, SlimTree<_, _>> = Maps::new(size_of::<u64>());
        let mut random = Random::new(3);
        for _ in 0..3_000 {
            herd.act(&mut random).unwrap();
        }
        assert!(herd.bytes().unwrap() > 1_000);
        herd.dissolve(&mut random);
        assert_eq!(herd.bytes(), Ok(0));
    }

    #[test]
    fn a_wrong_value_is_found() {
        let mut map = BPlusTreeMap::<u64, u64, PackedTree<u64, u64>>::from_iter_in_layout([(0, 1), (1, 1)]);
        let mut random = Random::new(1);
        let outcome = (0..100).try_for_each(|_| on_entry(&mut map, 0, &mut random));
        assert!(outcome.unwrap_err().contains("a wrong answer about"));
    }
}
