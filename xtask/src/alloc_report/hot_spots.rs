//! Where the bytes go, largest first; and what pooling saves of them.

use super::rows::Row;
use serde::Serialize;

/// Rows of the table.
const ROWS: usize = 24;

/// A place that allocates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct HotSpot {
    pub(super) name: String,
    /// Blocks and bytes of a run in the steady state.
    pub(super) blocks: u64,
    pub(super) bytes: u64,
    /// Bytes of a single operation.
    pub(super) bytes_each: f64,
}

/// The places of the default map and of the graph that allocate in the steady state, most bytes an operation first.
pub(super) fn largest(rows: &[Row]) -> Vec<HotSpot> {
    let ours = rows.iter().filter(|row| is_default(row) && row.steady.bytes > 0);
    let mut spots: Vec<HotSpot> = ours
        .map(|row| HotSpot {
            name: row.name(),
            blocks: row.steady.calls(),
            bytes: row.steady.bytes,
            bytes_each: row.steady_bytes_each(),
        })
        .collect();
    spots.sort_by(|a, b| b.bytes_each.total_cmp(&a.bytes_each).then_with(|| a.name.cmp(&b.name)));
    spots.truncate(ROWS);
    spots
}

/// Whether a program with the default layout pays for this row.
fn is_default(row: &Row) -> bool {
    !["BTreeMap", "baseline", "packed", "inline", "pooled"].contains(&row.subject.as_str())
        || row.workload.starts_with("model")
}

/// An operation without a pool and with one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Pooling {
    pub(super) name: String,
    pub(super) what: &'static str,
    pub(super) without_blocks: u64,
    pub(super) without_bytes: u64,
    pub(super) with_blocks: u64,
    pub(super) with_bytes: u64,
}

impl Pooling {
    /// Bytes saved by the pool; below zero if it costs some.
    pub(super) fn saved(&self) -> i64 {
        self.without_bytes.cast_signed() - self.with_bytes.cast_signed()
    }
}

/// What pools save in the steady state, most bytes first: contexts from a pool beside fresh ones, and nodes in pools of
/// chunks beside nodes in one growing box.
pub(super) fn pooling(rows: &[Row]) -> Vec<Pooling> {
    let pairs = [("fresh", "pooled", "contexts"), ("inline", "pooled", "nodes")];
    let mut found: Vec<Pooling> = pairs
        .into_iter()
        .flat_map(|(without, with, what)| {
            rows.iter().filter(move |row| row.subject == without).filter_map(move |row| {
                let same = |other: &&Row| {
                    other.subject == with
                        && (&other.workload, &other.operation) == (&row.workload, &row.operation)
                };
                let pooled = rows.iter().find(same)?;
                let name = format!("{} {}", row.workload, row.operation);
                Some(Pooling {
                    name,
                    what,
                    without_blocks: row.steady.calls(),
                    without_bytes: row.steady.bytes,
                    with_blocks: pooled.steady.calls(),
                    with_bytes: pooled.steady.bytes,
                })
            })
        })
        .filter(|pooling| pooling.without_bytes != pooling.with_bytes)
        .collect();
    found.sort_by(|a, b| b.saved().cmp(&a.saved()).then_with(|| a.name.cmp(&b.name)));
    found
}

#[cfg(test)]
mod tests {
    use super::super::rows::Cost;
    use super::*;

    fn row(workload: &str, subject: &str, operations: u64, bytes: u64) -> Row {
        let steady = Cost { blocks: 1, reallocs: 1, bytes };
        Row {
            workload: workload.into(),
            subject: subject.into(),
            operation: "op".into(),
            operations,
            first: steady,
            steady,
        }
    }

    #[test]
    fn the_largest_comes_first_and_other_layouts_do_not_count() {
        let rows = [
            row("a", "slim", 10, 50),
            row("b", "slim", 1, 40),
            row("c", "inline", 1, 99),
            row("d", "slim", 1, 0),
        ];
        let found = largest(&rows);
        assert_eq!(
            found.iter().map(|spot| spot.name.as_str()).collect::<Vec<_>>(),
            ["b slim op", "a slim op"]
        );
        assert_eq!((found[0].bytes_each, found[1].bytes_each, found[1].blocks), (40.0, 5.0, 2));
    }

    #[test]
    fn pairs_are_told_with_what_they_save() {
        let rows = [
            row("m", "fresh", 1, 50),
            row("m", "pooled", 1, 0),
            row("n", "inline", 1, 90),
            row("n", "pooled", 1, 10),
            row("o", "inline", 1, 90),
        ];
        let found = pooling(&rows);
        assert_eq!(
            found.iter().map(|p| (p.name.as_str(), p.saved())).collect::<Vec<_>>(),
            [("n op", 80), ("m op", 50)]
        );
    }
}
