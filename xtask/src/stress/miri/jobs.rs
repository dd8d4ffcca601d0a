//! Which tests are interpreted, in which processes, and which are not, each with a reason.
//!
//! Invariants, tested here:
//!
//! 1. Each test binary of the crates listed is either in [`BINARIES`] or in `LEFT_OUT`.
//! 2. A binary whose tests are spread over several jobs is run whole: the last of its jobs takes what the others do not.

use std::ops::Range;

/// A test binary, and how its tests are spread over processes.
#[derive(Debug)]
pub(super) struct Binary {
    pub(super) package: &'static str,
    pub(super) tests: Tests,
    /// Modules whose tests run in a process of their own.
    pub(super) parts: &'static [&'static str],
    /// Tests that are not run, by a part of their path, each with a reason.
    pub(super) skipped: &'static [(&'static str, &'static str)],
    /// Tests that are run again under other seeds of the interpreter, which decides about addresses, hashes and the order
    /// of threads by them; all if it is empty.
    pub(super) again: Option<&'static str>,
}

/// The seeds of tests that are run again.
const SEEDS: Range<u64> = 1..5;

/// What cargo calls the binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tests {
    Library,
    Integration(&'static str),
}

/// What is passed to cargo with each package.
pub(super) fn features(package: &str) -> &'static [&'static str] {
    match package {
        // Trees in a bump arena are dropped by a way of their own.
        "btree-map" => &["--features", "bumpalo"],
        // Nothing maps files in an interpreter.
        "btree-snapshot" => &["--no-default-features"],
        _ => &[],
    }
}

const fn binary(package: &'static str, name: &'static str) -> Binary {
    Binary { package, tests: Tests::Integration(name), parts: &[], skipped: &[], again: None }
}

const fn library(package: &'static str) -> Binary {
    Binary { package, tests: Tests::Library, parts: &[], skipped: &[], again: None }
}

/// Layouts that one binary need not run again: `suite` runs each of them, and `--coverage` shows that it reaches what is
/// unsafe in them.
const IN_SUITE: [(&str, &str); 5] = [
    ("::baseline", ELSEWHERE),
    ("::packed", ELSEWHERE),
    ("::inline", ELSEWHERE),
    ("::pooled", ELSEWHERE),
    ("::slim_of_usual_nodes", ELSEWHERE),
];
const ELSEWHERE: &str = "tiny slim nodes take every step here; `suite` runs this layout";

const REFUSED: &str =
    "refuses one field after another, each with all readers; random forgeries reach the same checks";

const SAFE: &str =
    "without mapped files there is no unsafe code in the crate; `canonical` and `kinds` read and write";

/// What is interpreted, the longest first: what is begun last should not be what takes longest.
pub(super) const BINARIES: [Binary; 30] = [
    Binary { parts: &["edits::", "forgotten::"], skipped: &IN_SUITE, ..binary("btree-map", "faults") },
    Binary { parts: &["semantics::", "model::agrees_with_std::"], ..binary("btree-map", "suite") },
    Binary {
        parts: &["seams::", "beyond::"],
        skipped: &[
            ("memory::", "counts allocations of large maps; what it calls, `model` and `beyond` call"),
            IN_SUITE[0],
            IN_SUITE[1],
            IN_SUITE[2],
            IN_SUITE[3],
            IN_SUITE[4],
        ],
        ..binary("btree-map", "edits")
    },
    Binary { parts: &["faults::"], skipped: &IN_SUITE, ..binary("btree-map", "set") },
    Binary { parts: &["unwound::", "refused::"], ..binary("btree-map", "allocators") },
    Binary { skipped: &IN_SUITE, ..binary("btree-map", "multimap") },
    library("btree-core"),
    Binary {
        skipped: &[
            ("replace::", "replaces files under the eyes of other processes"),
            ("forged::fault_33", REFUSED),
            ("forged::swapped", REFUSED),
            ("forged::an_index", REFUSED),
            ("forged::numbers", REFUSED),
            ("forged::other_versions", REFUSED),
            ("forged::lengths", REFUSED),
            ("forged::reserved", REFUSED),
            ("forged::separators", REFUSED),
            ("model::numbers_of", SAFE),
            ("model::words_of", SAFE),
            ("model::entries_larger", SAFE),
            ("model::every_layout", SAFE),
            ("kinds::an_order_that_panics", SAFE),
            ("canonical::fixtures_of", SAFE),
        ],
        again: Some("model::threads_share_a_view"),
        ..binary("btree-snapshot", "suite")
    },
    Binary { skipped: &IN_SUITE, ..binary("btree-map", "std_cases") },
    binary("btree-snapshot", "byte_orders"),
    binary("btree-graph", "put"),
    binary("btree-graph", "wire"),
    binary("btree-graph", "load"),
    binary("btree-graph", "convergence"),
    // Graphs find nodes by hashes.
    Binary { again: Some(""), ..binary("btree-graph", "peer") },
    binary("btree-graph", "export"),
    binary("btree-graph", "gun"),
    Binary {
        skipped: &[(
            "dedup::tests::each_sender",
            "sends hundreds of ids; there is no unsafe code in the crate",
        )],
        ..library("btree-graph")
    },
    Binary {
        skipped: &[
            ("temporary::tests::a_temporary_name", SAFE),
            ("search::tests::every_place", SAFE),
            ("number::tests::ranks_are_right", SAFE),
        ],
        ..library("btree-snapshot")
    },
    library("arena"),
    binary("arena", "faults"),
    binary("arena", "model"),
    binary("arena", "bump"),
    binary("noderef", "round_trips"),
    binary("btree-map", "across_await"),
    binary("btree-map", "features"),
    binary("alloc-meter", "exact"),
    Binary {
        skipped: &[("request_the_system_cannot_serve", "Miri ends where memory does, and refuses nothing")],
        ..binary("alloc-meter", "fail")
    },
    binary("alloc-meter", "nested"),
    Binary { again: Some(""), ..binary("alloc-meter", "threads") },
];

/// Binaries that are not interpreted.
#[cfg(test)]
const LEFT_OUT: [(&str, &str, &str); 20] = [
    ("alloc-meter", "not_installed", "no allocation passes the meter"),
    (
        "alloc-meter",
        "other_allocator",
        "its allocator writes before the block, where Stacked Borrows lets the pointer of a `Box` not reach",
    ),
    ("alloc-meter", "process", "counts the allocations of the whole process, those of its harness included"),
    ("alloc-meter", "usable", "asks the system's malloc, which Miri does not have"),
    ("arena", "allocations", "counts allocations of large arenas; `model` takes the same steps"),
    ("btree-core", "id_width", "needs a quarter of a million entries to need a wider index"),
    ("btree-graph", "allocations", "counts allocations of large graphs"),
    ("btree-graph", "flood", "counts the deliveries of whole networks; `peer` takes the same steps"),
    ("btree-graph", "shares", "a thousand updates displace each other; `peer` takes the same steps"),
    (
        "btree-graph",
        "simulation",
        "a network of peers for minutes; `peer` and `convergence` take the same steps",
    ),
    ("btree-map", "convert", "converts by the bulk build that `edits` and `std_cases` run"),
    ("btree-map", "imports", "is about what compiles"),
    ("btree-map", "memory", "counts bytes of large maps"),
    ("btree-map", "multimap_bytes", "counts bytes of large maps"),
    ("btree-map", "parity", "is about what compiles"),
    ("btree-map", "set_bytes", "counts bytes of large sets"),
    ("btree-map", "small_stack", "is about the frames of a compiled program"),
    ("btree-map", "std_examples", "std's examples call what `suite` and `set` call"),
    ("btree-snapshot", "allocations", "counts allocations of large snapshots"),
    ("btree-snapshot", "crash", "starts and kills processes"),
];

/// Tests that run in one process.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Job {
    pub(super) name: String,
    pub(super) package: &'static str,
    pub(super) tests: Tests,
    /// What libtest is told to run and to skip.
    pub(super) filters: Vec<String>,
    /// The interpreter's seed, if it is not the usual one.
    pub(super) seed: Option<u64>,
}

impl Binary {
    pub(super) fn name(&self) -> String {
        match self.tests {
            Tests::Library => self.package.to_owned(),
            Tests::Integration(name) => format!("{}/{name}", self.package),
        }
    }

    /// The arguments of libtest that leave out what is not run.
    pub(super) fn skips(&self) -> Vec<String> {
        self.skipped.iter().flat_map(|(test, _)| ["--skip".to_owned(), (*test).to_owned()]).collect()
    }

    /// Its jobs, which together run every test that is not skipped, and some of them again.
    pub(super) fn jobs(&self) -> Vec<Job> {
        let job = |name: String, filters: Vec<String>, seed| Job {
            name,
            package: self.package,
            tests: self.tests,
            filters,
            seed,
        };
        let only = |part: &str| -> Vec<String> {
            let part = (!part.is_empty()).then(|| part.to_owned());
            part.into_iter().chain(self.skips()).collect()
        };
        let name = self.name();
        let mut jobs: Vec<Job> =
            self.parts.iter().map(|part| job(format!("{name} {part}"), only(part), None)).collect();
        let mut rest = self.skips();
        rest.extend(self.parts.iter().flat_map(|part| ["--skip".to_owned(), (*part).to_owned()]));
        jobs.push(job(name.clone(), rest, None));
        if let Some(again) = self.again {
            jobs.extend(SEEDS.map(|seed| job(format!("{name}, seed {seed}"), only(again), Some(seed))));
        }
        jobs
    }
}

impl Tests {
    /// What names the binary to cargo.
    pub(super) fn arguments(self) -> Vec<&'static str> {
        match self {
            Tests::Library => vec!["--lib"],
            Tests::Integration(name) => vec!["--test", name],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    /// The test binaries of a crate, as cargo finds them.
    fn binaries_of(package: &str) -> BTreeSet<String> {
        let folder = crate::stress::miri::root().join("crates").join(package).join("tests");
        let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
        let entries = entries.map(Result::unwrap);
        let found = entries.filter_map(|entry| match entry.path().extension() {
            Some(extension) if extension == "rs" => Some(entry.path().file_stem()?.to_owned()),
            _ if entry.path().join("main.rs").is_file() => Some(entry.file_name()),
            _ => None,
        });
        found.map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn each_test_binary_is_run_or_left_out_with_a_reason() {
        let packages: BTreeSet<&str> = BINARIES.iter().map(|binary| binary.package).collect();
        for package in packages {
            let run = BINARIES.iter().filter(|binary| binary.package == package);
            let run = run.filter_map(|binary| match binary.tests {
                Tests::Integration(name) => Some(name),
                Tests::Library => None,
            });
            let out = LEFT_OUT.iter().filter(|(of, ..)| *of == package).map(|(_, name, _)| *name);
            let mut listed: Vec<String> = run.chain(out).map(str::to_owned).collect();
            listed.sort();
            let there: Vec<String> = binaries_of(package).into_iter().collect();
            assert_eq!(listed, there, "{package}");
        }
    }

    #[test]
    fn the_jobs_of_a_binary_run_each_test_once() {
        for binary in &BINARIES {
            let tests = binary.parts.iter().map(|part| format!("{part}x")).chain(["other::x".into()]);
            for test in tests {
                let runs = |job: &&Job| {
                    let mut words = job.filters.iter();
                    let (mut wanted, mut any) = (false, false);
                    while let Some(word) = words.next() {
                        if word == "--skip" {
                            if words.next().is_some_and(|skipped| test.contains(skipped.as_str())) {
                                return false;
                            }
                        } else {
                            any = true;
                            wanted |= test.contains(word.as_str());
                        }
                    }
                    wanted || !any
                };
                let mut jobs = binary.jobs();
                jobs.retain(|job| job.seed.is_none());
                assert_eq!(jobs.iter().filter(runs).count(), 1, "{}: {test}", binary.name());
            }
        }
    }
}
