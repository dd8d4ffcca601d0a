//! The tables of times: a table a shape, a row an operation and size, a column a contender.
//!
//! Invariants: every ratio is the median of the ratios to std's samples of the same rounds; a peer is std or a rival,
//! never a layout of ours; a row counts as led if our ratio is at most the best peer's; a row that we cannot run is told, not left out.

use super::lines::{Reading, Time};
use super::{OURS, PHASES, STD, above};
use crate::table::Table;

/// The text of all tables, and how many cells we lead.
pub(crate) fn render(reading: &Reading) -> String {
    let mut text = String::from(
        "Time as ratio to std's of the same round, medians and, of ours, quartiles; std in ns of one operation (of one entry\n\
         where an operation takes a whole map or set). `<` marks the rows in which ours is at least as fast as the best\n\
         peer.\n",
    );
    let (mut led, mut rows, mut unsupported) = (0, 0, 0);
    for times in reading.times.chunk_by(|a, b| a.shape == b.shape) {
        let columns = contenders(times);
        let mut table = Table::new().words("operation").figures("n").figures("std ns");
        for name in columns.iter().filter(|name| **name != STD) {
            table = table.figures(*name);
        }
        table = table.words("quartiles").words("best peer").figures("ours/best").words("");
        for row in rows_of(times) {
            let Some(std) = row.time(STD) else { continue };
            let best = row.best_peer();
            let ours = row.median(OURS);
            let told = |median: Option<f64>| median.map_or_else(|| "-".into(), ratio);
            let mut cells = vec![row.op.to_owned(), row.n.to_string(), nanos(std.ns)];
            cells.extend(columns.iter().filter(|name| **name != STD).map(|name| told(row.median(name))));
            cells.push(row.quartiles(OURS).map_or_else(|| "-".into(), above::quartiles));
            cells.push(format!("{} {}", ratio(best.1), best.0));
            rows += usize::from(ours.is_some());
            unsupported += usize::from(ours.is_none() && columns.contains(&OURS));
            let leads = ours.is_some_and(|ours| ours <= best.1);
            led += usize::from(leads);
            cells.push(told(ours.map(|ours| ours / best.1)));
            cells.push(if leads { "<" } else { "" }.into());
            table.row(cells);
        }
        text += &format!("\n{}\n{table}", times[0].shape);
    }
    text.push('\n');
    for cell in &reading.disagreements {
        let super::lines::Cell { shape, op, n, contender } = cell;
        text += &format!("DISAGREES with std, figure withheld: {contender} in {op} {shape} n={n}\n");
    }
    text += &format!("led {led} of {rows} cells");
    if unsupported > 0 {
        text += &format!("; {unsupported} more that ours cannot run yet");
    }
    text + "\n" + &above::verdict(reading).text()
}

/// Two digits behind the point, a third where the first two say little.
fn ratio(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.3}") } else { format!("{ratio:.2}") }
}

/// Three digits that matter.
fn nanos(ns: f64) -> String {
    if ns < 100.0 { format!("{ns:.1}") } else { format!("{ns:.0}") }
}

/// All contenders in the order of their first appearance, std and ours first.
fn contenders(times: &[Time]) -> Vec<&str> {
    let mut names: Vec<&str> =
        [STD, OURS].into_iter().filter(|name| times.iter().any(|time| time.contender == *name)).collect();
    for time in times {
        if !names.contains(&time.contender.as_str()) {
            names.push(&time.contender);
        }
    }
    // Our own layouts come last, whoever was first to be able.
    names.sort_by_key(|name| PHASES.contains(name));
    names
}

/// The times of one operation at one size.
struct Row<'a> {
    op: &'a str,
    n: usize,
    times: Vec<&'a Time>,
}

impl<'a> Row<'a> {
    fn time(&self, contender: &str) -> Option<&'a Time> {
        self.times.iter().find(|time| time.contender == contender).copied()
    }

    /// The quartiles of the ratios to std.
    fn quartiles(&self, contender: &str) -> Option<[f64; 3]> {
        self.time(contender)?.to_std
    }

    /// The median of the ratios to std.
    fn median(&self, contender: &str) -> Option<f64> {
        self.quartiles(contender).map(|[_, median, _]| median)
    }

    /// The fastest that is not ours.
    fn best_peer(&self) -> (&'a str, f64) {
        let names = self.times.iter().map(|time| time.contender.as_str());
        names
            .filter(|name| *name != OURS && !PHASES.contains(name))
            .filter_map(|name| Some((name, self.median(name)?)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .expect("std is in every row")
    }
}

/// The rows of a shape: operation by operation, sizes ascending.
fn rows_of(times: &[Time]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut ops: Vec<&str> = Vec::new();
    for time in times {
        if !ops.contains(&time.op.as_str()) {
            ops.push(&time.op);
        }
        match rows.iter_mut().find(|row| (row.op, row.n) == (&time.op, time.n)) {
            Some(row) => row.times.push(time),
            None => rows.push(Row { op: &time.op, n: time.n, times: vec![time] }),
        }
    }
    rows.sort_by_key(|row| (ops.iter().position(|op| *op == row.op), row.n));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(op: &str, n: usize, contender: &str, ns: f64, to_std: f64) -> Time {
        let shape = "<u64,u64>".to_owned();
        let (op, contender, to_std) =
            (op.into(), contender.into(), Some([to_std - 0.1, to_std, to_std + 0.1]));
        Time { shape, op, n, contender, ns, low: ns, high: ns, to_std, samples: 1 }
    }

    #[test]
    fn ours_is_measured_against_the_best_peer_and_not_against_our_layouts() {
        let times = vec![
            time("get-hit", 1000, "std", 50.0, 1.00),
            time("get-hit", 1000, "ours", 20.0, 0.40),
            time("get-hit", 1000, "bbtree", 25.0, 0.50),
            time("get-hit", 1000, "packed", 1.0, 0.02),
            time("clone", 1000, "std", 10.0, 1.00),
            time("clone", 1000, "ours", 5.0, 0.50),
            time("clone", 1000, "indexset", 4.0, 0.40),
            time("append", 1000, "std", 10.0, 1.00),
            time("get-hit", 16, "std", 10.0, 1.00),
            time("get-hit", 16, "ours", 10.0, 1.00),
        ];
        let text = render(&Reading { times, ..Reading::default() });
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        let titles = ["operation", "n", "std", "ns", "ours", "bbtree", "indexset", "packed", "quartiles"];
        assert!(rows.iter().any(|row| row.starts_with(&titles)), "{text}");
        let wanted = [
            "get-hit 16 10.0 1.00 - - - 0.90-1.10 1.00 std 1.00 <",
            "get-hit 1000 50.0 0.40 0.50 - 0.020 0.30-0.50 0.50 bbtree 0.80 <",
            "clone 1000 10.0 0.50 - 0.40 - 0.40-0.60 0.40 indexset 1.25",
            "append 1000 10.0 - - - - - 1.00 std -",
        ];
        let lines: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
        let first = lines.iter().position(|line| line == wanted[0]).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(lines[first..first + 4], wanted, "{text}");
        assert!(text.contains("led 2 of 3 cells; 1 more that ours cannot run yet"), "{text}");
    }

    #[test]
    fn disagreements_are_told() {
        let cell = super::super::lines::Cell {
            shape: "<u64,u64>".into(),
            op: "range100".into(),
            n: 16,
            contender: "x".into(),
        };
        let text = render(&Reading { disagreements: vec![cell], ..Reading::default() });
        assert!(text.contains("DISAGREES with std, figure withheld: x in range100 <u64,u64> n=16"), "{text}");
        assert!(text.contains("led 0 of 0 cells\n"), "{text}");
    }
}
