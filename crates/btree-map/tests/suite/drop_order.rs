//! The order in which keys and values are dropped: that of std's map, in the default layout.

use crate::layouts::{LayoutOf, Map, Slim, TinySlim};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::mem;

thread_local! {
    static LOG: RefCell<Vec<(char, u32, u32)>> = const { RefCell::new(Vec::new()) };
}

/// A key or a value of a number, that of two which are equal is told by its map.
#[derive(Clone)]
struct Logged(char, u32, u32);

impl Drop for Logged {
    fn drop(&mut self) {
        // What is asked for, 'q', is not of a map.
        if self.0 != 'q' {
            LOG.with(|log| log.borrow_mut().push((self.0, self.1, self.2)));
        }
    }
}
impl Ord for Logged {
    fn cmp(&self, other: &Self) -> Ordering {
        self.1.cmp(&other.1)
    }
}
testbed::compare_by_ord!(Logged);

type Std = BTreeMap<Logged, Logged>;
type Ours<L> = Map<L, Logged, Logged>;

const MANY: u32 = if cfg!(miri) { 12 } else { 300 };

fn entries(from: u32, to: u32, map: u32) -> impl Iterator<Item = (Logged, Logged)> {
    (from..to).map(move |number| (Logged('k', number, map), Logged('v', number, map)))
}

fn filled<L: LayoutOf>(from: u32, to: u32, map: u32) -> (Ours<L>, Std) {
    let (mut ours, mut std) = (L::with_fanout(4), Std::new());
    ours.extend(entries(from, to, map));
    std.extend(entries(from, to, map));
    (ours, std)
}

fn dropped() -> Vec<(char, u32, u32)> {
    LOG.with(|log| mem::take(&mut *log.borrow_mut()))
}

/// Runs both, and expects the same to be dropped in the same order, at least something.
fn alike(ours: impl FnOnce(), std: impl FnOnce()) {
    dropped();
    std();
    let expected = dropped();
    ours();
    assert_eq!(dropped(), expected);
    assert!(!expected.is_empty());
}

fn whole_maps<L: LayoutOf>() {
    for len in [1, 3, 5, MANY] {
        let (ours, std) = filled::<L>(0, len, 0);
        alike(|| drop(ours), || drop(std));
        let ((mut ours, mut std), (source, std_source)) = (filled::<L>(0, len, 0), filled::<L>(0, 4, 1));
        alike(|| ours.clone_from(&source), || std.clone_from(&std_source));
        alike(|| ours.clear(), || std.clear());
        let (ours, std) = filled::<L>(0, len, 0);
        alike(|| drop(ours.into_keys()), || drop(std.into_keys()));
        let (ours, std) = filled::<L>(0, len, 0);
        alike(|| ours.into_keys().for_each(drop), || std.into_keys().for_each(drop));
        let (ours, std) = filled::<L>(0, len, 0);
        alike(|| ours.into_values().rev().for_each(drop), || std.into_values().rev().for_each(drop));
    }
}

fn parts_of_maps<L: LayoutOf>() {
    let (ours, std) = filled::<L>(0, MANY, 0);
    let (mut ours, mut std) = (ours.into_iter(), std.into_iter());
    alike(|| _ = (ours.next(), ours.nth_back(3)), || _ = (std.next(), std.nth_back(3)));
    alike(|| drop(ours), || drop(std));
    let (mut ours, mut std) = filled::<L>(0, MANY, 0);
    alike(|| ours.retain(|key, _| key.1 % 3 == 0), || std.retain(|key, _| key.1 % 3 == 0));
    let middle = Logged('q', MANY / 2, 0);
    alike(|| drop(ours.split_off(&middle)), || drop(std.split_off(&middle)));
    alike(|| drop(ours.remove(&Logged('q', 3, 0))), || drop(std.remove(&Logged('q', 3, 0))));
    alike(|| drop(ours.pop_first()), || drop(std.pop_first()));
    // A range of the map, as std drops what is in it.
    let (mut ours, mut std) = filled::<L>(0, MANY, 0);
    let range = Logged('q', 5, 0)..Logged('q', MANY / 2, 0);
    alike(
        || _ = ours.remove_range(range.clone()),
        || {
            let mut range_on = std.split_off(&range.start);
            std.append(&mut range_on.split_off(&range.end));
            drop(range_on);
        },
    );
    assert!(ours.iter().map(|(key, _)| key.1).eq(std.keys().map(|key| key.1)));
}

fn equal_keys<L: LayoutOf>() {
    for (from, to) in [(0, MANY), (2, 4), (MANY / 2, MANY + 5)] {
        let ((mut ours, mut std), (mut other, mut std_other)) =
            (filled::<L>(0, MANY, 0), filled::<L>(from, to, 1));
        // What std does here differs between its versions: of each pair the value that goes, then the key.
        dropped();
        ours.append(&mut other);
        let pairs = (from..to.min(MANY)).flat_map(|number| [('v', number, 0), ('k', number, 1)]);
        assert!(dropped().into_iter().eq(pairs));
        std.append(&mut std_other);
        let more = || entries(1, 9, 2).chain(entries(3, 5, 3));
        alike(|| ours.extend(more()), || std.extend(more()));
        alike(
            || drop(ours.insert(Logged('k', 7, 4), Logged('v', 7, 4))),
            || drop(std.insert(Logged('k', 7, 4), Logged('v', 7, 4))),
        );
        alike(|| drop(ours), || drop(std));
    }
    let twice = || entries(0, 9, 0).chain(entries(4, 12, 1));
    alike(|| drop(Ours::<L>::from_iter_in_layout(twice())), || drop(Std::from_iter(twice())));
}

#[test]
fn entries_are_dropped_in_the_order_of_std() {
    whole_maps::<Slim>();
    whole_maps::<TinySlim>();
    parts_of_maps::<Slim>();
    parts_of_maps::<TinySlim>();
    equal_keys::<Slim>();
    equal_keys::<TinySlim>();
}
