//! A cycle: herds of all layouts come, act and go, and leave no byte behind.

use super::herd::{Herd, Maps};
use super::pools;
use alloc_meter::Meter;
use btree_map::{BaselineTree, InlineTree, PackedTree, PooledTree, SlimTree};
use testbed::{Key, Random};

/// How often the herds' bytes are compared with the meter's.
const CHECKS: usize = 4;

/// What a cycle has come to.
pub(super) struct Cycle {
    /// The most bytes that the maps held at a check.
    pub(super) most: u64,
}

fn herds() -> Vec<Box<dyn Herd>> {
    fn of<I: Key>(owned: usize) -> [Box<dyn Herd>; 5] {
        [
            Box::new(Maps::<I, BaselineTree<I, I>>::new(owned)),
            Box::new(Maps::<I, PackedTree<I, I>>::new(owned)),
            Box::new(Maps::<I, InlineTree<I, I>>::new(owned)),
            Box::new(Maps::<I, PooledTree<I, I>>::new(owned)),
            Box::new(Maps::<I, SlimTree<I, I>>::new(owned)),
        ]
    }
    of::<u64>(0).into_iter().chain(of::<Box<u64>>(size_of::<u64>())).collect()
}

/// Runs a cycle of so many operations. `meddle` is called while the maps are there.
///
/// # Errors
///
/// If a map errs, or holds more or less than it says, or something is left when all are gone.
pub(super) fn run(seed: u64, operations: usize, meddle: &mut dyn FnMut()) -> Result<Cycle, String> {
    let before = Meter::thread();
    let most = work(seed, operations, meddle)?;
    let left = Meter::thread() - before;
    if (left.live_bytes, left.live_blocks) == (0, 0) {
        Ok(Cycle { most })
    } else {
        Err(format!("{:+} bytes and {:+} blocks are leaked", left.live_bytes, left.live_blocks))
    }
}

fn work(seed: u64, operations: usize, meddle: &mut dyn FnMut()) -> Result<u64, String> {
    let mut random = Random::new(seed);
    let mut herds = herds();
    let begun = Meter::thread();
    let mut most = 0;
    for _ in 0..CHECKS {
        for _ in 0..operations / CHECKS {
            let at = random.index(herds.len());
            herds[at].act(&mut random)?;
        }
        let counted = (Meter::thread() - begun).live_bytes;
        let told = herds.iter().map(|herd| herd.bytes()).sum::<Result<usize, String>>()? as u64;
        if u64::try_from(counted) != Ok(told) {
            return Err(format!("`heap_bytes` of the maps is {told}, but {counted} bytes were allocated"));
        }
        most = most.max(told);
    }
    meddle();
    pools::nodes(&mut random, operations / 20)?;
    pools::contexts(&mut random, operations as u64 / 500)?;
    herds.iter_mut().for_each(|herd| herd.dissolve(&mut random));
    Ok(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_held_behind_the_maps_backs_are_found() {
        let mut kept = Vec::new();
        let error = run(1, 400, &mut || kept.push(Box::new(1_u64))).err().expect("a block is kept");
        // The vector's room for four pointers, and what the first of them points to.
        assert_eq!(error, "+40 bytes and +2 blocks are leaked");
        assert_eq!(kept.len(), 1);
    }
}
