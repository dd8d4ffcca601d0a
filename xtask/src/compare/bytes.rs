//! The table of bytes: a row a contender, a column a size, handle and requested heap as a multiple of the payload.

use super::lines::{Bytes, Reading};
use crate::table::Table;

/// The text of the tables.
pub(crate) fn render(reading: &Reading) -> String {
    let mut text = String::from(
        "Handle and requested heap after random inserts, as a multiple of the payload; n = 0 in bytes.\n",
    );
    let mut shapes: Vec<&str> = Vec::new();
    for bytes in &reading.bytes {
        if !shapes.contains(&bytes.shape.as_str()) {
            shapes.push(&bytes.shape);
        }
    }
    for shape in shapes {
        let bytes: Vec<&Bytes> = reading.bytes.iter().filter(|bytes| bytes.shape == shape).collect();
        text += &format!("\n{shape}\n{}", table(&bytes));
    }
    text
}

fn table(bytes: &[&Bytes]) -> Table {
    let mut sizes: Vec<usize> = bytes.iter().map(|bytes| bytes.n).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut contenders: Vec<&str> = Vec::new();
    for bytes in bytes {
        if !contenders.contains(&bytes.contender.as_str()) {
            contenders.push(&bytes.contender);
        }
    }
    let mut table = Table::new().words("contender");
    for n in &sizes {
        table = table.figures(n.to_string());
    }
    for contender in contenders {
        let cell = |n: &usize| {
            let found = bytes.iter().find(|bytes| bytes.contender == contender && bytes.n == *n);
            found.map_or_else(|| "-".into(), |bytes| multiple(bytes))
        };
        table.row([contender.to_owned()].into_iter().chain(sizes.iter().map(cell)).collect());
    }
    table
}

/// Handle and heap as a multiple of the payload; in bytes where there is none.
pub(super) fn multiple(bytes: &Bytes) -> String {
    let total = bytes.handle + bytes.heap;
    match bytes.n * bytes.entry {
        0 => format!("{total} B"),
        payload => {
            let ratio = total as f64 / payload as f64;
            // Small maps are many times their payload: no decimals then.
            if ratio < 100.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(n: usize, contender: &str, handle: usize, heap: usize) -> Bytes {
        Bytes { shape: "<u64,u64>".into(), n, contender: contender.into(), handle, heap, entry: 16 }
    }

    #[test]
    fn the_empty_map_is_told_in_bytes_and_others_in_payloads() {
        let bytes = vec![
            bytes(0, "std", 24, 0),
            bytes(0, "ours", 8, 0),
            bytes(10, "std", 24, 192),
            bytes(10, "ours", 8, 192),
            bytes(1, "x", 24, 16384),
        ];
        let text = render(&Reading { bytes, ..Reading::default() });
        let lines: Vec<String> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for wanted in ["contender 0 1 10", "std 24 B - 1.35", "ours 8 B - 1.25", "x - 1026 -"] {
            assert!(lines.iter().any(|line| line == wanted), "{wanted}: {text}");
        }
    }
}
