//! The baseline file: JSON, one row a line, sorted, so that a change shows as the lines it changes.

use super::rows::Rows;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    about: Cow<'a, str>,
    rows: Cow<'a, Rows>,
}

const ABOUT: &str =
    "bytes on 64-bit targets, requested from the allocator; written by cargo xtask size-gate --bless";

/// The file's text.
pub(super) fn print(rows: &Rows) -> String {
    let file = File { about: ABOUT.into(), rows: Cow::Borrowed(rows) };
    serde_json::to_string_pretty(&file).expect("strings and numbers are JSON") + "\n"
}

/// The rows of a file.
///
/// # Errors
///
/// If the text is not such a file.
pub(super) fn parse(text: &str) -> Result<Rows, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(file.rows.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sorted_row_a_line_and_back() {
        let rows = Rows::from([("struct B".to_owned(), 2), ("heap A n=0000010".to_owned(), 1)]);
        let text = print(&rows);
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        assert_eq!(lines[3..5], ["\"heap A n=0000010\": 1,", "\"struct B\": 2"]);
        assert_eq!(parse(&text), Ok(rows));
    }

    #[test]
    fn anything_else_is_refused() {
        assert!(parse("{}").is_err());
        assert!(parse("{\"about\": \"\", \"rows\": {\"a\": -1}}").is_err());
        assert!(parse("not JSON").is_err());
    }
}
