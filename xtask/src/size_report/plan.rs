//! What the memory plan promised, beside what is measured: handle, bytes per element, overhead at ten, crossover.
//!
//! The plan's figures are constants here; everything they are compared with is measured or computed.

use super::crossover::Crossover;
use super::memory::Cell;
use super::order::Order;
use super::subjects::{ShapeName, Subject};
use serde::Serialize;

/// The plan's figures, one a phase: the slim layout is not in the plan.
pub(crate) const HANDLES: [usize; 4] = [176, 96, 72, 64];
/// Bytes per element at these sizes.
pub(crate) const PER_ELEMENT: [(usize, [f64; 4]); 3] =
    [(1, [368.0, 208.0, 152.0, 136.0]), (10, [44.0, 26.0, 20.0, 18.0]), (100, [12.2, 10.8, 10.2, 9.8])];
/// Bytes by those of `BTreeMap`, at ten elements.
pub(crate) const OVERHEAD: [f64; 4] = [2.6, 1.8, 1.5, 1.4];
/// Where the layout starts to win. The plan names the first and the last; between them it wants less than 100.
pub(crate) const CROSSOVER: [usize; 4] = [97, 100, 100, 30];

/// One figure of the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) map: Subject,
    /// At most this, in the unit of `what`.
    pub(crate) promised: f64,
    /// Bulk-built, exact storage; `None` if there is no such figure (a crossover that never comes).
    pub(crate) bulk: Option<f64>,
    /// Beside it, inserted one by one in random and in ascending order; `None` also where order says nothing.
    pub(crate) random: Option<f64>,
    pub(crate) ascending: Option<f64>,
    /// Whether `bulk` is at most `promised`.
    pub(crate) met: bool,
}

/// The comparison, row by row. `docs/phases.md` has what the plan itself gets wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct PlanTable {
    pub(crate) rows: Vec<Row>,
}

/// How much of a printed figure may be rounding: half of its last digit.
const ROUNDING: f64 = 0.05;

/// Compares everything measured for `<i32,i32>` at the default fanout with the plan.
///
/// # Panics
///
/// If the sizes that the plan names were not measured.
pub(crate) fn table(cells: &[Cell], crossovers: &[Crossover]) -> PlanTable {
    let cell = |map: Subject, order: Order, n: usize| {
        let wanted =
            |cell: &&Cell| (cell.shape, cell.map, cell.order, cell.n) == (ShapeName::Ints, map, order, n);
        cells.iter().find(wanted).unwrap_or_else(|| panic!("{} at n = {n} was measured", map.name()))
    };
    let mut rows = Vec::new();
    let mut add =
        |what: String, promised: [f64; 4], slack: f64, measure: &dyn Fn(Subject, Order) -> Option<f64>| {
            for (map, promised) in Subject::PHASES.into_iter().zip(promised) {
                let [random, ascending, bulk] = Order::ALL.map(|order| measure(map, order));
                let met = bulk.is_some_and(|bulk| bulk < promised + slack);
                rows.push(Row { what: what.clone(), map, promised, bulk, random, ascending, met });
            }
        };

    // Sizes and counts are whole numbers: any slack below one means "at most".
    let handle = |map, order| (order == Order::Bulk).then(|| cell(map, Order::Bulk, 1).handle_bytes as f64);
    add("handle, B".into(), HANDLES.map(|bytes| bytes as f64), ROUNDING, &handle);
    for (n, promised) in PER_ELEMENT {
        let measure = |map, order| cell(map, order, n).bytes_per_element;
        // Promised to a tenth; below ten elements to the byte, where a tenth changes nothing either.
        add(format!("n = {n}, B per element"), promised, ROUNDING, &measure);
    }
    let ratio =
        |map, order| Some(cell(map, order, 10).total() as f64 / cell(Subject::Std, order, 10).total() as f64);
    add("n = 10, times BTreeMap".into(), OVERHEAD, ROUNDING, &ratio);
    let from = |map, order| {
        let wanted = |c: &&Crossover| (c.shape, c.map, c.order) == (ShapeName::Ints, map, order);
        crossovers.iter().find(wanted).and_then(|c| c.never_above_from).map(|n| n as f64)
    };
    add("crossover, n".into(), CROSSOVER.map(|n| n as f64), ROUNDING, &from);

    PlanTable { rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::size_report::measure::Sample;

    /// Cells in which every map takes `handle + heap(n)` bytes.
    fn made_up(heap: impl Fn(Subject, usize) -> usize) -> Vec<Cell> {
        let handle = |map| {
            let place = Subject::PHASES.iter().position(|&phase| phase == map);
            place.map_or(24, |place| HANDLES[place])
        };
        let mut cells = Vec::new();
        for map in Subject::ALL {
            for order in Order::ALL {
                for n in [1, 10, 100] {
                    let sample = Sample { n, handle: handle(map), heap: heap(map, n), usable: None };
                    cells.push(Cell::new(ShapeName::Ints, order, map, &sample));
                }
            }
        }
        cells
    }

    fn verdicts<'a>(table: &'a PlanTable, what: &str) -> Vec<bool> {
        let of: Vec<&'a Row> = table.rows.iter().filter(|row| row.what == what).collect();
        assert_eq!(of.len(), 4, "{what}");
        of.iter().map(|row| row.met).collect()
    }

    #[test]
    fn a_figure_is_met_if_it_is_at_most_the_promise() {
        // 18.0 B at n = 10 for the pooled map and 18.1 for the same map with one byte more.
        let exact = |map, n| if map == Subject::Std { 104 } else { 116 * n / 10 };
        let compared = table(&made_up(exact), &[]);
        assert_eq!(verdicts(&compared, "handle, B"), [true; 4]);
        assert_eq!(verdicts(&compared, "n = 10, B per element"), [true; 4]);
        let compared = table(&made_up(|map, n| exact(map, n) + 1), &[]);
        assert_eq!(verdicts(&compared, "n = 10, B per element"), [true, true, true, false]);
    }

    #[test]
    fn a_crossover_that_never_comes_is_missed() {
        let crossover = |map, from| Crossover {
            shape: ShapeName::Ints,
            order: Order::Bulk,
            map,
            never_above_from: from,
            exact: true,
            checked_to: 20_000,
            below_count: 0,
            below: vec![],
        };
        let found = [
            crossover(Subject::Baseline, Some(97)),
            crossover(Subject::Packed, Some(101)),
            crossover(Subject::Inline, None),
            crossover(Subject::Pooled, Some(30)),
        ];
        let compared = table(&made_up(|_, n| 8 * n), &found);
        assert_eq!(verdicts(&compared, "crossover, n"), [true, false, false, true]);
    }

    #[test]
    #[should_panic(expected = "was measured")]
    fn a_missing_measurement_is_not_passed_over() {
        table(&[], &[]);
    }
}
