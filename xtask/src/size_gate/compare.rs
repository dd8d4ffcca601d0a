//! The gate's judgement: what was, what is, and whether that may pass.
//!
//! A struct may not grow at all, heap bytes by at most half a percent; a row on one side only never passes.

use super::rows::{Rows, entries};
use std::fmt::Write;

/// The judgement and its reasons.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) text: String,
    pub(super) success: bool,
}

/// Heap bytes may grow by this many in a thousand.
const TOLERATED: u128 = 5;

/// Whether this row may change from `was` to `is`.
fn passes(name: &str, was: u64, is: u64) -> bool {
    if entries(name).is_none() {
        return is <= was;
    }
    u128::from(is) * 1000 <= u128::from(was) * (1000 + TOLERATED)
}

/// Compares measured rows with the baseline's.
pub(super) fn verdict(was: &Rows, is: &Rows) -> Verdict {
    let (mut failures, mut shrunk, mut tolerated) = (String::new(), 0, 0);
    let mut failed = 0;
    let mut fail = |line: String| {
        failed += 1;
        let _ = writeln!(failures, "{line}");
    };
    for (name, &bytes) in is {
        match was.get(name) {
            None => fail(format!("  NEW      {name}: {bytes} bytes, not in the baseline")),
            Some(&before) if !passes(name, before, bytes) => fail(grown(name, before, bytes)),
            Some(&before) if bytes < before => shrunk += 1,
            Some(&before) if bytes > before => tolerated += 1,
            Some(_) => {}
        }
    }
    for (name, bytes) in was.iter().filter(|(name, _)| !is.contains_key(*name)) {
        fail(format!("  MISSING  {name}: {bytes} bytes in the baseline, not measured any more"));
    }

    let mut text = String::new();
    let rows = is.len();
    if failed == 0 {
        let _ = writeln!(text, "size-gate: passed, {rows} rows");
    } else {
        let _ = writeln!(text, "size-gate: FAILED, {failed} of {rows} rows");
        text += &failures;
        let _ =
            writeln!(text, "If this is meant: `cargo xtask size-gate --bless`, and say why in the commit.");
    }
    if tolerated > 0 {
        let _ = writeln!(text, "Rows of heap bytes that grew by at most 0.5 %: {tolerated}.");
    }
    if shrunk > 0 {
        let _ =
            writeln!(text, "Rows that shrank: {shrunk}. `cargo xtask size-gate --bless` keeps what was won.");
    }
    Verdict { text, success: failed == 0 }
}

fn grown(name: &str, was: u64, is: u64) -> String {
    let more = is - was;
    let percent =
        if was == 0 { String::new() } else { format!(", {:+.2} %", more as f64 * 100.0 / was as f64) };
    match entries(name) {
        Some(n) if n > 0 => {
            let (before, now) = (was as f64 / n as f64, is as f64 / n as f64);
            format!("  GROWN    {name}: was {before:.3} B per element ({was}), is {now:.3} ({is}){percent}")
        }
        _ => format!("  GROWN    {name}: was {was} bytes, is {is}, +{more}{percent}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAP: &str = "heap pooled <u64,u64> random n=0001000";

    fn rows(list: &[(&str, u64)]) -> Rows {
        list.iter().map(|&(name, bytes)| (name.to_owned(), bytes)).collect()
    }

    #[track_caller]
    fn fails_and_says(was: &Rows, is: &Rows, words: &[&str]) {
        let verdict = verdict(was, is);
        assert!(!verdict.success, "{verdict:?}");
        for word in words.iter().chain(&["FAILED, 1 of", "cargo xtask size-gate --bless"]) {
            assert!(verdict.text.contains(word), "{word:?} in {}", verdict.text);
        }
    }

    #[test]
    fn equal_rows_pass_without_a_hint() {
        let rows = rows(&[(HEAP, 16_000), ("struct PooledMap<u64, u64>", 64)]);
        let verdict = verdict(&rows, &rows);
        assert!(verdict.success);
        assert_eq!(verdict.text, "size-gate: passed, 2 rows\n");
    }

    #[test]
    #[expect(dead_code, reason = "only their sizes matter")]
    fn a_struct_with_one_more_field_fails_and_is_named() {
        struct Original {
            items: Vec<u64>,
            len: u32,
        }
        struct Grown {
            items: Vec<u64>,
            len: u32,
            spare: u64,
        }
        let was = rows(&[("struct Original", size_of::<Original>() as u64)]);
        let is = rows(&[("struct Original", size_of::<Grown>() as u64)]);
        fails_and_says(&was, &is, &["GROWN    struct Original: was 32 bytes, is 40, +8, +25.00 %"]);
        assert!(verdict(&is, &was).success);
    }

    #[test]
    fn a_struct_may_not_grow_by_the_smallest_share() {
        fails_and_says(
            &rows(&[("struct Page", 100_000)]),
            &rows(&[("struct Page", 100_001)]),
            &["struct Page"],
        );
    }

    #[test]
    fn heap_may_grow_by_half_a_percent_and_not_by_more() {
        let was = rows(&[(HEAP, 16_000)]);
        for grown in [16_064, 16_080] {
            let verdict = verdict(&was, &rows(&[(HEAP, grown)]));
            assert!(verdict.success && verdict.text.contains("grew by at most 0.5 %: 1."), "{verdict:?}");
        }
        let words = ["was 16.000 B per element (16000), is 16.081 (16081), +0.51 %", HEAP];
        fails_and_says(&was, &rows(&[(HEAP, 16_081)]), &words);
    }

    #[test]
    fn an_empty_map_may_not_start_to_allocate() {
        let name = "heap pooled <u64,u64> random n=0000000";
        fails_and_says(&rows(&[(name, 0)]), &rows(&[(name, 1)]), &["n=0000000: was 0 bytes, is 1, +1"]);
    }

    #[test]
    fn new_and_missing_rows_fail_by_name() {
        let (fewer, more) = (rows(&[(HEAP, 1)]), rows(&[(HEAP, 1), ("struct New", 8)]));
        fails_and_says(&fewer, &more, &["NEW      struct New: 8 bytes"]);
        fails_and_says(&more, &fewer, &["MISSING  struct New: 8 bytes"]);
    }

    #[test]
    fn shrinking_passes_with_a_hint() {
        let verdict = verdict(&rows(&[("struct A", 16)]), &rows(&[("struct A", 8)]));
        assert!(verdict.success && verdict.text.contains("Rows that shrank: 1."), "{verdict:?}");
    }
}
