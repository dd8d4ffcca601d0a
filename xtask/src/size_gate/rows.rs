//! The rows of the gate: a name and a number of bytes.
//!
//! Names sort as people read them: sizes are padded with zeros. A row of heap bytes holds the bytes of the whole
//! map, since n is in its name.

use crate::progress::Progress;
use crate::size_report::memory::{Cell, SIZES, cells};
use crate::size_report::structs::{Group, StructSize};
use crate::size_report::{inventory, subjects::Subject};
use std::collections::BTreeMap;

/// Name to bytes.
pub(crate) type Rows = BTreeMap<String, u64>;

/// Measures what the gate guards: every struct of ours, and every layout in the cells of the default report.
pub(crate) fn measured(progress: &Progress) -> Rows {
    let structs = inventory::all();
    let guarded = structs.iter().filter(|size| size.group != Group::Std).map(of_struct);
    let heap = cells(&Subject::LAYOUTS, &SIZES, progress);
    guarded.chain(heap.iter().map(of_heap)).collect()
}

fn of_struct(size: &StructSize) -> (String, u64) {
    (format!("struct {}", size.name), size.bytes as u64)
}

fn of_heap(cell: &Cell) -> (String, u64) {
    let Cell { shape, order, map, n, heap_bytes, .. } = cell;
    (format!("heap {} {} {} n={n:07}", map.name(), shape.name(), order.name()), *heap_bytes as u64)
}

/// The number of entries of a row of heap bytes; `None` for a struct.
pub(super) fn entries(name: &str) -> Option<u64> {
    name.strip_prefix("heap ")?.rsplit_once("n=")?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::size_report::measure::Sample;
    use crate::size_report::order::Order;
    use crate::size_report::subjects::ShapeName;

    #[test]
    fn a_heap_row_holds_requested_bytes_and_tells_its_n() {
        let sample = Sample { n: 100, handle: 64, heap: 872, usable: Some(9999) };
        let (name, bytes) = of_heap(&Cell::new(ShapeName::Texts, Order::Bulk, Subject::Pooled, &sample));
        assert_eq!((name.as_str(), bytes), ("heap pooled <String,u64> bulk n=0000100", 872));
        assert_eq!(entries(&name), Some(100));
        assert_eq!(entries("struct PooledMap<u64, u64>"), None);
    }

    #[test]
    fn every_struct_of_ours_is_guarded_and_no_other() {
        let structs: Rows =
            inventory::all().iter().filter(|size| size.group != Group::Std).map(of_struct).collect();
        assert_eq!(structs.len(), inventory::all().len() - 2);
        assert!(structs.contains_key("struct PooledMap<u64, u64>"));
        assert!(!structs.keys().any(|name| name.contains("BTreeMap")));
    }
}
