//! What the programs print: one JSON document a line, of one of these kinds.

use serde::Serialize;
use std::io::Write;

/// A line of output.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Line {
    /// The first line: how many steps there will be, and who cannot take part.
    Plan {
        /// Number of `Step` lines to come.
        steps: usize,
        /// Contenders that are not in this program, with the reason.
        missing: Vec<String>,
    },
    /// A step begins.
    Step {
        /// Shape, size and round.
        what: String,
    },
    /// A figure.
    Time {
        /// The shape as reports have it.
        shape: &'static str,
        /// The operation.
        op: &'static str,
        /// Entries of the map.
        n: usize,
        /// Who.
        contender: &'static str,
        /// Median over the samples, in nanoseconds of one operation or entry.
        ns: f64,
        /// A quarter of the samples is below.
        low: f64,
        /// A quarter of the samples is above.
        high: f64,
        /// The same three of the ratios to std's sample of the same round: lower quartile, median, upper quartile.
        to_std: [f64; 3],
        /// Number of samples.
        samples: usize,
    },
    /// A contender's result differs from std's, and its figure is withheld.
    Disagreement {
        /// The shape as reports have it.
        shape: &'static str,
        /// The operation.
        op: &'static str,
        /// Entries of the map.
        n: usize,
        /// Who.
        contender: &'static str,
    },
    /// Bytes of a map.
    Bytes {
        /// The shape as reports have it.
        shape: &'static str,
        /// Entries of the map.
        n: usize,
        /// Who.
        contender: &'static str,
        /// `size_of` the map.
        handle: usize,
        /// Heap bytes requested.
        heap: usize,
        /// Bytes of an entry's key and value.
        entry: usize,
    },
}

impl Line {
    /// Prints the line; ends the program if nobody reads any more.
    ///
    /// # Panics
    ///
    /// If a figure is not a number.
    pub fn print(&self) {
        let line = serde_json::to_string(self).expect("a line is plain data");
        if writeln!(std::io::stdout().lock(), "{line}").is_err() {
            std::process::exit(1);
        }
    }
}
