//! Which unsafe blocks the tests execute that Miri runs, at the sizes that they have there.
//!
//! Nobody instruments what Miri interprets. So the same tests are compiled for this machine, with `cfg(miri)` set, which
//! chooses the sizes, and with counters; `llvm-cov` tells how often each region was entered. A block is reached if a
//! region in it was.

use super::blocks::{self, Block};
use super::exceptions::{EXCEPTIONS, Exception};
use super::jobs::{BINARIES, Binary, features};
use super::toolchain::Nightly;
use crate::progress::Progress;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

/// What was reached.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Coverage {
    pub(super) date: String,
    pub(super) blocks: usize,
    pub(super) reached: usize,
    /// Blocks that are listed with a reason why nothing reaches them.
    pub(super) excepted: usize,
    /// `file:line` of blocks that are neither reached nor listed.
    pub(super) unreached: Vec<String>,
    /// What is wrong with the list.
    pub(super) stale: Vec<String>,
}

impl Coverage {
    pub(super) fn success(&self) -> bool {
        self.unreached.is_empty() && self.stale.is_empty()
    }

    /// In one sentence.
    pub(super) fn told(&self) -> String {
        let Coverage { date, blocks, reached, excepted, .. } = self;
        format!(
            "Of {blocks} unsafe blocks the tests reach {reached}; {excepted} are listed with a reason ({date})."
        )
    }

    /// Holds what was executed against the blocks and the list.
    fn new(blocks: &[Block], executed: &Executed, exceptions: &[Exception]) -> Self {
        let is_excepted =
            |block: &Block, (path, part, _): &Exception| block.path == *path && block.code.contains(part);
        let (reached, others): (Vec<_>, Vec<_>) = blocks.iter().partition(|block| executed.has(block));
        let (listed, unreached): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|block| exceptions.iter().any(|exception| is_excepted(block, exception)));
        let stale = exceptions.iter().filter_map(|exception| {
            let (path, part, _) = exception;
            let reached = reached.iter().find(|block| is_excepted(block, exception));
            match reached {
                Some(block) => Some(format!("{block}: is listed as not reached, and is reached")),
                None if listed.iter().any(|block| is_excepted(block, exception)) => None,
                None => Some(format!("{path}: has no unsafe block with `{part}` any more")),
            }
        });
        Coverage {
            date: crate::record::today(),
            blocks: blocks.len(),
            reached: reached.len(),
            excepted: listed.len(),
            unreached: unreached.iter().map(ToString::to_string).collect(),
            stale: stale.collect(),
        }
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.told())?;
        for block in &self.unreached {
            writeln!(f, "FAILED: {block}: no test reaches this block, and no reason is listed")?;
        }
        for finding in &self.stale {
            writeln!(f, "FAILED: {finding}")?;
        }
        Ok(())
    }
}

/// Builds and runs the tests, and looks which blocks they reached; `named` chooses binaries by name.
///
/// # Errors
///
/// If a binary does not build, a test fails, or a tool of LLVM's cannot be run.
pub(super) fn run(nightly: &Nightly, named: impl Fn(&str) -> bool) -> Result<Coverage, String> {
    let binaries: Vec<&Binary> = BINARIES.iter().filter(|binary| named(&binary.name())).collect();
    if binaries.is_empty() {
        return Err("no test binary has such a name; xtask/src/miri/jobs.rs lists them".into());
    }
    let folder = nightly.root.join("target/miri-coverage");
    let profiles = folder.join("profiles");
    emptied(&profiles).map_err(|error| format!("{}: {error}", profiles.display()))?;
    let progress = Progress::new(2 * binaries.len() + 2);
    let mut programs = Vec::new();
    for binary in &binaries {
        progress.step(format!("building {}", binary.name()));
        programs.push(build(nightly, &folder, binary)?);
    }
    let mut failed = String::new();
    for (binary, program) in binaries.iter().zip(&programs) {
        progress.step(format!("running {}", binary.name()));
        if let Err(failure) = test(nightly, &profiles, binary, program) {
            failed += &failure;
        }
    }
    if !failed.is_empty() {
        return Err(failed);
    }
    progress.step("merging profiles".into());
    let merged = folder.join("tests.profdata");
    merge(nightly, &profiles, &merged)?;
    progress.step("reading regions".into());
    let executed = Executed::read(&export(nightly, &merged, &programs)?, &nightly.root)?;
    Ok(Coverage::new(&blocks::all(&nightly.root)?, &executed, &EXCEPTIONS))
}

/// An empty folder of that name.
fn emptied(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    }
}

/// Compiles a test binary with counters, and returns where it is.
fn build(nightly: &Nightly, folder: &Path, binary: &Binary) -> Result<PathBuf, String> {
    let built = nightly
        .cargo()
        .args(["test", "--quiet", "--locked", "--no-run", "--message-format", "json-render-diagnostics"])
        // A target of its own name, so that build scripts and macros have no counters.
        .args(["--target", &nightly.host, "--package", binary.package])
        .arg("--target-dir")
        .arg(folder)
        .args(features(binary.package))
        .args(binary.tests.arguments())
        .env("RUSTFLAGS", "-Cinstrument-coverage --cfg miri -Aexplicit_builtin_cfgs_in_flags")
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run rustup: {error}"))?;
    if !built.status.success() {
        return Err(format!("{} does not build with counters", binary.name()));
    }
    let program = String::from_utf8_lossy(&built.stdout).lines().find_map(program_of_tests);
    program.ok_or_else(|| format!("cargo printed no program for {}", binary.name()))
}

/// The path in a message of cargo's that tells of a test binary.
fn program_of_tests(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    message.pointer("/profile/test")?.as_bool()?.then_some(())?;
    message.get("executable")?.as_str().map(PathBuf::from)
}

fn test(nightly: &Nightly, profiles: &Path, binary: &Binary, program: &Path) -> Result<(), String> {
    let ran = Command::new(program)
        .args(binary.skips())
        .current_dir(nightly.root.join("crates").join(binary.package))
        .env("LLVM_PROFILE_FILE", profiles.join("%p-%m.profraw"))
        .env("QUICKCHECK_TESTS", "2")
        .env("RUST_BACKTRACE", "0")
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    if ran.status.success() {
        return Ok(());
    }
    let told = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    Err(format!("{} fails:\n{told}", binary.name()))
}

fn merge(nightly: &Nightly, profiles: &Path, merged: &Path) -> Result<(), String> {
    let told = |error: io::Error| format!("{}: {error}", profiles.display());
    let mut command = Command::new(nightly.tool("llvm-profdata"));
    command.args(["merge", "--sparse", "--output"]).arg(merged);
    for profile in fs::read_dir(profiles).map_err(told)? {
        command.arg(profile.map_err(told)?.path());
    }
    output(&mut command, "llvm-profdata").map(drop)
}

/// What `llvm-cov` tells of the regions of the crates, as JSON.
fn export(nightly: &Nightly, merged: &Path, programs: &[PathBuf]) -> Result<String, String> {
    let mut profile = OsString::from("--instr-profile=");
    profile.push(merged);
    let mut command = Command::new(nightly.tool("llvm-cov"));
    command.args(["export", "--format=text", "--skip-functions"]).arg(profile);
    for (at, program) in programs.iter().enumerate() {
        if at > 0 {
            command.arg("--object");
        }
        command.arg(program);
    }
    output(&mut command, "llvm-cov")
}

fn output(command: &mut Command, name: &str) -> Result<String, String> {
    let ran = command.output().map_err(|error| format!("cannot run {name}: {error}"))?;
    if ran.status.success() {
        Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
    } else {
        Err(format!("{name} failed: {}", String::from_utf8_lossy(&ran.stderr)))
    }
}

/// Where regions begin in a file, in order, and whether they were entered.
type Regions = Vec<(usize, usize, bool)>;

/// The regions of all files, by path from the root.
#[derive(Debug, Default)]
struct Executed {
    files: BTreeMap<String, Regions>,
}

impl Executed {
    fn read(json: &str, root: &Path) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Export {
            data: Vec<Data>,
        }
        #[derive(Deserialize)]
        struct Data {
            files: Vec<File>,
        }
        #[derive(Deserialize)]
        struct File {
            filename: PathBuf,
            /// Line, column, count, whether it has one, whether a region is entered there, whether it is a gap.
            segments: Vec<(usize, usize, u64, bool, bool, bool)>,
        }
        let export: Export = serde_json::from_str(json).map_err(|error| format!("llvm-cov: {error}"))?;
        let root = root.canonicalize().map_err(|error| format!("{}: {error}", root.display()))?;
        let mut executed = Executed::default();
        for File { filename, segments } in export.data.into_iter().flat_map(|data| data.files) {
            let Ok(path) = filename.strip_prefix(&root) else { continue };
            let segments =
                segments.into_iter().map(|(line, column, count, has, ..)| (line, column, has && count > 0));
            executed.files.insert(path.to_string_lossy().replace('\\', "/"), segments.collect());
        }
        if executed.files.is_empty() {
            return Err("the output of llvm-cov has no file of this repository".into());
        }
        Ok(executed)
    }

    /// Whether a region in the block was entered, or else the one that the whole block is in.
    fn has(&self, block: &Block) -> bool {
        let Some(regions) = self.files.get(&block.path) else { return false };
        let first = regions.partition_point(|(line, column, _)| (*line, *column) <= block.from);
        let behind = regions.partition_point(|(line, column, _)| (*line, *column) <= block.to);
        regions[first.saturating_sub(1)..behind].iter().any(|(.., entered)| *entered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn block(line: usize, column: usize, code: &str) -> Block {
        let to = (line, column + code.len());
        Block { path: "a.rs".into(), line, from: (line, column), to, code: code.into() }
    }

    #[test]
    fn blocks_are_held_against_regions_and_the_list() {
        let regions =
            vec![(1, 1, true), (3, 5, false), (4, 2, true), (5, 1, false), (5, 9, true), (5, 10, false)];
        let executed = Executed { files: BTreeMap::from([("a.rs".to_owned(), regions)]) };
        let blocks =
            [block(2, 9, "{ a() }"), block(3, 4, "{ b() }"), block(3, 7, "{ c() }"), block(5, 5, "{ d() }")];
        let coverage = Coverage::new(&blocks, &executed, &[]);
        assert_eq!((coverage.reached, coverage.unreached.as_slice()), (3, &["a.rs:3".to_owned()][..]));
        assert!(!coverage.success());
        let coverage = Coverage::new(&blocks, &executed, &[("a.rs", "c()", "why")]);
        assert!(coverage.success() && coverage.excepted == 1, "{coverage}");
        let coverage = Coverage::new(&blocks, &executed, &[("a.rs", "()", "why"), ("a.rs", "e()", "why")]);
        assert_eq!(coverage.stale.len(), 2, "one is reached, one is no more: {coverage}");
    }

    #[test]
    fn exceptions_have_reasons() {
        let places: BTreeSet<_> = EXCEPTIONS.iter().map(|(path, part, _)| (path, part)).collect();
        assert_eq!(places.len(), EXCEPTIONS.len());
        assert!(EXCEPTIONS.iter().all(|(.., why)| !why.is_empty()));
    }

    #[test]
    fn segments_are_read() {
        let root = std::env::current_dir().unwrap().canonicalize().unwrap();
        let json = serde_json::json!({ "data": [{ "files": [{
            "filename": root.join("a.rs"),
            "segments": [[1, 1, 5, true, true, false], [2, 3, 0, true, true, false], [2, 9, 0, false, false, false]],
        }] }] });
        let executed = Executed::read(&json.to_string(), &root).unwrap();
        assert_eq!(executed.files["a.rs"], [(1, 1, true), (2, 3, false), (2, 9, false)]);
        assert!(executed.has(&block(1, 8, "")) && !executed.has(&block(2, 4, "")));
    }
}
