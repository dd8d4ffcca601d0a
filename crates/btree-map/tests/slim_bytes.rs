//! The slim layout never takes more bytes than std's map: handle and requested heap, counted exactly, at every
//! number of entries on the way up and on the way down.

use alloc_meter::{Meter, measure};
use btree_map::SlimMap;
use std::collections::BTreeMap;
use std::fmt::Debug;

#[global_allocator]
static METER: Meter = Meter::system();

/// What is put into the maps: the `i`th of an ascending row of keys, with a value.
trait Shape: 'static {
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
        struct $name;
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
enum Order {
    Random,
    Ascending,
    Descending,
}

/// `0..n` in that order.
fn order(n: usize, order: Order, seed: u64) -> Vec<usize> {
    let mut keys: Vec<usize> = (0..n).collect();
    match order {
        Order::Ascending => {}
        Order::Descending => keys.reverse(),
        Order::Random => {
            let mut state = seed;
            for i in (1..n).rev() {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                keys.swap(i, (state >> 33) as usize % (i + 1));
            }
        }
    }
    keys
}

/// Live heap bytes of two maps that are changed alike.
struct Pair<S: Shape> {
    slim: SlimMap<S::Key, S::Value>,
    std: BTreeMap<S::Key, S::Value>,
    slim_bytes: i64,
    std_bytes: i64,
}

impl<S: Shape> Pair<S> {
    fn new() -> Self {
        Pair { slim: SlimMap::with_layout(), std: BTreeMap::new(), slim_bytes: 8, std_bytes: 24 }
    }

    fn insert(&mut self, i: usize) {
        // Keys and values are made outside: only what the maps allocate for themselves counts.
        let (key, value) = (S::key(i), S::value(i));
        self.slim_bytes += measure(|| self.slim.insert(key, value)).1.live_bytes;
        let (key, value) = (S::key(i), S::value(i));
        self.std_bytes += measure(|| self.std.insert(key, value)).1.live_bytes;
    }

    fn remove(&mut self, i: usize) {
        let key = S::key(i);
        let (entry, report) = measure(|| self.slim.remove_entry(&key));
        assert!(entry.is_some());
        self.slim_bytes += report.live_bytes;
        let (entry, report) = measure(|| self.std.remove_entry(&key));
        assert!(entry.is_some());
        self.std_bytes += report.live_bytes;
    }

    fn check(&self, way: &str) {
        assert!(
            self.slim_bytes <= self.std_bytes,
            "{} {way}, n = {}: slim {} B, std {} B",
            S::NAME,
            self.slim.len(),
            self.slim_bytes,
            self.std_bytes
        );
    }
}

fn never_above_std<S: Shape>(most: usize) {
    let n = most.min(S::MOST);
    for up in [Order::Random, Order::Ascending, Order::Descending] {
        let mut pair = Pair::<S>::new();
        pair.check("empty");
        for i in order(n, up, 1) {
            pair.insert(i);
            pair.check(&format!("{up:?} inserts"));
        }
        let down = up;
        for i in order(n, down, 2) {
            pair.remove(i);
            pair.check(&format!("{up:?} inserts, {down:?} removals"));
        }
        assert_eq!((pair.slim_bytes, pair.slim.len()), (8, 0));
    }
    // Built at once from sorted entries, and drained from either end or at random.
    let some = (0..300).chain((300..n).step_by(n / 30 + 1)).chain([n]).filter(|m| *m <= n);
    for m in some {
        let mut pair = bulk::<S>(m);
        pair.check("bulk");
        if m % 37 == 0 || m == n {
            for down in [Order::Random, Order::Ascending, Order::Descending] {
                for i in order(m, down, 3) {
                    pair.remove(i);
                    pair.check(&format!("bulk of {m}, {down:?} removals"));
                }
                pair = bulk::<S>(m);
            }
        }
    }
}

fn bulk<S: Shape>(n: usize) -> Pair<S> {
    let entries = || (0..n).map(|i| (S::key(i), S::value(i))).collect::<Vec<_>>();
    let mut pair = Pair::<S>::new();
    // The vector is made outside; both maps consume it, so its own bytes cancel out.
    let (a, b) = (entries(), entries());
    let vector = (n * size_of::<(S::Key, S::Value)>()) as i64;
    let (slim, report) = measure(|| SlimMap::from_iter_in_layout(a));
    pair.slim_bytes += report.live_bytes + vector;
    let (std, report) = measure(|| BTreeMap::from_iter(b));
    pair.std_bytes += report.live_bytes + vector;
    (pair.slim, pair.std) = (slim, std);
    pair
}

const MOST: usize = if cfg!(miri) { 200 } else { 20_000 };

macro_rules! never_above_std {
    ($($test:ident: $shape:ty),* $(,)?) => {$(
        #[test]
        fn $test() {
            never_above_std::<$shape>(MOST);
        }
    )*};
}

never_above_std!(
    never_above_std_bytes: Bytes,
    never_above_std_u32: Words32,
    never_above_std_i32: Signed32,
    never_above_std_u64: Words64,
    never_above_std_u64_set: Set64,
    never_above_std_strings: Strings,
    never_above_std_wide_values: Wide,
    never_above_std_hashes: Hashes,
);

/// Bytes in all over payload, for `<u64, u64>`.
fn factor(pair: &Pair<Words64>) -> f64 {
    pair.slim_bytes as f64 / (pair.slim.len() * 16) as f64
}

#[test]
fn the_promised_factors_of_the_payload_hold() {
    let large = if cfg!(miri) { 2_000 } else { 100_000 };
    for (n, random, sorted) in [(10, 1.3, 1.3), (100, 1.15, 1.15), (1_000, 1.12, 1.12), (large, 1.08, 1.03)] {
        for up in [Order::Random, Order::Ascending, Order::Descending] {
            let mut pair = Pair::<Words64>::new();
            order(n, up, 7).into_iter().for_each(|i| pair.insert(i));
            let most = if let Order::Random = up { random } else { sorted };
            assert!(factor(&pair) <= most, "{up:?}, n = {n}: {:.4}", factor(&pair));
        }
        let built = factor(&bulk::<Words64>(n));
        assert!(built <= sorted, "bulk, n = {n}: {built:.4}");
    }
    let mut pair = Pair::<Words64>::new();
    pair.insert(0);
    assert!(pair.slim_bytes <= 40, "n = 1: {} B", pair.slim_bytes);
}

#[test]
fn the_promised_factors_hold_after_removals_and_shrinking() {
    let n = if cfg!(miri) { 1_000 } else { 50_000 };
    let mut pair = Pair::<Words64>::new();
    order(2 * n, Order::Random, 5).into_iter().for_each(|i| pair.insert(i));
    order(2 * n, Order::Random, 6).into_iter().take(n).for_each(|i| pair.remove(i));
    assert!(factor(&pair) <= 1.25, "after removals: {:.4}", factor(&pair));
    let ((), report) = measure(|| pair.slim.shrink_to_fit());
    pair.slim_bytes += report.live_bytes;
    pair.slim.check_invariants().unwrap();
    assert!(factor(&pair) <= 1.05, "shrunk: {:.4}", factor(&pair));
}

#[test]
fn growing_moves_little_at_once() {
    // The peak of live bytes while growing, an allocation and what it replaces both counted.
    let n = if cfg!(miri) { 2_000 } else { 300_000 };
    let keys = order(n, Order::Random, 9);
    let (map, report) = measure(|| {
        let mut map = SlimMap::<u64, u64>::with_layout();
        for &i in &keys {
            map.insert(i as u64, 0);
        }
        map
    });
    assert_eq!(map.len(), n);
    assert!(report.peak_bytes * 100 <= report.live_bytes as u64 * 115, "{report}");
}
