//! The baseline file, and the judgement: one row a line, exact integers, no tolerance upward.
//!
//! Rows of std's map are not ours to hold, so they are not in it.

use super::rows::{Cost, Row};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Name to the cost at first and in the steady state.
pub(super) type Baseline = BTreeMap<String, [Cost; 2]>;

/// The rows that the gate holds.
pub(super) fn gated(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| row.subject != "BTreeMap")
}

const ABOUT: &str = "blocks, reallocs and bytes, at first and in the steady state, on 64-bit targets; written by cargo \
                     xtask alloc-report --bless";

/// The file's text.
pub(super) fn print(rows: &[Row]) -> String {
    let sorted: BTreeMap<String, &Row> = gated(rows).map(|row| (row.name(), row)).collect();
    let lines: Vec<String> = sorted
        .iter()
        .map(|(name, row)| {
            let [first, steady] =
                [row.first, row.steady].map(|cost| [cost.blocks, cost.reallocs, cost.bytes]);
            format!("    {name:?}: [{first:?}, {steady:?}]")
        })
        .collect();
    format!("{{\n  \"about\": {ABOUT:?},\n  \"rows\": {{\n{}\n  }}\n}}\n", lines.join(",\n"))
}

/// The rows of a file.
///
/// # Errors
///
/// If the text is not such a file.
pub(super) fn parse(text: &str) -> Result<Baseline, String> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(rename = "about")]
        _about: String,
        rows: BTreeMap<String, [[u64; 3]; 2]>,
    }
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let cost = |[blocks, reallocs, bytes]: [u64; 3]| Cost { blocks, reallocs, bytes };
    Ok(file.rows.into_iter().map(|(name, costs)| (name, costs.map(cost))).collect())
}

/// The judgement and its reasons.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) text: String,
    pub(super) success: bool,
}

/// Compares what is measured with the baseline.
pub(super) fn verdict(was: &Baseline, rows: &[Row]) -> Verdict {
    let is: Baseline = gated(rows).map(|row| (row.name(), [row.first, row.steady])).collect();
    let (mut failures, mut fewer) = (Vec::new(), 0);
    for (name, now) in &is {
        let Some(before) = was.get(name) else {
            failures.push(format!("NEW      {name}: not in the baseline"));
            continue;
        };
        for (when, (before, now)) in ["first", "steady"].into_iter().zip(before.iter().zip(now)) {
            if now.exceeds(*before) {
                failures.push(format!("MORE     {name}, {when}: was {}, is {}", told(*before), told(*now)));
            } else if now != before {
                fewer += 1;
            }
        }
    }
    let missing = was.keys().filter(|name| !is.contains_key(*name));
    failures.extend(missing.map(|name| format!("MISSING  {name}: in the baseline, not measured any more")));
    let mut text = match failures.len() {
        0 => format!("alloc-report: passed, {} rows\n", is.len()),
        failed => format!("alloc-report: FAILED, {failed} findings in {} rows\n", is.len()),
    };
    for failure in &failures {
        let _ = writeln!(text, "  {failure}");
    }
    if !failures.is_empty() {
        text += "If this is meant: `cargo xtask alloc-report --bless`, and say why in the commit.\n";
    }
    if fewer > 0 {
        let _ = writeln!(
            text,
            "Figures that fell: {fewer}. `cargo xtask alloc-report --bless` keeps what was won."
        );
    }
    Verdict { text, success: failures.is_empty() }
}

fn told(Cost { blocks, reallocs, bytes }: Cost) -> String {
    format!("{blocks} blocks, {reallocs} reallocs, {bytes} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc_meter::measure;
    use std::hint::black_box;

    fn row(subject: &str, first: Cost, steady: Cost) -> Row {
        let (workload, subject, operation) = ("<u64,u64> n=10".into(), subject.into(), "get".into());
        Row { workload, subject, operation, operations: 10, first, steady }
    }

    fn cost(work: impl FnMut()) -> Cost {
        measure(work).1.into()
    }

    #[test]
    fn an_added_allocation_is_caught_and_named() {
        let clean = || {
            black_box(7);
        };
        let adding = || {
            black_box(Box::new(7_u64));
        };
        let was = parse(&print(&[row("slim", cost(clean), cost(clean))])).unwrap();
        assert!(verdict(&was, &[row("slim", cost(clean), cost(clean))]).success);
        let caught = verdict(&was, &[row("slim", cost(clean), cost(adding))]);
        assert!(!caught.success);
        let wanted = "MORE     <u64,u64> n=10 slim get, steady: was 0 blocks, 0 reallocs, 0 bytes, is 1 blocks, 0 reallocs, 8 bytes";
        assert!(caught.text.contains(wanted) && caught.text.contains("--bless"), "{}", caught.text);
    }

    #[test]
    fn one_byte_more_is_caught_and_one_less_is_told() {
        let of = |bytes| row("slim", Cost { blocks: 3, reallocs: 1, bytes }, Cost::default());
        let was = parse(&print(&[of(1_000)])).unwrap();
        assert!(!verdict(&was, &[of(1_001)]).success);
        let less = verdict(&was, &[of(999)]);
        assert!(less.success && less.text.contains("Figures that fell: 1."), "{}", less.text);
    }

    #[test]
    fn new_and_missing_rows_fail_and_those_of_std_are_not_held() {
        let (ours, std) = (
            row("slim", Cost::default(), Cost::default()),
            row("BTreeMap", Cost::default(), Cost::default()),
        );
        let was = parse(&print(&[ours.clone(), std.clone()])).unwrap();
        assert_eq!(was.len(), 1);
        assert!(verdict(&was, std::slice::from_ref(&ours)).success);
        assert!(verdict(&was, &[std]).text.contains("MISSING  <u64,u64> n=10 slim get"));
        assert!(verdict(&Baseline::new(), &[ours]).text.contains("NEW      <u64,u64> n=10 slim get"));
        assert!(
            parse("{}").is_err() && parse("{\"about\": \"\", \"rows\": {\"a\": [[1, 2], [3, 4]]}}").is_err()
        );
    }
}
