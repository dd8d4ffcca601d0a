//! The cells in which ours takes longer than std, worst first, and how far the run can be trusted.
//!
//! 1. The ratio of a cell is the median of the ratios of the samples, each to std's of the same round. A cell is *above
//!    std* if it is greater than 1.
//! 2. It is *clearly* above if the ratio is greater by more than [`MARGIN`], and its lower quartile is greater than 1: ours
//!    took longer in three quarters of the samples.
//! 3. The *noise* of a cell is half the distance between the quartiles, as a share of the median. If that of the median
//!    cell is greater than [`MARGIN`], the machine was too busy for rule 2, and the report says so.

use super::OURS;
use super::lines::{Reading, Time};
use crate::table::Table;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// What counts as noise of a quiet machine.
pub(super) const MARGIN: f64 = 0.03;

/// A cell above std.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Cell {
    shape: String,
    op: String,
    n: usize,
    /// Lower quartile, median and upper quartile of the ratios.
    to_std: [f64; 3],
    clearly: bool,
}

/// What a run tells about ours and std.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Verdict {
    /// Cells that both have.
    cells: usize,
    /// Those above std, worst first.
    above: Vec<Cell>,
    /// The noise of the median cell; `None` if there is no cell.
    noise: Option<f64>,
    /// Cells with more noise than [`MARGIN`].
    noisy: usize,
}

/// Judges a run.
pub(crate) fn verdict(reading: &Reading) -> Verdict {
    let ours: Vec<(&Time, [f64; 3])> = (reading.times.iter())
        .filter(|time| time.contender == OURS)
        .filter_map(|time| Some((time, time.to_std?)))
        .collect();
    let mut above: Vec<Cell> =
        ours.iter().filter(|(_, to_std)| to_std[1] > 1.0).map(|&(time, to_std)| cell(time, to_std)).collect();
    above.sort_by(|a, b| b.to_std[1].total_cmp(&a.to_std[1]));
    let mut noises: Vec<f64> =
        ours.iter().map(|(_, [low, median, high])| (high - low) / 2.0 / median).collect();
    noises.sort_by(f64::total_cmp);
    let noise = noises.get(noises.len() / 2).copied();
    let noisy = noises.iter().filter(|&&noise| noise > MARGIN).count();
    Verdict { cells: ours.len(), above, noise, noisy }
}

fn cell(time: &Time, to_std: [f64; 3]) -> Cell {
    let Time { shape, op, n, .. } = time;
    let [low, median, _] = to_std;
    let clearly = median > 1.0 + MARGIN && low > 1.0;
    Cell { shape: shape.clone(), op: op.clone(), n: *n, to_std, clearly }
}

impl Verdict {
    /// The number of cells of these operations and sizes that are clearly above std, and the worst ratio of them.
    pub(super) fn clearly_above(&self, ops: &[&str], sizes: &RangeInclusive<usize>) -> (usize, Option<f64>) {
        let cells = self.above.iter().filter(|cell| cell.clearly && sizes.contains(&cell.n));
        let ratios: Vec<f64> =
            cells.filter(|cell| ops.contains(&cell.op.as_str())).map(|cell| cell.to_std[1]).collect();
        (ratios.len(), ratios.into_iter().max_by(f64::total_cmp))
    }

    /// All cells in a sentence, and how far they can be trusted.
    pub(super) fn summary(&self) -> String {
        let clearly = self.above.iter().filter(|cell| cell.clearly).count();
        let noise = self.noise.unwrap_or(0.0);
        let busy = if noise > MARGIN { ": the machine was busy" } else { "" };
        let (above, cells) = (self.above.len(), self.cells);
        format!(
            "Of {cells} cells {above} are above std, {clearly} clearly; the noise of the median cell is {:.1} %{busy}.",
            noise * 100.0
        )
    }

    /// What the end of a report says.
    pub(crate) fn text(&self) -> String {
        let clearly = self.above.iter().filter(|cell| cell.clearly).count();
        let mut text = format!(
            "above std in {} of {} cells, clearly in {clearly}: by more than {:.0} %, and in three quarters of the samples\n",
            self.above.len(),
            self.cells,
            MARGIN * 100.0,
        );
        if let Some(noise) = self.noise {
            text += &format!(
                "noise of the median cell: ±{:.1} %; more than {:.0} % in {} cells\n",
                noise * 100.0,
                MARGIN * 100.0,
                self.noisy,
            );
            if noise > MARGIN {
                text += "TOO NOISY: this machine was too busy to tell such differences; run again when it is quiet\n";
            }
        }
        if !self.above.is_empty() {
            text += &format!("\n{}", self.table());
        }
        text
    }

    fn table(&self) -> Table {
        let mut table = Table::new()
            .words("shape")
            .words("operation")
            .figures("n")
            .figures("ours/std")
            .words("quartiles")
            .words("");
        for cell in &self.above {
            table.row(vec![
                cell.shape.clone(),
                cell.op.clone(),
                cell.n.to_string(),
                format!("{:.2}", cell.to_std[1]),
                quartiles(cell.to_std),
                if cell.clearly { "clearly" } else { "" }.into(),
            ]);
        }
        table
    }
}

/// The quartiles around a ratio.
pub(super) fn quartiles([low, _, high]: [f64; 3]) -> String {
    format!("{low:.2}-{high:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::STD;

    fn time(op: &str, contender: &str, ns: f64, to_std: [f64; 3]) -> Time {
        let shape = "<u64,u64>".to_owned();
        let (op, contender, to_std) = (op.into(), contender.into(), Some(to_std));
        Time { shape, op, n: 16, contender, ns, low: ns, high: ns, to_std, samples: 9 }
    }

    fn reading(spread: f64) -> Reading {
        let mut times = Vec::new();
        for (op, ns) in [("clone", 9.0), ("drop", 10.2), ("build", 12.0), ("floor", 30.0)] {
            times.push(time(op, STD, 10.0, [1.0; 3]));
            times.push(time(op, OURS, ns, [ns / 10.0 - spread, ns / 10.0, ns / 10.0 + spread]));
        }
        Reading { times, ..Reading::default() }
    }

    #[test]
    fn cells_above_std_are_listed_worst_first_and_small_differences_are_not_clear() {
        let verdict = verdict(&reading(0.01));
        let cells: Vec<_> = verdict.above.iter().map(|cell| (cell.op.as_str(), cell.clearly)).collect();
        assert_eq!(cells, [("floor", true), ("build", true), ("drop", false)]);
        let text = verdict.text();
        assert!(text.contains("above std in 3 of 4 cells, clearly in 2:"), "{text}");
        assert!(text.contains("1.20  1.19-1.21  clearly\n"), "{text}");
        assert!(!text.contains("TOO NOISY"), "{text}");
    }

    #[test]
    fn a_difference_within_the_quartiles_is_not_clear_and_a_noisy_run_says_so() {
        let verdict = verdict(&reading(0.25));
        let cells: Vec<_> = verdict.above.iter().map(|cell| (cell.op.as_str(), cell.clearly)).collect();
        assert_eq!(cells, [("floor", true), ("build", false), ("drop", false)]);
        assert!(verdict.text().contains("TOO NOISY"), "{}", verdict.text());
    }

    #[test]
    fn a_run_without_ours_has_no_cells() {
        let text =
            verdict(&Reading { times: vec![time("clone", STD, 1.0, [1.0; 3])], ..Reading::default() }).text();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.starts_with("above std in 0 of 0 cells"), "{text}");
    }
}
