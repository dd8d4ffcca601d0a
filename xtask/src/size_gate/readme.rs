//! The table of the README, from the committed baseline: bytes per entry of `i32 → i32` maps.
//!
//! Our layouts' bytes are the baseline's, so that the table says what the gate holds; std's are measured.

use super::rows::Rows;
use crate::size_report::order::Order;
use crate::size_report::subjects::{ShapeName, Subject};
use std::fmt::Write;

/// The sizes of the table's columns.
const COLUMNS: [usize; 3] = [1, 10, 100];

/// The size told below the table.
const LARGE: usize = 100_000;

/// Handle and heap of a map.
type Bytes<'a> = dyn Fn(Subject, Order, usize) -> Result<u64, String> + 'a;

/// The table.
///
/// # Errors
///
/// If the baseline lacks a row.
pub(super) fn table(baseline: &Rows) -> Result<String, String> {
    let std = |order| {
        let samples = ShapeName::Ints.curve(Subject::Std, order, &[1, 10, 100, LARGE]);
        move |n| samples.iter().find(|sample| sample.n == n).map_or(0, |sample| sample.total() as u64)
    };
    let (random, bulk) = (std(Order::Random), std(Order::Bulk));
    let bytes = |map, order, n| match (map, order) {
        (Subject::Std, Order::Bulk) => Ok(bulk(n)),
        (Subject::Std, _) => Ok(random(n)),
        _ => Ok(handle(baseline, map)? + row(baseline, &heap(map, ShapeName::Ints, order, n))?),
    };
    let handle_of = |map| match map {
        Subject::Std => Ok(size_of::<std::collections::BTreeMap<i32, i32>>() as u64),
        _ => handle(baseline, map),
    };
    render(&bytes, &handle_of)
}

/// A row of the baseline.
///
/// # Errors
///
/// If there is none of that name.
pub(super) fn row(baseline: &Rows, name: &str) -> Result<u64, String> {
    baseline.get(name).copied().ok_or_else(|| format!("the baseline has no row {name:?}"))
}

/// The name of the row that holds the heap bytes of a map.
pub(super) fn heap(map: Subject, shape: ShapeName, order: Order, n: usize) -> String {
    format!("heap {} {} {} n={n:07}", map.name(), shape.name(), order.name())
}

/// The bytes of a map's handle.
///
/// # Errors
///
/// If the baseline does not hold it.
pub(super) fn handle(baseline: &Rows, map: Subject) -> Result<u64, String> {
    row(baseline, &format!("struct {}<u64, u64>", type_name(map)))
}

fn type_name(map: Subject) -> &'static str {
    match map {
        Subject::Std => "BTreeMap",
        Subject::Baseline => "BaselineMap",
        Subject::Packed => "PackedMap",
        Subject::Inline => "InlineMap",
        Subject::Pooled => "PooledMap",
        Subject::Slim => "SlimMap",
    }
}

fn render(bytes: &Bytes<'_>, handle: &dyn Fn(Subject) -> Result<u64, String>) -> Result<String, String> {
    let by_entry = |map, order, n| Ok::<_, String>(format!("{:.1}", bytes(map, order, n)? as f64 / n as f64));
    let mut out = String::from("| map | handle |");
    for built in ["", ", built"] {
        for n in COLUMNS {
            let _ = write!(out, " n = {n}{built} |");
        }
    }
    out += &format!("\n|---|--:|{}\n", "--:|".repeat(2 * COLUMNS.len()));
    for map in Subject::ALL {
        let name = match map {
            Subject::Std => "std's `BTreeMap`".into(),
            Subject::Slim => format!("`{}`, the default", type_name(map)),
            _ => format!("`{}`", type_name(map)),
        };
        let _ = write!(out, "| {name} | {} |", handle(map)?);
        for order in [Order::Random, Order::Bulk] {
            for n in COLUMNS {
                let _ = write!(out, " {} |", by_entry(map, order, n)?);
            }
        }
        out.push('\n');
    }
    let large = |map| {
        Ok::<_, String>(format!(
            "{} and {}",
            by_entry(map, Order::Random, LARGE)?,
            by_entry(map, Order::Bulk, LARGE)?
        ))
    };
    let _ = write!(
        out,
        "\nThe first three columns of bytes are of maps filled in random order; *built* maps are collected at once.\n\
         At n = 100,000 the default takes {}, std's map {}.\n",
        large(Subject::Slim)?,
        large(Subject::Std)?
    );
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_what_the_baseline_says_by_n() {
        let bytes = |map: Subject, order: Order, n: usize| {
            Ok(n as u64 * if order == Order::Bulk { 3 } else { 5 } + u64::from(map == Subject::Slim))
        };
        let text = render(&bytes, &|map| Ok(if map == Subject::Slim { 8 } else { 24 })).unwrap();
        assert!(
            text.contains("\n| `SlimMap`, the default | 8 | 6.0 | 5.1 | 5.0 | 4.0 | 3.1 | 3.0 |\n"),
            "{text}"
        );
        assert!(text.contains("the default takes 5.0 and 3.0, std's map 5.0 and 3.0."), "{text}");
    }

    #[test]
    fn a_missing_row_is_named() {
        let missing = table(&Rows::new()).unwrap_err();
        assert!(missing.contains("struct BaselineMap<u64, u64>"), "{missing}");
    }
}
