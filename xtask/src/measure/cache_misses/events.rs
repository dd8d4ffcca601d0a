//! Callgrind's word on what was collected: named events, and their counts in the same order.

use std::process::Output;

/// What a single operation takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Misses {
    pub(super) instructions: f64,
    /// Data misses of the first cache, reads and writes.
    pub(super) first: f64,
    /// Data misses of the last cache.
    pub(super) last: f64,
}

/// The events in callgrind's log on stderr by the operations that the driver tells on stdout.
///
/// # Errors
///
/// If one of the two is not there.
pub(super) fn misses(output: &Output) -> Result<Misses, String> {
    let (told, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        return Err(format!("the driver failed under valgrind:\n{log}"));
    }
    let operations: u64 = told.trim().parse().map_err(|_| format!("the driver said {told:?}"))?;
    if operations == 0 {
        return Err("the driver ran nothing".into());
    }
    let each = |names: [&str; 2]| -> Result<f64, String> {
        let counts = names.map(|name| event(&log, name).ok_or_else(|| format!("no {name} in:\n{log}")));
        let [a, b] = counts;
        Ok((a? + b?) as f64 / operations as f64)
    };
    Ok(Misses {
        instructions: each(["Ir", "Ir"])? / 2.0,
        first: each(["D1mr", "D1mw"])?,
        last: each(["DLmr", "DLmw"])?,
    })
}

/// The count of an event: its place among the names is its place among the figures. Zeros at the end are not told.
fn event(log: &str, name: &str) -> Option<u64> {
    let words = |label: &str| {
        let line = log.lines().find_map(|line| line.split_once(label))?.1;
        Some(line.trim_start_matches([' ', ':']).split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    };
    let at = words("Events")?.iter().position(|event| event == name)?;
    let figures = words("Collected")?;
    figures.get(at).map_or(Some(0), |figure| figure.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    fn output(stdout: &str, stderr: &str) -> Output {
        Output { status: ExitStatus::from_raw(0), stdout: stdout.into(), stderr: stderr.into() }
    }

    const LOG: &str = "==7== Events    : Ir Dr Dw I1mr D1mr D1mw ILmr DLmr DLmw\n\
                       ==7== Collected : 1000 300 100 5 40 10 5 3 1\n";

    #[test]
    fn events_are_found_by_name_and_divided_by_operations() {
        let found = misses(&output("10\n", LOG)).unwrap();
        assert_eq!(found, Misses { instructions: 100.0, first: 5.0, last: 0.4 });
    }

    #[test]
    fn zeros_that_are_not_told_are_zeros() {
        let log = LOG.replace(" 5 3 1\n", " 5\n");
        assert_eq!(misses(&output("10\n", &log)).unwrap().last, 0.0);
    }

    #[test]
    fn a_log_without_caches_is_refused() {
        let plain = "==7== Events    : Ir\n==7== Collected : 1000\n";
        assert!(misses(&output("10\n", plain)).unwrap_err().contains("no D1mr"));
        assert!(misses(&output("0\n", LOG)).is_err());
        assert!(misses(&output("ten", LOG)).is_err());
    }
}
