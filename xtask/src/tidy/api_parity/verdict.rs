//! The compiler's word on the uses: which rows do not compile.

use super::Judged;
use super::row::List;
use super::uses::Source;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

/// Has the uses checked and returns the rows that fail, each with what the compiler said first.
///
/// # Errors
///
/// If cargo cannot be run, or what fails is not one of the uses.
pub(super) fn check(root: &Path, lists: &[(List, Vec<Judged>, Source)]) -> Result<Vec<String>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let checked = Command::new(cargo)
        .args(["check", "--quiet", "--package", "btree-map", "--test", "parity", "--message-format", "json"])
        .arg("--manifest-path")
        .arg(root.join("Cargo.toml"))
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    let told = String::from_utf8_lossy(&checked.stdout);
    let mut failures = BTreeSet::new();
    let mut elsewhere = String::new();
    for error in told.lines().filter_map(error) {
        match row_of(lists, &error) {
            Some(row) => failures.insert((row, error.message)),
            None => {
                elsewhere += &error.rendered;
                false
            }
        };
    }
    if !checked.status.success() && failures.is_empty() {
        return Err(format!(
            "the uses do not build:\n{elsewhere}{}",
            String::from_utf8_lossy(&checked.stderr)
        ));
    }
    let mut rows: Vec<String> = Vec::new();
    for ((list, place), message) in failures {
        let row = &lists[list].1[place].row;
        let line = format!("{row}\n         {message}");
        if !rows.iter().any(|told| told.starts_with(&row.to_string())) {
            rows.push(line);
        }
    }
    Ok(rows)
}

/// An error of the compiler's.
struct CompileError {
    message: String,
    rendered: String,
    /// File and line of each place it points to.
    places: Vec<(String, usize)>,
}

/// The error in a message of cargo's, if it is one.
fn error(message: &str) -> Option<CompileError> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let message = message.get("message")?;
    if message.get("level")?.as_str()? != "error" {
        return None;
    }
    let spans = message.get("spans")?.as_array()?.iter();
    let place = |span: &serde_json::Value| {
        let line = span.get("line_start")?.as_u64()?;
        Some((span.get("file_name")?.as_str()?.to_owned(), usize::try_from(line).ok()?))
    };
    let said =
        |name: &str| message.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    Some(CompileError {
        message: said("message"),
        rendered: said("rendered"),
        places: spans.filter_map(place).collect(),
    })
}

/// Which list, and which of its rows, the error is in.
fn row_of(lists: &[(List, Vec<Judged>, Source)], error: &CompileError) -> Option<(usize, usize)> {
    lists.iter().enumerate().find_map(|(at, (list, _, source))| {
        let file = format!("tests/parity/{}.rs", list.module());
        let in_file = error.places.iter().filter(|(name, _)| Path::new(name).ends_with(&file));
        let mut lines = in_file.map(|&(_, line)| line);
        let found = lines.find_map(|line| {
            source.lines.iter().find(|(_, (first, last))| (*first..=*last).contains(&line))
        })?;
        Some((at, found.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_found_in_the_row_it_points_to() {
        let message = r#"{"reason":"compiler-message","message":{"level":"error","message":"no method `x`","rendered":"",
            "spans":[{"file_name":"crates/btree-map/tests/parity/set.rs","line_start":12}]}}"#;
        let error = error(message).unwrap();
        let source = Source { text: String::new(), lines: vec![(4, (1, 10)), (7, (12, 20))] };
        let lists = [(List::Set, Vec::new(), source)];
        assert_eq!(row_of(&lists, &error), Some((0, 7)));
        assert!(super::error(r#"{"message":{"level":"warning","spans":[]}}"#).is_none());
    }
}
