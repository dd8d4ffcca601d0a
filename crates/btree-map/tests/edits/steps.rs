//! Random steps on a map and on std's, which are compared after each.

use crate::layouts::{LayoutOf, Map};
use quickcheck::{Arbitrary, Gen};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// Keys from a small universe, so that hits are as likely as misses.
const UNIVERSE: u16 = if cfg!(miri) { 60 } else { 500 };

/// Fewer entries than this are there to begin with.
const START: u16 = if cfg!(miri) { 40 } else { 400 };

/// A random key.
pub(crate) fn key(g: &mut Gen) -> u16 {
    u16::arbitrary(g) % UNIVERSE
}

/// Fills a map of one of several fanouts with up to [`START`] entries, and applies the steps to it and to its model.
pub(crate) fn agree_after_every_step<L: LayoutOf, Op: Debug>(
    fanout: u8,
    start: u16,
    ops: &[Op],
    apply: impl Fn(&mut Map<L, u16, u16>, &mut BTreeMap<u16, u16>, &Op),
) {
    let fanout = [4, 5, 6, 7, 8, 11, 16, 128][usize::from(fanout) % 8];
    let mut map = L::with_fanout::<u16, u16>(fanout);
    let mut model = BTreeMap::new();
    for key in 0..start % START {
        map.insert(key.wrapping_mul(7919) % UNIVERSE, key);
        model.insert(key.wrapping_mul(7919) % UNIVERSE, key);
    }
    for op in ops {
        apply(&mut map, &mut model, op);
        map.check_invariants().unwrap();
        assert_eq!(map.len(), model.len(), "{op:?}");
        assert!(map.iter().eq(&model), "{op:?}");
    }
}
