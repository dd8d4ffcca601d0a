//! The tables of `docs/snapshot.md` beside other formats: gets and bytes of the newest record that `peers-snapshot -- --full` printed.
//!
//! The record is the Markdown that the command prints, so it is read as Markdown: a title for each kind of map and number of entries,
//! and a row for each contender.

use std::fs;
use std::path::Path;

/// The contenders of the page, by the start of their names in the record.
const CONTENDERS: [&str; 3] = ["snapshot, mapped", "fst", "rkyv"];

/// The table, and the record that it is from.
///
/// # Errors
///
/// If there is no record, or a row of it is missing.
pub(super) fn gets() -> Result<String, String> {
    let (name, text) = newest()?;
    let table = table(&text).map_err(|error| format!("{name}: {error}"))?;
    Ok(format!("{table}\nFrom [records/{name}](records/{name}), where more is: one machine, one run."))
}

/// Bytes of a million numbers, of the same record.
///
/// # Errors
///
/// If there is no record, or it lacks the section.
pub(super) fn bytes() -> Result<String, String> {
    let (name, text) = newest()?;
    payloads(&text).ok_or_else(|| format!("{name}: no payloads of a million numbers"))
}

/// The name and the text of the newest record.
fn newest() -> Result<(String, String), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let newest = names.filter(|name| name.starts_with("snapshots-") && name.ends_with(".md")).max();
    let name = newest.ok_or("docs/records has no record of snapshots")?;
    let text = fs::read_to_string(folder.join(&name)).map_err(|error| format!("{name}: {error}"))?;
    Ok((name, text))
}

/// Each contender's bytes by those of the payload, at a million evenly spread numbers.
fn payloads(record: &str) -> Option<String> {
    let section = record.split("\n## ").find(|section| section.starts_with("<u64, u64>, 1000000 entries"))?;
    let mut out = String::from("| | bytes |\n|---|--:|\n");
    let mut rows =
        section.lines().filter(|line| line.starts_with("| ")).map(|line| line.split('|').map(str::trim));
    let column = rows.next()?.position(|cell| cell == "payload")?;
    for row in rows {
        let cells: Vec<&str> = row.collect();
        out += &format!("| {} | {} |\n", cells.get(1)?, cells.get(column)?);
    }
    Some(out)
}

/// Gets of keys that are there, a row for each section of a record.
fn table(record: &str) -> Result<String, String> {
    let mut out = String::from("| map | entries | snapshot, mapped | fst | rkyv |\n|---|--:|--:|--:|--:|\n");
    for section in record.split("\n## ").skip(1) {
        let (title, rows) = section.split_once('\n').ok_or("a section without rows")?;
        let (map, entries) = title
            .split_once(" entries")
            .and_then(|(of, _)| of.rsplit_once(", "))
            .ok_or_else(|| format!("the title `{title}` names no entries"))?;
        let cells: Vec<Vec<&str>> =
            rows.lines().map(|row| row.split('|').map(str::trim).collect::<Vec<_>>()).collect();
        let column = cells
            .iter()
            .find_map(|row| row.iter().position(|cell| *cell == "get"))
            .ok_or_else(|| format!("{title}: no column of gets"))?;
        let gets = CONTENDERS.map(|contender| {
            let row = cells.iter().find(|row| row.get(1).is_some_and(|name| name.starts_with(contender)));
            row.and_then(|row| row.get(column).copied())
                .ok_or_else(|| format!("{title}: no gets of {contender}"))
        });
        let [snapshot, fst, rkyv] = gets;
        out += &format!("| `{map}` | {entries} | {} | {} | {} |\n", snapshot?, fst?, rkyv?);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "# Title\n\n## <u64, u64>, 10 entries, payload 160 bytes\n\n| contender | get |\n|---|--:|\n\
                          | snapshot, mapped | 1.5 ns |\n| fst, mapped | 2 ns |\n| rkyv, checked | 3 µs |\n";

    #[test]
    fn gets_are_taken_from_their_column() {
        let table = table(RECORD).unwrap();
        assert!(table.ends_with("| `<u64, u64>` | 10 | 1.5 ns | 2 ns | 3 µs |\n"), "{table}");
    }

    #[test]
    fn payloads_are_those_of_a_million_numbers() {
        assert_eq!(payloads(RECORD), None);
        let record = "# T\n\n## <u64, u64>, 1000000 entries, x\n\n| contender | bytes | payload |\n|--|--|--|\n| a map | 9 | 1.5x |\n";
        assert!(payloads(record).unwrap().ends_with("| a map | 1.5x |\n"));
    }

    #[test]
    fn a_missing_row_is_named() {
        let error = table(&RECORD.replace("| fst", "| rst")).unwrap_err();
        assert_eq!(error, "<u64, u64>, 10 entries, payload 160 bytes: no gets of fst");
    }
}
