//! Saves 100,000 real package names to a file and opens it again, in every way that there is; prints sizes and times.
//!
//! ```text
//! cargo run --release -p btree-snapshot --features lz4,zstd --example save_and_open [FILE [COPIES]]
//! ```
//!
//! `FILE` has lines of `name<TAB>YYYY-MM`; without it, or for `-`, the names that come with the repository are read. With
//! `COPIES`, each name is taken that many times, with a number behind it, to see how things go on with more of them. The
//! exit code is 1 if anything that was read differs from what was saved.
#![expect(unsafe_code, reason = "maps a file into memory")]

#[path = "../showing/mod.rs"]
mod showing;

use btree_map::BPlusTreeMap;
use btree_snapshot::file::SnapshotFile;
use btree_snapshot::{CachedView, Compression, Options, Plain, Reader, Stored, View, save};
use showing::{STRIDE, Time, bar, timed};
use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use zerocopy::little_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// Year and month of a package's newest release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
struct Month {
    year: U16,
    month: u8,
}

type Months = Plain<Month, 0x6d6f_6e74_6800>;

impl Stored for Month {
    type Field = Months;

    fn stored(&self) -> &Month {
        self
    }
}

type Names = BPlusTreeMap<String, Month>;

fn parse(text: &str, copies: u32) -> Result<Names, String> {
    let mut names = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let entry = || {
            let (name, date) = line.split_once('\t')?;
            let (year, month) = date.split_once('-')?;
            Some((name, Month { year: U16::new(year.parse().ok()?), month: month.parse().ok()? }))
        };
        let (name, month) = entry().ok_or_else(|| format!("line {}: not `name<TAB>YYYY-MM`", i + 1))?;
        names.push((name.to_owned(), month));
        names.extend((1..copies).map(|copy| (format!("{name}-{copy}"), month)));
    }
    Ok(names.into_iter().collect())
}

/// Saves the names, and shows what that came to.
fn save_as(path: &Path, names: &Names, options: Options, payload: u64) -> Result<(), Box<dyn Error>> {
    let bar = bar(names.len() as u64, "saving");
    let (summary, time) = timed(|| {
        save::<str, Months>(path, options, |writer| {
            for (key, month) in names {
                writer.push(key, month)?;
                if writer.entries() % STRIDE == 0 {
                    bar.set_position(writer.entries());
                }
            }
            Ok(())
        })
    });
    bar.finish_and_clear();
    let summary = summary?;
    println!(
        "\n{:?}, pages of {}: saved in {}, {} bytes, {:.3} of the payload, {:.2} an entry, {} pages on {} levels",
        options.compression(),
        options.page_size(),
        Time(time),
        summary.bytes,
        summary.bytes as f64 / payload as f64,
        summary.bytes as f64 / summary.entries as f64,
        summary.pages,
        summary.height,
    );
    if fs::metadata(path)?.len() != summary.bytes {
        return Err("the file has another length".into());
    }
    Ok(())
}

fn show(what: &str, time: std::time::Duration, of: usize) {
    let each = time / u32::try_from(of).expect("few enough to be timed");
    println!("  {what:<44} {:>10}  {:>9} an entry", Time(time), Time(each));
}

/// Every name once, in an order that is far from sorted.
fn scattered(names: &Names) -> Vec<(&str, Month)> {
    let mut entries: Vec<_> = names.iter().map(|(name, month)| (name.as_str(), *month)).collect();
    let n = entries.len();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for i in (1..n).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        entries.swap(i, (state >> 33) as usize % (i + 1));
    }
    entries
}

fn open_in_place(path: &Path, names: &Names) -> Result<(), Box<dyn Error>> {
    let n = names.len();
    let probes = scattered(names);
    // SAFETY: the file is in a temporary folder of this program's own, and not changed while it is mapped.
    let (file, time) = timed(|| unsafe { SnapshotFile::<str, Months>::map(path) });
    let file = file?;
    let view = file.view();
    println!("  {:<44} {:>10}", "map the file", Time(time));
    for what in ["get every name, each page checked at first use", "get every name again"] {
        let (found, time) = timed(|| {
            probes
                .iter()
                .filter(|(name, month)| matches!(view.get(name), Ok(Some(found)) if found == month))
                .count()
        });
        show(what, time, n);
        if found != n {
            return Err("a name has got lost".into());
        }
    }
    let (found, time) =
        timed(|| probes.iter().filter(|(name, month)| names.get(*name) == Some(month)).count());
    show("  the same of the map in memory", time, found);
    let (count, time) = timed(|| view.iter()?.try_fold(0, |n, entry| entry.map(|_| n + 1)));
    show("iterate", time, count?);
    let (found, time) = timed(|| view.range("django-".."django.")?.collect::<Result<Vec<_>, _>>());
    println!("  {:<44} {:>10}", format!("the {} names that start with django-", found?.len()), Time(time));
    let (checked, time) = timed(|| view.check());
    checked?;
    show("check everything", time, n);
    let (map, time) = timed(|| view.to_map::<String, Month, _>());
    show("load into a map of owned names", time, n);
    let map: Names = map?;
    let (borrowed, time) = timed(|| view.to_map::<&str, &Month, btree_map::SlimTree<_, _>>());
    show("load into a map that borrows the file", time, n);
    if map != *names || borrowed?.len() != n {
        return Err("the loaded map differs".into());
    }
    let bytes = fs::read(path)?;
    let (verified, time) = timed(|| View::<str, Months>::open_verified(&bytes));
    verified?;
    show("open bytes in memory, all checked", time, n);
    Ok(())
}

fn open_by_page(path: &Path, names: &Names) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(path)?;
    let mut view = CachedView::<str, Months>::open(&bytes)?;
    let probes = scattered(names);
    let asked = &probes[..probes.len().min(20_000)];
    let (found, time) = timed(|| {
        asked
            .iter()
            .filter(|(name, month)| matches!(view.get(name), Ok(Some(found)) if found == month))
            .count()
    });
    show("get 20,000 names through a cache of 64 pages", time, found);
    if found != asked.len() {
        return Err("a name has got lost".into());
    }
    Ok(())
}

fn stream(path: &Path, names: &Names) -> Result<(), Box<dyn Error>> {
    let input = BufReader::new(File::open(path)?);
    let (map, time) = timed(|| Reader::<str, Months, _>::new(input)?.into_map::<String, Month, _>());
    show("stream into a map", time, names.len());
    let map: Names = map?;
    if map != *names {
        return Err("the streamed map differs".into());
    }
    Ok(())
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1);
    let given = args.next().filter(|path| path != "-").map(PathBuf::from);
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../btree-map/examples/data/package-names.tsv");
    let copies = args.next().map_or(Ok(1), |copies| copies.to_string_lossy().parse::<u32>())?.max(1);
    let names = parse(&fs::read_to_string(given.unwrap_or(ours))?, copies)?;
    let payload = names.keys().map(|name| (name.len() + size_of::<Month>()) as u64).sum::<u64>();
    println!("{} names with a month each, a payload of {payload} bytes", names.len());

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("names");
    save_as(&path, &names, Options::new(), payload)?;
    open_in_place(&path, &names)?;
    stream(&path, &names)?;
    for (compression, page_size, known) in [
        (Compression::Lz4, 4096, cfg!(feature = "lz4")),
        (Compression::Lz4, 65_536, cfg!(feature = "lz4")),
        (Compression::Zstd { level: 3 }, 4096, cfg!(feature = "zstd")),
        (Compression::Zstd { level: 3 }, 65_536, cfg!(feature = "zstd")),
        (Compression::Zstd { level: 19 }, 65_536, cfg!(feature = "zstd")),
    ] {
        if known {
            let options = Options::new().with_compression(compression).with_page_size(page_size);
            save_as(&path, &names, options, payload)?;
            open_by_page(&path, &names)?;
            stream(&path, &names)?;
        } else {
            println!("\n{compression:?}: not in this build");
        }
    }
    println!("\nAll that was read is what was saved.");
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
