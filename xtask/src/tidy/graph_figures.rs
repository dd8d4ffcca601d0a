//! The tables of `docs/graph.md` that are counted: what puts and loads allocate, and the bytes of a node.

use crate::contenders::allocations::{self, LoadCosts, PutCosts};
use crate::contenders::node_bytes;
use crate::require_meter;

/// Nodes of the graphs whose bytes are divided by them.
const NODES: usize = 10_000;

/// A number with a comma after each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A put in batches, by a cursor and by slices.
///
/// # Errors
///
/// If nobody counts allocations.
pub(super) fn puts() -> Result<String, String> {
    require_meter(alloc_meter::is_installed())?;
    let mut out = String::from(
        "| keys | yields | most keys in a step | blocks | bytes | slices: blocks | slices: references | slices: bytes |\n\
         |---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for keys in allocations::KEYS {
        let PutCosts { keys, yields, most, stepped, sliced, copied } = allocations::put(keys);
        let figures = [
            keys as u64,
            yields as u64,
            most,
            stepped.blocks_allocated,
            stepped.bytes_allocated,
            sliced.blocks_allocated,
            copied as u64,
            sliced.bytes_allocated,
        ];
        out += &format!("| {} |\n", figures.map(grouped).join(" | "));
    }
    Ok(out)
}

/// Loads and a memo, for the first time and from then on.
///
/// # Errors
///
/// If nobody counts allocations.
pub(super) fn loads() -> Result<String, String> {
    require_meter(alloc_meter::is_installed())?;
    let mut out = String::from("| | first time | from then on |\n|---|---:|---:|\n");
    for LoadCosts { name, first, later, .. } in allocations::loads() {
        let [first, later] = [first, later].map(|report| match report.blocks_allocated {
            0 => "0".to_owned(),
            blocks => format!("{blocks} blocks, {} bytes", grouped(report.bytes_allocated)),
        });
        out += &format!("| {name} | {first} | {later} |\n");
    }
    Ok(out)
}

/// Bytes of a node, on our maps and on std's.
///
/// # Errors
///
/// If nobody counts allocations.
pub(super) fn nodes() -> Result<String, String> {
    require_meter(alloc_meter::is_installed())?;
    let mut out = String::from(
        "| keys | our maps | std's maps | factor | with the text |\n|---:|---:|---:|---:|---:|\n",
    );
    for keys in node_bytes::KEYS {
        let bytes = node_bytes::measured(NODES, keys);
        out += &format!(
            "| {keys} | {:.1} | {:.1} | {:.2} | {:.2} |\n",
            bytes.ours,
            bytes.std,
            bytes.factor(),
            bytes.factor_with_text()
        );
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three_digits() {
        assert_eq!([0, 999, 1_000, 44_484_448].map(grouped), ["0", "999", "1,000", "44,484,448"]);
    }

    #[test]
    fn a_stepped_put_and_a_later_load_allocate_nothing() {
        assert!(puts().unwrap().contains("| 1,000 | 111 | 9 | 0 | 0 | 112 | 56,056 | 448,448 |"));
        let loads = loads().unwrap();
        assert_eq!(loads.lines().filter(|line| line.ends_with(" bytes | 0 |")).count(), 5, "{loads}");
    }
}
