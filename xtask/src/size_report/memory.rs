//! Bytes per element: every map, shape and order at a list of sizes.

use super::measure::Sample;
use super::order::Order;
use super::subjects::{ShapeName, Subject};
use crate::progress::Progress;
use serde::Serialize;
use testbed::Texts;

/// The sizes of the default report.
pub(crate) const SIZES: [usize; 13] = [0, 1, 2, 5, 10, 11, 20, 50, 97, 100, 1_000, 10_000, 100_000];

/// One size more for `--full`.
pub(crate) const FULL: usize = 1_000_000;

/// One map of one size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Cell {
    pub(crate) shape: ShapeName,
    pub(crate) order: Order,
    pub(crate) map: Subject,
    pub(crate) n: usize,
    pub(crate) handle_bytes: usize,
    /// Requested bytes, without what the keys own themselves.
    pub(crate) heap_bytes: usize,
    /// As above in what malloc gave, its own headers not counted; `None` where the platform does not tell.
    pub(crate) malloc_heap_bytes: Option<usize>,
    /// Handle and requested heap, by n; `None` at n = 0.
    pub(crate) bytes_per_element: Option<f64>,
    /// Handle and malloc's bytes, by n.
    pub(crate) malloc_bytes_per_element: Option<f64>,
    /// `bytes_per_element` by the bytes of a key and a value.
    pub(crate) payload_factor: Option<f64>,
}

impl Cell {
    pub(crate) fn new(shape: ShapeName, order: Order, map: Subject, sample: &Sample) -> Self {
        let by_n = |bytes: usize| (sample.n > 0).then(|| bytes as f64 / sample.n as f64);
        let bytes_per_element = by_n(sample.total());
        Self {
            shape,
            order,
            map,
            n: sample.n,
            handle_bytes: sample.handle,
            heap_bytes: sample.heap,
            malloc_heap_bytes: sample.usable,
            bytes_per_element,
            malloc_bytes_per_element: sample.usable.and_then(|usable| by_n(sample.handle + usable)),
            payload_factor: bytes_per_element.map(|bytes| bytes / shape.payload() as f64),
        }
    }

    /// Handle and requested heap.
    pub(crate) fn total(&self) -> usize {
        self.handle_bytes + self.heap_bytes
    }
}

/// Number of steps that [`cells`] takes.
pub(crate) const fn steps(maps: &[Subject]) -> usize {
    ShapeName::ALL.len() * Order::ALL.len() * maps.len()
}

/// Measures `maps` in every shape and order, at `sizes`.
pub(crate) fn cells(maps: &[Subject], sizes: &[usize], progress: &Progress) -> Vec<Cell> {
    let mut cells = Vec::new();
    for shape in ShapeName::ALL {
        for order in Order::ALL {
            for &map in maps {
                progress.step(format!("{} {} {}", shape.name(), order.name(), map.name()));
                let samples = shape.curve(map, order, sizes);
                cells.extend(samples.iter().map(|sample| Cell::new(shape, order, map, sample)));
            }
        }
    }
    cells
}

/// What a key of the string shape owns on the heap, on average over a thousand.
pub(crate) fn string_heap() -> f64 {
    super::measure::keys_own::<Texts>(1000) as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_divides_by_n_and_by_payload() {
        let sample = Sample { n: 10, handle: 64, heap: 116, usable: Some(136) };
        let cell = Cell::new(ShapeName::Ints, Order::Bulk, Subject::Pooled, &sample);
        assert_eq!(cell.total(), 180);
        assert_eq!(cell.bytes_per_element, Some(18.0));
        assert_eq!(cell.malloc_bytes_per_element, Some(20.0));
        assert_eq!(cell.payload_factor, Some(2.25));
        let empty = Cell::new(ShapeName::Ints, Order::Bulk, Subject::Pooled, &Sample { n: 0, ..sample });
        assert_eq!((empty.bytes_per_element, empty.payload_factor), (None, None));
    }

    #[test]
    fn every_combination_is_measured_and_repeats_to_the_byte() {
        let progress = Progress::new(steps(&Subject::ALL));
        let first = cells(&Subject::ALL, &[0, 3, 200], &progress);
        assert_eq!(progress.done(), progress.announced());
        assert_eq!(first.len(), steps(&Subject::ALL) * 3);
        let again = cells(&Subject::ALL, &[0, 3, 200], &Progress::new(0));
        let requested = |cells: &[Cell]| cells.iter().map(Cell::total).collect::<Vec<_>>();
        assert_eq!(requested(&first), requested(&again));
        for cell in first {
            assert_eq!(cell.heap_bytes == 0, cell.n == 0, "{cell:?}");
            assert!(cell.heap_bytes >= cell.n * cell.shape.payload(), "{cell:?}");
        }
    }
}
