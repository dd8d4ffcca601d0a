//! Measures what snapshots promise of memory and of bytes on disk, at up to ten million entries.
//!
//! ```text
//! cargo run --release -p btree-snapshot --example measure [ENTRIES]
//! ```
//!
//! Memory is counted exactly, by alloc-meter; times are of one run on one machine. With `ENTRIES`, that many are the most.
//! The exit code is 1 if a promise is broken.
#![expect(unsafe_code, reason = "maps a file into memory")]

#[path = "../showing/mod.rs"]
mod showing;

use alloc_meter::{Meter, Report, measure};
use btree_map::BPlusTreeMap;
use btree_snapshot::file::SnapshotFile;
use btree_snapshot::{BufferPool, Options, Writer, save, save_map};
use showing::{STRIDE, Time, bar, timed};
use std::error::Error;
use std::hint::black_box;
use std::io;
use std::path::Path;
use std::process::ExitCode;

#[global_allocator]
static METER: Meter = Meter::system();

/// Keys with gaps, ascending.
fn key(i: u64) -> u64 {
    i * 3 + i % 2
}

/// Numbers that look like chance, the same in every run.
fn probes(n: u64) -> impl Iterator<Item = u64> {
    (0..1_000_000_u64).map(move |i| key(i.wrapping_mul(0x9e37_79b9_7f4a_7c15) % n))
}

fn line(what: &str, report: &Report) {
    println!("  {what:<44} peak {:>8} bytes, {:>3} blocks", report.peak_bytes, report.blocks_allocated);
}

fn write_sizes(most: u64) -> Result<Vec<u64>, Box<dyn Error>> {
    let mut peaks = Vec::new();
    println!("Encoding, memory beside the map and the destination:");
    for n in [10_000, 100_000, 1_000_000, 10_000_000].into_iter().filter(|n| *n <= most) {
        let bar = bar(n, "writing");
        let (summary, report) = measure(|| {
            let mut writer = Writer::<u64, u64, _>::new(io::sink(), Options::new())?;
            for i in 0..n {
                writer.push(key(i), i)?;
                if i % STRIDE == 0 {
                    bar.set_position(i);
                }
            }
            writer.finish().map(|(_, summary)| summary)
        });
        bar.finish_and_clear();
        let summary = summary?;
        line(&format!("{n} entries, {} levels", summary.height), &report);
        println!(
            "  {:<44} {:.4} of the payload, {:.3} bytes an entry",
            "",
            summary.bytes as f64 / (n * 16) as f64,
            summary.bytes as f64 / n as f64
        );
        // Below that the root and the last leaf, which are whole pages however little is in them, still weigh.
        if n >= 100_000 && summary.bytes as f64 > (n * 16) as f64 * 1.03 {
            return Err(format!("{} bytes for {n} entries", summary.bytes).into());
        }
        peaks.push(report.peak_bytes);
    }
    Ok(peaks)
}

/// Writes values of sizes from 256 B to 1 MiB, and says what they take beside their bytes and those of their keys.
fn write_large() -> Result<(), Box<dyn Error>> {
    println!("\nLarge values, of numbered keys, pages of 4 KiB:");
    let zeros = vec![0; 1 << 20];
    for size in [256, 1000, 1365, 2048, 2100, 4060, 4096, 5000, 10_000, 65_536, 1 << 20] {
        let n = ((64 << 20) / size as u64).min(100_000);
        let mut writer = Writer::<u64, [u8], _>::new(io::sink(), Options::new())?;
        (0..n).try_for_each(|i| writer.push(key(i), &zeros[..size]))?;
        let share = writer.finish()?.1.bytes as f64 / (n * (8 + size as u64)) as f64;
        println!("  {:<44} {share:.4} of the payload", format!("{n} values of {size} bytes"));
        if share > 1.10 {
            return Err(format!("values of {size} bytes take {share} times their bytes").into());
        }
    }
    println!("  and keys that share all but their last 8 bytes, without values:");
    for size in [256, 2100, 5000, 20_000] {
        let n = (64 << 20) / size as u64;
        let mut bytes = vec![7; size];
        let (summary, report) = measure(|| {
            let mut writer = Writer::<[u8], (), _>::new(io::sink(), Options::new())?;
            for i in 0..n {
                bytes[size - 8..].copy_from_slice(&i.to_be_bytes());
                writer.push(&bytes, ())?;
            }
            writer.finish().map(|(_, summary)| summary)
        });
        let share = summary?.bytes as f64 / (n * size as u64) as f64;
        println!(
            "  {:<44} {share:.4} of the payload, peak {} bytes",
            format!("{n} keys of {size} bytes"),
            report.peak_bytes
        );
        if share > 1.10 {
            return Err(format!("keys of {size} bytes take {share} times their bytes").into());
        }
    }
    Ok(())
}

fn write_pooled() -> Result<(), Box<dyn Error>> {
    let mut pool = BufferPool::new();
    for what in ["1,000,000 entries, with an empty pool", "again, with what it now holds"] {
        let (done, report) = measure(|| {
            let mut writer = Writer::<u64, u64, _>::with_pool(io::sink(), Options::new(), &mut pool)?;
            writer.extend((0..1_000_000).map(|i| (key(i), i)))?;
            writer.finish().map(drop)
        });
        done?;
        line(what, &report);
    }
    Ok(())
}

/// Opens and reads a file in place; tells how many blocks that took.
fn read(path: &Path, n: u64) -> Result<u64, Box<dyn Error>> {
    let ((opened, time), report) = measure(|| {
        // SAFETY: the file is in a temporary folder of this program's own, and not changed while it is mapped.
        timed(|| unsafe { SnapshotFile::<u64, u64>::map(path) })
    });
    let file = opened?;
    let view = file.view();
    println!("{n} entries: mapped in {}, {} heap blocks", Time(time), report.blocks_allocated);
    let mut blocks = report.blocks_allocated;
    for what in ["a million gets, pages checked at first use", "a million gets again"] {
        let ((found, time), report) = measure(|| {
            timed(|| probes(n).filter(|key| matches!(view.get(black_box(*key)), Ok(Some(_)))).count())
        });
        println!("  {what:<44} {:>9} each, {} heap blocks", Time(time / 1_000_000), report.blocks_allocated);
        if found != 1_000_000 {
            return Err("an entry has got lost".into());
        }
        blocks += report.blocks_allocated;
    }
    let ((sum, time), report) = measure(|| {
        timed(|| view.iter()?.try_fold(0_u64, |sum, entry| entry.map(|(_, value)| sum.wrapping_add(value))))
    });
    println!(
        "  {:<44} {:>9} each, {} heap blocks",
        "iterate",
        Time(time / u32::try_from(n)?),
        report.blocks_allocated
    );
    if sum? != (0..n).sum::<u64>() {
        return Err("an entry has changed".into());
    }
    blocks += report.blocks_allocated;
    let (checked, time) = timed(|| view.check());
    checked?;
    println!("  {:<44} {:>9} each", "check everything", Time(time / u32::try_from(n)?));
    let ((map, time), report) = measure(|| timed(|| view.to_map::<u64, u64, btree_map::SlimTree<_, _>>()));
    let map = map?;
    println!(
        "  {:<44} {:>9} each, {} bytes held, peak {}",
        "load into a map",
        Time(time / u32::try_from(n)?),
        report.live_bytes,
        report.peak_bytes
    );
    let (found, time) = timed(|| probes(n).filter(|key| map.get(black_box(key)).is_some()).count());
    println!("  {:<44} {:>9} each", "  a million gets of that map", Time(time / 1_000_000));
    if found != 1_000_000 {
        return Err("an entry has got lost".into());
    }
    Ok(blocks)
}

fn run() -> Result<(), Box<dyn Error>> {
    let most = std::env::args().nth(1).map_or(Ok(10_000_000), |most| most.parse::<u64>())?;
    let peaks = write_sizes(most)?;
    write_pooled()?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("numbers");
    let n = most.min(1_000_000);
    let map: BPlusTreeMap<u64, u64> = (0..n).map(|i| (key(i), i)).collect();
    let (saved, report) = measure(|| save_map(&path, Options::new(), &map));
    saved?;
    line(&format!("a map of {n} entries into a file"), &report);
    drop(map);
    write_large()?;

    println!("\nReading in place:");
    let mut blocks = 0;
    for n in [1000, 1_000_000, 10_000_000].into_iter().filter(|n| *n <= most) {
        let bar = bar(n, "saving");
        save::<u64, u64>(&path, Options::new(), |writer| {
            (0..n).try_for_each(|i| {
                if i % STRIDE == 0 {
                    bar.set_position(i);
                }
                writer.push(key(i), i)
            })
        })?;
        bar.finish_and_clear();
        blocks += read(&path, n)?;
    }
    if blocks > 0 {
        return Err(format!("reading in place took {blocks} heap blocks").into());
    }
    // From a hundred thousand on there are three levels; a level more or less is two buffers.
    if peaks.get(1..).is_some_and(|peaks| peaks.windows(2).any(|pair| pair[0] != pair[1])) {
        return Err(format!("the peaks are {peaks:?}").into());
    }
    println!("\nEvery promise is kept.");
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
