//! An order that turns round while the map is in use: wrong answers, but every entry is somewhere, and is dropped once.

use crate::MANY;
use crate::layouts::{LayoutOf, Map, for_each_layout};
use std::cell::Cell;
use std::cmp::Ordering;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// Whether the order is upside down, and how many keys there are.
#[derive(Default)]
struct Governor {
    flipped: Cell<bool>,
    alive: Cell<usize>,
}

impl Governor {
    fn flip(&self) {
        self.flipped.set(!self.flipped.get());
    }
}

/// A key whose order the governor says.
struct Governed(u32, Rc<Governor>);

impl Governed {
    fn new(number: u32, governor: &Rc<Governor>) -> Self {
        governor.alive.set(governor.alive.get() + 1);
        Governed(number, Rc::clone(governor))
    }
}
impl Drop for Governed {
    fn drop(&mut self) {
        self.1.alive.set(self.1.alive.get() - 1);
    }
}
impl Ord for Governed {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.0.cmp(&other.0);
        if self.1.flipped.get() { order.reverse() } else { order }
    }
}
impl PartialOrd for Governed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Governed {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Governed {}

fn filled<L: LayoutOf>(governor: &Rc<Governor>, numbers: impl Iterator<Item = u32>) -> Map<L, Governed, ()> {
    let mut map = L::with_fanout(4);
    map.extend(numbers.map(|number| (Governed::new(number, governor), ())));
    map
}

/// What a map says it holds is what a walk over it finds, and is all there is.
fn whole<L: LayoutOf>(map: &Map<L, Governed, ()>, governor: &Governor) {
    assert_eq!(map.len(), map.iter().count());
    assert_eq!(map.len(), map.iter().rev().count());
    assert_eq!(map.len(), governor.alive.get());
}

fn insertions_and_removals_under_a_turning_order_lose_nothing<L: LayoutOf>() {
    let governor = Rc::new(Governor::default());
    let mut map = filled::<L>(&governor, 0..MANY);
    for step in 0..6 * MANY {
        if step % 7 == 0 {
            governor.flip();
        }
        _ = map.insert(Governed::new(step * 5 % (2 * MANY), &governor), ());
        let gone = Governed::new(step * 3 % (2 * MANY), &governor);
        _ = map.remove(&gone);
        drop(gone);
        whole::<L>(&map, &governor);
    }
    drop(map);
    assert_eq!(governor.alive.get(), 0);
}

fn joining_and_parting_under_a_turned_order_loses_nothing<L: LayoutOf>() {
    for len in [1, 5, 13, MANY] {
        for way in 0..5 {
            let governor = Rc::new(Governor::default());
            let mut map = filled::<L>(&governor, 0..len);
            governor.flip();
            let mut other = filled::<L>(&governor, len / 2..len + len / 2);
            if way % 2 == 0 {
                governor.flip();
            }
            // It may panic, as std's may: then, too, nothing is lost or dropped twice.
            let _ = catch_unwind(AssertUnwindSafe(|| match way {
                0 | 1 => map.append(&mut other),
                2 | 3 => map.merge(std::mem::replace(&mut other, L::with_fanout(4)), |_, (), ()| ()),
                _ => other = map.split_off(&Governed::new(len / 2, &governor)),
            }));
            assert_eq!((map.len(), other.len()), (map.iter().count(), other.iter().count()));
            assert_eq!(map.len() + other.len(), governor.alive.get());
            drop((map, other));
            assert_eq!(governor.alive.get(), 0);
        }
    }
}

fn ranges_under_a_turned_order_end<L: LayoutOf>() {
    let governor = Rc::new(Governor::default());
    let mut map = filled::<L>(&governor, 0..MANY);
    governor.flip();
    for (low, high) in [(0, MANY), (MANY, 0), (3, 4), (4, 3)] {
        let bounds = || Governed::new(low, &governor)..Governed::new(high, &governor);
        let _ = catch_unwind(AssertUnwindSafe(|| assert!(map.range(bounds()).count() <= MANY as usize)));
        let _ = catch_unwind(AssertUnwindSafe(|| map.range_mut(bounds()).count()));
        let _ = catch_unwind(AssertUnwindSafe(|| map.extract_if(bounds(), |_, ()| false).count()));
        whole::<L>(&map, &governor);
    }
    map.retain(|key, ()| key.0 % 2 == 0);
    whole::<L>(&map, &governor);
    assert_eq!(map.len() as u32, MANY.div_ceil(2));
}

for_each_layout!(
    insertions_and_removals_under_a_turning_order_lose_nothing,
    joining_and_parting_under_a_turned_order_loses_nothing,
    ranges_under_a_turned_order_end,
);
