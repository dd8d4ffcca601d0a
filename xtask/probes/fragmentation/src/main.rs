//! Many maps of one kind that grow and shrink in turn; then what the process holds for them, as a line of JSON.
//!
//! `fragmentation-probe <map> <entries>`, a map being std or one of our layouts. One process measures one map, so that none
//! inherits the holes of another. `cargo xtask measure fragmentation` builds this, runs it and draws the table.
//!
//! The script: [`MAPS`] maps of `u64 → u64` are filled in turn, a few entries at a time, so that their nodes lie among
//! each other. Then, [`ROUNDS`] times, every second map loses nine tenths of its entries, at random, while the others get
//! theirs back. At the end half of the maps are full and half are small: held memory is compared with live.
//!
//! Invariant: what is not a map's is allocated before the measurement begins and stays.

#[expect(unsafe_code, reason = "asks allocators how much they hold")]
mod held;

use alloc_meter::Meter;
use btree_map::{BaselineMap, InlineMap, PackedMap, PooledMap, SlimMap};
use held::Held;
use std::collections::BTreeMap;
use std::process::ExitCode;
use testbed::{Map, Random};

#[cfg(not(feature = "mimalloc"))]
#[global_allocator]
static METER: Meter = Meter::system();

#[cfg(feature = "mimalloc")]
#[global_allocator]
static METER: Meter<mimalloc::MiMalloc> = Meter::new(mimalloc::MiMalloc);

/// Maps that live at once.
const MAPS: u64 = 16;

/// Rounds of shrinking and growing.
const ROUNDS: u64 = 8;

/// Entries that a map gets before it is the next one's turn.
const TURN: u64 = 32;

/// A permutation of the numbers that leaves no pattern.
fn scatter(number: u64) -> u64 {
    Random::new(0).nth(number)
}

/// The `i`th key of a map.
fn key(map: u64, i: u64) -> u64 {
    scatter(map << 40 | i)
}

/// Whether a key leaves in a round: nine tenths of them do, others in every round.
fn leaves(key: u64, round: u64) -> bool {
    !scatter(key ^ round).is_multiple_of(10)
}

/// The maps after the script.
fn churned<M: Map<u64, u64>>(entries: u64) -> Vec<M> {
    let mut maps: Vec<M> = (0..MAPS).map(|_| M::empty()).collect();
    let fill = |maps: &mut Vec<M>, chosen: &dyn Fn(u64) -> bool| {
        for start in (0..entries).step_by(TURN as usize) {
            for (number, map) in (0..MAPS).zip(&mut *maps).filter(|(number, _)| chosen(*number)) {
                (start..entries.min(start + TURN)).for_each(|i| {
                    map.insert(key(number, i), i);
                });
            }
        }
    };
    fill(&mut maps, &|_| true);
    for round in 0..ROUNDS {
        for (number, map) in (0..MAPS).zip(&mut maps).filter(|(number, _)| number % 2 == round % 2) {
            for i in 0..entries {
                let key = key(number, i);
                if leaves(key, round) {
                    map.remove(&key);
                }
            }
        }
        fill(&mut maps, &|number| number % 2 != round % 2);
    }
    maps
}

fn measure<M: Map<u64, u64>>(entries: u64) -> String {
    // The list of maps is theirs too, but small: a pointer or a few words a map.
    let (before, counted) = (Held::now(), Meter::thread());
    let maps: Vec<M> = churned(entries);
    let live = (Meter::thread() - counted).live_bytes;
    let Held { allocator, resident } = Held::now();
    let number = |of: Option<u64>| of.map_or_else(|| "null".to_owned(), |bytes| bytes.to_string());
    let more = |now: Option<u64>, then: Option<u64>| {
        number(now.zip(then).map(|(now, then)| now.saturating_sub(then)))
    };
    format!(
        "{{\"entries\": {}, \"live\": {live}, \"allocator\": {}, \"resident\": {}}}",
        maps.iter().map(M::len).sum::<usize>(),
        more(allocator, before.allocator),
        more(resident, before.resident),
    )
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [map, entries] = &arguments[..] else {
        eprintln!("usage: fragmentation-probe <map> <entries>");
        return ExitCode::from(2);
    };
    let Ok(entries) = entries.parse() else {
        eprintln!("fragmentation-probe: {entries} is no number");
        return ExitCode::from(2);
    };
    let line = match map.as_str() {
        "BTreeMap" => measure::<BTreeMap<u64, u64>>(entries),
        "baseline" => measure::<BaselineMap<u64, u64>>(entries),
        "packed" => measure::<PackedMap<u64, u64>>(entries),
        "inline" => measure::<InlineMap<u64, u64>>(entries),
        "pooled" => measure::<PooledMap<u64, u64>>(entries),
        "slim" => measure::<SlimMap<u64, u64>>(entries),
        _ => {
            eprintln!("fragmentation-probe: no map is called {map}");
            return ExitCode::from(2);
        }
    };
    println!("{line}");
    ExitCode::SUCCESS
}
