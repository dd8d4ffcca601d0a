//! Pools in use: what their counters say agrees with what was done, whatever was done.

use arena::{MemoryPool, NodeMemory};
use btree_graph::{ContextPool, Discard, Document, State};
use testbed::Random;

/// The most nodes in a pool at once.
const MOST: usize = 300;

/// Fills and empties a pool of nodes at random.
///
/// # Errors
///
/// If its length, its bitmaps and what was put in disagree.
pub(super) fn nodes(random: &mut Random, operations: usize) -> Result<(), String> {
    let mut pool: MemoryPool<u64> = MemoryPool::new();
    let mut live: Vec<(usize, u64)> = Vec::with_capacity(MOST);
    for number in 0..operations as u64 {
        if live.len() < MOST && (live.is_empty() || random.below(2) == 0) {
            live.push((pool.insert(number), number));
        } else {
            let (index, number) = live.swap_remove(random.index(live.len()));
            let taken = pool.take(index);
            if taken != number {
                return Err(format!("a pool gave {taken} for {number}"));
            }
        }
    }
    let bits: usize = pool.bitmaps().map(|bitmap| bitmap.count_ones() as usize).sum();
    if (pool.len(), bits) == (live.len(), live.len()) {
        Ok(())
    } else {
        Err(format!("a pool of {} nodes counts {} and has {bits} bits", live.len(), pool.len()))
    }
}

/// Contexts that a pool keeps at most.
const IDLE: usize = 2;

/// Lends contexts, some within each other, and loads with them.
///
/// # Errors
///
/// If hits and misses are not as many as loans, or more contexts are idle than may be.
pub(super) fn contexts(random: &mut Random, loans: u64) -> Result<(), String> {
    let pool = ContextPool::new(IDLE, 1 << 16);
    let document = Document::identified("a").value("name", "some text").required("self", "a");
    let mut lent = 0;
    while lent < loans {
        let depth = 1 + random.below(4);
        nested(&pool, &document, depth);
        lent += depth;
        let counts = pool.counts();
        if counts.hits + counts.misses != lent || pool.idle() > IDLE {
            return Err(format!("{lent} loans, counted as {counts:?}, {} idle", pool.idle()));
        }
        if counts.misses != counts.discarded + pool.idle() as u64 {
            return Err(format!("contexts are lost: {counts:?}, {} idle", pool.idle()));
        }
    }
    Ok(())
}

fn nested(pool: &ContextPool, document: &Document, depth: u64) {
    pool.lend(|mut context| {
        let loaded = context.load(document, "root", &mut Discard, State::ZERO, State::ZERO);
        debug_assert!(loaded.is_ok());
        if depth > 1 {
            nested(pool, document, depth - 1);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_agree_with_what_was_done() {
        nodes(&mut Random::new(1), 5_000).unwrap();
        contexts(&mut Random::new(1), 200).unwrap();
    }
}
