//! What a test binary prints: how many tests passed, which failed, how long each took.

use serde::{Deserialize, Serialize};

/// What a run of tests printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Output {
    pub(super) tests: Vec<Test>,
    /// What the last line says of all of them; `None` if the run ended before.
    pub(super) passed: Option<usize>,
}

/// A test that passed.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Test {
    pub(super) name: String,
    pub(super) seconds: f64,
}

impl Output {
    /// Reads what libtest prints with `--report-time`.
    pub(super) fn read(text: &str) -> Self {
        let passed = text.lines().rev().find_map(|line| {
            let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
            counts.split_once(" passed;")?.0.trim().parse().ok()
        });
        Output { tests: text.lines().filter_map(test).collect(), passed }
    }
}

/// `test name ... ok <1.234s>`.
fn test(line: &str) -> Option<Test> {
    let (name, rest) = line.strip_prefix("test ")?.split_once(" ... ")?;
    // What a test prints by itself may stand between.
    let (_, time) = rest.rsplit_once("ok <")?;
    let seconds = time.strip_suffix("s>")?.parse().ok()?;
    // A test that is to panic has that beside its name.
    let name = name.strip_suffix(" - should panic").unwrap_or(name);
    Some(Test { name: name.into(), seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_times_and_totals_are_read() {
        let text = "\nrunning 3 tests\n\
            test a::b ... ok <0.012s>\n\
            test c - should panic ... ok <61.500s>\n\
            test d ... FAILED <0.1s>\n\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s\n";
        let output = Output::read(text);
        let test = |name: &str, seconds| Test { name: name.into(), seconds };
        assert_eq!(output.tests, [test("a::b", 0.012), test("c", 61.5)]);
        assert_eq!(output.passed, Some(2));
        assert_eq!(Output::read("error: Undefined Behavior\n").passed, None);
    }
}
