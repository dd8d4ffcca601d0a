//! What is counted: every operation on every shape and size, in std's map, in the four phases and in the slim layout.
//!
//! Invariant: the names here are the ones that the driver understands; the layouts stand in the order in which a
//! phase follows another.

use std::fmt;

/// The maps, in the order of the report: each layout behind the one it is compared with.
pub(crate) const LAYOUTS: [&str; 6] = ["std", "baseline", "packed", "inline", "pooled", "slim"];

/// The operations.
pub(crate) const OPERATIONS: [&str; 10] = [
    "insert-random",
    "insert-ascending",
    "get-hit",
    "get-miss",
    "remove-random",
    "iterate-for",
    "iterate-fold",
    "range-100",
    "build-sorted",
    "clone",
];

/// Types of key; values are `u64`.
pub(crate) const SHAPES: [&str; 2] = ["u64", "String"];

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// Counted for lookups only: a third level of nodes, which costs little to look at and much to fill.
const LOOKUP_SIZE: usize = 100_000;

/// Reads a size that is counted.
///
/// # Errors
///
/// If it is none, with those that are.
pub(crate) fn size(text: &str) -> Result<usize, String> {
    let sizes = SIZES.into_iter().chain([LOOKUP_SIZE]);
    let named = text.parse().ok().filter(|size| sizes.clone().any(|known| known == *size));
    named.ok_or_else(|| {
        format!("sizes are {}", sizes.map(|size| size.to_string()).collect::<Vec<_>>().join(", "))
    })
}

/// One figure of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) operation: &'static str,
    pub(crate) shape: &'static str,
    pub(crate) n: usize,
    pub(crate) layout: &'static str,
}

impl Cell {
    /// Whether two cells differ in their layouts only.
    pub(crate) fn same_row(&self, other: &Cell) -> bool {
        self.same_table(other) && self.n == other.n
    }

    /// Whether two cells are of one operation and shape.
    pub(crate) fn same_table(&self, other: &Cell) -> bool {
        (self.operation, self.shape) == (other.operation, other.shape)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cell { operation, shape, n, layout } = self;
        write!(f, "{operation} <{shape},u64> n={n} {layout}")
    }
}

/// The cells that are wanted, row by row.
pub(crate) fn cells(wanted: impl Fn(&Cell) -> bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    for operation in OPERATIONS {
        let large = operation.starts_with("get").then_some(LOOKUP_SIZE);
        for shape in SHAPES {
            for n in SIZES.into_iter().chain(large) {
                cells.extend(LAYOUTS.map(|layout| Cell { operation, shape, n, layout }));
            }
        }
    }
    cells.retain(wanted);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_holds_all_layouts_in_order() {
        let cells = cells(|_| true);
        for row in cells.chunk_by(Cell::same_row) {
            assert!(row.iter().map(|cell| cell.layout).eq(LAYOUTS), "{row:?}");
        }
        assert_eq!(cells.len(), 6 * 2 * (10 * 4 + 2));
    }

    #[test]
    fn only_wanted_cells_are_listed() {
        let cells = cells(|cell| cell.operation == "get-hit" && cell.n == LOOKUP_SIZE);
        assert_eq!(cells.len(), 12);
        assert!(!super::cells(|cell| cell.operation == "clone").iter().any(|cell| cell.n == LOOKUP_SIZE));
    }
}
