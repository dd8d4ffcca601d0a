//! Case 38: every operation on a map of 100,000 entries runs in a thread with 64 KiB of stack, not optimised either.
//!
//! Under `cargo test` the crates below are optimised; `.ci/run` also runs this with `--profile dev`, as a user's debug build
//! compiles them.

#[path = "../suite/layouts.rs"]
mod layouts;
mod nested;

use layouts::{LayoutOf, Map, for_each_layout};
use std::fmt::Debug;
use std::thread;

const STACK: usize = 64 << 10;
const ENTRIES: u64 = if cfg!(miri) { 300 } else { 100_000 };

/// Runs `work` in a thread with a small stack. A thread that needs more ends the process.
fn with_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread starts");
    thread.join().expect("the work is done");
}

/// The `i`th key in an order that is neither that of the keys nor its reverse.
fn scattered(i: u64) -> u64 {
    i * 7919 % ENTRIES
}

fn every_operation<L: LayoutOf, K: Ord + Clone + Debug>(key: impl Fn(u64) -> K) {
    let mut map: Map<L, K, u64> = L::with_fanout(64);
    for i in 0..ENTRIES {
        assert_eq!(map.insert(key(scattered(i)), i), None);
    }
    for i in 0..ENTRIES {
        assert_eq!(map.get(&key(scattered(i))), Some(&i));
        *map.entry(key(i)).or_default() += 1;
        *map.get_mut(&key(i)).expect("the key is there") -= 1;
    }
    let sum = ENTRIES * (ENTRIES - 1) / 2;
    assert_eq!(map.iter().map(|(_, value)| value).sum::<u64>(), sum);
    assert_eq!(map.range(key(ENTRIES / 4)..key(ENTRIES / 2)).count() as u64, ENTRIES / 4);
    let mut tail = map.split_off(&key(ENTRIES / 2));
    assert_eq!((map.len() as u64, tail.len() as u64), (ENTRIES / 2, ENTRIES / 2));
    map.append(&mut tail);
    let clone = map.clone();
    map.retain(|_, value| *value % 2 == 0);
    assert_eq!(clone.into_iter().map(|(_, value)| value).sum::<u64>(), sum);
    assert_eq!(map.extract_if(.., |_, value| *value % 4 == 0).count() as u64, ENTRIES / 4);
    for i in 0..ENTRIES {
        map.remove(&key(scattered(i)));
    }
    assert!(map.is_empty());
    map.extend((0..ENTRIES).map(|i| (key(i), i)));
    map.check_invariants().expect("the map is whole");
    drop(map);
}

fn numbers<L: LayoutOf>() {
    with_small_stack(|| every_operation::<L, u64>(|i| i));
}

fn strings<L: LayoutOf>() {
    with_small_stack(|| every_operation::<L, String>(|i| format!("{i:016}")));
}

for_each_layout!(numbers, strings);

/// Keys of four words.
fn hashes<L: LayoutOf>() {
    with_small_stack(|| {
        every_operation::<L, [u8; 32]>(|i| {
            let mut key = [0; 32];
            key[24..].copy_from_slice(&i.to_be_bytes());
            key
        });
    });
}

for_each_layout!(hashes);
