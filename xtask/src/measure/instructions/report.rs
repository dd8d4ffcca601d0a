//! The report: a table per operation and shape, and the cells in which a layout costs more than the one before it.

use super::matrix::{Cell, LAYOUTS};
use crate::table::Table;
use serde::Serialize;
use std::fmt;

/// A layout may cost this much of the one before it.
const TOLERANCE: f64 = 1.05;

/// The layouts whose ratio to std's map has a column of its own: the last phase, and the default.
const TO_STD: [&str; 2] = ["pooled", "slim"];

/// All counts of one run.
pub(crate) struct Report {
    valgrind: String,
    figures: Vec<Figure>,
}

/// A count and what it is compared with.
#[derive(Clone, Debug, Serialize)]
struct Figure {
    operation: &'static str,
    shape: &'static str,
    n: usize,
    layout: &'static str,
    /// Instructions of one operation.
    instructions: f64,
    /// Ratio to the layout before; none for std and the baseline.
    to_layout_before: Option<f64>,
    to_std: f64,
    above_tolerance: bool,
}

impl Report {
    /// A report over counts in the order of the matrix.
    pub(crate) fn new(valgrind: String, counts: &[(Cell, f64)]) -> Self {
        let rows = counts.chunk_by(|(a, _), (b, _)| a.same_row(b));
        let figures = rows.flat_map(|row| (0..row.len()).map(|at| figure(row, at))).collect();
        Report { valgrind, figures }
    }

    /// The report for programs.
    pub(crate) fn json(&self) -> String {
        let value = serde_json::json!({
            "valgrind": self.valgrind,
            "target": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
            "tolerance": TOLERANCE,
            "figures": self.figures,
        });
        format!("{value:#}\n")
    }

    fn above(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|figure| figure.above_tolerance)
    }
}

fn figure(row: &[(Cell, f64)], at: usize) -> Figure {
    let (Cell { operation, shape, n, layout }, instructions) = row[at];
    // Number 0 is std, number 1 the baseline, which follows no phase.
    let to_layout_before = (at >= 2).then(|| instructions / row[at - 1].1);
    Figure {
        operation,
        shape,
        n,
        layout,
        instructions,
        to_layout_before,
        to_std: instructions / row[0].1,
        above_tolerance: to_layout_before.is_some_and(|ratio| ratio > TOLERANCE),
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Instructions of one operation (one entry for iterate, build and clone), counted by {} on {}-{}.\n\
             In brackets the ratio to the layout before; `!` marks one above {TOLERANCE}.",
            self.valgrind,
            std::env::consts::ARCH,
            std::env::consts::OS,
        )?;
        for figures in self.figures.chunk_by(|a, b| (a.operation, a.shape) == (b.operation, b.shape)) {
            writeln!(f, "\n{} <{},u64>", figures[0].operation, figures[0].shape)?;
            let mut table = LAYOUTS.into_iter().fold(Table::new().figures("n"), Table::figures);
            table = TO_STD.into_iter().fold(table, |table, layout| table.figures(format!("{layout}/std")));
            for row in figures.chunk_by(|a, b| a.n == b.n) {
                let cells = row.iter().map(cell);
                let ratios = row.iter().filter(|figure| TO_STD.contains(&figure.layout));
                let ratios = ratios.map(|figure| format!("{:.2}", figure.to_std));
                table.row([row[0].n.to_string()].into_iter().chain(cells).chain(ratios).collect());
            }
            write!(f, "{table}")?;
        }
        let compared = self.figures.iter().filter(|figure| figure.to_layout_before.is_some()).count();
        writeln!(
            f,
            "\n{} of {compared} figures are above {TOLERANCE} of the layout before.",
            self.above().count()
        )?;
        for Figure { operation, shape, n, layout, to_layout_before, .. } in self.above() {
            writeln!(
                f,
                "  {operation} <{shape},u64> n={n} {layout}: {:.3}",
                to_layout_before.unwrap_or_default()
            )?;
        }
        Ok(())
    }
}

fn cell(figure: &Figure) -> String {
    let mark = if figure.above_tolerance { '!' } else { ' ' };
    match figure.to_layout_before {
        Some(ratio) => format!("{:.1} ({ratio:.2}){mark}", figure.instructions),
        None => format!("{:.1}", figure.instructions),
    }
}

#[cfg(test)]
mod tests {
    use super::super::matrix::cells;
    use super::*;

    /// One row: std 100, then the layouts as given.
    fn report(layouts: [f64; 5]) -> Report {
        let cells = cells(|cell| cell.operation == "clone" && cell.shape == "u64" && cell.n == 10);
        let counts = [100.0].into_iter().chain(layouts);
        Report::new("valgrind-0".into(), &cells.into_iter().zip(counts).collect::<Vec<_>>())
    }

    #[test]
    fn a_layout_is_compared_with_the_one_before_it() {
        let report = report([200.0, 210.0, 221.0, 100.0, 90.0]);
        let above: Vec<_> = report.above().map(|figure| figure.layout).collect();
        assert_eq!(above, ["inline"]);
        let text = report.to_string();
        assert!(text.contains("221.0 (1.05)!  100.0 (0.45)   90.0 (0.90)         1.00      0.90"), "{text}");
        assert!(text.contains("1 of 4 figures are above 1.05 of the layout before."), "{text}");
    }

    #[test]
    fn the_baseline_is_not_measured_against_std() {
        let report = report([900.0; 5]);
        assert_eq!(report.above().count(), 0);
    }

    #[test]
    fn json_holds_every_figure() {
        let json: serde_json::Value =
            serde_json::from_str(&report([1.0, 2.0, 3.0, 4.0, 5.0]).json()).unwrap();
        let figures = json["figures"].as_array().unwrap();
        assert_eq!(figures.len(), 6);
        assert_eq!(figures[2]["to_layout_before"], 2.0);
        assert_eq!(figures[2]["above_tolerance"], true);
        assert_eq!(figures[0]["to_layout_before"], serde_json::Value::Null);
    }
}
