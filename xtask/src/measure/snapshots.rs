//! `cargo xtask measure snapshots`: memory while snapshots are written, opened and read, their bytes on disk, and times.
//!
//! This command builds and runs two examples of `btree-snapshot`, which measure and print: `measure` with numbers, and `save_and_open`
//! with names of packages. Bytes and blocks are the same in every run, times are those of this machine.

use crate::record::{self, Heading, Setting};
use crate::{Outcome, program};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::process::{Command, Stdio};

/// The options of `snapshots`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The most entries of a snapshot.
    #[arg(long, value_name = "N", default_value_t = 10_000_000, value_parser = crate::above_zero)]
    n: usize,
    /// Also write a dated record into docs/records.
    #[arg(long)]
    record: bool,
}

const HEADING: Heading = Heading {
    name: "snapshot-costs",
    title: "Memory and bytes of snapshots",
    command: "cargo xtask measure snapshots",
};

/// What the examples print.
#[derive(Deserialize, Serialize)]
struct Measured {
    numbers: String,
    names: String,
}

/// A dated record of this command.
#[derive(Deserialize)]
struct Record {
    setting: Setting,
    #[serde(flatten)]
    measured: Measured,
}

/// Runs the command.
///
/// # Errors
///
/// If an example cannot be built or run, or breaks a promise.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let measured = Measured {
        numbers: example("measure", &[args.n.to_string()])?,
        names: example("save_and_open", &[])?,
    };
    let text = format!("{}\n{}", measured.numbers, measured.names);
    if args.record {
        let setting = Setting::new(vec![format!("--n {}", args.n)], false);
        let document = record::document(&setting, &measured)?;
        for path in record::write(&HEADING, &setting, &document, &text)? {
            eprintln!("wrote {}", path.display());
        }
    }
    Ok(Outcome { text, success: true })
}

/// Builds and runs an example, and returns what it prints.
fn example(name: &str, arguments: &[String]) -> Result<String, String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/btree-snapshot/Cargo.toml");
    let manifest = manifest.to_string_lossy();
    let built = ["--locked", "--manifest-path", &manifest, "--features", "lz4,zstd", "--example", name];
    let program = program::build(program::RELEASE, built, &[])
        .map_err(|error| format!("the example {name}: {error}; zstd needs a C compiler"))?;
    let output = Command::new(&program)
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    if !output.status.success() {
        return Err(format!("the example {name} failed"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A part of what the examples print.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// Memory while writing numbers, and their bytes on disk.
    Writing,
    /// Bytes of large values and of large keys.
    Large,
    /// Opening, reading and loading numbers.
    Reading,
    /// Bytes of names, with every compression.
    Names,
}

/// A part of the newest record, for a page.
///
/// # Errors
///
/// If there is no record, or it lacks the part.
pub(crate) fn page_part(part: Part) -> Result<String, String> {
    let Measured { numbers, names } = newest()?.measured;
    let lacking = || format!("the newest record of `{}` lacks {part:?}", HEADING.command);
    let found = match part {
        Part::Writing => paragraph(&numbers, "Encoding"),
        Part::Large => paragraph(&numbers, "Large values"),
        Part::Reading => return reading(&numbers).ok_or_else(lacking),
        Part::Names => summaries(&names),
    };
    let text = found.ok_or_else(lacking)?;
    Ok(format!("```text\n{text}\n```\n"))
}

/// When and where the newest record was made, for a page.
///
/// # Errors
///
/// If there is no record.
pub(crate) fn page_record() -> Result<String, String> {
    Ok(newest()?.setting.told())
}

fn newest() -> Result<Record, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
    record::newest(&folder, HEADING.name)?
        .ok_or_else(|| format!("there is no record; `{} --record` makes one", HEADING.command))
}

/// The paragraph that starts so.
fn paragraph(text: &str, start: &str) -> Option<String> {
    text.split("\n\n").find(|part| part.starts_with(start)).map(|part| part.trim_end().to_owned())
}

/// A table of what opening, reading and loading numbers takes.
fn reading(text: &str) -> Option<String> {
    let number_before = |line: &str, word: &str| -> Option<u64> {
        let (before, _) = line.split_once(word)?;
        before.rsplit(' ').next()?.parse().ok()
    };
    let mut out = String::from(
        "| entries | blocks to open, get and iterate | bytes of the map loaded | peak while it is |\n|--:|--:|--:|--:|\n",
    );
    let (mut entries, mut blocks) = (None, 0);
    for line in paragraph(text, "Reading in place")?.lines() {
        if let Some(n) = number_before(line, " entries: mapped in ") {
            (entries, blocks) = (Some(n), 0);
        }
        blocks += number_before(line, " heap blocks").unwrap_or(0);
        if let Some((_, peak)) = line.split_once(" bytes held, peak ") {
            let held = number_before(line, " bytes held")?;
            out += &format!("| {} | {blocks} | {held} | {peak} |\n", entries?);
        }
    }
    entries.map(|_| out)
}

/// The lines that sum up a snapshot, with what is before the time and after it.
fn summaries(text: &str) -> Option<String> {
    let lines: Vec<String> = text
        .lines()
        .filter_map(|line| {
            let (options, rest) = line.split_once(": saved in ")?;
            let (_, bytes) = rest.split_once(", ")?;
            Some(format!("{options}: {bytes}"))
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_ends_at_the_next_one() {
        let text = "Encoding, a:\n  1 byte\n\nLarge values:\n  2 bytes\n";
        assert_eq!(paragraph(text, "Encoding").as_deref(), Some("Encoding, a:\n  1 byte"));
        assert_eq!(paragraph(text, "Large").as_deref(), Some("Large values:\n  2 bytes"));
        assert_eq!(paragraph(text, "Reading"), None);
    }

    #[test]
    fn what_is_read_is_told_without_times() {
        let text = "Reading in place:\n10 entries: mapped in 5 µs, 1 heap blocks\n  gets  4 ns each, 2 heap blocks\n  \
                    load  9 ns each, 160 bytes held, peak 200\n\nEnd";
        assert!(reading(text).unwrap().ends_with("|\n| 10 | 3 | 160 | 200 |\n"));
        assert_eq!(reading("Reading in place:\n"), None);
    }

    #[test]
    fn a_summary_has_bytes_and_no_time() {
        let text =
            "names\n\nLz4, pages of 4096: saved in 3.1 ms, 10 bytes, 0.5 of the payload\n  map the file\n";
        assert_eq!(summaries(text).as_deref(), Some("Lz4, pages of 4096: 10 bytes, 0.5 of the payload"));
        assert_eq!(summaries("nothing\n"), None);
    }
}
