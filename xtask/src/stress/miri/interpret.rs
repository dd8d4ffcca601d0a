//! Running the jobs in Miri, side by side.

use super::jobs::{BINARIES, Binary, Job, features};
use super::output::Output;
use super::run::{Done, Model, Run};
use super::toolchain::Nightly;
use crate::progress::Progress;
use crate::record;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;
use wait4::Wait4;

/// How many of its slowest tests a job remembers.
const SLOWEST: usize = 5;

/// How many lines of a failed job are shown.
const SHOWN: usize = 60;

/// Builds what is to run, and runs it; `named` chooses jobs by name.
///
/// # Errors
///
/// If no job has such a name, a binary does not build, or a program cannot be run.
pub(super) fn run(
    nightly: &Nightly,
    model: Model,
    target: &str,
    processes: usize,
    named: impl Fn(&str) -> bool,
) -> Result<Run, String> {
    let jobs: Vec<Job> = BINARIES.iter().flat_map(Binary::jobs).filter(|job| named(&job.name)).collect();
    if jobs.is_empty() {
        return Err("no job has such a name; xtask/src/miri/jobs.rs lists them".into());
    }
    let start = Instant::now();
    let packages: BTreeSet<&str> = jobs.iter().map(|job| job.package).collect();
    let progress = Progress::new(packages.len() + jobs.len());
    for package in packages {
        progress.step(format!("building the tests of {package} for {target}"));
        build(nightly, target, package, &jobs)?;
    }
    let waiting = Mutex::new(jobs.iter().enumerate());
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..processes.min(jobs.len()) {
            scope.spawn(|| {
                loop {
                    let Some((at, job)) = waiting.lock().expect("no job panics").next() else { break };
                    progress.step(format!("{model}, {target}: {}", job.name));
                    let came = one(nightly, model, target, job);
                    done.lock().expect("no job panics").push((at, came));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no job panics");
    done.sort_by_key(|(at, _)| *at);
    let jobs = done.into_iter().map(|(_, done)| done).collect::<Result<_, _>>()?;
    Ok(Run { model, target: target.into(), seconds: Some(start.elapsed().as_secs_f64()), jobs })
}

/// `cargo miri test` for tests of a package.
///
/// Not quiet: libtest would be, too. What is built is the same under both models, so they share a folder. The environment
/// is that of the build as much as of the run: cargo-miri interprets a program in the one that it was built in.
fn miri(nightly: &Nightly, target: &str, package: &str) -> Command {
    let mut command = nightly.cargo();
    command
        .args(["miri", "test", "--locked", "--target-dir", "target/miri", "--target", target])
        .args(["--package", package])
        .args(features(package))
        // Property tests that do not say how often they run.
        .env("QUICKCHECK_TESTS", "2")
        // Tests panic on purpose, and a backtrace of each takes longer than the tests.
        .env("RUST_BACKTRACE", "0");
    command
}

fn build(nightly: &Nightly, target: &str, package: &str, jobs: &[Job]) -> Result<(), String> {
    let mut command = miri(nightly, target, package);
    let of_package = jobs.iter().filter(|job| job.package == package);
    let binaries: BTreeSet<_> = of_package.map(|job| job.tests.arguments()).collect();
    command.args(binaries.into_iter().flatten());
    let built = command.arg("--no-run").stderr(Stdio::piped()).output();
    let built = built.map_err(|error| format!("cannot run rustup: {error}"))?;
    if built.status.success() {
        Ok(())
    } else {
        let told = String::from_utf8_lossy(&built.stderr);
        Err(format!("the tests of {package} do not build for {target}:\n{told}"))
    }
}

/// Runs a job.
///
/// What it prints goes to files, where it can be read while it runs.
fn one(nightly: &Nightly, model: Model, target: &str, job: &Job) -> Result<Done, String> {
    let folder = nightly.root.join("target/miri/output");
    let stem = format!("{model}-{target}-{}", job.name).replace([' ', '/', ':', ','], "_");
    let (out, err) = (folder.join(format!("{stem}.out")), folder.join(format!("{stem}.err")));
    let told = |error: io::Error| format!("{}: {error}", out.display());
    fs::create_dir_all(&folder).map_err(told)?;
    let ran = miri(nightly, target, job.package)
        .args(job.tests.arguments())
        .args(["--", "-Zunstable-options", "--report-time"])
        .args(&job.filters)
        .env("MIRIFLAGS", flags(model, job))
        .stdout(File::create(&out).map_err(told)?)
        .stderr(File::create(&err).map_err(told)?)
        .spawn()
        .and_then(|mut child| child.wait4())
        .map_err(|error| format!("cannot run rustup: {error}"))?;
    let read = |path: &Path| fs::read(path).map(|text| String::from_utf8_lossy(&text).into_owned());
    let printed = read(&out).map_err(told)?;
    let Output { mut tests, passed } = Output::read(&printed);
    let failure = if ran.status.success() && passed.is_some_and(|passed| passed > 0) {
        None
    } else {
        let all = printed + &read(&err).map_err(told)?;
        let lines: Vec<&str> = all.lines().collect();
        Some(lines[lines.len().saturating_sub(SHOWN)..].join("\n"))
    };
    let passed = passed.unwrap_or(tests.len());
    tests.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    tests.truncate(SLOWEST);
    let seconds = (ran.rusage.utime + ran.rusage.stime).as_secs_f64();
    let (date, rustc) = (record::today(), nightly.version.clone());
    Ok(Done { name: job.name.clone(), date, rustc, passed, seconds, failure, slowest: tests })
}

/// What Miri is to check.
fn flags(model: Model, job: &Job) -> String {
    let mut flags = String::from("-Zmiri-strict-provenance -Zmiri-disable-isolation");
    // memchr, which places errors in JSON, loads from where it has found the address aligned: the symbolic check cannot see
    // that. The crate itself has no unsafe code.
    if job.package != "btree-graph" {
        flags += " -Zmiri-symbolic-alignment-check";
    }
    // What these tests forget is leaked: that is what they are about.
    if job.name.contains("forgotten::") {
        flags += " -Zmiri-ignore-leaks";
    }
    if model == Model::Tree {
        flags += " -Zmiri-tree-borrows";
    }
    if let Some(seed) = job.seed {
        flags += &format!(" -Zmiri-seed={seed}");
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_name_the_model_and_the_seed() {
        let job = |name: &str, package, seed| Job {
            name: name.into(),
            package,
            tests: super::super::jobs::Tests::Library,
            filters: Vec::new(),
            seed,
        };
        let usual = flags(Model::Stacked, &job("arena", "arena", None));
        assert!(!usual.contains("tree") && !usual.contains("seed") && !usual.contains("leaks"), "{usual}");
        assert!(usual.contains("symbolic"), "{usual}");
        let seeded = flags(Model::Tree, &job("btree-graph/peer", "btree-graph", Some(3)));
        assert!(
            seeded.ends_with("-Zmiri-tree-borrows -Zmiri-seed=3") && !seeded.contains("symbolic"),
            "{seeded}"
        );
        assert!(flags(Model::Tree, &job("x forgotten::", "btree-map", None)).contains("ignore-leaks"));
    }
}
