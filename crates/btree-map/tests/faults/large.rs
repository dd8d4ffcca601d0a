//! Case 20: entries of 64 KiB, and many entries.

use crate::layouts::{Baseline, Inline, LayoutOf, Map, Packed, Pooled, Slim, TinySlim, for_each_layout};

/// Runs on a thread with a stack of that many bytes.
fn on_stack(bytes: usize, run: fn()) {
    std::thread::Builder::new().stack_size(bytes).spawn(run).unwrap().join().unwrap();
}

fn values_of_64_kib_come_and_go_whole<L: LayoutOf>() {
    /// Of 64 KiB; Miri looks at each word by itself.
    const WORDS: usize = if cfg!(miri) { 64 } else { 8192 };
    type Big = [u64; WORDS];
    const MANY: u64 = if cfg!(miri) { 6 } else { 150 };
    // A dozen of them on the stack, no leaf of them.
    on_stack(2 << 20, || {
        let mut map = L::with_fanout::<u64, Big>(4);
        for key in 0..MANY {
            map.insert(key * 7919 % 10007, [key; WORDS]);
        }
        map.check_invariants().unwrap();
        for key in (0..MANY).step_by(2) {
            assert_eq!(map.remove(&(key * 7919 % 10007)), Some([key; WORDS]));
        }
        map.shrink_to_fit();
        map.check_invariants().unwrap();
        for key in (1..MANY).step_by(2) {
            let value = map.get_mut(&(key * 7919 % 10007)).unwrap();
            assert!(value.iter().all(|word| *word == key));
            value.fill(1);
        }
        assert!(map.values().all(|value| value.iter().all(|word| *word == 1)));
        assert_eq!(map.into_iter().count() as u64, MANY / 2);
    });
}

fn filled_and_dropped<L: LayoutOf>(len: u64) {
    let map = Map::<L, u64, u64>::from_iter_in_layout((0..len).map(|key| (key, !key)));
    assert_eq!(map.len() as u64, len);
    assert_eq!(map.get(&(len - 1)), Some(&!(len - 1)));
    drop(map);
    // Entries that need a drop take another way.
    let map = Map::<L, u64, Option<Box<u64>>>::from_iter_in_layout((0..len / 4).map(|key| (key, None)));
    drop(map);
}

#[test]
fn ten_million_entries_drop_without_a_deep_stack() {
    const MANY: u64 = if cfg!(miri) { 200 } else { 10_000_000 };
    on_stack(64 << 10, || {
        filled_and_dropped::<Slim>(MANY);
        // Deep trees: four children a branch.
        filled_and_dropped::<TinySlim>(MANY / 10);
        filled_and_dropped::<Baseline>(MANY / 10);
        filled_and_dropped::<Packed>(MANY / 10);
        filled_and_dropped::<Inline>(MANY / 10);
        filled_and_dropped::<Pooled>(MANY / 10);
    });
}

for_each_layout!(values_of_64_kib_come_and_go_whole);
