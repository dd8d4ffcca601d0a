//! Every place at which a tree can be taken apart, and every pair of sizes that can be put together: trees of tiny nodes, and
//! so of several levels, are whole afterwards, and hold what they should.

use crate::layouts::{LayoutOf, Map, for_each_layout};

/// Keys and values own memory, so that one that is moved twice or not at all is noticed.
type Boxes<L> = Map<L, Box<u32>, Box<u32>>;

const MANY: u32 = if cfg!(miri) { 17 } else { 40 };

/// Of the ranges and sizes that there are, every how many is tried.
const STEP: usize = if cfg!(miri) { 8 } else { 1 };
const RIGHTS: usize = if cfg!(miri) { 3 } else { 10 };

/// The entries with numbers in a range; inserted in an order that leaves uneven nodes if `scattered`.
fn filled<L: LayoutOf>(from: u32, to: u32, scattered: bool) -> Boxes<L> {
    let mut map = L::with_fanout(4);
    let len = to - from;
    for i in 0..len {
        let number = from + if scattered { i * 7919 % len } else { i };
        map.insert(Box::new(number), Box::new(number));
    }
    map
}

fn check<L: LayoutOf>(map: &Boxes<L>, numbers: impl Iterator<Item = u32>) {
    map.check_invariants().unwrap();
    let mut len = 0;
    let mut entries = map.iter();
    for number in numbers {
        let (key, value) = entries.next().expect("an entry for each number");
        assert_eq!((**key, **value), (number, number));
        assert_eq!(map.get(key), Some(value));
        len += 1;
    }
    assert_eq!((entries.next(), map.len()), (None, len));
}

fn every_range_can_be_taken_out<L: LayoutOf>() {
    for scattered in [false, true] {
        for from in (0..=MANY).step_by(if cfg!(miri) { 3 } else { 1 }) {
            for to in (from..=MANY).step_by(STEP) {
                let mut map = filled::<L>(0, MANY, scattered);
                let (start, end) = (Box::new(from), Box::new(to));
                let mut taken = map.split_off(&start);
                if to - from < 8 || (from + to) % 3 == 0 {
                    // In one go; the other way is by two splits.
                    map.append(&mut taken);
                    let drained = map.drain_range(start..end);
                    assert!(drained.map(|(_, value)| *value).eq(from..to));
                } else {
                    let mut rest = taken.split_off(&end);
                    check::<L>(&taken, from..to);
                    map.append(&mut rest);
                }
                check::<L>(&map, (0..from).chain(to..MANY));
            }
        }
    }
}

fn every_pair_of_sizes_can_be_joined<L: LayoutOf>() {
    for left in (0..MANY).step_by(STEP) {
        for right in [1, 5, 16, 0, 2, 3, 8, 13, 21, 34].into_iter().take(RIGHTS) {
            for scattered in [false, true] {
                let mut map = filled::<L>(0, left, scattered);
                let mut other = filled::<L>(left, left + right, scattered);
                map.append(&mut other);
                check::<L>(&other, 0..0);
                check::<L>(&map, 0..left + right);
                // The same, the other way round.
                let mut map = filled::<L>(left, left + right, scattered);
                map.append(&mut filled::<L>(0, left, scattered));
                check::<L>(&map, 0..left + right);
            }
        }
    }
}

fn leaves<L: LayoutOf>(map: &Boxes<L>) -> usize {
    let mut leaves = 0;
    map.for_each_leaf(|_, _| leaves += 1);
    leaves
}

/// Small trees joined over and over make no more leaves than inserts do.
fn many_small_joins_leave_a_good_tree<L: LayoutOf>() {
    let parts = if cfg!(miri) { 5 } else { 400 };
    for front in [false, true] {
        let mut map = filled::<L>(0, 0, false);
        for part in 0..parts {
            let part = if front { parts - 1 - part } else { part };
            map.append(&mut filled::<L>(part * 5, part * 5 + 5, false));
        }
        check::<L>(&map, 0..parts * 5);
        assert!(leaves::<L>(&map) <= leaves::<L>(&filled::<L>(0, parts * 5, true)) * 3 / 2);
    }
}

/// Pieces cut out of the middle, one after the other, leave no more leaves behind than removals do.
fn many_small_cuts_leave_a_good_tree<L: LayoutOf>() {
    let many = if cfg!(miri) { 40 } else { 3_000 };
    let mut map = filled::<L>(0, many, false);
    for from in (0..many).step_by(10) {
        assert_eq!(map.remove_range(Box::new(from + 1)..Box::new(from + 10)), 9);
    }
    check::<L>(&map, (0..many).step_by(10));
    let mut removed = filled::<L>(0, many, false);
    removed.retain(|_, number| **number % 10 == 0);
    let (cut, removed) = (leaves::<L>(&map), leaves::<L>(&removed));
    assert!(cut <= removed * 3 / 2, "{cut} leaves, {removed} by removals");
}

for_each_layout!(
    every_range_can_be_taken_out,
    every_pair_of_sizes_can_be_joined,
    many_small_joins_leave_a_good_tree,
    many_small_cuts_leave_a_good_tree,
);
