//! `cargo xtask measure graph`: the instructions per key of a put, for messages of several sizes.
//!
//! Each figure is a run of the example `put_driver` of `btree-graph` under callgrind. The command fails in two cases:
//!
//! 1. The instructions per key of the put alone vary by more than [`FLAT`] between sizes of messages.
//! 2. From the smallest message to the largest, those of a put into the graph grow more on our maps than on std's.

use crate::callgrind::{self, per_operation};
use crate::progress::Progress;
use crate::record::{self, Heading, Setting};
use crate::table::Table;
use crate::{Failure, Outcome, program};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What to count, and how to tell it.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Also run the example `peers`, and write a dated record of both into docs/records.
    #[arg(long)]
    record: bool,
}

const HEADING: Heading = Heading {
    name: "graph-costs",
    title: "Instructions of a put into a graph, and simulated peers",
    command: "cargo xtask measure graph",
};

/// What is recorded.
#[derive(Deserialize, Serialize)]
struct Measured {
    valgrind: String,
    counts: Counts,
    /// What the example prints.
    peers: String,
}

/// A dated record of this command.
#[derive(Deserialize)]
struct Record {
    setting: Setting,
    #[serde(flatten)]
    measured: Measured,
}

/// The function of the driver in which callgrind counts, as a pattern: its path comes before it.
const REGION: &str = "*graph_costs_region*";

/// Contenders, as the driver knows them.
const CONTENDERS: [&str; 4] = ["stepper", "sliced", "graph", "std"];

/// The contenders in tables.
const NAMES: [&str; 4] =
    ["two integers, no graph", "slices, no graph", "into our graph", "into the same on BTreeMap"];

/// Keys of a message, the fewest first.
const KEYS: [usize; 3] = [100, 1_000, 10_000];

/// How far the largest figure of a flat row may lie above its smallest: 5 % about the middle.
const FLAT: f64 = 1.05 / 0.95;

/// Instructions per key, by contender and size.
type Counts = [[f64; KEYS.len()]; CONTENDERS.len()];

/// Runs the command.
///
/// # Errors
///
/// If there is no valgrind, or the driver fails.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let valgrind = callgrind::version()?;
    let counts = count_all()?;
    let verdict = Verdict::of(&counts);
    if args.record {
        let peers = peers()?;
        let told = format!("{}\n{peers}", table(&valgrind, &counts, verdict));
        let setting = Setting::new(Vec::new(), false);
        let document = record::document(&setting, &Measured { valgrind: valgrind.clone(), counts, peers })?;
        for path in record::write(&HEADING, &setting, &document, &told)? {
            eprintln!("wrote {}", path.display());
        }
    }
    let text = if args.json { json(&valgrind, &counts, verdict) } else { table(&valgrind, &counts, verdict) };
    Ok(Outcome { text, success: verdict.flat && verdict.no_steeper })
}

fn count_all() -> Result<Counts, String> {
    let driver = example("put_driver")?;
    let progress = Progress::new(CONTENDERS.len() * KEYS.len());
    let mut counts = Counts::default();
    for (row, contender) in counts.iter_mut().zip(CONTENDERS) {
        for (count, keys) in row.iter_mut().zip(KEYS) {
            progress.step(format!("{contender}, {keys} keys"));
            let output = Command::new("valgrind")
                .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
                .arg(format!("--toggle-collect={REGION}"))
                .arg(&driver)
                .arg(contender)
                .arg(keys.to_string())
                .output()
                .map_err(|error| format!("cannot run valgrind: {error}; is it installed?"))?;
            *count = per_operation(&output).map_err(|what| format!("{contender}, {keys} keys: {what}"))?;
        }
    }
    Ok(counts)
}

/// Builds an example of the graph.
fn example(name: &str) -> Result<PathBuf, String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/btree-graph/Cargo.toml");
    let manifest = manifest.to_string_lossy();
    program::build(program::RELEASE, ["--manifest-path", &manifest, "--example", name], &[])
        .map_err(|error| format!("the example {name}: {error}"))
}

/// What the example `peers` prints.
fn peers() -> Result<String, String> {
    let output = Command::new(example("peers")?)
        .arg("--no-times")
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("the example peers: {error}"))?;
    if !output.status.success() {
        return Err("peers end with different graphs".into());
    }
    let told = String::from_utf8_lossy(&output.stdout);
    Ok(told.lines().map(|line| format!("{}\n", line.trim_end())).collect())
}

fn newest() -> Result<Record, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
    record::newest(&folder, HEADING.name)?
        .ok_or_else(|| format!("there is no record; `{} --record` makes one", HEADING.command))
}

/// The instructions of the newest record, as the table of a page.
///
/// # Errors
///
/// If there is no record.
pub(crate) fn page_table() -> Result<String, String> {
    let Record { setting, measured } = newest()?;
    let mut out = String::from("| put | 100 keys | 1,000 | 10,000 | growth |\n|---|---:|---:|---:|---:|\n");
    for (name, row) in NAMES.into_iter().zip(&measured.counts) {
        let cells = row.map(|count| format!("{count:.1}")).join(" | ");
        out += &format!("| {name} | {cells} | {:.2} |\n", row[KEYS.len() - 1] / row[0]);
    }
    Ok(format!("{out}\nCounted by {} on {}.\n", measured.valgrind, setting.told()))
}

/// What the example `peers` printed for the newest record.
///
/// # Errors
///
/// If there is no record.
pub(crate) fn page_peers() -> Result<String, String> {
    let Record { setting, measured } = newest()?;
    Ok(format!("```text\n{}\n```\n\nFrom the record of {}.\n", measured.peers.trim_end(), setting.told()))
}

/// What the figures come to.
#[derive(Clone, Copy, Debug)]
struct Verdict {
    /// The largest figure of the stepper by its smallest.
    spread: f64,
    flat: bool,
    /// Growth from the smallest message to the largest, into our graph and into std's.
    growth: [f64; 2],
    no_steeper: bool,
}

impl Verdict {
    fn of(counts: &Counts) -> Self {
        let [stepper, _, graph, std] = counts;
        let most = stepper.iter().copied().fold(f64::MIN, f64::max);
        let least = stepper.iter().copied().fold(f64::MAX, f64::min);
        let growth = [graph, std].map(|row| row[KEYS.len() - 1] / row[0]);
        let spread = most / least;
        Verdict { spread, flat: spread <= FLAT, growth, no_steeper: growth[0] <= growth[1] }
    }
}

fn json(valgrind: &str, counts: &Counts, verdict: Verdict) -> String {
    let rows: Vec<_> = CONTENDERS
        .iter()
        .zip(counts)
        .map(|(contender, row)| serde_json::json!({ "contender": contender, "instructions_per_key": row }))
        .collect();
    let value = serde_json::json!({
        "valgrind": valgrind,
        "target": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        "keys": KEYS,
        "rows": rows,
        "stepper_spread": verdict.spread,
        "stepper_flat": verdict.flat,
        "growth_of_graph": verdict.growth[0],
        "growth_of_std": verdict.growth[1],
        "no_steeper": verdict.no_steeper,
    });
    format!("{value:#}\n")
}

fn table(valgrind: &str, counts: &Counts, verdict: Verdict) -> String {
    let (arch, os) = (std::env::consts::ARCH, std::env::consts::OS);
    let mut text = format!(
        "Instructions per key of a put, by keys of the message, counted by {valgrind} on {arch}-{os}.\n"
    );
    let start = Table::new().words("put");
    let mut table = KEYS.into_iter().fold(start, |table, keys| table.figures(keys.to_string()));
    for (name, row) in NAMES.into_iter().zip(counts) {
        let cells = row.iter().map(|count| format!("{count:.1}"));
        table.row([name.to_owned()].into_iter().chain(cells).collect());
    }
    let or_not = |is: bool| if is { "" } else { "NOT " };
    let _ = write!(
        text,
        "{table}\n\
         The stepper is {}flat: its largest figure is {:.3} of its smallest.\n\
         The graph is {}no steeper than std's: it grows by {:.3}, std's by {:.3}.\n",
        or_not(verdict.flat),
        verdict.spread,
        or_not(verdict.no_steeper),
        verdict.growth[0],
        verdict.growth[1],
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stepper_that_grows_or_a_steep_graph_is_found() {
        let sound = [[100.0, 104.0, 98.0], [1.0, 2.0, 3.0], [10.0, 15.0, 18.0], [10.0, 14.0, 19.0]];
        let verdict = Verdict::of(&sound);
        assert!(verdict.flat && verdict.no_steeper);
        let mut grows = sound;
        grows[0][2] = 111.0;
        assert!(!Verdict::of(&grows).flat);
        let mut steep = sound;
        steep[2][2] = 19.5;
        assert!(!Verdict::of(&steep).no_steeper);
        assert!(table("v", &steep, Verdict::of(&steep)).contains("NOT no steeper"));
    }

    #[test]
    fn the_page_has_a_row_for_each_contender_of_the_newest_record() {
        let page = page_table().unwrap();
        assert!(NAMES.iter().all(|name| page.contains(&format!("| {name} | "))), "{page}");
        assert!(page_peers().unwrap().contains("all agree"));
    }
}
