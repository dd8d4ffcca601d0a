//! The tables of a page beside the rivals, from the newest record of them: times as ratios to std's, and bytes.

use super::bytes::multiple;
use super::lines::{Bytes, Time};
use super::{OURS, STD};
use crate::record::{self, Setting};
use serde::Deserialize;
use std::path::Path;

/// A record, as far as it counts here.
#[derive(Deserialize)]
struct Record {
    setting: Setting,
    times: Vec<Time>,
    bytes: Vec<Bytes>,
}

/// The rows of the table of times: a shape, an operation, and a number of entries.
const ROWS: [(&str, &str, usize); 20] = [
    ("<u64,u64>", "get-hit", 1_000),
    ("<u64,u64>", "get-hit", 100_000),
    ("<String,u64>", "get-hit", 1_000),
    ("<String,u64>", "get-hit", 100_000),
    ("<u64,u64>", "insert-random", 16),
    ("<u64,u64>", "insert-random", 1_000),
    ("<u64,u64>", "insert-random", 100_000),
    ("<u64,u64>", "insert-ascending", 16),
    ("<u64,u64>", "insert-ascending", 100_000),
    ("<String,u64>", "insert-random", 1_000),
    ("<u64,u64>", "remove-random", 1_000),
    ("<u64,u64>", "remove-random", 100_000),
    ("<u64,u64>", "iter-for", 100),
    ("<u64,u64>", "iter-for", 1_000),
    ("<u64,u64>", "iter-for", 100_000),
    ("<u64,u64>", "range100", 100_000),
    ("<u64,u64>", "build", 100_000),
    ("<u64,u64>", "clone", 100_000),
    ("<u64,u64>", "drop", 100_000),
    ("<u64,u64>", "append", 100_000),
];

fn newest(kind: &str) -> Result<Record, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
    record::newest(&folder, kind)?
        .ok_or_else(|| format!("there is no record {kind}; `cargo xtask compare --record` makes one"))
}

/// The table of times.
///
/// # Errors
///
/// If there is no record, or it lacks a row.
pub(crate) fn times_table() -> Result<String, String> {
    let Record { setting, times, .. } = newest("compare")?;
    Ok(format!("{}\n{} From the record of {}.\n", of_times(&times)?, summary(&times), setting.told()))
}

/// The contenders beside std, in the order of their first appearance, ours first.
fn contenders<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found = vec![OURS];
    for name in names {
        if name != STD && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

fn of_times(times: &[Time]) -> Result<String, String> {
    let columns = contenders(times.iter().map(|time| time.contender.as_str()));
    let mut out = format!("| entry, operation, n | {} |\n|---|", columns.join(" | "));
    out += &format!("{}\n", "--:|".repeat(columns.len()));
    for (shape, op, n) in ROWS {
        let time = |contender: &str| {
            times.iter().find(|time| {
                (time.shape.as_str(), time.op.as_str(), time.n) == (shape, op, n)
                    && time.contender == contender
            })
        };
        let std = time(STD).ok_or_else(|| format!("the record has no {op} of {shape}, n = {n}"))?.ns;
        out += &format!("| `{shape}` {op}, {n} |");
        for contender in &columns {
            let told = time(contender).map_or_else(|| "-".into(), |time| format!("{:.2}", over(std, time)));
            out += &format!(" {told} |");
        }
        out.push('\n');
    }
    Ok(out)
}

/// The time of a contender over std's: the median of the rounds' ratios, or the ratio of the medians in a record without those.
fn over(std: f64, time: &Time) -> f64 {
    time.to_std.map_or(time.ns / std, |[_, median, _]| median)
}

/// In how many cells ours is the fastest, and in how many it is not slower than std's.
fn summary(times: &[Time]) -> String {
    let (mut cells, mut fastest, mut not_slower) = (0, 0, 0);
    for ours in times.iter().filter(|time| time.contender == OURS) {
        let others = times.iter().filter(|time| {
            (&time.shape, &time.op, time.n) == (&ours.shape, &ours.op, ours.n) && time.contender != OURS
        });
        cells += 1;
        let Some(std) = others.clone().find(|time| time.contender == STD).map(|time| time.ns) else {
            continue;
        };
        let best = others.map(|other| over(std, other)).fold(f64::INFINITY, f64::min);
        fastest += usize::from(over(std, ours) <= best);
        not_slower += usize::from(over(std, ours) <= 1.0);
    }
    format!(
        "Of {cells} cells in that record ours is the fastest in {fastest}, and not slower than std's map in {not_slower}."
    )
}

/// The table of bytes: handle and heap as a multiple of the payload.
///
/// # Errors
///
/// If there is no record.
pub(crate) fn bytes_table() -> Result<String, String> {
    let Record { setting, bytes, .. } = newest("compare-bytes")?;
    Ok(format!("{}\nFrom the record of {}.\n", of_bytes(&bytes), setting.told()))
}

fn of_bytes(bytes: &[Bytes]) -> String {
    let bytes: Vec<&Bytes> = bytes.iter().filter(|bytes| bytes.shape == "<u64,u64>").collect();
    let mut sizes: Vec<usize> = bytes.iter().map(|bytes| bytes.n).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut out = String::from("| |");
    for n in &sizes {
        out += &format!(" n = {n} |");
    }
    out += &format!("\n|---|{}\n", "--:|".repeat(sizes.len()));
    let mut rows = vec![STD];
    rows.extend(contenders(bytes.iter().map(|bytes| bytes.contender.as_str())));
    for contender in rows {
        out += &format!("| {contender} |");
        for n in &sizes {
            let found = bytes.iter().find(|bytes| bytes.contender == contender && bytes.n == *n);
            out += &format!(" {} |", found.map_or_else(|| "-".into(), |bytes| multiple(bytes)));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(contender: &str, ns: f64) -> Time {
        let (shape, op, contender) = ("<u64,u64>".into(), "get-hit".into(), contender.into());
        Time { shape, op, n: 1_000, contender, ns, low: ns, high: ns, to_std: None, samples: 9 }
    }

    #[test]
    fn cells_are_counted_beside_the_fastest_and_beside_std() {
        let text = summary(&[time("std", 10.0), time("ours", 5.0), time("x", 4.0)]);
        assert!(
            text.contains("Of 1 cells") && text.contains("fastest in 0,") && text.ends_with("map in 1."),
            "{text}"
        );
    }

    #[test]
    fn a_row_that_was_not_measured_is_an_error() {
        let missing = of_times(&[time("std", 10.0), time("ours", 5.0)]).unwrap_err();
        assert!(missing.contains("n = 100000"), "{missing}");
    }

    #[test]
    fn the_committed_records_have_every_row() {
        let times = times_table().unwrap();
        assert_eq!(times.lines().filter(|line| line.starts_with("| `")).count(), ROWS.len());
        let bytes = bytes_table().unwrap();
        assert!(bytes.contains("| std | ") && bytes.contains("| ours | "), "{bytes}");
    }
}
