//! The tables that are printed: Markdown, one for each shape and size.

use crate::race::Figures;
use crate::shape::Shape;
use std::fmt;

/// Nanoseconds with three digits or so.
struct Nanos(Option<f64>);

impl fmt::Display for Nanos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(nanos) = self.0 else { return f.pad("–") };
        let (value, unit) = match nanos {
            _ if nanos < 1e3 => (nanos, "ns"),
            _ if nanos < 1e6 => (nanos / 1e3, "µs"),
            _ if nanos < 1e9 => (nanos / 1e6, "ms"),
            _ => (nanos / 1e9, "s"),
        };
        f.pad(&format!("{value:.1} {unit}"))
    }
}

pub(crate) fn print<S: Shape>(entries: usize, payload: u64, rounds: usize, outcome: &[Figures]) {
    println!("\n### {}, {entries} entries, payload {payload} bytes, medians of {rounds} rounds\n", S::TITLE);
    println!(
        "| {:<34} | {:>11} | {:>7} | {:>9} | {:>8} | {:>8} | {:>8} | {:>8} |",
        "contender", "bytes", "payload", "open", "get", "miss", "iterate", "scan 100"
    );
    println!(
        "|{:-<36}|{}|",
        "",
        ["-".repeat(12), "-".repeat(8), "-".repeat(10)].join(":|")
            + ":|"
            + &"---------:|".repeat(3)
            + "---------:"
    );
    for figures in outcome {
        let [open, hit, miss, iterate, scan] = figures.nanos.map(Nanos);
        let share = figures.bytes as f64 / payload as f64;
        let note = if figures.agrees { "" } else { " WRONG ANSWERS" };
        println!(
            "| {:<34} | {:>11} | {share:>6.2}x | {open:>9} | {hit:>8} | {miss:>8} | {iterate:>8} | {scan:>8} |{note}",
            figures.name, figures.bytes
        );
    }
}
