//! The answer: which cells have become dearer than they may.

use super::base::Base;
use crate::measure::instructions::matrix::Cell;
use crate::table::Table;
use serde::Serialize;
use std::fmt;

/// What a cell may cost of the base's.
pub(super) const TOLERANCE: f64 = 1.05;

/// All cells, before and after.
#[derive(Debug, Serialize)]
pub(crate) struct Verdict {
    base: String,
    subject: String,
    same_driver: bool,
    tolerance: f64,
    cells: Vec<Change>,
}

/// A cell, before and after, in instructions of one operation.
#[derive(Clone, Debug, Serialize)]
struct Change {
    operation: &'static str,
    shape: &'static str,
    n: usize,
    before: f64,
    after: f64,
    ratio: f64,
    failed: bool,
}

impl Verdict {
    /// Compares counts of the same cells in the same order.
    pub(crate) fn new(base: &Base, before: &[(Cell, f64)], after: &[(Cell, f64)]) -> Self {
        let cells = before.iter().zip(after).map(|(&(cell, before), &(same, after))| {
            assert_eq!(cell, same, "both sides count the same cells");
            let Cell { operation, shape, n, .. } = cell;
            let ratio = after / before;
            Change { operation, shape, n, before, after, ratio, failed: ratio > TOLERANCE }
        });
        Verdict {
            base: base.commit.clone(),
            subject: base.subject.clone(),
            same_driver: base.same_driver,
            tolerance: TOLERANCE,
            cells: cells.collect(),
        }
    }

    /// Whether no cell takes too many instructions.
    pub(crate) fn success(&self) -> bool {
        self.failed().next().is_none()
    }

    /// The verdict for programs.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a verdict is plain data") + "\n"
    }

    fn failed(&self) -> impl Iterator<Item = &Change> {
        self.cells.iter().filter(|change| change.failed)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = self.base.get(..10).unwrap_or(&self.base);
        writeln!(
            f,
            "Instructions of one operation of the default map, at {base} ({}) and now.\n",
            self.subject
        )?;
        let mut table = Table::new()
            .words("operation")
            .words("shape")
            .figures("n")
            .figures("base")
            .figures("now")
            .figures("ratio")
            .words("");
        for Change { operation, shape, n, before, after, ratio, failed } in &self.cells {
            let mark = if *failed { "!" } else { "" };
            table.row(vec![
                (*operation).into(),
                format!("<{shape},u64>"),
                n.to_string(),
                format!("{before:.1}"),
                format!("{after:.1}"),
                format!("{ratio:.3}"),
                mark.into(),
            ]);
        }
        writeln!(f, "{table}")?;
        if !self.same_driver {
            writeln!(
                f,
                "note: the driver has changed since the base, so a ratio may be the driver's and not the map's."
            )?;
        }
        for Change { operation, shape, n, ratio, .. } in self.failed() {
            writeln!(
                f,
                "FAILED: {operation} <{shape},u64> n={n} takes {ratio:.3} of the base's instructions"
            )?;
        }
        let (failed, all) = (self.failed().count(), self.cells.len());
        writeln!(f, "{failed} of {all} cells are above {TOLERANCE} of the base.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn verdict(after: [f64; 3]) -> Verdict {
        let folder = PathBuf::new();
        let base = Base {
            commit: "0123456789abcdef".into(),
            subject: "a change".into(),
            target: folder.clone(),
            folder,
            same_driver: true,
        };
        let cell = |n| Cell { operation: "get-hit", shape: "u64", n, layout: "default" };
        let counts =
            |figures: [f64; 3]| [10, 1_000, 10_000].map(cell).into_iter().zip(figures).collect::<Vec<_>>();
        Verdict::new(&base, &counts([100.0, 200.0, 300.0]), &counts(after))
    }

    #[test]
    fn five_percent_are_borne_and_more_is_named() {
        let borne = verdict([105.0, 100.0, 300.0]);
        assert!(borne.success(), "{borne}");
        let dearer = verdict([100.0, 211.0, 300.0]);
        assert!(!dearer.success());
        let text = dearer.to_string();
        assert!(text.contains("FAILED: get-hit <u64,u64> n=1000 takes 1.055 of the base's"), "{text}");
        assert!(text.contains("1 of 3 cells are above 1.05 of the base."), "{text}");
        assert!(text.contains("at 0123456789 (a change)"), "{text}");
    }

    #[test]
    fn json_holds_every_cell() {
        let json: serde_json::Value = serde_json::from_str(&verdict([106.0, 1.0, 1.0]).json()).unwrap();
        assert_eq!(json["cells"][0]["failed"], true);
        assert_eq!(json["cells"].as_array().unwrap().len(), 3);
    }
}
