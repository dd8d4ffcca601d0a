//! `cargo xtask size-gate`: fails if a struct, or the heap bytes of a map per entry, exceed the baseline.
//!
//! Only requested bytes are compared, not the blocks that malloc returns, so the result does not depend on the allocator. `--bless`
//! writes the measured figures as the new baseline.

mod baseline;
mod compare;
mod plan;
mod readme;
mod rows;
mod shapes;

use crate::progress::Progress;
use crate::size_report::{memory, subjects::Subject};
use crate::{Outcome, require_meter};
use compare::Verdict;
use std::fs;
use std::path::{Path, PathBuf};

/// The options of `size-gate`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write the measured figures as the new baseline.
    #[arg(long)]
    bless: bool,
    /// Use this baseline instead of the committed one.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// If nobody counts allocations, or the baseline cannot be read or written.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    require_meter(alloc_meter::is_installed())?;
    if usize::BITS != 64 {
        return Err("the baseline holds the sizes of 64-bit targets".into());
    }
    let committed = committed();
    let path = args.baseline.as_deref().unwrap_or(&committed);
    let progress = Progress::new(memory::steps(&Subject::LAYOUTS));
    let now = rows::measured(&progress);
    drop(progress);
    if args.bless { bless(path, &now) } else { gate(path, &now) }
}

fn bless(path: &Path, now: &rows::Rows) -> Result<Outcome, String> {
    fs::write(path, baseline::print(now)).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Outcome { text: format!("size-gate: baseline blessed, {} rows\n", now.len()), success: true })
}

/// The README's table of bytes, from the committed baseline.
///
/// # Errors
///
/// If nobody counts allocations, or the baseline cannot be read or lacks a row.
pub(crate) fn readme_table() -> Result<String, String> {
    require_meter(alloc_meter::is_installed())?;
    readme::table(&read(&committed())?)
}

/// Bytes per entry of four types of entry, from the committed baseline.
///
/// # Errors
///
/// As [`readme_table`].
pub(crate) fn shapes_table() -> Result<String, String> {
    require_meter(alloc_meter::is_installed())?;
    shapes::table(&read(&committed())?)
}

/// The memory plan's bytes beside the committed baseline.
///
/// # Errors
///
/// As [`readme_table`].
pub(crate) fn plan_table() -> Result<String, String> {
    require_meter(alloc_meter::is_installed())?;
    plan::table(&read(&committed())?)
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("baseline/sizes.json")
}

fn read(path: &Path) -> Result<rows::Rows, String> {
    let told =
        |error: String| format!("{}: {error}; `cargo xtask size-gate --bless` writes it", path.display());
    let text = fs::read_to_string(path).map_err(|error| told(error.to_string()))?;
    baseline::parse(&text).map_err(told)
}

fn gate(path: &Path, now: &rows::Rows) -> Result<Outcome, String> {
    let was = read(path)?;
    let Verdict { text, success } = compare::verdict(&was, now);
    Ok(Outcome { text, success })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_blessed_passes_and_what_was_not_is_named() {
        let path = std::env::temp_dir().join(format!("xtask-size-gate-{}.json", std::process::id()));
        let mut rows = rows::Rows::from([("struct A".to_owned(), 8)]);
        let missing = gate(&path, &rows).err().expect("there is no baseline yet");
        assert!(missing.contains("--bless"), "{missing}");
        assert!(bless(&path, &rows).unwrap().success);
        assert!(gate(&path, &rows).unwrap().success);
        rows.insert("struct A".into(), 16);
        let outcome = gate(&path, &rows).unwrap();
        assert!(!outcome.success && outcome.text.contains("struct A"), "{}", outcome.text);
        fs::remove_file(&path).unwrap();
    }
}
