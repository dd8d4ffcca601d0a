//! The jobs of one model on one target, with the day and the compiler of each.
//!
//! A record may have results of several runs: a run of some jobs leaves the results of the others. So the day and the
//! compiler belong to a job. Older records have them once per run; [`Recorded`] reads both forms.

use super::jobs::{BINARIES, Binary};
use super::output::Test;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A model of borrows.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(super) enum Model {
    Stacked,
    Tree,
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Model::Stacked => "Stacked Borrows",
            Model::Tree => "Tree Borrows",
        })
    }
}

/// All jobs under one model, on one target.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(from = "Recorded")]
pub(super) struct Run {
    pub(super) model: Model,
    pub(super) target: String,
    /// Wall-clock seconds of all, builds included; unless some jobs are of another run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seconds: Option<f64>,
    pub(super) jobs: Vec<Done>,
}

/// The result of a job.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Done {
    pub(super) name: String,
    /// The day of the run.
    #[serde(default)]
    pub(super) date: String,
    /// The compiler that Miri is part of.
    #[serde(default)]
    pub(super) rustc: String,
    pub(super) passed: usize,
    /// Seconds of a core, which are the same whatever else the machine does.
    pub(super) seconds: f64,
    /// The end of what it printed, if it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<String>,
    pub(super) slowest: Vec<Test>,
}

/// A run as in a record. Its day and compiler are those of the jobs that have none.
#[derive(Deserialize)]
struct Recorded {
    model: Model,
    target: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    rustc: String,
    seconds: Option<f64>,
    jobs: Vec<Done>,
}

impl From<Recorded> for Run {
    fn from(recorded: Recorded) -> Self {
        let Recorded { model, target, date, rustc, seconds, mut jobs } = recorded;
        for job in &mut jobs {
            if job.date.is_empty() {
                job.date.clone_from(&date);
            }
            if job.rustc.is_empty() {
                job.rustc.clone_from(&rustc);
            }
        }
        Run { model, target, seconds, jobs }
    }
}

impl Run {
    pub(super) fn passed(&self) -> usize {
        self.jobs.iter().map(|job| job.passed).sum()
    }

    /// Seconds of a core that all jobs took.
    pub(super) fn core_seconds(&self) -> f64 {
        self.jobs.iter().map(|job| job.seconds).sum()
    }

    /// The day of the jobs, or the first and the last: `2026-11-28 to 2026-11-29`.
    pub(super) fn days(&self) -> String {
        let days: BTreeSet<&str> = self.jobs.iter().map(|job| &*job.date).collect();
        match (days.first(), days.last()) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (first, _) => first.map_or_else(String::new, ToString::to_string),
        }
    }

    /// The compilers of the jobs.
    pub(super) fn compilers(&self) -> String {
        let compilers: BTreeSet<&str> = self.jobs.iter().map(|job| &*job.rustc).collect();
        compilers.into_iter().collect::<Vec<_>>().join(" and ")
    }

    /// Takes over the jobs of a newer run. Those that it has not stay, unless they are no jobs any more.
    pub(super) fn replace(&mut self, newer: &Run) {
        let names: Vec<String> = BINARIES.iter().flat_map(Binary::jobs).map(|job| job.name).collect();
        self.take_over(newer, &names);
    }

    fn take_over(&mut self, newer: &Run, names: &[String]) {
        let place = |job: &Done| names.iter().position(|name| *name == job.name);
        self.jobs.retain(|job| place(job).is_some() && newer.jobs.iter().all(|new| new.name != job.name));
        self.seconds = newer.seconds.filter(|_| self.jobs.is_empty());
        self.jobs.extend(newer.jobs.iter().cloned());
        self.jobs.sort_by_key(place);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn done(name: &str, date: &str, passed: usize) -> Done {
        let slowest = vec![Test { name: "slow".into(), seconds: 9.0 }];
        let (name, date, rustc) = (name.into(), date.into(), format!("rustc of {date}"));
        Done { name, date, rustc, passed, seconds: 12.0, failure: None, slowest }
    }

    pub(in super::super) fn run(model: Model, jobs: Vec<Done>) -> Run {
        Run { model, target: "t".into(), seconds: Some(60.0), jobs }
    }

    #[test]
    fn a_newer_run_of_some_jobs_leaves_the_others_and_their_days() {
        let names = ["a", "b", "c"].map(String::from);
        let old = [("a", 1), ("b", 2), ("gone", 9)].map(|(name, passed)| done(name, "2026-11-28", passed));
        let mut all = run(Model::Tree, old.into());
        let new = [("c", 4), ("b", 3)].map(|(name, passed)| done(name, "2026-11-30", passed));
        all.take_over(&run(Model::Tree, new.into()), &names);
        let jobs: Vec<_> = all.jobs.iter().map(|job| (&*job.name, job.passed, &*job.date)).collect();
        assert_eq!(jobs, [("a", 1, "2026-11-28"), ("b", 3, "2026-11-30"), ("c", 4, "2026-11-30")]);
        assert_eq!((all.seconds, &*all.days()), (None, "2026-11-28 to 2026-11-30"));
        assert_eq!(all.compilers(), "rustc of 2026-11-28 and rustc of 2026-11-30");
        let newest = ["a", "b", "c"].map(|name| done(name, "2026-12-01", 1));
        all.take_over(&run(Model::Tree, newest.into()), &names);
        assert_eq!((all.seconds, all.passed(), &*all.days()), (Some(60.0), 3, "2026-12-01"));
    }

    #[test]
    fn a_record_with_one_day_per_run_is_read() {
        let old = r#"{"model":"Tree","target":"t","date":"2026-11-28","rustc":"r","jobs":[
            {"name":"a","passed":1,"seconds":2.0,"slowest":[]},
            {"name":"b","date":"2026-11-30","rustc":"s","passed":1,"seconds":2.0,"slowest":[]}]}"#;
        let read: Run = serde_json::from_str(old).unwrap();
        let days = |run: &Run| -> Vec<_> {
            run.jobs.iter().map(|job| (job.date.clone(), job.rustc.clone())).collect()
        };
        let expected =
            [("2026-11-28", "r"), ("2026-11-30", "s")].map(|(date, rustc)| (date.into(), rustc.into()));
        assert_eq!(days(&read), expected);
        let written = serde_json::to_value(&read).unwrap();
        assert!(written.get("date").is_none(), "a run has no day of its own: {written}");
        assert_eq!(days(&serde_json::from_value(written).unwrap()), expected);
    }
}
