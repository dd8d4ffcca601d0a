//! The newest record of a kind in docs/records/.

use crate::compare::lines::{Bytes, Time};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// What a record of `compare` holds.
#[derive(Debug, Deserialize)]
pub(super) struct Record {
    pub(super) setting: Setting,
    #[serde(default)]
    pub(super) times: Vec<Time>,
    #[serde(default)]
    pub(super) bytes: Vec<Bytes>,
}

/// Where and when it was made.
#[derive(Debug, Deserialize)]
pub(super) struct Setting {
    pub(super) date: String,
    pub(super) cpu: String,
    pub(super) rustc: String,
}

impl Setting {
    pub(super) fn told(&self) -> String {
        let Setting { date, cpu, rustc } = self;
        format!("{date}, {cpu}, {rustc}")
    }
}

/// The newest record whose name is `kind` and a date; `None` if there is none.
///
/// # Errors
///
/// If it cannot be read.
pub(super) fn newest(folder: &Path, kind: &str) -> Result<Option<Record>, String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(None) };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let Some(name) = names.filter(|name| is_of(name, kind)).max() else { return Ok(None) };
    let path = folder.join(name);
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| told(&error))?;
    serde_json::from_str(&text).map(Some).map_err(|error| told(&error))
}

/// `kind-2026-11-21.json`, and no other kind that begins alike.
fn is_of(name: &str, kind: &str) -> bool {
    let date = name.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-')?.strip_suffix(".json"));
    date.is_some_and(|date| date.len() == 10 && date.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        assert!(is_of("compare-2026-11-21.json", "compare"));
        assert!(is_of("compare-bytes-2026-11-21.json", "compare-bytes"));
        assert!(!is_of("compare-bytes-2026-11-21.json", "compare"));
        assert!(!is_of("compare-2026-11-21.md", "compare"));
    }

    #[test]
    fn the_committed_record_is_read() {
        let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
        let record = newest(&records, "compare").unwrap().expect("there is a record");
        assert!(!record.times.is_empty() && record.setting.told().contains("rustc"));
        assert!(newest(&records, "nothing").unwrap().is_none());
    }
}
