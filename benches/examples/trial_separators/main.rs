//! Trial: are separators to be moved or copied? The figures of `docs/decisions/0002-separators.md`.
//!
//! ```text
//! cargo run --release -p benches --example trial_separators
//! ```
//!
//! One minimal B+ tree in both modes, everything else the same, is measured at four sizes, two fanouts and two key
//! types. Needs valgrind for the instruction counts; takes a few minutes. Other arguments than none are for the
//! counting children (see [`measuring`]).

mod key;
#[path = "../measuring/mod.rs"]
mod measuring;
mod mode;
mod soundness;
mod subject;
mod tree;

use key::Key;
use mode::{Copied, Mode, Moved};
use std::collections::BTreeMap;
use subject::{OPERATIONS, Subject, Trial};
use tree::Tree;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, key, fanout, len] = &arguments[..] {
        let len = len.parse().map_err(std::io::Error::other)?;
        let mut subject = subject(mode, key, fanout, len);
        for operation in 0..OPERATIONS.len() {
            println!("{}", subject.sample(operation).operations);
        }
        return Ok(());
    }
    measuring::print_machine();
    agrees_with_std::<u64, Moved>();
    agrees_with_std::<u64, Copied>();
    agrees_with_std::<String, Moved>();
    agrees_with_std::<String, Copied>();
    soundness::check();
    let mut summaries = vec![];
    for key in [u64::NAME, String::NAME] {
        for fanout in ["64", "128"] {
            summaries.push((format!("{key}, {fanout}"), table(key, fanout)?));
        }
    }
    summarise(&summaries);
    Ok(())
}

/// Ratios moved/copied of one operation (or of the bytes, behind the operations) over all sizes.
#[derive(Clone, Default)]
struct Ratios {
    counts: Vec<f64>,
    /// Only up to 10,000 entries: beyond, the trees leave the caches, which the neighbours share.
    times: Vec<f64>,
}

/// Prints the ratios of all tables in one, from the least to the greatest.
fn summarise(tables: &[(String, Vec<Ratios>)]) {
    println!("moved/copied: instructions, or bytes, at all n; ns at n <= 10,000\n");
    print!("| operation |");
    for (name, _) in tables {
        print!(" {name} |");
    }
    println!("\n|---|{}", "--:|".repeat(tables.len()));
    for (row, name) in OPERATIONS.iter().chain(&["bytes"]).enumerate() {
        print!("| {name} |");
        for (_, ratios) in tables {
            let Ratios { counts, times } = &ratios[row];
            print!(" {}", span(counts));
            if !times.is_empty() {
                print!("; {}", span(times));
            }
            print!(" |");
        }
        println!();
    }
}

/// The least and the greatest.
fn span(ratios: &[f64]) -> String {
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = ratios.iter().copied().fold(0.0, f64::max);
    format!("{least:.2}-{greatest:.2}")
}

fn subject(mode: &str, key: &str, fanout: &str, len: usize) -> Box<dyn Subject> {
    match (mode, key, fanout) {
        ("moved", "u64", "64") => Box::new(Trial::<u64, Moved, 64>::new(len)),
        ("moved", "u64", "128") => Box::new(Trial::<u64, Moved, 128>::new(len)),
        ("moved", "String", "64") => Box::new(Trial::<String, Moved, 64>::new(len)),
        ("moved", "String", "128") => Box::new(Trial::<String, Moved, 128>::new(len)),
        ("copied", "u64", "64") => Box::new(Trial::<u64, Copied, 64>::new(len)),
        ("copied", "u64", "128") => Box::new(Trial::<u64, Copied, 128>::new(len)),
        ("copied", "String", "64") => Box::new(Trial::<String, Copied, 64>::new(len)),
        ("copied", "String", "128") => Box::new(Trial::<String, Copied, 128>::new(len)),
        other => panic!("no such subject: {other:?}"),
    }
}

/// Measures both modes with one key type and fanout, and prints a table of them.
fn table(key: &str, fanout: &str) -> std::io::Result<Vec<Ratios>> {
    let mut ratios = vec![Ratios::default(); OPERATIONS.len() + 1];
    println!("{key} -> u64, fanout {fanout}; moved | copied | moved/copied\n");
    println!("| n | operation | instructions | ratio | ns | ratio |");
    println!("|--:|---|--:|--:|--:|--:|");
    for len in SIZES {
        let modes = ["moved", "copied"];
        let counts = modes
            .map(|mode| measuring::instructions(&[mode, key, fanout, &len.to_string()]))
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        let mut subjects = modes.map(|mode| subject(mode, key, fanout, len));
        let bytes = [subjects[0].bytes_per_entry(), subjects[1].bytes_per_entry()];
        let mut times = vec![vec![]; OPERATIONS.len()];
        // Insertion and removal undo each other, so they are sampled turn by turn.
        for operation in [0, 1, 2, 3, 6] {
            times[operation] = measuring::medians(2, |mode| subjects[mode].sample(operation));
        }
        let mut removals = [vec![], vec![]];
        times[4] = measuring::medians(2, |mode| {
            let sample = subjects[mode].sample(4);
            removals[mode].push(subjects[mode].sample(5));
            sample
        });
        let mut removals = removals.map(Vec::into_iter);
        times[5] =
            measuring::medians(2, |mode| removals[mode].next().expect("one removal for each insertion"));
        for (operation, name) in OPERATIONS.iter().enumerate() {
            let [moved, copied] = [counts[0][operation], counts[1][operation]];
            let [moved_ns, copied_ns] = [times[operation][0], times[operation][1]];
            ratios[operation].counts.push(moved / copied);
            if len <= 10_000 {
                ratios[operation].times.push(moved_ns / copied_ns);
            }
            println!(
                "| {len} | {name} | {moved:.1} / {copied:.1} | {:.3} | {moved_ns:.1} / {copied_ns:.1} | {:.2} |",
                moved / copied,
                moved_ns / copied_ns
            );
        }
        ratios[OPERATIONS.len()].counts.push(bytes[0] / bytes[1]);
        println!(
            "| {len} | bytes an entry | {:.2} / {:.2} | {:.3} | | |",
            bytes[0],
            bytes[1],
            bytes[0] / bytes[1]
        );
    }
    println!();
    Ok(ratios)
}

/// Puts a small-noded tree through changes that split and merge at every level, beside std's map.
fn agrees_with_std<K: Key, M: Mode<K>>() {
    let (mut tree, mut model) = (Tree::<K, u64, M, 8>::new(), BTreeMap::new());
    let mut random = 1_u64;
    for step in 0..30_000 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let key = K::make((random >> 33) % 3_000);
        // Grows for a while, shrinks for a while, down to nothing at times.
        if (random >> 20) % 100 < (if step / 3_000 % 2 == 0 { 75 } else { 10 }) {
            assert_eq!(tree.insert(key.clone(), step), model.insert(key, step));
        } else {
            assert_eq!(tree.remove(&key), model.remove_entry(&key));
        }
        let key = K::make((random >> 13) % 3_000);
        assert_eq!(tree.get(&key), model.get(&key));
        assert_eq!(tree.get_asking_branches(&key), model.get(&key));
        if step % 100 == 0 {
            assert!(tree.iter().eq(&model));
        }
    }
    while let Some((key, value)) = model.pop_first() {
        assert_eq!(tree.remove(&key), Some((key, value)));
        assert!(model.len() % 50 != 0 || tree.iter().eq(&model));
    }
}
