//! The README's table of what is slower than with std's map, from the newest record of the two alone.

use super::above::Verdict;
use crate::record::{self, Setting};
use serde::Deserialize;
use std::ops::RangeInclusive;
use std::path::Path;

/// The name of these records.
pub(super) const KIND: &str = "compare-std";

/// A record, as far as it counts here.
#[derive(Deserialize)]
struct Record {
    setting: Setting,
    verdict: Verdict,
}

/// A row: what it is called, its operations, and its numbers of entries.
type Row = (&'static str, &'static [&'static str], RangeInclusive<usize>);

const LOOK_UPS: [&str; 6] = ["get-hit", "get-miss", "get-zipf", "get-many", "floor", "ceiling"];
const INSERTS: [&str; 4] = ["insert-random", "insert-ascending", "insert-descending", "from-array"];
const REMOVALS: [&str; 7] = [
    "remove-random",
    "remove-ascending",
    "remove-descending",
    "pop-first",
    "pop-last",
    "extract-if",
    "retain",
];

const BY_TURNS: [&str; 4] = ["mixed", "queue", "window", "entry"];
const CUTS: [&str; 5] =
    ["split-off-head", "split-off-middle", "split-off-tail", "drain-front", "drain-range"];
const ITERATION: [&str; 7] =
    ["iter-for", "iter-for-each", "iter-mut", "rev-for", "rev-for-each", "range100", "into-iter"];
const BUILDING: [&str; 4] = ["build", "collect-random", "collect-nearly", "collect-duplicates"];
const WHOLE: [&str; 3] = ["append", "clone", "drop"];
const SETS: [&str; 10] = [
    "union",
    "intersection",
    "difference",
    "symmetric",
    "subset",
    "union-small",
    "intersection-small",
    "difference-small",
    "difference-large",
    "subset-small",
];

/// From here on a map is large.
const LARGE: usize = 1_000;

/// The operations and sizes of maps; every cell of a record is in one row.
const ROWS: [Row; 16] = [
    ("look-ups in maps of up to 4 entries", &LOOK_UPS, 0..=4),
    ("look-ups in maps of 16 to 100", &LOOK_UPS, 5..=LARGE - 1),
    ("look-ups in larger maps", &LOOK_UPS, LARGE..=usize::MAX),
    ("inserts into maps of up to 4 entries", &INSERTS, 0..=4),
    ("inserts into maps of 16 to 100", &INSERTS, 5..=LARGE - 1),
    ("inserts into larger maps", &INSERTS, LARGE..=usize::MAX),
    ("removals from maps of up to 100 entries", &REMOVALS, 0..=LARGE - 1),
    ("removals from larger maps", &REMOVALS, LARGE..=usize::MAX),
    ("look-ups, inserts and removals by turns", &BY_TURNS, 0..=usize::MAX),
    ("splitting maps, draining ranges", &CUTS, 0..=usize::MAX),
    ("appending between the keys of a map", &["append-interleaved"], 0..=usize::MAX),
    ("iteration and ranges of maps of up to 100", &ITERATION, 0..=LARGE - 1),
    ("iteration and ranges of larger maps", &ITERATION, LARGE..=usize::MAX),
    ("building from many entries", &BUILDING, 0..=usize::MAX),
    ("appending in order, clones and drops", &WHOLE, 0..=usize::MAX),
    ("operations on two sets", &SETS, 0..=usize::MAX),
];

/// The table, and what all cells come to.
///
/// # Errors
///
/// If there is no record, or it cannot be read.
pub(crate) fn page_table() -> Result<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
    let record: Option<Record> = record::newest(&folder, KIND)?;
    let Record { setting, verdict } = record
        .ok_or("there is no record; `cargo xtask compare --contender ours --rounds 5 --record` makes one")?;
    let mut table = String::from("| operation | cells clearly above std | worst ratio |\n|---|--:|--:|\n");
    for (name, ops, sizes) in ROWS {
        let (cells, worst) = verdict.clearly_above(ops, &sizes);
        let worst = worst.map_or("-".to_owned(), |ratio| format!("{ratio:.1}"));
        table += &format!("| {name} | {cells} | {worst} |\n");
    }
    Ok(format!("{table}\n{} From the record of {}.\n", verdict.summary(), setting.told()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measured_cell_is_in_one_row_and_every_row_has_one() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
        let record: serde_json::Value = record::newest(&folder, KIND).unwrap().expect("a record");
        let times = record["times"].as_array().unwrap();
        let mut seen = [false; ROWS.len()];
        for time in times {
            let (op, n) = (time["op"].as_str().unwrap(), time["n"].as_u64().unwrap() as usize);
            let rows: Vec<usize> =
                (0..ROWS.len()).filter(|&at| ROWS[at].1.contains(&op) && ROWS[at].2.contains(&n)).collect();
            assert_eq!(rows.len(), 1, "{op}, n = {n}");
            seen[rows[0]] = true;
        }
        assert_eq!(seen, [true; ROWS.len()]);
        assert!(page_table().unwrap().contains("| look-ups in larger maps | "));
    }
}
