//! `extract_if`: what it takes, what it leaves, and what panics on the way.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::tally::{Item, Tally, panics_with};
use crate::{MANY, Set};

fn filled<L: LayoutOf>(len: u32) -> Map<L, u32, u32> {
    let mut map = L::with_fanout::<u32, u32>(4);
    map.extend((0..len).map(|key| (key, key)));
    map
}

fn nothing_is_asked_of_an_empty_map<L: LayoutOf>() {
    let mut map = filled::<L>(0);
    assert_eq!(map.extract_if(.., |_, _| unreachable!("there is nothing to ask about")).next(), None);
    assert_eq!(map.heap_bytes(), 0);
}

fn values_that_stay_and_values_that_go_may_be_changed<L: LayoutOf>() {
    for len in [1, 3, 12, MANY] {
        let mut map = filled::<L>(len);
        let none = map.extract_if(.., |_, value| {
            *value += 6;
            false
        });
        assert_eq!(none.count(), 0);
        assert!(map.values().copied().eq((0..len).map(|key| key + 6)));
        let all = map.extract_if(.., |_, value| {
            *value += 6;
            true
        });
        assert!(all.eq((0..len).map(|key| (key, key + 12))));
        assert!(map.is_empty());
        assert_eq!(map.check_invariants(), Ok(()));
    }
}

/// Runs of every length are taken out at every place, as far as the iterator is asked.
fn runs_of_any_length_are_taken_out_at_any_place<L: LayoutOf>() {
    // Leaves of four: in Miri, two of them.
    let lens: &[u32] = if cfg!(miri) { &[5, 8] } else { &[5, 12, 13, MANY / 2] };
    for &len in lens {
        for from in 0..len {
            for to in from..=len {
                let mut map = filled::<L>(len);
                let taken = map.extract_if(.., |key, _| (from..to).contains(key));
                assert!(taken.map(|(key, _)| key).eq(from..to));
                assert_eq!(map.check_invariants(), Ok(()));
                assert!(map.keys().copied().eq((0..from).chain(to..len)));
                let mut map = filled::<L>(len);
                assert!(map.extract_if(from..to, |_, _| true).map(|(key, _)| key).eq(from..to));
                assert_eq!(map.check_invariants(), Ok(()));
                assert!(map.into_keys().eq((0..from).chain(to..len)));
            }
        }
    }
}

/// An entry whose key or value panics as it is dropped is out; those behind it stay.
fn a_panicking_drop_keeps_what_was_not_asked_for<L: LayoutOf>() {
    for len in [3, 13, MANY] {
        for bomb in (0..2 * len as usize).step_by(if cfg!(miri) { 5 } else { 1 }) {
            let tally = Tally::default();
            let mut map = L::with_fanout::<Item<'_>, Item<'_>>(4);
            for rank in 0..len {
                map.insert(tally.item(rank), tally.item(rank));
            }
            tally.arm(bomb);
            let asked = std::cell::Cell::new(0);
            assert!(panics_with("the bomb", || {
                map.extract_if(.., |_, _| {
                    asked.set(asked.get() + 1);
                    true
                })
                .for_each(drop);
            }));
            assert_eq!(asked.get(), bomb / 2 + 1);
            assert_eq!(map.check_invariants(), Ok(()));
            assert_eq!(
                map.keys().map(|key| key.rank).collect::<Vec<_>>(),
                (bomb as u32 / 2 + 1..len).collect::<Vec<_>>()
            );
            assert_eq!(tally.alive(), 2 * map.len());
        }
    }
}

/// The predicate panics: the entry stays, and is tested again by an iterator that is used again.
fn an_entry_is_tested_again_after_its_test_panicked<L: LayoutOf>() {
    for len in [3, 13, MANY] {
        for at in 0..len {
            let mut map = filled::<L>(len);
            let mut tested = Vec::new();
            let mut extracted = map.extract_if(.., |key, _| {
                tested.push(*key);
                assert!(*key != at || tested.len() > at as usize + 1, "not this one");
                true
            });
            for key in 0..at {
                assert_eq!(extracted.next(), Some((key, key)));
            }
            assert!(panics_with("not this one", || _ = extracted.next()));
            assert_eq!(extracted.next(), Some((at, at)));
            drop(extracted);
            assert_eq!(tested, (0..=at).chain([at]).collect::<Vec<_>>());
            assert_eq!(map.check_invariants(), Ok(()));
            assert!(map.into_keys().eq(at + 1..len));
        }
    }
}

fn an_element_is_tested_again_after_its_test_panicked<L: LayoutOf>() {
    for at in 0..MANY {
        let mut set = Set::<L, u32>::with_layout();
        set.extend(0..MANY);
        let mut panicked = false;
        let mut extracted = set.extract_if(at.., |_| {
            let before = std::mem::replace(&mut panicked, true);
            assert!(before, "not yet");
            true
        });
        assert!(panics_with("not yet", || _ = extracted.next()));
        assert_eq!(extracted.next(), Some(at));
        drop(extracted);
        assert_eq!(set.check_invariants(), Ok(()));
        assert_eq!((set.len(), set.contains(&at)), (MANY as usize - 1, false));
    }
}

for_each_layout!(
    nothing_is_asked_of_an_empty_map,
    values_that_stay_and_values_that_go_may_be_changed,
    runs_of_any_length_are_taken_out_at_any_place,
    a_panicking_drop_keeps_what_was_not_asked_for,
    an_entry_is_tested_again_after_its_test_panicked,
    an_element_is_tested_again_after_its_test_panicked,
);
