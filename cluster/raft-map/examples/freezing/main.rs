//! Measures designs of a map that can be frozen: the time to freeze, and what writes wait while the frozen map is written.
//!
//! ```sh
//! cargo run --release -p raft-map --example freezing -- 1000000
//! ```
//!
//! Each design runs in a process of its own, so that memory is its own. A thread writes the frozen map to a file with
//! `btree-snapshot`. Meanwhile the main thread puts at a steady rate, half new keys, half present ones, and each put is timed, by the clock
//! and by the thread's own CPU time.

mod copied;
mod layered;
mod shards;

use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use btree_snapshot::{Options, save};
use machine::{Memory, memory};

type Blob = Box<[u8]>;

/// Puts a second while a snapshot is written, more than a cluster takes.
const RATE: u64 = 50_000;
const ROUNDS: usize = 5;
const LOOK_UPS: u64 = 500_000;

/// A map that can be frozen.
trait Design: Default {
    /// What a frozen map is held by.
    type Frozen: Send + 'static;
    const NAME: &'static str;

    fn get(&self, key: &[u8]) -> Option<&[u8]>;
    /// Stores a value, and does what belongs to a put afterwards.
    fn put(&mut self, key: Blob, value: Blob);
    fn freeze(&self) -> Self::Frozen;
    /// Calls `visit` with all entries, in order.
    fn visit(frozen: &Self::Frozen, visit: &mut dyn FnMut(&[u8], &[u8]));
    /// Whether all changes are where they stay.
    fn is_settled(&self) -> bool;
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let entries = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    match arguments.get(1).map(String::as_str) {
        Some("copied") => measure::<copied::Copied>(entries),
        Some("layered") => measure::<layered::OneBase>(entries),
        Some("shards") => measure::<shards::Sharded>(entries),
        _ => all(entries),
    }
}

fn all(entries: u64) {
    println!(
        "{entries} entries of 16 and 32 bytes, {RATE} puts a second while a snapshot is written, {ROUNDS} rounds"
    );
    println!();
    println!(
        "| design | bytes an entry | get | get while frozen | put | freeze | first put | put p50 | p99 | p99.9 | longest | longest by CPU time | in all rounds | snapshot | more memory |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for design in ["copied", "layered", "shards"] {
        let program = std::env::current_exe().expect("this program");
        let status = std::process::Command::new(program).args([&entries.to_string(), design]).status();
        assert!(status.expect("a process").success(), "{design} failed");
    }
}

fn key(n: u64) -> Blob {
    // Keys that are spread evenly and come in no order.
    let spread = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    [spread.to_be_bytes(), n.to_be_bytes()].concat().into()
}

fn value(n: u64) -> Blob {
    [n.to_be_bytes(); 4].concat().into()
}

fn get_time<D: Design>(map: &D, entries: u64) -> Duration {
    let mut state = 1_u64;
    let begun = Instant::now();
    for _ in 0..LOOK_UPS {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        assert!(black_box(map.get(&key((state >> 33) % entries))).is_some());
    }
    begun.elapsed() / u32::try_from(LOOK_UPS).expect("few look-ups")
}

/// The time that this thread had a processor. A wait for one, on a busy machine, is not in it.
fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).expect("less than a second"))
}

/// What one round saw.
struct Round {
    freeze: Duration,
    first: Duration,
    puts: Vec<Duration>,
    longest_cpu: Duration,
    get: Duration,
    snapshot: Duration,
    memory: u64,
}

fn measure<D: Design>(entries: u64) {
    let before = memory(std::process::id(), Memory::Now);
    let mut map = D::default();
    let begun = Instant::now();
    (0..entries).for_each(|n| map.put(key(n), value(n)));
    let put = begun.elapsed() / u32::try_from(entries).expect("at most 4 billion entries");
    let bytes = (memory(std::process::id(), Memory::Now) - before) as f64 / entries as f64;
    let get = get_time(&map, entries);
    let folder = tempfile::tempdir().expect("a folder");
    let mut next = entries;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(round(&mut map, &mut next, folder.path()));
    }
    let median = |of: &dyn Fn(&Round) -> Duration| {
        let mut all: Vec<_> = rounds.iter().map(of).collect();
        all.sort_unstable();
        all[all.len() / 2]
    };
    let longest = |round: &Round| *round.puts.last().expect("a put");
    println!(
        "| {} | {bytes:.1} | {get:.0?} | {:.0?} | {put:.0?} | {:.1?} | {:.1?} | {:.1?} | {:.1?} | {:.1?} | {:.1?} | {:.1?} | {:.1?} | {:.2?} | {} MiB |",
        D::NAME,
        median(&|round| round.get),
        median(&|round| round.freeze),
        median(&|round| round.first),
        median(&|round| round.puts[round.puts.len() / 2]),
        median(&|round| round.puts[round.puts.len() * 99 / 100]),
        median(&|round| round.puts[round.puts.len() * 999 / 1000]),
        median(&longest),
        median(&|round| round.longest_cpu),
        rounds.iter().map(|round| round.longest_cpu).max().expect("a round"),
        median(&|round| round.snapshot),
        rounds.iter().map(|round| round.memory).max().expect("a round") >> 20,
    );
    std::io::stdout().flush().expect("an output");
}

fn round<D: Design>(map: &mut D, next: &mut u64, folder: &std::path::Path) -> Round {
    // The highest memory since now.
    std::fs::write("/proc/self/clear_refs", "5").expect("a system with /proc");
    let before = memory(std::process::id(), Memory::Now);
    let begun = Instant::now();
    let frozen = map.freeze();
    let freeze = begun.elapsed();
    let path = folder.join("snapshot");
    let writer = std::thread::spawn(move || {
        let begun = Instant::now();
        save::<[u8], [u8]>(path, Options::new(), |writer| {
            let mut fault = None;
            D::visit(&frozen, &mut |key, value| {
                if let Err(error) = writer.push(key, value) {
                    fault.get_or_insert(error);
                }
            });
            fault.map_or(Ok(()), Err)
        })
        .expect("a snapshot");
        drop(frozen);
        begun.elapsed()
    });
    let mut puts = Vec::new();
    let mut longest_cpu = Duration::ZERO;
    let begun = Instant::now();
    let mut get = None;
    while !writer.is_finished() || !map.is_settled() {
        let due = Duration::from_nanos(puts.len() as u64 * (1_000_000_000 / RATE));
        while begun.elapsed() < due {
            std::hint::spin_loop();
        }
        let fresh = puts.len() % 2 == 0;
        let n = if fresh { *next } else { next.wrapping_mul(0x2545_F491_4F6C_DD1D) % *next };
        *next += u64::from(fresh);
        let (key, value) = (key(n), value(n + 1));
        let (put, cpu) = (Instant::now(), cpu_time());
        map.put(key, value);
        longest_cpu = longest_cpu.max(cpu_time() - cpu);
        puts.push(put.elapsed());
        if puts.len() == 2000 {
            get = Some(get_time(map, 100_000));
        }
    }
    let snapshot = writer.join().expect("the writer");
    let first = puts[0];
    puts.sort_unstable();
    Round {
        freeze,
        first,
        puts,
        longest_cpu,
        get: get.unwrap_or_default(),
        snapshot,
        memory: memory(std::process::id(), Memory::Peak).saturating_sub(before),
    }
}
