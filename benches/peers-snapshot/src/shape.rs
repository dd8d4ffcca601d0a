//! The kinds of map that are raced: numbers, spread in three ways, and names of packages; each to a number.
//!
//! What a contender needs to know of a key beyond `Ord` is here, so that each contender is written once.

use btree_map::BPlusTreeMap;
use btree_snapshot::{Field, Key, Restored, Stored};
use rkyv::collections::btree_map::ArchivedBTreeMap;
use rkyv::rancor;
use rkyv::rend::u64_le;
use rkyv::string::ArchivedString;
use rkyv::util::AlignedVec;
use std::marker::PhantomData;
use testbed::Random;

/// The map that is archived and loaded.
pub(crate) type Map<S> = BPlusTreeMap<<S as Shape>::Key, u64>;

/// The same as rkyv archives it.
pub(crate) type Archive<S> = ArchivedBTreeMap<<S as Shape>::Archived, u64_le>;

/// A kind of map.
pub(crate) trait Shape: Sized + 'static {
    /// As tables name it.
    const TITLE: &'static str;
    /// Keys in memory.
    type Key: Ord + Clone + Stored<Field = Self::Field> + for<'a> Restored<'a, Self::Field>;
    /// Keys in a snapshot.
    type Field: Key + ?Sized;
    /// Keys in an archive.
    type Archived;

    /// `n` keys, ascending.
    fn keys(n: usize) -> Vec<Self::Key>;
    /// A key that no map has, close to one that it has.
    fn absent(key: &Self::Key) -> Self::Key;
    /// The bytes of a key that a format cannot do without.
    fn payload(key: &Self::Key) -> usize;
    /// Something that is known only to who has looked at the key.
    fn weight(key: <Self::Field as Field>::Ref<'_>) -> u64;
    /// The key as bytes that order as keys do.
    fn with_bytes<R>(key: &Self::Key, read: impl FnOnce(&[u8]) -> R) -> R;
    /// [`weight`](Self::weight) of such bytes.
    fn weight_of_bytes(bytes: &[u8]) -> u64;
    /// Archives a map.
    fn archive(map: &Map<Self>) -> Result<AlignedVec, rancor::Error>;
    /// Checks an archive and hands it out.
    fn access(bytes: &[u8]) -> Result<&Archive<Self>, rancor::Error>;
    /// The value of a key.
    fn get_archived(archive: &Archive<Self>, key: &Self::Key) -> Option<u64>;
    /// [`weight`](Self::weight) of an archived key.
    fn weight_of_archived(key: &Self::Archived) -> u64;
}

/// How numbers are spread.
pub(crate) trait Spread: 'static {
    /// As tables name it.
    const TITLE: &'static str;

    /// `n` keys, ascending.
    fn keys(n: usize) -> Vec<u64>;

    /// A key that no map has, close to one that it has.
    fn absent(key: u64) -> u64;
}

/// With gaps, of which each is as large as any other, nearly.
pub(crate) struct Even;

impl Spread for Even {
    const TITLE: &'static str = "<u64, u64>";

    fn keys(n: usize) -> Vec<u64> {
        (0..n as u64).map(|i| i * 3 + i % 2).collect()
    }

    fn absent(key: u64) -> u64 {
        key / 3 * 3 + 2
    }
}

/// Drawn from all even numbers, as hashes are.
pub(crate) struct Scattered;

impl Spread for Scattered {
    const TITLE: &'static str = "<u64, u64>, scattered";

    fn keys(n: usize) -> Vec<u64> {
        let mut random = Random::new(1);
        let mut keys: Vec<u64> = (0..n).map(|_| random.next() & !1).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn absent(key: u64) -> u64 {
        key | 1
    }
}

/// With gaps of 1 to 2³⁶, each power of two as likely as any other: to guess where a key is from its neighbours is of no use.
pub(crate) struct Clustered;

impl Spread for Clustered {
    const TITLE: &'static str = "<u64, u64>, clustered";

    fn keys(n: usize) -> Vec<u64> {
        let (mut random, mut key) = (Random::new(2), 0);
        let mut next = || {
            let bits = random.below(37);
            key += 2 + 2 * (random.next() >> 28 & ((1 << bits) - 1));
            key
        };
        (0..n).map(|_| next()).collect()
    }

    fn absent(key: u64) -> u64 {
        key | 1
    }
}

/// `u64`, spread as `G` says.
pub(crate) struct Numbers<G>(PhantomData<G>);

impl<G: Spread> Shape for Numbers<G> {
    const TITLE: &'static str = G::TITLE;
    type Key = u64;
    type Field = u64;
    type Archived = u64_le;

    fn keys(n: usize) -> Vec<u64> {
        G::keys(n)
    }

    fn absent(key: &u64) -> u64 {
        G::absent(*key)
    }

    fn payload(_: &u64) -> usize {
        size_of::<u64>()
    }

    fn weight(key: u64) -> u64 {
        key
    }

    fn with_bytes<R>(key: &u64, read: impl FnOnce(&[u8]) -> R) -> R {
        read(&key.to_be_bytes())
    }

    fn weight_of_bytes(bytes: &[u8]) -> u64 {
        bytes.first_chunk().copied().map_or(0, u64::from_be_bytes)
    }

    fn archive(map: &Map<Self>) -> Result<AlignedVec, rancor::Error> {
        rkyv::to_bytes(map)
    }

    fn access(bytes: &[u8]) -> Result<&Archive<Self>, rancor::Error> {
        rkyv::access(bytes)
    }

    fn get_archived(archive: &Archive<Self>, key: &u64) -> Option<u64> {
        archive.get(&u64_le::from_native(*key)).map(|value| value.to_native())
    }

    fn weight_of_archived(key: &u64_le) -> u64 {
        key.to_native()
    }
}

/// Names of real packages; beyond as many as there are, with numbers behind them.
pub(crate) struct Names;

const NAMES: &str = include_str!("../../../crates/btree-map/examples/data/package-names.tsv");

impl Shape for Names {
    const TITLE: &'static str = "<package name, u64>";
    type Key = String;
    type Field = str;
    type Archived = ArchivedString;

    fn keys(n: usize) -> Vec<String> {
        let names: Vec<&str> = NAMES.lines().filter_map(|line| line.split('\t').next()).collect();
        let copies = (0..n.div_ceil(names.len().max(1))).flat_map(|copy| {
            names
                .iter()
                .map(move |name| if copy == 0 { (*name).to_owned() } else { format!("{name}-{copy}") })
        });
        let mut keys: Vec<String> = copies.collect();
        keys.sort();
        keys.dedup();
        // Spread over the alphabet, not its beginning.
        let step = (keys.len() / n.max(1)).max(1);
        keys.into_iter().step_by(step).take(n).collect()
    }

    fn absent(key: &String) -> String {
        format!("{key}~")
    }

    fn payload(key: &String) -> usize {
        key.len()
    }

    fn weight(key: &str) -> u64 {
        key.len() as u64
    }

    fn with_bytes<R>(key: &String, read: impl FnOnce(&[u8]) -> R) -> R {
        read(key.as_bytes())
    }

    fn weight_of_bytes(bytes: &[u8]) -> u64 {
        bytes.len() as u64
    }

    fn archive(map: &Map<Self>) -> Result<AlignedVec, rancor::Error> {
        rkyv::to_bytes(map)
    }

    fn access(bytes: &[u8]) -> Result<&Archive<Self>, rancor::Error> {
        rkyv::access(bytes)
    }

    fn get_archived(archive: &Archive<Self>, key: &String) -> Option<u64> {
        archive.get(key.as_str()).map(|value| value.to_native())
    }

    fn weight_of_archived(key: &ArchivedString) -> u64 {
        key.len() as u64
    }
}
