//! Maps nested in maps: dropping them takes a frame or more a level, and no more of the stack than std's map takes.

use crate::layouts::{LayoutOf, Map, Slim, TinySlim};
use std::cell::Cell;
use std::collections::BTreeMap;

const LEVELS: usize = 500;

thread_local! {
    /// Where the stack was when the innermost value was dropped.
    static INNERMOST: Cell<usize> = const { Cell::new(0) };
}

/// What is nested in the end.
struct Mark;

impl Drop for Mark {
    fn drop(&mut self) {
        INNERMOST.set(here());
    }
}

/// An address in the frame of this function.
#[inline(never)]
fn here() -> usize {
    let local = 0u8;
    std::hint::black_box(&raw const local).addr()
}

/// Bytes of stack between the drop of the outermost map and that of the innermost value, a level.
fn bytes_a_level<M>(innermost: M, wrapped: impl Fn(M) -> M) -> usize {
    let nested = (0..LEVELS).fold(innermost, |inner, _| wrapped(inner));
    let outermost = here();
    drop(nested);
    outermost.abs_diff(INNERMOST.get()) / LEVELS
}

#[allow(dead_code, reason = "what is nested is dropped and not read")]
enum Std<K> {
    Map(BTreeMap<K, Std<K>>),
    End(Mark),
}

#[allow(dead_code, reason = "what is nested is dropped and not read")]
enum Ours<L: LayoutOf, K> {
    Map(Map<L, K, Ours<L, K>>),
    End(Mark),
}

fn takes_no_more_than_std<L: LayoutOf, K: Ord + Default>() {
    let std = bytes_a_level(Std::End(Mark), |inner| Std::Map(BTreeMap::from([(K::default(), inner)])));
    let ours = bytes_a_level(Ours::<L, K>::End(Mark), |inner| {
        let mut map = L::with_fanout(4);
        map.insert(K::default(), inner);
        Ours::Map(map)
    });
    assert!(ours > 0 && ours <= std, "{ours} bytes a level, std's map {std}");
}

#[test]
fn dropping_nested_maps_takes_no_more_stack_than_std() {
    takes_no_more_than_std::<Slim, u32>();
    takes_no_more_than_std::<Slim, String>();
    takes_no_more_than_std::<TinySlim, u32>();
}
