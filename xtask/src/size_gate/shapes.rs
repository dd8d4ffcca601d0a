//! The table of bytes per entry for each type of entry: slim, the last phase and std's map, in every order.
//!
//! Our layouts' bytes are the baseline's; std's are measured.

use super::readme::{handle, heap, row};
use super::rows::Rows;
use crate::size_report::order::Order;
use crate::size_report::subjects::{ShapeName, Subject};

/// The maps of the table.
const MAPS: [Subject; 3] = [Subject::Slim, Subject::Pooled, Subject::Std];

/// The columns: an order and a number of entries.
const COLUMNS: [(Order, usize); 9] = [
    (Order::Random, 1),
    (Order::Random, 10),
    (Order::Random, 100),
    (Order::Random, 1_000),
    (Order::Random, 100_000),
    (Order::Ascending, 100),
    (Order::Ascending, 100_000),
    (Order::Bulk, 100),
    (Order::Bulk, 100_000),
];

/// The table.
///
/// # Errors
///
/// If the baseline lacks a row.
pub(super) fn table(baseline: &Rows) -> Result<String, String> {
    render(&|map, shape, order, n| match map {
        Subject::Std => Ok(shape.curve(map, order, &[n])[0].total() as u64),
        _ => Ok(handle(baseline, map)? + row(baseline, &heap(map, shape, order, n))?),
    })
}

fn render(bytes: &dyn Fn(Subject, ShapeName, Order, usize) -> Result<u64, String>) -> Result<String, String> {
    let mut out = String::from("| entry, map |");
    for (order, n) in COLUMNS {
        let order = match order {
            Order::Random => "random",
            Order::Ascending => "ascending",
            Order::Bulk => "built",
        };
        out += &format!(" {order}, {} |", grouped(n));
    }
    out += &format!("\n|---|{}\n", "--:|".repeat(COLUMNS.len()));
    for shape in ShapeName::ALL {
        for map in MAPS {
            let name = if map == Subject::Std { "`BTreeMap`" } else { map.name() };
            out += &format!("| `{}` ({}): {name} |", shape.name(), shape.payload());
            for (order, n) in COLUMNS {
                out += &format!(" {:.1} |", bytes(map, shape, order, n)? as f64 / n as f64);
            }
            out.push('\n');
        }
    }
    Ok(out)
}

/// A number with commas between groups of three digits.
fn grouped(n: usize) -> String {
    if n < 1_000 { n.to_string() } else { format!("{},{:03}", grouped(n / 1_000), n % 1_000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_divided_by_entries() {
        let bytes = |map, _, order, n: usize| {
            Ok(n as u64 * if order == Order::Bulk { 2 } else { 3 } + 10 * u64::from(map == Subject::Std))
        };
        let text = render(&bytes).unwrap();
        let row = "| `<i32,i32>` (8): slim | 3.0 | 3.0 | 3.0 | 3.0 | 3.0 | 3.0 | 3.0 | 2.0 | 2.0 |";
        assert!(text.contains(row), "{text}");
        assert!(text.contains("`BTreeMap` | 13.0 | 4.0 | 3.1 |"), "{text}");
        assert!(text.contains("| random, 1,000 | random, 100,000 |"), "{text}");
    }

    #[test]
    fn a_missing_row_is_an_error() {
        assert!(table(&Rows::new()).unwrap_err().contains("SlimMap"));
    }
}
