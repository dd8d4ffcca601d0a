//! What the programs of `benches/peers/` print, read back.

use serde::{Deserialize, Serialize};

/// A line of output.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Line {
    Plan { steps: usize, missing: Vec<String> },
    Step { what: String },
    Time(Time),
    Bytes(Bytes),
    Disagreement(Cell),
}

/// A time: nanoseconds of one operation, or of one entry where an operation takes a whole map.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Time {
    pub(crate) shape: String,
    pub(crate) op: String,
    pub(crate) n: usize,
    pub(crate) contender: String,
    /// The median.
    pub(crate) ns: f64,
    /// A quarter of the samples is below.
    pub(crate) low: f64,
    /// A quarter of the samples is above.
    pub(crate) high: f64,
    /// Lower quartile, median and upper quartile of the ratios to std's sample of the same round; older records have none.
    #[serde(default)]
    pub(crate) to_std: Option<[f64; 3]>,
    pub(crate) samples: usize,
}

/// Bytes of a map.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Bytes {
    pub(crate) shape: String,
    pub(crate) n: usize,
    pub(crate) contender: String,
    pub(crate) handle: usize,
    pub(crate) heap: usize,
    /// Bytes of an entry's key and value.
    pub(crate) entry: usize,
}

/// A cell whose result differs from std's.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Cell {
    pub(crate) shape: String,
    pub(crate) op: String,
    pub(crate) n: usize,
    pub(crate) contender: String,
}

/// All that a run has told.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Reading {
    pub(crate) missing: Vec<String>,
    pub(crate) times: Vec<Time>,
    pub(crate) bytes: Vec<Bytes>,
    pub(crate) disagreements: Vec<Cell>,
}

/// Reads a line.
///
/// # Errors
///
/// If it is none.
pub(crate) fn parse(line: &str) -> Result<Line, String> {
    serde_json::from_str(line)
        .map_err(|error| format!("cannot read this line of the contenders, {line:?}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_is_understood() {
        let plan = r#"{"kind":"plan","steps":3,"missing":["absl: why"]}"#;
        assert!(matches!(parse(plan), Ok(Line::Plan { steps: 3, missing }) if missing == ["absl: why"]));
        assert!(matches!(parse(r#"{"kind":"step","what":"n=1"}"#), Ok(Line::Step { what }) if what == "n=1"));
        let time = r#"{"kind":"time","shape":"<u64,u64>","op":"get-hit","n":16,"contender":"std","ns":5.5,
            "low":5.0,"high":6.0,"to_std":[0.9,1.0,1.1],"samples":9}"#;
        let is_time =
            |time: &Time| time.ns == 5.5 && time.contender == "std" && time.to_std == Some([0.9, 1.0, 1.1]);
        assert!(matches!(parse(time), Ok(Line::Time(time)) if is_time(&time)));
        let bytes = r#"{"kind":"bytes","shape":"s","n":0,"contender":"std","handle":24,"heap":0,"entry":16}"#;
        assert!(matches!(parse(bytes), Ok(Line::Bytes(bytes)) if bytes.handle == 24));
        let cell = r#"{"kind":"disagreement","shape":"s","op":"clone","n":16,"contender":"x"}"#;
        assert!(matches!(parse(cell), Ok(Line::Disagreement(cell)) if cell.op == "clone"));
        assert!(parse("thread main panicked").is_err());
    }
}
