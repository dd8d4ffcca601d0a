//! A slim map and std's map that are changed alike, and the bytes of both, counted exactly.

use alloc_meter::{Report, measure};
use btree_map::SlimMap;
use std::collections::BTreeMap;
use std::fmt::Debug;
use testbed::Random;

/// What is put into the maps: the `i`th of an ascending row of keys, with a value.
pub(crate) trait Shape: 'static {
    type Key: Ord + Debug + 'static;
    type Value: 'static;
    const NAME: &'static str;
    /// How many different keys there are, if few.
    const MOST: usize = usize::MAX;
    fn key(i: usize) -> Self::Key;
    fn value(i: usize) -> Self::Value;
}

macro_rules! shape {
    ($($name:ident: $key:ty => $value:ty, $make_key:expr, $make_value:expr $(, most $most:expr)?;)*) => {$(
        pub(crate) struct $name;
        impl Shape for $name {
            type Key = $key;
            type Value = $value;
            const NAME: &'static str = stringify!($key => $value);
            $(const MOST: usize = $most;)?
            fn key(i: usize) -> $key {
                ($make_key)(i)
            }
            fn value(i: usize) -> $value {
                ($make_value)(i)
            }
        }
    )*};
}

shape! {
    Bytes: u8 => u8, |i| i as u8, |i| i as u8, most 256;
    Words32: u32 => u32, |i| i as u32, |i| i as u32;
    Signed32: i32 => i32, |i| i as i32 - 10_000, |i| i as i32;
    Words64: u64 => u64, |i| i as u64, |i| i as u64;
    Set64: u64 => (), |i| i as u64, |_| ();
    // Short strings live on the heap as well, in both maps alike: an empty one takes nothing there.
    Strings: String => u64, |i: usize| format!("{i:08}"), |i| i as u64;
    Wide: u64 => [u8; 64], |i| i as u64, |i| [i as u8; 64];
    Hashes: [u8; 32] => u64, |i: usize| { let mut key = [0; 32]; key[..8].copy_from_slice(&(i as u64).to_be_bytes()); key },
        |i| i as u64;
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Order {
    Random,
    Ascending,
    Descending,
}

/// `0..n` in that order.
pub(crate) fn order(n: usize, order: Order, seed: u64) -> Vec<usize> {
    let mut keys: Vec<usize> = (0..n).collect();
    match order {
        Order::Ascending => {}
        Order::Descending => keys.reverse(),
        Order::Random => {
            Random::new(seed).shuffle(&mut keys);
        }
    }
    keys
}

/// Live heap bytes of two maps that are changed alike.
pub(crate) struct Pair<S: Shape> {
    pub(crate) slim: SlimMap<S::Key, S::Value>,
    pub(crate) std: BTreeMap<S::Key, S::Value>,
    pub(crate) slim_bytes: i64,
    pub(crate) std_bytes: i64,
    /// What the allocator gave for them, where it tells.
    slim_usable: Option<i64>,
    std_usable: Option<i64>,
}

impl<S: Shape> Pair<S> {
    /// Bytes of the handles.
    pub(crate) const SLIM: i64 = size_of::<SlimMap<S::Key, S::Value>>() as i64;
    const STD: i64 = size_of::<BTreeMap<S::Key, S::Value>>() as i64;

    pub(crate) fn new() -> Self {
        Pair {
            slim: SlimMap::with_layout(),
            std: BTreeMap::new(),
            slim_bytes: Self::SLIM,
            std_bytes: Self::STD,
            slim_usable: Some(Self::SLIM),
            std_usable: Some(Self::STD),
        }
    }

    pub(crate) fn insert(&mut self, i: usize) {
        // Keys and values are made outside: only what the maps allocate for themselves counts.
        let (key, value) = (S::key(i), S::value(i));
        let report = measure(|| self.slim.insert(key, value)).1;
        self.slim_bytes += report.live_bytes;
        add(&mut self.slim_usable, &report);
        let (key, value) = (S::key(i), S::value(i));
        let report = measure(|| self.std.insert(key, value)).1;
        self.std_bytes += report.live_bytes;
        add(&mut self.std_usable, &report);
    }

    pub(crate) fn remove(&mut self, i: usize) {
        let key = S::key(i);
        let (entry, report) = measure(|| self.slim.remove_entry(&key));
        assert!(entry.is_some());
        self.slim_bytes += report.live_bytes;
        add(&mut self.slim_usable, &report);
        let (entry, report) = measure(|| self.std.remove_entry(&key));
        assert!(entry.is_some());
        self.std_bytes += report.live_bytes;
        add(&mut self.std_usable, &report);
    }

    pub(crate) fn check(&self, way: &str) {
        assert!(
            self.slim_bytes <= self.std_bytes,
            "{} {way}, n = {}: slim {} B, std {} B",
            S::NAME,
            self.slim.len(),
            self.slim_bytes,
            self.std_bytes
        );
        if let (Some(slim), Some(std)) = (self.slim_usable, self.std_usable) {
            assert!(
                slim * 100 <= std * 103,
                "{} {way}, n = {}: slim {slim} B as the allocator rounds them, std {std} B",
                S::NAME,
                self.slim.len(),
            );
        }
    }
}

/// Adds what a report says of usable bytes.
fn add(usable: &mut Option<i64>, report: &Report) {
    *usable = usable.zip(report.live_usable).map(|(before, more)| before + more);
}

pub(crate) fn bulk<S: Shape>(n: usize) -> Pair<S> {
    let entries = || (0..n).map(|i| (S::key(i), S::value(i))).collect::<Vec<_>>();
    let mut pair = Pair::<S>::new();
    // The vector is made outside; both maps consume it, so its own bytes cancel out.
    let (a, b) = (entries(), entries());
    let vector = (n * size_of::<(S::Key, S::Value)>()) as i64;
    let (slim, report) = measure(|| SlimMap::from_iter_in_layout(a));
    pair.slim_bytes += report.live_bytes + vector;
    // How the vector was rounded is not known here.
    (pair.slim_usable, pair.std_usable) = (None, None);
    let (std, report) = measure(|| BTreeMap::from_iter(b));
    pair.std_bytes += report.live_bytes + vector;
    (pair.slim, pair.std) = (slim, std);
    pair
}
