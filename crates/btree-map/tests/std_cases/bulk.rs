//! Maps joined, parted, copied and worn at every size, and what panics on the way.

use crate::MANY;
use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::tally::{Tally, panics_with};
use testbed::Random;

fn filled<L: LayoutOf>(keys: impl Iterator<Item = u32>) -> Map<L, u32, u32> {
    let mut map = L::with_fanout::<u32, u32>(4);
    map.extend(keys.map(|key| (key, key)));
    map
}

/// From one key or value that panics to the next one that does, in a run of its own.
const BOMBS: usize = if cfg!(miri) { 3 } else { 1 };

/// Some lengths around those at which trees get another level, and the rest.
fn lengths() -> impl Iterator<Item = u32> {
    let step = if cfg!(miri) { 4 } else { 1 };
    [0, 1, 2, 3, 4, 5, 7, 11, 12, 13, 16, 17, 24].into_iter().chain([MANY / 2, MANY]).step_by(step)
}

fn append_joins_maps_of_all_lengths<L: LayoutOf>() {
    for here in lengths() {
        for there in lengths() {
            // Behind, before, between, and half of them the same keys.
            let ways: [(u32, u32, u32); 4] = [(0, here, 1), (there, 0, 1), (0, 1, 2), (0, here / 2, 1)];
            for (mine, theirs, step) in ways {
                let mine = |at: u32| mine + at * step;
                let theirs = |at: u32| theirs + at * step;
                let mut map = filled::<L>((0..here).map(mine));
                let mut other = L::with_fanout::<u32, u32>(4);
                other.extend((0..there).map(|at| (theirs(at), 1000)));
                let mut want: std::collections::BTreeMap<u32, u32> =
                    (0..here).map(|at| (mine(at), mine(at))).collect();
                want.extend((0..there).map(|at| (theirs(at), 1000)));
                map.append(&mut other);
                assert!(other.is_empty());
                assert_eq!((map.check_invariants(), other.check_invariants()), (Ok(()), Ok(())));
                assert!(map.iter().eq(&want), "{here} and {there}");
                other.insert(1, 1);
                assert_eq!(other.len(), 1);
            }
        }
    }
}

/// Some keys that are in both maps, some near each other, some far away: with single values and with those of a merge.
fn append_puts_scattered_entries_into_a_large_map<L: LayoutOf>() {
    for seed in 0..if cfg!(miri) { 1 } else { 40 } {
        let mut random = Random::new(seed);
        let here = 8 * (10 + random.index(MANY as usize * 2)) as u32;
        let mut theirs = std::collections::BTreeMap::new();
        for _ in 0..here / 10 {
            let mut key = random.index(3 * here as usize) as u32;
            for _ in 0..random.index(4) {
                theirs.insert(key, 1000);
                key += random.index(3) as u32;
            }
            if theirs.len() >= here as usize / 9 {
                break;
            }
        }
        let mut want: std::collections::BTreeMap<u32, u32> =
            (0..here).map(|key| (2 * key, 2 * key)).collect();
        let mut map = filled::<L>((0..here).map(|key| 2 * key));
        let mut other = L::with_fanout::<u32, u32>(4);
        other.extend(theirs.clone());
        if seed % 2 == 0 {
            map.append(&mut other);
            assert!(other.is_empty());
            want.append(&mut theirs);
        } else {
            map.merge(other, |_, mine, theirs| mine + theirs);
            theirs.into_iter().for_each(|(key, value)| *want.entry(key).or_default() += value);
        }
        assert_eq!(map.check_invariants(), Ok(()));
        assert!(map.iter().eq(&want), "{seed}");
    }
}

fn split_off_parts_at_every_key<L: LayoutOf>() {
    for len in lengths() {
        // Between two keys, at each, before the first and behind the last.
        for at in 0..=2 * len + 1 {
            let mut left = filled::<L>((0..len).map(|key| 2 * key + 1));
            let right = left.split_off(&at);
            assert_eq!((left.check_invariants(), right.check_invariants()), (Ok(()), Ok(())));
            assert_eq!(left.len() + right.len(), len as usize);
            assert!(left.keys().copied().eq((0..len).map(|key| 2 * key + 1).filter(|key| *key < at)));
            assert!(right.keys().copied().eq((0..len).map(|key| 2 * key + 1).filter(|key| *key >= at)));
        }
    }
}

fn clone_from_fits_every_length_to_every_other<L: LayoutOf>() {
    for here in lengths() {
        for there in lengths() {
            let source = filled::<L>(0..there);
            let mut target = filled::<L>((0..here).map(|key| key + 3));
            target.clone_from(&source);
            assert_eq!(target.check_invariants(), Ok(()));
            assert!(target == source);
            // Two maps: what one gets the other does not.
            target.insert(there, 1);
            assert_eq!((target.len(), source.len()), (there as usize + 1, there as usize));
        }
    }
}

/// Insertions and removals in turn, in steps that have no factor with the length.
fn insertions_and_removals_in_turn_keep_the_map_whole<L: LayoutOf>() {
    let (loops, stride) = if cfg!(miri) { (40, 7) } else { (2_000, 317) };
    let mut map = L::with_fanout::<u32, u32>(4);
    let mut model = std::collections::BTreeMap::new();
    for offset in 0..10 {
        for step in 0..loops / 10 {
            let at = (step * stride + offset) % loops;
            assert_eq!(map.insert(at, step), model.insert(at, step));
            let gone = (step * stride + offset * 7) % loops;
            assert_eq!(map.remove(&gone), model.remove(&gone));
        }
        assert_eq!(map.check_invariants(), Ok(()));
    }
    assert!(map.iter().eq(&model));
}

/// Each key and each value of both maps panics in turn as it is dropped: nothing else is lost, nor dropped twice.
fn a_panicking_drop_in_append_leaks_nothing<L: LayoutOf>() {
    for (here, there) in [(3, 3), (13, 12), (MANY / 2, 2), (2, MANY / 2)] {
        let mut exploded = 0;
        for bomb in (0..2 * (here + there) as usize).step_by(BOMBS) {
            let tally = Tally::default();
            let mut map = L::with_fanout(4);
            let mut other = L::with_fanout(4);
            for rank in 0..here {
                map.insert(tally.item(rank), tally.item(rank));
            }
            for rank in 1..=there {
                other.insert(tally.item(rank), tally.item(rank));
            }
            tally.arm(bomb);
            let at_once = panics_with("the bomb", || map.append(&mut other));
            assert_eq!((map.check_invariants(), other.check_invariants()), (Ok(()), Ok(())));
            // If it was not replaced, it goes with the map.
            let at_last = panics_with("the bomb", || drop((map, other)));
            assert!(at_once != at_last);
            assert_eq!(tally.alive(), 0);
            exploded += u32::from(at_once);
        }
        assert!(exploded > 0, "some key and some value is replaced");
    }
}

/// The function that settles a conflict panics, and what it was given is dropped.
fn a_panicking_conflict_in_merge_leaks_nothing<L: LayoutOf>() {
    for at in 0..4 {
        let tally = Tally::default();
        let (mut map, mut other) = (L::with_fanout(4), L::with_fanout(4));
        for rank in 0..MANY {
            map.insert(tally.item(rank), tally.item(rank));
            other.insert(tally.item(rank), tally.item(rank));
        }
        let mut calls = 0;
        let panicked = panics_with("no agreement", || {
            map.merge(other, |key, mine, theirs| {
                assert_eq!((key.rank, mine.rank), (theirs.rank, theirs.rank));
                calls += 1;
                assert!(calls <= at, "no agreement");
                theirs
            });
        });
        assert!(panicked);
        assert_eq!(map.check_invariants(), Ok(()));
        drop(map);
        assert_eq!(tally.alive(), 0);
    }
}

/// A clone of any key or value panics: what was made is dropped, and the original is whole.
fn a_panicking_clone_of_any_length_leaks_nothing<L: LayoutOf>() {
    for len in [1, 4, 12, MANY / 2] {
        for at in (0..2 * len).step_by(BOMBS) {
            let tally = Tally::default();
            let mut map = L::with_fanout(4);
            for rank in 0..len {
                map.insert(tally.item(rank), tally.item(rank));
            }
            tally.set_fuse(Some(at));
            assert!(panics_with("the fuse", || drop(map.clone())));
            tally.set_fuse(None);
            assert_eq!(tally.alive(), 2 * len as usize);
            assert_eq!(map.check_invariants(), Ok(()));
        }
    }
}

for_each_layout!(
    append_joins_maps_of_all_lengths,
    append_puts_scattered_entries_into_a_large_map,
    split_off_parts_at_every_key,
    clone_from_fits_every_length_to_every_other,
    insertions_and_removals_in_turn_keep_the_map_whole,
    a_panicking_drop_in_append_leaks_nothing,
    a_panicking_conflict_in_merge_leaks_nothing,
    a_panicking_clone_of_any_length_leaks_nothing,
);
