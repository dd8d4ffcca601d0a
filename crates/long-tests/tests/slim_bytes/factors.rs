//! Bytes in all as a factor of the payload, for `<u64, u64>`; and how much is moved at once.

use crate::pair::{
    Hashes, Order, Pair, Set64, Shape, Signed32, Strings, Wide, Words32, Words64, bulk, order,
};
use alloc_meter::measure;
use btree_map::SlimMap;

/// Bytes in all over payload.
fn factor<S: Shape>(pair: &Pair<S>) -> f64 {
    pair.slim_bytes as f64 / (pair.slim.len() * size_of::<(S::Key, S::Value)>()) as f64
}

#[test]
fn the_promised_factors_of_the_payload_hold() {
    let (large, larger) = if cfg!(miri) { (2_000, 3_000) } else { (100_000, 1_000_000) };
    for (n, random, sorted) in [
        (10, 1.3, 1.3),
        (20, 1.25, 1.25),
        (100, 1.15, 1.15),
        (1_000, 1.12, 1.12),
        (large, 1.08, 1.03),
        (larger, 1.08, 1.03),
    ] {
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

/// Half of the entries taken out at random, and what is left shrunk.
fn the_promised_factors_hold_after_removals_and_shrinking<S: Shape>() {
    let sizes: &[usize] = if cfg!(miri) { &[1_000] } else { &[1_000, 50_000] };
    for &n in sizes {
        let mut pair = Pair::<S>::new();
        order(2 * n, Order::Random, 5).into_iter().for_each(|i| pair.insert(i));
        order(2 * n, Order::Random, 6).into_iter().take(n).for_each(|i| pair.remove(i));
        assert!(factor(&pair) <= 1.25, "{} after removals, n = {n}: {:.4}", S::NAME, factor(&pair));
        let ((), report) = measure(|| pair.slim.shrink_to_fit());
        pair.slim_bytes += report.live_bytes;
        pair.slim.check_invariants().unwrap();
        assert!(factor(&pair) <= 1.05, "{} shrunk, n = {n}: {:.4}", S::NAME, factor(&pair));
    }
}

macro_rules! after_removals {
    ($($test:ident: $shape:ty),* $(,)?) => {$(
        #[test]
        fn $test() {
            the_promised_factors_hold_after_removals_and_shrinking::<$shape>();
        }
    )*};
}

after_removals!(
    after_removals_u32: Words32,
    after_removals_i32: Signed32,
    after_removals_u64: Words64,
    after_removals_u64_set: Set64,
    after_removals_strings: Strings,
    after_removals_wide_values: Wide,
    after_removals_hashes: Hashes,
);

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

#[test]
fn the_worst_insert_moves_at_most_twenty_times_what_one_in_a_hundred_does() {
    // Bytes of new blocks: what an insert moves beyond its own leaf it moves into these.
    let n = if cfg!(miri) { 3_000 } else { 1_000_000 };
    let mut map = SlimMap::<u64, u64>::with_layout();
    let mut moved: Vec<u64> = order(n, Order::Random, 10)
        .into_iter()
        .map(|i| measure(|| map.insert(i as u64, 0)).1.bytes_allocated)
        .collect();
    moved.sort_unstable();
    let (most, one_in_a_hundred) = (moved[n - 1], moved[n - n / 100]);
    assert!(one_in_a_hundred > 0 && most <= 20 * one_in_a_hundred, "{most} B, p99 {one_in_a_hundred} B");
}
