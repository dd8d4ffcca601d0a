//! `cargo xtask stress miri`: runs the tests in Miri, under both models of borrows and for other targets, and lists the unsafe blocks
//! that they do not execute.
//!
//! 1. [`jobs`] lists the tests that are run, and those left out, each with a reason.
//! 2. [`interpret`] builds every test binary once and runs the jobs in parallel, one process per core, because Miri runs all threads of
//!    a program on one core.
//! 3. [`coverage`] builds the same tests natively, with the same sizes, and determines which of the unsafe blocks that [`blocks`] finds
//!    are executed.
//! 4. [`results`] prints the results of both as text or JSON, and writes them as a dated record.

mod blocks;
mod coverage;
mod exceptions;
mod interpret;
mod jobs;
mod output;
mod results;
mod run;
mod toolchain;

use crate::Outcome;
use crate::record::{self, Heading, Setting};
use results::Results;
use run::Model;
use std::path::{Path, PathBuf};
use std::thread;
use toolchain::{Need, Nightly};

/// What to interpret, and what to count.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The model of borrows. The default is both, or none if only --coverage is given.
    #[arg(long, value_enum)]
    model: Option<Models>,
    /// Run for this target instead of this machine's, such as i686-unknown-linux-gnu or s390x-unknown-linux-gnu; may be
    /// repeated.
    #[arg(long, value_name = "TRIPLE")]
    target: Vec<String>,
    /// Build the tests natively, with the same sizes as in Miri, and list the unsafe blocks that they do not execute.
    #[arg(long)]
    coverage: bool,
    /// Run only the jobs whose names contain this; may be repeated.
    #[arg(long, value_name = "NAME")]
    job: Vec<String>,
    /// The number of parallel processes, instead of one per core.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    processes: Option<u16>,
    /// Write a dated record into docs/records. Results of jobs that did not run are copied from the newest record, with their dates.
    #[arg(long)]
    record: bool,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
}

/// Models of borrows, as an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Models {
    /// Stacked Borrows.
    Stacked,
    /// Tree Borrows.
    Tree,
    /// Both models, one after the other.
    Both,
}

impl Models {
    fn each(self) -> &'static [Model] {
        match self {
            Models::Stacked => &[Model::Stacked],
            Models::Tree => &[Model::Tree],
            Models::Both => &[Model::Stacked, Model::Tree],
        }
    }
}

const HEADING: Heading = Heading {
    name: "miri",
    title: "Tests in Miri, and unsafe blocks reached",
    command: "cargo xtask stress miri",
};

/// Runs the command.
///
/// # Errors
///
/// If the toolchain lacks something, a test binary does not build, or a tool cannot be run.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let models = models(args.model, args.coverage);
    let mut needs = Vec::new();
    if !models.is_empty() {
        needs.extend([Need::Miri, Need::Source]);
    }
    if args.coverage {
        needs.push(Need::LlvmTools);
    }
    let nightly = Nightly::find(&root(), &needs)?;
    let named = |name: &str| args.job.is_empty() || args.job.iter().any(|part| name.contains(part.as_str()));
    let processes = args.processes.map_or_else(cores, usize::from);
    let mut results = Results::default();
    for target in targets(&args.target, &nightly) {
        for &model in models {
            results.runs.push(interpret::run(&nightly, model, &target, processes, named)?);
        }
    }
    if args.coverage {
        results.coverage = Some(coverage::run(&nightly, named)?);
    }
    if args.record {
        write_record(&results, args)?;
    }
    let text = if args.json { results.json()? } else { results.to_string() };
    Ok(Outcome { text, success: results.success() })
}

/// The models to run: what is asked for, or both unless only coverage is.
fn models(asked: Option<Models>, coverage: bool) -> &'static [Model] {
    match asked {
        Some(models) => models.each(),
        None if coverage => &[],
        None => Models::Both.each(),
    }
}

fn targets(asked: &[String], nightly: &Nightly) -> Vec<String> {
    if asked.is_empty() { vec![nightly.host.clone()] } else { asked.to_vec() }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Writes what was found into docs/records, beside what the newest record tells of other models and targets.
fn write_record(results: &Results, args: &Args) -> Result<(), String> {
    let mut all = newest()?.unwrap_or_default();
    all.replace(results);
    let mut arguments = Vec::new();
    if let Some(model) = args.model {
        arguments.push(format!("--model {model:?}").to_lowercase());
    }
    arguments.extend(args.target.iter().map(|target| format!("--target {target}")));
    arguments.extend(args.job.iter().map(|job| format!("--job {job}")));
    if args.coverage {
        arguments.push("--coverage".into());
    }
    arguments.push("--record".into());
    let setting = Setting::new(arguments, false);
    let document = record::document(&setting, &all)?;
    for path in record::write(&HEADING, &setting, &document, &all.to_string())? {
        eprintln!("wrote {}", path.display());
    }
    Ok(())
}

/// What the newest record tells; `None` without a record.
fn newest() -> Result<Option<Results>, String> {
    record::newest(&root().join("docs/records"), HEADING.name)
}

/// The table of the newest record, for a page.
///
/// # Errors
///
/// If there is no record, or it cannot be read.
pub(crate) fn page_table() -> Result<String, String> {
    let results =
        newest()?.ok_or("there is no record; `cargo xtask stress miri --coverage --record` makes one")?;
    Ok(results.page_table())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_alone_interprets_nothing() {
        assert_eq!(models(None, false), [Model::Stacked, Model::Tree]);
        assert!(models(None, true).is_empty());
        assert_eq!(models(Some(Models::Tree), true), [Model::Tree]);
    }
}
