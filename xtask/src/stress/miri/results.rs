//! What a run found, as text, as JSON, as a record and as a table of a page.

use super::coverage::Coverage;
use super::output::Test;
use super::run::{Model, Run};
use crate::table::Table;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What was interpreted, and which unsafe blocks were reached.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Results {
    pub(super) runs: Vec<Run>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) coverage: Option<Coverage>,
}

/// How many of the slowest tests are shown.
const SLOWEST: usize = 12;

impl Results {
    pub(super) fn success(&self) -> bool {
        self.runs.iter().all(|run| run.jobs.iter().all(|job| job.failure.is_none()))
            && self.coverage.as_ref().is_none_or(Coverage::success)
    }

    /// The JSON document.
    ///
    /// # Errors
    ///
    /// If a figure is not a number.
    pub(super) fn json(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n").map_err(|error| error.to_string())
    }

    /// Takes over what `newer` has; what it has not stays.
    pub(super) fn replace(&mut self, newer: &Results) {
        for new in &newer.runs {
            match self.runs.iter_mut().find(|run| run.model == new.model && run.target == new.target) {
                Some(run) => run.replace(new),
                None => self.runs.push(new.clone()),
            }
        }
        self.runs.sort_by_key(|run| (run.target.clone(), run.model == Model::Tree));
        if newer.coverage.is_some() {
            self.coverage.clone_from(&newer.coverage);
        }
    }

    /// What a page tells: a row a run, and the blocks.
    pub(super) fn page_table(&self) -> String {
        let mut table = String::from(
            "| target | borrows | tests passed | core minutes | date |\n|---|---|--:|--:|---|\n",
        );
        for run in &self.runs {
            let (passed, minutes) = (run.passed(), run.core_seconds() / 60.0);
            let Run { target, model, .. } = run;
            table += &format!("| `{target}` | {model} | {passed} | {minutes:.0} | {} |\n", run.days());
        }
        if let Some(coverage) = &self.coverage {
            table += &format!("\n{}\n", coverage.told());
        }
        table
    }

    /// The slowest tests of all runs, each with its job.
    fn slowest(&self) -> Vec<(&str, &Test)> {
        let jobs = self.runs.iter().flat_map(|run| &run.jobs);
        let mut all: Vec<_> =
            jobs.flat_map(|job| job.slowest.iter().map(|test| (job.name.as_str(), test))).collect();
        all.sort_by(|a, b| b.1.seconds.total_cmp(&a.1.seconds));
        all.truncate(SLOWEST);
        all
    }
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for run in &self.runs {
            writeln!(f, "{}, {}, {}", run.model, run.target, run.compilers())?;
            let mut table =
                Table::new().words("job").figures("passed").figures("core seconds").words("date").words("");
            for job in &run.jobs {
                let verdict = if job.failure.is_some() { "FAILED" } else { "" };
                table.row(vec![
                    job.name.clone(),
                    job.passed.to_string(),
                    format!("{:.1}", job.seconds),
                    job.date.clone(),
                    verdict.into(),
                ]);
            }
            table.row(vec![
                "all".into(),
                run.passed().to_string(),
                format!("{:.1}", run.core_seconds()),
                String::new(),
                String::new(),
            ]);
            writeln!(f, "{table}\n")?;
            if let Some(seconds) = run.seconds {
                writeln!(f, "It took {seconds:.0} seconds, with builds.\n")?;
            }
            for job in &run.jobs {
                if let Some(failure) = &job.failure {
                    writeln!(f, "FAILED: {}\n{failure}\n", job.name)?;
                }
            }
        }
        let slowest = self.slowest();
        if !slowest.is_empty() {
            let mut table = Table::new().words("slowest test").words("job").figures("seconds");
            for (job, test) in slowest {
                table.row(vec![test.name.clone(), job.into(), format!("{:.1}", test.seconds)]);
            }
            writeln!(f, "{table}")?;
        }
        if let Some(coverage) = &self.coverage {
            write!(f, "{coverage}")?;
        }
        writeln!(f, "miri: {}", if self.success() { "passed" } else { "FAILED" })
    }
}

#[cfg(test)]
mod tests {
    use super::super::run::tests::{done, run};
    use super::*;

    #[test]
    fn one_failed_job_fails_the_whole_and_is_shown() {
        let good = run(Model::Stacked, vec![done("job", "2026-11-28", 3)]);
        let mut results = Results { runs: vec![good], coverage: None };
        assert!(results.success() && results.to_string().ends_with("miri: passed\n"));
        let mut failed = done("job", "2026-11-28", 2);
        failed.failure = Some("Undefined Behavior".into());
        results.runs.push(run(Model::Tree, vec![failed]));
        let told = results.to_string();
        assert!(!results.success() && told.contains("FAILED: job\nUndefined Behavior"), "{told}");
    }

    #[test]
    fn a_record_keeps_what_a_newer_run_did_not_do() {
        let day = |model, date, passed| run(model, vec![done("arena", date, passed)]);
        let runs = vec![day(Model::Tree, "2026-11-28", 1), day(Model::Stacked, "2026-11-28", 1)];
        let mut old = Results { runs, coverage: None };
        old.replace(&Results { runs: vec![day(Model::Tree, "2026-11-30", 5)], coverage: None });
        let passed: Vec<_> = old.runs.iter().map(|run| (run.model, run.passed())).collect();
        assert_eq!(passed, [(Model::Stacked, 1), (Model::Tree, 5)]);
        let page = old.page_table();
        assert!(page.contains("| `t` | Stacked Borrows | 1 | 0 | 2026-11-28 |"), "{page}");
        assert!(page.contains("| `t` | Tree Borrows | 5 | 0 | 2026-11-30 |"), "{page}");
    }

    #[test]
    fn text_and_page_have_the_day_of_a_copied_job() {
        let mut old =
            Results { runs: vec![run(Model::Tree, vec![done("arena", "2026-11-28", 1)])], coverage: None };
        let newer = run(Model::Tree, vec![done("btree-core", "2026-11-30", 5)]);
        old.replace(&Results { runs: vec![newer], coverage: None });
        let page = old.page_table();
        assert!(page.contains("| `t` | Tree Borrows | 6 | 0 | 2026-11-28 to 2026-11-30 |"), "{page}");
        let told = old.to_string();
        assert!(told.contains("  arena            1          12.0  2026-11-28\n"), "{told}");
        assert!(told.contains("  btree-core       5          12.0  2026-11-30\n"), "{told}");
    }

    #[test]
    fn the_newest_record_is_read_and_each_of_its_jobs_has_a_day() {
        let results = super::super::newest().unwrap().expect("there is a record");
        let jobs: Vec<_> = results.runs.iter().flat_map(|run| &run.jobs).collect();
        assert!(!jobs.is_empty() && jobs.iter().all(|job| job.date.len() == 10 && !job.rustc.is_empty()));
    }
}
