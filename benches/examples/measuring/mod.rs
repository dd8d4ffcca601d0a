//! What the trials measure with: instructions counted by callgrind, and interleaved medians of wall time.
//!
//! 1. Every measured piece of work runs inside [`counted`], the only function that callgrind is told to look at.
//! 2. To count, a trial starts itself again under callgrind; after each pass through [`counted`], [`ended`] makes
//!    callgrind write a dump, and the child prints a line with the number of operations, in the same order.
//! 3. To time, all contenders do one round of an operation after another, so that a busy neighbour hits all of
//!    them; what is reported is the median of the rounds.

use std::hint::black_box;
use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

/// Rounds of wall time for each operation.
pub(crate) const ROUNDS: usize = 15;

/// Does some work where callgrind can see it, and nothing else.
#[inline(never)]
pub(crate) fn counted<R>(work: impl FnOnce() -> R) -> R {
    black_box(work())
}

/// Marks the end of a pass through [`counted`]. A function of its own, because callgrind does not both collect in
/// and dump after the same one.
#[inline(never)]
fn ended() {
    black_box(());
}

/// One measured piece of work: how many operations, and how long they took.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) operations: usize,
    time: Duration,
}

impl Sample {
    /// Does the work under both clocks.
    pub(crate) fn of<R>(operations: usize, work: impl FnOnce() -> R) -> Self {
        let start = Instant::now();
        counted(work);
        let time = start.elapsed();
        ended();
        Sample { operations, time }
    }

    fn nanoseconds(self) -> f64 {
        self.time.as_secs_f64() * 1e9 / self.operations as f64
    }
}

/// Median nanoseconds an operation, for each contender: `round(contender)` is one sample.
pub(crate) fn medians(contenders: usize, mut round: impl FnMut(usize) -> Sample) -> Vec<f64> {
    let mut samples = vec![Vec::with_capacity(ROUNDS); contenders];
    for turn in 0..ROUNDS {
        for step in 0..contenders {
            // Nobody always comes first, nobody always comes after the same neighbour's cache footprint.
            let contender = (turn + step) % contenders;
            samples[contender].push(round(contender).nanoseconds());
        }
    }
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    samples.into_iter().map(median).collect()
}

/// Starts this program again under callgrind with `arguments`: instructions an operation, for each sample it
/// takes.
///
/// # Errors
///
/// If valgrind is not installed or the child fails.
pub(crate) fn instructions(arguments: &[&str]) -> io::Result<Vec<f64>> {
    let dumps = std::env::temp_dir().join(format!("trial-{}", std::process::id()));
    std::fs::create_dir_all(&dumps)?;
    let output = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--toggle-collect=*::measuring::counted",
            "--dump-before=*::measuring::ended",
        ])
        .arg(format!("--callgrind-out-file={}", dumps.join("dump").display()))
        .arg(std::env::current_exe()?)
        .args(arguments)
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let operations = String::from_utf8_lossy(&output.stdout);
    let counts = operations.lines().enumerate().map(|(index, line)| {
        let dump = std::fs::read_to_string(dumps.join(format!("dump.{}", index + 1)))?;
        let total =
            dump.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
        let total = total.and_then(|total| total.trim().parse::<f64>().ok());
        let operations = line.parse::<f64>().map_err(io::Error::other)?;
        Ok(total.ok_or(io::Error::other("a callgrind dump without a total"))? / operations)
    });
    let counts = counts.collect();
    std::fs::remove_dir_all(&dumps)?;
    counts
}

/// Prints what the figures were measured on.
pub(crate) fn print_machine() {
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    let cpu = run("lscpu", &[]);
    let field = |name: &str| {
        let line = cpu.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(':')).map_or("?", |(_, value)| value.trim()).to_owned()
    };
    println!(
        "{}, {} CPUs (family {}, model {}), {}, {}\n",
        field("Model name"),
        field("CPU(s)"),
        field("CPU family"),
        field("Model:"),
        run("rustc", &["--version"]),
        run("date", &["+%F"])
    );
}
