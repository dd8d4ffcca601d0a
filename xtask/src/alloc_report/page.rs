//! The table of a page: how often filling a map in random order asks for memory.
//!
//! Our layouts' counts are the baseline's; std's are measured.

use super::baseline::Baseline;
use super::maps::{FILL, std_fill};
use super::rows::Cost;
use crate::size_report::subjects::Subject;

/// The columns: a type of entry, and a number of entries.
const COLUMNS: [(&str, usize); 4] =
    [("<u64,u64>", 10), ("<u64,u64>", 10_000), ("<String,u64>", 10), ("<String,u64>", 10_000)];

/// The table.
///
/// # Errors
///
/// If the baseline lacks a row.
pub(super) fn table(baseline: &Baseline) -> Result<String, String> {
    let mut out = String::from("| inserts |");
    for (shape, n) in COLUMNS {
        out += &format!(" `{shape}`, {n} |");
    }
    out += &format!("\n|---|{}\n", "--:|".repeat(COLUMNS.len()));
    for map in Subject::ALL {
        out += &format!("| {} |", map.name());
        for (shape, n) in COLUMNS {
            out += &format!(" {} |", cost(baseline, map, shape, n)?.calls());
        }
        out.push('\n');
    }
    Ok(out)
}

fn cost(baseline: &Baseline, map: Subject, shape: &str, n: usize) -> Result<Cost, String> {
    if map == Subject::Std {
        return Ok(if shape == "<u64,u64>" { std_fill::<u64>(n) } else { std_fill::<String>(n) });
    }
    let name = format!("{shape} n={n:05} {} {FILL}", map.name());
    let row = baseline.get(&name).ok_or_else(|| format!("the baseline has no row {name:?}"))?;
    Ok(row[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn std_is_counted_and_a_missing_row_is_named() {
        let small = cost(&Baseline::new(), Subject::Std, "<u64,u64>", 10).unwrap();
        assert_eq!(small.calls(), 1, "ten entries are one node of std's");
        assert!(table(&Baseline::new()).unwrap_err().contains("<u64,u64> n=00010 baseline fill-random"));
    }
}
