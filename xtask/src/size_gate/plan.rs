//! The table of the memory plan's bytes beside those of the phases, for `i32 → i32`.
//!
//! The plan's figures are constants of `size_report::plan`; the phases' bytes are the baseline's; std's are measured.

use super::readme::{handle, heap, row};
use super::rows::Rows;
use crate::size_report::order::Order;
use crate::size_report::plan::{HANDLES, OVERHEAD, PER_ELEMENT};
use crate::size_report::subjects::{ShapeName, Subject};

/// Entries at which the plan compares with std's map.
const COMPARED: usize = 10;

/// The table.
///
/// # Errors
///
/// If the baseline lacks a row.
pub(super) fn table(baseline: &Rows) -> Result<String, String> {
    let bytes = |map: Subject, order, n| match map {
        Subject::Std => Ok(ShapeName::Ints.curve(map, order, &[n])[0].total() as u64),
        _ => Ok(handle(baseline, map)? + row(baseline, &heap(map, ShapeName::Ints, order, n))?),
    };
    render(&bytes, &|map| handle(baseline, map))
}

fn render(
    bytes: &dyn Fn(Subject, Order, usize) -> Result<u64, String>,
    handle: &dyn Fn(Subject) -> Result<u64, String>,
) -> Result<String, String> {
    let mut out = String::from("|");
    for map in Subject::PHASES {
        out += &format!(" | plan | {}", map.name());
    }
    out += &format!(" | `BTreeMap` |\n|---|{}\n| handle", "--:|".repeat(2 * Subject::PHASES.len() + 1));
    for (map, plan) in Subject::PHASES.into_iter().zip(HANDLES) {
        out += &format!(" | {plan} | {}", handle(map)?);
    }
    out += &format!(" | {} |\n", size_of::<std::collections::BTreeMap<i32, i32>>());
    let each = |map, order, n| Ok::<_, String>(bytes(map, order, n)? as f64 / n as f64);
    for (n, plan) in PER_ELEMENT {
        out += &format!("| n = {n}");
        for (map, plan) in Subject::PHASES.into_iter().zip(plan) {
            let (built, random) = (each(map, Order::Bulk, n)?, each(map, Order::Random, n)?);
            out += &format!(" | {plan} | {built:.1} ({random:.1})");
        }
        let (built, random) = (each(Subject::Std, Order::Bulk, n)?, each(Subject::Std, Order::Random, n)?);
        out += &format!(" | {built:.1} ({random:.1}) |\n");
    }
    out += &format!("| n = {COMPARED}, times `BTreeMap`");
    let times =
        |map, order| Ok::<_, String>(each(map, order, COMPARED)? / each(Subject::Std, order, COMPARED)?);
    for (map, plan) in Subject::PHASES.into_iter().zip(OVERHEAD) {
        let (built, random) = (times(map, Order::Bulk)?, times(map, Order::Random)?);
        out += &format!(" | {plan} | {built:.2} ({random:.2})");
    }
    Ok(out + " | |\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plans_figures_stand_beside_the_measured_ones() {
        let bytes = |map, order, n: usize| {
            let each = if map == Subject::Std { 10 } else { 15 };
            Ok(n as u64 * if order == Order::Bulk { each } else { 2 * each })
        };
        let text = render(&bytes, &|_| Ok(64)).unwrap();
        assert!(text.contains("| handle | 176 | 64 | 96 | 64 | 72 | 64 | 64 | 64 | 24 |\n"), "{text}");
        assert!(text.contains("| n = 10 | 44 | 15.0 (30.0) | 26 |"), "{text}");
        assert!(text.contains("| n = 10, times `BTreeMap` | 2.6 | 1.50 (1.50) |"), "{text}");
    }
}
